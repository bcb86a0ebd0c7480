"""Cells of the workbooks that go out: text stays text, whatever somebody has typed."""

import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from helpers.project.disk import write_whole

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""What neither XML nor a workbook can hold."""
HEAD = PatternFill("solid", fgColor="E6EEF4")
BOLD = Font(name="Calibri", size=11, bold=True)


def plain(text: str) -> str:
    """A text without the characters that no file can hold.

    Examples
    --------
    >>> plain("a\\x00b\\nc")
    'ab\\nc'
    """
    return _CONTROL.sub("", text)


def put(sheet: Worksheet, row: int, column: int, value: str | int | None) -> Cell:
    """One cell. A text that begins like a formula is a text: openpyxl would make a formula of it, and a spreadsheet
    when it is next edited."""
    cell = sheet.cell(row, column)
    if isinstance(value, str):
        cell.value = plain(value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@"))
    else:
        cell.value = value
    return cell


def put_rows(sheet: Worksheet, rows: Iterable[Sequence[str | int | None]], first: int = 1) -> None:
    """Rows of cells, empty ones left out."""
    for row, values in enumerate(rows, first):
        for column, value in enumerate(values, 1):
            if value not in ("", None):
                put(sheet, row, column, value)


def head(sheet: Worksheet, row: int = 1) -> None:
    """Make a row stand out as the headings, and keep it in sight."""
    for cell in sheet[row]:
        cell.font, cell.fill = BOLD, HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = sheet.cell(row + 1, 1)


def widths(sheet: Worksheet, *wide: float) -> None:
    """The widths of the first columns, in characters; text that is longer goes on in the next line. Printed as wide as
    the paper."""
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
    for place, width in enumerate(wide, 1):
        sheet.column_dimensions[sheet.cell(1, place).column_letter].width = width
    for row in sheet.iter_rows(max_col=len(wide)):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def save(book: Workbook, path: Path) -> None:
    """The whole workbook or nothing; UserProblem where it can't be written."""
    held = io.BytesIO()
    book.save(held)
    write_whole(path, held.getvalue())
