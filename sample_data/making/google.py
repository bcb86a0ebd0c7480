"""Google Forms, "Download responses (.csv)": everything quoted, labels in full, several choices joined by semicolons."""

import csv
import io
from datetime import datetime
from typing import Any

from making import wording
from making.answers import Row


def export(rows: list[Row], project: str = "befriending") -> bytes:
    """One wave as Google Forms downloads it: UTF-8 without a byte order mark, the time zone beside the time."""
    return _written(rows, project, _timestamp, ";", csv.QUOTE_ALL)


def export_from_sheet(rows: list[Row], project: str = "befriending") -> bytes:
    """The same, saved as CSV from the linked Google Sheet: days first, several choices joined by a comma and a blank."""
    return _written(rows, project, lambda when: when.strftime("%d/%m/%Y %H:%M:%S"), ", ", csv.QUOTE_MINIMAL)


def header(column: str, project: str = "befriending") -> str:
    """The question in full; of a grid, the question with the line in square brackets."""
    grid = wording.grid_of(column)
    if grid:
        return f"{wording.grid_stem(grid[0])} [{wording.grid_line(*grid)}]"
    return wording.question_wording(column, project)


def _written(rows: list[Row], project: str, timestamp: Any, separator: str, quoting: Any) -> bytes:
    columns = wording.columns_asked(rows)
    text = io.StringIO()
    writer = csv.writer(text, quoting=quoting, lineterminator="\r\n" if quoting == csv.QUOTE_MINIMAL else "\n")
    writer.writerow(["Timestamp", *(header(column, project) for column in columns)])
    for row in rows:
        writer.writerow(
            [timestamp(row["submitted"]), *(cell(column, row[column], project, separator) for column in columns)]
        )
    return text.getvalue().encode("utf-8")


def cell(column: str, value: Any, project: str, separator: str) -> str:
    """An answer in words; several choices joined."""
    if isinstance(value, tuple):
        return separator.join(wording.label(column, code, project) for code in value)
    return wording.label(column, value, project)


def _timestamp(when: datetime) -> str:
    return f"{when:%Y/%m/%d} {when.hour % 12 or 12}:{when:%M:%S} {'pm' if when.hour >= 12 else 'am'} GMT"
