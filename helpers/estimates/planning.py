"""How many people to ask, and what change a sample of some size could show."""

import math

from scipy import stats

from helpers.errors import UserProblem


def sample_size(
    margin: float,
    share: float = 0.5,
    confidence: float = 0.95,
    population: int | None = None,
    design_effect: float = 1.0,
    response_rate: float = 1.0,
) -> int:
    """How many people to invite so that a share comes with an interval of plus or minus `margin`.

    n0 = deff z^2 p (1 - p) / margin^2; in a population of N, n = n0 / (1 + (n0 - 1) / N); invited, n / response rate;
    rounded up. Source: Cochran (1977), Sampling Techniques, 3rd ed., equations 4.1 and 4.2; Kish (1965).

    Parameters
    ----------
    margin
        Half the width of the interval, as a share: 0.05 for 5 percentage points.
    share
        The share expected; 0.5 is the most cautious.
    design_effect
        How much larger than a simple random sample this one must be (weights, clusters). 1.5 is a common allowance.
    response_rate
        The share of those invited who answer.

    Notes
    -----
    An answer above the population's size means that the margin can't be reached at that response rate.

    Examples
    --------
    >>> sample_size(0.05), sample_size(0.05, population=1000), sample_size(0.1, response_rate=0.4)
    (385, 278, 241)
    """
    _between(margin, "margin", 0, 1)
    _between(share, "share", 0, 1)
    _between(confidence, "confidence", 0, 1)
    if not 0 < response_rate <= 1:
        raise UserProblem(
            f"A response rate of {response_rate:g} can't be.", "response_rate", "Give more than 0, up to 1."
        )
    if design_effect <= 0 or (population is not None and population < 1):
        raise UserProblem("Design effect and population must be above zero.", "sample size", "Correct them.")
    z = stats.norm.ppf((1 + confidence) / 2)
    needed = design_effect * z**2 * share * (1 - share) / margin**2
    if population is not None:
        needed = needed / (1 + (needed - 1) / population)
    return max(1, math.ceil(needed / response_rate - 1e-9))


def minimum_detectable_change(
    n: float,
    share: float = 0.5,
    power: float = 0.8,
    confidence: float = 0.95,
    correlation: float | None = None,
) -> float:
    """The smallest change in a share that two waves of `n` people each would probably show.

    (z_confidence + z_power) sqrt(2 p (1 - p) (1 - correlation) / n). Source: Bloom (1995), Evaluation Review 19, 547-556.

    Parameters
    ----------
    n
        People per wave; with weights, the effective number.
    share
        The share in the first wave.
    power
        How likely such a change is to be found.
    correlation
        Between the two answers of the same people, when they are matched; None for different people.

    Examples
    --------
    >>> round(minimum_detectable_change(200), 3), round(minimum_detectable_change(200, correlation=0.5), 3)
    (0.14, 0.099)
    """
    _between(share, "share", 0, 1)
    _between(power, "power", 0, 1)
    _between(confidence, "confidence", 0, 1)
    if not n > 0:
        raise UserProblem("Nobody can't show a change.", "n", "Give the number of people per wave.")
    rho = 0.0 if correlation is None else correlation
    if not -1 <= rho <= 1:
        raise UserProblem(f"A correlation of {rho:g} can't be.", "correlation", "Give a number from -1 to 1.")
    z = stats.norm.ppf((1 + confidence) / 2) + stats.norm.ppf(power)
    return float(z * math.sqrt(2 * share * (1 - share) * (1 - rho) / n))


def _between(value: float, name: str, low: float, high: float) -> None:
    if not low < value < high:
        raise UserProblem(f"A {name} of {value:g} can't be.", name, f"Give a number between {low} and {high}.")
