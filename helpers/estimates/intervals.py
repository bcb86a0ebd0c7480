"""Intervals for a share, 95%. Each takes arrays and gives (low, high); NaN where there is nothing to say.

`default` is chosen by simulated coverage (docs/statistics.md); `logit` and `beta` are R survey's `svyciprop`.
"""

import numpy as np
from scipy import stats

CONFIDENCE = 0.95
TAIL = (1 - CONFIDENCE) / 2
Z = float(stats.norm.ppf(1 - TAIL))

Pair = tuple[np.ndarray, np.ndarray]


def wilson(share: np.ndarray, n: np.ndarray, z: float = Z) -> Pair:
    """Wilson's score interval on `n` effective answers; it has width even where nobody or everybody counts.

    Source: Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> low, high = wilson(np.array([0.0, 0.5]), np.array([10.0, 10.0]))
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.0, 0.237], [0.278, 0.763])
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        part = z**2 / n
        centre = (share + part / 2) / (1 + part)
        half = z / (1 + part) * np.sqrt(share * (1 - share) / n + part / (4 * n))
        low = np.where(share <= 0, 0.0, centre - half)
        high = np.where(share >= 1, 1.0, centre + half)
    nothing = ~(n > 0) | np.isnan(share)
    return np.where(nothing, np.nan, np.clip(low, 0, 1)), np.where(nothing, np.nan, np.clip(high, 0, 1))


def logit(share: np.ndarray, std_error: np.ndarray, freedom: np.ndarray) -> Pair:
    """Symmetric on the log-odds scale, t with the design's degrees of freedom; none where nobody or everybody counts.

    Source: R survey, `svyciprop(method = "logit")`.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        centre = np.log(share / (1 - share))
        half = stats.t.ppf(1 - TAIL, np.where(freedom > 0, freedom, np.nan)) * std_error / (share * (1 - share))
        low, high = 1 / (1 + np.exp(half - centre)), 1 / (1 + np.exp(-half - centre))
    nothing = ~((share > 0) & (share < 1) & (std_error >= 0))
    return np.where(nothing, np.nan, low), np.where(nothing, np.nan, high)


def beta(share: np.ndarray, std_error: np.ndarray, n: np.ndarray, n_kish: np.ndarray, freedom: np.ndarray) -> Pair:
    """Korn and Graubard's: Clopper-Pearson on the effective n that the standard error implies.

    Where nobody or everybody counts the standard error is 0 and R has no interval; Kish's n stands in.
    Source: Korn and Graubard (1998), Survey Methodology 24, 193-201; R survey, `svyciprop(method = "beta")`.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = share * (1 - share)
        t_ratio = stats.t.ppf(TAIL, n - 1) / stats.t.ppf(TAIL, np.where(freedom > 0, freedom, np.nan))
        effective = np.where(std_error > 0, spread / std_error**2, n_kish) * t_ratio**2
        yes, no = effective * share, effective * (1 - share)
        low = np.where(share <= 0, 0.0, stats.beta.ppf(TAIL, yes, no + 1))
        high = np.where(share >= 1, 1.0, stats.beta.ppf(1 - TAIL, yes + 1, no))
    nothing = ~(effective > 0)
    return np.where(nothing, np.nan, low), np.where(nothing, np.nan, high)
