"""Weights that make a sample match known totals: raking, also called iterative proportional fitting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from helpers.errors import UserProblem
from helpers.estimates.arrays import known, weights_of
from helpers.estimates.calibration import Calibration
from helpers.estimates.margins import Crossed, categories, coded, cross, follows, total_of

CROSSED = " / "
COSTLY = 2.0
"""A design effect above which half of the sample is spent on weighting."""
LARGE = 5.0
"""A largest weight, over the mean, that is often taken for the limit."""
TOLERANCE = 1e-12
"""Converged when no margin is further from its target than this part of the total."""
MAX_ITERATIONS = 1000


@dataclass(frozen=True)
class Raked:
    """One weight per row of the frame, and what they cost.

    `design_effect` is Kish's n sum w^2 / (sum w)^2: how much wider, in variance, weighting makes the intervals.
    `n_effective` is n over it. `gaps` says of each margin how far its furthest category is from its target, as a part of the
    total; `notes` name, in sentences, margins that don't hold, margins that say the same, and what these weights cost.
    Given to `share`, `shares`, `mean` or `means` in the place of weights, standard errors leave out what the margins explain
    (`calibration`); `.weights` given there, they don't.
    """

    weights: np.ndarray
    converged: bool
    iterations: int
    design_effect: float
    n_effective: float
    gaps: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    calibration: Calibration | None = field(default=None, repr=False)
    """None where the margins don't all hold, and where there are base weights and a cap, which may cut people of one combination differently."""


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
    total = total_of(margins, n)
    combined = cross(frame, margins, base)
    crossed = combined.each(base) if cap is not None and np.ptp(base) > 0 else combined
    prepared = [coded(column, targets, crossed, at, total) for at, (column, targets) in enumerate(margins.items())]
    cells, targets = [codes for codes, _ in prepared], [target for _, target in prepared]
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
    notes = follows(list(margins), combined)
    if not converged:
        notes += _missed(margins, missed, cap)
    notes += _cost(weights, effect)
    calibration = _calibration(combined, fitted) if converged and crossed is combined else None
    return Raked(weights, converged, iterations, effect, n / effect, gaps, tuple(notes), calibration)


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
    known(frame, columns)
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
    if len(crossed) < len(targets):
        raise UserProblem(
            "Two combinations of categories would have one name.",
            "post-stratification",
            "Leave ' / ' out of categories.",
        )
    return rake(pd.DataFrame({name: labels}), {name: crossed}, base_weights, cap)


def _calibration(combined: Crossed, fitted: np.ndarray) -> Calibration:
    """`fitted`: the weight of each cell."""
    factor = np.divide(fitted, combined.base, out=np.zeros_like(fitted), where=combined.base > 0)
    return Calibration(combined.cell_of, np.hstack(categories(combined)), factor, combined.base)


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
