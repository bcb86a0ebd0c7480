"""A change in three words, as the toolkit's step 2.3 asks: how high, which way, and how big.

The toolkit says "high or low", "getting better or getting worse", "a big change or a small change", and gives no limits. The
limits here are ours, and go with the words.
"""

import math
from dataclasses import dataclass
from typing import Literal

from helpers.errors import UserProblem
from helpers.estimates.two_waves import Change

Better = Literal["higher", "lower"]
LIMITS = {"big": 0.5, "moderate": 0.2}
"""Cohen's h from which a change of a share is called so; smaller ones are small. Cohen (1988), Statistical Power Analysis for
the Behavioral Sciences, 2nd ed., chapter 6, calls 0.2 a small and 0.5 a medium effect."""


@dataclass(frozen=True)
class Movement:
    """A change in words, each with what it rests on.

    `level`: "high", "low" or "in the middle" against `reference`, or "not known". `direction`: "getting better", "getting
    worse", "higher" or "lower" where neither is better, "no clear change". `size`: "big", "moderate", "small", or "" where there is no
    clear change. `effect` is Cohen's h; `smallest` the smallest change that the sample would probably have shown.
    """

    level: str
    direction: str
    size: str
    effect: float
    smallest: float
    reference: float


def cohens_h(before: float, after: float) -> float:
    """How far two shares are apart on the scale where a point counts alike everywhere: 2 asin sqrt(p2) - 2 asin sqrt(p1).

    Examples
    --------
    >>> round(cohens_h(0.5, 0.6), 3), round(cohens_h(0.05, 0.15), 3)
    (0.201, 0.344)
    """
    return 2 * (math.asin(math.sqrt(after)) - math.asin(math.sqrt(before)))


def classify(
    change: Change,
    share_before: float,
    share_after: float,
    after_low: float = math.nan,
    after_high: float = math.nan,
    reference: float = 0.5,
    better: Better | None = "higher",
    big: float = LIMITS["big"],
    moderate: float = LIMITS["moderate"],
) -> Movement:
    """Level, direction and size of a change.

    Parameters
    ----------
    change
        As `change` found it.
    after_low, after_high
        The interval of the later share: it is high or low only where all of it is on one side of `reference`.
    reference
        What the level is compared with, on the same scale: the share of London, a target; half of the people where nothing better is
        known.
    better
        Which way is better; None where neither is, so that a rise is only a rise.
    big, moderate
        Cohen's h from which a clear change is called so.

    Notes
    -----
    A change is clear where its interval leaves out 0. "No clear change" is not "no change": `smallest` says how big one could have
    passed unseen. Nobody answered: "not known", and no direction.

    Examples
    --------
    >>> from helpers.estimates import change, share
    >>> before, after = [1] * 60 + [0] * 140, [1] * 110 + [0] * 90
    >>> later = share(after)
    >>> found = classify(change(before, after), 0.3, 0.55, later.ci_low, later.ci_high)
    >>> found.level, found.direction, found.size, round(found.effect, 2), round(found.smallest, 2)
    ('in the middle', 'getting better', 'big', 0.51, 0.13)
    """
    if better not in ("higher", "lower", None):
        raise UserProblem(f"'{better}' is no direction.", "better", "Say higher, lower or None.")
    if not 0 < moderate < big:
        raise UserProblem(
            "The limits of a big and a moderate change can't be so.", "limits", "Give 0 < moderate < big."
        )
    if math.isnan(change.difference):
        return Movement("not known", "not known", "", math.nan, math.nan, reference)
    effect = cohens_h(share_before, share_after)
    is_clear = change.ci_low > 0 or change.ci_high < 0
    size = ""
    if is_clear:
        size = "big" if abs(effect) >= big else "moderate" if abs(effect) >= moderate else "small"
    return Movement(
        level=_level(after_low, after_high, reference),
        direction=_direction(change.difference, better) if is_clear else "no clear change",
        size=size,
        effect=effect,
        smallest=change.smallest,
        reference=reference,
    )


def _level(low: float, high: float, reference: float) -> str:
    if math.isnan(low) or math.isnan(high):
        return "not known"
    return "high" if low > reference else "low" if high < reference else "in the middle"


def _direction(difference: float, better: Better | None) -> str:
    rose = difference > 0
    if better is None:
        return "higher" if rose else "lower"
    return "getting better" if rose == (better == "higher") else "getting worse"
