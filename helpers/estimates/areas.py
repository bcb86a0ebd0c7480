"""How evenly groups are spread over places, from counts: two indices of segregation."""

from typing import Any

import numpy as np

from helpers.errors import UserProblem


def dissimilarity(group: Any, total: Any) -> float:
    """Index of dissimilarity: the share of a group who would have to move for it to be spread as everyone else is.

    D = 1/2 sum |g_i / G - o_i / O|, o = total - group, over places i. 0 = spread alike, 1 = never in the same place.

    Parameters
    ----------
    group, total
        Counts per place: of the group, and of everyone (the group included).

    Notes
    -----
    NaN where there is nobody in the group or nobody outside it. Small places and small groups push D up by chance.
    Source: Duncan and Duncan (1955), American Sociological Review 20, 210-217.

    Examples
    --------
    >>> dissimilarity([10, 0], [10, 30]), dissimilarity([5, 15], [10, 30])
    (1.0, 0.0)
    """
    inside, everyone = _counts(group), _counts(total)
    if inside.shape != everyone.shape or inside.ndim != 1:
        raise UserProblem("Group and total don't cover the same places.", "counts per place", "Give one count each.")
    outside = everyone - inside
    if (outside < 0).any():
        place = int(np.argmax(outside < 0)) + 1
        raise UserProblem(f"In place {place} the group is larger than the total.", "counts per place", "Correct it.")
    if not inside.sum() or not outside.sum():
        return float("nan")
    return float(np.abs(inside / inside.sum() - outside / outside.sum()).sum() / 2)


def entropy_index(counts: Any) -> float:
    """Theil's H: how much less mixed places are, on average, than the whole. 0 = each place mixed as the whole, 1 = no mixing.

    H = sum_i t_i (E - E_i) / (E T), E = -sum_k p_k ln p_k, for places i of t_i people.

    Parameters
    ----------
    counts
        Places x groups, counts of people.

    Notes
    -----
    NaN where everyone is in one group, or nobody is there. Source: Theil and Finizza (1971), Journal of Mathematical
    Sociology 1, 187-194; Reardon and Firebaugh (2002), Sociological Methodology 32, 33-67.

    Examples
    --------
    >>> entropy_index([[10, 0], [0, 10]]), entropy_index([[5, 5], [10, 10]])
    (1.0, 0.0)
    """
    table = _counts(counts)
    if table.ndim != 2:
        raise UserProblem("Counts are not a table of places by groups.", "counts", "Give one row per place.")
    people = table.sum(axis=1)
    whole = _entropy(table.sum(axis=0))
    if not whole > 0:
        return float("nan")
    held = people > 0
    return float(
        sum(t * (whole - _entropy(row)) for t, row in zip(people[held], table[held], strict=True))
        / (whole * people.sum())
    )


def _entropy(counts: np.ndarray) -> float:
    held = counts[counts > 0]
    parts = held / held.sum()
    return float(-(parts * np.log(parts)).sum())


def _counts(values: Any) -> np.ndarray:
    try:
        counts = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise UserProblem("These are not all numbers.", "counts", "Give counts of people.") from None
    if not np.isfinite(counts).all() or (counts < 0).any():
        raise UserProblem("Counts are missing or below zero.", "counts", "Give zero or more for every place.")
    return counts
