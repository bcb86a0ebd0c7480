"""For which areas and years figures of a measure are published, from what Tool 3 prints and the figures in hand."""

import re

from helpers import catalogue
from helpers.catalogue.records import Benchmark, Indicator

AREAS = {
    "project": "the people of your project",
    "neighbourhood": "a neighbourhood or an estate",
    "ward": "a ward",
    "borough": "a borough",
    "London": "London",
}
"""What a figure can be about, from the smallest to the largest, and how it is said."""

PRINTED = {
    "Any": "ward",
    "Wards & above": "ward",
    "Parliamentary constituency & above": "borough",
    "Local authority & above": "borough",
    "London": "London",
    "London & above": "London",
    "London and above": "London",
}
"""Tool 3's column of geography -> the smallest of our areas it reaches. A constituency is smaller than a borough, and no
borough is made of whole ones; figures of registered voters come for boroughs too."""


def smallest(indicator: Indicator) -> str | None:
    """The smallest area that the printed source covers; None where nothing is printed.

    Examples
    --------
    >>> smallest(catalogue.indicator("R5")), smallest(catalogue.indicator("R7"))
    ('ward', 'London')
    """
    return PRINTED.get(indicator.geography)


def covers(indicator: Indicator, area: str | None) -> bool:
    """Whether a figure is published for an area of this size; of any size, where none is named."""
    found = smallest(indicator)
    return found is not None and (area is None or _size(found) <= _size(area))


def areas(indicator: Indicator) -> tuple[str, ...]:
    """The sizes of area for which a figure is published, the smallest first."""
    return tuple(area for area in AREAS if covers(indicator, area))


def newest(indicator: Indicator) -> Benchmark | None:
    """The newest published figure in hand that may stand beside ours, London's before another area's."""
    fit = [one for one in catalogue.benchmarks(indicator.code) if one.is_like_for_like]
    return max(fit, key=lambda one: (one.area == "London", year(one.year) or 0), default=None)


def year(text: str) -> int | None:
    """The last year that a text speaks of.

    Examples
    --------
    >>> year("2018-19"), year("Survey of Londoners 18-19"), year("not stated")
    (2019, 2019, None)
    """
    spans = [int(second) + 2000 for _, second in re.findall(r"\b(?:20)?(\d\d)[-/](\d\d)\b", text)]
    years = [int(found) for found in re.findall(r"\b(20\d\d)\b", text)]
    return max(spans + years, default=None)


def _size(area: str) -> int:
    return list(AREAS).index(area)
