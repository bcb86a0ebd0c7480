"""Data larger than memory: sums of one chunk after another, from which every table is made."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import pandas as pd

from helpers.errors import UserProblem
from helpers.estimates.arrays import column_of, known
from helpers.estimates.averages import NumberSums, tabulate_numbers
from helpers.estimates.design import design
from helpers.estimates.sums import Sums, tabulate

Some = TypeVar("Some", Sums, NumberSums)


def add_up(
    chunks: Iterable[pd.DataFrame],
    indicators: Sequence[str],
    by: Sequence[str] = (),
    weights: str | None = None,
    strata: str | None = None,
    clusters: str | None = None,
) -> Sums:
    """The sums of all chunks, one in memory at a time: `table_of` and `table_of_changes` make of them what `shares` and `changes` give.

    Sums of other files or other machines may be added: `a + b`.

    Parameters
    ----------
    chunks
        Tables of responses, cut anywhere and in any order. The other arguments as in `shares`, all names of columns.

    Notes
    -----
    Memory: a chunk, and 48 bytes for every stratum (or cluster), group and indicator. Matching people of two waves (`changes` with ids)
    needs them in memory together.

    Raises
    ------
    UserProblem
        No chunk at all; else as `shares`, of any chunk.

    Examples
    --------
    >>> from helpers.estimates import table_of
    >>> people = pd.DataFrame({"R7": [1, 0, 0, 1, 0], "gender": ["Woman", "Woman", "Man", "Man", "Man"]})
    >>> table_of(add_up([people[3:], people[:3]], ["R7"], ["gender"]))[["group_by", "group", "n", "n_yes", "share"]].round(3)
      group_by     group  n  n_yes  share
    0           everyone  5      2  0.400
    1   gender       Man  3      1  0.333
    2   gender     Woman  2      1  0.500
    """
    return _add_up(tabulate, chunks, indicators, by, (weights, strata, clusters))


def add_up_numbers(
    chunks: Iterable[pd.DataFrame],
    columns: Sequence[str],
    by: Sequence[str] = (),
    weights: str | None = None,
    strata: str | None = None,
    clusters: str | None = None,
) -> NumberSums:
    """`add_up` of columns of numbers, for `table_of_means` and `table_of_mean_changes`."""
    return _add_up(tabulate_numbers, chunks, columns, by, (weights, strata, clusters))


def _add_up(
    tabulated: Callable[..., Some],
    chunks: Iterable[pd.DataFrame],
    names: Sequence[str],
    by: Sequence[str],
    columns: Any,
) -> Some:
    total: Some | None = None
    for chunk in chunks:
        known(chunk, names)
        of = (column_of(chunk, name) for name in columns)
        part = tabulated(chunk, names, by, design(len(chunk), *of, is_part=True))
        total = part if total is None else total + part
    if total is None:
        raise UserProblem("There are no answers at all.", "chunks", "Give one table of responses or more.")
    return total
