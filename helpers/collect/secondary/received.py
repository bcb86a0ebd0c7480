"""A table of counts out of a file as it was received: where its headings are, and what its columns hold."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from helpers.collect.secondary.cells import NotANumber, is_number, is_percentage, is_withheld, number, tidy
from helpers.errors import UserProblem
from helpers.survey.checks import Message, Messages, Refused
from helpers.survey.delimited import read_rows
from helpers.survey.kinds import fits, kind_of
from helpers.survey.workbooks import Sheet, read_sheets

Rows = list[list[str]]
Kind = Literal["text", "count", "decimal", "percentage", "blank"]

HEADINGS_WITHIN = 40
"""Rows from the top in which headings are looked for: official tables begin with titles and notes."""
MOST_TEXTS = 200
"""Different texts of a column that are kept to choose from."""
MOST_ROWS = 200_000
MOST_COLUMNS = 500
IS_SHARE = re.compile(
    r"%|\b(per ?cent(age)?|pct|percent|proportion|share|rate(?!.*\b(numerator|denominator)\b)|ratio|(per|for each) (1[, ]?000|100[, ]?000|1000|100|thousand))\b|_(rate|pc|pct|percent)\b",
    re.IGNORECASE,
)
IS_CODE = re.compile(r"(^|[\s_])(code|id|urn|ukprn|estab|laestab|uid)s?$|\bcode\b", re.IGNORECASE)
IS_TIME = re.compile(r"year|period|date|month|quarter|time", re.IGNORECASE)
YEAR = re.compile(r"(19|20)\d\d([-/ ]?(\d\d|20\d\d))?|(19|20)\d\d(0[1-9]|1[0-2])")

UNITS = {
    1_000: re.compile(r"\bthousands\b|\((in )?thousand\)|\((in )?['’]?000s?\)|(?<![\d,.])['’]?000s\b", re.IGNORECASE),
    1_000_000: re.compile(r"\bmillions\b|\((in )?million\)", re.IGNORECASE),
}
"""What a heading says where it counts in thousands or millions."""
IN_UNITS = (
    "What stands around this table says that it counts in thousands or millions, and its headings don't. Write “(thousands)” behind "
    "the headings of such columns in a copy, and add the copy: the numbers are multiplied then."
)

MEND = {
    "file_empty": "Fetch the table again, and check that it opens in a spreadsheet.",
    "file_unknown": "Fetch the table as CSV, XLSX or ODS. A table in a PDF has to be typed into a spreadsheet first.",
    "file_not_read_yet": "Fetch the table as CSV or XLSX; unpack an archive first and add one file of it.",
    "workbook_too_large": "Save the sheet you need as CSV and add that file.",
    "workbook_too_slow": "Save the sheet you need as CSV and add that file.",
    "nul_characters": "Fetch the table again, and do not open the file in another program in between.",
}
"""How to mend what the readers of survey answers refuse, in the words of a table."""


class SeveralTables(UserProblem):
    """A workbook in which several sheets hold a table: `sheets` names them."""

    def __init__(self, sheets: list[str], where: str) -> None:
        super().__init__(
            f"{len(sheets)} sheets of this workbook hold a table: {', '.join(sheets)}.",
            where,
            "Say which one it is, by the name of its sheet.",
        )
        self.sheets = sheets


@dataclass(frozen=True)
class Column:
    """What one column holds. `texts` are its different texts in the order they come, where there are few enough."""

    heading: str
    kind: Kind
    texts: tuple[str, ...] = ()
    n_withheld: int = 0


@dataclass(frozen=True)
class Received:
    """A table as text: its headings, its rows with their numbers in a spreadsheet, and what stands around it."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    row_numbers: tuple[int, ...]
    notes: tuple[str, ...]
    """Titles above and footnotes below."""
    remarks: tuple[str, ...]
    """What the reader has to say, in whole sentences."""
    sheet: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)

    def column(self, heading: str) -> Column | None:
        return next((column for column in self.columns if column.heading == heading), None)


def read(path: Path, sheet: str | None = None) -> Received:
    """The table in a CSV, XLSX, XLS or ODS file.

    Parameters
    ----------
    sheet
        Which sheet of a workbook, where several hold a table.

    Raises
    ------
    UserProblem
        There is no table of counts in it: with what was found, and how to mend it.
    """
    messages = Messages()
    try:
        rows, chosen = _rows(path, sheet, messages)
    except Refused:
        raise _problem(messages.found[-1], path) from None
    remarks = tuple(str(message) for message in messages.found)
    found = _table(rows, path, chosen, remarks)
    _refuse_without_counts(found, path)
    return found


def _rows(path: Path, sheet: str | None, messages: Messages) -> tuple[Rows, str]:
    kind = kind_of(path)
    if kind == "empty":
        messages.refuse("file_empty")
    if kind == "locked":
        messages.refuse("file_locked")
    if kind in ("SPSS", "zip"):
        messages.refuse("file_not_read_yet", kind=f"a file of kind {kind}", advice="")
    if kind not in ("text", "workbook"):
        messages.refuse("file_unknown", kind=kind)
    if not fits(kind, path.suffix):
        messages.add("extension_differs", extension=path.suffix or "nothing", kind=kind)
    if kind == "text":
        return read_rows(path, messages), ""
    return _of_workbook(path, read_sheets(path, messages), sheet)


def _of_workbook(path: Path, sheets: list[Sheet], wanted: str | None) -> tuple[Rows, str]:
    visible = {one.name: _unmerged(one) for one in sheets if one.is_visible}
    if wanted is not None:
        if wanted not in visible:
            raise UserProblem(
                f"There is no sheet '{wanted}' in this workbook.", str(path), f"Choose one of: {', '.join(visible)}."
            )
        return visible[wanted], wanted
    tables = [name for name, rows in visible.items() if _looks_like_a_table(rows)]
    if len(tables) > 1:
        raise SeveralTables(tables, str(path))
    name = tables[0] if tables else next(iter(visible), "")
    return visible.get(name, []), name


def _looks_like_a_table(rows: Rows) -> bool:
    header = _header(rows)
    return header is not None and any(sum(map(is_number, row)) > 0 for row in rows[header + 1 :])


def _unmerged(sheet: Sheet) -> Rows:
    """A name that stands once over several rows or columns stands in each of them; a number stays where it is."""
    rows = [list(row) for row in sheet.rows]
    width = max(map(len, rows), default=0)
    for row in rows:
        row.extend([""] * (width - len(row)))
    for (top, left), (bottom, right) in sheet.merged:
        if top >= len(rows) or left >= width or is_number(rows[top][left]):
            continue
        for at in range(top, min(bottom, len(rows) - 1) + 1):
            for place in range(left, min(right, width - 1) + 1):
                rows[at][place] = rows[top][left]
    return rows


def _table(rows: Rows, path: Path, sheet: str, remarks: tuple[str, ...]) -> Received:
    header = _header(rows)
    if header is None:
        raise UserProblem(
            "No table was found: no row of headings with numbers below it.",
            _where(path, sheet),
            "Add a file with one row of headings, and below it one row for each area, place or group.",
        )
    headings, width = _headings(rows, header)
    if width > MOST_COLUMNS or len(rows) > MOST_ROWS:
        raise UserProblem(
            f"The table has {len(rows):,} rows and {width:,} columns, more than can be worked with here "
            f"({MOST_ROWS:,} and {MOST_COLUMNS}).",
            _where(path, sheet),
            "Keep the areas and years you need, and add that.",
        )
    body, numbers, notes = _body(rows, header, width, path, sheet)
    in_headings = {piece for heading in headings for piece in heading.split(": ")}
    above = [text for row in rows[:header] for cell in row if (text := tidy(cell)) and text not in in_headings]
    table = _spread(headings, body, numbers, _where(path, sheet))
    columns = tuple(map(_column, table[0], zip(*table[1], strict=True))) if table[1] else ()
    around = tuple(dict.fromkeys([*above, *notes]))
    if any(unit_of(note) > 1 for note in around) and not any(unit_of(column.heading) > 1 for column in columns):
        remarks = (*remarks, IN_UNITS)
    return Received(columns, tuple(map(tuple, table[1])), tuple(table[2]), around, remarks, sheet)


def _header(rows: Rows) -> int | None:
    """The first row that is as full as the fullest, all words, with a number somewhere in the rows that follow."""
    near = rows[:HEADINGS_WITHIN]
    filled = [sum(1 for cell in row if tidy(cell)) for row in near]
    # a column of percentages may have no heading, and the fullest rows are those of numbers
    most = max(filled, default=0)
    for least in (most, most - 1):
        for at, row in enumerate(near):
            below = [one for one in rows[at + 1 : at + 8] if any(map(tidy, one))]
            are_words = not any(is_number(cell) and not YEAR.fullmatch(tidy(cell)) for cell in row)
            if filled[at] >= max(2, least) and are_words and any(is_number(cell) for one in below for cell in one):
                return at + _is_headed_twice(rows, at)
    return None


def _is_headed_twice(rows: Rows, at: int) -> bool:
    """Whether the next row says what stands below names that repeat: years above, "Crimes" and "Residents" under each."""
    above, below = ([tidy(cell) for cell in row] for row in rows[at : at + 2])
    words = [cell for cell in below if cell]
    return (
        below[:1] == [""]
        and len(words) > 1
        and max(Counter(filter(None, above)).values()) > 1
        and not any(is_number(cell) or is_withheld(cell) for cell in words)
    )


def _headings(rows: Rows, header: int) -> tuple[list[str], int]:
    """One name for each column. Where names repeat, the row above says of what: "Women: Employed"."""
    row = [tidy(cell) for cell in rows[header]]
    while row and not row[-1]:
        row.pop()
    times = Counter(row)
    if max(times.values(), default=0) > 1 and header:
        above, carried = [tidy(cell) for cell in rows[header - 1]], ""
        for at, name in enumerate(list(row)):
            own = above[at] if at < len(above) else ""
            carried = own or carried
            if not name and own:
                row[at] = own
            elif carried and times[name] > 1:
                row[at] = f"{carried}: {name}" if name else carried
    seen: Counter[str] = Counter()
    for at, name in enumerate(row):
        base = name or f"Column {at + 1}"
        seen[base] += 1
        row[at] = base if seen[base] == 1 else f"{base} #{seen[base]}"
    return row, len(row)


def _body(rows: Rows, header: int, width: int, path: Path, sheet: str) -> tuple[Rows, list[int], list[str]]:
    body, numbers, notes = [], [], []
    for at, row in enumerate(rows[header + 1 :], start=header + 2):
        n_filled = sum(1 for cell in row if cell and not cell.isspace())
        if not n_filled:
            continue
        if n_filled == 1 and width > 1 and not any(map(is_number, row)):
            notes.append(tidy("".join(row)))
            continue
        if len(row) > width and any(map(tidy, row[width:])):
            raise UserProblem(
                f"Row {at} has more cells than there are headings ({len(row)}, and {width} headings).",
                _where(path, sheet),
                "Look for a comma inside a number or a name, such as 1,234 without quotation marks, and fetch the table again.",
            )
        body.append([*row[:width], *[""] * (width - len(row))])
        numbers.append(at)
    return body, numbers, notes


def spread(found: Received, heading: str) -> Received:
    """A table in which one column says what each row counts, as one with a column for each of them.

    Columns that only tell the same thing again, such as its code, are left out.

    Raises
    ------
    UserProblem
        There is no such column or too much stands in it, there is not just one column of counts, or two rows say the same.
    """
    at = {column.heading: place for place, column in enumerate(found.columns)}
    counts = [column.heading for column in found.columns if column.kind == "count"]
    if heading not in at or len(counts) != 1 or not found.columns[at[heading]].texts:
        raise UserProblem(
            f"Of '{heading}' no columns can be made: that takes a column with few texts, and one column of counts in all.",
            found.sheet or "the table",
            "Leave out the column that says what each row counts.",
        )
    of = {
        text: [row for row in found.rows if tidy(row[at[heading]]) == text] for text in found.columns[at[heading]].texts
    }
    kept = [
        place
        for column, place in at.items()
        if column not in (heading, counts[0]) and not _says_the_same(of.values(), place)
    ]
    numbers = list(found.row_numbers)
    made = _widened(kept, at[heading], at[counts[0]], [list(row) for row in found.rows], numbers, found.sheet)
    headings = [*(found.headings[place] for place in kept), *made[0]]
    columns = tuple(map(_column, headings, zip(*made[1], strict=True)))
    return replace(found, columns=columns, rows=tuple(map(tuple, made[1])), row_numbers=tuple(made[2]))


def _says_the_same(groups: Iterable[list[tuple[str, ...]]], at: int) -> bool:
    """Whether a column holds one text within each group of rows, and not the same in all of them."""
    texts = [{tidy(row[at]) for row in rows} for rows in groups]
    return all(len(one) == 1 for one in texts) and len(set.union(*texts)) > 1


def _spread(headings: list[str], rows: Rows, numbers: list[int], where: str) -> tuple[list[str], Rows, list[int]]:
    """Nomis puts numerator, denominator and margin one below the other: one row for each of them becomes one row for all."""
    named = {heading.upper(): at for at, heading in enumerate(headings)}
    if not {"MEASURES_NAME", "OBS_VALUE"} <= set(named):
        return headings, rows, numbers
    technical = re.compile(r"MEASURES|OBS_|URN|RECORD_|.*_SORTORDER$|.*_TYPECODE$", re.IGNORECASE)
    kept = [at for at, heading in enumerate(headings) if not technical.match(heading)]
    made = _widened(kept, named["MEASURES_NAME"], named["OBS_VALUE"], rows, numbers, where)
    return [*(headings[at] for at in kept), *made[0]], made[1], made[2]


def _widened(
    kept: list[int], kind: int, value: int, rows: Rows, numbers: list[int], where: str
) -> tuple[list[str], Rows, list[int]]:
    """Rows that differ only in what they count as one row each: the kinds in their order, the rows, their first numbers."""
    kinds = list(dict.fromkeys(tidy(row[kind]) for row in rows))
    found: dict[tuple[str, ...], dict[str, str]] = {}
    first: dict[tuple[str, ...], int] = {}
    for row, at in zip(rows, numbers, strict=True):
        key = tuple(tidy(row[one]) for one in kept)
        there = found.setdefault(key, {})
        first.setdefault(key, at)
        if tidy(row[kind]) in there:
            raise UserProblem(
                f"Row {at} says the same as one above it: {', '.join(filter(None, (*key, tidy(row[kind]))))}.",
                where,
                "Take one of the two out in a copy, and add the copy.",
            )
        there[tidy(row[kind])] = row[value]
    spread = [[*key, *(values.get(name, "") for name in kinds)] for key, values in found.items()]
    return kinds, spread, [first[key] for key in found]


def _column(heading: str, cells: Iterable[str]) -> Column:
    """What a column holds, told from its different cells: most stand in it many times."""
    times = Counter(cells)
    filled = {cell: n for cell, n in times.items() if not is_withheld(cell)}
    n_filled = sum(filled.values())
    n_withheld = times.total() - n_filled
    if not filled:
        return Column(heading, "blank", (), n_withheld)
    n_numbers = sum(n for cell, n in filled.items() if is_number(cell))
    is_label = IS_CODE.search(heading) or (
        IS_TIME.search(heading) and all(YEAR.fullmatch(tidy(cell)) for cell in filled)
    )
    if is_label or n_numbers <= n_filled / 2:
        texts = tuple(dict.fromkeys(map(tidy, filled)))
        return Column(heading, "text", texts if len(texts) <= MOST_TEXTS else (), n_withheld)
    if IS_SHARE.search(heading) or any(map(is_percentage, filled)):
        return Column(heading, "percentage", (), n_withheld)
    if unit_of(heading) > 1:  # "2.3 (millions)" is a count
        return Column(heading, "count", (), n_withheld)
    return Column(heading, "count" if all(map(_is_whole, filled)) else "decimal", (), n_withheld)


def unit_of(heading: str) -> int:
    """How many a 1 in a column stands for, as its heading says.

    Examples
    --------
    >>> unit_of("Residents"), unit_of("Residents (thousands)"), unit_of("People (000s)"), unit_of("Rate per thousand")
    (1, 1000, 1000, 1)
    """
    if IS_SHARE.search(heading):
        return 1
    return next((unit for unit, said in UNITS.items() if said.search(heading)), 1)


def _is_whole(cell: str) -> bool:
    """Whether it is a whole number, or no number at all: that is told once the column is used."""
    try:
        found = number(cell)
    except NotANumber:
        return True
    return found is None or found.is_integer()


def _refuse_without_counts(found: Received, path: Path) -> None:
    if any(column.kind == "count" for column in found.columns):
        return
    shares = [column.heading for column in found.columns if column.kind in ("percentage", "decimal")]
    if shares:
        raise UserProblem(
            f"This table holds percentages or rates only ({', '.join(shares[:5])}), and no counts. From percentages nobody can "
            "tell how many people they are of, so they can't be added up, compared or protected.",
            _where(path, found.sheet),
            "Fetch the table of counts behind it: how many, and out of how many. A single percentage goes into the list of figures.",
        )
    raise UserProblem(
        f"No column of this table holds counts. Its headings are: {', '.join(found.headings[:12])}.",
        _where(path, found.sheet),
        "Add a table with at least one column of whole numbers.",
    )


def _where(path: Path, sheet: str) -> str:
    return f"{path.name}, sheet '{sheet}'" if sheet else path.name


def _problem(message: Message, path: Path) -> UserProblem:
    at = f", row {message.row}" if message.row else ""
    return UserProblem(message.what, f"{path.name}{at}", MEND.get(message.code, message.fix))
