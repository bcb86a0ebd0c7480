"""The codebook and version that go out with every file: as a table to read, and as JSON to read a wave against."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from helpers.questionnaire.model import Asked, Questionnaire, said
from helpers.questionnaire.workbook import head, put_rows, widths
from helpers.questionnaire.workbook import save as save_book

SHEET = "codebook"
JSON_SHEET = "codebook_json"
VERSION_COLUMN = "questionnaire_version"
"""What a survey tool stores with every answer, where it can."""
LONGEST = 30_000
"""Characters of one piece: a cell of a workbook holds 32,767."""
HEADINGS = ("Column in the coded answers", "Kind", "Asked as", "Stands for", "Answer")


def title(questionnaire: Questionnaire) -> str:
    """The title as a survey tool shows it: a sample is never taken for a survey of real people."""
    return f"{questionnaire.title} (invented sample)" if questionnaire.is_invented else questionnaire.title


def as_json(questionnaire: Questionnaire) -> str:
    """Version, title and codebook, on one line and in ASCII."""
    carried = {"version": questionnaire.version, "title": questionnaire.title, "codebook": questionnaire.codebook}
    return json.dumps(carried)


def pieces(questionnaire: Questionnaire) -> list[str]:
    """The JSON in pieces that fit into one cell each."""
    text = as_json(questionnaire)
    return [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)]


def joined(found: list[str]) -> dict[str, Any]:
    """Version, title and codebook out of the pieces.

    Examples
    --------
    >>> joined(['{"version": "1a2b', '3c4d"}'])
    {'version': '1a2b3c4d'}
    """
    return json.loads("".join(found))


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
    return [("", f"{question.minimum} to {question.maximum}" if question.kind == "number" else "in words")]
