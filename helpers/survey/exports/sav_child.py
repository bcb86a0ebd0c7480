"""Opens one SPSS file and prints it as lines of JSON. Run by itself, in a process that may be stopped.

Of this project nothing but `in_child` is imported, so that it starts in a few hundredths of a second.
"""

import datetime
import math
import sys
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).parent))
from in_child import limit_memory, say

BLOCK_ROWS = 20_000
"""The library reads a compressed file from its start for every block."""
MOST_VARIABLES = 16_384
"""As many as a spreadsheet has columns."""


def text_of(value: Any) -> str:
    """A value as a person would read it: 4 and not 4.0, an ISO date and not seconds since 1582."""
    if isinstance(value, str):
        return value.rstrip()
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.datetime):
        return value.isoformat(" ", "seconds")
    return str(value)


def opened(read: Any, path: str) -> tuple[dict[str, Any], Any]:
    """The keyword arguments with which the file can be read, and what it says of its variables.

    Where a file is wrong about its alphabet, it is nearly always that of Windows in western Europe. (Of missing values the
    library tells only beside data.)
    """
    for encoding in (None, "WINDOWS-1252"):
        options = {"user_missing": True, "output_format": "dict", "encoding": encoding}
        try:
            return options, read(path, row_limit=1, **options)[1]
        except Exception:
            if encoding:
                raise
    raise AssertionError


def main(megabytes: str, path: str, most_characters: str, longest_cell: str) -> None:
    # the library itself needs address space for its threads, and takes it as soon as it is loaded
    import pyreadstat

    limit_memory(int(megabytes))
    try:
        options, told = opened(pyreadstat.read_sav, path)
        if len(told.column_names) > MOST_VARIABLES:
            say(error="large")
            return
        for name in told.column_names:
            say(
                variable=name,
                label=told.column_names_to_labels.get(name) or "",
                labels={text_of(value): label for value, label in told.variable_value_labels.get(name, {}).items()},
                missing=[[area["lo"], area["hi"]] for area in told.missing_ranges.get(name, [])],
            )
        say_rows(pyreadstat.read_sav, path, options, told, int(most_characters), int(longest_cell))
    except MemoryError:
        say(error="memory")
    except Exception as problem:
        say(error="broken", detail=type(problem).__name__)


def say_rows(read: Any, path: str, options: dict[str, Any], told: Any, left: int, longest: int) -> None:
    offset = 0
    while True:
        columns = read(path, row_limit=BLOCK_ROWS, row_offset=offset, **options)[0]
        rows = [list(map(text_of, row)) for row in zip(*(columns[name] for name in told.column_names), strict=True)]
        if not rows:
            break
        left -= sum(len(text) + 1 for row in rows for text in row)
        if left < 0 or any(len(text) > longest for row in rows for text in row):
            say(error="large")
            return
        say(rows=rows)
        offset += len(rows)
    say(end=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
