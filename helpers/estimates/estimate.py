"""From cell sums to shares, standard errors and intervals."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from helpers.errors import UserProblem
from helpers.estimates import intervals
from helpers.estimates.design import population_of
from helpers.estimates.sums import N_YES, W2, W2Y, WY, N, Sums, W

METHODS = ("default", "logit", "beta")


@dataclass(frozen=True)
class Estimates:
    """Arrays of cells x indicators."""

    n: np.ndarray
    n_yes: np.ndarray
    n_effective: np.ndarray
    share: np.ndarray
    std_error: np.ndarray
    ci_low: np.ndarray
    ci_high: np.ndarray


def estimate(sums: Sums, population: float | Mapping | None = None, method: str = "default") -> Estimates:
    """Weighted shares of every cell, each a part (domain) of the one design.

    Standard error: linearised weighted mean, as R survey's `svymean`: sum over strata of
    (1 - n_h/N_h) n_h/(n_h - 1) sum_i (z_hi - mean z_h)^2, z = w (y - share) / sum w, 0 outside the cell.
    """
    if method not in METHODS:
        raise UserProblem(f"There is no interval called '{method}'.", "method", f"Choose among: {', '.join(METHODS)}.")
    total = sums.values.sum(axis=0)
    n, n_yes, w, wy, w2 = (total[:, at] for at in (N, N_YES, W, WY, W2))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.clip(np.where(n > 0, wy / w, np.nan), 0, 1)
        n_kish = np.where(n > 0, w**2 / w2, 0.0)
    share = np.where(n_yes == n, np.where(n > 0, 1.0, np.nan), share)
    plain, corrected, sampled = _variances(sums, share, population)
    std_error = np.sqrt(corrected)
    freedom = _degrees_of_freedom(sums)
    if method == "logit":
        low, high = intervals.logit(share, std_error, freedom)
    elif method == "beta":
        low, high = intervals.beta(share, std_error, n, n_kish, freedom)
    else:
        low, high = intervals.wilson(share, _cautious_n(sums, share, n_kish, plain, corrected, sampled))
    return Estimates(n.astype(int), n_yes.astype(int), n_kish, share, std_error, low, high)


def _cautious_n(sums, share, n_kish, plain, corrected, sampled) -> np.ndarray:
    """The smaller of Kish's effective n and the one the standard error implies, then the finite population's gain.

    Kish's alone misses clusters and weights that go with the answer; the standard error alone is too hopeful where
    few people count. Equal weights without clusters give n itself.
    """
    rows = sums.rows[:, 0].sum()
    correction = 1.0 if sums.is_clustered or rows < 2 else rows / (rows - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        implied = share * (1 - share) / plain * correction
        gain = np.where(plain > 0, corrected / plain, 1 - sampled)
        smaller = np.where(plain > 0, np.fmin(n_kish, implied), n_kish)
        return np.where(gain > 0, smaller / gain, np.where(smaller > 0, np.inf, 0.0))


def _variances(sums: Sums, share: np.ndarray, population: float | Mapping | None):
    """Variance without and with the finite population correction, and the sampled fraction."""
    strata = sorted({stratum for stratum, _ in sums.units}, key=str)
    plain = np.zeros_like(share)
    corrected = np.zeros_like(share)
    n_sampled = n_population = 0.0
    for stratum in strata:
        at = [place for place, (name, _) in enumerate(sums.units) if name == stratum]
        sampled = float(len(at)) if sums.is_clustered else float(sums.rows[at, 0].sum())
        _refuse_lonely(stratum, sampled, sums)
        size = np.inf if population is None else population_of(population, stratum)
        if sampled > size:
            where = "the sample" if stratum is None else f"stratum '{stratum}'"
            raise UserProblem(
                f"{where} holds {sampled:g}, more than the population of {size:g}.", "population", "Correct the size."
            )
        part = _stratum_variance(sums, at, sampled, share)
        plain += part
        corrected += (1 - sampled / size) * part
        n_sampled, n_population = n_sampled + sampled, n_population + size
    return plain, corrected, n_sampled / n_population if n_population else 0.0


def _stratum_variance(sums: Sums, at: list[int], sampled: float, share: np.ndarray) -> np.ndarray:
    values = sums.values[at]
    weight = sums.values[:, :, W].sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (values[:, :, WY] - share * values[:, :, W]) / weight
        if sums.is_clustered:
            squares = (z**2).sum(axis=0)
        else:
            w2, w2y = values[:, :, W2].sum(axis=0), values[:, :, W2Y].sum(axis=0)
            squares = (w2y * (1 - 2 * share) + share**2 * w2) / weight**2
        spread = np.maximum(squares - z.sum(axis=0) ** 2 / sampled, 0) if sampled else squares
        spread = np.where((share == 0) | (share == 1), 0.0, spread)
        return np.where(np.isnan(share), np.nan, spread * (sampled / (sampled - 1) if sampled > 1 else np.nan))


def _refuse_lonely(stratum, sampled: float, sums: Sums) -> None:
    if stratum is not None and sampled == 1:
        what = "cluster" if sums.is_clustered else "respondent"
        raise UserProblem(
            f"Stratum '{stratum}' has only one {what}, so its spread can't be estimated.",
            "strata",
            "Join it to the stratum most like it.",
        )


def _degrees_of_freedom(sums: Sums) -> np.ndarray:
    """Clusters (or people) less strata, of those who count in the cell: R survey's `degf` of the subset."""
    people = sums.values[:, :, N]
    clusters = (people > 0).sum(axis=0) if sums.is_clustered else people.sum(axis=0)
    names = [stratum for stratum, _ in sums.units]
    strata = sum(
        people[[place for place, name in enumerate(names) if name == stratum]].sum(axis=0) > 0
        for stratum in dict.fromkeys(names)
    )
    return clusters - strata
