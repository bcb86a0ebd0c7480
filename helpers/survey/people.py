"""What a row says about itself: its number, self-made code, weight and date."""

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple

import numpy as np
import pandas as pd

from helpers.survey.checks import Messages, listed
from helpers.survey.identifiers import kinds_in
from helpers.survey.keys import key, keys_of
from helpers.survey.matching import UNUSED, Matched, example_of_mapping
from helpers.survey.tables import Table
from helpers.survey.values import no_answer

LARGE_WEIGHT = 10
"""A weight of more than this many times the mean is named."""
WEIGHT_MEAN = (0.2, 5)
"""Survey weights are made to have a mean of 1; a column headed just "weight" must come near."""
_NUMBERED_DAY = (20_000, 80_000)
"""A spreadsheet's day numbers for 1954 to 2119."""
_DATE = re.compile(r"(\d{1,4})[-/. ](\d{1,2}|[A-Za-z]{3,9})[-/. ](\d{1,4})")
_WORDS_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})")
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
    """Self-made codes in one spelling; None where there is none, or words for none, or where several people share it."""
    codes = np.full(len(table), None, dtype=object)
    place = matched.places.get("panel_code")
    if place is None:
        return codes
    cells = np.array([_code(text) for text in table.column(place)], dtype=object)
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


def _code(text: str) -> str:
    """Two people who both write "none" are not the same person."""
    is_none = no_answer(text) is not None or key(text) in keys_of("no_code")
    return "" if is_none else re.sub(r"\W|_", "", text).upper()


def weights(table: Table, matched: Matched, usable: np.ndarray, messages: Messages) -> np.ndarray | None:
    """One weight per row, or None where the file has none. That answers are weighted is always said.

    A column headed "weight" may hold people's weight in kilograms: unless the mapping names it, or its heading can only
    mean a survey weight, it counts where its mean is about 1.
    """
    place = matched.places.get("weight")
    if place is None:
        return None
    found = np.array([_number(text) for text in table.column(place)])
    rows, used, column = table.row_numbers[usable], found[usable], table.names[place]
    if not _may_be_weights(column, used, matched):
        del matched.places["weight"]
        messages.add("weight_not_used", column=column, mapping=example_of_mapping(column, "weight"))
        return None

    def say(code: str, wrong: np.ndarray, **words: object) -> None:
        if wrong.any():
            at = rows[wrong]
            messages.add(code, row=int(at[0]), column=column, rows=listed(at), n=at.size, **words)

    messages.add("weights_used", column=column, mapping=example_of_mapping(column, UNUSED))
    say("weight_missing", np.isnan(used))
    say("weight_negative", used < 0)
    if used.size and (used == 0).all():
        messages.add("weight_all_zero", column=column)
        return found
    say("weight_zero", used == 0)
    mean = np.nanmean(used) if np.isfinite(used).any() else 0
    if mean > 0:
        say("weight_large", used > LARGE_WEIGHT * mean, times=round(np.nanmax(used) / mean))
    return found


def _may_be_weights(column: str, used: np.ndarray, matched: Matched) -> bool:
    if "weight" in matched.mapped or key(column) in keys_of("surely_weight"):
        return True
    sizes = np.abs(used[np.isfinite(used)])
    # all zero is refused, not passed over
    return sizes.size > 0 and (not sizes.any() or WEIGHT_MEAN[0] <= sizes.mean() <= WEIGHT_MEAN[1])


def _number(text: str) -> float:
    text = text.strip()
    if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", text):
        return float("nan")
    return float(text)


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
    cells, column = _stripped(table, place), table.names[place]
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
    """American order only where a day above 12 shows it and none shows the opposite; None where nothing shows either."""
    if any(date.first > 12 for date in written):
        return "day first"
    return "month first" if any(date.second > 12 for date in written) else None


def _means_two_days(written: Written) -> bool:
    return not written.is_certain and written.first != written.second


def _day(text: str, written: Written | None, order: str | None) -> date | None:
    if written is None:
        number = _number(text)
        is_day = _NUMBERED_DAY[0] < number < _NUMBERED_DAY[1]
        return date(1899, 12, 30) + timedelta(days=int(number)) if is_day else None
    if order is None and _means_two_days(written):
        return None
    first, second, third = written[:3]
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


def _stripped(table: Table, place: int) -> np.ndarray:
    cells = np.empty(len(table), dtype=object)
    cells[:] = [text.strip() for text in table.columns[place]]
    return cells
