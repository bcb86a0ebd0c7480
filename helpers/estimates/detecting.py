"""What change between two waves a sample of some size would probably show, and what size shows some change."""

import math
from collections.abc import Callable
from typing import Literal

from helpers.errors import UserProblem
from helpers.estimates.planning import NORMAL, between, check_design, in_population, invited, quantile

Direction = Literal["rise", "fall"]
HALVINGS = 60
"""Enough to find a change to the last digit that floating point has."""


def minimum_detectable_change(
    n: float,
    share: float = 0.5,
    power: float = 0.8,
    confidence: float = 0.95,
    correlation: float | None = None,
    *,
    n_after: float | None = None,
    n_matched: float | None = None,
    population: int | None = None,
    design_effect: float = 1.0,
    direction: Direction | None = None,
) -> float:
    """The smallest change in a share that two waves of `n` people each would probably show.

    (z_confidence + z_power) times the change's standard error. With two equal waves and no more said,
    (z + z) sqrt(2 p (1 - p) (1 - correlation) / n).

    Parameters
    ----------
    n
        People in the first wave; with weights, the effective number, or say `design_effect`.
    share
        The share in the first wave.
    power
        How likely such a change is to be found.
    correlation
        Between the two answers of the same people, when they are matched; None for different people.
    n_after
        People in the second wave, where they are not as many.
    n_matched
        How many of them are the same people; all who can be, where a correlation is given.
    population
        How many there are in all. The change is then the change among these people, and where everybody answers
        twice it is known.
    direction
        A rise and a fall end at different shares, which vary differently. None takes the first wave's share for both,
        as Bloom does. A number that is not a number (NaN) comes back where no change that way is large enough.

    Notes
    -----
    Source: Bloom (1995), Evaluation Review 19, 547-556; with unequal waves and a direction, the unpooled variance of
    Fleiss, Levin and Paik (2003), Statistical Methods for Rates and Proportions, 3rd ed., section 4.2 without continuity
    correction; the covariance of overlapping samples from one population, Tam (1984), The American Statistician 38, 288-289.

    Examples
    --------
    >>> round(minimum_detectable_change(200), 3), round(minimum_detectable_change(200, correlation=0.5), 3)
    (0.14, 0.099)
    >>> round(minimum_detectable_change(60, 0.1, direction="rise"), 3), minimum_detectable_change(60, 0.1, direction="fall")
    (0.198, nan)
    """
    between(share, "share", 0, 1)
    between(power, "power", 0, 1)
    z = quantile(confidence) + NORMAL.inv_cdf(power)
    after = n if n_after is None else n_after
    check_design(population, design_effect, n, after)
    matched = _matched(n, after, n_matched, correlation)
    rho = 0.0 if correlation is None else correlation

    def needed(later: float) -> float:
        return z * _error((n, after), (share, later), matched, rho, population, design_effect)

    if direction is None:
        return needed(share)
    return _first_large_enough(needed, share, direction)


def sample_size_for_change(
    change: float,
    share: float = 0.5,
    power: float = 0.8,
    confidence: float = 0.95,
    correlation: float | None = None,
    population: int | None = None,
    design_effect: float = 1.0,
    response_rate: float = 1.0,
    attrition: float = 0.0,
    direction: Direction | None = None,
) -> int:
    """How many people to invite to the first of two waves, so that a change of this size would probably be found.

    n0 = deff (z + z)^2 2 p (1 - p) (1 - correlation) / change^2, the population and the response rate as in
    `sample_size`, then as many more as are lost by the second wave. Source: Bloom (1995), solved for n; with a direction
    v1 + v2 - 2 correlation sqrt(v1 v2) stands for 2 p (1 - p) (1 - correlation), v being p (1 - p) of each wave.

    Parameters
    ----------
    change
        As a share: 0.1 for ten points, up or down.
    attrition
        The share of those who answered first who don't answer again, where they are not replaced.
    direction
        As in `minimum_detectable_change`.

    Examples
    --------
    >>> sample_size_for_change(0.1), sample_size_for_change(0.1, correlation=0.5), sample_size_for_change(0.1, population=500)
    (393, 197, 221)
    """
    between(change, "change", 0, 1)
    between(share, "share", 0, 1)
    between(power, "power", 0, 1)
    check_design(population, design_effect)
    rho = _correlation(correlation)
    z = quantile(confidence) + NORMAL.inv_cdf(power)
    later = share + {"rise": change, "fall": -change, None: 0.0}[direction]
    if not 0 <= later <= 1:
        raise UserProblem(f"A {direction} of {change:g} from {share:g} can't be.", "change", "Give a smaller change.")
    first, second = share * (1 - share), later * (1 - later)
    needed = design_effect * z**2 * (first + second - 2 * rho * math.sqrt(first * second)) / change**2
    return invited(in_population(max(needed, 1.0), population), response_rate, attrition)


def _error(
    n: tuple[float, float],
    shares: tuple[float, float],
    matched: float,
    rho: float,
    population: int | None,
    design_effect: float,
) -> float:
    """The standard error of the difference of two shares; `matched` people are in both waves."""
    whole = 0.0 if population is None else 1 / population
    larger = 1.0 if population in (None, 1) else population / (population - 1)
    first, second = (share * (1 - share) for share in shares)
    variance = first * (1 / n[0] - whole) + second * (1 / n[1] - whole)
    if rho:
        variance -= 2 * rho * math.sqrt(first * second) * (matched / (n[0] * n[1]) - whole)
    return math.sqrt(max(design_effect * larger * variance, 0.0))


def _matched(n: float, after: float, matched: float | None, correlation: float | None) -> float:
    _correlation(correlation)
    most = min(n, after)
    if matched is None:
        return most if correlation is not None else 0.0
    if not 0 <= matched <= most:
        raise UserProblem(
            f"{matched:g} people in both waves can't be.", "n_matched", f"Give 0 to {most:g}, the smaller wave."
        )
    return matched


def _correlation(correlation: float | None) -> float:
    rho = 0.0 if correlation is None else correlation
    if not -1 <= rho <= 1:
        raise UserProblem(f"A correlation of {rho:g} can't be.", "correlation", "Give a number from -1 to 1.")
    return rho


def _first_large_enough(needed: Callable[[float], float], share: float, direction: Direction) -> float:
    """The change that is as large as what is needed to show it; its variance depends on where it ends."""
    sign = 1 if direction == "rise" else -1
    low, high = 0.0, 1 - share if direction == "rise" else share
    if needed(share + sign * high) > high:
        return math.nan
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if needed(share + sign * middle) <= middle else (middle, high)
    return high
