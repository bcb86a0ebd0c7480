"""Select-all-that-apply questions, in every layout that survey tools write them in."""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from helpers.catalogue.records import Question
from helpers.survey.cells import Cells
from helpers.survey.keys import key, keys_of
from helpers.survey.values import NAN, Read, Status, code_of, labels_of, no_answer, replacing

Ticks = tuple[Status, frozenset[int]]
_NOTHING: frozenset[int] = frozenset()


def joined_reader(question: Question) -> Callable[[str], Ticks]:
    """How one cell with all ticked options is read, whatever stands between them.

    Option texts hold commas and semicolons themselves, and KoboToolbox joins labels by blanks: so the words of the cell
    are taken in order, the longest known option first. Anything left over makes the whole cell unknown: a changed
    option text must not be counted as "not ticked".
    """
    labels = {tuple(text.split()): code for text, code in _joinable(question).items()}
    codes = {option.code for option in question.options}
    longest = max(map(len, labels), default=0)

    def read(text: str) -> Ticks:
        words = key(text).split()
        if words and all(word.isdecimal() for word in words):
            return _codes(text, words, codes)
        ticked = _greedy(words, labels, longest)
        if ticked:
            return (Status.ANSWERED, ticked)
        status = no_answer(text)
        return (Status.UNKNOWN if status is None else status, _NOTHING)

    return read


def _codes(text: str, words: list[str], codes: set[int]) -> Ticks:
    # a sign or a fraction would be lost in the words: "-9" is not option 9
    if any(mark in text for mark in "-+%") or (code_of(text) is None and "." in text):
        return (Status.UNKNOWN, _NOTHING)
    ticked = frozenset([code_of(text)] if code_of(text) is not None else map(int, words))
    return (Status.ANSWERED, ticked) if ticked <= codes else (Status.UNKNOWN, _NOTHING)


def _greedy(words: list[str], labels: dict[tuple[str, ...], int], longest: int) -> frozenset[int]:
    """The options named by the words, or none where a word is left over."""
    ticked, start = set(), 0
    while start < len(words):
        for length in range(min(longest, len(words) - start), 0, -1):
            code = labels.get(tuple(words[start : start + length]))
            if code is not None:
                ticked.add(code)
                start += length
                break
        else:
            return _NOTHING
    return frozenset(ticked)


@lru_cache(maxsize=64)
def _joinable(question: Question) -> dict[str, int]:
    return {text: code for text, code in labels_of(question).items() if not text.isdigit()}


def tick_reader(question: Question, code: int, values: dict[str, str] | None = None) -> Callable[[str], Read]:
    """How one cell of an option's own column is read: 1, TRUE, x or the option's text; 0 or FALSE; blank.

    `values` replaces texts before that.
    """
    label_keys = {text for text, of in labels_of(question).items() if of == code}
    # where the option itself is "No", a cell "No" may mean ticked or not ticked
    unclear = label_keys & keys_of("not_ticked")
    replaced = replacing(values)

    def read(text: str) -> Read:
        text = replaced(text)
        number = code_of(text)
        if number is not None:
            return (Status.ANSWERED, float(number)) if number in (0, 1) else (Status.UNKNOWN, NAN)
        words = key(text)
        if words in unclear:
            return (Status.UNKNOWN, NAN)
        if words in label_keys or (words in keys_of("ticked") and not text.strip().startswith("-")):
            return (Status.ANSWERED, 1.0)
        if words in keys_of("not_ticked") and not text.strip().startswith("-"):
            return (Status.ANSWERED, 0.0)
        status = no_answer(text)
        return (Status.UNKNOWN if status is None else status, NAN)

    return read


def read_joined(cells: Cells, reader: Callable[[str], Ticks], codes: list[int]) -> tuple[np.ndarray, ...]:
    """Places of texts, texts, status of each text, and a texts x options matrix of 0/1 (NaN where not answered)."""
    read = [reader(text) for text in cells.texts]
    status = np.array([one[0] for one in read], dtype=np.int8)
    ticks = np.full((len(read), len(codes)), NAN)
    for row, (answered, ticked) in enumerate(read):
        if answered == Status.ANSWERED:
            ticks[row] = [float(code in ticked) for code in codes]
    return cells.places, cells.texts, status, ticks


def join_split(ticks: np.ndarray, status: np.ndarray, has_none_column: bool) -> tuple[np.ndarray, np.ndarray]:
    """One status per row and a matrix of 0/1 from one column per option (rows x options, columns not in the file NaN).

    A blank beside a tick is an option not ticked; beside a nought too it is an option that was not put to that person, since
    what is not ticked is written as nought there. A row of blanks is not answered, and so is a row of noughts where
    "none of these" had a column and was not ticked: nobody who answers leaves the whole list empty.
    Nothing ticked and no such column: an answer, nothing of the list.
    """
    is_unknown = (status == Status.UNKNOWN).any(axis=1)
    any_tick = (ticks == 1).any(axis=1)
    all_stated = (ticks == 0).any(axis=1) & ~any_tick & (not has_none_column)
    answered = (any_tick | all_stated) & ~is_unknown
    refused = ~answered & ~is_unknown
    row_status = np.select(
        [is_unknown, answered]
        + [
            refused & (status == kind).any(axis=1)
            for kind in (Status.PREFERS_NOT, Status.DONT_KNOW, Status.NOT_ASKED_WORDS)
        ],
        [Status.UNKNOWN, Status.ANSWERED, Status.PREFERS_NOT, Status.DONT_KNOW, Status.NOT_ASKED_WORDS],
        Status.BLANK,
    ).astype(np.int8)
    is_stated = ~np.isnan(ticks)
    n_columns = int(is_stated.any(axis=0).sum())
    is_nought = ticks == 0
    states_noughts = is_nought.any(axis=1) | (is_nought.any() & (is_stated.sum(axis=1) >= n_columns - 1))
    not_offered = states_noughts[:, None] & ~is_stated
    filled = np.where(answered[:, None] & ~not_offered, np.nan_to_num(ticks, nan=0.0), NAN)
    return row_status, filled
