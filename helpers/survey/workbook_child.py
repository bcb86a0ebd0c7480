"""Opens one workbook and prints its cells as lines of JSON. Run by itself, in a process that may be stopped.

Nothing of this project is imported, so that it starts in a few hundredths of a second.
"""

import datetime
import itertools
import json
import re
import sys
import zipfile
from typing import Any

BLOCK_ROWS = 2_000
BLOCK_CHARACTERS = 1_000_000
_CELL = re.compile(rb'<c\b([^>]*?\br="([A-Z]+[0-9]+)"[^>]*)>\s*<f\b[^>]*?(?:/>|>.*?</f>)\s*(?!<v>[^<])', re.DOTALL)
_HIDDEN_ROW = re.compile(rb'<row\b[^>]*\bhidden="(?:1|true)"')
MOST_CELLS_TOLD = 20


def limit_memory(megabytes: int) -> None:
    """Where the system allows it; Windows has no such limit and relies on the time limit and the look at the directory."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))
    except (ImportError, ValueError, OSError):
        pass


def text_of(value: Any) -> str:
    """A cell as a person would read it: 4 and not 4.0, an ISO date and not a serial number."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
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


def say(**line: Any) -> None:
    sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def looked_at_parts(path: str) -> tuple[list[str], int]:
    """What calamine does not tell of an XLSX: formulas without a result (read as blank), and how many rows are hidden."""
    cells: list[str] = []
    hidden = 0
    if not zipfile.is_zipfile(path):
        return cells, hidden
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name):
                content = archive.read(name)
                hidden += len(_HIDDEN_ROW.findall(content)) if b'hidden="' in content else 0
                if b"<f" in content:
                    found = (match[2].decode() for match in _CELL.finditer(content) if b't="str"' not in match[1])
                    cells += itertools.islice(found, MOST_CELLS_TOLD)
    return cells, hidden


def main(path: str, megabytes: str, characters: str, longest_cell: str) -> None:
    limit_memory(int(megabytes))
    limit = Limit(int(characters), int(longest_cell))
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            for sheet in book.sheets_metadata:
                if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet:
                    say_sheet(book, sheet.name, sheet.visible == python_calamine.SheetVisibleEnum.Visible, limit)
    except TooMuch as problem:
        say(error="large", row=problem.row)
        return
    except python_calamine.PasswordError:
        say(error="locked")
        return
    except MemoryError:
        say(error="memory")
        return
    except Exception as problem:
        say(error="broken", detail=type(problem).__name__)
        return
    uncached, hidden = looked_at_parts(path)
    say(end=True, uncached=uncached, hidden_rows=hidden)


def say_sheet(book: Any, name: str, is_visible: bool, limit: Limit) -> None:
    limit.taken(name)
    if not is_visible:
        say(sheet=name, visible=False, merged=[])
        return
    sheet = book.get_sheet_by_name(name)
    try:
        merged = [list(map(list, area)) for area in sheet.merged_cell_ranges or []]
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
