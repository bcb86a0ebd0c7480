"""Small groups joined by a stated rule, before anything is withheld."""

import re
from collections.abc import Mapping

from helpers.disclosure.policies import policy

ORDERED = "Combined"
UNORDERED = "Other groups combined"
MERGED = re.compile(rf"\b({ORDERED}|{UNORDERED}) \(", re.IGNORECASE)


def merging(
    bases: Mapping[str, int], threshold: int | str = "report", is_ordered: bool | None = None
) -> dict[str, str]:
    """Which label each group of a breakdown is shown under.

    The rule: of ordered groups (ages) the smallest under the threshold is joined to its smaller neighbour, again
    and again; of other groups all under the threshold are joined to one, and the next smallest joins them until they
    reach it.

    Parameters
    ----------
    bases
        Group -> people, in order.
    threshold
        People a group needs, or the policy that says how many.
    is_ordered
        Whether neighbours belong together; if not given, labels that all begin with a number are.

    Examples
    --------
    >>> merging({"16-24": 3, "25-34": 20, "35-44": 12}, 10)
    {'16-24': 'Combined (16-24, 25-34)', '25-34': 'Combined (16-24, 25-34)', '35-44': '35-44'}
    >>> merging({"A": 30, "B": 4, "C": 8, "D": 2}, 10)
    {'A': 'A', 'B': 'Other groups combined (B, C, D)', 'C': 'Other groups combined (B, C, D)', 'D': 'Other groups combined (B, C, D)'}
    >>> merging({"A": 30, "B": 4}, "team")
    {'A': 'A', 'B': 'B'}
    """
    least = policy(threshold).merge_below if isinstance(threshold, str) else threshold
    if is_ordered is None:
        is_ordered = bool(bases) and all(re.match(r"\d", label) for label in bases)
    parts = _neighbours(bases, least) if is_ordered else _others(bases, least)
    word = ORDERED if is_ordered else UNORDERED
    shown = {}
    for part in parts:
        for label in part:
            shown[label] = label if len(part) == 1 else f"{word} ({', '.join(part)})"
    return {label: shown[label] for label in bases}


def is_merged(group: str) -> bool:
    """True of a label that `merging` made, alone or crossed with another."""
    return bool(MERGED.search(group))


def inside(group: str) -> str:
    """The groups that a merged label joins, with commas between; of another label the label.

    Examples
    --------
    >>> inside("Combined (16-24, 25-34)"), inside("75 and over")
    ('16-24, 25-34', '75 and over')
    """
    found = MERGED.match(group)
    return group[found.end() : -1] if found else group


def _neighbours(bases: Mapping[str, int], least: int) -> list[list[str]]:
    parts = [[label] for label in bases]

    def people(at: int) -> int:
        return sum(bases[label] for label in parts[at])

    while len(parts) > 1:
        small = min(range(len(parts)), key=people)
        if people(small) >= least:
            break
        beside = [at for at in (small - 1, small + 1) if 0 <= at < len(parts)]
        first, second = sorted((small, min(beside, key=people)))
        parts[first : second + 1] = [parts[first] + parts[second]]
    return parts


def _others(bases: Mapping[str, int], least: int) -> list[list[str]]:
    by_size = sorted(bases, key=lambda label: bases[label])
    joined = [label for label in by_size if bases[label] < least]
    while joined and sum(bases[label] for label in joined) < least and len(joined) < len(bases):
        joined.append(by_size[len(joined)])
    if len(joined) == 1 and len(bases) > 1:
        joined.append(by_size[1])
    kept = [[label] for label in bases if label not in joined]
    return [*kept, [label for label in bases if label in joined]] if joined else kept
