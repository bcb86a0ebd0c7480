"""The sample design: weights, strata, clusters and population size, one entry per respondent."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers.errors import UserProblem
from helpers.estimates.arrays import codes_of, weights_of
from helpers.estimates.calibration import Calibration
from helpers.estimates.raking import Raked


@dataclass(frozen=True)
class Design:
    """A design in coded form.

    A *unit* is what sums are kept for: the whole sample, a stratum, or (with clusters) a cluster in its stratum.
    """

    weights: np.ndarray
    unit: np.ndarray
    """Which unit each respondent is in."""
    units: tuple[tuple[Any, Any], ...]
    """(stratum, cluster) of each unit; None where the design has none."""
    is_clustered: bool
    calibration: Calibration | None = None
    """What the weights were raked to, where standard errors are to leave that out."""


def design(
    n: int,
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
    population: float | Mapping | None = None,
    is_part: bool = False,
) -> Design:
    """Code a design of `n` respondents; `weights` may be what `rake` or `post_stratify` gave. Clusters are nested in strata, as R's `svydesign(nest = TRUE)`.

    Without weights, but with a population size for each stratum, people weigh N_h / n_h, as in R (people, or clusters where the
    design has them). `n` must then be everybody who was asked. Of `is_part` of a
    sample all may weigh zero.
    """
    calibration = None
    if isinstance(weights, Raked):
        weights, calibration = weights.weights, weights.calibration
    stratum, strata_found = _coded(strata, n, "strata")
    cluster, clusters_found = _coded(clusters, n, "clusters")
    pairs = stratum * len(clusters_found) + cluster
    found, unit = np.unique(pairs, return_inverse=True)
    units = tuple(
        (strata_found[pair // len(clusters_found)], clusters_found[pair % len(clusters_found)]) for pair in found
    )
    if weights is None and strata is not None and isinstance(population, Mapping):
        sizes = np.array([population_of(population, name) for name in strata_found])
        sampled = stratum if clusters is None else found // len(clusters_found)
        values = (sizes / np.bincount(sampled, minlength=len(strata_found)))[stratum]
    else:
        values = weights_of(weights, n, may_be_nobody=is_part)
    return Design(values, unit, units or ((None, None),), clusters is not None, calibration)


def population_of(population: float | Mapping, stratum: Any) -> float:
    """The population size that belongs to a stratum (people, or clusters where the design has clusters)."""
    if not isinstance(population, Mapping):
        return float(population)
    if stratum not in population:
        raise UserProblem(f"No population size for stratum '{stratum}'.", "population", "Give one for each stratum.")
    return float(population[stratum])


def _coded(labels: Any, n: int, where: str) -> tuple[np.ndarray, tuple]:
    if labels is None:
        return np.zeros(n, dtype=np.int64), (None,)
    codes, found = codes_of(labels, n, where)
    if (codes < 0).any():
        count = int((codes < 0).sum())
        raise UserProblem(
            f"{count} respondents are in none of the {where}.", where, f"Fill in the {where} for everyone."
        )
    return codes.astype(np.int64), found or (None,)
