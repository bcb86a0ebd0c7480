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

BLOCK = 2_000
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


def say(**line: Any) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=True) + "\n")


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


def main(path: str, megabytes: str) -> None:
    limit_memory(int(megabytes))
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            for sheet in book.sheets_metadata:
                if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet:
                    say_sheet(book, sheet.name, sheet.visible == python_calamine.SheetVisibleEnum.Visible)
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


def say_sheet(book: Any, name: str, is_visible: bool) -> None:
    if not is_visible:
        say(sheet=name, visible=False, merged=[])
        return
    sheet = book.get_sheet_by_name(name)
    try:
        merged = [list(map(list, area)) for area in sheet.merged_cell_ranges or []]
    except Exception:
        # not every format tells
        merged = []
    say(sheet=name, visible=True, merged=merged)
    rows = sheet.to_python(skip_empty_area=False)
    for start in range(0, len(rows), BLOCK):
        say(rows=[list(map(text_of, row)) for row in rows[start : start + BLOCK]])


if __name__ == "__main__":
    main(*sys.argv[1:])
