"""Which of Nesta's levels of evidence a design carries: one rule for the plan before and the report after.

Source of the levels: Puttick and Ludlow (2013), Standards of Evidence, Nesta. The plan says what could be reached, the
report what was; each in its own words.
"""

from dataclasses import dataclass
from typing import Literal

from helpers.project.record import Comparison

OBSERVED, CHANGED, COMPARED = 1, 2, 3

Limit = Literal[
    "asked once", "other people", "no comparison", "self-selected", "not said how", "difference not shown", "compared"
]
"""What keeps a design at its level. `compared`: nothing that one project's own report could do away with."""


@dataclass(frozen=True)
class Reach:
    """The level, 1 to 3, and what keeps it there.

    Levels 4 and 5 need independent repetition, which one project's report cannot claim.
    """

    level: int
    limit: Limit


def reach(
    is_change_shown: bool,
    may_be_others: bool,
    comparison: Comparison | None,
    is_difference_shown: bool,
) -> Reach:
    """Level 1, people reported; 2, changed while; 3, changed more than in a group that people did not choose themselves.

    Parameters
    ----------
    is_change_shown
        The same measure before and after.
    may_be_others
        People chose to answer and nobody is known to answer twice, so that the waves may be of other people.
    comparison
        People who did not take part, asked the same; None where there are none.
    is_difference_shown
        The difference between the two groups' changes can be shown.

    Examples
    --------
    >>> reach(True, False, None, False)
    Reach(level=2, limit='no comparison')
    >>> reach(True, False, Comparison(who="The waiting list", is_self_selected=False), True).level
    3
    """
    if not is_change_shown:
        return Reach(OBSERVED, "asked once")
    if may_be_others:
        return Reach(OBSERVED, "other people")
    if comparison is None:
        return Reach(CHANGED, "no comparison")
    if comparison.is_self_selected is None:
        return Reach(CHANGED, "not said how")
    if comparison.is_self_selected:
        return Reach(CHANGED, "self-selected")
    return Reach(COMPARED, "compared") if is_difference_shown else Reach(CHANGED, "difference not shown")
