"""Many tests at once: what share of the differences called real may be chance."""

from typing import Any

import numpy as np
from scipy import stats


def false_discovery_rate(p_values: Any) -> np.ndarray:
    """q-values: a difference with q of 0.05 or less belongs to a list in which about 5% are false alarms.

    One per p-value, in the same order; NaN stays NaN and doesn't count as a test.
    Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300.

    Examples
    --------
    >>> false_discovery_rate([0.01, float("nan"), 0.04, 0.5]).round(3).tolist()
    [0.03, nan, 0.06, 0.5]
    """
    given = np.asarray(p_values, dtype=float)
    found = np.full(given.shape, np.nan)
    tested = ~np.isnan(given)
    if tested.any():
        found[tested] = stats.false_discovery_control(given[tested])
    return found
