"""Step 1.3 as forms: kind and place, who is asked, how and by whom, when, at what cost, and to what standard.

Goals, conversations, consent and the strategy have forms of their own.
"""

from itertools import combinations
from pathlib import Path
from typing import Any

from helpers import catalogue
from helpers.forms import Choice, Group, field, form
from helpers.plan import area, costs_form, evidence_form, method_form, sample_form
from helpers.plan.area import KINDS, PARTS
from helpers.plan.fieldwork import RESEARCHERS, has_local_researchers
from helpers.project import Opened
from helpers.project.record import Project
from helpers.steps.here import Here

STEP = "1.3"
SENSITIVE = "Sensitive: the law gives it special protection."


def kind(here: Here) -> Any:
    """Tool 5: numbers, words or both."""
    return form(here.opened, STEP, "Kind of research", method_form.kinds)


def mode(here: Here) -> Any:
    """How people are asked, and whom that misses."""
    return form(here.opened, STEP, "Way of asking", method_form.modes)


def sample(here: Here) -> Any:
    """Who is asked, and how many."""
    return form(here.opened, STEP, "How many people", _sample)


def costs(here: Here) -> Any:
    """Tasks, hours, pay, everything bought, and what there is to spend."""
    return form(here.opened, STEP, "Cost plan", costs_form.groups)


def evidence(here: Here) -> Any:
    """The comparison group, and the standard of evidence aimed for."""
    return form(here.opened, STEP, "How sure you will be", evidence_form.groups)


def place(here: Here) -> Any:
    """The study area, what surrounds it, and who could open doors."""
    return form(here.opened, STEP, "Study area and local context", lambda record: _place(record, here.opened.path))


def timetable(here: Here) -> Any:
    """From when to when, how often, and why."""
    return form(here.opened, STEP, "When and how often", _timetable)


def people(here: Here) -> Any:
    """Who does the research; where people from the place do, what they get for it."""
    return form(here.opened, STEP, "Who does the research", _people)


def reaching(here: Here) -> Any:
    """Publicity, days and times, events, languages."""
    return form(here.opened, STEP, "Reaching people", _reaching)


def means(here: Here) -> Any:
    """Resource and analysis, in words."""
    return form(here.opened, STEP, "Resource and analysis", _means)


def choices(labels: dict[str, str]) -> tuple[Choice, ...]:
    """Choices from value -> label."""
    return tuple(Choice(value, label) for value, label in labels.items())


def _sample(record: Project) -> tuple[Group, ...]:
    compared = Group("Groups to compare", (field("approach.breakdowns", choices=_characteristics(record)),))
    return (*sample_form.groups(record), compared)


def _characteristics(record: Project) -> tuple[Choice, ...]:
    """What findings can be split by; of those chosen, two at once as well."""
    named = {one.code: one for one in catalogue.breakdowns()}
    alone = (
        Choice(code, one.name, SENSITIVE if one.is_special_category else "", group="One at a time")
        for code, one in named.items()
    )
    chosen = [code for code in named if code in record.approach.breakdowns]
    crossed = (
        Choice(f"{one}*{other}", f"{named[one].name} by {named[other].name.lower()}", group="Two at once")
        for one, other in combinations(chosen, 2)
    )
    group = (Choice("comparison", "Those who took part and the comparison group", group="One at a time"),)
    return (*alone, *(group if record.approach.comparison else ()), *crossed)


def _place(record: Project, folder: Path) -> tuple[Group, ...]:
    has_change = bool(record.primary.waves or record.approach.area_change)
    fields = [
        field("approach.study_area"),
        field("approach.area_kind", choices=choices(KINDS)),
        *([field("approach.area_change")] if has_change else []),
        field("approach.local_context"),
    ]
    groups = field(
        "approach.local_groups",
        help="",
        entry=("name", "reaches", field("approach.local_groups[].parts", choices=choices(PARTS)), "agreed"),
        key_prefix="group-",
        add="Add a group or person",
    )
    return (
        Group("The place", tuple(fields), problems=lambda record: _moved(record, folder)),
        Group(
            "Local groups and gatekeepers",
            (groups,),
            help="Who could shape the research, open doors, or carry it out? Whom do others listen to?",
        ),
    )


def _moved(record: Project, folder: Path) -> dict[str, str]:
    change = area.changed(Opened(folder, record))
    return {"approach.study_area": area.in_words(change)} if change else {}


def _timetable(record: Project) -> tuple[Group, ...]:
    is_repeated = (record.approach.n_waves or 0) > 1 or record.approach.months_between is not None
    numbers = [
        field("approach.n_waves"),
        *([field("approach.months_between")] if is_repeated else []),
        field("approach.starts_on"),
        field("approach.ends_on"),
    ]
    return (
        Group("How often, and from when to when", tuple(numbers), layout="two columns", problems=_order),
        Group("In words", (field("approach.timeframe"),)),
    )


def _order(record: Project) -> dict[str, str]:
    approach = record.approach
    if approach.starts_on and approach.ends_on and approach.ends_on < approach.starts_on:
        return {"approach.ends_on": "The research ends before it begins."}
    return {}


def _people(record: Project) -> tuple[Group, ...]:
    part = record.approach.participation
    is_local = has_local_researchers(record.approach) or any(getattr(part, name) for name in type(part).model_fields)
    names = ("role", "training", "pay", "support", "credit")
    return (
        Group(
            "Who asks",
            (field("approach.researchers", choices=choices(RESEARCHERS)), field("approach.who_researches")),
        ),
        Group(
            "People from the place as researchers",
            tuple(field(f"approach.participation.{name}") for name in names) if is_local else (),
            help=PARTICIPATION
            if is_local
            else f"{PARTICIPATION} Tick local researchers above, and the questions appear here.",
        ),
    )


PARTICIPATION = (
    "Participatory research lets the people it is about shape it, ask the questions and make sense of the answers. It can "
    "open doors and make findings matter locally. It is work: agree it formally, train, support and pay for it, and say who did it."
)


def _reaching(_record: Project) -> tuple[Group, ...]:
    names = ("publicity", "timing", "events")
    languages = ("languages", "language_support", "children_wording")
    return (
        Group("Getting the word out, and finding the hour", tuple(field(f"approach.{name}") for name in names)),
        Group("Languages and reading", tuple(field(f"approach.{name}") for name in languages)),
    )


def _means(_record: Project) -> tuple[Group, ...]:
    return (Group("", (field("approach.resource"), field("approach.analysis_plan"))),)
