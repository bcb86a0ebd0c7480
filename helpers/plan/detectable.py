"""The smallest change that a planned sample would probably show, and the fewest answers that would show some change."""

from helpers.estimates.detecting import Direction, minimum_detectable_change
from helpers.estimates.planning import NORMAL, quantile
from helpers.plan.sample_design import Design

POWER, CONFIDENCE = 0.8, 0.95
MOST = 100_000_000
"""More answers than anybody plans for."""
AWAY: tuple[Direction, ...] = ("rise", "fall")


def detectable(found: Design, n: int, is_matched: bool, direction: Direction) -> float:
    """The smallest change that `n` answers in the first wave would probably show; NaN where none is large enough.

    Matched: those who are left answer again, with others in the place of the rest where the plan says so. Else as many
    others. As the report will test it: the population is left out.
    """
    return smallest(found, n, is_matched, direction)


def smallest(
    found: Design, n: int, is_matched: bool, direction: Direction | None, population: int | None = None
) -> float:
    """As `detectable`; without a direction as if the share stayed, and of a population only, where one is given."""
    if not is_matched:
        return minimum_detectable_change(
            n,
            found.share,
            POWER,
            CONFIDENCE,
            population=population,
            design_effect=found.design_effect,
            direction=direction,
        )
    left = max(n * (1 - found.attrition), 1.0)
    return minimum_detectable_change(
        n, found.share, POWER, CONFIDENCE, found.correlation, n_after=n if found.is_topped_up else left, n_matched=left,
        population=population, design_effect=found.design_effect, direction=direction,
    )  # fmt: skip


def found_at_half() -> float:
    """How often a change half as large as the one found four times in five is found: about three times in ten.

    Examples
    --------
    >>> round(found_at_half(), 2)
    0.29
    """
    z = quantile(CONFIDENCE)
    return NORMAL.cdf((z + NORMAL.inv_cdf(POWER)) / 2 - z)


def fewest(change: float, found: Design, is_matched: bool, direction: Direction) -> int:
    """The fewest answers the first time with which the change would show, as `detectable` has it."""
    low, high = 1, MOST
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if detectable(found, middle, is_matched, direction) <= change else (middle + 1, high)
    return low
