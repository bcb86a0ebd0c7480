"""CSV and its relatives: bytes to rows of text, refusing whatever could put an answer in the wrong place."""

import csv
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import numpy as np

from helpers.survey.cells import Grid
from helpers.survey.checks import Messages, listed
from helpers.survey.encodings import Encoding, encoding_of, say_if_garbled
from helpers.survey.keys import headings, key

Seen = Callable[[float], None]
"""Told what share of a file has been read."""
DELIMITERS = ",;\t|"
LONGEST_CELL = 100_000
MOST_BYTES = 3_000_000_000
"""Of a text file. A million people with a hundred answers in words come to 1.3 GB."""
MOST_CELLS = 300_000_000
"""A cell takes one to four bytes, so that no table takes more than about a gigabyte, and usually a third of it."""
MOST_CHARACTERS = 600_000_000
"""In all texts that differ."""
_BLOCK_CELLS = 100_000
_LOOKED_AT = 200
"""Lines looked at to find the delimiter."""
_LOOKED_INTO = 2_000_000
"""Characters looked at for the same."""
_SHORT = 40
"""Characters. Ids, codes and labels are shorter, and make up half of a row at least."""


def read_rows(path: Path, messages: Messages, seen: Seen = lambda share: None) -> Grid:
    """All rows as text; blank rows have no cells.

    Raises
    ------
    Refused
        Where the encoding is unknown, a quotation mark is left open, or the file is more than can be held.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        messages.refuse("file_too_large", size=f"{size / 1e6:,.0f} MB", most=f"{MOST_BYTES / 1e6:,.0f} MB")
    encoding, skipped, delimiter = read_as(path, messages)
    grid = _parsed(path, encoding, skipped, delimiter, messages, seen)
    _refuse_swallowed_rows(grid, delimiter, messages)
    say_if_garbled(grid, messages)
    return grid


def read_as(path: Path, messages: Messages) -> tuple[Encoding, int, str]:
    """How a text file is read: its encoding, how many characters before its first row are no data, its delimiter."""
    encoding = encoding_of(path, messages)
    skipped, delimiter = _told(path, encoding)
    return encoding, skipped, delimiter or _found_delimiter(path, encoding)


def _told(path: Path, encoding: Encoding) -> tuple[int, str]:
    """Excel's own first line `sep=;`, which is not data: how many characters it has, and what it says."""
    with encoding.opened(path) as file:
        match = re.match(r"sep=(.)\r?\n", file.read(8))
    return (match.end(), match[1]) if match else (0, "")


def _found_delimiter(path: Path, encoding: Encoding) -> str:
    with encoding.opened(path) as file:
        return find_delimiter(file.read(_LOOKED_INTO))


def find_delimiter(text: str) -> str:
    """The delimiter that gives most rows the same number of cells, more than one.

    Examples
    --------
    >>> find_delimiter("a;b;c\\n1,5;2;3\\n")
    ';'
    """
    lines = text[:_LOOKED_INTO].splitlines(keepends=True)[:_LOOKED_AT]

    def score(delimiter: str) -> tuple[float, int]:
        widths: Counter[int] = Counter()
        try:
            widths.update(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
        except csv.Error:
            return (0.0, 0)
        width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return (rows / widths.total(), width) if width > 1 else (0.0, 0)

    return max(DELIMITERS, key=score)


def _parsed(path: Path, encoding: Encoding, skipped: int, delimiter: str, messages: Messages, seen: Seen) -> Grid:
    csv.field_size_limit(LONGEST_CELL)
    grid = Grid()
    cells: list[str] = []
    widths: list[int] = []
    width = 0
    size = max(path.stat().st_size, 1)
    with encoding.opened(path) as file:
        if file.read(skipped):
            # a blank line in its place, so that row numbers hold
            grid.extend([[]])
        try:
            for row in csv.reader(file, delimiter=delimiter, strict=True):
                if len(row) > width:
                    _take_in(grid, cells, width, widths, messages)
                    cells, widths, width = [], [], len(row)
                cells += row
                widths.append(len(row))
                if len(row) < width:
                    cells += [""] * (width - len(row))
                if len(cells) > _BLOCK_CELLS or len(widths) > _BLOCK_CELLS:
                    _take_in(grid, cells, width, widths, messages)
                    cells, widths = [], []
                    seen(min(file.buffer.tell() / size, 1.0))
        except csv.Error as problem:
            code = "cell_too_long" if "field larger" in str(problem) else "quote_open"
            messages.refuse(code, row=len(grid) + len(widths) + 1)
        _take_in(grid, cells, width, widths, messages)
    return grid


def _take_in(grid: Grid, cells: list[str], width: int, widths: list[int], messages: Messages) -> None:
    grid.take_in(cells, width, widths)
    if len(grid) * grid.width > MOST_CELLS:
        _refuse_size(f"{len(grid):,} rows and {grid.width:,} columns", f"{MOST_CELLS:,} cells", messages)
    if grid.characters > MOST_CHARACTERS:
        _refuse_size(f"more than {MOST_CHARACTERS:,} characters", f"{MOST_CHARACTERS:,} characters", messages)


def _refuse_size(size: str, most: str, messages: Messages) -> NoReturn:
    messages.refuse("file_too_large", size=size, most=most)


def _refuse_swallowed_rows(grid: Grid, delimiter: str, messages: Messages) -> None:
    """A stray quotation mark can swallow whole rows and still close by chance: such a cell holds rows of the file."""
    for place, cells in enumerate(grid.columns):
        swallowed = [
            number
            for number, text in enumerate(cells.texts)
            if "\n" in text and _holds_rows(text, delimiter, place, grid.width)
        ]
        if swallowed:
            messages.refuse("quote_open", row=int(np.flatnonzero(np.isin(cells.places, swallowed))[0]) + 1)


def _holds_rows(text: str, delimiter: str, place: int, width: int) -> bool:
    """One line that is surely a row, or several of which nearly all have as many pieces as a row.

    `place` is the column of the cell: the last line swallowed ends there.
    """
    lines = [line.split(delimiter) for line in text.splitlines()[1:]]
    if any(_is_row(pieces, place, width) for pieces in lines):
        return True
    alike = sum(1 for pieces in lines if len(pieces) == width > 3 and len(pieces[0]) <= _SHORT)
    return alike >= 3 and alike >= 0.75 * len(lines)


def _is_row(pieces: list[str], place: int, width: int) -> bool:
    """As many pieces as a row, or as stand before the cell; half of them short, the first too; none with the blank that
    follows a comma in prose. Open answers may be as long as they like."""
    is_as_long = len(pieces) >= max(width, 3) or len(pieces) == place + 1 >= 4
    if not is_as_long or any(piece != piece.lstrip() for piece in pieces):
        return False
    short = sum(1 for piece in pieces if len(piece) <= _SHORT)
    return short >= len(pieces) / 2 and (place == 0 or len(pieces[0]) <= _SHORT)


def squared(grid: Grid, header: int, messages: Messages) -> None:
    """Refuse rows below the header that are wider or narrower than it is.

    A separator at the end of every row is harmless: the cells beyond the header are then all blank in all rows.
    """
    width = int(grid.widths[header])
    below = grid.is_filled.copy()
    below[: header + 1] = False
    if not below.any():
        return
    if _ends_in_separators(grid, below, width) and not _counts_rows(grid, header, below):
        grid.cut(width)
        return
    odd = np.flatnonzero(below & (grid.widths != width)) + 1
    if odd.size:
        messages.refuse("ragged_row", row=int(odd[0]), rows=listed(odd), expected=width)


def _ends_in_separators(grid: Grid, below: np.ndarray, width: int) -> bool:
    return bool((grid.widths[below] == width + 1).all()) and not grid.columns[width].is_filled[below].any()


def _counts_rows(grid: Grid, header: int, below: np.ndarray) -> bool:
    """Whether the first column numbers the rows without saying so: it may be the one without a heading, and all headings
    one place off."""
    heading = grid[header][0]
    first = list(grid.columns[0][below])
    counted = [str(number) for number in range(len(first) + 1)]
    return key(heading) not in headings()["respondent_id"] and first in (counted[1:], counted[:-1])
