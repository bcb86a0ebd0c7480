"""Totals that stand in another table: crimes in one file, the residents of the same areas in a second one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from helpers.errors import UserProblem

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d")


@dataclass(frozen=True)
class Totals:
    """How many there are in each area, by period, out of a table of its own.

    Parameters
    ----------
    by_area
        Area in small letters -> period -> how many; None where that table withholds the number.
    """

    title: str
    by_area: Mapping[str, Mapping[str, float | None]]
    is_published: bool

    def of(self, area: str, period: str) -> tuple[float | None, str]:
        """How many there are in an area, and the period that is of: the same, else the same year, else the nearest year.

        Raises
        ------
        UserProblem
            The table has no row for the area.

        Examples
        --------
        >>> Totals("Residents", {"ashe": {"2022": 9000, "2023": 9100}}, True).of("Ashe", "2023/24")
        (9100, '2023')
        """
        there = self.by_area.get(area.casefold())
        if there is None:
            raise UserProblem(
                f"The table of totals has no row for '{area}'. It has: {', '.join(list(self.by_area)[:8])}.",
                self.title,
                "Both tables have to name the area alike: write it in a copy of one as the other does, and add the copy.",
            )
        chosen = period if period in there else _nearest(there, period)
        return there[chosen], chosen


def _nearest(periods: Iterable[str], wanted: str) -> str:
    """The period of the year that is nearest, the earlier of two; the last one where no year is told."""
    in_order = sorted(periods)
    year = YEAR.search(wanted)
    dated = [(int(found[0]), one) for one in in_order if (found := YEAR.search(one))]
    if not year or not dated:
        return in_order[-1]
    return min(dated, key=lambda pair: (abs(pair[0] - int(year[0])), pair[0]))[1]
