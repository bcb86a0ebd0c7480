"""Change between two waves: independent, matched or partly overlapping samples, told apart by the data."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from helpers.errors import UserProblem
from helpers.estimates.arrays import answers
from helpers.estimates.compared import Compared, compare, tabulated
from helpers.estimates.intervals import Z
from helpers.estimates.mover import (
    between_groups,
    change_of,
    interval,
    interval_of_differences,
    p_value,
    smallest_shown,
)


@dataclass(frozen=True)
class Change:
    """A difference of shares (after - before) with its standard error, 95% interval and two-sided p-value.

    `design`: "independent", "matched", "partly overlapping", "same places" (clusters asked twice, whoever answered there), or
    "difference in differences" of those. `n_matched`: people with an answer in both waves. `smallest`: the smallest change that two such waves would probably
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
        p_value=float(p_value(found.difference, change_of, *found.two)[at]),
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
    p = p_value(difference, between_groups, *ours.two, *theirs.two)
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
    sums, both = tabulated(*frames, ["y"], (), named)
    return compare(*sums, both)


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
