"""Sums among the rows that are added up: a total at the end, a subtotal below its parts, whatever they are called."""

import math
from collections.abc import Mapping, Sequence

Numbers = Mapping[tuple[str, str], float | None]

ENOUGH = 5
"""So many names, or two numbers of each, before an equal sum is taken for more than chance."""
CERTAIN = 3
"""Numbers of each name from which two neighbours make a subtotal; with fewer it takes three of them."""


def found(by_name: Mapping[str, Numbers]) -> tuple[str, str]:
    """A name under which every number is the sum of those of others, and which others; two empty texts where there is none.

    Parameters
    ----------
    by_name
        Name -> what is counted under it, in the order of the table. None where a number is withheld: what is compared is
        what every name has.

    Examples
    --------
    >>> rows = {"Private": (60, 5, 1), "Voluntary": (20, 9, 2), "Both": (80, 14, 3), "School": (7, 7, 7)}
    >>> found({name: {(str(at), "count"): n for at, n in enumerate(row)} for name, row in rows.items()})
    ('Both', "'Private' and 'Voluntary'")
    """
    names = list(by_name)
    known = [
        key for key in next(iter(by_name.values()), {}) if all(one.get(key) is not None for one in by_name.values())
    ]
    if len(names) < 3 or not known:
        return "", ""
    rows = [[by_name[name][key] or 0.0 for key in known] for name in names]
    if len(known) > 1 or len(names) >= ENOUGH:
        whole = [math.fsum(column) for column in zip(*rows, strict=True)]
        for name, row in zip(names, rows, strict=True):
            if any(row) and all(2 * own == both for own, both in zip(row, whole, strict=True)):
                return name, "all the others"
    for at in range(len(rows)):
        parts = _neighbours(rows, at) if len(known) > 1 else []
        if parts:
            first, last = min(parts), max(parts)
            return names[at], f"'{names[first]}' {'and' if last - first == 1 else 'to'} '{names[last]}'"
    return "", ""


def _neighbours(rows: Sequence[Sequence[float]], at: int) -> list[int]:
    """The rows just before or just after one that add up to it."""
    least = 2 if len(rows[at]) >= CERTAIN else 3
    for way in (range(at - 1, -1, -1), range(at + 1, len(rows))):
        so_far, parts, n_filled = [0.0] * len(rows[at]), [], 0
        for one in way:
            so_far = [total + number for total, number in zip(so_far, rows[one], strict=True)]
            parts.append(one)
            n_filled += any(rows[one])
            if any(total > number for total, number in zip(so_far, rows[at], strict=True)):
                break
            if n_filled >= least and so_far == list(rows[at]):
                return parts
    return []
