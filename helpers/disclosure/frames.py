"""What goes in at the door and what comes out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
import pandas as pd

FIGURES = ("n_effective", "share", "std_error", "ci_low", "ci_high", "mean", "design_effect", "unweighted")
BESIDE = ("design_effect", "unweighted")
"""Figures that stand behind a released table's notes: the contract's columns come first."""

SHARES = {
    "indicator": "", "theme": "", "domain": "", "wave": "", "group_by": "", "group": "everyone",
    "n": 0, "n_yes": 0, **dict.fromkeys(FIGURES, np.nan), "note": "",
}  # fmt: skip
DISTRIBUTIONS = {
    "indicator": "", "column": "", "wave": "", "group_by": "", "group": "everyone", "code": np.nan, "label": "",
    "kind": "one of", "n": 0, "n_yes": 0, "share": np.nan, "std_error": np.nan, "ci_low": np.nan, "ci_high": np.nan,
    "note": "",
}  # fmt: skip
CHANGES = {
    "indicator": "", "wave_before": "", "wave_after": "", "group_by": "", "group": "everyone",
    "n_before": 0, "n_after": 0, "n_matched": 0, "n_yes_before": 0, "n_yes_after": 0, "share_before": np.nan,
    "share_after": np.nan, "difference": np.nan, "std_error": np.nan, "ci_low": np.nan, "ci_high": np.nan,
    "smallest": np.nan, "p_value": np.nan, "q_value": np.nan, "design": "", "note": "",
}  # fmt: skip
APART = {
    "indicator": "", "wave": "", "group_by": "", "n_groups": 0, "p_value": np.nan, "q_value": np.nan, "note": "",
}  # fmt: skip
COUNTS = {"wave": "", "what": "", "n": 0, "of": 0, "note": ""}

Key = tuple[str, str, str, str]
"""Indicator, wave, group_by, group: one figure."""


class Union(NamedTuple):
    """People in any of several sets of answers.

    `counts`: whether they are those who count, such as people who ticked any of six activities, or those who don't: of
    two conditions that have to hold, the people who miss either. `sets`: columns with their codes. `none`: the column of
    the answer that says none of these, if there is one.
    """

    counts: bool
    sets: tuple[tuple[str, frozenset[int]], ...]
    none: str = ""


@dataclass(frozen=True, repr=False)
class Findings:
    """Raw findings, with counts of people: they leave through `release` only.

    Attributes
    ----------
    shares, distributions, changes, counts, apart
        The frames made in step 2.3. Columns they lack are taken as blank. `apart`: one row per indicator, wave and
        breakdown, the test that all its groups share one share.
    is_sensitive
        Indicators whose 0% and 100% tell what each person of a group said.
    counted
        Indicator -> column -> (codes that count, codes that don't), where the indicator is no more than that: its
        share then adds up from the distribution's options, and neither may give the other away. An empty mapping says
        that no column's options add up to the indicator. Where an indicator is not named, its distribution is
        withheld whole as soon as any part of it, or the share, is.
    unions
        Indicator -> the sets of answers whose union it counts, or leaves out.
    notes
        What could not be done, in fixed sentences that name no group and no number: they leave as they are.
    """

    shares: pd.DataFrame
    distributions: pd.DataFrame | None = None
    changes: pd.DataFrame | None = None
    counts: pd.DataFrame | None = None
    is_sensitive: frozenset[str] = frozenset()
    counted: Mapping[str, Mapping[str, tuple[frozenset[int], frozenset[int]]]] = field(default_factory=dict)
    unions: Mapping[str, Union] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    is_pretend: bool = False
    """Of simulated answers: what is released says so in every row."""
    apart: pd.DataFrame | None = None

    def __repr__(self) -> str:
        return f"<Findings: {len(self.shares)} raw shares; disclosure.release lets out what may be shown>"


@dataclass(frozen=True)
class Released:
    """What a policy lets out: `release` makes it, and reports and exports take nothing else.

    Attributes
    ----------
    table
        Shares, one row per indicator, wave and group. `status` is `released`, `merged` (shown, of small groups
        joined), `banded` (the note says "fewer than 5 of 25") or `suppressed` (blank: not zero, not missing).
    distributions, changes, counts, apart
        The other frames without counts of people who gave an answer, each row with its `status` and `note`.
    policy
        Its name.
    summary
        How many rows of `table` have which status.
    notes
        As in `Findings`.
    """

    table: pd.DataFrame
    distributions: pd.DataFrame
    changes: pd.DataFrame
    counts: pd.DataFrame
    policy: str
    summary: Mapping[str, int]
    notes: tuple[str, ...] = ()
    is_pretend: bool = False
    apart: pd.DataFrame = field(default_factory=lambda: filled(None, APART))

    def only(self, by: tuple[str, ...]) -> "Released":
        """The same release with the breakdowns of `by` alone; everyone and the comparison group stay."""
        wanted = ["", "comparison", *by]
        kept = {name: getattr(self, name) for name in ("table", "changes", "apart")}
        kept = {name: frame[frame["group_by"].isin(wanted)].reset_index(drop=True) for name, frame in kept.items()}
        statuses = kept["table"]["status"].value_counts()
        return replace(self, **kept, summary={name: int(statuses.get(name, 0)) for name in self.summary})


def filled(frame: pd.DataFrame | None, columns: Mapping[str, object]) -> pd.DataFrame:
    """A copy with exactly these columns, blanks filled in, rows numbered."""
    given = pd.DataFrame() if frame is None else frame
    columns_filled = {
        name: _column(
            given[name].to_numpy() if name in given else np.full(len(given), blank, dtype=object), name, blank
        )
        for name, blank in columns.items()
    }
    return pd.DataFrame(columns_filled)


def _column(values: np.ndarray, name: str, blank: object) -> np.ndarray:
    if isinstance(blank, str):
        texts = np.asarray(values, dtype=object)
        return np.where(pd.isna(texts), blank, texts).astype(object)
    if name == "code":
        return values
    numbers = np.asarray(pd.to_numeric(values), dtype=float)
    return np.nan_to_num(numbers).round().astype("int64") if isinstance(blank, int) else numbers
