"""Small numbers of people in tables that are not published, by the rules of a report."""

import math
from collections.abc import Iterable, Sequence
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
    for at, (status, note, share) in zip(there, released, strict=True):
        if status == "released":
            shown[at] = _rounded(made[at], share)
            continue
        withheld = replace(made[at], value=math.nan, low=math.nan, high=math.nan, count=math.nan)
        shown[at] = replace(withheld, band=note if status == "banded" else "not shown: too few people")
    return tuple(shown)


def covered(made: Sequence["Figure"]) -> tuple["Figure", ...]:
    """Means and differences of groups: where one group is not shown, neither is the row of all, which would give it away."""
    banded = next((figure.band for figure in made if figure.band), "")
    if not banded:
        return tuple(made)
    return tuple(
        replace(
            figure, value=math.nan, count=math.nan, band=figure.band or "not shown: it would give a small group away"
        )
        if _is_all(figure)
        else figure
        for figure in made
    )


def _is_all(figure: "Figure") -> bool:
    return figure.group.strip().casefold() in ALL


def _rounded(figure: "Figure", share: float) -> "Figure":
    """A share as it is released: whole percent, without the count. Events are no shares of people, and keep theirs."""
    if figure.scale != "share":
        return figure
    low, high = round(figure.low, 2), round(figure.high, 2)
    return replace(figure, value=share, low=low, high=high, count=math.nan, is_rounded=True)


def _released(made: list["Figure"], is_sensitive: bool) -> list[tuple[str, str, float]]:
    import pandas as pd

    from helpers.disclosure import Findings, release

    rows = []
    for figure in made:
        is_all = _is_all(figure)
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
    return list(zip(table["status"], table["note"], table["share"], strict=True))
