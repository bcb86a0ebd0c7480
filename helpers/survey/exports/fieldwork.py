"""How the answers were collected: when each was begun and ended, how long it took, by whom, on which version of the form.

For the fieldwork monitor and for answers given too fast. Names of interviewers and numbers of devices are not kept: only
which answers share one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.survey.cells import Cells
from helpers.survey.keys import fieldwork_headings, key

if TYPE_CHECKING:
    from helpers.survey.tables import Table

_INTERVIEWER_CODE = re.compile(r"[A-Za-z]{0,4}[-_ ]?\d{1,4}[A-Za-z]?")
_WRITTEN = (
    r"^\s*(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})[T ]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"(?:\.\d+)?\s*(?P<half>[APap])?"
)
_DAY_ZERO = "1899-12-30"
_NUMBERED_DAYS = (20_000, 80_000)
_FIRST_YEAR = 2000
"""Earlier dates stand for none: LimeSurvey's 1980, spreadsheets' 1899 and 1904."""
LONGEST = 24 * 60
"""Minutes. Who took longer left the form lying open, and how long the answers took is not known."""


@dataclass(frozen=True, repr=False, eq=False)
class Collected:
    """What a file tells of how its answers were collected, as it stands there: worked out when somebody asks."""

    ids: np.ndarray = field(default_factory=lambda: np.array([], dtype=object))
    told: Mapping[str, Cells] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Table, ids: np.ndarray, rows: np.ndarray) -> Collected:
        """Of the usable rows."""
        return cls(ids[rows], {name: table.cells(place)[rows] for name, place in _places(table).items()})

    def table(self) -> pd.DataFrame:
        """One row per usable person, in the order of the responses.

        Columns: `respondent_id`; `started_at`, `ended_at` (NaT where not told, or where a date could mean two days);
        `minutes` (NaN where not told, or more than a day); `interviewer` (a code as it stands; names become "interviewer 1"
        and so on, in the order of the alphabet), `device` ("device 1"), `form_version`, `language`, each None where not told.
        """
        n = len(self.ids)
        started, ended = (_Moments.of(self.told.get(name), n) for name in ("started_at", "ended_at"))
        made = {
            "respondent_id": pd.Series(self.ids, dtype=object),
            "started_at": started.certain,
            "ended_at": ended.certain,
            "minutes": _minutes(started, ended, self.told.get("seconds")),
            "interviewer": _interviewers(self.told.get("interviewer"), n),
            "device": _numbered("device", self.told.get("device"), n),
            "form_version": _texts(self.told.get("form_version"), n),
            "language": _texts(self.told.get("language"), n),
        }
        return pd.DataFrame(made)


def _places(table: Table) -> dict[str, int]:
    """What is told -> the first column that tells it."""
    by_key: dict[str, int] = {}
    for place in reversed(range(len(table.headings))):
        for heading in (table.headings[place], *table.codes[place : place + 1]):
            if not table.is_blank(place):
                by_key[key(heading)] = place
    found = {name: [by_key[text] for text in texts if text in by_key] for name, texts in fieldwork_headings().items()}
    return {name: places[0] for name, places in found.items() if places}


@dataclass(frozen=True)
class _Moments:
    """Moments with the day first and with the month first: the same where a text can mean only one."""

    day_first: pd.Series
    month_first: pd.Series

    @classmethod
    def of(cls, cells: Cells | None, n: int) -> _Moments:
        """The order of day and month is told by the days above 12 in the column, as for dates of submission."""
        if cells is None:
            nothing = pd.Series(pd.NaT, index=range(n), dtype="datetime64[s]")
            return cls(nothing, nothing)
        texts = pd.Series(cells.texts, dtype=object)
        parts = texts.str.extract(_WRITTEN)
        first, second, third = (pd.to_numeric(parts[place]) for place in (0, 1, 2))
        clock = {name: pd.to_numeric(parts[name]).fillna(0) for name in ("hour", "minute", "second")}
        half = parts["half"].str.lower()
        clock["hour"] = clock["hour"] % 12 + 12 * (half == "p") if half.notna().any() else clock["hour"]
        is_year_first = first > 31
        year = third.where(third > 99, third + 2000).where(~is_year_first, first)
        day_first = _moments(year, second, first.where(~is_year_first, third), clock)
        month_first = _moments(year, first.where(~is_year_first, second), second.where(~is_year_first, third), clock)
        if ((first > 12) & ~is_year_first).any():
            month_first = day_first
        elif ((second > 12) & ~is_year_first).any():
            day_first = month_first
        numbered = _numbered_days(texts)
        moments = (
            found.fillna(numbered).where(lambda one: one.dt.year >= _FIRST_YEAR) for found in (day_first, month_first)
        )
        return cls(*(found.iloc[cells.places].reset_index(drop=True) for found in moments))

    @property
    def certain(self) -> pd.Series:
        """Where both ways of reading a date mean the same."""
        return self.day_first.where(self.day_first == self.month_first)


def _moments(year: pd.Series, month: pd.Series, day: pd.Series, clock: dict[str, pd.Series]) -> pd.Series:
    found = pd.to_datetime(pd.DataFrame({"year": year, "month": month, "day": day, **clock}), errors="coerce")
    return found.astype("datetime64[s]")


def _numbered_days(texts: pd.Series) -> pd.Series:
    """A spreadsheet's count of days, as it stands where a cell was not shown as a date."""
    days = pd.to_numeric(texts, errors="coerce")
    days = days.where(days.between(*_NUMBERED_DAYS))
    seconds = pd.to_timedelta((days * 86_400).round(), unit="s")
    return (pd.Timestamp(_DAY_ZERO) + seconds).astype("datetime64[s]")


def _minutes(started: _Moments, ended: _Moments, seconds: Cells | None) -> pd.Series:
    """Whichever way round day and month are: the order is the same in both columns, and the shorter time is meant."""
    if seconds is not None:
        minutes = pd.to_numeric(pd.Series(seconds.values), errors="coerce") / 60
    else:
        ways = ((ended.day_first, started.day_first), (ended.month_first, started.month_first))
        spans = [(end - start).dt.total_seconds() / 60 for end, start in ways]
        minutes = pd.concat([span.where(span >= 0) for span in spans], axis=1).min(axis=1)
    return minutes.astype(float).where(minutes.between(0, LONGEST)).round(2)


def _interviewers(cells: Cells | None, n: int) -> pd.Series:
    if cells is not None and all(_INTERVIEWER_CODE.fullmatch(text.strip()) for text in cells.texts if text.strip()):
        return _texts(cells, n)
    return _numbered("interviewer", cells, n)


def _numbered(what: str, cells: Cells | None, n: int) -> pd.Series:
    if cells is None:
        return _texts(None, n)
    numbers = {
        text: f"{what} {number}" for number, text in enumerate(sorted({t.strip() for t in cells.texts} - {""}), 1)
    }
    return pd.Series(cells.each(lambda text: numbers.get(text.strip())), dtype=object)


def _texts(cells: Cells | None, n: int) -> pd.Series:
    texts = [None] * n if cells is None else cells.each(lambda text: text.strip() or None)
    return pd.Series(texts, dtype=object)
