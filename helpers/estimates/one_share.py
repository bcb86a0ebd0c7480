"""The share of people who count, for one indicator and one group."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from helpers.estimates.arrays import answers, within
from helpers.estimates.design import design
from helpers.estimates.estimate import estimate, few_clusters
from helpers.estimates.sums import tabulate


@dataclass(frozen=True)
class Share:
    """A share (0 to 1), its standard error and 95% interval, how many people it rests on and how many they are worth.

    `n_effective` is Kish's, from the weights alone; `design_effect` is the variance over that of a simple random sample of
    `n` people, from weights, strata and clusters together (R survey's `deff = "replace"`); NaN where nobody or everybody counts.
    """

    share: float
    std_error: float
    ci_low: float
    ci_high: float
    n: int
    n_effective: float
    design_effect: float
    notes: tuple[str, ...] = ()
    """Where the interval may not hold what it says, in sentences."""


def share(
    y: Any,
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
    population: float | Mapping | None = None,
    domain: Any = None,
    method: str = "default",
) -> Share:
    """The weighted share of respondents with `y` = 1 among those with an answer, inside `domain`.

    Parameters
    ----------
    y
        One entry per respondent: 1 counts, 0 does not, NaN no usable answer.
    weights
        One per respondent, zero or more. `n` leaves out people of weight zero: they say nothing about the share. What `rake` or
        `post_stratify` gave stands for its weights, and the standard error then leaves out what the margins explain.
    strata, clusters
        One label per respondent; clusters are nested in strata.
    population
        Size of the finite population: one number, or one per stratum (clusters, where the design has them). One number with strata is
        the size of each of them, as R reads it. A stratum that was asked whole adds no error, however small.
    domain
        True for respondents in the group asked about. The others, and people without an answer, stay in the
        design, as in R's `svymean(subset(design, ...))`.
    method
        Interval: `default` (Wilson on effective n), `logit` or `beta` (as R's `svyciprop`).

    Notes
    -----
    `n_effective` is Kish's (sum w)^2 / sum w^2. Nobody in the domain: NaN and `n` 0. One respondent in the whole
    design: a share and a wide interval, `std_error` NaN; all of the domain in one cluster: the same, as if of one person, since nothing
    tells how clusters differ. Nobody or everybody counts: `std_error` 0, and the default
    interval still has width.

    Raises
    ------
    UserProblem
        For answers other than 0, 1 and missing; missing, negative or all-zero weights; a stratum of one that isn't
        the whole stratum, a design of one cluster; a population smaller than the sample.

    Examples
    --------
    >>> nan = float("nan")
    >>> found = share([1, 0, 0, 1, nan, 0], weights=[1, 1, 2, 1, 1, 1])
    >>> round(found.share, 3), round(found.ci_low, 3), round(found.ci_high, 3), found.n, round(found.n_effective, 2)
    (0.333, 0.081, 0.739, 5, 4.5)
    >>> none = share([0] * 12)
    >>> none.share, none.std_error, round(none.ci_high, 3)
    (0.0, 0.0, 0.242)
    >>> share([]).n
    0
    """
    values = within(answers(y, "y"), domain)
    the_design = design(len(values), weights, strata, clusters, population)
    sums = tabulate(pd.DataFrame({"y": values}), ["y"], (), the_design)
    found = estimate(sums, population, method)
    at = (0, 0)
    return Share(
        share=float(found.share[at]),
        std_error=float(found.std_error[at]),
        ci_low=float(found.ci_low[at]),
        ci_high=float(found.ci_high[at]),
        n=int(found.n[at]),
        n_effective=float(found.n_effective[at]),
        design_effect=float(found.design_effect[at]),
        notes=few_clusters(sums),
    )
