"""A workbook to type paper answers into: one row per person, one column per answer, and only answers that were asked for.

The words of the paper stand in the first row, the names that the workbook reads in the second; both are locked. Lists hold
every answer twice, with its words and as its bare code, so that whoever types can choose or just type the number.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from helpers.questionnaire import carried, codebook_sheets
from helpers.questionnaire.choices import choices
from helpers.questionnaire.model import PREFER_NOT_TO_SAY, Asked, Questionnaire, said
from helpers.questionnaire.workbook import BOLD, HEAD, head, put, put_rows, widths
from helpers.survey.codebook import CONSENTS

ANSWERS, LISTS, HOW_TO = "Answers", "Answers to choose from", "How to type in"
ROWS = 2000
"""For how many people there are drop-down lists. More can be typed in: they are checked when the file is brought in."""
FIRST = 3
"""The row of the first person."""
REFUSED = "Prefer not to say"

STEPS = (
    "One row is one person. Write the number of the row on the paper, so that you find it again.",
    "Give every paper a number in the first column. No names, addresses, e-mail addresses or telephone numbers anywhere.",
    "Choose the answer from the list, or type its number: 2 is enough for “2 = Some of the time”.",
    "Where people could tick several answers there is one column for each: 1 where it is ticked, nothing where it is not.",
    "Nothing ticked or written on the paper: leave the cell empty. Don't write 0, 99 or a dash.",
    f"“{REFUSED}” ticked on the paper: choose it from the list; it is counted apart from what was left out.",
    "Questions that a person was told to skip stay empty.",
    "What people wrote in their own words is typed as they wrote it, without names.",
    "What stands beside “please specify” has no column, since it goes into no figure: choose the answer it stands beside.",
    "Two boxes ticked where one was asked for, or something you can't read: leave the cell empty.",
    "Don't move, rename or delete columns. The first two rows are locked for that reason.",
    "When you have finished, save the file as XLSX and bring it in at step 2.2 of the workbook.",
)


@dataclass(frozen=True)
class Column:
    """One column: its name, its words, what may be chosen in it, and where numbers are typed their range."""

    name: str
    words: str
    entries: tuple[str | int, ...] = ()
    low: int | None = None
    high: int | None = None
    kind: str = "text"
    """"list", "number", "date" or "text"."""


def write(questionnaire: Questionnaire, path: Path) -> None:
    """The workbook to type into.

    Raises
    ------
    UserProblem
        Where it can't be written.
    """
    book = Workbook()
    found = columns(questionnaire)
    _answers(book.active, found)
    _lists(book, book.active, found)
    _how_to(book, questionnaire)
    codebook_sheets.save(book, questionnaire, path)


def columns(questionnaire: Questionnaire) -> tuple[Column, ...]:
    """Every column in the order of the paper.

    Examples
    --------
    >>> from helpers import project as projects, questionnaire
    >>> made = questionnaire.build(projects.open("sample_data/befriending").record)
    >>> [column.name for column in columns(made)][:2], columns(made)[-1].name
    (['respondent_id', 'submitted_on'], 'panel_code')
    """
    first = (
        Column("respondent_id", "Number written on the paper"),
        Column("submitted_on", "Date when it was answered", kind="date"),
    )
    return (*first, *(one for question in questionnaire.questions for one in _columns(question, questionnaire)))


def _columns(question: Asked, questionnaire: Questionnaire) -> Iterator[Column]:
    number = f"{question.number}. " if question.number else "Office: "
    words = said(question.stem)
    if question.kind == "multi":
        for choice in choices(question, questionnaire):
            yield Column(f"{question.id}_{choice.code}", f"{number}{said(choice.label)}\n{words}", (1,), kind="list")
        return
    # what tells columns apart stands first: a long question doesn't fit into the heading
    labels = [f"{said(item.label)}\n" for item in question.items] or [""]
    for name, label in zip(question.columns, labels, strict=True):
        yield Column(name, f"{number}{label}{words}", **_filled_with(question, questionnaire))


def _filled_with(question: Asked, questionnaire: Questionnaire) -> dict[str, Any]:
    refused = (REFUSED,) if question.offers_refusal else ()
    offered = [choice for choice in choices(question, questionnaire) if choice.code != PREFER_NOT_TO_SAY]
    if offered:
        # a scale of numbers needs no words beside them; consent is read as yes and no
        is_worded, is_consent = question.kind != "number", question.id in CONSENTS
        words = [said(one.label) if is_consent else f"{one.code} = {said(one.label)}" for one in offered if is_worded]
        return {"kind": "list", "entries": (*words, *refused, *(int(one.code) for one in offered))}
    if question.kind == "number":
        return {"kind": "number", "low": question.minimum, "high": question.maximum, "entries": refused}
    return {}


def _answers(sheet: Worksheet, found: tuple[Column, ...]) -> None:
    sheet.title = ANSWERS
    for place, column in enumerate(found, 1):
        above, name = put(sheet, 1, place, column.words), put(sheet, 2, place, column.name)
        above.alignment = Alignment(wrap_text=True, vertical="top")
        above.fill = name.fill = HEAD
        above.font, name.font = BOLD, Font(name="Calibri", size=9, color="595959")
        dimension = sheet.column_dimensions[get_column_letter(place)]
        dimension.width = 26 if len(column.words) > 60 else 18
        dimension.protection = Protection(locked=False)
        dimension.number_format = {"text": "@", "date": "yyyy-mm-dd"}.get(column.kind, "General")
    sheet.row_dimensions[1].height = 150
    sheet.freeze_panes = sheet.cell(FIRST, 2)
    sheet.print_title_rows = "1:2"
    lock = sheet.protection
    lock.sheet, lock.formatColumns, lock.formatRows, lock.sort, lock.autoFilter = True, False, False, False, False


def _lists(book: Workbook, answers: Worksheet, found: tuple[Column, ...]) -> None:
    """The lists beside each other on a sheet of their own, each once, and what checks the cells of each column."""
    sheet = book.create_sheet(LISTS)
    placed: dict[tuple[str | int, ...], DataValidation] = {}
    for place, column in enumerate(found, 1):
        letter = get_column_letter(place)
        if column.kind == "list":
            if column.entries not in placed:
                placed[column.entries] = _list(sheet, column.entries, len(placed) + 1)
                answers.add_data_validation(placed[column.entries])
            placed[column.entries].add(f"{letter}{FIRST}:{letter}{FIRST + ROWS - 1}")
        elif column.kind in ("number", "date"):
            rule = _number(column, letter) if column.kind == "number" else _date()
            answers.add_data_validation(rule)
            rule.add(f"{letter}{FIRST}:{letter}{FIRST + ROWS - 1}")
    head(sheet)
    sheet.protection.sheet = True


def _list(sheet: Worksheet, entries: tuple[str | int, ...], place: int) -> DataValidation:
    letter = get_column_letter(place)
    put(sheet, 1, place, f"List {place}")
    for row, entry in enumerate(entries, 2):
        put(sheet, row, place, entry)
    sheet.column_dimensions[letter].width = 34
    source = f"={quote_sheetname(LISTS)}!${letter}$2:${letter}${len(entries) + 1}"
    return _rule(
        "list", source, "Choose an answer from the list, or type its number. Leave it empty if nothing is ticked."
    )


def _number(column: Column, letter: str) -> DataValidation:
    """A whole number in its range, or the words for no answer where those are offered."""
    cell = f"{letter}{FIRST}"
    limits = [f"{cell}{sign}{end}" for sign, end in ((">=", column.low), ("<=", column.high)) if end is not None]
    is_number = f"AND({','.join([f'ISNUMBER({cell})', f'{cell}=INT({cell})', *limits])})"
    refused = "".join(f',{cell}="{entry}"' for entry in column.entries)
    range_ = " to ".join(str(end) for end in (column.low, column.high) if end is not None)
    words = f"Type a whole number{f', {range_}' if range_ else ''}. Leave it empty if nothing is written."
    return _rule("custom", f"OR({is_number}{refused})", words)


def _date() -> DataValidation:
    rule = _rule("date", "36526", "Type the date as day/month/year.")
    rule.operator = "greaterThan"
    return rule


def _rule(kind: str, formula: str, words: str) -> DataValidation:
    rule = DataValidation(type=kind, formula1=formula, allow_blank=True, showErrorMessage=True)
    rule.errorTitle, rule.error = "This can't be an answer here", words
    return rule


def _how_to(book: Workbook, questionnaire: Questionnaire) -> None:
    sheet = book.create_sheet(HOW_TO, 0)
    about = [("Typing in", carried.title(questionnaire)), ("Questionnaire", f"version {questionnaire.version}")]
    same = (
        "The version is printed on the paper. If it is another one there, ask for the typing sheet that belongs to it."
    )
    put_rows(sheet, [*about, ("", same), *_numbered(STEPS)])
    widths(sheet, 16, 100)
    for row in sheet.iter_rows(max_col=1):
        row[0].font = BOLD


def _numbered(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((f"Step {number}", line) for number, line in enumerate(lines, 1))
