"""Who answered again and who didn't: whether those who stayed were like those who were lost, when they first answered."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.errors import UserProblem
from helpers.estimates.arrays import known
from helpers.estimates.change_tables import changes
from helpers.estimates.tables import shares
from helpers.estimates.waves import ids_of

RENAMED = {
    "n_before": "n_lost", "n_after": "n_stayed", "n_yes_before": "n_yes_lost", "n_yes_after": "n_yes_stayed",
    "share_before": "share_lost", "share_after": "share_stayed",
}  # fmt: skip


def attrition(
    before: pd.DataFrame, after: pd.DataFrame, indicators: Sequence[str], ids: str, weights: str | None = None
) -> pd.DataFrame:
    """What those who answered again had said the first time, beside those who did not.

    Parameters
    ----------
    before, after
        One row per respondent of each wave. Of `after` only its ids count.
    indicators
        0/1/NaN columns of `before`.
    ids, weights
        Names of columns; people without an id could not be matched and are left out.

    Returns
    -------
    DataFrame
        `indicator, n_lost, n_stayed, n_yes_lost, n_yes_stayed, share_lost, share_stayed, difference, std_error, ci_low,
        ci_high, p_value, q_value, smallest`: those who stayed less those who were lost, compared as two independent samples.

    Notes
    -----
    Where the two differ, a change among those who stayed is a change among the kind of people who stay. Where no difference shows, they
    may still differ in what was not asked. Source: Fitzgerald, Gottschalk and Moffitt (1998), Journal of Human Resources 33, 251-299,
    compare first-wave answers in this way.

    Examples
    --------
    >>> first = pd.DataFrame({"R7": [1, 0, 0, 1, 0, 0], "id": list("abcdef")})
    >>> second = pd.DataFrame({"id": list("abcd")})
    >>> attrition(first, second, ["R7"], "id")[["n_lost", "n_stayed", "share_lost", "share_stayed"]]
       n_lost  n_stayed  share_lost  share_stayed
    0       2         4         0.0           0.5
    """
    stayed = _stayed(before, after, ids)
    is_known = before[ids].notna().to_numpy()
    table = changes(before[is_known & ~stayed], before[is_known & stayed], indicators, weights=weights)
    return table.rename(columns=RENAMED).drop(columns=["group_by", "group", "n_matched", "design"])


def retention(
    before: pd.DataFrame, after: pd.DataFrame, by: Sequence[str], ids: str, weights: str | None = None
) -> pd.DataFrame:
    """The share of the first wave's people who answered again, for everyone and by group; columns as `shares`.

    Examples
    --------
    >>> first = pd.DataFrame({"gender": ["Woman", "Woman", "Man", "Man"], "id": list("abcd")})
    >>> retention(first, pd.DataFrame({"id": list("abc")}), ["gender"], "id")[["group", "n", "share"]]
          group  n  share
    0  everyone  4   0.75
    1       Man  2   0.50
    2     Woman  2   1.00
    """
    stayed = np.where(_stayed(before, after, ids), 1.0, np.where(before[ids].notna(), 0.0, np.nan))
    return shares(before.assign(stayed=stayed), ["stayed"], by, weights).drop(columns=["indicator", "mean"])


def _stayed(before: pd.DataFrame, after: pd.DataFrame, ids: str) -> np.ndarray:
    known(before, [ids])
    known(after, [ids])
    first, second = (ids_of(wave[ids], len(wave), which) for wave, which in ((before, "before"), (after, "after")))
    held = {name for name in second if name is not None}
    if not held:
        raise UserProblem("Nobody in the second wave has an id.", ids, "Compare the waves as independent samples.")
    return np.array([name in held for name in first], dtype=bool)
