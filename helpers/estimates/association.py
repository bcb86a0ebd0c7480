"""Whether the groups of a breakdown differ at all: one test for all of them, before any two are compared."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from helpers.estimates.arrays import column_of, known
from helpers.estimates.comparisons import false_discovery_rate
from helpers.estimates.design import design
from helpers.estimates.sums import W2, W2Y, WY, N, Sums, W, tabulate
from helpers.estimates.variance import n_in_stratum, refuse_lonely, strata_of


def apart(
    responses: pd.DataFrame,
    indicators: Sequence[str],
    by: Sequence[str],
    weights: Any = None,
    strata: Any = None,
    clusters: Any = None,
) -> pd.DataFrame:
    """For every indicator and breakdown: could all groups have one share? The Rao-Scott test, second order.

    Pearson's statistic of the weighted table of groups by answer, over the mean of its design effects, as F. Arguments as in `shares`.

    Returns
    -------
    DataFrame
        `indicator, group_by, n_groups, n, least_expected, statistic, p_value, q_value`. `n_groups`: groups with an answer; where
        there is one, or nobody or everybody counts, there is no test (NaN). `least_expected`: the fewest people that a group would have
        on one side if all had one share; under about five the p-value is rough. `q_value`: the false discovery rate over all rows.

    Notes
    -----
    Source: Rao and Scott (1984), Annals of Statistics 12, 46-60; Thomas and Rao (1987), Journal of the American Statistical
    Association 82, 630-636; R survey's `svychisq(statistic = "F")`. A small p-value says that some group differs, not which one.

    Examples
    --------
    >>> people = pd.DataFrame({"R7": [1, 1, 1, 0, 0, 0, 1, 0] * 5, "gender": ["Woman", "Woman", "Woman", "Woman", "Man", "Man", "Man", "Man"] * 5})
    >>> apart(people, ["R7"], ["gender"])[["indicator", "group_by", "n_groups", "statistic", "p_value"]].round(4)
      indicator group_by  n_groups  statistic  p_value
    0        R7   gender         2       9.75   0.0034
    """
    known(responses, indicators)
    strata, clusters, weights = (column_of(responses, what) for what in (strata, clusters, weights))
    sums = tabulate(responses, indicators, by, design(len(responses), weights, strata, clusters))
    rows = []
    for at, indicator in enumerate(sums.indicators):
        for name in sums.labels:
            groups = [place for place, (breakdown, _) in enumerate(sums.cells) if breakdown == name]
            rows.append({"indicator": indicator, "group_by": name, **_test(sums, groups, at)})
    columns = ("indicator", "group_by", "n_groups", "n", "least_expected", "statistic", "p_value")
    table = pd.DataFrame(rows, columns=list(columns))
    return table.assign(q_value=false_discovery_rate(table["p_value"]))


def _test(sums: Sums, groups: list[int], at: int) -> dict[str, float]:
    """Of one indicator: cells are first the groups' yes, then their no."""
    values = sums.values[..., at][:, groups]
    held = values[:, :, N].sum(axis=0) > 0
    values = values[:, held]
    k, n = values.shape[1], float(values[:, :, N].sum())
    found = {"n_groups": k, "n": int(n), "least_expected": np.nan, "statistic": np.nan, "p_value": np.nan}
    w = np.concatenate([values[:, :, WY], values[:, :, W] - values[:, :, WY]], axis=1)
    w2 = np.concatenate([values[:, :, W2Y], values[:, :, W2] - values[:, :, W2Y]], axis=1)
    if k < 2:
        return found
    part = w.sum(axis=0) / w.sum()
    expected = np.outer((part[:k].sum(), part[k:].sum()), part[:k] + part[k:]).ravel()
    if not (expected > 0).all():
        return found
    found["least_expected"] = n * float(expected.min())
    pearson = float(((part - expected) ** 2 / expected).sum())
    contrasts = np.vstack([-np.ones(k - 1), np.eye(k - 1)])
    contrasts = np.vstack([contrasts, -contrasts]) * np.where(part > 0, 1 / np.where(part > 0, part, 1), 0)[:, None]
    simple = contrasts.T @ (part[:, None] * contrasts)
    effects = np.linalg.solve(simple, contrasts.T @ _covariance(sums, w, w2, part) @ contrasts)
    trace, squares = float(np.trace(effects)), float(np.trace(effects @ effects))
    freedom = sum(n_in_stratum(sums, units) - 1 for units in strata_of(sums).values())
    if trace > 0 and freedom > 0:
        found["statistic"] = pearson / trace
        first = trace**2 / squares
        found["p_value"] = float(stats.f.sf(found["statistic"], first, first * freedom))
    return found


def _covariance(sums: Sums, w: np.ndarray, w2: np.ndarray, part: np.ndarray) -> np.ndarray:
    """Of the parts that cells have of the whole, linearised as in `variance`; w and w2 are units x cells."""
    whole = w.sum()
    z = (w - part * w.sum(axis=1, keepdims=True)) / whole
    found = np.zeros((len(part), len(part)))
    for stratum, at in strata_of(sums).items():
        n = n_in_stratum(sums, at)
        refuse_lonely(stratum, n, sums.is_clustered)
        if n < 2:
            continue
        if sums.is_clustered:
            products = z[at].T @ z[at]
        else:
            own = w2[at].sum(axis=0)
            crossed = np.outer(part, own)
            products = (np.diag(own) - crossed - crossed.T + own.sum() * np.outer(part, part)) / whole**2
        total = z[at].sum(axis=0)
        found += n / (n - 1) * (products - np.outer(total, total) / n)
    return found
