"""How many people to ask for a figure with some margin, and what margin some number of answers gives.

Needs the standard library alone, so that a form that plans a sample opens fast.
"""

import math
from statistics import NormalDist

from helpers.errors import UserProblem

NORMAL = NormalDist()
CLOSE = 1e-9
"""What floating point may leave above a whole number, so that 385 doesn't become 386."""


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
    between(margin, "margin", 0, 1)
    between(share, "share", 0, 1)
    check_design(population, design_effect)
    needed = design_effect * quantile(confidence) ** 2 * share * (1 - share) / margin**2
    return invited(in_population(needed, population), response_rate)


def margin_of_error(
    n: float,
    share: float = 0.5,
    confidence: float = 0.95,
    population: int | None = None,
    design_effect: float = 1.0,
) -> float:
    """Half the width of the interval that `n` answers give: `sample_size` the other way round.

    z sqrt(deff p (1 - p) / n), times sqrt((N - n) / (N - 1)) in a population of N: 0 where everybody answered.
    Source: Cochran (1977), Sampling Techniques, 3rd ed., equation 3.8; the normal approximation, so that intervals
    reported later (Wilson's, docs/statistics.md) differ a little in small samples.

    Examples
    --------
    >>> round(margin_of_error(385), 3), round(margin_of_error(100, population=200), 3), margin_of_error(40, population=40)
    (0.05, 0.069, 0.0)
    """
    between(share, "share", 0, 1)
    check_design(population, design_effect, n)
    left = 1.0 if population is None else (population - n) / max(population - 1, 1)
    return quantile(confidence) * math.sqrt(design_effect * share * (1 - share) / n * left)


def cluster_design_effect(people: float, correlation: float = 0.05) -> float:
    """The design effect of asking `people` in one place, who are a little like each other.

    1 + (people - 1) correlation. Source: Kish (1965), Survey Sampling, section 5.4. A correlation of 0.05 is in the
    usual range for what neighbours think of where they live.

    Examples
    --------
    >>> round(cluster_design_effect(11), 2), cluster_design_effect(1)
    (1.5, 1.0)
    """
    if people < 1 or not 0 <= correlation <= 1:
        raise UserProblem("People in one place and how alike they are can't be so.", "clusters", "Correct them.")
    return 1 + (people - 1) * correlation


def invited(answers: float, response_rate: float = 1.0, attrition: float = 0.0, times: int = 1) -> int:
    """How many to approach so that `answers` remain after refusals, and after losing some `times` over.

    answers / (response rate (1 - attrition)^times), rounded up.

    Examples
    --------
    >>> invited(100, 0.4), invited(100, 0.5, attrition=0.2), invited(100, attrition=0.2, times=2)
    (250, 250, 157)
    """
    if not 0 < response_rate <= 1:
        raise UserProblem(
            f"A response rate of {response_rate:g} can't be.", "response_rate", "Give more than 0, up to 1."
        )
    if not 0 <= attrition < 1:
        raise UserProblem(f"An attrition of {attrition:g} can't be.", "attrition", "Give 0 or more, below 1.")
    return max(1, math.ceil(answers / (response_rate * (1 - attrition) ** times) - CLOSE))


def in_population(needed: float, population: int | None) -> float:
    """A sample size for an endless population, as it is in one of N people: n0 / (1 + (n0 - 1) / N)."""
    return needed if population is None else needed / (1 + (needed - 1) / population)


def quantile(confidence: float) -> float:
    """The two-sided normal quantile: 1.96 for 0.95."""
    between(confidence, "confidence", 0, 1)
    return NORMAL.inv_cdf((1 + confidence) / 2)


def between(value: float, name: str, low: float, high: float) -> None:
    """Raise UserProblem unless the value lies strictly between the two."""
    if not low < value < high:
        raise UserProblem(f"A {name} of {value:g} can't be.", name, f"Give a number between {low} and {high}.")


def check_design(population: int | None, design_effect: float, *answers: float) -> None:
    """Raise UserProblem for a design that can't be: nobody asked, nobody there, or more answers than people."""
    if design_effect <= 0 or (population is not None and population < 1):
        raise UserProblem("Design effect and population must be above zero.", "sample size", "Correct them.")
    for n in answers:
        if not n > 0:
            raise UserProblem("Nobody can't show anything.", "n", "Give the number of people who answer.")
        if population is not None and n > population:
            raise UserProblem(
                f"{n:g} answers from {population:g} people can't be.",
                "n",
                "Lower the answers, or correct the population.",
            )
