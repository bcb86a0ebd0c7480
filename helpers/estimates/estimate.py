"""From cell sums to shares, standard errors and intervals."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from helpers.errors import UserProblem
from helpers.estimates import intervals
from helpers.estimates.sums import N_YES, W2, WY, N, Sums, W
from helpers.estimates.variance import Variance, in_one_cluster, strata_of, variance

METHODS = ("default", "logit", "beta")
USUAL_LIKENESS = 0.05
"""How alike people of one cluster usually are (intra-class correlation): the allowance that planning makes, too."""
USUAL_FREEDOM = 4.0
FEW_CLUSTERS = 20
"""With fewer, a design effect is not found well enough: intervals may be too narrow where people of a cluster are much alike."""


@dataclass(frozen=True)
class Estimates:
    """Arrays of cells x indicators."""

    n: np.ndarray
    n_yes: np.ndarray
    n_effective: np.ndarray
    """Kish's."""
    n_cautious: np.ndarray
    """What the default interval rests on."""
    design_effect: np.ndarray
    """The variance over that of a simple random sample of as many people; NaN where nobody or everybody counts."""
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
    share = np.where(n_yes == 0, np.where(n > 0, 0.0, np.nan), share)
    found = variance(sums, share, population)
    std_error = np.sqrt(np.maximum(found.corrected, 0))
    std_error = np.where(((share == 0) | (share == 1)) & ~np.isnan(std_error), 0.0, std_error)
    alone = in_one_cluster(sums) & (found.sampled < 1)
    std_error = np.where(alone, np.nan, std_error)
    freedom = degrees_of_freedom(sums)
    cautious = np.where(alone, 1.0, _cautious_n(sums, share, n_kish, found))
    if method == "logit":
        low, high = intervals.logit(share, std_error, freedom)
    elif method == "beta":
        low, high = intervals.beta(share, std_error, n, n_kish, freedom)
    else:
        low, high = intervals.wilson(share, cautious)
    effect = design_effect(std_error, share * (1 - share), n)
    return Estimates(n.astype(int), n_yes.astype(int), n_kish, cautious, effect, share, std_error, low, high)


def few_clusters(sums: Sums) -> tuple[str, ...]:
    """What to say of the one cell and indicator of these sums, where few clusters stand behind them."""
    if not sums.is_clustered:
        return ()
    n_clusters = int((sums.values[:, 0, N, 0] > 0).sum())
    if n_clusters == 1:
        return ("everybody who answered is in one cluster: how clusters differ is not known",)
    if 1 < n_clusters < FEW_CLUSTERS:
        return (f"only {n_clusters} clusters: where people of one cluster are much alike, the interval is too narrow",)
    return ()


def design_effect(std_error: np.ndarray, spread: np.ndarray, n: np.ndarray) -> np.ndarray:
    """How many times the variance of a simple random sample of n people: R survey's `deff = "replace"`.

    variance (n - 1) / spread, `spread` being the weighted mean of (y - mean)^2. Source: Kish (1965), Survey Sampling, section 8.2.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((spread > 0) & (n > 1), std_error**2 * (n - 1) / spread, np.nan)


def _cautious_n(sums: Sums, share: np.ndarray, n_kish: np.ndarray, found: Variance) -> np.ndarray:
    """The smaller of Kish's effective n and the one the standard error implies, then the finite population's gain.

    Kish's alone misses clusters and weights that go with the answer; the standard error alone is too hopeful where
    few people count. Equal weights without clusters give n itself.
    """
    rows = sums.rows[:, 0].sum()
    plain = np.where((share == 0) | (share == 1), 0.0, found.plain)
    correction = 1.0 if sums.is_clustered or rows < 2 else rows / (rows - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        implied = share * (1 - share) / plain * correction
        gain = np.where(plain > 0, found.corrected / plain, 1 - found.sampled)
        smaller = np.where(plain > 0, np.fmin(n_kish, implied), n_kish)
        if sums.is_clustered:
            smaller = np.fmin(smaller, _n_of_few_clusters(sums, n_kish, np.where(plain > 0, implied, np.nan)))
        return np.where(gain > 0, smaller / gain, np.where(smaller > 0, np.inf, 0.0))


def _n_of_few_clusters(sums: Sums, n_kish: np.ndarray, implied: np.ndarray) -> np.ndarray:
    """Kish's n over a design effect between the one found and the one that is usual, since few clusters tell theirs badly.

    Found by as many degrees of freedom as there are clusters less strata; usual, 1 + (people of a cluster - 1) times `USUAL_LIKENESS`,
    which counts for `USUAL_FREEDOM` more. A choice of ours, by simulation (docs/statistics.md).
    """
    n_clusters = (sums.values[:, :, N] > 0).sum(axis=0)
    usual = 1 + np.maximum(n_kish / n_clusters - 1, 0) * USUAL_LIKENESS
    freedom = np.maximum(degrees_of_freedom(sums), 0)
    effect = np.where(
        np.isnan(implied), usual, (freedom * n_kish / implied + USUAL_FREEDOM * usual) / (freedom + USUAL_FREEDOM)
    )
    return n_kish / np.maximum(effect, 1)


def degrees_of_freedom(sums: Sums) -> np.ndarray:
    """Clusters (or people) less strata, of those who count in the cell: R survey's `degf` of the subset."""
    people = sums.values[:, :, N]
    clusters = (people > 0).sum(axis=0) if sums.is_clustered else people.sum(axis=0)
    return clusters - sum(people[at].sum(axis=0) > 0 for at in strata_of(sums).values())
