"""Which rows of a table are its header, and which of the last rows are totals and no person."""

from collections.abc import Callable, Sequence

import numpy as np

from helpers.survey.cells import Cells, Grid
from helpers.survey.checks import Messages, listed
from helpers.survey.exports import TYPED, surveymonkey, tool_of
from helpers.survey.exports.tool import Head, Known, Tool
from helpers.survey.keys import key, keys_of

HEADER_WITHIN = 15
"""The header is looked for in this many rows from the top."""
MOST_MORE = 3
"""Rows of a header below its first, at most."""
MOST_TOTALS = 3
"""Rows at the end that nothing names, looked at together: a mean is one of the people above the sum, not of the sum."""
_FEWEST_SUMMED = 4
"""People, below which a sum can be an answer by chance."""


def find(rows: Grid, known: Known, messages: Messages) -> int:
    """The row of a tool's own headings, else the row with the most headings, else the first row that is not blank.

    A single heading below rows that are as full is more likely an answer.
    """
    if not rows.is_filled.any():
        messages.refuse("file_empty")
    first = int(rows.is_filled.argmax())
    top = rows[:HEADER_WITHIN]
    header = next((place for place, row in enumerate(top) if _is_signed(row)), None)
    if header is None:
        scores = [score(row, known) for row in top]
        header = scores.index(max(scores)) if max(scores) > 0 else first
        if max(scores) == 1 and max(map(_filled, top[:header]), default=0) >= _filled(top[header]):
            header = first
        if header and surveymonkey.says_more(top[header]):
            header -= 1
    if header > first:
        messages.add("title_rows", row=header + 1)
    return header


def score(row: list[str], known: Known) -> int:
    """How many different headings a row holds. "No" is an answer, although "No." may head a column of numbers."""
    texts = {cell.strip() for cell in row if cell.strip() and len(cell) < 2_000}
    return sum(1 for text in texts if known(text) and key(text) not in keys_of("not_ticked"))


def best_score(rows: Grid, known: Known) -> int:
    """That of the row that is likeliest the header."""
    return max((score(row, known) for row in rows[:HEADER_WITHIN]), default=0)


def read(rows: Grid, header: int, known: Known, messages: Messages) -> tuple[Head, Tool]:
    """The headings of a table, how many rows they take, and the tool that wrote them."""
    first = tuple(rows[header])
    below = [(row + [""] * len(first))[: len(first)] for row in rows[header + 1 : header + 1 + MOST_MORE]]
    tool = tool_of(first)
    if tool is TYPED and below and surveymonkey.says_more(below[0]):
        tool = surveymonkey.TOOL
    head = tool.head(first, below, known) if tool.head else Head(first)
    if head.n_more:
        numbers = range(header + 2, header + 2 + head.n_more)
        messages.add("header_rows_of_tool", row=numbers[0], rows=listed(numbers), tool=tool.name)
    return head, tool


def n_repeated(headings: tuple[str, ...], rows: list[list[str]], known: Known) -> int:
    """How many rows below the header repeat it: most of their cells name the question of their own column again."""
    return next((place for place, row in enumerate(rows) if not _repeats(headings, row, known)), len(rows))


def again(rows: Grid, header: int, kept: np.ndarray, width: int) -> np.ndarray:
    """Which of the rows are the header once more."""
    for cells in rows.columns[:width]:
        kept = kept[cells.places[kept] == cells.places[header]]
    return kept


def n_totals(columns: Sequence[Cells], kept: np.ndarray) -> int:
    """How many of the last rows hold totals, means or counts: they say so, or their numbers are those of the columns above.

    Examples
    --------
    >>> columns = [Cells.of(["a", "b", "c", "d", ""]), Cells.of("11234"[:4] + "7"), Cells.of(["1", "0", "1", "1", "3"])]
    >>> n_totals(columns, np.arange(5))
    1
    """
    for n in range(min(MOST_TOTALS, len(kept)), 0, -1):
        people = kept[: len(kept) - n]
        if all(_is_total(columns, row, people) for row in kept[len(kept) - n :]):
            return n + n_totals(columns, people)
    return 0


def _is_total(columns: Sequence[Cells], row: int, above: np.ndarray) -> bool:
    filled = [(cells, text) for cells in columns if (text := cells.texts[cells.places[row]]).strip()]
    if key(filled[0][1]) in keys_of("totals"):
        return True
    numbers = [(cells, _number(text)) for cells, text in filled]
    if len(numbers) < 2 or len(above) < _FEWEST_SUMMED or any(np.isnan(number) for _, number in numbers):
        return False
    return _are(_is_sum, numbers, above) or _are(_is_mean, numbers, above)


def _are(
    is_one: Callable[[float, np.ndarray], bool | None], numbers: list[tuple[Cells, float]], above: np.ndarray
) -> bool:
    """Whether every number is one of these of its column, and one of them surely is. Most rows end at their first number."""
    is_sure = False
    for cells, number in numbers:
        column = cells.each(_number, float)[above]
        says = is_one(number, column[~np.isnan(column)])
        if says is None:
            return False
        is_sure |= says
    return is_sure


def _is_sum(number: float, column: np.ndarray) -> bool | None:
    """None where it is not; surely where it is more than anybody's answer."""
    if not column.size or not np.isclose(number, column.sum(), rtol=1e-6):
        return None
    return bool(number > column.max())


def _is_mean(number: float, column: np.ndarray) -> bool | None:
    """None where it is not; surely where it is a fraction and nobody's answer is."""
    if not column.size or not np.isclose(number, column.mean(), rtol=0, atol=0.0051):
        return None
    return bool(number % 1) and not (column % 1).any()


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _is_signed(row: list[str]) -> bool:
    """Whether it holds a tool's headings, of which one alone would be no sign."""
    return any(len(signature) > 1 for signature in tool_of(row).signatures)


def _filled(row: list[str]) -> int:
    return sum(1 for cell in row if cell.strip())


def _repeats(headings: tuple[str, ...], row: list[str], known: Known) -> bool:
    """People's answers may be headings of others."""
    pairs = [(cell, heading) for cell, heading in zip(row, headings, strict=False) if cell.strip()]
    alike = sum(1 for cell, heading in pairs if _is_same(cell, heading, known))
    return alike > 1 and alike > len(pairs) / 2


def _is_same(cell: str, heading: str, known: Known) -> bool:
    if len(cell) >= 2_000:
        return False
    return key(cell).replace(" ", "") == key(heading).replace(" ", "") != "" or bool(known(cell) & known(heading))
