"""Select-all-that-apply questions, in every layout that survey tools write them in."""

import re
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from helpers.catalogue.records import Question
from helpers.survey.cells import Cells
from helpers.survey.keys import key, keys_of
from helpers.survey.values import NAN, Read, Status, code_of, labels_of, no_answer, replacing

Ticks = tuple[Status, frozenset[int]]
Labels = dict[str, list[tuple[list[str], int]]]
_NOTHING: frozenset[int] = frozenset()
_BETWEEN = re.compile(r"[;,|\n]")
MOST_WAYS = 8
"""In which one cell may be read, before it is given up as uncertain."""


def joined_reader(question: Question) -> Callable[[str], Ticks]:
    """How one cell with all ticked options is read, whatever stands between them.

    Option texts hold commas and semicolons themselves, and KoboToolbox joins labels by blanks: so the words of the cell
    are taken in order, each belonging to one option. Anything left over makes the whole cell unknown: a changed option text
    must not be counted as "not ticked". So does what can be read as different options, "Tea cake" where there are "Tea",
    "Cake" and "Tea cake", unless a comma or semicolon parts them.
    """
    labels = _joinable(question)
    codes = {option.code for option in question.options}

    def read(text: str) -> Ticks:
        words = key(text).split()
        if words and all(word.isdecimal() for word in words):
            return _codes(text, words, codes)
        ways = _ways(words, labels) if words else set()
        if len(ways) > 1:
            ways = _parted(text, labels)
        if len(ways) == 1:
            return (Status.ANSWERED, ways.pop())
        status = no_answer(text, question.also_refused)
        return (Status.UNKNOWN if status is None else status, _NOTHING)

    return read


def _codes(text: str, words: list[str], codes: set[int]) -> Ticks:
    # a sign or a fraction would be lost in the words: "-9" is not option 9
    if any(mark in text for mark in "-+%") or (code_of(text) is None and "." in text):
        return (Status.UNKNOWN, _NOTHING)
    ticked = frozenset([code_of(text)] if code_of(text) is not None else map(code_of, words))
    return (Status.ANSWERED, ticked) if ticked <= codes else (Status.UNKNOWN, _NOTHING)


def _ways(words: list[str], labels: Labels) -> set[frozenset[int]]:
    """The options that the words can name, all of them together: none where a word is left over, several where it is not
    certain."""
    ways: list[set[frozenset[int]]] = [{_NOTHING}, *(set() for _ in words)]
    for start, before in enumerate(ways[:-1]):
        for label, code in labels.get(words[start], ()) if before else ():
            end = start + len(label)
            if words[start:end] == label:
                ways[end] |= {ticked | {code} for ticked in before}
                if len(ways[end]) > MOST_WAYS:
                    return ways[end]
    return ways[-1]


def _parted(text: str, labels: Labels) -> set[frozenset[int]]:
    """The options of a cell in which each stands between commas, semicolons or line ends; none where one does not."""
    pieces = [words for piece in _BETWEEN.split(text) if (words := key(piece).split())]
    codes = [next((code for label, code in labels.get(words[0], ()) if label == words), None) for words in pieces]
    return set() if len(pieces) < 2 or None in codes else {frozenset(codes)}


@lru_cache(maxsize=64)
def _joinable(question: Question) -> Labels:
    """By their first word, the words of every text that means an option, and its code."""
    found: Labels = {}
    for text, code in labels_of(question).items():
        if not text.isdigit():
            found.setdefault(text.split()[0], []).append((text.split(), code))
    return found


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
        status = no_answer(text, question.also_refused)
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
