"""Weights that make a sample match known totals: raking, also called iterative proportional fitting."""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from helpers.errors import UserProblem
from helpers.estimates.arrays import codes_of, weights_of

CROSSED = " / "
COSTLY = 2.0
"""A design effect above which half of the sample is spent on weighting."""
LARGE = 5.0
"""A largest weight, over the mean, that is often taken for the limit."""
TOLERANCE = 1e-12
"""Converged when no margin is further from its target than this part of the total."""
MAX_ITERATIONS = 1000
ROUNDING = 0.015
"""Published shares may add to 0.985 to 1.015, and published totals differ by as much, through rounding."""


@dataclass(frozen=True)
class Raked:
    """One weight per row of the frame, and what they cost.

    `design_effect` is Kish's n sum w^2 / (sum w)^2: how much wider, in variance, weighting makes the intervals.
    `n_effective` is n over it. `gaps` says of each margin how far its furthest category is from its target, as a part of the
    total; `notes` name, in sentences, margins that don't hold, margins that say the same, and what these weights cost.
    """

    weights: np.ndarray
    converged: bool
    iterations: int
    design_effect: float
    n_effective: float
    gaps: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def rake(
    frame: pd.DataFrame,
    margins: Mapping[str, Mapping[Any, float]],
    base_weights: Any = None,
    cap: float | None = None,
) -> Raked:
    """Rake a sample to population margins.

    Parameters
    ----------
    frame
        One row per respondent, a column of labels per margin.
    margins
        Column -> category -> share of the population (each column's add to 1), or count (each column's add to the
        same total). Weights add to the number of rows for shares, to the total for counts.
    base_weights
        Weights to start from, such as design weights; ones if not given.
    cap
        The largest weight allowed, over the mean weight. Weights above it are cut after every round and raking
        goes on; where cap and margins can't both hold, `converged` is False and the cap holds.

    Notes
    -----
    People with no answer to a margin's question form a category of their own, which keeps its share of the base
    weights; the others are raked to what remains. So nobody is dropped and no answer is invented.
    Source: Deming and Stephan (1940), Annals of Mathematical Statistics 11, 427-444; Kish (1992), Journal of Official
    Statistics 8, 183-200.

    Raises
    ------
    UserProblem
        For a category nobody in the sample is in, one the margins don't have, targets that don't add up or are not
        above zero, a sample of nobody.

    Examples
    --------
    >>> people = pd.DataFrame({"gender": ["Woman", "Woman", "Woman", "Man"]})
    >>> raked = rake(people, {"gender": {"Woman": 0.5, "Man": 0.5}})
    >>> raked.weights.round(3).tolist(), round(raked.design_effect, 3), raked.converged
    ([0.667, 0.667, 0.667, 2.0], 1.333, True)
    """
    n = len(frame)
    if not n or not margins:
        raise UserProblem("There is nobody, or no margin, to weight.", "weighting", "Give answers and margins.")
    base = weights_of(base_weights, n, "base weights")
    if cap is not None and cap <= 1:
        raise UserProblem(f"A cap of {cap:g} leaves no room.", "weighting", "Give a cap above 1, such as 5.")
    total = _total(margins, n)
    crossed = _cross(frame, margins, base, is_each=cap is not None and np.ptp(base) > 0)
    coded = [
        _margin(column, dict(margins[column]), codes, found, crossed, total)
        for column, codes, found in zip(margins, crossed.codes, crossed.found, strict=True)
    ]
    cells, targets = [codes for codes, _ in coded], [target for _, target in coded]
    start = crossed.base * (total / crossed.base.sum())
    ceiling = None if cap is None else cap * total / n * crossed.people
    fitted, converged, iterations = _fit(start, cells, targets, ceiling, total)
    factor = np.divide(fitted, crossed.base, out=np.zeros_like(fitted), where=crossed.base > 0)
    weights = base * factor[crossed.cell_of]
    effect = n * float(weights @ weights) / float(weights.sum()) ** 2
    missed = {
        column: (np.bincount(codes, weights=fitted, minlength=len(target)) - target) / total
        for column, codes, target in zip(margins, cells, targets, strict=True)
    }
    gaps = {column: float(np.abs(gap).max()) for column, gap in missed.items()}
    notes = _said_twice(margins, cells, crossed.people)
    if not converged:
        notes += _missed(margins, missed, cap)
    notes += _cost(weights, effect)
    return Raked(weights, converged, iterations, effect, n / effect, gaps, tuple(notes))


def post_stratify(
    frame: pd.DataFrame,
    columns: Sequence[str],
    targets: Mapping[tuple, float],
    base_weights: Any = None,
    cap: float | None = None,
) -> Raked:
    """Weight a sample to the population's count, or share, of every combination of categories.

    w times target / sum of w in the cell: `rake` with one margin, the columns crossed. Where the combinations are known and
    none is empty it needs no rounds, and two columns are right together, not only each by itself.

    Parameters
    ----------
    columns
        Columns of the frame that make a cell.
    targets
        (category of each column) -> share or count; `base_weights` and `cap` as in `rake`. A cell in which fewer than about five
        people answered gives them large weights: combine it first.

    Notes
    -----
    Source: Holt and Smith (1979), Journal of the Royal Statistical Society A 142, 33-46.

    Examples
    --------
    >>> people = pd.DataFrame({"age": ["young", "young", "old", "old"], "gender": ["Woman", "Man", "Woman", "Woman"]})
    >>> cells = {("young", "Woman"): 0.25, ("young", "Man"): 0.25, ("old", "Woman"): 0.5}
    >>> post_stratify(people, ["age", "gender"], cells).weights.tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    columns = list(columns)
    for column in columns:
        if column not in frame:
            listed = ", ".join(map(str, frame.columns))
            raise UserProblem(f"Column '{column}' not found.", "post-stratification", f"Choose among: {listed}.")
    wrong = [key for key in targets if not isinstance(key, tuple) or len(key) != len(columns)]
    if wrong:
        raise UserProblem(
            f"The target of {wrong[0]!r} is not for {len(columns)} columns.",
            "post-stratification",
            f"Give a target for each combination of {', '.join(columns)}.",
        )
    name = CROSSED.join(columns)
    rows = zip(*(frame[column] for column in columns), strict=True)
    is_known = frame[columns].notna().all(axis=1)
    labels = [CROSSED.join(map(str, row)) if known else None for row, known in zip(rows, is_known, strict=True)]
    crossed = {CROSSED.join(map(str, key)): target for key, target in targets.items()}
    return rake(pd.DataFrame({name: labels}), {name: crossed}, base_weights, cap)


def _said_twice(margins: Mapping[str, Mapping], cells: list[np.ndarray], people: np.ndarray) -> list[str]:
    """Margins of which one follows from the other: it adds nothing, and can contradict."""
    names, said = list(margins), []
    for first, second in itertools.combinations(range(len(names)), 2):
        for finer, coarser in ((first, second), (second, first)):
            height, width = (int(cells[at].max()) + 1 for at in (finer, coarser))
            pairs = np.bincount(cells[finer] * width + cells[coarser], weights=people, minlength=height * width)
            meets = pairs.reshape(height, width) > 0
            if meets.sum(axis=1).max() == 1 and meets.any(axis=0).sum() > 1:
                said.append(
                    f"'{names[coarser]}' follows from '{names[finer]}' in this sample, so one of the two margins is enough"
                )
                break
    return said


def _missed(margins: Mapping[str, Mapping], missed: Mapping[str, np.ndarray], cap: float | None) -> list[str]:
    """Which margin is furthest from holding, and where."""
    column = max(missed, key=lambda name: float(np.abs(missed[name]).max()))
    at = int(np.abs(missed[column]).argmax())
    label = [*margins[column], "no answer"][at]
    why = "the cap leaves no room" if cap is not None else "the margins contradict each other in this sample"
    return [
        f"the margins could not all be met, since {why}: '{column}' is furthest off, at '{label}' by "
        f"{abs(missed[column][at]):.1%} of everybody"
    ]


def _cost(weights: np.ndarray, effect: float) -> list[str]:
    """What large weights cost. That weighting mends only what it weights by is said in reports, of any weights."""
    largest = float(weights.max() / weights.mean())
    said = []
    if effect > COSTLY:
        said.append(
            f"the weights are worth their cost only where they matter: {1 / effect:.0%} of the sample is left in effect"
        )
    if largest > LARGE:
        said.append(f"somebody counts for {largest:.1f} average people: a cap would hold that")
    return said


def _fit(weight: np.ndarray, cells: list, targets: list, ceiling: np.ndarray | None, total: float):
    """Round after round over the margins, until all hold (and the cap does)."""
    for iteration in range(1, MAX_ITERATIONS + 1):
        for codes, target in zip(cells, targets, strict=True):
            now = np.bincount(codes, weights=weight, minlength=len(target))
            weight = weight * np.divide(target, now, out=np.ones_like(now), where=now > 0)[codes]
        if ceiling is not None:
            weight = np.minimum(weight, ceiling)
        gaps = [
            np.abs(np.bincount(codes, weights=weight, minlength=len(target)) - target).max()
            for codes, target in zip(cells, targets, strict=True)
        ]
        if max(gaps) <= TOLERANCE * total:
            return weight, True, iteration
    return weight, False, MAX_ITERATIONS


@dataclass(frozen=True)
class _Crossed:
    """The combinations of categories, and which one each person is in: rounds over them are as good as over people."""

    codes: list[np.ndarray]
    """Of each margin, the category of each cell; -1 = not answered."""
    found: list[tuple]
    """Of each margin, what the codes stand for."""
    people: np.ndarray
    base: np.ndarray
    """Base weights, added up."""
    cell_of: np.ndarray


def _cross(frame: pd.DataFrame, margins: Mapping[str, Mapping], base: np.ndarray, is_each: bool) -> _Crossed:
    """With `is_each`, each person is a cell: where there is a cap, people of one combination may be cut differently."""
    codes, found = [], []
    for column in margins:
        where = f"weighting margin '{column}'"
        if column not in frame:
            listed = ", ".join(map(str, frame.columns))
            raise UserProblem(f"Column '{column}' not found.", where, f"Choose among: {listed}.")
        of_people, labels = codes_of(frame[column], len(frame), where)
        codes.append(of_people)
        found.append(labels)
    if is_each:
        return _Crossed(codes, found, np.ones(len(base)), base, np.arange(len(base)))
    sizes = tuple(len(labels) + 1 for labels in found)
    if math.prod(sizes) <= 4 * len(base) + 1024:
        cell_of = codes[0] + 1
        for more, size in zip(codes[1:], sizes[1:], strict=True):
            cell_of *= size
            cell_of += more
            cell_of += 1
        n_cells = math.prod(sizes)
        of_cells = [place - 1 for place in np.unravel_index(np.arange(n_cells), sizes)]
    else:
        held, cell_of = np.unique(np.column_stack(codes), axis=0, return_inverse=True)
        cell_of, n_cells, of_cells = cell_of.ravel(), len(held), list(held.T)
    people = np.bincount(cell_of, minlength=n_cells).astype(float)
    return _Crossed(of_cells, found, people, np.bincount(cell_of, weights=base, minlength=n_cells), cell_of)


def _total(margins: Mapping[str, Mapping], n: int) -> float:
    sums = {column: float(sum(targets.values())) for column, targets in margins.items()}
    if all(abs(total - 1) <= ROUNDING for total in sums.values()):
        return float(n)
    listed = ", ".join(f"{column}: {total:g}" for column, total in sums.items())
    largest = max(sums.values())
    if largest <= 1 + ROUNDING or min(sums.values()) < (1 - ROUNDING) * largest:
        raise UserProblem(
            f"The targets don't add up ({listed}).",
            "weighting margins",
            "Shares of each question add to 1; counts of each question add to the same total.",
        )
    return next(iter(sums.values()))


def _margin(
    column: str, targets: dict, codes: np.ndarray, found: tuple, crossed: _Crossed, total: float
) -> tuple[np.ndarray, np.ndarray]:
    """Codes of one margin (the last one = not answered) and its target totals."""
    where = f"weighting margin '{column}'"
    # the last place gathers those with no answer, whose code is -1
    people = np.bincount(codes % (len(found) + 1), weights=crossed.people, minlength=len(found) + 1)
    weight = np.bincount(codes % (len(found) + 1), weights=crossed.base, minlength=len(found) + 1)
    held = {label for label, count in zip(found, people, strict=False) if count}
    unknown = sorted(map(str, held - targets.keys()))
    if unknown:
        raise UserProblem(f"No target for {_listed(unknown)}.", where, "Give one, or combine with another category.")
    bad = [str(label) for label, target in targets.items() if not target > 0]
    if bad:
        raise UserProblem(
            f"The target of {_listed(bad)} is not above zero.", where, "Leave the category out, or correct its target."
        )
    empty = [str(label) for label in targets if label not in held or not weight[found.index(label)]]
    if empty:
        raise UserProblem(
            f"Nobody in the sample is in {_listed(empty)}, so weighting can't reach its target.",
            where,
            "Combine it with a neighbouring category, in the margin and in the data.",
        )
    place = {label: at for at, label in enumerate(targets)}
    lookup = np.array([place.get(label, -1) for label in found] + [len(targets)])
    codes = lookup[codes]
    unanswered = weight[-1] / weight.sum()
    shares = np.array(list(targets.values()), dtype=float)
    shares = shares / shares.sum() * (1 - unanswered)
    return codes, np.append(shares, unanswered) * total


def _listed(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
