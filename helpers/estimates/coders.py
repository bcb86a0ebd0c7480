"""How far two people who coded the same texts agree, beyond what chance would give."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from helpers.errors import UserProblem
from helpers.estimates.intervals import TAIL, Z, wilson

DRAWS = 2_000
SEED = 20260101


@dataclass(frozen=True)
class Agreement:
    """Agreement of two coders on `n` texts that both coded; coefficients are 1 for full agreement, 0 for chance's.

    `agreed` is the plain share on which they agree, `chance` what Cohen's kappa expects by chance. Where both used one and the same
    code throughout, chance explains everything and `kappa` and `alpha` are NaN.
    """

    n: int
    agreed: float
    chance: float
    kappa: float
    kappa_std_error: float
    kappa_low: float
    kappa_high: float
    alpha: float
    alpha_low: float
    alpha_high: float


def agreement(first: Any, second: Any, draws: int = DRAWS, seed: int = SEED) -> Agreement:
    """Cohen's kappa and Krippendorff's alpha, for codes that have no order.

    kappa = (agreed - chance) / (1 - chance), chance = sum over codes of the product of the two coders' shares; interval kappa -/+
    1.96 standard errors, cut at -1 and 1; where they agree on everything, that error is 0 and the lower end is kappa with Wilson's
    lower end of the agreement, chance as found. alpha = 1 - (disagreement found) / (disagreement expected) from the
    coincidences of all codes given; interval: the middle 95% of alpha over texts drawn again with replacement (`draws` times, seeded, so
    that it is the same each time); in full agreement, as kappa's.

    Parameters
    ----------
    first, second
        One code per text from each coder; missing where a coder gave none: such texts don't count.

    Notes
    -----
    A theme that may stand beside others is coded yes or no, each for itself. Fewer than about 30 texts leave wide intervals.
    Source: Cohen (1960), Educational and Psychological Measurement 20, 37-46; standard error of Fleiss, Cohen and Everitt (1969),
    Psychological Bulletin 72, 323-327; Krippendorff (2004), Content Analysis, 2nd ed., chapter 11; percentile bootstrap of Efron
    and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13.

    Examples
    --------
    >>> found = agreement(list("aaabbbccab"), list("aaabbcccab"))
    >>> found.n, found.agreed, round(found.kappa, 3), round(found.alpha, 3)
    (10, 0.9, 0.848, 0.855)
    """
    one, other, n_codes = _codes(first, second)
    n = len(one)
    nan = math.nan
    if not n:
        return Agreement(0, *[nan] * 9)
    table = np.bincount(one * n_codes + other, minlength=n_codes**2).reshape(n_codes, n_codes)
    agreed = float(np.trace(table)) / n
    rows, columns = table.sum(axis=1) / n, table.sum(axis=0) / n
    chance = float(rows @ columns)
    alpha = float(_alpha(table[None])[0])
    if n_codes == 1:
        return Agreement(n, agreed, chance, nan, nan, nan, nan, nan, nan, nan)
    kappa = (agreed - chance) / (1 - chance)
    error = _kappa_error(table / n, rows, columns, agreed, chance, n)
    low, high = max(kappa - Z * error, -1.0), min(kappa + Z * error, 1.0)
    alpha_low, alpha_high = _alpha_interval(table, n, draws, seed)
    if agreed == 1:
        least = float(wilson(np.array([1.0]), np.array([float(n)]))[0][0])
        low, high = (least - chance) / (1 - chance), 1.0
        alpha_low, alpha_high = low, 1.0
    return Agreement(n, agreed, chance, kappa, error, low, high, alpha, alpha_low, alpha_high)


def _codes(first: Any, second: Any) -> tuple[np.ndarray, np.ndarray, int]:
    pair = [pd.Series(codes, dtype=object).reset_index(drop=True) for codes in (first, second)]
    if len(pair[0]) != len(pair[1]):
        raise UserProblem(
            f"One coder has {len(pair[0])} texts and the other {len(pair[1])}.", "codes", "Give one code per text each."
        )
    both = pair[0].notna() & pair[1].notna()
    codes, found = pd.factorize(pd.concat([each[both] for each in pair], ignore_index=True))
    half = int(both.sum())
    return codes[:half], codes[half:], len(found)


def _alpha(tables: np.ndarray) -> np.ndarray:
    """Of each table of codes (draws x codes x codes)."""
    coincidences = tables + tables.transpose(0, 2, 1)
    given = coincidences.sum(axis=2)
    total = given.sum(axis=1)
    found = total - np.trace(coincidences, axis1=1, axis2=2)
    expected = (total**2 - (given**2).sum(axis=1)) / (total - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - found / expected, np.nan)


def _alpha_interval(table: np.ndarray, n: int, draws: int, seed: int) -> tuple[float, float]:
    """Draws in which one code is all there is say nothing and are left out."""
    drawn = np.random.default_rng(seed).multinomial(n, table.ravel() / n, size=draws)
    found = _alpha(drawn.reshape(draws, *table.shape))
    found = found[~np.isnan(found)]
    if not found.size:
        return math.nan, math.nan
    low, high = np.quantile(found, [TAIL, 1 - TAIL])
    return float(low), float(high)


def _kappa_error(
    shares: np.ndarray, rows: np.ndarray, columns: np.ndarray, agreed: float, chance: float, n: int
) -> float:
    """Fleiss, Cohen and Everitt's, for a kappa that is not 0."""
    kappa = (agreed - chance) / (1 - chance)
    diagonal = np.diag(shares)
    on = diagonal @ (1 - (rows + columns) * (1 - kappa)) ** 2
    crossed = shares * (columns[:, None] + rows[None, :]) ** 2
    off = (1 - kappa) ** 2 * (crossed.sum() - np.trace(crossed))
    left = (kappa - chance * (1 - kappa)) ** 2
    return math.sqrt(max(on + off - left, 0.0) / n) / (1 - chance)
