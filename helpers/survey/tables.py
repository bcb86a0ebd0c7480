"""One table of text out of any file: where its header is, and which rows are answers."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from helpers.errors import UserProblem
from helpers.survey.checks import Messages, listed
from helpers.survey.delimited import read_rows, squared
from helpers.survey.keys import key, keys_of, tool_of
from helpers.survey.kinds import NAMES, fits, kind_of
from helpers.survey.workbooks import Sheet, read_sheets

Means = Callable[[str], frozenset[str]]
"""What a text can stand for as a heading: questions, an id, a date, a weight or consent; empty where for nothing."""

HEADER_WITHIN = 15
"""The header is looked for in this many rows from the top."""
_ADVICE = {
    "SPSS": ("an SPSS file", "In SPSS choose File > Save As and take 'CSV' with variable names and values."),
    "zip": ("a zip archive", "Unpack it and add the CSV or XLSX inside."),
}


@dataclass(frozen=True)
class Table:
    """Headings and rows as text. `row_numbers` are those of a spreadsheet, the first line being 1."""

    headings: tuple[str, ...]
    columns: tuple[tuple[str, ...], ...]
    row_numbers: np.ndarray
    tool: str

    def __len__(self) -> int:
        return len(self.row_numbers)

    def column(self, place: int) -> np.ndarray:
        """One column's texts."""
        cells = np.empty(len(self), dtype=object)
        cells[:] = self.columns[place]
        return cells

    @cached_property
    def names(self) -> tuple[str, ...]:
        """One name per column for mappings: its heading; "Heading #2" for the second of the same heading."""
        times, seen, names = Counter(self.headings), Counter(), []
        for heading in self.headings:
            seen[heading] += 1
            name = heading if times[heading] == 1 else f"{heading} #{seen[heading]}"
            while name != heading and name in times:
                name = name.replace(" #", "  #")
            names.append(name)
        return tuple(names)

    def place_of(self, name: str) -> int | None:
        """The column of that name. A heading that several columns have is the first of them with answers."""
        if name in self.names:
            return self.names.index(name)
        places = [place for place, heading in enumerate(self.headings) if heading == name]
        return next((place for place in places if not self.is_blank(place)), places[0] if places else None)

    def is_blank(self, place: int) -> bool:
        """Whether nobody has anything in this column."""
        return not any(map(str.strip, self.columns[place]))

    @cached_property
    def stripped(self) -> frozenset[str]:
        """The headings without the blanks around them."""
        return frozenset(heading.strip() for heading in self.headings)


def read_table(path: Path, means: Means, messages: Messages) -> Table:
    """The table of answers in a file.

    Raises
    ------
    Refused
        Where the file is not a table, or a table that cannot be read without risk.
    UserProblem
        Where there is no such file.
    """
    if not path.is_file():
        raise UserProblem(f"There is no file {path.name}.", str(path), "Check the name and the folder.")
    kind = kind_of(path)
    if kind == "empty":
        messages.refuse("file_empty")
    if kind == "locked":
        messages.refuse("file_locked")
    if kind in _ADVICE:
        messages.refuse("file_not_read_yet", kind=_ADVICE[kind][0], advice=_ADVICE[kind][1])
    if kind not in NAMES:
        messages.refuse("file_unknown", kind=kind)
    if not fits(kind, path.suffix):
        messages.add("extension_differs", extension=path.suffix or "nothing", kind=NAMES[kind])
    if kind == "workbook":
        return _from_sheets(read_sheets(path, messages), means, messages)
    rows = read_rows(path, messages)
    header = _header(rows, means, messages)
    squared(rows, header, messages)
    return _table(rows, header, means, messages)


def _from_sheets(sheets: list[Sheet], means: Means, messages: Messages) -> Table:
    hidden = [sheet.name for sheet in sheets if not sheet.is_visible]
    if hidden:
        messages.add("sheet_hidden", sheets=listed(f"'{name}'" for name in hidden))
    filled = [sheet for sheet in sheets if any(any(map(str.strip, row)) for row in sheet.rows)]
    if not filled:
        messages.refuse("file_empty")
    scores = [max((_score(row, means) for row in sheet.rows[:HEADER_WITHIN]), default=0) for sheet in filled]
    best = max(scores)
    alike = [sheet.name for sheet, score in zip(filled, scores, strict=True) if best > 1 and score >= max(best / 2, 2)]
    if len(alike) > 1:
        messages.refuse("sheets_several", sheets=listed(f"'{name}'" for name in alike))
    sheet = filled[scores.index(best)]
    others = [other.name for other in filled if other is not sheet]
    if others:
        messages.add("sheets_other", sheet=sheet.name, others=listed(f"'{name}'" for name in others))
    header = _header(sheet.rows, means, messages)
    _refuse_merged(sheet, header, messages)
    return _table(sheet.rows, header, means, messages)


def _score(row: list[str], means: Means) -> int:
    """How many different headings a row holds. "No" is an answer, although "No." may head a column of numbers."""
    texts = {cell.strip() for cell in row if cell.strip() and len(cell) < 2_000}
    return sum(1 for text in texts if means(text) and key(text) not in keys_of("not_ticked"))


def _header(rows: list[list[str]], means: Means, messages: Messages) -> int:
    """The row with the most headings; where none has any, the first row that is not blank.

    A single heading below rows that are as full is more likely an answer.
    """
    scores = [_score(row, means) for row in rows[:HEADER_WITHIN]]
    if not scores or not any(any(map(str.strip, row)) for row in rows):
        messages.refuse("file_empty")
    first = next(place for place, row in enumerate(rows) if any(map(str.strip, row)))
    header = scores.index(max(scores)) if max(scores) > 0 else first
    if max(scores) == 1 and max(map(_filled, rows[:header]), default=0) >= _filled(rows[header]):
        header = first
    if header > first:
        messages.add("title_rows", row=header + 1)
    return header


def _filled(row: list[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _refuse_merged(sheet: Sheet, header: int, messages: Messages) -> None:
    areas = [area for area in sheet.merged if area[1][0] > header and area[0][0] < len(sheet.rows)]
    if areas:
        shown = listed(f"{letters(start[1])}{start[0] + 1}:{letters(end[1])}{end[0] + 1}" for start, end in areas)
        messages.refuse("merged_cells", row=areas[0][0][0] + 1, cells=shown)


def _table(rows: list[list[str]], header: int, means: Means, messages: Messages) -> Table:
    headings = tuple(rows[header])
    numbered = [
        (number, row) for number, row in enumerate(rows[header + 1 :], start=header + 2) if any(map(str.strip, row))
    ]
    repeats = [number for number, _ in numbered[: _n_more_headers(headings, [row for _, row in numbered[:2]], means)]]
    if repeats:
        messages.add("header_rows_more", row=repeats[0], rows=listed(repeats))
        numbered = numbered[len(repeats) :]
    header_cells = list(headings)
    again = [number for number, row in numbered if row == header_cells]
    if again:
        messages.add("header_inside", row=again[0], rows=listed(again))
        numbered = [(number, row) for number, row in numbered if row != header_cells]
    if numbered and _is_total(numbered[-1][1]):
        messages.add("totals_row", row=numbered[-1][0])
        numbered = numbered[:-1]
    if not numbered:
        messages.refuse("no_rows")
    return Table(
        headings,
        tuple(zip(*(row for _, row in numbered), strict=True)),
        np.array([number for number, _ in numbered]),
        tool_of(headings),
    )


def _n_more_headers(headings: tuple[str, ...], rows: list[list[str]], means: Means) -> int:
    """How many of the rows below the header are headers too: those down to Qualtrics' import ids, or that repeat it."""
    repeats = [_repeats(headings, row, means) for row in rows]
    with_ids = [place for place, row in enumerate(rows, start=1) if any('"ImportId"' in cell for cell in row)]
    return max([*with_ids, next((place for place, is_repeat in enumerate(repeats) if not is_repeat), len(rows))])


def _repeats(headings: tuple[str, ...], row: list[str], means: Means) -> bool:
    """Whether most cells name the question of their own column again. People's answers may be headings of others."""
    pairs = [(cell, heading) for cell, heading in zip(row, headings, strict=True) if cell.strip()]
    alike = sum(1 for cell, heading in pairs if _is_same(cell, heading, means))
    return alike > 1 and alike > len(pairs) / 2


def _is_same(cell: str, heading: str, means: Means) -> bool:
    if len(cell) >= 2_000:
        return False
    return key(cell).replace(" ", "") == key(heading).replace(" ", "") != "" or bool(means(cell) & means(heading))


def _is_total(row: list[str]) -> bool:
    first = next(cell for cell in row if cell.strip())
    return key(first) in keys_of("totals")


def without_position(name: str) -> str:
    """The heading of a column's name.

    Examples
    --------
    >>> without_position("much older than you #2"), without_position("Flat #")
    ('much older than you', 'Flat #')
    """
    return re.sub(r" +#\d+$", "", name)


def letters(place: int) -> str:
    """A column's letters in a spreadsheet.

    Examples
    --------
    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
