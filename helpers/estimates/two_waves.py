"""Change between two waves: independent, matched or partly overlapping samples, told apart by the data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.errors import UserProblem
from helpers.estimates.arrays import answers, column_of, known
from helpers.estimates.comparisons import false_discovery_rate
from helpers.estimates.design import design
from helpers.estimates.estimate import Estimates, estimate
from helpers.estimates.intervals import Z
from helpers.estimates.mover import Two, correlation_of, interval, interval_of_differences, p_value, smallest_shown
from helpers.estimates.sums import Sums, matrix, tabulate, with_cells_of
from helpers.estimates.waves import Joint, Overlap, Wave, ids_of, joint, overlap


@dataclass(frozen=True)
class Change:
    """A difference of shares (after - before) with its standard error, 95% interval and two-sided p-value.

    `design`: "independent", "matched", "partly overlapping", or "difference in differences" of those.
    `n_matched`: people with an answer in both waves. `smallest`: the smallest change that two such waves would probably
    have shown (four times in five), NaN where nobody answered in one of them.
    """

    difference: float
    std_error: float
    ci_low: float
    ci_high: float
    p_value: float
    design: str
    n_matched: int
    smallest: float = float("nan")


class Answers(NamedTuple):
    """One group in one wave: 0/1/NaN answers, weights and ids (a missing id = nobody's match), strata and clusters."""

    y: Any
    weights: Any = None
    ids: Any = None
    strata: Any = None
    clusters: Any = None


@dataclass(frozen=True)
class Compared:
    """Two waves side by side: arrays of cells x indicators, on the cells that either has."""

    sums: tuple[Sums, Sums]
    before: Estimates
    after: Estimates
    joint: Joint
    two: Two

    @property
    def difference(self) -> np.ndarray:
        """After less before."""
        return self.after.share - self.before.share

    @property
    def std_error(self) -> np.ndarray:
        """NaN where a wave has no answer."""
        return np.where(np.isnan(self.difference), np.nan, self.joint.std_error)

    @property
    def design(self) -> np.ndarray:
        """Who was asked twice, in a word or two."""
        matched, n, later = self.joint.n_matched, self.before.n, self.after.n
        is_matched = (matched == n) & (matched == later) & (matched > 0)
        return np.where(is_matched, "matched", np.where(matched > 0, "partly overlapping", "independent"))


def change(
    y_before: Any,
    y_after: Any,
    weights_before: Any = None,
    weights_after: Any = None,
    ids_before: Any = None,
    ids_after: Any = None,
    *,
    strata_before: Any = None,
    strata_after: Any = None,
    clusters_before: Any = None,
    clusters_after: Any = None,
) -> Change:
    """The change of a share from one wave to the next.

    Everyone with an answer in a wave counts in that wave. `design` is said, not asked: "matched" where the same people
    answered both times, "independent" where nobody is known to have, "partly overlapping" in between: then people
    who answered twice lower the error by their covariance, and the others still count.

    Parameters
    ----------
    y_before, y_after
        0/1/NaN per respondent of each wave; the waves may differ in length. People without an answer stay in the design.
    ids_before, ids_after
        One id per respondent, the same in both waves; missing ids match nobody.
    strata_before, strata_after, clusters_before, clusters_after
        One label per respondent, in both waves or in neither. Clusters of one name are one place asked twice, whose waves'
        errors go together whoever answered there.

    Notes
    -----
    Standard error: as R survey for the two waves stacked, with waves as strata (independent), people as clusters, or places
    as clusters (`svycontrast` of `svyby`). Interval: from the two waves' default intervals and their correlation
    (Newcombe 1998, Statistics in Medicine 17, 2635-2650, method 10; Zou and Donner 2008, Statistics in Medicine 27,
    1693-1702), normal quantiles. The p-value is the level at which that interval touches 0, so the two never disagree; in large
    samples it is the usual test's. Nobody answered in a wave: NaN.

    Raises
    ------
    UserProblem
        For an id twice in one wave, ids (strata, clusters) in one wave only, and people whose stratum or cluster is another one in
        the second wave.

    Examples
    --------
    >>> found = change([0, 0, 1, 0, 1, 0, 0, 1], [1, 0, 1, 1, 1, 0, 1, 1], ids_before=list("abcdefgh"), ids_after=list("abcdefgh"))
    >>> round(found.difference, 3), round(found.std_error, 3), found.design, found.n_matched
    (0.375, 0.183, 'matched', 8)
    >>> change([0, 1, 0, 1], [1, 1, 0, 1]).design
    'independent'
    """
    before = Answers(y_before, weights_before, ids_before, strata_before, clusters_before)
    after = Answers(y_after, weights_after, ids_after, strata_after, clusters_after)
    found = _compare_two(before, after)
    low, high = interval(Z, found.two)
    at = (0, 0)
    return Change(
        difference=float(found.difference[at]),
        std_error=float(found.std_error[at]),
        ci_low=float(low[at]),
        ci_high=float(high[at]),
        p_value=float(p_value(found.difference, _change, *found.two)[at]),
        design=str(found.design[at]),
        n_matched=int(found.joint.n_matched[at]),
        smallest=float(smallest_shown(*found.two)[at]),
    )


def difference_in_differences(
    before: Answers, after: Answers, comparison_before: Answers, comparison_after: Answers
) -> Change:
    """How much more a share changed among those who took part than in a comparison group.

    Each argument is `Answers(y, weights, ids, strata, clusters)`, or a plain tuple of the same. The two groups are different
    people; within each, matching is as in `change`. `n_matched` counts both groups. It shows an effect only so far as the two
    groups would otherwise have changed alike.

    Examples
    --------
    >>> took_part = Answers([0, 0, 1, 0, 0, 1, 0, 0]), Answers([1, 0, 1, 1, 0, 1, 0, 1])
    >>> others = Answers([0, 1, 0, 0, 1, 0, 0, 0]), Answers([0, 1, 0, 0, 1, 0, 1, 0])
    >>> found = difference_in_differences(*took_part, *others)
    >>> round(found.difference, 3), found.design
    (0.25, 'difference in differences: independent')
    """
    before, after, comparison_before, comparison_after = (
        Answers(*each) for each in (before, after, comparison_before, comparison_after)
    )
    _refuse_shared(before, after, comparison_before, comparison_after)
    ours, theirs = _compare_two(before, after), _compare_two(comparison_before, comparison_after)
    difference = ours.difference - theirs.difference
    bounds = interval_of_differences(Z, ours.two, theirs.two)
    p = p_value(difference, _both, *ours.two, *theirs.two)
    designs = dict.fromkeys([str(ours.design[0, 0]), str(theirs.design[0, 0])])
    at = (0, 0)
    return Change(
        difference=float(difference[at]),
        std_error=float(np.hypot(ours.std_error, theirs.std_error)[at]),
        ci_low=float(bounds[0][at]),
        ci_high=float(bounds[1][at]),
        p_value=float(p[at]),
        design="difference in differences: " + " and ".join(designs),
        n_matched=int(ours.joint.n_matched[at] + theirs.joint.n_matched[at]),
        smallest=float(np.hypot(smallest_shown(*ours.two), smallest_shown(*theirs.two))[at]),
    )


def changes(
    before: pd.DataFrame,
    after: pd.DataFrame,
    indicators: Sequence[str],
    by: Sequence[str] = (),
    weights: str | None = None,
    strata: str | None = None,
    clusters: str | None = None,
    ids: str | None = None,
) -> pd.DataFrame:
    """The change of every indicator, for everyone and for each group that either wave has.

    Parameters
    ----------
    before, after
        One row per respondent of each wave, with the same columns; `indicators` and `by` as in `shares`.
    weights, strata, clusters, ids
        Names of columns, as in `change`. Groups are parts of the two designs, and somebody who was in another group in the
        second wave is matched in neither.

    Returns
    -------
    DataFrame
        `indicator, group_by, group, n_before, n_after, n_yes_before, n_yes_after, n_matched, share_before, share_after,
        difference, std_error, ci_low, ci_high, p_value, q_value, design, smallest`. `q_value` is the false discovery rate over
        the rows of one breakdown.

    Examples
    --------
    >>> first = pd.DataFrame({"R7": [1, 0, 0, 1, 0, 0], "id": list("abcdef")})
    >>> second = pd.DataFrame({"R7": [1, 1, 0, 1, 1, 0], "id": list("abcdxy")})
    >>> changes(first, second, ["R7"], ids="id")[["group", "n_matched", "difference", "design"]].round(3)
          group  n_matched  difference              design
    0  everyone          4       0.333  partly overlapping
    """
    columns = [weights, strata, clusters, ids]
    for wave in (before, after):
        known(wave, [*indicators, *(name for name in columns if name is not None)])
    sums, both = _tabulated(before, after, indicators, by, columns)
    return table_of_changes(*sums, both)


def table_of_changes(before: Sums, after: Sums, both: Overlap | None = None) -> pd.DataFrame:
    """The table of two waves' sums, such as those of several files added up."""
    found = compare(before, after, both)
    low, high = interval(Z, found.two)
    first, second = found.sums
    held = np.union1d(first.held(), second.held())
    cells = [first.cells[at] for at in held]
    arrays = {
        "n_before": found.before.n, "n_after": found.after.n, "n_yes_before": found.before.n_yes,
        "n_yes_after": found.after.n_yes, "n_matched": found.joint.n_matched, "share_before": found.before.share,
        "share_after": found.after.share, "difference": found.difference, "std_error": found.std_error,
        "ci_low": low, "ci_high": high, "p_value": p_value(found.difference, _change, *found.two),
        "q_value": None, "design": found.design, "smallest": smallest_shown(*found.two),
    }  # fmt: skip
    n_indicators = len(first.indicators)
    table = pd.DataFrame(
        {
            "indicator": np.repeat(np.array(first.indicators, dtype=object), len(cells)),
            "group_by": [by for by, _ in cells] * n_indicators,
            "group": [group for _, group in cells] * n_indicators,
        }
    )
    for name, array in arrays.items():
        table[name] = np.nan if array is None else array[held].T.ravel()
    families = table.groupby("group_by", sort=False)["p_value"]
    table["q_value"] = families.transform(lambda p: false_discovery_rate(p.to_numpy()))
    return table


def compare(before: Sums, after: Sums, both: Overlap | None = None) -> Compared:
    """Two waves of shares, from their sums and who is in both."""
    before, after = with_cells_of(before, after)
    one, other = estimate(before), estimate(after)
    shares, n = (one.share, other.share), (one.n_cautious, other.n_cautious)
    together = joint(before, after, shares, both)
    correlation = correlation_of(shares, n, (together.before, together.after), together.covariance)
    return Compared((before, after), one, other, together, Two(*shares, *n, correlation))


def _compare_two(before: Answers, after: Answers) -> Compared:
    frames = []
    for which, wave in (("before", before), ("after", after)):
        y = answers(wave.y, f"answers {which}")
        columns = {"y": y}
        for name in ("weights", "strata", "clusters", "ids"):
            given = getattr(wave, name)
            if given is not None:
                column = pd.Series(given, dtype=object if name == "ids" else None).to_numpy()
                if len(column) != len(y):
                    raise UserProblem(
                        f"There are {len(column)} {name} for {len(y)} respondents.", f"{name} {which}", "Give one each."
                    )
                columns[name] = column
        frames.append(pd.DataFrame(columns))
    named = [
        name if name in frames[0] or name in frames[1] else None for name in ("weights", "strata", "clusters", "ids")
    ]
    sums, both = _tabulated(*frames, ["y"], (), named)
    return compare(*sums, both)


def _tabulated(
    before: pd.DataFrame,
    after: pd.DataFrame,
    indicators: Sequence[str],
    by: Sequence[str],
    columns: Sequence[str | None],
) -> tuple[tuple[Sums, Sums], Overlap | None]:
    weights, strata, clusters, ids = columns
    sums, waves = [], []
    for name in (strata, clusters):
        if name is not None and (name in before) != (name in after):
            raise UserProblem(f"Only one wave has {name}.", name, "Give both waves', or neither.")
    for which, frame in (("before", before), ("after", after)):
        w, stratum, cluster = (
            column_of(frame, name) if name in frame else None for name in (weights, strata, clusters)
        )
        the_design = design(len(frame), w, stratum, cluster)
        names = ids_of(frame[ids], len(frame), which) if ids is not None and ids in frame else None
        sums.append(tabulate(frame, indicators, by, the_design))
        waves.append(Wave(matrix(frame, indicators), frame, the_design, names))
    labels = with_cells_of(*sums)[0].labels
    return (sums[0], sums[1]), overlap(*waves, by, labels)


def _change(z: np.ndarray, *numbers: np.ndarray):
    return interval(z, Two(*numbers))


def _both(z: np.ndarray, *numbers: np.ndarray):
    return interval_of_differences(z, Two(*numbers[:5]), Two(*numbers[5:]))


def _refuse_shared(before: Answers, after: Answers, comparison_before: Answers, comparison_after: Answers) -> None:
    ours, theirs = (
        {name for each in pair if each.ids is not None for name in pd.Series(each.ids, dtype=object).dropna()}
        for pair in ((before, after), (comparison_before, comparison_after))
    )
    if ours & theirs:
        raise UserProblem(
            f"{len(ours & theirs)} ids are both among those who took part and in the comparison group.",
            "ids",
            "Keep each person in one group, or leave out those who moved.",
        )
