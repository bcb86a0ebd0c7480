"""Tool 12: the toolkit's considerations for this project's purpose, thematic focus and type of organisation."""

from helpers import catalogue
from helpers.catalogue.records import Consideration
from helpers.project import Opened
from helpers.project.record import Purpose
from helpers.reports.model import Bullets, Paragraph, Section, Table

FILTERS = {
    "purpose": "Your research purpose",
    "focus": "The theme of your research",
    "organisation": "Your kind of organisation",
}
"""Tool 12's three filters."""

STAGES = {"plan": "1 Plan", "collect": "2 Collect", "reflect": "3 Reflect", "all": "All stages"}


def section(opened: Opened) -> Section:
    """What to think about, filter by filter, with the answers so far.

    A filter that the project has not chosen from yet shows its choices instead.
    """
    purpose = opened.record.purpose
    said = {answer.question: answer.answer for answer in purpose.tailoring}
    return Section(
        "tailoring",
        "Tailoring your research (Tool 12)",
        sections=tuple(_filter(name, chosen(purpose, name), said) for name in FILTERS),
    )


def fitting(purpose: Purpose) -> tuple[Consideration, ...]:
    """The considerations for what was chosen, stage by stage; those for all stages last."""
    stages = tuple(STAGES)
    asked = (one for name in FILTERS for one in _asked(name, chosen(purpose, name)))
    return tuple(sorted(asked, key=lambda one: stages.index(one.stage)))


def chosen(purpose: Purpose, name: str) -> tuple[str, ...]:
    """What was chosen at a filter, as the record has it: by name or by short name."""
    held: dict[str, tuple[str | None, ...]] = {
        "purpose": (purpose.research_purpose,),
        "focus": purpose.thematic_focus,
        "organisation": (purpose.organisation_type,),
    }
    return tuple(choice for choice in held[name] if choice)


def offered(name: str) -> tuple[tuple[str, str], ...]:
    """What can be chosen at a filter: name and short name."""
    every = (one for one in catalogue.considerations() if one.filter == name)
    return tuple(dict.fromkeys((one.choice, one.choice_code) for one in every))


def _asked(name: str, choices: tuple[str, ...]) -> tuple[Consideration, ...]:
    every = (one for one in catalogue.considerations() if one.filter == name)
    return tuple(one for one in every if {one.choice, one.choice_code} & set(choices))


def _filter(name: str, choices: tuple[str, ...], said: dict[str, str]) -> Section:
    asked = _asked(name, choices)
    if asked:
        rows = tuple((one.question, one.choice, STAGES[one.stage], said.get(one.code, "")) for one in asked)
        table = Table("Questions to consider", ("Question", "For", "Stage", "Answer"), rows)
        return Section(f"tailoring-{name}", FILTERS[name], (table,))
    names = Bullets(tuple(choice for choice, _ in offered(name)))
    return Section(f"tailoring-{name}", FILTERS[name], (Paragraph("Not chosen yet. There are:"), names))
