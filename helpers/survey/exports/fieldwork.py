"""How the answers were collected: when each was begun and ended, how long it took, by whom, on which version of the form.

For the fieldwork monitor and for answers given too fast. Names of interviewers and numbers of devices are not kept: only
which answers share one.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from helpers.survey.keys import fieldwork_headings, key
from helpers.survey.people import number_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.survey.tables import Table

_INTERVIEWER_CODE = re.compile(r"[A-Za-z]{0,4}[-_ ]?\d{1,4}[A-Za-z]?")
_WRITTEN = re.compile(
    r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]\.?m\.?)?",
    re.IGNORECASE,
)
_DAY_ZERO = datetime(1899, 12, 30)
_NUMBERED_DAY = (20_000, 80_000)
_FIRST_YEAR = 2000
"""Earlier dates stand for none: LimeSurvey's 1980, spreadsheets' 1899 and 1904."""
LONGEST = 24 * 60
"""Minutes. Who took longer left the form lying open, and how long the answers took is not known."""


def fieldwork(table: Table, ids: np.ndarray, rows: np.ndarray) -> pd.DataFrame:
    """One row per usable person, in the order of the responses.

    Columns: `respondent_id`; `started_at`, `ended_at` (NaT where not told, or where a date could mean two days); `minutes`
    (NaN where not told, or more than a day); `interviewer` (a code as it stands; names become "interviewer 1" and so on, in
    the order of the alphabet), `device` ("device 1"), `form_version`, `language`, each None where not told.
    """
    places = _places(table)
    texts = {name: table.cells(place)[rows].values for name, place in places.items()}
    started, ended = (_moments(texts.get(name), int(rows.sum())) for name in ("started_at", "ended_at"))
    made = {
        "respondent_id": pd.Series(ids[rows], dtype=object),
        "started_at": _certain(started),
        "ended_at": _certain(ended),
        "minutes": _minutes(started, ended, texts.get("seconds")),
        "interviewer": _interviewers(texts.get("interviewer"), int(rows.sum())),
        "device": _numbered("device", texts.get("device"), int(rows.sum())),
    }
    for name in ("form_version", "language"):
        made[name] = _texts(texts.get(name), int(rows.sum()))
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


def _moments(texts: np.ndarray | None, n: int) -> list[tuple[datetime, ...]]:
    """What each text can mean: nothing, one moment, or two where day and month could be either way round."""
    if texts is None:
        return [()] * n
    known = {text: tuple(dict.fromkeys(_meanings(text))) for text in set(texts)}
    orders = [len(set(match.groups()[:2])) == 2 and _order(match) for text in known if (match := _WRITTEN.match(text))]
    for order in ("day first", "month first"):
        if order in orders:
            known = {text: tuple(dict.fromkeys(_meanings(text, order))) for text in known}
            break
    return [known[text] for text in texts]


def _order(match: re.Match[str]) -> str:
    first, second = int(match[1]), int(match[2])
    return "" if first > 31 else "day first" if first > 12 else "month first" if second > 12 else ""


def _meanings(text: str, order: str = "") -> Iterator[datetime]:
    number = number_in(text)
    if _NUMBERED_DAY[0] < number < _NUMBERED_DAY[1]:
        yield _DAY_ZERO + timedelta(seconds=round(number * 86_400))
    match = _WRITTEN.match(text.strip())
    if not match:
        return
    first, second, third = int(match[1]), int(match[2]), int(match[3])
    hour, minute, second_of_minute = int(match[4]), int(match[5]), int(match[6] or 0)
    if match[7]:
        hour = hour % 12 + (12 if match[7][0].lower() == "p" else 0)
    year = third + 2000 if third < 100 else third
    days = [(first, second, third)] if first > 31 else [(year, second, first), (year, first, second)]
    if order and first <= 31:
        days = days[:1] if order == "day first" else days[1:]
    for day in days:
        try:
            moment = datetime(*day, hour, minute, second_of_minute)
        except ValueError:
            continue
        if moment.year >= _FIRST_YEAR:
            yield moment


def _certain(moments: list[tuple[datetime, ...]]) -> pd.Series:
    return pd.Series([one[0] if len(one) == 1 else None for one in moments], dtype="datetime64[s]")


def _minutes(
    started: list[tuple[datetime, ...]], ended: list[tuple[datetime, ...]], seconds: np.ndarray | None
) -> pd.Series:
    if seconds is not None:
        minutes = pd.Series([number_in(text) / 60 for text in seconds], dtype=float)
    else:
        minutes = pd.Series([_between(start, end) for start, end in zip(started, ended, strict=True)], dtype=float)
    return minutes.where(minutes.between(0, LONGEST)).round(2)


def _between(started: tuple[datetime, ...], ended: tuple[datetime, ...]) -> float:
    """Whichever way round day and month are: the order is the same in both, and the shorter time is meant."""
    spans = [(end - start).total_seconds() / 60 for start, end in zip(started, ended, strict=False)]
    return min((span for span in spans if span >= 0), default=float("nan"))


def _interviewers(texts: np.ndarray | None, n: int) -> pd.Series:
    if texts is not None and all(_INTERVIEWER_CODE.fullmatch(text.strip()) for text in set(texts) if text.strip()):
        return _texts(texts, n)
    return _numbered("interviewer", texts, n)


def _numbered(what: str, texts: np.ndarray | None, n: int) -> pd.Series:
    if texts is None:
        return _texts(None, n)
    numbers = {text: f"{what} {number}" for number, text in enumerate(sorted({t.strip() for t in texts} - {""}), 1)}
    return pd.Series([numbers.get(text.strip()) for text in texts], dtype=object)


def _texts(texts: np.ndarray | None, n: int) -> pd.Series:
    return pd.Series([None] * n if texts is None else [text.strip() or None for text in texts], dtype=object)
