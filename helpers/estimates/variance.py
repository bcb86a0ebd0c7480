"""The sampling variance of weighted means and shares, linearised, from sums by design unit.

z = w (y - mean) / sum w for those in the cell, 0 for everybody else in the design; with clusters, z summed by cluster.
Variance: sum over strata of n_h / (n_h - 1) (sum z^2 - (sum z)^2 / n_h), n_h people (or clusters), times 1 - n_h / N_h in a
finite population. Source: Binder (1983), International Statistical Review 51, 279-292; R survey's `svymean`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers.errors import UserProblem
from helpers.estimates.design import population_of
from helpers.estimates.sums import W2, W2Y, WY, N, Sums, W

ROUNDED_OFF = 1e-13
"""Squares that differ by less than this part of themselves differ by what floating point lost."""


@dataclass(frozen=True)
class Variance:
    """Arrays of cells x indicators; `sampled` is the part of the population that was asked, 0 where it has no size."""

    plain: np.ndarray
    corrected: np.ndarray
    """With the finite population correction."""
    sampled: float


def variance(
    sums: Sums, centre: np.ndarray, population: float | Mapping | None = None, squares: np.ndarray | None = None
) -> Variance:
    """The variance of `centre`, the weighted mean of every cell.

    `squares`: sums of w^2 y^2 by unit, cell and indicator; where they are not given, y is 0 or 1.
    """
    plain, corrected = np.zeros_like(centre), np.zeros_like(centre)
    n_sampled = n_population = 0.0
    parts = parts_of(sums, centre, squares)
    for stratum, at in strata_of(sums).items():
        sampled = n_in_stratum(sums, at)
        size = np.inf if population is None else population_of(population, stratum)
        if sampled > size:
            where = "the sample" if stratum is None else f"stratum '{stratum}'"
            raise UserProblem(
                f"{where} holds {sampled:g}, more than the population of {size:g}.", "population", "Correct the size."
            )
        n_sampled, n_population = n_sampled + sampled, n_population + size
        if sampled == size == 1:
            continue  # all there is of this stratum: it adds no error, and shows no spread
        refuse_lonely(stratum, sampled, sums.is_clustered)
        part = spread(parts.squares[at].sum(axis=0), parts.z[at].sum(axis=0), parts.z[at].sum(axis=0), sampled)
        plain += part
        corrected += (1 - sampled / size) * part
    return Variance(plain, corrected, n_sampled / n_population if n_population else 0.0)


@dataclass(frozen=True)
class Parts:
    """What each unit adds to a mean's error: the sum of its z, and of its z squared (its people's, or its own with clusters)."""

    z: np.ndarray
    squares: np.ndarray


def parts_of(sums: Sums, centre: np.ndarray, squares: np.ndarray | None = None) -> Parts:
    """Units x cells x indicators."""
    values = sums.values
    weight = values[:, :, W].sum(axis=0)
    less, less_squares = (0.0, 0.0) if sums.fine is None else _explained(sums, centre, weight)
    w2, w2y = values[:, :, W2], values[:, :, W2Y]
    w2yy = w2y if squares is None else squares
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (values[:, :, WY] - centre * values[:, :, W]) / weight - less
        if sums.is_clustered:
            return Parts(z, z**2)
        around = w2yy - 2 * centre * w2y + centre**2 * w2
        around = np.where(np.abs(around) <= ROUNDED_OFF * (w2yy + centre**2 * w2), 0.0, around)
        return Parts(z, around / weight**2 - less_squares)


def _explained(sums: Sums, centre: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What the margins that weights were raked to explain of each unit's z, and of its people's z squared."""
    fine = sums.fine
    assert fine is not None
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (fine.values[:, :, WY] - centre * fine.values[:, :, W]) / weight
        squares = (fine.values[:, :, W2Y] - centre * fine.values[:, :, W2]) / weight
    by_cell = np.zeros((len(fine.calibration.factor), *z.shape[1:]))
    np.add.at(by_cell, fine.cell, z)
    predicted = fine.calibration.predicted(by_cell)[fine.cell]
    less, less_squares = np.zeros((2, *sums.values.shape[:2], sums.values.shape[3]))
    np.add.at(less, fine.unit, predicted * fine.weights[:, None, None])
    np.add.at(less_squares, fine.unit, 2 * predicted * squares - predicted**2 * fine.squares[:, None, None])
    return less, less_squares


def spread(products: np.ndarray, first: np.ndarray, second: np.ndarray, n: float) -> np.ndarray:
    """One stratum's part of a variance, or of a covariance: n / (n - 1) (sum of products - product of sums / n)."""
    if not n:
        return products
    left = products - first * second / n
    left = np.where(np.abs(left) <= ROUNDED_OFF * np.abs(products), 0.0, left)
    return left * (n / (n - 1) if n > 1 else np.nan)


def strata_of(sums: Sums) -> dict[Any, list[int]]:
    """Stratum -> the places of its units, in an order that doesn't depend on the data's."""
    found: dict[Any, list[int]] = {}
    for place, (stratum, _) in enumerate(sums.units):
        found.setdefault(stratum, []).append(place)
    return dict(sorted(found.items(), key=lambda item: str(item[0])))


def n_in_stratum(sums: Sums, at: list[int]) -> float:
    """Its clusters, or its people where the design has none."""
    return float(len(at)) if sums.is_clustered else float(sums.rows[at, 0].sum())


def in_one_cluster(sums: Sums) -> np.ndarray:
    """Cells x indicators: whether all who answered are in one cluster, so that their z come to 0 whatever they answered."""
    if not sums.is_clustered:
        return np.zeros(sums.values.shape[1::2], dtype=bool)
    return (sums.values[:, :, N] > 0).sum(axis=0) == 1


def refuse_lonely(stratum: Any, sampled: float, is_clustered: bool) -> None:
    """Raise UserProblem for a stratum of one, or a design of one cluster, whose spread nothing tells."""
    if stratum is None and sampled == 1 and is_clustered:
        raise UserProblem(
            "All respondents are in one cluster, so nothing tells how clusters differ.",
            "clusters",
            "Leave clusters out, and say that the figures are of that one place.",
        )
    if stratum is not None and sampled == 1:
        what = "cluster" if is_clustered else "respondent"
        raise UserProblem(
            f"Stratum '{stratum}' has only one {what}, so its spread can't be estimated.",
            "strata",
            "Join it to the stratum most like it.",
        )
