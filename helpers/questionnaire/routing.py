"""Routing as people follow it on paper: who a question is for, and where an answer leads."""

from collections.abc import Callable, Iterator
from operator import attrgetter

from helpers.questionnaire.choices import choices, routes
from helpers.questionnaire.model import ENGLISH, PREFER_NOT_TO_SAY, Asked, Questionnaire, Route, said

END = 0
"""Where there is no question any more."""


Named = Callable[[Asked], object]
"""What a question is called where another refers to it."""


def before(
    question: Asked, questionnaire: Questionnaire, language: str = ENGLISH, named: Named = attrgetter("number")
) -> tuple[str, ...]:
    """What stands above a question that not everybody is asked: who answers it, or which of its rows.

    Questions are referred to by their numbers, or by what `named` gives where a form has none.

    Examples
    --------
    >>> from helpers import project as projects, questionnaire
    >>> made = questionnaire.build(projects.open("sample_data/befriending").record)
    >>> before(made.by_id["q1_3_2"], made)
    ('Leave out a row if you answered “Never” for it at question 7.',)
    """
    whole = [_who(route, questionnaire, language, named) for route in routes(question, questionnaire)]
    rows = [
        _which_rows(route, questionnaire, language, named)
        for item in question.items
        for route in routes(question, questionnaire, item.code)
    ]
    return tuple(dict.fromkeys((*whole, *rows)))


def after(question: Asked, questionnaire: Questionnaire, language: str = ENGLISH) -> tuple[str, ...]:
    """What stands below a question whose answers lead past others: "If you answered “No”: go to question 12.".

    Only answers to a question with one answer lead on; where they lead to the next question, nothing is said.

    Examples
    --------
    >>> from helpers import project as projects, questionnaire
    >>> made = questionnaire.build(projects.open("sample_data/estate").record)
    >>> after(made.by_id["consent_analyse"], made)
    ('If you answered “No”: please stop here, and thank you for your time.',)
    """
    if question.is_office:
        return ()
    labels = {choice.code: said(choice.label, language) for choice in choices(question, questionnaire)}
    if questionnaire.gate and question.id == questionnaire.gate.question:
        no = tuple(label for code, label in labels.items() if int(code) not in questionnaire.gate.codes)
        return (questionnaire.phrase("consent_no", language, answers=quoted(no, questionnaire, language)),)
    leading: dict[int, list[str]] = {}
    for code, number in leads(question, questionnaire).items():
        leading.setdefault(number, []).append(labels[code])
    return tuple(
        questionnaire.phrase(
            "go_to" if number else "go_to_end",
            language,
            answers=quoted(tuple(found), questionnaire, language),
            number=number,
        )
        for number, found in leading.items()
    )


def leads(question: Asked, questionnaire: Questionnaire) -> dict[str, int]:
    """Answer -> number of the question it leads to, of those that lead past one; `END` where none is left."""
    if question.kind != "single" or question.is_office:
        return {}
    later = [other for other in questionnaire.questions if other.number > question.number]
    found = {}
    for choice in choices(question, questionnaire):
        following = next(
            (other for other in later if not _is_passed(other, question, choice.code, questionnaire)), None
        )
        if following is None or following is not later[0]:
            found[choice.code] = following.number if following else END
    return found if later else {}


def quoted(labels: tuple[str, ...], questionnaire: Questionnaire, language: str) -> str:
    """Answers in a row: “Yes”, “No” or “Prefer not to say”."""
    *most, last = (f"“{label.rstrip(' .,:')}”" for label in labels)
    return f"{', '.join(most)} {questionnaire.phrase('or', language)} {last}" if most else last


def _is_passed(other: Asked, question: Asked, code: str, questionnaire: Questionnaire) -> bool:
    deciding = [route for route in routes(other, questionnaire) if route.column == question.id]
    return any(code == PREFER_NOT_TO_SAY or int(code) not in route.codes for route in deciding)


def _who(route: Route, questionnaire: Questionnaire, language: str, named: Named) -> str:
    deciding = questionnaire.by_id[route.question]
    if deciding.kind == "multi":
        ticked = tuple(
            said(option.label, language)
            for column, option in zip(deciding.columns, deciding.options, strict=True)
            if column == route.column
        )
        return _phrase("only_if", ticked, named(deciding), questionnaire, language)
    fitting, others = _sides(route, deciding, questionnaire, language)
    if deciding.is_office:
        return questionnaire.phrase("only_if_office", language, answers=quoted(fitting, questionnaire, language))
    if 0 < len(others) < len(fitting):
        return _phrase("leave_out", others, named(deciding), questionnaire, language)
    return _phrase("only_if", fitting, named(deciding), questionnaire, language)


def _which_rows(route: Route, questionnaire: Questionnaire, language: str, named: Named) -> str:
    deciding = questionnaire.by_id[route.question]
    fitting, others = _sides(route, deciding, questionnaire, language)
    if 0 < len(others) < len(fitting):
        return _phrase("leave_out_row", others, named(deciding), questionnaire, language)
    return _phrase("only_if_row", fitting, named(deciding), questionnaire, language)


def _sides(
    route: Route, deciding: Asked, questionnaire: Questionnaire, language: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Answers that lead to the question, and answers that don't."""
    labels = [(int(option.code), said(option.label, language)) for option in deciding.options]
    fitting = tuple(label for code, label in labels if code in route.codes)
    return fitting, tuple(label for code, label in labels if code not in route.codes)


def _phrase(name: str, labels: tuple[str, ...], number: object, questionnaire: Questionnaire, language: str) -> str:
    answers = quoted(labels, questionnaire, language)
    return questionnaire.phrase(name, language, answers=answers, number=number)


def every(questionnaire: Questionnaire) -> Iterator[str]:
    """Every instruction, in order: for checks."""
    for question in questionnaire.questions:
        yield from before(question, questionnaire)
        yield from after(question, questionnaire)
