"""The day each answer was sent in, whatever order day and month are written in."""

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from helpers.survey.checks import Messages, listed
from helpers.survey.matching import Matched
from helpers.survey.people import number_in, stripped
from helpers.survey.tables import Table

_NUMBERED_DAY = (20_000, 80_000)
"""A spreadsheet's day numbers for 1954 to 2119."""
_DATE = re.compile(r"(\d{1,4})[-/. ](\d{1,2}|[A-Za-z]{3,9})[-/. ](\d{1,4})")
_WORDS_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Written(NamedTuple):
    """A date as written: year, month and day where `is_certain`; else day and month, in either order, and year."""

    first: int
    second: int
    third: int
    is_certain: bool = False


def dates(table: Table, matched: Matched, usable: np.ndarray, messages: Messages) -> pd.Series:
    """The day each answer was sent in, NaT where unknown.

    Day before month or month before day is told by the days above 12 in the column. Where there are none, dates that
    mean two days stay unknown: forms write them as the owner's computer does, and a guess would date the wave.
    """
    place = matched.places.get("submitted_on")
    if place is None:
        return pd.Series(pd.NaT, index=range(len(table)), dtype="datetime64[s]")
    cells, column = stripped(table, place), table.names[place]
    texts = {text: _written(text) for text in set(cells[usable])}
    order = _order([written for written in texts.values() if written and not written.is_certain])
    days = {text: _day(text, written, order) for text, written in texts.items()}
    unsure = {text for text, written in texts.items() if order is None and written and _means_two_days(written)}

    def say(code: str, wrong: np.ndarray) -> None:
        if wrong.any():
            at = table.row_numbers[wrong]
            messages.add(code, row=int(at[0]), column=column, n=at.size, rows=listed(at))

    is_unsure = usable & np.isin(cells, list(unsure))
    found = [days.get(text) for text in cells]
    say("dates_ambiguous", is_unsure)
    say("dates_unclear", usable & np.array([day is None for day in found]) & (cells != "") & ~is_unsure)
    if order == "month first":
        say("dates_month_first", usable & np.isin(cells, [text for text, written in texts.items() if written]))
    return pd.Series(pd.to_datetime(pd.Series(found, dtype=object)).astype("datetime64[s]").to_numpy())


def _written(text: str) -> Written | None:
    """The numbers of a date as written, months in words made numbers."""
    if match := _WORDS_FIRST.match(text):
        month, day, year = _month(match[1]), int(match[2]), int(match[3])
        return Written(year, month, day, is_certain=True) if month else None
    match = _DATE.match(text)
    if not match:
        return None
    first, last = int(match[1]), int(match[3])
    in_words = match[2].isalpha()
    middle = _month(match[2]) if in_words else int(match[2])
    if in_words and middle == 0:
        return None
    if first >= 1000:
        return Written(first, middle, last, is_certain=True)
    return Written(_year(last), middle, first, is_certain=True) if in_words else Written(first, middle, _year(last))


def _month(word: str) -> int:
    """1 to 12, or 0 where the word is no month."""
    return _MONTHS.index(word.lower()[:3]) + 1 if word.lower()[:3] in _MONTHS else 0


def _year(number: int) -> int:
    return number + 2000 if number < 100 else number


def _order(written: list[Written]) -> Literal["day first", "month first"] | None:
    """What days above 12 show; None where nothing shows either, or both are shown."""
    has_day_first = any(date.first > 12 for date in written)
    has_month_first = any(date.second > 12 for date in written)
    if has_day_first == has_month_first:
        return None
    return "day first" if has_day_first else "month first"


def _means_two_days(written: Written) -> bool:
    return not written.is_certain and written.first != written.second and max(written.first, written.second) <= 12


def _day(text: str, written: Written | None, order: str | None) -> date | None:
    if written is None:
        number = number_in(text)
        is_day = _NUMBERED_DAY[0] < number < _NUMBERED_DAY[1]
        return date(1899, 12, 30) + timedelta(days=int(number)) if is_day else None
    if order is None and _means_two_days(written):
        return None
    first, second, third = written[:3]
    if order is None:
        order = "month first" if second > 12 else "day first"
    year, month, day = (
        (first, second, third)
        if written.is_certain
        else (third, first, second)
        if order == "month first"
        else (third, second, first)
    )
    try:
        return date(year, month, day)
    except ValueError:
        return None
