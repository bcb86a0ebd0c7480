"""Opens one workbook and prints its cells as lines of JSON. Run by itself, in a process that may be stopped.

Of this project nothing but `in_child` is imported, so that it starts in a few hundredths of a second.
"""

import datetime
import itertools
import re
import struct
import sys
import zipfile
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).with_name("exports")))
from in_child import limit_memory, say

BLOCK_ROWS = 2_000
BLOCK_CHARACTERS = 1_000_000
_CELL = re.compile(rb'<c\b([^>]*?\br="([A-Z]+[0-9]+)"[^>]*)>\s*<f\b[^>]*?(?:/>|>.*?</f>)\s*+(?!<v>[^<])', re.DOTALL)
_ERROR = re.compile(rb'<c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]+[0-9]+)"')
_HIDDEN_ROW = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"')
_ODS_TAG = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)(?![\w-])([^>]*)>")
_ODS_NUMBER = re.compile(rb'\btable:number-(rows|columns)-(repeated|spanned)="(\d+)"')
MOST_CELLS_TOLD = 20
NO_SECTOR = 0xFFFFFFFA
"""Numbers of sectors above this mean the end of a chain, or none."""
ROW, BOOL_OR_ERROR, FORMULA = 0x0208, 0x0205, 0x0006
"""Kinds of records of an old Excel file."""


def text_of(value: Any) -> str:
    """A cell as a person would read it: 4 and not 4.0, an ISO date and not a serial number."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        # fifteen digits are what a spreadsheet shows and means; beyond that its arithmetic leaves 3.0000000000000004
        return f"{value:.15g}" if abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ") if value.time() != datetime.time() else value.date().isoformat()
    return "" if value is None else str(value)


class TooMuch(Exception):
    """More text than may be handed on: in one cell (`row` is its row), or in all."""

    def __init__(self, row: int | None = None) -> None:
        self.row = row


class Limit:
    """Counts the characters handed on, each cell one more: a text stored once can stand in a million cells."""

    def __init__(self, characters: int, longest_cell: int) -> None:
        self.left, self.longest_cell = characters, longest_cell

    def taken(self, text: str, row: int | None = None) -> str:
        if len(text) > self.longest_cell:
            raise TooMuch(row)
        self.left -= len(text) + 1
        if self.left < 0:
            raise TooMuch
        return text


class OdsLook:
    """What calamine does not tell of an ODS: formulas without a result, hidden rows with something in them, cells in error,
    merged cells."""

    def __init__(self, content: bytes) -> None:
        self.cells: list[str] = []
        self.errors: list[str] = []
        self.hidden = 0
        self.merged: list[list[list[list[int]]]] = []
        row = column = after = 0
        is_hidden = False
        for kind, attributes in _ODS_TAG.findall(content):
            numbers = {b" ".join(found[:2]): int(found[2]) for found in _ODS_NUMBER.findall(attributes)}
            if kind == b"table":
                self.merged.append([])
                row = after = 0
            elif kind == b"table-row":
                row, column = after, 0
                rows = numbers.get(b"rows repeated", 1)
                after += rows
                is_hidden = b'table:visibility="collapse"' in attributes or b'table:visibility="filter"' in attributes
            else:
                has_value = b"office:value-type=" in attributes
                if is_hidden and has_value:
                    self.hidden, is_hidden = self.hidden + rows, False
                if b"table:formula=" in attributes and not has_value and len(self.cells) < MOST_CELLS_TOLD:
                    self.cells.append(f"{letters(column)}{row + 1}")
                if b'value-type="error"' in attributes and len(self.errors) < MOST_CELLS_TOLD:
                    self.errors.append(f"{letters(column)}{row + 1}")
                height, width = numbers.get(b"rows spanned", 1), numbers.get(b"columns spanned", 1)
                if height > 1 or width > 1:
                    self.merged[-1].append([[row, column], [row + height - 1, column + width - 1]])
                column += numbers.get(b"columns repeated", 1)


def letters(place: int) -> str:
    """A column's letters in a spreadsheet."""
    return (letters(place // 26 - 1) if place >= 26 else "") + chr(65 + place % 26)


def merged_in_ods(path: str) -> list[list[list[list[int]]]] | None:
    """Merged areas of each sheet in turn, None where it is no ODS."""
    if not zipfile.is_zipfile(path):
        return None
    with zipfile.ZipFile(path) as archive:
        return OdsLook(archive.read("content.xml")).merged if "content.xml" in archive.namelist() else None


def looked_at_parts(path: str) -> tuple[list[str], int, list[str]]:
    """What calamine does not tell: formulas without a result (read as blank), how many rows are hidden, cells in error."""
    cells: list[str] = []
    errors: list[str] = []
    hidden = 0
    if not zipfile.is_zipfile(path):
        return cells, *looked_at_records(xls_stream(Path(path).read_bytes()))
    with zipfile.ZipFile(path) as archive:
        if "content.xml" in archive.namelist():
            look = OdsLook(archive.read("content.xml"))
            return look.cells, look.hidden, look.errors
        for name in archive.namelist():
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                content = archive.read(name)
                hidden += len(_HIDDEN_ROW.findall(content)) if b'hidden="' in content else 0
                if b't="e"' in content:
                    errors += itertools.islice(
                        (match[1].decode() for match in _ERROR.finditer(content)), MOST_CELLS_TOLD
                    )
                if b"<f" in content:
                    found = (match[2].decode() for match in _CELL.finditer(content) if b't="str"' not in match[1])
                    cells += itertools.islice(found, MOST_CELLS_TOLD)
    return cells, hidden, errors


def xls_stream(content: bytes) -> bytes:
    """The stream of an old Excel file that holds its sheets; nothing where there is none.

    Source: Microsoft, [MS-CFB] Compound File Binary File Format, sections 2.2 to 2.6.
    """
    power = int.from_bytes(content[0x1E:0x20], "little")
    if not content.startswith(b"\xd0\xcf\x11\xe0") or len(content) < 512 or power not in (9, 12):
        return b""
    size = 1 << power
    n_tables, directory = struct.unpack_from("<I", content, 0x2C)[0], struct.unpack_from("<I", content, 0x30)[0]
    n_tables = min(n_tables, len(content) // size)

    def sector(number: int) -> bytes:
        return content[(number + 1) * size : (number + 2) * size]

    def numbers(number: int) -> list[int]:
        return [one for (one,) in struct.iter_unpack("<I", sector(number))] if len(sector(number)) == size else []

    tables = list(struct.unpack_from("<109I", content, 0x4C))
    further = struct.unpack_from("<I", content, 0x44)[0]
    while further < NO_SECTOR and len(tables) < n_tables and (more := numbers(further)):
        tables += more[:-1]
        further = more[-1]
    following = [one for table in tables[:n_tables] for one in numbers(table)]

    def chained(number: int) -> bytes:
        parts = []
        while number < len(following) and len(parts) <= len(following):
            parts.append(sector(number))
            number = following[number]
        return b"".join(parts)

    entries = chained(directory)
    for at in range(0, len(entries) - 127, 128):
        name = entries[at : at + 64].decode("utf-16-le", "replace").partition("\0")[0]
        if name in ("Workbook", "Book"):
            return chained(struct.unpack_from("<I", entries, at + 0x74)[0])
    return b""


def looked_at_records(stream: bytes) -> tuple[int, list[str]]:
    """How many rows with something in them are hidden, and the cells in error.

    Source: Microsoft, [MS-XLS] Excel Binary File Format, Row, BoolErr and Formula.
    """
    hidden, errors, at = 0, [], 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        data = stream[at + 4 : at + 4 + length] if kind in (ROW, BOOL_OR_ERROR, FORMULA) else b""
        at += 4 + length
        if kind == ROW and len(data) >= 16:
            first, after, flags = *struct.unpack_from("<HH", data, 2), struct.unpack_from("<H", data, 12)[0]
            hidden += bool(flags & 0x20 and after > first)
        is_error = (kind == BOOL_OR_ERROR and data[7:8] == b"\1") or (
            kind == FORMULA and data[6:7] == b"\2" and data[12:14] == b"\xff\xff"
        )
        if is_error and len(errors) < MOST_CELLS_TOLD:
            row, column = struct.unpack_from("<HH", data)
            errors.append(f"{letters(column)}{row + 1}")
    return hidden, errors


def main(megabytes: str, path: str, characters: str, longest_cell: str) -> None:
    limit_memory(int(megabytes))
    limit = Limit(int(characters), int(longest_cell))
    import python_calamine

    def opened(path: str) -> Any:
        """By the name's ending, and where that misleads by the content."""
        try:
            return python_calamine.CalamineWorkbook.from_path(path)
        except (python_calamine.PasswordError, MemoryError):
            raise
        except Exception:
            with open(path, "rb") as file:
                return python_calamine.CalamineWorkbook.from_filelike(file)

    try:
        with opened(path) as book:
            of_ods = merged_in_ods(path)
            for number, sheet in enumerate(book.sheets_metadata):
                if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet:
                    is_visible = sheet.visible == python_calamine.SheetVisibleEnum.Visible
                    areas = of_ods[number] if of_ods and number < len(of_ods) else None
                    say_sheet(book, sheet.name, is_visible, areas, limit)
    except TooMuch as problem:
        say(error="large", row=problem.row)
        return
    except python_calamine.PasswordError:
        say(error="locked")
        return
    except MemoryError:
        say(error="memory")
        return
    except BaseException as problem:
        # a panic of the library is no Exception
        say(error="broken", detail=type(problem).__name__)
        return
    uncached, hidden, errors = looked_at_parts(path)
    say(end=True, uncached=uncached, hidden_rows=hidden, errors=errors)


def say_sheet(book: Any, name: str, is_visible: bool, areas: list[list[list[int]]] | None, limit: Limit) -> None:
    limit.taken(name)
    if not is_visible:
        say(sheet=name, visible=False, merged=[])
        return
    sheet = book.get_sheet_by_name(name)
    try:
        merged = areas if areas is not None else [list(map(list, area)) for area in sheet.merged_cell_ranges or []]
    except Exception:
        # not every format tells
        merged = []
    limit.left -= len(merged)
    say(sheet=name, visible=True, merged=merged)
    say_rows(sheet, limit)


def say_rows(sheet: Any, limit: Limit) -> None:
    """Rows as they are read, the first being row 1 and the first cell that of column A."""
    # calamine yields the empty rows above the first filled one, not the empty columns before it
    before = [""] * (sheet.start[1] if sheet.start else 0)
    block: list[list[str]] = []
    left = limit.left
    for number, row in enumerate(sheet.iter_rows(), start=1):
        block.append(before + [limit.taken(text_of(value), number) for value in row])
        if len(block) >= BLOCK_ROWS or left - limit.left > BLOCK_CHARACTERS:
            say(rows=block)
            block, left = [], limit.left
    if block:
        say(rows=block)


if __name__ == "__main__":
    main(*sys.argv[1:])
