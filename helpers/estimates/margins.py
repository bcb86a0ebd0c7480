"""Margins to weight to: checked against the sample, coded, and crossed."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from helpers.errors import UserProblem
from helpers.estimates.arrays import codes_of, known, weights_of

Margins = Mapping[str, Mapping[Any, float]]
"""Column -> category -> share of the population, or count."""
ROUNDING = 0.015
"""Published shares may add to 0.985 to 1.015, and published totals differ by as much, through rounding."""
SAME = 1e-8
"""The part that floating point leaves of a category that others predict wholly."""


def check_margins(frame: pd.DataFrame, margins: Margins, base_weights: Any = None) -> list[str]:
    """Everything that keeps a sample from being weighted to these margins, or makes it odd, in sentences; none = nothing.

    `rake` stops at the first of them that it can't do with: a category nobody in the sample is in, people in a category without a
    target, targets that aren't above zero or don't add up, a column that isn't there. Margins of which one follows from others
    are named too, though `rake` goes on with them; whether all can be met at once, only raking shows (`Raked.notes`).

    Parameters
    ----------
    frame, margins, base_weights
        As for `rake`.

    Examples
    --------
    >>> people = pd.DataFrame({"gender": ["Woman", "Woman", "Man", "Other"]})
    >>> for sentence in check_margins(people, {"gender": {"Woman": 0.5, "Man": 0.4, "Trans": 0.2}}):
    ...     print(sentence)
    The targets don't add up (gender: 1.1).
    gender: No target for 'Other'.
    gender: Nobody in the sample is in 'Trans', so weighting can't reach its target.
    """
    if not len(frame) or not margins:
        return ["There is nobody, or no margin, to weight."]
    base = weights_of(base_weights, len(frame), "base weights")
    here = {column: targets for column, targets in margins.items() if column in frame}
    said = [f"{column}: There is no such column." for column in margins if column not in frame]
    found = []
    try:
        total_of(margins, len(frame))
    except UserProblem as problem:
        found.append(problem.what)
    if not here:
        return said + found
    crossed = cross(frame, here, base)
    for at, (column, targets) in enumerate(here.items()):
        found += [f"{column}: {problem.what}" for problem in problems(column, targets, crossed, at)]
    return said + found + follows(list(here), crossed)


@dataclass(frozen=True)
class Crossed:
    """The combinations of categories, and which one each person is in: rounds over them are as good as over people."""

    codes: list[np.ndarray]
    """Of each margin, the category of each cell; -1 = not answered."""
    found: list[tuple]
    """Of each margin, what the codes stand for."""
    people: np.ndarray
    base: np.ndarray
    """Base weights, added up."""
    cell_of: np.ndarray

    def each(self, base: np.ndarray) -> "Crossed":
        """With everybody a cell: under a cap, people of one combination may be cut differently."""
        codes = [of_cells[self.cell_of] for of_cells in self.codes]
        return Crossed(codes, self.found, np.ones(len(base)), base, np.arange(len(base)))

    def by_category(self, at: int, values: np.ndarray) -> np.ndarray:
        """Values of cells added up by the categories of one margin; the last place gathers those with no answer."""
        size = len(self.found[at]) + 1
        return np.bincount(self.codes[at] % size, weights=values, minlength=size)


def cross(frame: pd.DataFrame, margins: Margins, base: np.ndarray) -> Crossed:
    """Code the columns of the margins and cross them."""
    codes, found = [], []
    for column in margins:
        known(frame, [column])
        of_people, labels = codes_of(frame[column], len(frame), f"weighting margin '{column}'")
        codes.append(of_people)
        found.append(labels)
    sizes = tuple(len(labels) + 1 for labels in found)
    if math.prod(sizes) <= 4 * len(base) + 1024:
        n_cells = math.prod(sizes)
        # the smallest integers that hold the cells: less to move through memory
        cell_of = codes[0].astype(np.min_scalar_type(-n_cells)) + 1
        for more, size in zip(codes[1:], sizes[1:], strict=True):
            cell_of *= size
            np.add(cell_of, more, out=cell_of, casting="same_kind")
            cell_of += 1
        cell_of = cell_of.astype(np.intp)
        of_cells = [place - 1 for place in np.unravel_index(np.arange(n_cells), sizes)]
    else:
        held, cell_of = np.unique(np.column_stack(codes), axis=0, return_inverse=True)
        cell_of, n_cells, of_cells = cell_of.ravel(), len(held), list(held.T)
    people = np.bincount(cell_of, minlength=n_cells).astype(float)
    return Crossed(of_cells, found, people, np.bincount(cell_of, weights=base, minlength=n_cells), cell_of)


def total_of(margins: Margins, n: int) -> float:
    """What weights add up to: n for shares, the total for counts."""
    sums = {column: float(sum(targets.values())) for column, targets in margins.items()}
    if all(abs(total - 1) <= ROUNDING for total in sums.values()):
        return float(n)
    largest = max(sums.values())
    if not (largest >= 2 and min(sums.values()) >= (1 - ROUNDING) * largest and math.isfinite(largest)):
        listed = ", ".join(f"{column}: {total:g}" for column, total in sums.items())
        raise UserProblem(
            f"The targets don't add up ({listed}).",
            "weighting margins",
            "Shares of each question add to 1; counts of each question add to the same total.",
        )
    return next(iter(sums.values()))


def problems(column: str, targets: Mapping[Any, float], crossed: Crossed, at: int) -> list[UserProblem]:
    """Why a margin can't be met in this sample."""
    where, labels = f"weighting margin '{column}'", crossed.found[at]
    people, weight = crossed.by_category(at, crossed.people), crossed.by_category(at, crossed.base)
    held = {label for label, count in zip(labels, people, strict=False) if count}
    unknown = sorted(map(str, held - targets.keys()))
    bad = [str(label) for label, target in targets.items() if not target > 0]
    empty = [
        str(label)
        for label, target in targets.items()
        if target > 0 and (label not in held or not weight[labels.index(label)])
    ]
    said = [
        (unknown, "No target for {}.", "Give one, or combine with another category."),
        (bad, "The target of {} is not above zero.", "Leave the category out, or correct its target."),
        (
            empty,
            "Nobody in the sample is in {}, so weighting can't reach its target.",
            "Combine it with a neighbouring category, in the margin and in the data.",
        ),
    ]
    return [UserProblem(what.format(_listed(names)), where, mend) for names, what, mend in said if names]


def coded(
    column: str, targets: Mapping[Any, float], crossed: Crossed, at: int, total: float
) -> tuple[np.ndarray, np.ndarray]:
    """Codes of one margin (the last one = not answered) and its target totals; refused where it can't be met."""
    if wrong := problems(column, targets, crossed, at):
        raise wrong[0]
    place = {label: number for number, label in enumerate(targets)}
    lookup = np.array([place.get(label, -1) for label in crossed.found[at]] + [len(targets)])
    weight = crossed.by_category(at, crossed.base)
    unanswered = weight[-1] / weight.sum()
    shares = np.array(list(targets.values()), dtype=float)
    shares = shares / shares.sum() * (1 - unanswered)
    return lookup[crossed.codes[at]], np.append(shares, unanswered) * total


def categories(crossed: Crossed) -> list[np.ndarray]:
    """Of each margin, cells x categories that hold anybody: 1 where the cell is in it."""
    tables = []
    for at, codes in enumerate(crossed.codes):
        held = np.flatnonzero(crossed.by_category(at, crossed.people) > 0)
        tables.append((codes[:, None] % (len(crossed.found[at]) + 1) == held).astype(float))
    return tables


def follows(names: list[str], crossed: Crossed) -> list[str]:
    """Margins, or categories, that follow from others in this sample: they add nothing, and can contradict."""
    tables = categories(crossed)
    everything = np.hstack(tables)[crossed.people > 0]
    # how many cells two categories share: all that is asked here can be read from it, and it is small
    shared = np.einsum("ci,cj->ij", everything, everything)
    places = np.split(np.arange(len(shared)), np.cumsum([table.shape[1] for table in tables])[:-1])
    said = []
    for at, (name, here) in enumerate(zip(names, places, strict=True)):
        whole = next((one for one in range(at) if _follows(shared[np.ix_(places[one], here)])), None)
        part = next((one for one in range(at) if _follows(shared[np.ix_(here, places[one])])), None)
        if whole is not None or part is not None:
            first, second = (names[whole], name) if whole is not None else (name, names[part])
            said.append(f"'{second}' follows from '{first}' in this sample, so one of the two margins is enough")
        elif at:
            said += _partly(names[: at + 1], shared, np.concatenate(places[:at]), here, crossed)
    return said


def _follows(meets: np.ndarray) -> bool:
    """Whether every category of the finer margin (rows) meets one of the coarser margin's only."""
    return meets.shape[1] > 1 and bool((meets > 0).sum(axis=1).max() == 1)


def _partly(names: list[str], shared: np.ndarray, before: np.ndarray, here: np.ndarray, crossed: Crossed) -> list[str]:
    """Categories whose people are known from the categories of the margins before: 'retired' where all are 65 or over."""
    at, both = len(names) - 1, np.concatenate([before, here])
    crossing = shared[np.ix_(before, here)]
    predicted = (crossing * (np.linalg.pinv(shared[np.ix_(before, before)], hermitian=True) @ crossing)).sum(axis=0)
    cells = np.diag(shared)[here]
    known_ones = np.flatnonzero(crossed.by_category(at, crossed.people) > 0)[cells - predicted < SAME * cells]
    labels = [str(crossed.found[at][place]) for place in known_ones if place < len(crossed.found[at])]
    # who skipped one question skipped the other: their share is kept in both, so nothing disagrees
    skipped = len(known_ones) - len(labels)
    whole, alone = (
        np.linalg.matrix_rank(shared[np.ix_(part, part)], hermitian=True, rtol=SAME) for part in (both, before)
    )
    if whole + skipped >= alone + len(here) - 1:
        return []
    which = f"{_listed(labels)} of '{names[at]}'" if labels else f"part of '{names[at]}'"
    return [
        f"who is in {which} follows from {_listed(names[:at])} in this sample: where their targets disagree, not all can be met"
    ]


def _listed(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
