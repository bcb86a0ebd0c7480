"""Which published figures may stand beside ours: like for like, of London or of the project's borough."""

from helpers import catalogue
from helpers.catalogue.records import Benchmark
from helpers.project import Project
from helpers.reports import words

LONDON = "London"


def alongside(
    published: tuple[Benchmark, ...], code: str, record: Project, areas: tuple[str, ...] = (LONDON,)
) -> tuple[Benchmark, ...]:
    """The published figures that may stand beside ours: like for like, the most recent of each survey.

    First the one asked in the way the plan asks, then the most recent. Where surveys agree one is enough; where they
    disagree all are given, so that nobody picks the one that flatters. None where the project changed the wording of a
    question, and none that is printed in words only.

    Parameters
    ----------
    areas
        Whose figures are looked for; a figure for two boroughs together counts for either.
    """
    if is_reworded(record, code):
        return ()
    fit = [one for one in published if one.indicator == code and one.is_like_for_like and _is_of(one.area, areas)]
    by_age = sorted((one for one in fit if not one.is_approximate), key=lambda one: (one.year[:1].isdigit(), one.year))
    latest = list({one.survey: one for one in by_age}.values())[::-1]
    mode = record.approach.mode
    latest.sort(key=lambda one: not (mode and one.mode.startswith(mode)))
    disagree = len({words.percent(one.value) for one in latest}) > 1
    return tuple(latest) if disagree else tuple(latest[:1])


def boroughs(record: Project) -> tuple[str, ...]:
    """The areas that the project named as its borough, in step 2.1."""
    return tuple(one.name for one in record.secondary.comparators if one.likeness == "borough" and one.name)


def is_reworded(record: Project, code: str) -> bool:
    """The project asked one of the indicator's questions in other words."""
    questions = catalogue.indicator(code).questions
    return any(change.question in questions for change in record.measures.reworded)


def why_apart(record: Project, one: Benchmark) -> str:
    """Why a published figure is left out; empty where it is beside ours, or only an older one of the same kind."""
    if is_reworded(record, one.indicator):
        return "We asked the question in other words."
    return "" if one.is_like_for_like else one.caution or one.note


def _is_of(area: str, areas: tuple[str, ...]) -> bool:
    """ "Brent & Harrow (GLA constituency)" is of Brent and of Harrow."""
    named = {area, *(part.strip() for part in area.partition("(")[0].split("&"))}
    return not named.isdisjoint(areas)
