"""XLSX, XLS and ODS: opened in a child process with limits, because a workbook can be made to exhaust a machine."""

import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from helpers.survey.cells import Grid
from helpers.survey.checks import Messages, listed
from helpers.survey.delimited import LONGEST_CELL
from helpers.survey.encodings import say_if_garbled
from helpers.survey.exports.child import MEGABYTES, MOST_BYTES, SECONDS, lines

MOST_ENTRIES = 5_000
MOST_UNPACKED = 2_000_000_000
"""Bytes. A million rows of sixty answers unpack to about this."""
MOST_CHARACTERS = 100_000_000
"""In all cells together, each cell one more: 50,000 people with 150 answers of a dozen letters."""
MOST_RATIO = 200
"""Unpacked to packed, for any part above 20 MB. Real sheets pack 10 to 40 times, zip bombs a thousand times."""
_CHILD = Path(__file__).with_name("workbook_child.py")


@dataclass
class Sheet:
    """One sheet as text. `merged` holds areas as [[first row, column], [last row, column]], counted from 0."""

    name: str
    is_visible: bool
    merged: list[list[list[int]]]
    rows: Grid = field(default_factory=Grid)


def read_sheets(path: Path, messages: Messages) -> list[Sheet]:
    """All visible sheets with their cells as text, and the names of hidden ones.

    Raises
    ------
    Refused
        Where the workbook is locked, damaged, or more than is safe to open, or holds formulas without results.
    """
    _look_at_directory(path, messages)
    sheets, last = _opened_by_child(path)
    error = last.get("error")
    if error == "locked":
        messages.refuse("file_locked")
    if error == "broken":
        messages.refuse("workbook_broken")
    if error == "large" and last.get("row"):
        messages.refuse("cell_too_long", row=last["row"])
    if error == "large":
        messages.refuse("workbook_too_large", size=f"more than {MOST_CHARACTERS:,} characters")
    if error == "late":
        messages.refuse("workbook_too_slow", limit=f"{SECONDS} seconds")
    if error:
        messages.refuse("workbook_too_slow", limit=f"memory of {MEGABYTES:,} MB")
    if last["uncached"]:
        messages.refuse("formula_uncached", cells=", ".join(last["uncached"][:5]))
    if last["errors"]:
        messages.add("cells_in_error", cells=listed(last["errors"]))
    for sheet in sheets:
        say_if_garbled(sheet.rows, messages)
    if last["hidden_rows"]:
        messages.add("rows_hidden", n=last["hidden_rows"])
    return sheets


def _opened_by_child(path: Path) -> tuple[list[Sheet], dict]:
    """The sheets, and the last that was said of the file."""
    sheets: list[Sheet] = []
    line: dict = {}
    limits = {"megabytes": MEGABYTES, "seconds": SECONDS, "most_bytes": MOST_BYTES}
    for line in lines(_CHILD, path.resolve(), MOST_CHARACTERS, LONGEST_CELL, **limits):
        if "sheet" in line:
            sheets.append(Sheet(line["sheet"], line["visible"], line["merged"]))
        elif "rows" in line:
            sheets[-1].rows.extend(line["rows"])
    return sheets, line


def _look_at_directory(path: Path, messages: Messages) -> None:
    """The sizes that a zip's own directory names, before anything is unpacked."""
    if not zipfile.is_zipfile(path):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        messages.refuse("workbook_broken")
    total = sum(part.file_size for part in parts)
    steepest = max(
        (part.file_size / max(part.compress_size, 1) for part in parts if part.file_size > 20_000_000), default=0
    )
    if len(parts) > MOST_ENTRIES or total > MOST_UNPACKED or steepest > MOST_RATIO:
        messages.refuse("workbook_too_large", size=f"{total / 1e6:,.0f} MB in {len(parts):,} parts")
    if any(part.flag_bits & 1 for part in parts):
        messages.refuse("file_locked")
