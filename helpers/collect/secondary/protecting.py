"""Small numbers of people in tables that are not published, by the rules of a report."""

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.project.record import SecondaryTable

if TYPE_CHECKING:
    from helpers.collect.secondary.figures import Figure

POLICY = "report"
ALL = frozenset({"", "total", "all", "all pupils", "all people", "everyone", "persons", "both sexes", "all persons"})


def protected(figures: Iterable["Figure"], table: SecondaryTable, is_sensitive: bool) -> tuple["Figure", ...]:
    """The figures of one area and period as they may be shown.

    A published table was dealt with by its publisher. Of any other, the shares of its groups go through
    `helpers.disclosure.release`, which withholds and bands, and covers what could be worked out from the total.
    """
    made = tuple(figures)
    there = [at for at, figure in enumerate(made) if not math.isnan(figure.count + figure.total)]
    if table.is_published is True or not there:
        return made
    released = _released([made[at] for at in there], is_sensitive)
    shown = list(made)
    for at, (status, note) in zip(there, released, strict=True):
        if status == "released":
            continue
        withheld = replace(made[at], value=math.nan, low=math.nan, high=math.nan, count=math.nan)
        shown[at] = replace(withheld, band=note if status == "banded" else "not shown: too few people")
    return tuple(shown)


def _released(made: list["Figure"], is_sensitive: bool) -> list[tuple[str, str]]:
    import pandas as pd

    from helpers.disclosure import Findings, release

    rows = []
    for figure in made:
        is_all = figure.group.strip().casefold() in ALL
        # more events than people can't be a share; what matters is how few they are
        n, yes = round(max(figure.total, figure.count)), round(figure.count)
        rows.append(
            {
                "indicator": figure.indicator,
                "group_by": "" if is_all else "group",
                "group": "everyone" if is_all else figure.group,
                "n": n,
                "n_yes": yes,
                "share": yes / n if n else math.nan,
            }
        )
    sensitive = frozenset({made[0].indicator}) if is_sensitive else frozenset()
    table = release(Findings(pd.DataFrame(rows), is_sensitive=sensitive), POLICY).table
    return list(zip(table["status"], table["note"], strict=True))
