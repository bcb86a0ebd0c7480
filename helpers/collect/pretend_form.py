"""The pretend wave on the page of step 2.2: one button makes it, one takes it out."""

from typing import Any

from helpers.errors import COMMAND
from helpers.forms import Action, Group, field, form
from helpers.project import Opened
from helpers.project.opened import PRETEND_TITLE
from helpers.project.record import Project
from helpers.reports import words
from helpers.steps.here import Here

TITLE = "Try everything with pretend answers"
HELP = (
    "Before anybody is asked, the workbook can make up answers to your questionnaire and take them the whole way to a report, so "
    "that you see what you will get and whether the questions answer what you want to know. Everything made of them says PRETEND. "
    "They are never mixed with real answers, and can't be shared."
)


def rehearsal(here: Here) -> Any:
    """The two buttons."""
    return form(here.opened, "2.2", TITLE, groups)


def groups(_record: Project) -> tuple[Group, ...]:
    """One group with nothing to fill in."""
    make = Action("pretend-make", "Make pretend answers", "As many as your target, in place of those there are.", _make)
    remove = Action(
        "pretend-remove", "Take the pretend answers out", "With the report made of them in this project.", _remove
    )
    return (Group("", (field("about-pretend", kind="notes", help=HELP),), actions=(make, remove)),)


def _make(opened: Opened) -> str:
    from helpers.collect import pretend

    made = pretend.make(opened.path)
    return (
        f"{words.people(made.usable_n)} who do not exist have answered. To look at steps 2.3 to 3.2 with them, open one of these "
        f"and choose “{PRETEND_TITLE}” among the waves at its top (in a notebook: the wave “pretend”). For their report: {COMMAND} "
        f"report {opened.path.name} --wave pretend."
    )


def _remove(opened: Opened) -> str:
    from helpers.collect import pretend

    return "The pretend answers are gone." if pretend.remove(opened.path) else "There were no pretend answers."
