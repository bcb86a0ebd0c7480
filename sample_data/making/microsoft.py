"""Microsoft Forms, "Open in Excel": a table whose headers must differ, so a repeated one gets a number behind it."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from openpyxl import Workbook
from openpyxl.worksheet.table import Table

from making import design, wording
from making.answers import Row
from making.workbook_file import as_bytes

BEFORE = ("ID", "Start time", "Completion time", "Email", "Name", "Last modified time")
WHEN = "m/d/yy h:mm:ss"
NUMBERS = ("q3_2", "q3_19")


def export(rows: list[Row], made_on: datetime, rng: np.random.Generator) -> bytes:
    """One wave as Microsoft Forms writes it: labels, several choices each with a semicolon behind it, times as dates."""
    columns = wording.columns_asked(rows)
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet.append([*BEFORE, *headers(columns)])
    for index, row in enumerate(rows, start=1):
        end = row["submitted"]
        start = end - timedelta(seconds=int(rng.integers(700, 2100)))
        sheet.append([index, start, end, "anonymous", None, None, *(_cell(column, row[column]) for column in columns)])
    for cells in sheet.iter_rows(min_row=2, min_col=2, max_col=3):
        for cell in cells:
            cell.number_format = WHEN
    sheet.add_table(Table(displayName="Table1", ref=sheet.dimensions))
    return as_bytes(book, made_on, "Microsoft Forms")


def headers(columns: list[str]) -> list[str]:
    """The question in full; of a grid only the line, with a number behind it where another grid has the same line."""
    seen: Counter[str] = Counter()
    written = []
    for column in columns:
        grid = wording.grid_of(column)
        text = wording.grid_line(*grid) if grid else wording.question_wording(column, "befriending")
        seen[text] += 1
        written.append(text if seen[text] == 1 else f"{text}{seen[text]}")
    return written


def _cell(column: str, value: Any) -> str | int | None:
    if value is None:
        return None
    if column in wording.MULTI:
        codes = value if isinstance(value, tuple) else (value,)
        return "".join(f"{wording.label(column, code, 'befriending')};" for code in codes)
    if column in NUMBERS and value != design.PREFER_NOT:
        return int(value)
    return wording.label(column, value, "befriending")
