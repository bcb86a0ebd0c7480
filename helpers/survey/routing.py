"""Who should have been asked what, given earlier answers."""

import numpy as np

from helpers.catalogue.records import AskIf, Question
from helpers.survey.answers import Coded, Usable
from helpers.survey.checks import Messages, listed
from helpers.survey.codebook import Codebook
from helpers.survey.values import Status


def check(coded: Coded, usable: Usable, codebook: Codebook, messages: Messages) -> dict[str, np.ndarray]:
    """Warn of answers to questions that should not have been asked (they are kept).

    Returns, for every column that routing concerns, who was to be asked: one true or false per usable row. Where the
    deciding answer is missing, the person may have been asked.
    """
    asked = {}
    for question in dict.fromkeys(codebook.by_column.values()):
        for name, rules in _rules(question):
            if rules and name in coded.status:
                asked[name] = _put_to(rules, coded, int(usable.rows.sum()))
                _report(question, name, rules, asked[name], coded, usable, messages)
    return asked


def _rules(question: Question) -> list[tuple[str, list[AskIf]]]:
    """Per column (select-all questions as a whole) the rules that must all hold."""
    if question.kind != "grid":
        return [(question.id, list(question.ask_if))]
    return [
        (f"{question.id}_{item.code}", [rule for rule in question.ask_if if rule.item in ("", item.code)])
        for item in question.items
    ]


def _put_to(rules: list[AskIf], coded: Coded, n: int) -> np.ndarray:
    put_to = np.ones(n, dtype=bool)
    for rule in rules:
        answers = coded.answers.get(rule.column)
        if answers is not None and answers.dtype != object:
            put_to &= np.isnan(answers) | np.isin(answers, rule.codes)
    return put_to


def _report(
    question: Question,
    name: str,
    rules: list[AskIf],
    put_to: np.ndarray,
    coded: Coded,
    usable: Usable,
    messages: Messages,
) -> None:
    rows = usable.row_numbers[(coded.status[name] == Status.ANSWERED) & ~put_to]
    if rows.size:
        messages.add(
            "routing",
            row=int(rows[0]),
            column=coded.headings[name],
            n=rows.size,
            question=question.code,
            because=" and ".join(
                dict.fromkeys(f"'{coded.headings[rule.column]}'" for rule in rules if rule.column in coded.headings)
            ),
            rows=listed(rows),
        )
