"""Intervals for a difference of shares, joined from each share's own: the method of variance estimates recovery.

Newcombe (1998), Statistics in Medicine 17, 873-890 and 2635-2650, method 10; Zou and Donner (2008), Statistics in Medicine
27, 1693-1702. Everything takes arrays; `z` is the normal quantile.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy import stats
from scipy.optimize import elementwise

from helpers.estimates.intervals import Pair, Z, wilson

NO_DIFFERENCE = 1e-12
"""Less than this is what floating point leaves of two equal shares."""
LARGEST_Z = 38.0
"""Beyond it a normal tail is zero in floating point."""
POWER = 0.8
Z_SHOWN = Z + float(stats.norm.ppf(POWER))


class Two(NamedTuple):
    """Two shares, the effective n of each, and the correlation of their errors; arrays of one shape."""

    before: np.ndarray
    after: np.ndarray
    n_before: np.ndarray
    n_after: np.ndarray
    correlation: np.ndarray


def correlation_of(shares: Pair, n: Pair, variances: Pair, covariance: np.ndarray) -> np.ndarray:
    """The correlation of two shares' errors, a little less where positive: Newcombe's continuity correction, for few people."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = covariance / np.sqrt(variances[0] * variances[1])
        spreads = shares[0] * (1 - shares[0]) * shares[1] * (1 - shares[1])
        corrected = np.maximum(found - 0.5 / np.sqrt(n[0] * n[1] * spreads), 0)
    return np.where(variances[0] * variances[1] > 0, np.where(found > 0, corrected, found), 0.0)


def interval(z: np.ndarray | float, two: Two) -> Pair:
    """The interval of `after - before`; each side uses the distances that matter on that side."""
    low_1, high_1 = wilson(two.before, two.n_before, z)
    low_2, high_2 = wilson(two.after, two.n_after, z)
    difference = two.after - two.before
    down = _join(two.after - low_2, high_1 - two.before, two.correlation)
    up = _join(high_2 - two.after, two.before - low_1, two.correlation)
    return difference - down, difference + up


def interval_of_differences(z: np.ndarray | float, ours: Two, theirs: Two) -> Pair:
    """The interval of our difference less theirs, two groups of different people."""
    (low, high), (other_low, other_high) = interval(z, ours), interval(z, theirs)
    difference, other = ours.after - ours.before, theirs.after - theirs.before
    return (
        difference - other - np.hypot(difference - low, other_high - other),
        difference - other + np.hypot(high - difference, other - other_low),
    )


def change_of(z: np.ndarray, *numbers: np.ndarray) -> Pair:
    """`interval` as `p_value` calls it: a `Two` in its parts."""
    return interval(z, Two(*numbers))


def between_groups(z: np.ndarray, *numbers: np.ndarray) -> Pair:
    """`interval_of_differences` as `p_value` calls it: two `Two` in their parts."""
    return interval_of_differences(z, Two(*numbers[:5]), Two(*numbers[5:]))


def p_value(difference: np.ndarray, bounds: Callable[..., Pair], *numbers: np.ndarray) -> np.ndarray:
    """Two-sided: the level at which the interval `bounds(z, *numbers)` just touches no difference."""
    difference = np.asarray(difference, dtype=float)
    found = np.where(np.isnan(difference), np.nan, 1.0)
    is_sought = np.abs(np.nan_to_num(difference)) >= NO_DIFFERENCE
    if not is_sought.any():
        return found
    sign = np.sign(difference[is_sought])
    chosen = [np.broadcast_to(number, difference.shape)[is_sought] for number in numbers]

    def reach(z: np.ndarray, sign: np.ndarray, *numbers: np.ndarray) -> np.ndarray:
        low, high = bounds(z, *numbers)
        return np.where(sign > 0, low, -high)

    near, far = (reach(np.full(sign.shape, z), sign, *chosen) for z in (NO_DIFFERENCE, LARGEST_Z))
    is_between = (near > 0) & (far <= 0)
    values = np.where(far > 0, 0.0, 1.0)
    if is_between.any():
        between = [sign[is_between], *(number[is_between] for number in chosen)]
        z = elementwise.find_root(reach, (NO_DIFFERENCE, LARGEST_Z), args=tuple(between)).x
        values[is_between] = 2 * stats.norm.sf(z)
    found[is_sought] = values
    return found


def smallest_shown(
    before: np.ndarray, after: np.ndarray, n_before: np.ndarray, n_after: np.ndarray, correlation: np.ndarray
) -> np.ndarray:
    """The smallest change that two such waves would have shown four times in five, at the 5% level.

    (1.96 + 0.84) times the standard error of the difference, at Wilson's centres of the two shares, which leave an error where nobody
    or everybody counts. Source: Bloom (1995), Evaluation Review 19, 547-556.

    Examples
    --------
    >>> smallest_shown(*map(np.array, (0.5, 0.5, 200.0, 200.0, 0.0))).round(3).tolist()
    0.14
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        errors = []
        for share, n in ((before, n_before), (after, n_after)):
            centre = (share + Z**2 / n / 2) / (1 + Z**2 / n)
            errors.append(np.sqrt(centre * (1 - centre) / n))
        return Z_SHOWN * _join(*errors, correlation)


def _join(first: np.ndarray, second: np.ndarray, correlation: np.ndarray) -> np.ndarray:
    return np.sqrt(np.maximum(first**2 + second**2 - 2 * correlation * first * second, 0))
