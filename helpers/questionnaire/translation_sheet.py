"""Translations as a spreadsheet: one row per text, one column per language. It goes to a translator and comes back."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from helpers.errors import UserProblem
from helpers.project.record import Project
from helpers.questionnaire.translating import Piece, languages, pieces
from helpers.questionnaire.words import fits
from helpers.questionnaire.workbook import head, put_rows, widths

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET = "translations"
FIXED = ("Place (leave as it is)", "Where it stands", "English (leave as it is)")
HOW_TO = (
    "Fill in the columns of your languages on the sheet “translations”. Leave a cell empty where nothing is translated yet.",
    "Leave the first three columns, the headings and the order of the rows as they are.",
    "Words in braces, such as {number}, are filled in by the computer: put them where they belong, and spell them as they are.",
    "Answers to the same scale are translated once and stand with every question that uses it.",
    "Have a second speaker translate it back into English, and compare: a scale that is a little stronger in one language "
    "gives other figures.",
)


@dataclass(frozen=True)
class Brought:
    """What came in: changes to the record, and in plain sentences what did not come in and why."""

    changes: dict[str, Any]
    n_texts: int
    remarks: tuple[str, ...]


def render(record: Project) -> bytes:
    """The workbook as bytes, with what has been translated so far."""
    book = Workbook()
    sheet = book.active
    sheet.title = SHEET
    named = languages(record)
    rows = (
        (piece.place, piece.where, piece.english, *(_there(piece, code) for code in named)) for piece in pieces(record)
    )
    put_rows(sheet, [(*FIXED, *(f"{name} ({code})" for code, name in named.items())), *rows])
    widths(sheet, 22, 24, 60, *(50 for _ in named))
    head(sheet)
    put_rows(book.create_sheet("how to"), [(line,) for line in HOW_TO])
    widths(book["how to"], 110)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def read(path: Path, record: Project) -> Brought:
    """The translations in a workbook or CSV file that began as `render`.

    A row is taken where its place is asked and its English is what is asked now; a cell is taken where it says something
    else than the record does. What was in the record and is empty in the file stays.

    Raises
    ------
    UserProblem
        The file can't be read, or has no column of a language that the questionnaire is offered in.
    """
    rows = _rows(path)
    heading, body = _headed(rows, path)
    columns = dict(_columns(heading, record))
    if not columns:
        offered = ", ".join(f"{name} ({code})" for code, name in languages(record).items())
        raise UserProblem(
            "No column is headed with one of your languages.",
            f"{path.name}, its first row: {', '.join(filter(None, heading)) or 'empty'}",
            f"Head each column with the language and its code: {offered}.",
        )
    return _brought(body, columns, record)


def _there(piece: Piece, code: str) -> str:
    return piece.texts.get(code, "")


def _rows(path: Path) -> list[list[str]]:
    """Read like answers are: in a child process with limits where it is a workbook."""
    from helpers.survey.checks import Messages, Refused
    from helpers.survey.delimited import read_rows
    from helpers.survey.kinds import kind_of
    from helpers.survey.workbooks import read_sheets

    messages = Messages()
    try:
        if kind_of(path) != "workbook":
            return list(read_rows(path, messages)[:])
        sheets = read_sheets(path, messages)
    except Refused:
        found = messages.found[-1]
        raise UserProblem(found.what, path.name, found.fix) from None
    chosen = [one for one in sheets if one.name == SHEET] or sheets[:1]
    return list(chosen[0].rows[:]) if chosen else []


def _headed(rows: list[list[str]], path: Path) -> tuple[list[str], list[list[str]]]:
    for at, row in enumerate(rows[:5]):
        if [cell.strip() for cell in row[:1]] == [FIXED[0]]:
            return [cell.strip() for cell in row], rows[at + 1 :]
    raise UserProblem(
        f"There is no row of headings that begins with “{FIXED[0]}”.",
        path.name,
        "Take the spreadsheet from here, fill in its columns, and bring that back.",
    )


def _columns(heading: list[str], record: Project) -> Iterator[tuple[str, int]]:
    for code, name in languages(record).items():
        for at, text in enumerate(heading[len(FIXED) :], len(FIXED)):
            if text.endswith(f"({code})") or text in (name, code):
                yield code, at
                break


def _brought(body: Iterable[list[str]], columns: dict[str, int], record: Project) -> Brought:
    asked = {piece.place: piece for piece in pieces(record)}
    named = languages(record)
    changes: dict[str, Any] = {}
    gone, changed, unfitting = [], [], []
    for row in body:
        cells = [cell.strip() for cell in row] + [""] * (max(columns.values()) + 1 - len(row))
        filled = {code: cells[at] for code, at in columns.items() if cells[at]}
        if not filled:
            continue
        piece = asked.get(cells[0])
        if piece is None:
            gone.append(cells[0])
        elif " ".join(cells[2].split()) != " ".join(piece.english.split()):
            changed.append(piece.where)
        else:
            for code, text in filled.items():
                if not fits(piece.english, text):
                    unfitting.append(f"{piece.where} ({named[code]})")
                elif text != piece.texts.get(code):
                    key = piece.key(code)
                    changes[f"primary.questionnaire.translations[{key}]"] = {"key": key, "text": text}
    return Brought(changes, len(changes), tuple(_remarks(gone, changed, unfitting)))


def _remarks(gone: list[str], changed: list[str], unfitting: list[str]) -> Iterator[str]:
    if gone:
        yield f"No longer asked, and left out: {_some(gone)}."
    if changed:
        yield f"The English has changed since the spreadsheet was made, so these were left out: {_some(changed)}. Take a new spreadsheet."
    if unfitting:
        yield f"The words in braces are not those of the English, so these were left out: {_some(unfitting)}."


def _some(names: list[str]) -> str:
    return ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")
