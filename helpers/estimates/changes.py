"""Change between two waves: independent, matched or partly overlapping samples, told apart by the data."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy import optimize, stats

from helpers.errors import UserProblem
from helpers.estimates.arrays import answers, weights_of
from helpers.estimates.intervals import Z, wilson

NO_DIFFERENCE = 1e-12
"""Less than this is what floating point leaves of two equal shares."""

LARGEST_Z = 38.0
"""Beyond it a normal tail is zero in floating point."""


@dataclass(frozen=True)
class Change:
    """A difference of shares (after - before) with its standard error, 95% interval and two-sided p-value.

    `design`: "independent", "matched", "partly overlapping", or "difference in differences" of those.
    `n_matched`: people with an answer in both waves.
    """

    difference: float
    std_error: float
    ci_low: float
    ci_high: float
    p_value: float
    design: str
    n_matched: int


class Answers(NamedTuple):
    """One group in one wave: 0/1/NaN answers, weights and ids (a missing id = nobody's match)."""

    y: Any
    weights: Any = None
    ids: Any = None


@dataclass(frozen=True)
class _Wave:
    share: float
    n_effective: float
    parts: np.ndarray
    """Each person's part of the share's sampling error (linearised); the parts add to 0."""
    ids: np.ndarray


def change(
    y_before: Any,
    y_after: Any,
    weights_before: Any = None,
    weights_after: Any = None,
    ids_before: Any = None,
    ids_after: Any = None,
) -> Change:
    """The change of a share from one wave to the next.

    Everyone with an answer in a wave counts in that wave. `design` is said, not asked: "matched" where the same people
    answered both times, "independent" where nobody is known to have, "partly overlapping" in between: then people
    who answered twice lower the error by their covariance, and the others still count.

    Parameters
    ----------
    y_before, y_after
        0/1/NaN per respondent of each wave; the waves may differ in length.
    ids_before, ids_after
        One id per respondent, the same in both waves; missing ids match nobody.

    Notes
    -----
    Standard error: as R survey for the two waves stacked, with waves as strata (independent) or people as
    clusters (`svycontrast` of `svyby`). Interval: from the two waves' default intervals and their correlation
    (Newcombe 1998, Statistics in Medicine 17, 2635-2650, method 10; Zou and Donner 2008, Statistics in Medicine 27,
    1693-1702), normal quantiles. The p-value is the level at which that interval touches 0, so the two never disagree; in large
    samples it is the usual test's. Nobody answered in a wave: NaN.

    Raises
    ------
    UserProblem
        For an id twice in one wave, and for ids in one wave only.

    Examples
    --------
    >>> found = change([0, 0, 1, 0, 1, 0, 0, 1], [1, 0, 1, 1, 1, 0, 1, 1], ids_before=list("abcdefgh"), ids_after=list("abcdefgh"))
    >>> round(found.difference, 3), round(found.std_error, 3), found.design, found.n_matched
    (0.375, 0.183, 'matched', 8)
    >>> change([0, 1, 0, 1], [1, 1, 0, 1]).design
    'independent'
    """
    if (ids_before is None) != (ids_after is None):
        raise UserProblem(
            "Only one wave has ids, so nobody can be matched.", "ids", "Give both waves' ids, or neither."
        )
    before = _wave(y_before, weights_before, ids_before, "before")
    after = _wave(y_after, weights_after, ids_after, "after")
    variances, covariance, design, n_matched = _spread(before, after)
    difference = after.share - before.share
    correlation = _correlation(before, after, variances, covariance)
    low, high = _interval(before, after, correlation, Z)
    return Change(
        difference=difference,
        std_error=float(np.sqrt(max(variances[0] + variances[1] - 2 * covariance, 0.0)))
        if not np.isnan(difference)
        else float("nan"),
        ci_low=low,
        ci_high=high,
        p_value=_p_value(difference, lambda z: _interval(before, after, correlation, z)),
        design=design,
        n_matched=n_matched,
    )


def difference_in_differences(
    before: Answers, after: Answers, comparison_before: Answers, comparison_after: Answers
) -> Change:
    """How much more a share changed among those who took part than in a comparison group.

    Each argument is `Answers(y, weights, ids)`, or a plain tuple of the same. The two groups are different people;
    within each, matching is as in `change`. `n_matched` counts both groups. It shows an effect only so far as the two
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
    pairs = [(before, after), (comparison_before, comparison_after)]
    ours, theirs = (change(a.y, b.y, a.weights, b.weights, a.ids, b.ids) for a, b in pairs)
    waves = [(_wave(*a, "before"), _wave(*b, "after")) for a, b in pairs]
    correlations = [_correlation(a, b, *_spread(a, b)[:2]) for a, b in waves]
    difference = ours.difference - theirs.difference

    def interval(z: float) -> tuple[float, float]:
        (low, high), (other_low, other_high) = (
            _interval(a, b, correlation, z) for (a, b), correlation in zip(waves, correlations, strict=True)
        )
        return (
            difference - float(np.hypot(ours.difference - low, other_high - theirs.difference)),
            difference + float(np.hypot(high - ours.difference, theirs.difference - other_low)),
        )

    low, high = interval(Z)
    designs = dict.fromkeys([ours.design, theirs.design])
    return Change(
        difference=difference,
        std_error=float(np.hypot(ours.std_error, theirs.std_error)),
        ci_low=low,
        ci_high=high,
        p_value=_p_value(difference, interval),
        design="difference in differences: " + " and ".join(designs),
        n_matched=ours.n_matched + theirs.n_matched,
    )


def _wave(y: Any, weights: Any, ids: Any, which: str) -> _Wave:
    values = answers(y, f"answers {which}")
    w = weights_of(weights, len(values), f"weights {which}")
    names = np.array([None] * len(values), dtype=object) if ids is None else pd.Series(ids, dtype=object).to_numpy()
    if len(names) != len(values):
        raise UserProblem(
            f"There are {len(names)} ids for {len(values)} respondents.", f"ids {which}", "Give one each."
        )
    names = np.where(pd.isna(names), None, names)
    _refuse_twice(names, which)
    counts = ~np.isnan(values) & (w > 0)
    values, w, names = values[counts], w[counts], names[counts]
    if not len(values):
        return _Wave(float("nan"), 0.0, values, names)
    share = float(np.average(values, weights=w))
    parts = w * (values - share) / w.sum()
    kish = float(w.sum() ** 2 / (w**2).sum())
    spread = float((parts**2).sum())
    implied = share * (1 - share) / spread if spread > 0 else kish
    return _Wave(share, min(kish, implied), parts, names)


def _refuse_twice(names: np.ndarray, which: str) -> None:
    held = pd.Series([name for name in names if name is not None], dtype=object)
    twice = held[held.duplicated()]
    if len(twice):
        raise UserProblem(
            f"{twice.nunique()} ids stand for more than one respondent {which}.",
            f"ids {which}",
            "Make ids unique, or leave them out for these people, who then match nobody.",
        )


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


def _spread(before: _Wave, after: _Wave) -> tuple[tuple[float, float], float, str, int]:
    """Variances of the two shares, their covariance, the design and how many people are in both."""
    place = {name: at for at, name in enumerate(before.ids) if name is not None}
    both = [(place[name], at) for at, name in enumerate(after.ids) if name in place]
    n_before, n_after, n_matched = len(before.parts), len(after.parts), len(both)
    if not n_matched:
        variances = tuple(_factor(len(wave.parts)) * float((wave.parts**2).sum()) for wave in (before, after))
        return variances, 0.0, "independent", 0
    people = n_before + n_after - n_matched
    first, second = np.array(both).T
    variances = tuple(_factor(people) * float((wave.parts**2).sum()) for wave in (before, after))
    covariance = _factor(people) * float((before.parts[first] * after.parts[second]).sum())
    return variances, covariance, "matched" if n_matched == people else "partly overlapping", n_matched


def _factor(n: int) -> float:
    return n / (n - 1) if n > 1 else float("nan")


def _correlation(before: _Wave, after: _Wave, variances: tuple[float, float], covariance: float) -> float:
    """The waves' correlation, a little less where positive: Newcombe's continuity correction, for few people."""
    product = variances[0] * variances[1]
    if not product > 0:
        return 0.0
    found = covariance / float(np.sqrt(product))
    if found <= 0:
        return found
    spread = before.share * (1 - before.share) * after.share * (1 - after.share)
    return max(found - 0.5 / float(np.sqrt(before.n_effective * after.n_effective * spread)), 0.0)


def _interval(before: _Wave, after: _Wave, correlation: float, z: float) -> tuple[float, float]:
    """The two waves' intervals combined; each side uses the distances that matter on that side."""
    difference = after.share - before.share
    shares, n = np.array([before.share, after.share]), np.array([before.n_effective, after.n_effective])
    (low_1, low_2), (high_1, high_2) = wilson(shares, n, z)
    down, up = (after.share - low_2, high_1 - before.share), (high_2 - after.share, before.share - low_1)
    return (
        float(difference - np.sqrt(max(down[0] ** 2 + down[1] ** 2 - 2 * correlation * down[0] * down[1], 0.0))),
        float(difference + np.sqrt(max(up[0] ** 2 + up[1] ** 2 - 2 * correlation * up[0] * up[1], 0.0))),
    )


def _p_value(difference: float, interval) -> float:
    """Two-sided: the level at which the interval just touches no difference."""
    if np.isnan(difference):
        return float("nan")
    if abs(difference) < NO_DIFFERENCE:
        return 1.0
    side = 0 if difference > 0 else 1

    def reach(z: float) -> float:
        return interval(z)[side] * np.sign(difference)

    if reach(LARGEST_Z) > 0:
        return 0.0
    if reach(NO_DIFFERENCE) <= 0:
        return 1.0
    return float(2 * stats.norm.sf(optimize.brentq(reach, NO_DIFFERENCE, LARGEST_Z, xtol=1e-12)))
