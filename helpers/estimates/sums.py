"""The additive core: coded answers in, cell sums out; sums of parts of the data add up to the sums of all of it.

So a file larger than memory, many files and many machines give the same table as one laptop.
"""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from helpers.errors import UserProblem
from helpers.estimates.arrays import answers, codes_of
from helpers.estimates.calibration import Calibration, FineSums
from helpers.estimates.design import Design

BLOCK = 2048
"""Rows taken at a time: few enough for the processor's cache, enough to drown the cost of a step."""

N, N_YES, W, WY, W2, W2Y = range(6)
"""The sums kept: people, people counted, and the sums of w, wy, w^2 and w^2 y, of those who answered."""

EVERYONE = ("", "everyone")


@dataclass(frozen=True)
class Sums:
    """Sums by design unit x cell x indicator. `a + b` are the sums of both sets of people."""

    indicators: tuple[str, ...]
    labels: Mapping[str, tuple]
    """Breakdown -> its groups, in order. The cells are everyone, then these."""
    units: tuple[tuple[Any, Any], ...]
    is_clustered: bool
    rows: np.ndarray
    """Respondents in the design, answered or not: units x cells."""
    values: np.ndarray
    """units x cells x 6 sums x indicators."""
    fine: FineSums | None = None
    """The same by what weights were raked to. Weights are raked over all the data, so such sums are of all of it and don't add up."""

    @property
    def cells(self) -> tuple[tuple[str, Any], ...]:
        """(group_by, group) of every cell."""
        return (EVERYONE, *((by, group) for by, groups in self.labels.items() for group in groups))

    def held(self) -> np.ndarray:
        """The places of the cells that hold anybody; everyone's always."""
        held = np.flatnonzero(self.rows.sum(axis=0) > 0)
        return held if held.size and held[0] == 0 else np.array([0, *held])

    def __add__(self, other: "Sums") -> "Sums":
        assert self.indicators == other.indicators and self.labels.keys() == other.labels.keys()
        assert self.is_clustered == other.is_clustered and self.fine is None and other.fine is None
        mine, others = with_units_of(*with_cells_of(self, other))
        return Sums(
            self.indicators,
            mine.labels,
            mine.units,
            self.is_clustered,
            mine.rows + others.rows,
            mine.values + others.values,
        )


def tabulate(
    responses: pd.DataFrame,
    indicators: Sequence[str],
    by: Sequence[str],
    the_design: Design,
    check: Callable[[Any, str], np.ndarray] = answers,
) -> Sums:
    """Sums of one table of responses: 0/1/NaN columns `indicators`, text (or NaN) columns named in `by`.

    With `check=numbers` the columns may hold any numbers, and the sums give their means.
    """
    y = matrix(responses, indicators, check)
    cells, labels = cells_of(responses, by)
    n_cells, n_units = 1 + sum(map(len, labels.values())), len(the_design.units)
    places = _by_unit(cells, n_cells, the_design.unit, n_units)
    rows = np.bincount(places.ravel(), minlength=n_cells * n_units + 1)[:-1].reshape(n_units, n_cells)
    if the_design.calibration is None:
        fine = None
        values = _product(places, n_cells * n_units, y, the_design.weights).reshape(n_units, n_cells, 6, y.shape[1])
    else:
        fine = _fine(cells, n_cells, y, the_design, the_design.calibration)
        values = np.zeros((n_units, *fine.values.shape[1:]))
        np.add.at(values, fine.unit, fine.values)
    return Sums(tuple(indicators), labels, the_design.units, the_design.is_clustered, rows, values, fine)


def _by_unit(cells: np.ndarray, n_cells: int, unit: np.ndarray, n_units: int) -> np.ndarray:
    """Which cell of which unit; the last place is for those in no group."""
    last = n_cells * n_units
    places = cells if n_units == 1 else cells + unit[:, None] * n_cells
    return np.where(cells < 0, last, places).astype(np.int32 if last < np.iinfo(np.int32).max else np.int64)


def _fine(cells: np.ndarray, n_cells: int, y: np.ndarray, the_design: Design, calibration: Calibration) -> FineSums:
    n_calibrated, w = len(calibration.factor), the_design.weights
    both, place = np.unique(the_design.unit * n_calibrated + calibration.cell_of, return_inverse=True)
    places = _by_unit(cells, n_cells, place, len(both))
    return FineSums(
        calibration,
        both // n_calibrated,
        both % n_calibrated,
        np.bincount(place, weights=w, minlength=len(both)),
        np.bincount(place, weights=w * w, minlength=len(both)),
        _product(places, n_cells * len(both), y, w).reshape(len(both), n_cells, 6, y.shape[1]),
    )


def matrix(
    responses: pd.DataFrame, names: Sequence[str], check: Callable[[Any, str], np.ndarray] = answers
) -> np.ndarray:
    """People x columns, as floats; NaN is missing."""
    wanted = responses[list(names)]
    if all(isinstance(dtype, np.dtype) and dtype.kind in "fiub" for dtype in wanted.dtypes):
        with contextlib.suppress(UserProblem):  # which column it is, is said below
            return check(wanted.to_numpy(dtype=float), "indicators")
    found = np.empty((len(responses), len(names)))
    for place, name in enumerate(names):
        found[:, place] = check(responses[name], f"indicator {name}")
    return found


def cells_of(
    responses: pd.DataFrame, by: Sequence[str], labels: Mapping[str, tuple] | None = None
) -> tuple[np.ndarray, Mapping[str, tuple]]:
    """Which cells each person is in, everyone's first then one for each breakdown (-1 = in none), and each breakdown's groups.

    With `labels` the cells are those of that longer list, which another table of responses may have.
    """
    coded = {name: _groups(responses, name) for name in by}
    found = {name: groups for name, (_, groups) in coded.items()}
    wanted = found if labels is None else labels
    cells = np.zeros((len(responses), 1 + len(coded)), dtype=np.int64)
    start = 1
    for column, (name, (codes, groups)) in enumerate(coded.items(), start=1):
        place = {label: at for at, label in enumerate(wanted[name])}
        lookup = np.array([start + place[label] for label in groups] + [-1], dtype=np.int64)
        cells[:, column] = lookup[codes]
        start += len(wanted[name])
    return cells, wanted


def membership(cells: np.ndarray, n_cells: int) -> csr_array:
    """People x cells: 1 where a person is in the cell."""
    size, width = cells.shape
    return csr_array(
        (np.ones(size * width), cells.ravel(), np.arange(0, size * width + 1, width)), shape=(size, n_cells)
    )


def _product(cells: np.ndarray, n_cells: int, y: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """One sparse matrix product per block: which cells a person is in, times what they add to each sum.

    A weight of zero counts nobody in. The last cell gathers what belongs to no group, and is dropped.
    """
    n, n_indicators = y.shape
    total = np.zeros((n_cells + 1, 6 * n_indicators))
    held = np.empty((min(n, BLOCK), 6, n_indicators))
    for start in range(0, n, BLOCK):
        block = slice(start, min(n, start + BLOCK))
        adds = held[: block.stop - start]
        w = weights[block, None]
        answered = ~np.isnan(y[block]) & (w > 0)
        adds[:, N] = answered
        adds[:, N_YES] = 0
        np.copyto(adds[:, N_YES], y[block], where=answered)
        np.multiply(adds[:, N : N_YES + 1], w[:, None], out=adds[:, W : WY + 1])
        np.multiply(adds[:, W : WY + 1], w[:, None], out=adds[:, W2 : W2Y + 1])
        total += membership(cells[block], n_cells + 1).T @ adds.reshape(len(adds), -1)
    return total[:-1]


def _groups(responses: pd.DataFrame, name: str) -> tuple[np.ndarray, tuple]:
    """Codes and labels of a breakdown: a column, or two crossed with `*` and labelled "a / b"."""
    parts = [part.strip() for part in name.split("*")]
    missing = [part for part in parts if part not in responses]
    if missing:
        known = ", ".join(map(str, responses.columns))
        raise UserProblem(f"Column '{missing[0]}' not found.", "breakdowns", f"Choose among: {known}.")
    codes, labels = codes_of(responses[parts[0]], len(responses), parts[0])
    codes = codes.astype(np.int64)
    for part in parts[1:]:
        more, more_labels = codes_of(responses[part], len(responses), part)
        codes = np.where((codes < 0) | (more < 0), -1, codes * len(more_labels) + more)
        labels = tuple(f"{first} / {second}" for first in labels for second in more_labels)
        if len(set(labels)) < len(labels):
            raise UserProblem(
                f"Two groups of '{name}' would have one name.", "breakdowns", "Leave ' / ' out of the names of groups."
            )
    return codes, labels


def with_cells_of(first: Sums, second: Sums) -> tuple[Sums, Sums]:
    """Both on the cells that either has."""
    labels = {by: _union(first.labels[by], second.labels[by]) for by in first.labels}
    return _spread(first, labels, first.units), _spread(second, labels, second.units)


def with_units_of(first: Sums, second: Sums) -> tuple[Sums, Sums]:
    """Both on the design units that either has."""
    units = _union(first.units, second.units)
    return _spread(first, first.labels, units), _spread(second, second.labels, units)


def _union(first: tuple, second: tuple) -> tuple:
    """Sorted where both are, as the labels of all the data would be; else the second's after the first's."""
    if first == second:
        return first
    both = (*first, *(label for label in second if label not in set(first)))
    try:
        is_sorted = all(list(labels) == sorted(labels) for labels in (first, second))
        return tuple(sorted(both)) if is_sorted else both
    except TypeError:
        return both


def _spread(sums: Sums, labels: Mapping[str, tuple], units: tuple) -> Sums:
    """The same sums on a longer list of cells and units."""
    wider = Sums(sums.indicators, labels, units, sums.is_clustered, np.empty(0), np.empty(0))
    if wider.cells == sums.cells and units == sums.units:
        return sums
    cell_at = {cell: place for place, cell in enumerate(wider.cells)}
    unit_at = {unit: place for place, unit in enumerate(units)}
    places = np.ix_([unit_at[unit] for unit in sums.units], [cell_at[cell] for cell in sums.cells])
    rows = np.zeros((len(units), len(wider.cells)), dtype=sums.rows.dtype)
    values = np.zeros((len(units), len(wider.cells), *sums.values.shape[2:]))
    rows[places], values[places] = sums.rows, sums.values
    return Sums(sums.indicators, labels, units, sums.is_clustered, rows, values)
