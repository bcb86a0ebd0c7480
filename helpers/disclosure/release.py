"""The only door through which findings leave."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from helpers.disclosure.apart import release_apart
from helpers.disclosure.changes import release_changes
from helpers.disclosure.counts import release_counts
from helpers.disclosure.distributions import bases_of, judge_distributions, show_distributions
from helpers.disclosure.frames import APART, CHANGES, COUNTS, DISTRIBUTIONS, SHARES, Findings, Key, Released, filled
from helpers.disclosure.ledger import Earlier, as_plain
from helpers.disclosure.policies import policy as policy_of
from helpers.disclosure.shares import judge, show

PRETEND = "PRETEND: simulated, nobody said this"
"""What every row of pretend findings says."""


def release(
    findings: Findings | pd.DataFrame,
    policy: str = "report",
    decided: Mapping[Key, str] | None = None,
    earlier: Sequence[Earlier] = (),
) -> Released:
    """What of the findings may be shown under a policy.

    Parameters
    ----------
    findings
        Raw findings, or only their frame of shares; columns it lacks are taken as blank.
    policy
        `team`, `report` or `open`; docs/statistics.md and policies.yaml say what each does and why.
    decided
        (indicator, wave, group_by, group) -> the person who decided that a sensitive 0% or 100% may be shown.
    earlier
        What was released before of the same answers, or of answers to which few were added or from which few were taken.

    Raises
    ------
    UserProblem
        There is no such policy, or it is not there yet.

    Notes
    -----
    A group nobody answered in counts as a base under the threshold. The figure for everyone is never withheld for a
    group's sake. The same findings give the same release: nothing is random.

    Examples
    --------
    >>> raw = pd.DataFrame({"indicator": "R7", "group_by": ["", "age", "age"], "group": ["everyone", "16-24", "25-34"],
    ...                     "n": [60, 25, 35], "n_yes": [23, 3, 20], "share": [23 / 60, 3 / 25, 20 / 35]})
    >>> release(raw).table.loc[1, ["status", "note"]].tolist()
    ['banded', 'fewer than 5 of 25']
    >>> release(raw).table["status"].tolist()
    ['released', 'banded', 'suppressed']
    """
    return release_and_keep(findings, policy, decided, earlier)[0]


Kept = dict[str, list[list[Any]]]
"""What the ledger keeps of a release: plain data, with counts, for those who hold the answers."""


def release_and_keep(
    findings: Findings | pd.DataFrame,
    policy: str = "report",
    decided: Mapping[Key, str] | None = None,
    earlier: Sequence[Earlier] = (),
) -> tuple[Released, Kept]:
    """`release`, and what is to be kept of it so that later releases can be judged beside it (see `ledger.from_plain`)."""
    chosen = policy_of(policy)
    if isinstance(findings, pd.DataFrame):
        findings = Findings(findings)
    shares = filled(findings.shares, SHARES)
    distributions = filled(findings.distributions, DISTRIBUTIONS)
    cells = judge(shares, chosen, findings.is_sensitive, decided or {}, earlier)
    of_options = judge_distributions(distributions, findings, cells, chosen, earlier)
    table = show(shares, cells, chosen)
    statuses = table["status"].value_counts()
    released = Released(
        table=table,
        distributions=show_distributions(distributions, of_options, chosen),
        changes=release_changes(filled(findings.changes, CHANGES), cells, chosen, findings.is_sensitive),
        counts=release_counts(filled(findings.counts, COUNTS), chosen, bases_of(of_options)),
        apart=release_apart(filled(findings.apart, APART), cells, chosen),
        policy=policy,
        summary={status: int(statuses.get(status, 0)) for status in ("released", "merged", "banded", "suppressed")},
        notes=findings.notes,
        is_pretend=findings.is_pretend,
    )
    return (_marked(released) if findings.is_pretend else released), as_plain(cells, of_options)


def _marked(released: Released) -> Released:
    """Every row says that nobody said this; what else its note says stands behind it."""
    frames = {name: getattr(released, name) for name in ("table", "distributions", "changes", "counts", "apart")}
    return replace(
        released,
        **{
            name: frame.assign(note=[f"{PRETEND}; {note}" if note else PRETEND for note in frame["note"]])
            for name, frame in frames.items()
        },
    )


def awaiting(findings: Findings, policy: str = "report") -> pd.DataFrame:
    """For the team only: sensitive 0% and 100% that a named person may decide to show.

    Examples
    --------
    >>> raw = pd.DataFrame({"indicator": ["R7"], "n": [14], "n_yes": [14], "share": [1.0]})
    >>> awaiting(Findings(raw, is_sensitive=frozenset({"R7"})))[["indicator", "group", "n"]]
      indicator     group   n
    0        R7  everyone  14
    """
    chosen = policy_of(policy)
    shares = filled(findings.shares, SHARES)
    waits = [
        chosen.zero_and_all == "sensitive"
        and row.indicator in findings.is_sensitive
        and row.n_yes in (0, row.n)
        and row.n >= chosen.smallest_base
        for row in shares.itertuples()
    ]
    columns = ["indicator", "wave", "group_by", "group", "n", "n_yes"]
    return shares.loc[pd.Series(waits, index=shares.index, dtype=bool), columns].reset_index(drop=True)
