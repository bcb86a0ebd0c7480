"""What people choose from in a survey tool: codes and labels, and the ways to say nothing."""

from typing import NamedTuple

from helpers.catalogue.records import is_scale
from helpers.questionnaire.model import ENGLISH, PREFER_NOT_TO_SAY, Asked, Questionnaire, Route, Texts, said


class Choice(NamedTuple):
    """One answer: what is stored for it, and its words."""

    code: str
    label: Texts


def choices(question: Asked, questionnaire: Questionnaire) -> tuple[Choice, ...]:
    """The answers offered: the options, or the numbers of a scale, then "prefer not to say" where that is offered.

    Empty for what is typed in: text, and numbers that are no scale, which are left blank by whoever prefers not to say.

    Examples
    --------
    >>> from helpers import project as projects, questionnaire
    >>> made = questionnaire.build(projects.open("sample_data/befriending").record)
    >>> [choice.code for choice in choices(made.by_id["q1_7"], made)]
    ['1', '2', '3', '4', '5', 'prefer_not_to_say']
    """
    found = _numbers(question) if is_scale(question) else _options(question)
    if found and question.offers_refusal:
        found = (*found, Choice(PREFER_NOT_TO_SAY, questionnaire.phrases["prefer_not_to_say"]))
    return found


def alone(question: Asked) -> tuple[str, ...]:
    """Of a select-all question: the answers that go with no other."""
    if question.kind != "multi":
        return ()
    none = () if question.none_code is None else (str(question.none_code),)
    return (*none, PREFER_NOT_TO_SAY) if question.offers_refusal else none


def specified(question: Asked) -> tuple[str, ...]:
    """The codes of options that ask people to say more: "Other - please specify"."""
    return tuple(str(option.code) for option in question.options if option.is_specified)


def routes(question: Asked, questionnaire: Questionnaire, item: str = "") -> tuple[Route, ...]:
    """Who is asked: of the whole question, or of one line besides. Routes from what is not asked decide nothing."""
    asked = {column for other in questionnaire.questions for column in other.columns}
    return tuple(route for route in question.ask_if if route.item == item and route.column in asked)


def gate(questionnaire: Questionnaire) -> Asked | None:
    """The question without whose yes nothing more is asked; None where consent is recorded elsewhere."""
    return questionnaire.by_id[questionnaire.gate.question] if questionnaire.gate else None


def _options(question: Asked) -> tuple[Choice, ...]:
    """An answer that nobody has worded yet is called by its number: tools refuse answers without words."""
    return tuple(
        Choice(str(option.code), option.label if said(option.label).strip() else {ENGLISH: str(option.code)})
        for option in question.options
    )


def _numbers(question: Asked) -> tuple[Choice, ...]:
    """Only the ends of a scale have words."""
    low, high = question.minimum, question.maximum
    return tuple(
        Choice(str(number), _end(number, question.low if number == low else question.high if number == high else {}))
        for number in range(low, high + 1)
    )


def _end(number: int, words: Texts) -> Texts:
    return {language: f"{number} ({text})" for language, text in words.items()} or {ENGLISH: str(number)}
