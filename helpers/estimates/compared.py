"""Two waves side by side: shares, or means, of both, and how their errors go together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from helpers.errors import UserProblem
from helpers.estimates.arrays import answers, column_of
from helpers.estimates.averages import Averages, NumberSums, averages, tabulate_numbers
from helpers.estimates.design import design
from helpers.estimates.estimate import Estimates, degrees_of_freedom, estimate
from helpers.estimates.intervals import TAIL, Pair
from helpers.estimates.mover import Z_SHOWN, Two, correlation_of
from helpers.estimates.sums import W2Y, Sums, matrix, tabulate, with_cells_of
from helpers.estimates.waves import Joint, Overlap, Wave, are_places_shared, ids_of, joint, overlap


def design_of(n: tuple[np.ndarray, np.ndarray], matched: np.ndarray, sums: tuple[Sums, Sums]) -> np.ndarray:
    """Who, or else which places, were asked twice, in a word or two."""
    is_matched = (matched == n[0]) & (matched == n[1]) & (matched > 0)
    nobody_twice = "same places" if are_places_shared(*sums) else "independent"
    return np.where(is_matched, "matched", np.where(matched > 0, "partly overlapping", nobody_twice))


@dataclass(frozen=True)
class Compared:
    """Two waves side by side: arrays of cells x indicators, on the cells that either has."""

    sums: tuple[Sums, Sums]
    before: Estimates
    after: Estimates
    joint: Joint
    two: Two

    @property
    def difference(self) -> np.ndarray:
        """After less before."""
        return self.after.share - self.before.share

    @property
    def std_error(self) -> np.ndarray:
        """NaN where a wave has no answer."""
        return np.where(np.isnan(self.difference), np.nan, self.joint.std_error)

    @property
    def design(self) -> np.ndarray:
        """Who was asked twice."""
        return design_of((self.before.n, self.after.n), self.joint.n_matched, self.sums)


@dataclass(frozen=True)
class ComparedMeans:
    """Two waves of numbers side by side: arrays of cells x columns, on the cells that either has."""

    sums: tuple[Sums, Sums]
    before: Averages
    after: Averages
    joint: Joint
    freedom: np.ndarray
    """Of t: Welch's where nobody answered twice, else those of the wave that has fewer."""

    @property
    def difference(self) -> np.ndarray:
        """After less before."""
        return self.after.mean - self.before.mean

    @property
    def std_error(self) -> np.ndarray:
        """NaN where a wave has no answer, or one that tells no error."""
        is_known = ~np.isnan(self.before.std_error) & ~np.isnan(self.after.std_error)
        return np.where(is_known, self.joint.std_error, np.nan)

    @property
    def design(self) -> np.ndarray:
        """Who was asked twice."""
        return design_of((self.before.n, self.after.n), self.joint.n_matched, self.sums)


def compare(before: Sums, after: Sums, both: Overlap | None = None) -> Compared:
    """Two waves of shares, from their sums and who is in both."""
    before, after = with_cells_of(before, after)
    one, other = estimate(before), estimate(after)
    shares, n = (one.share, other.share), (one.n_cautious, other.n_cautious)
    together = joint(before, after, shares, both)
    correlation = correlation_of(shares, n, (together.before, together.after), together.covariance)
    return Compared((before, after), one, other, together, Two(*shares, *n, correlation))


def compare_means(before: NumberSums, after: NumberSums, both: Overlap | None = None) -> ComparedMeans:
    """Two waves of means, from their sums and who is in both."""
    numbers = with_cells_of(before.numbers, after.numbers)
    squares = with_cells_of(before.squares, after.squares)
    before, after = (NumberSums(*each) for each in zip(numbers, squares, strict=True))
    one, other = averages(before), averages(after)
    together = joint(
        *numbers, (one.mean, other.mean), both, (squares[0].values[:, :, W2Y], squares[1].values[:, :, W2Y])
    )
    freedom = welch((together.before, together.after), tuple(map(degrees_of_freedom, numbers)))
    is_apart = (together.n_matched == 0) & (not are_places_shared(*numbers))
    fewer = np.minimum(*map(degrees_of_freedom, numbers))
    return ComparedMeans(numbers, one, other, together, np.where(is_apart, freedom, fewer))


def welch(variances: Pair, freedom: Pair) -> np.ndarray:
    """Degrees of freedom of a sum of two independent variances.

    Source: Satterthwaite (1946), Biometrics Bulletin 2, 110-114; Welch (1947), Biometrika 34, 28-35.
    """
    (one, other), (first, second) = variances, freedom
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (one + other) ** 2 / (one**2 / first + other**2 / second)
    return np.where((first > 0) & (second > 0), np.where(one + other > 0, found, first + second), 0.0)


@dataclass(frozen=True)
class MeanDifference:
    """A difference of means with its t interval, its p-value, and the smallest that would probably have shown; arrays."""

    difference: np.ndarray
    std_error: np.ndarray
    ci_low: np.ndarray
    ci_high: np.ndarray
    p_value: np.ndarray
    smallest: np.ndarray


def by_t(difference: np.ndarray, std_error: np.ndarray, freedom: np.ndarray) -> MeanDifference:
    """Difference -/+ t times its error. Everybody alike in both waves: no p-value, unless nothing changed."""
    freedom = np.where(freedom > 0, freedom, np.nan)
    half = stats.t.ppf(1 - TAIL, freedom) * std_error
    with np.errstate(divide="ignore", invalid="ignore"):
        p = 2 * stats.t.sf(np.abs(difference) / std_error, freedom)
    p = np.where(std_error > 0, p, np.where(difference == 0, np.where(std_error == 0, 1.0, np.nan), np.nan))
    return MeanDifference(difference, std_error, difference - half, difference + half, p, Z_SHOWN * std_error)


def tabulated(
    before: pd.DataFrame,
    after: pd.DataFrame,
    indicators: Sequence[str],
    by: Sequence[str],
    columns: Sequence[str | None],
    check: Callable[[Any, str], np.ndarray] = answers,
) -> tuple[tuple[Any, Any], Overlap | None]:
    """Both waves' sums (`NumberSums` with `check=numbers`), and who is in both; `columns`: weights, strata, clusters, ids."""
    weights, strata, clusters, ids = columns
    sums, waves = [], []
    for name in (strata, clusters):
        if name is not None and (name in before) != (name in after):
            raise UserProblem(f"Only one wave has {name}.", name, "Give both waves', or neither.")
    for which, frame in (("before", before), ("after", after)):
        w, stratum, cluster = (
            column_of(frame, name) if name in frame else None for name in (weights, strata, clusters)
        )
        the_design = design(len(frame), w, stratum, cluster)
        names = ids_of(frame[ids], len(frame), which) if ids is not None and ids in frame else None
        add_up = tabulate if check is answers else tabulate_numbers
        sums.append(add_up(frame, indicators, by, the_design))
        waves.append(Wave(matrix(frame, indicators, check), frame, the_design, names))
    labels = with_cells_of(*(each if check is answers else each.numbers for each in sums))[0].labels
    return (sums[0], sums[1]), overlap(*waves, by, labels)
