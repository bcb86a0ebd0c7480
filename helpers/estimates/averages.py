"""Means of numbers, such as a 0-10 score: for everyone and for each group, with the design's errors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from helpers.estimates.arrays import column_of, columns_in, known, numbers, within
from helpers.estimates.design import Design, design
from helpers.estimates.estimate import degrees_of_freedom, design_effect, few_clusters
from helpers.estimates.intervals import TAIL
from helpers.estimates.sums import W2, W2Y, WY, N, Sums, W, matrix, tabulate
from helpers.estimates.variance import in_one_cluster, variance

COLUMNS = ("n", "n_effective", "design_effect", "mean", "std_dev", "std_error", "ci_low", "ci_high")


SKEWNESS_TIMES = 25
"""Cochran (1977), Sampling Techniques, 3rd ed., section 2.15."""


@dataclass(frozen=True)
class Mean:
    """A mean, how far people are from it (`std_dev`), its standard error and 95% interval, and what it rests on."""

    mean: float
    std_dev: float
    std_error: float
    ci_low: float
    ci_high: float
    n: int
    n_effective: float
    design_effect: float
    notes: tuple[str, ...] = ()
    """Where the interval may not hold what it says, in sentences."""


@dataclass(frozen=True)
class NumberSums:
    """Sums of numbers and of their squares. `a + b` are the sums of both sets of people."""

    numbers: Sums
    squares: Sums

    def __add__(self, other: "NumberSums") -> "NumberSums":
        return NumberSums(self.numbers + other.numbers, self.squares + other.squares)


@dataclass(frozen=True)
class Averages:
    """Arrays of cells x columns."""

    n: np.ndarray
    n_effective: np.ndarray
    design_effect: np.ndarray
    mean: np.ndarray
    std_dev: np.ndarray
    std_error: np.ndarray
    ci_low: np.ndarray
    ci_high: np.ndarray


def mean(
    x: Any,
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
    population: float | Mapping | None = None,
    domain: Any = None,
) -> Mean:
    """The weighted mean of a number among those who gave one, inside `domain`; arguments as in `share`.

    sum wx / sum w; standard error linearised, as R survey's `svymean` and SAS's SURVEYMEANS; interval mean -/+ t times it, t
    with as many degrees of freedom as there are people (or clusters) less strata; `std_dev` is the population's, root of
    n / (n - 1) sum w (x - mean)^2 / sum w, as R's `svyvar` of those who answered.

    Notes
    -----
    Nobody in the domain: NaN and `n` 0. One respondent: a mean without an error. Everybody gave the same number: an error
    of 0, and an interval without width. Where most people are at one end of a scale, a small sample's interval is narrower than it says: from
    25 times the square of the skewness it isn't (Cochran 1977, section 2.15), and `notes` say where it may be (docs/statistics.md).

    Examples
    --------
    >>> found = mean([7, 8, 4, 10, float("nan"), 6], weights=[1, 1, 2, 1, 1, 1])
    >>> round(found.mean, 2), round(found.std_error, 2), round(found.ci_low, 1), round(found.ci_high, 1), found.n
    (6.5, 1.15, 3.3, 9.7, 5)
    """
    values = within(numbers(x, "x"), domain)
    the_design = design(len(values), weights, strata, clusters, population)
    sums = tabulate_numbers(pd.DataFrame({"x": values}), ["x"], (), the_design)
    found = averages(sums, population)
    at = (0, 0)
    one = Mean(
        mean=float(found.mean[at]),
        std_dev=float(found.std_dev[at]),
        std_error=float(found.std_error[at]),
        ci_low=float(found.ci_low[at]),
        ci_high=float(found.ci_high[at]),
        n=int(found.n[at]),
        n_effective=float(found.n_effective[at]),
        design_effect=float(found.design_effect[at]),
    )
    return replace(one, notes=few_clusters(sums.numbers) + _lopsided(one, values, the_design.weights))


def _lopsided(found: Mean, x: np.ndarray, weights: np.ndarray) -> tuple[str, ...]:
    """Cochran's rule of thumb: a normal interval needs more than 25 times the square of the skewness."""
    held = ~np.isnan(x) & (weights > 0)
    if found.n < 2:
        return ()
    if not found.std_dev > 0:
        return ("everybody gave one number, so the interval has no width",)
    around = (x[held] - found.mean) / found.std_dev
    needed = SKEWNESS_TIMES * float(np.average(around**3, weights=weights[held])) ** 2
    if found.n > needed:
        return ()
    return (
        f"most of the {found.n} answers are at one end, so the interval is too narrow: it takes about {needed:,.0f} answers",
    )


def means(
    responses: pd.DataFrame,
    columns: Sequence[str],
    by: Sequence[str] = (),
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
    population: float | Mapping | None = None,
) -> pd.DataFrame:
    """Weighted means with errors, intervals and bases: one row per column of numbers, for everyone and for each group.

    Arguments as in `shares`.

    Returns
    -------
    DataFrame
        `column, group_by, group, n, n_effective, design_effect, mean, std_dev, std_error, ci_low, ci_high`; see `mean`.

    Examples
    --------
    >>> people = pd.DataFrame({"O2": [7, 8, 4, 9, 6], "gender": ["Woman", "Woman", "Man", "Man", "Man"]})
    >>> means(people, ["O2"], by=["gender"])[["group_by", "group", "n", "mean", "std_error"]].round(3)
      group_by     group  n   mean  std_error
    0           everyone  5  6.800      0.860
    1   gender       Man  3  6.333      1.326
    2   gender     Woman  2  7.500      0.395
    """
    known(responses, columns)
    weights, strata, clusters = (column_of(responses, what) for what in (weights, strata, clusters))
    the_design = design(len(responses), weights, strata, clusters, population)
    sums = tabulate_numbers(responses, columns, by, the_design)
    return table_of_means(sums, population)


def tabulate_numbers(
    responses: pd.DataFrame, columns: Sequence[str], by: Sequence[str], the_design: Design
) -> NumberSums:
    """Sums of one table of responses, to be added to those of others and given to `table_of_means`."""
    groups = columns_in(by)
    known(responses, groups)
    squared = [f"{name} squared" for name in columns]
    both = pd.DataFrame(matrix(responses, columns, numbers) ** 2, columns=squared, index=responses.index)
    return NumberSums(
        tabulate(responses, columns, by, the_design, check=numbers),
        tabulate(pd.concat([both, responses[groups]], axis=1), squared, by, the_design, check=numbers),
    )


def averages(sums: NumberSums, population: float | Mapping | None = None) -> Averages:
    """Means of every cell, each a part (domain) of the one design."""
    total, squares = sums.numbers.values.sum(axis=0), sums.squares.values.sum(axis=0)
    n = total[:, N]
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = np.where(n > 0, total[:, WY] / total[:, W], np.nan)
        n_effective = np.where(n > 0, total[:, W] ** 2 / total[:, W2], 0.0)
        around = squares[:, WY] / total[:, W] - centre**2
        around = np.where(around <= 1e-13 * centre**2, np.where(np.isnan(centre), np.nan, 0.0), around)
        std_dev = np.sqrt(np.where(n > 1, around * n / (n - 1), np.nan))
    found = variance(sums.numbers, centre, population, sums.squares.values[:, :, W2Y])
    alone = in_one_cluster(sums.numbers) & (found.sampled < 1)
    std_error = np.where(alone, np.nan, np.sqrt(np.maximum(found.corrected, 0)))
    freedom = degrees_of_freedom(sums.numbers)
    half = stats.t.ppf(1 - TAIL, np.where(freedom > 0, freedom, np.nan)) * std_error
    effect = design_effect(std_error, around, n)
    return Averages(n.astype(int), n_effective, effect, centre, std_dev, std_error, centre - half, centre + half)


def table_of_means(sums: NumberSums, population: float | Mapping | None = None) -> pd.DataFrame:
    """The table of sums, such as the sums of several files added up. Groups that hold nobody at all are left out."""
    found = averages(sums, population)
    held = sums.numbers.held()
    cells = [sums.numbers.cells[at] for at in held]
    names = sums.numbers.indicators
    table = pd.DataFrame(
        {
            "column": np.repeat(np.array(names, dtype=object), len(cells)),
            "group_by": [by for by, _ in cells] * len(names),
            "group": [group for _, group in cells] * len(names),
        }
    )
    for name in COLUMNS:
        table[name] = getattr(found, name)[held].T.ravel()
    return table
