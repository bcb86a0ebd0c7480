"""KoboToolbox: XLSX with XML values and headers, groups in the headers, multiple choices joined and split."""

import uuid
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from openpyxl import Workbook

from making import design, wording
from making.answers import Row
from making.workbook_file import as_bytes

GROUPS = {
    "consent": ("consent_analyse", "consent_quote", "consent_share", "consent_recontact", "panel_code"),
    "relationships": ("own_hope", "q1_2", "q1_3_1", "q1_3_2", "q1_7", "q1_8"),
    "community": ("q2_4", "q2_7", "own_difference", "own_change"),
    "yourself": ("q3_1", "q3_2", "q3_13", "q3_14", "q3_15", "q3_18", "q3_19"),
}
TITLE = "Linden Hythe wave 1"
VERSION = "vKp3LhTq8mYw2cZ7dRxN5a"
PREFER_NOT = "prefer_not_to_say"
AFTER = (
    "_id",
    "_uuid",
    "_submission_time",
    "_validation_status",
    "_notes",
    "_status",
    "_submitted_by",
    "__version__",
    "_tags",
    "_index",
)


def export(rows: list[Row], made_on: datetime, rng: np.random.Generator) -> bytes:
    """One wave as KoboToolbox exports it: every answer is text, times carry their offset, what is unanswered is empty."""
    columns = wording.columns_asked(rows)
    book = Workbook()
    sheet = book.active
    sheet.title = TITLE
    sheet.append(["start", "end", *(header for column in columns for header in headers(column)), *AFTER])
    first_id = 331_845_120
    for index, row in enumerate(rows, start=1):
        answers = [cell for column in columns for cell in _cells(column, row[column])]
        sheet.append([*_times(row, rng), *answers, first_id + 7 * index, *_system(row, rng), index])
    return as_bytes(book, made_on, "KoboToolbox")


def headers(column: str) -> list[str]:
    """The header or headers of one column, with the group before it."""
    name = _path(column)
    if column not in wording.MULTI:
        return [name]
    return [name, *(f"{name}/{code}" for code in _choices(column))]


def _path(column: str) -> str:
    grid = wording.grid_of(column)
    inside = grid[0] if grid else column
    group = next((group for group, questions in GROUPS.items() if inside in questions), "")
    return "/".join(filter(None, (group, inside if grid else "", column)))


def _choices(column: str) -> list[str]:
    return [*map(str, wording.labels(column, "befriending")), PREFER_NOT]


def _cells(column: str, value: Any) -> list[str | int | None]:
    if column not in wording.MULTI:
        return [_name(value)]
    if value is None:
        return [None] * (1 + len(_choices(column)))
    ticked = [_name(code) for code in (value if isinstance(value, tuple) else (value,))]
    return [" ".join(ticked), *(int(choice in ticked) for choice in _choices(column))]


def _name(value: Any) -> str | None:
    if value is None:
        return None
    return PREFER_NOT if value == design.PREFER_NOT else str(value)


def _times(row: Row, rng: np.random.Generator) -> tuple[str, str]:
    end = row["submitted"] - timedelta(seconds=int(rng.integers(2, 40)))
    start = end - timedelta(seconds=int(rng.integers(700, 2100)))
    return tuple(f"{when.isoformat()}.{int(rng.integers(100, 999))}+01:00" for when in (start, end))


def _system(row: Row, rng: np.random.Generator) -> tuple[str | None, ...]:
    """_uuid, _submission_time (in UTC), _validation_status, _notes, _status, _submitted_by, __version__, _tags."""
    identifier = uuid.UUID(bytes=rng.bytes(16), version=4)
    sent = (row["submitted"] - timedelta(hours=1)).isoformat()
    return str(identifier), sent, None, None, "submitted_via_web", None, VERSION, None
