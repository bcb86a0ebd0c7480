"""Tables of change: every indicator, or every mean, for everyone and for each group, and between two groups."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from helpers.errors import UserProblem
from helpers.estimates.arrays import known, numbers
from helpers.estimates.averages import NumberSums
from helpers.estimates.compared import by_t, compare, compare_means, tabulated, welch
from helpers.estimates.comparisons import false_discovery_rate
from helpers.estimates.intervals import Z
from helpers.estimates.mover import (
    Two,
    between_groups,
    change_of,
    interval,
    interval_of_differences,
    p_value,
    smallest_shown,
)
from helpers.estimates.sums import Sums
from helpers.estimates.waves import Overlap

BETWEEN = "{} less {}"
"""What the row of a difference in differences is called."""


def changes(
    before: pd.DataFrame,
    after: pd.DataFrame,
    indicators: Sequence[str],
    by: Sequence[str] = (),
    weights: str | None = None,
    strata: str | None = None,
    clusters: str | None = None,
    ids: str | None = None,
    between: tuple[str, Any, Any] | None = None,
) -> pd.DataFrame:
    """The change of every indicator, for everyone and for each group that either wave has.

    Parameters
    ----------
    before, after
        One row per respondent of each wave, with the same columns; `indicators` and `by` as in `shares`.
    weights, strata, clusters, ids
        Names of columns, as in `change`. Groups are parts of the two designs, and somebody who was in another group in the
        second wave is matched in neither.
    between
        A breakdown of `by` and two of its groups: one row more per indicator, how much more the first changed than the second
        (difference in differences), with the counts of the smaller of the two. It takes the two groups for different people.

    Returns
    -------
    DataFrame
        `indicator, group_by, group, n_before, n_after, n_yes_before, n_yes_after, n_matched, share_before, share_after,
        design_effect_before, design_effect_after, difference, std_error, ci_low, ci_high, p_value, q_value, design, smallest`. `q_value`
        is the false discovery rate over the rows of one breakdown, those `between` by themselves.

    Examples
    --------
    >>> first = pd.DataFrame({"R7": [1, 0, 0, 1, 0, 0], "id": list("abcdef")})
    >>> second = pd.DataFrame({"R7": [1, 1, 0, 1, 1, 0], "id": list("abcdxy")})
    >>> changes(first, second, ["R7"], ids="id")[["group", "n_matched", "difference", "design"]].round(3)
          group  n_matched  difference              design
    0  everyone          4       0.333  partly overlapping
    """
    columns = _known(before, after, indicators, weights, strata, clusters, ids)
    sums, both = tabulated(before, after, indicators, by, columns)
    return table_of_changes(*sums, both, between)


def changes_of_means(
    before: pd.DataFrame,
    after: pd.DataFrame,
    columns: Sequence[str],
    by: Sequence[str] = (),
    weights: str | None = None,
    strata: str | None = None,
    clusters: str | None = None,
    ids: str | None = None,
    between: tuple[str, Any, Any] | None = None,
) -> pd.DataFrame:
    """The change of the mean of every column of numbers; arguments as in `changes`.

    Standard error: as R survey for the two waves stacked (see `change`), interval and p-value by t: Welch's test where nobody
    answered twice, the paired test where all did, without weights. `smallest` is (1.96 + 0.84) standard errors (Bloom 1995).

    Returns
    -------
    DataFrame
        `column, group_by, group, n_before, n_after, n_matched, mean_before, mean_after, std_dev_before, std_dev_after,
        design_effect_before, design_effect_after, difference, std_error, ci_low, ci_high, p_value, q_value, design, smallest`.
        Everybody gave one number in one wave and another in the next: no p-value, since nothing tells how numbers vary.

    Examples
    --------
    >>> first = pd.DataFrame({"O2": [5, 6, 7, 4, 8, 6], "id": list("abcdef")})
    >>> second = pd.DataFrame({"O2": [6, 6, 9, 5, 8, 8], "id": list("abcdef")})
    >>> changes_of_means(first, second, ["O2"], ids="id")[["mean_before", "mean_after", "difference", "p_value", "design"]].round(3)
       mean_before  mean_after  difference  p_value   design
    0          6.0         7.0         1.0    0.041  matched
    """
    named = _known(before, after, columns, weights, strata, clusters, ids)
    sums, both = tabulated(before, after, columns, by, named, numbers)
    return table_of_mean_changes(*sums, both, between)


def table_of_changes(
    before: Sums, after: Sums, both: Overlap | None = None, between: tuple[str, Any, Any] | None = None
) -> pd.DataFrame:
    """The table of two waves' sums, such as those of several files added up."""
    found = compare(before, after, both)
    low, high = interval(Z, found.two)
    arrays = {
        "n_before": found.before.n, "n_after": found.after.n, "n_yes_before": found.before.n_yes,
        "n_yes_after": found.after.n_yes, "n_matched": found.joint.n_matched, "share_before": found.before.share,
        "share_after": found.after.share, "design_effect_before": found.before.design_effect,
        "design_effect_after": found.after.design_effect, "difference": found.difference, "std_error": found.std_error,
        "ci_low": low, "ci_high": high, "p_value": p_value(found.difference, change_of, *found.two),
        "q_value": np.full(low.shape, np.nan), "design": found.design, "smallest": smallest_shown(*found.two),
    }  # fmt: skip
    table = _table(found.sums, "indicator", arrays)
    if between is not None:
        ours, theirs = _cells(found.sums[0], between)
        one, other = (Two(*(each[at] for each in found.two)) for at in (ours, theirs))
        difference = found.difference[ours] - found.difference[theirs]
        low, high = interval_of_differences(Z, one, other)
        more = {
            "difference": difference,
            "std_error": np.hypot(found.std_error[ours], found.std_error[theirs]),
            "ci_low": low,
            "ci_high": high,
            "p_value": p_value(difference, between_groups, *one, *other),
            "smallest": np.hypot(smallest_shown(*one), smallest_shown(*other)),
        }
        table = _with_between(table, arrays, more, between, (ours, theirs), "indicator", found.sums[0].indicators)
    return _with_q(table)


def table_of_mean_changes(
    before: NumberSums, after: NumberSums, both: Overlap | None = None, between: tuple[str, Any, Any] | None = None
) -> pd.DataFrame:
    """The table of two waves' sums of numbers, such as those of several files added up."""
    found = compare_means(before, after, both)
    moved = by_t(found.difference, found.std_error, found.freedom)
    arrays = {
        "n_before": found.before.n, "n_after": found.after.n, "n_matched": found.joint.n_matched,
        "mean_before": found.before.mean, "mean_after": found.after.mean, "std_dev_before": found.before.std_dev,
        "std_dev_after": found.after.std_dev, "design_effect_before": found.before.design_effect,
        "design_effect_after": found.after.design_effect, "difference": moved.difference, "std_error": moved.std_error,
        "ci_low": moved.ci_low, "ci_high": moved.ci_high, "p_value": moved.p_value,
        "q_value": np.full(moved.p_value.shape, np.nan), "design": found.design, "smallest": moved.smallest,
    }  # fmt: skip
    table = _table(found.sums, "column", arrays)
    if between is not None:
        ours, theirs = _cells(found.sums[0], between)
        errors = found.std_error[ours], found.std_error[theirs]
        freedom = welch((errors[0] ** 2, errors[1] ** 2), (found.freedom[ours], found.freedom[theirs]))
        more = vars(by_t(moved.difference[ours] - moved.difference[theirs], np.hypot(*errors), freedom))
        table = _with_between(table, arrays, more, between, (ours, theirs), "column", found.sums[0].indicators)
    return _with_q(table)


def _known(before: pd.DataFrame, after: pd.DataFrame, names: Sequence[str], *columns: str | None) -> list[str | None]:
    for wave in (before, after):
        known(wave, [*names, *(name for name in columns if name is not None)])
    return list(columns)


def _table(sums: tuple[Sums, Sums], what: str, arrays: Mapping[str, np.ndarray]) -> pd.DataFrame:
    """Cells that hold somebody in either wave."""
    first, second = sums
    held = np.union1d(first.held(), second.held())
    cells = [first.cells[at] for at in held]
    n_columns = len(first.indicators)
    places = {
        what: np.repeat(np.array(first.indicators, dtype=object), len(cells)),
        "group_by": [by for by, _ in cells] * n_columns,
        "group": [group for _, group in cells] * n_columns,
    }
    return pd.DataFrame(places | {name: array[held].T.ravel() for name, array in arrays.items()})


def _cells(sums: Sums, between: tuple[str, Any, Any]) -> tuple[int, int]:
    """The places of the two groups."""
    by, *groups = between
    missing = [group for group in groups if (by, group) not in sums.cells]
    if missing:
        held = ", ".join(str(group) for name, group in sums.cells if name == by) or "none"
        raise UserProblem(
            f"There is no group '{missing[0]}' of '{by}' in these waves.",
            "difference between groups",
            f"Groups: {held}.",
        )
    return sums.cells.index((by, groups[0])), sums.cells.index((by, groups[1]))


def _with_between(
    table: pd.DataFrame,
    arrays: Mapping[str, np.ndarray],
    more: Mapping[str, np.ndarray],
    between: tuple[str, Any, Any],
    at: tuple[int, int],
    what: str,
    names: Sequence[str],
) -> pd.DataFrame:
    """A row more for each indicator, with the counts of the smaller group, by which it is judged."""
    fewest = [np.minimum(arrays["n_before"][place], arrays["n_after"][place]) for place in at]
    is_first = fewest[0] <= fewest[1]
    rows = {what: list(names), "group_by": between[0], "group": BETWEEN.format(*between[1:])}
    for name in arrays:
        if name.startswith("n_"):
            rows[name] = np.where(is_first, arrays[name][at[0]], arrays[name][at[1]])
    designs = [arrays["design"][place] for place in at]
    rows["design"] = [
        "difference in differences: " + " and ".join(dict.fromkeys(pair)) for pair in zip(*designs, strict=True)
    ]
    return pd.concat([table, pd.DataFrame(rows | dict(more))], ignore_index=True)


def _with_q(table: pd.DataFrame) -> pd.DataFrame:
    is_between = table["design"].astype(str).str.startswith("difference in")
    families = table.groupby([table["group_by"], is_between], sort=False)["p_value"]
    table["q_value"] = families.transform(lambda p: false_discovery_rate(p.to_numpy()))
    return table
