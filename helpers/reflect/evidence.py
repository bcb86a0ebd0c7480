"""How far the design reaches on Nesta's levels of evidence, and so which verbs the report may use."""

from dataclasses import dataclass
from typing import Literal

from helpers.project import Project
from helpers.project.evidence import COMPARED, Limit, reach

__all__ = ["COMPARED", "Evidence", "Structure", "reached", "structure_of"]

Structure = Literal["project", "research"]
NONE_CLEAR = "; in this wave no measure did so by more than chance could make it"

REASONS: dict[Limit, str] = {
    "asked once": "People were asked once, so the report can say what they reported, not what changed.",
    "other people": (
        "People were asked more than once, but they chose to answer and nobody is known to have answered twice. They may "
        "be other people each time, so the report can say what they reported each time, not what changed for anyone."
    ),
    "no comparison": "People were asked before and after, with no comparison group, so the report can say {what}.",
    "self-selected": (
        "There is a comparison group, but people chose for themselves which group they were in. The groups may have "
        "differed from the start, so the report can say {what}."
    ),
    "not said how": (
        "There is a comparison group, but the plan does not say whether people chose for themselves which group they were "
        "in. The groups may have differed from the start, so the report can say {what}."
    ),
    "difference not shown": ("There is a comparison group, but too few people in it to show how its answers changed."),
    "compared": (
        "People were asked before and after, and so was a comparison group that they did not choose themselves, so the "
        "report can say where more changed than in that group{none_clear}."
    ),
}
"""Why no higher, in the words of a finished report."""


@dataclass(frozen=True)
class Evidence:
    """The level reached (1 to 3) and, in one sentence, why no higher."""

    level: int
    reason: str


def structure_of(record: Project) -> Structure:
    """The structure the team chose; else `project` where the purpose is to show the impact of action, else `research`."""
    return "project" if record.is_about_project else "research"


def reached(
    record: Project,
    is_change_tested: bool,
    is_difference_shown: bool = False,
    is_further_clear: bool = False,
    structure: Structure = "project",
    may_be_others: bool = False,
) -> Evidence:
    """The level of evidence of one report.

    Level 1, people reported: answers at one time, or no change that could be tested. Level 2, changed while: the same
    measure before and after. Level 3, changed more than in the comparison group: only where people did not choose their
    group themselves and the difference between the two groups is shown. Levels 4 and 5 need independent repetition,
    which one project's report cannot claim.

    Parameters
    ----------
    is_change_tested
        At least one change between waves was released.
    is_difference_shown
        At least one difference between the two groups' changes was released.
    is_further_clear
        At least one measure changed clearly, and clearly further the same way than in the comparison group.
    structure
        A project ran between the waves, or the report is research about them.
    may_be_others
        People chose to answer and nobody is known to have answered twice, so that the waves may be of other people.

    Examples
    --------
    >>> reached(Project(title="One wave"), is_change_tested=False).level
    1
    """
    found = reach(is_change_tested, may_be_others, record.approach.compared, is_difference_shown)
    reason = REASONS[found.limit].format(what=_what(structure), none_clear="" if is_further_clear else NONE_CLEAR)
    return Evidence(found.level, reason)


def _what(structure: Structure) -> str:
    if structure == "research":
        return "what changed between the waves, not what changed it"
    return "what changed while the project ran, not that the project changed it"
