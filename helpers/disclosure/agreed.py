"""Sums that go to a pool under a data-sharing agreement: unrounded, by indicator and group, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from helpers.disclosure.frames import Findings
from helpers.disclosure.policies import rules
from helpers.errors import UserProblem

AGREEMENT = "agreement"
PARTIES = 2


@dataclass(frozen=True)
class Agreement:
    """Who agreed with whom, when, and on what the sums may be used for."""

    parties: tuple[str, ...]
    signed_on: date | None
    purpose: str


@dataclass(frozen=True, repr=False)
class Agreed:
    """Sums for the parties of an agreement. Not `Released`: no report, chart or export of figures takes it."""

    table: pd.DataFrame
    agreement: Agreement
    policy: str = AGREEMENT

    def __repr__(self) -> str:
        return f"<Agreed: {len(self.table)} sums for {' and '.join(self.agreement.parties)}>"


def release_sums(findings: Findings | pd.DataFrame, agreement: Agreement, groups: Sequence[str] = ()) -> Agreed:
    """What may go to a pool: the columns that policies.yaml names, and no others.

    Parameters
    ----------
    findings
        Raw findings or their shares, with the sums `sum_w`, `sum_w2`, `sum_wy`, `sum_w2y` (of weights, their squares, and
        both times the answer). Groups as they were asked: pooling joins them afterwards, the same way for all.
    groups
        Breakdowns that go along; none but everyone if empty.

    Raises
    ------
    UserProblem
        The agreement is not whole, or the answers are pretended.

    Examples
    --------
    >>> raw = pd.DataFrame({"indicator": ["R7"], "wave": ["w"], "group_by": [""], "group": ["everyone"], "n": [7], "n_yes": [2],
    ...                     "sum_w": [7.0], "sum_w2": [7.0], "sum_wy": [2.0], "sum_w2y": [2.0], "note": ["anything"]})
    >>> agreement = Agreement(("Us", "Them"), date(2026, 6, 3), "London-wide figures")
    >>> release_sums(raw, agreement).table.columns.tolist()
    ['indicator', 'wave', 'group_by', 'group', 'n', 'n_yes', 'sum_w', 'sum_w2', 'sum_wy', 'sum_w2y']
    """
    _check(agreement)
    if isinstance(findings, pd.DataFrame):
        findings = Findings(findings)
    if findings.is_pretend:
        raise UserProblem("Pretend answers can't be shared: nobody gave them.", "share", "Use a wave of real answers.")
    columns = rules()[AGREEMENT]["columns"]["value"]
    lacking = [name for name in columns if name not in findings.shares]
    assert not lacking, f"the sums lack {lacking}"
    is_along = findings.shares["group_by"].isin(["", *groups])
    return Agreed(findings.shares.loc[is_along, columns].reset_index(drop=True), agreement)


def _check(agreement: Agreement) -> None:
    named = [party for party in agreement.parties if party.strip()]
    lacks = []
    if len(set(named)) < PARTIES:
        lacks.append("two parties")
    if agreement.signed_on is None:
        lacks.append("the day it was signed")
    if not agreement.purpose.strip():
        lacks.append("what the sums are for")
    if lacks:
        raise UserProblem(
            f"The data-sharing agreement lacks {', '.join(lacks)}.",
            "the agreement",
            "Complete it first: unrounded sums leave under a signed agreement only.",
        )
