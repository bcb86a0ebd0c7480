"""Rates from counts, and the gaps between them: what can be worked out of tables that others have published.

Counts of everybody (a census, an authority's records) have no sampling error. Where they come from a sample survey, the
margin that was published with them goes in and comes out.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from helpers.errors import UserProblem

CONFIDENCE = 0.95
TAIL = (1 - CONFIDENCE) / 2


@dataclass(frozen=True)
class Rate:
    """So many out of so many. `low` and `high` are NaN where no uncertainty is known, or there is none."""

    rate: float
    count: float
    total: float
    low: float = math.nan
    high: float = math.nan


@dataclass(frozen=True)
class Gap:
    """How much higher the first is than the other. `low` and `high` are NaN where one of the two has no margin."""

    gap: float
    first: float
    other: float
    low: float = math.nan
    high: float = math.nan


def rate(count: float, total: float, per: float = 1, margin: float = math.nan) -> Rate:
    """A count out of a total, for each one or for each `per` of them: 0.074 of the pupils, 2.3 crimes per 1,000 residents.

    r = per x count / total; interval r - margin to r + margin.

    Parameters
    ----------
    count, total
        Not below zero. Events may come to more than the people they are counted against: one pupil can be excluded twice.
    per
        1 for a share, 1,000 for a rate per thousand.
    margin
        The published 95% margin, plus or minus, on the scale of the result; NaN where there is none.

    Notes
    -----
    NaN where the total is zero. Source: arithmetic; margins as the Annual Population Survey publishes them (`Confidence`
    on Nomis), half the width of a 95% interval.

    Examples
    --------
    >>> rate(46, 20_000, per=1_000).rate, rate(30, 40).rate
    (2.3, 0.75)
    >>> found = rate(30, 40, margin=0.05)
    >>> round(found.low, 3), round(found.high, 3)
    (0.7, 0.8)
    """
    _check(count, total, margin)
    found = per * count / total if total else math.nan
    return Rate(found, count, total, found - margin, found + margin)


def chance_range(count: float, total: float, per: float = 1) -> tuple[float, float]:
    """How far a rate of rare events could be from its long-run level by chance alone: 95%, exact for Poisson counts.

    low = chi2(0.025; 2c) / 2, high = chi2(0.975; 2c + 2) / 2, each times per / total. Where a ward has 12 crimes one year and 17
    the next, the two ranges overlap: that is no trend.

    Notes
    -----
    NaN where the total is zero; from 0 where nothing happened. Events must be independent of each other, which crimes of
    one evening are not: the true range is then wider. Source: Garwood (1936), Biometrika 28, 437-442.

    Examples
    --------
    >>> low, high = chance_range(12, 10_000, per=1_000)
    >>> round(low, 2), round(high, 2)
    (0.62, 2.1)
    """
    _check(count, total)
    if not total:
        return math.nan, math.nan
    low = stats.chi2.ppf(TAIL, 2 * count) / 2 if count else 0.0
    high = stats.chi2.ppf(1 - TAIL, 2 * count + 2) / 2
    return float(per * low / total), float(per * high / total)


def gap(first: Rate, other: Rate) -> Gap:
    """The first rate less the other.

    g = r1 - r2; where both have a margin m, the gap's is sqrt(m1^2 + m2^2), which holds for groups that were sampled
    independently of each other, as women and men are. Two areas of which one holds the other are not.

    Notes
    -----
    NaN where either rate is. Source: variance of a difference of independent estimates; ONS gives the same rule for
    comparing two published estimates.

    Examples
    --------
    >>> found = gap(rate(80, 100, margin=0.03), rate(66, 100, margin=0.04))
    >>> round(found.gap, 3), round(found.low, 3), round(found.high, 3)
    (0.14, 0.09, 0.19)
    """
    difference = first.rate - other.rate
    margin = math.hypot((first.high - first.low) / 2, (other.high - other.low) / 2)
    return Gap(difference, first.rate, other.rate, difference - margin, difference + margin)


def high_low_gap(high: float, low: float, total: float) -> float:
    """The share in high paid occupations less the share in low paid ones, out of everybody in employment.

    g = (high - low) / total. Above zero: more of the group hold well paid jobs than badly paid ones.

    Notes
    -----
    NaN where the total is zero; the rest of the total is in occupations between the two. Two groups are compared by the difference
    of their gaps.

    Examples
    --------
    >>> high_low_gap(500, 200, 1_000)
    0.3
    """
    _check(high, total)
    _check(low, total)
    if high + low > total:
        raise UserProblem(
            "More people are in high and low paid occupations than are in employment.",
            f"{high:g} and {low:g} out of {total:g}",
            "Check which columns hold the counts and which the total.",
        )
    return (high - low) / total if total else math.nan


def pooled_mean(means: Any, totals: Any) -> tuple[float, float]:
    """The mean over several units from the mean of each and how many it is of: schools' average scores to a borough's.

    m = sum(mean_i n_i) / sum(n_i). Gives the mean and the number it is of.

    Notes
    -----
    Units of nobody don't count; NaN and 0 where there is nobody at all. Source: arithmetic. The mean of schools' means,
    each counted once, would be another figure.

    Examples
    --------
    >>> pooled_mean([50, 40], [100, 300])
    (42.5, 400.0)
    """
    values, people = np.asarray(means, dtype=float), np.asarray(totals, dtype=float)
    if values.shape != people.shape or values.ndim != 1:
        raise UserProblem("Means and totals are not of the same units.", "means", "Give one of each for every unit.")
    if (people < 0).any() or not np.isfinite(people).all():
        raise UserProblem("Totals are missing or below zero.", "totals", "Give zero or more for every unit.")
    there = people > 0
    n = float(people[there].sum())
    return (float((values[there] * people[there]).sum() / n) if n else math.nan), n


def _check(count: float, total: float, margin: float = math.nan) -> None:
    if not (count >= 0 and total >= 0 and math.isfinite(count + total)):
        raise UserProblem(
            "A count or a total is missing or below zero.", f"{count:g} of {total:g}", "Give zero or more for both."
        )
    if margin < 0:
        raise UserProblem("A margin is below zero.", f"{margin:g}", "Give it as plus or minus so much.")
