"""Names in the record that must be known elsewhere: catalogue codes, own questions, outcomes."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from helpers import catalogue
from helpers.errors import UserProblem
from helpers.project.record import Project

Use = tuple[str, str]
"""Field of the record, and the name used there."""


def check_names(record: Project, file: Path) -> None:
    """Raise UserProblem for the first name that nothing answers to, with the field it stands in.

    Forms offer only names that are known; this is for records that were edited by hand.
    """
    indicators = {entry.code for entry in catalogue.indicators()}
    questions = {name for entry in catalogue.questions() for name in (entry.code, entry.id)}
    breakdowns = {entry.code for entry in catalogue.breakdowns()}
    own = {question.id for question in record.measures.own_questions}
    outcomes = {outcome.id for outcome in record.purpose.theory_of_change.outcomes}
    subjects = {"", *catalogue.domains(), *(theme.code for theme in catalogue.themes())}
    for kind, known, uses in (
        ("indicator", indicators, _indicators(record)),
        ("question", questions, _questions(record)),
        ("breakdown", breakdowns | {"comparison"}, _breakdowns(record)),
        ("own question", own, _own_questions(record)),
        ("outcome", outcomes, _outcomes(record)),
        ("theme or domain", subjects, _subjects(record)),
    ):
        for field, name in uses:
            if name not in known:
                near = get_close_matches(name, known, n=5, cutoff=0.4) or sorted(known)[:10]
                raise UserProblem(
                    f"The project record names the {kind} '{name}', and there is none of that name.",
                    f"{field} in {file}",
                    f"Did you mean: {', '.join(near)}?" if near else f"Add the {kind} first, or take the name out.",
                )


def _indicators(record: Project) -> Iterator[Use]:
    for at, item in enumerate(record.measures.basket):
        yield f"measures.basket.{at}", item.indicator
    for name, decision in record.measures.filters:
        yield from ((f"measures.filters.{name}.left_out", one.indicator) for one in decision.left_out)
    for at, outcome in enumerate(record.purpose.theory_of_change.outcomes):
        yield from ((f"purpose.theory_of_change.outcomes.{at}", code) for code in outcome.indicators)
    for at, question in enumerate(record.purpose.questions):
        yield from ((f"purpose.questions.{at}", code) for code in question.indicators)
    for at, figure in enumerate(record.secondary.figures):
        if figure.indicator:
            yield f"secondary.figures.{at}", figure.indicator


def _questions(record: Project) -> Iterator[Use]:
    for at, change in enumerate(record.measures.wording_changes):
        yield f"measures.wording_changes.{at}", change.question


def _breakdowns(record: Project) -> Iterator[Use]:
    for at, entry in enumerate(record.approach.breakdowns):
        yield from ((f"approach.breakdowns.{at}", part.strip()) for part in entry.split("*"))
    if record.approach.weighting:
        yield from (("approach.weighting.margins", code) for code in record.approach.weighting.margins)


def _own_questions(record: Project) -> Iterator[Use]:
    if record.approach.compared:
        yield "approach.comparison.question", record.approach.compared.question


def _outcomes(record: Project) -> Iterator[Use]:
    for at, question in enumerate(record.purpose.questions):
        yield from ((f"purpose.questions.{at}", outcome) for outcome in question.outcomes)


def _subjects(record: Project) -> Iterator[Use]:
    for at, question in enumerate(record.measures.own_questions):
        yield f"measures.own_questions.{at}.about", question.about
