"""Which questions the plan asks: the basket's, those that route to them, the breakdowns', and the project's own.

The same questions as `helpers.survey.codebook` reads a file against; a test holds the two together. It is not used here
because a form that opens must not wait for the reading of tables.
"""

from dataclasses import dataclass

from helpers import catalogue
from helpers.catalogue.records import Indicator, Question
from helpers.project.record import Project

AGE = "3.2"


@dataclass(frozen=True)
class Asked:
    """A question as the plan asks it: of one that has lines, only the lines that are needed."""

    question: Question
    lines: tuple[str, ...] = ()
    """Codes of the lines that are asked."""
    wording: str = ""
    """In the project's words, where it changed them."""


def of_measures(codes: tuple[str, ...], record: Project) -> tuple[Asked, ...]:
    """What is asked for these measures, in printed order; nothing for those of existing data."""
    indicators = [catalogue.indicator(code) for code in codes]
    columns = {column for indicator in indicators for column in _columns(indicator)}
    wanted = {question for indicator in indicators for question in indicator.questions}
    questions = _with_routes([catalogue.question(code) for code in wanted])
    return tuple(_asked(question, columns, record) for question in questions)


def of_people(record: Project) -> tuple[Asked, ...]:
    """What is asked about people themselves: age, what they are compared or weighted by, and what the questionnaire adds."""
    weighting = record.approach.weighting
    named = (*record.approach.breakdowns, *(weighting.margins if weighting else ()))
    codes = {code.strip() for name in named for code in name.split("*")} - {"comparison"}
    questions = {catalogue.breakdown(code).question for code in codes} | {AGE}
    questions |= {catalogue.question(one.question).code for one in record.primary.questionnaire.besides}
    return tuple(
        _asked(question, set(), record) for question in _with_routes([catalogue.question(code) for code in questions])
    )


def of_consent() -> tuple[Asked, ...]:
    """Consent with its scope, and the code that matches answers between waves."""
    return tuple(Asked(question) for question in catalogue.workbook_questions())


def _asked(question: Question, columns: set[str], record: Project) -> Asked:
    lines = tuple(item.code for item in question.items if f"{question.id}_{item.code}" in columns)
    changed = [
        change.asked_as for change in record.measures.reworded if change.question in (question.code, question.id)
    ]
    return Asked(question, lines or tuple(item.code for item in question.items), changed[-1] if changed else "")


def _columns(indicator: Indicator) -> tuple[str, ...]:
    if indicator.rule is None:
        return ()
    conditions = (*indicator.rule.counts, *indicator.rule.base, *indicator.rule.outside)
    return tuple(condition.column for condition in conditions if condition.column)


def _with_routes(wanted: list[Question]) -> tuple[Question, ...]:
    """The questions in printed order, with those that decide whether they are asked."""
    codes = {question.code for question in wanted}
    columns = {rule.column for question in wanted for rule in question.ask_if}
    return tuple(
        question for question in catalogue.questions() if question.code in codes or columns & set(question.columns)
    )
