"""What a row says about itself: its number, self-made code and weight."""

import re

import numpy as np
import pandas as pd

from helpers.survey.checks import Messages, listed
from helpers.survey.identifiers import kinds_in
from helpers.survey.keys import key, keys_of
from helpers.survey.matching import UNUSED, Matched, example_of_mapping
from helpers.survey.tables import Table
from helpers.survey.values import no_answer, printable

LARGE_WEIGHT = 10
"""A weight of more than this many times the mean is named."""
_NO_PART_OF_CODE = re.compile(r"\W|_")
WEIGHT_MEDIAN = (0.2, 5)
"""Survey weights are made to have a mean of 1; what is in the middle of a column headed just "weight" must come near."""


def ids(table: Table, matched: Matched) -> np.ndarray:
    """One id per row: the file's own, "row 3" where it is blank; the row's number where the file has none at all."""
    if not matched.id_places:
        return np.array([str(number) for number in table.row_numbers], dtype=object)
    found = stripped(table, matched.id_places[0])
    blank = found == ""
    found[blank] = [f"row {number}" for number in table.row_numbers[blank]]
    return found


def refuse_duplicates(table: Table, matched: Matched, usable: np.ndarray, messages: Messages) -> None:
    """Refuse one submission number on several rows, in any of the columns that hold such numbers."""
    for place in reversed(matched.id_places):
        _refuse_duplicates(table, place, stripped(table, place), usable, messages)


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
    cells = table.cells(place).each(code_of)
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


def code_of(text: str) -> str:
    """A self-made code in one spelling, "" where it is none: two people who both write "none" are not the same person."""
    is_none = no_answer(text) is not None or key(text) in keys_of("no_code")
    return "" if is_none else (text if text.isalnum() else _NO_PART_OF_CODE.sub("", text)).upper()


def weights(table: Table, matched: Matched, usable: np.ndarray, messages: Messages) -> np.ndarray | None:
    """One weight per row, or None where the file has none. That answers are weighted is always said.

    A column headed "weight" may hold people's weight in kilograms: unless the mapping names it, or its heading can only
    mean a survey weight, it counts where its mean is about 1.
    """
    place = matched.places.get("weight")
    if place is None:
        return None
    found = table.cells(place).each(number_in, float)
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
    # all zero is refused, not passed over; the median, so that one giant does not decide
    return sizes.size > 0 and (not sizes.any() or WEIGHT_MEDIAN[0] <= np.median(sizes[sizes > 0]) <= WEIGHT_MEDIAN[1])


def number_in(text: str) -> float:
    """The number a cell holds, NaN where it holds anything else, or one too large to be reckoned with."""
    text = text.strip()
    if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?", text):
        return float("nan")
    number = float(text)
    return number if np.isfinite(number) else float("nan")


def stripped(table: Table, place: int) -> np.ndarray:
    """The texts of a column without the blanks around them, and without characters that no document can hold."""
    return table.cells(place).each(printable)
