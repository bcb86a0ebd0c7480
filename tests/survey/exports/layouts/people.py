"""Pretend answers person by person, as the layout writers need them, and the files they write."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl

from helpers.catalogue.records import Question
from helpers.survey import Codebook
from helpers.survey.codebook import CONSENTS
from helpers.survey.pretend import Pretend

REFUSED = "refused"
"""In place of an answer: "prefer not to say"."""
REFUSED_WORDS = "Prefer not to say"


@dataclass(frozen=True)
class Person:
    """`said`: column (of a select-all question its id) -> code, ticked codes, text, REFUSED, or None."""

    id: str
    said: Mapping[str, Any]
    started: datetime
    ended: datetime
    interviewer: str
    weight: float | None


def people(made: Pretend, codebook: Codebook) -> list[Person]:
    """Everybody, also who does not agree."""
    tables = (made.people, made.prefers_not, made.fieldwork)
    return [_person(codebook, *rows) for rows in zip(*(table.to_dict("records") for table in tables), strict=True)]


def _person(codebook: Codebook, row: dict, refused: dict, field: dict) -> Person:
    said = {name: 1 if row[name] else 2 for name in CONSENTS} | {"panel_code": row["panel_code"]}
    for question in dict.fromkeys(codebook.by_column.values()):
        for name in names_of(question):
            said[name] = REFUSED if refused[name] else _value(question, name, row)
    times = (field[name].to_pydatetime() for name in ("started_at", "ended_at"))
    return Person(row["respondent_id"], said, *times, field["interviewer"], row.get("weight"))


def _value(question: Question, name: str, row: dict) -> Any:
    if question.kind == "multi":
        ticks = [row[column] for column in question.columns]
        if np.isnan(ticks[0]):
            return None
        return tuple(option.code for option, tick in zip(question.options, ticks, strict=True) if tick)
    value = row[name]
    if question.kind == "text":
        return value
    return None if np.isnan(value) else int(value)


def names_of(question: Question) -> tuple[str, ...]:
    """What a question is answered in: a select-all question in one, a grid in its lines."""
    return (question.id,) if question.kind == "multi" else question.columns


def asked(codebook: Codebook) -> list[Question]:
    """All questions, consent and panel code first."""
    own = [question for question in codebook.questions if question.id in (*CONSENTS, "panel_code")]
    return own + [question for question in codebook.questions if question not in own]


def label(question: Question, code: int) -> str:
    """An option in words."""
    return next(option.label for option in question.options if option.code == code)


def words(question: Question, value: Any) -> str | int | None:
    """An answer of a question with one answer, in words; numbers stay numbers."""
    if value is None:
        return None
    if value == REFUSED:
        return REFUSED_WORDS
    return label(question, value) if question.options else value


def item_label(question: Question, column: str) -> str:
    """A line of a grid in words."""
    return next(item.label for item in question.items if column == f"{question.id}_{item.code}")


def stem(question: Question) -> str:
    """A grid's question without the list of its lines, as it stands above them in a form."""
    return question.wording.split(" 1. ")[0]


def csv_bytes(
    rows: Iterable[Iterable[Any]],
    delimiter: str = ",",
    quoting: int = csv.QUOTE_MINIMAL,
    encoding: str = "utf-8",
    end: str = "\r\n",
) -> bytes:
    """Rows as CSV."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end)
    writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    return text.getvalue().encode(encoding)


def xlsx_bytes(rows: Iterable[Iterable[Any]], title: str = "Sheet1", others: Mapping[str, list] | None = None) -> bytes:
    """Rows as a workbook with one sheet, and others besides."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(list(row))
    for name, cells in (others or {}).items():
        sheet = book.create_sheet(name)
        for row in cells:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zip_bytes(files: Mapping[str, bytes]) -> bytes:
    """Files in an archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def written(folder: Path, name: str, content: bytes) -> Path:
    """A file of that name."""
    path = folder / name
    path.write_bytes(content)
    return path
