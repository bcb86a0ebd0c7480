"""What a row says about itself: its number, self-made code, weight and date."""

import re
from datetime import date, timedelta

import numpy as np
import pandas as pd

from helpers.survey.checks import Messages, listed
from helpers.survey.identifiers import kinds_in
from helpers.survey.matching import Matched
from helpers.survey.tables import Table

LARGE_WEIGHT = 10
"""A weight of more than this many times the mean is named."""
_NUMBERED_DAY = (20_000, 80_000)
"""A spreadsheet's day numbers for 1954 to 2119."""
_DATE = re.compile(r"(\d{1,4})[-/. ](\d{1,2}|[A-Za-z]{3,9})[-/. ](\d{1,4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def ids(table: Table, matched: Matched, usable: np.ndarray, messages: Messages) -> np.ndarray:
    """One id per row: the file's own, else the row number."""
    found = np.array([str(number) for number in table.row_numbers], dtype=object)
    for place in reversed(matched.id_places):
        cells = _stripped(table, place)
        _refuse_duplicates(table, place, cells, usable, messages)
        found = np.where(cells != "", cells, [f"row {number}" for number in table.row_numbers])
    return found


def _refuse_duplicates(table: Table, place: int, cells: np.ndarray, usable: np.ndarray, messages: Messages) -> None:
    repeated = pd.Series(cells).duplicated(keep=False).to_numpy() & (cells != "")
    if not repeated.any():
        return
    rows_of = pd.Series(table.row_numbers[repeated]).groupby(cells[repeated], sort=False).agg(list)
    first = rows_of.index[0]
    # the number itself is shown only where it says nothing about a person, and the person agreed
    may_show = re.fullmatch(r"[\w:-]{1,40}", first) and not kinds_in(first) and usable[cells == first].all()
    messages.add(
        "duplicate_ids",
        row=int(rows_of.iloc[0][1]),
        column=table.headings[place],
        value=first if may_show else "",
        groups=listed(("rows " + " and ".join(map(str, rows[:5])) for rows in rows_of), 5),
    )


def panel_codes(table: Table, matched: Matched, usable: np.ndarray, messages: Messages) -> np.ndarray:
    """Self-made codes in one spelling; None where there is none, or where several people share it."""
    codes = np.full(len(table), None, dtype=object)
    place = matched.places.get("panel_code")
    if place is None:
        return codes
    cells = np.array([re.sub(r"\W|_", "", text).upper() for text in table.column(place)], dtype=object)
    given = usable & (cells != "")
    shared = np.zeros(len(cells), dtype=bool)
    shared[given] = pd.Series(cells[given]).duplicated(keep=False).to_numpy()
    if shared.any():
        rows = table.row_numbers[shared]
        messages.add(
            "panel_codes_shared", row=int(rows[0]), column=table.headings[place], n=rows.size, rows=listed(rows)
        )
    codes[given & ~shared] = cells[given & ~shared]
    return codes


def weights(table: Table, matched: Matched, usable: np.ndarray, messages: Messages) -> np.ndarray | None:
    """One weight per row, or None where the file has none."""
    place = matched.places.get("weight")
    if place is None:
        return None
    found = np.array([_number(text) for text in table.column(place)])
    rows, used = table.row_numbers[usable], found[usable]
    column = table.headings[place]

    def say(code: str, wrong: np.ndarray, **words: object) -> None:
        if wrong.any():
            at = rows[wrong]
            messages.add(code, row=int(at[0]), column=column, rows=listed(at), n=at.size, **words)

    say("weight_missing", np.isnan(used))
    say("weight_negative", used < 0)
    say("weight_zero", used == 0)
    mean = np.nanmean(used) if np.isfinite(used).any() else 0
    if mean > 0:
        say("weight_large", used > LARGE_WEIGHT * mean, times=round(np.nanmax(used) / mean))
    return found


def _number(text: str) -> float:
    text = text.strip()
    if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", text):
        return float("nan")
    return float(text)


def dates(table: Table, matched: Matched, usable: np.ndarray, messages: Messages) -> pd.Series:
    """The day each answer was sent in, NaT where unknown. Day before month, unless the column shows otherwise."""
    place = matched.places.get("submitted_on")
    if place is None:
        return pd.Series(pd.NaT, index=range(len(table)), dtype="datetime64[s]")
    cells = _stripped(table, place)
    texts = {text: _parts(text) for text in set(cells[usable])}
    is_month_first = _is_month_first([parts for parts in texts.values() if parts])
    days = {text: _day(text, parts, is_month_first) for text, parts in texts.items()}
    found = [days.get(text) for text in cells]
    lost = table.row_numbers[usable & np.array([day is None for day in found]) & (cells != "")]
    if lost.size:
        messages.add("dates_unclear", row=int(lost[0]), column=table.headings[place], n=lost.size, rows=listed(lost))
    return pd.Series(pd.to_datetime(pd.Series(found, dtype=object)).astype("datetime64[s]").to_numpy())


def _parts(text: str) -> tuple[int, int, int] | None:
    """The three numbers of a date as written, months in words made numbers."""
    match = _DATE.match(text)
    if not match:
        return None
    middle = match[2]
    if middle.isalpha():
        month = middle.lower()[:3]
        return (int(match[1]), _MONTHS.index(month) + 1, int(match[3])) if month in _MONTHS else None
    return (int(match[1]), int(middle), int(match[3]))


def _is_month_first(written: list[tuple[int, int, int]]) -> bool:
    """American order only where a day above 12 shows it and none shows the opposite."""
    short = [parts for parts in written if parts[0] < 1000]
    return any(parts[1] > 12 for parts in short) and not any(parts[0] > 12 for parts in short)


def _day(text: str, parts: tuple[int, int, int] | None, is_month_first: bool) -> date | None:
    if parts is None:
        number = _number(text)
        is_day = _NUMBERED_DAY[0] < number < _NUMBERED_DAY[1]
        return date(1899, 12, 30) + timedelta(days=int(number)) if is_day else None
    first, second, third = parts
    if first >= 1000:
        year, month, day = first, second, third
    else:
        day, month = (second, first) if is_month_first else (first, second)
        year = third + 2000 if third < 100 else third
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _stripped(table: Table, place: int) -> np.ndarray:
    cells = np.empty(len(table), dtype=object)
    cells[:] = [text.strip() for text in table.columns[place]]
    return cells
