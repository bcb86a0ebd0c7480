"""A share beside a published one, with the uncertainty of both."""

import math
from dataclasses import dataclass

import numpy as np

from helpers.errors import UserProblem
from helpers.estimates.intervals import Z, wilson
from helpers.estimates.one_share import Share

ASSUMED_DESIGN_EFFECT = 1.5
"""For a published figure with a base and no design effect. An allowance of ours, the one that planning uses, not a
measurement."""


@dataclass(frozen=True)
class Against:
    """Ours less the published figure, with a 95% interval. `assumed` says, in a sentence, what was taken for granted, or is ""."""

    difference: float
    ci_low: float
    ci_high: float
    benchmark_low: float
    benchmark_high: float
    is_clear: bool
    assumed: str


def against(
    ours: Share,
    benchmark: float,
    low: float | None = None,
    high: float | None = None,
    n: float | None = None,
    design_effect: float | None = None,
) -> Against:
    """The difference between a sample's share and a published share of another, independent survey.

    Parameters
    ----------
    ours
        As `share` found it.
    benchmark
        The published share, 0 to 1.
    low, high
        Its published 95% interval, where there is one.
    n, design_effect
        Its published base, and design effect; 1.5 is assumed for a base alone. With neither interval nor base the figure is taken as exact.

    Notes
    -----
    The interval joins the two intervals: difference -/+ root of the squares of the distances that matter on that side (Newcombe
    1998, Statistics in Medicine 17, 873-890, method 10; Zou and Donner 2008, 27, 1693-1702). The two samples are taken to be
    different people: where the benchmark covers our area too, the overlap is neglected, which widens the interval a little.

    Examples
    --------
    >>> from helpers.estimates import share
    >>> found = against(share([1] * 60 + [0] * 40), 0.45, n=6601)
    >>> round(found.difference, 2), round(found.ci_low, 2), round(found.ci_high, 2), found.is_clear
    (0.15, 0.05, 0.24, True)
    >>> found.assumed
    'The published figure has no interval: its 6,601 answers are taken to be worth 4,401 (design effect 1.5, assumed).'
    """
    if not 0 <= benchmark <= 1:
        raise UserProblem(f"A published share of {benchmark:g} can't be.", "benchmark", "Give a share from 0 to 1.")
    lower, upper, assumed = _published(benchmark, low, high, n, design_effect)
    if math.isnan(ours.share):
        return Against(math.nan, math.nan, math.nan, lower, upper, False, assumed)
    difference = ours.share - benchmark
    ci_low = difference - math.hypot(ours.share - ours.ci_low, upper - benchmark)
    ci_high = difference + math.hypot(ours.ci_high - ours.share, benchmark - lower)
    return Against(difference, ci_low, ci_high, lower, upper, ci_low > 0 or ci_high < 0, assumed)


def _published(
    benchmark: float, low: float | None, high: float | None, n: float | None, design_effect: float | None
) -> tuple[float, float, str]:
    if (low is None) != (high is None):
        raise UserProblem("Only one end of the published interval is given.", "benchmark", "Give both, or neither.")
    if low is not None and high is not None:
        if not 0 <= low <= benchmark <= high <= 1:
            raise UserProblem(
                f"An interval from {low:g} to {high:g} does not hold {benchmark:g}.", "benchmark", "Correct it."
            )
        return low, high, ""
    if n is None:
        said = "The published figure has neither an interval nor a base: it is compared as if it were exact."
        return benchmark, benchmark, said
    effect = ASSUMED_DESIGN_EFFECT if design_effect is None else design_effect
    if not n > 0 or not effect > 0:
        raise UserProblem("The published base and design effect must be above zero.", "benchmark", "Correct them.")
    bounds = wilson(np.array([benchmark]), np.array([n / effect]), Z)
    said = "assumed" if design_effect is None else "published"
    assumed = (
        f"The published figure has no interval: its {n:,.0f} answers are taken to be worth {n / effect:,.0f} "
        f"(design effect {effect:g}, {said})."
    )
    return float(bounds[0][0]), float(bounds[1][0]), assumed
