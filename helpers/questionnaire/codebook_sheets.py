"""The codebook in a workbook: a sheet to read, and a sheet with the JSON to read a wave against."""

from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook

from helpers.questionnaire.carried import JSON_SHEET, SHEET, pieces
from helpers.questionnaire.model import Asked, Questionnaire, said
from helpers.questionnaire.workbook import head, put_rows, widths
from helpers.questionnaire.workbook import save as save_book

HEADINGS = ("Column in the coded answers", "Kind", "Asked as", "Stands for", "Answer")


def save(book: Workbook, questionnaire: Questionnaire, path: Path) -> None:
    """Write a workbook with the codebook and its JSON in sheets at the end, which survey tools pass over.

    Raises
    ------
    UserProblem
        Where it can't be written.
    """
    _put_sheets(book, questionnaire)
    save_book(book, path)


def _put_sheets(book: Workbook, questionnaire: Questionnaire) -> None:
    sheet = book.create_sheet(SHEET)
    put_rows(sheet, [HEADINGS, *rows(questionnaire)])
    widths(sheet, 26, 10, 60, 10, 50)
    head(sheet)
    sheet = book.create_sheet(JSON_SHEET)
    put_rows(sheet, [("For the Social Integration Workbook: please leave as it is.",)])
    put_rows(sheet, ((piece,) for piece in pieces(questionnaire)), first=2)


def rows(questionnaire: Questionnaire) -> Iterator[tuple[str, ...]]:
    """The codebook to read: one row per answer, or per question that has none to choose from."""
    for question in questionnaire.questions:
        if question.kind == "multi":
            for column, option in zip(question.columns, question.options, strict=True):
                yield column, question.kind, said(question.wording), "1", said(option.label)
        else:
            for column, words in zip(question.columns, _words(question), strict=True):
                for code, label in _answers(question):
                    yield column, question.kind, words, code, label


def _words(question: Asked) -> list[str]:
    if question.kind != "grid":
        return [said(question.wording)]
    return [f"{said(question.stem)} {said(item.label)}" for item in question.items]


def _answers(question: Asked) -> list[tuple[str, str]]:
    if question.options:
        return [(str(option.code), said(option.label)) for option in question.options]
    if question.kind != "number":
        return [("", "in words")]
    highest = "or more" if question.maximum is None else f"to {question.maximum}"
    return [("", f"{question.minimum or 0} {highest}")]
