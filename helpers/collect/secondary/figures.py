"""Measures worked out from tables of counts, for our area and those beside it."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from helpers import catalogue, estimates
from helpers.catalogue.records import Indicator, Worked
from helpers.collect.secondary.counts import Count, areas_of, counts
from helpers.collect.secondary.periods import is_month
from helpers.collect.secondary.protecting import covered, protected
from helpers.collect.secondary.received import Received
from helpers.collect.secondary.totals import Totals
from helpers.errors import UserProblem
from helpers.project import Project
from helpers.project.record import SecondaryTable

SURVEY = "sample survey"
NO_MARGIN = "From a sample survey, and its margin was not in the table: how sure it is can't be said."
WITHHELD = "The publisher withholds a number that it needs."
NOBODY = "There is nobody to count."
EVENTS = ("rate",)
OF_A_MONTH = "Counted in one month only: figures elsewhere are of twelve."
LEAST_PLACES = 3
"""Of a table that is not published: with two places the index and the totals give the counts away."""


@dataclass(frozen=True)
class Figure:
    """One figure worked out: of what, where, when, for whom, and how sure.

    `value` is on the figure's own scale: a share and a gap of shares 0 to 1, a rate for each `per`, a score, an index 0 to 1. NaN where
    there is none; `notes` say why. `low` and `high` are NaN where no uncertainty is known.
    """

    indicator: str
    table: str
    scale: str
    """ "share", "rate", "gap", "mean", "mean gap", "high and low", "index"."""
    area: str
    period: str
    group: str
    value: float
    low: float = math.nan
    high: float = math.nan
    count: float = math.nan
    total: float = math.nan
    per: int = 1
    other: str = ""
    """Gaps: the group whose figure is taken off."""
    n_places: int = 0
    band: str = ""
    """What is shown in place of a figure that a small number of people would be recognised by."""
    is_rounded: bool = False
    """Shown in whole percent: of a table that is not published."""
    notes: tuple[str, ...] = ()

    @property
    def is_shown(self) -> bool:
        return not self.band and not math.isnan(self.value)


def figures(
    found: Received, table: SecondaryTable, record: Project, totals: Totals | None = None
) -> tuple[Figure, ...]:
    """What a table says of its measure: our area first, then those to compare with, the latest period last.

    Small numbers of people in a table that is not published are protected by the rules of a report (`helpers.disclosure`).

    Parameters
    ----------
    totals
        Out of how many, where another table says so.

    Raises
    ------
    UserProblem
        The columns don't go together, a cell is no count, or our area is not in the table.
    """
    worked = catalogue.worked_out(table.indicator)
    if worked is None:
        return ()
    if totals and not totals.is_published:
        table = table.model_copy(update={"is_published": False})
    chosen = _of_areas(found, table, worked, record, totals)
    indicator = catalogue.indicator(table.indicator)
    return tuple(
        figure
        for (_, _), group in groupby(chosen, key=lambda one: (one.area, one.period))
        for figure in _of_one(tuple(group), table, worked, indicator)
    )


def areas_wanted(table: SecondaryTable, record: Project) -> tuple[str, ...]:
    """Our area, then those beside it."""
    beside = (one.name for one in record.secondary.comparators)
    return tuple(dict.fromkeys(name.strip() for name in (table.area, *beside) if name.strip()))


def _of_areas(
    found: Received, table: SecondaryTable, worked: Worked, record: Project, totals: Totals | None
) -> list[Count]:
    """The counts of the areas wanted, ours first, each by its periods."""
    wanted = areas_wanted(table, record)
    if not wanted:
        raise UserProblem("Your area is not named.", table.title or table.id, "Name it as the table writes it.")
    order = [name.casefold() for name in wanted]
    every = counts(found, table, worked, order, totals)
    if table.area_columns and not any(one.area.casefold() == order[0] for one in every):
        shown = list(dict.fromkeys(filter(None, areas_of(found, table))))
        raise UserProblem(
            f"No row of this table is for '{wanted[0]}'. It has: {', '.join(shown[:8])}{' and others' if len(shown) > 8 else ''}.",
            table.title or table.id,
            "Write the area as the table does, and check which columns name it.",
        )
    return sorted(every, key=lambda one: (order.index(one.area.casefold()) if table.area_columns else 0, one.period))


def _of_one(group: tuple[Count, ...], table: SecondaryTable, worked: Worked, indicator: Indicator) -> Iterator[Figure]:
    """The figures of one area and period."""
    said = tuple(dict.fromkeys(text for one in group for text in one.said))
    blank = Figure(worked.code, table.id, "", group[0].area, group[0].period, "", math.nan, per=worked.per, notes=said)
    match worked.formula:
        case "dissimilarity":
            yield _dissimilarity(group, table, blank)
        case "entropy":
            yield _entropy(group, table, blank)
        case "mean gap":
            means = covered([_mean(one, table, blank) for one in _by_group(group)])
            yield from means
            yield from _gap(means, table, "mean gap")
        case "high and low":
            sides = covered([_high_low(one, table, blank) for one in _by_group(group)])
            yield from sides
            yield from _gap(sides, table, "gap")
        case _:
            rates = [_rate(one, table, worked, blank) for one in _by_group(group)]
            shown = protected(rates, table, indicator.is_sensitive)
            yield from shown
            if worked.formula == "gap":
                yield from _gap(shown, table, "gap")


def _by_group(group: Iterable[Count]) -> list[tuple[Count, ...]]:
    """Counts of one group each, over its places, in the order they come."""
    found: dict[str, list[Count]] = {}
    for one in group:
        found.setdefault(one.group, []).append(one)
    return [tuple(counts) for counts in found.values()]


def _sum(values: Iterable[float | None]) -> float:
    """NaN as soon as one is withheld: a sum without it would be too small."""
    listed = list(values)
    return math.nan if any(value is None for value in listed) else math.fsum(listed)


def _rate(one: tuple[Count, ...], table: SecondaryTable, worked: Worked, blank: Figure) -> Figure:
    count, total = _sum(cell.count for cell in one), _sum(cell.total for cell in one)
    blank = replace(blank, scale="rate" if worked.formula == "rate" else "share", group=one[0].group)
    if math.isnan(count + total):
        return replace(blank, notes=(*blank.notes, WITHHELD))
    margin = one[0].margin if len(one) == 1 and one[0].margin is not None else math.nan
    # margins are published in points of a hundred
    found = estimates.rate(count, total, worked.per, margin * worked.per / 100)
    notes = [NOBODY] if not total else []
    if worked.formula in EVENTS and is_month(blank.period):
        notes.append(OF_A_MONTH)
    if table.mode == SURVEY and math.isnan(margin):
        notes.append(NO_MARGIN)
    low, high = found.low, found.high
    if worked.formula in EVENTS and table.mode != SURVEY:
        low, high = estimates.chance_range(count, total, worked.per)
    if worked.formula == "share" and count > total:
        notes.append("More than all of them: the two numbers come from different sources, or one is an estimate.")
    return replace(blank, value=found.rate, low=low, high=high, count=count, total=total, notes=(*blank.notes, *notes))


def _mean(one: tuple[Count, ...], table: SecondaryTable, blank: Figure) -> Figure:
    blank = replace(blank, scale="mean", group=one[0].group)
    if any(cell.count is None or cell.total is None for cell in one):
        return replace(blank, notes=(*blank.notes, WITHHELD))
    value, n = estimates.pooled_mean([cell.count for cell in one], [cell.total for cell in one])
    if _is_small(n, table):
        return replace(blank, total=n, band="fewer than 10 pupils")
    return replace(blank, value=value, total=n, notes=blank.notes if n else (*blank.notes, NOBODY))


def _high_low(one: tuple[Count, ...], table: SecondaryTable, blank: Figure) -> Figure:
    blank = replace(blank, scale="high and low", group=one[0].group)
    high, low, total = (_sum(getattr(cell, name) for cell in one) for name in ("count", "against", "total"))
    if math.isnan(high + low + total):
        return replace(blank, notes=(*blank.notes, WITHHELD))
    if table.is_published is not True and min(high, low, total - high - low) < 10:
        return replace(blank, total=total, band="fewer than 10 people on one side")
    notes = (*blank.notes, *((NO_MARGIN,) if table.mode == SURVEY else ()))
    value = estimates.high_low_gap(high, low, total)
    return replace(blank, value=value, count=high, total=total, notes=notes if total else (*blank.notes, NOBODY))


def _gap(made: Sequence[Figure], table: SecondaryTable, scale: str) -> Iterator[Figure]:
    """The first group's figure less the other's; nothing where no two groups were chosen."""
    by_group = {figure.group: figure for figure in made}
    first, other = by_group.get(table.first_group), by_group.get(table.other_group)
    if first is None or other is None or first is other:
        return
    blank = replace(first, scale=scale, other=other.group, value=math.nan, low=math.nan, high=math.nan, notes=())
    blank = replace(blank, count=math.nan, total=math.nan, band="")
    if not first.is_shown or not other.is_shown:
        yield replace(blank, notes=("One of the two figures is not shown.",))
        return
    sides = [estimates.Rate(one.value, one.count, one.total, one.low, one.high) for one in (first, other)]
    found = estimates.gap(*sides)
    notes = (NO_MARGIN,) if table.mode == SURVEY and math.isnan(found.low) else ()
    yield replace(blank, value=found.gap, low=found.low, high=found.high, notes=notes)


def _dissimilarity(group: tuple[Count, ...], table: SecondaryTable, blank: Figure) -> Figure:
    blank = replace(blank, scale="index")
    known = [one for one in group if one.count is not None and one.total is not None]
    notes = (*blank.notes, *_left_aside(len(group) - len(known)))
    inside, everyone = [one.count for one in known], [one.total for one in known]
    n, total = math.fsum(inside), math.fsum(everyone)
    if (
        _is_small(n, table)
        or _is_small(total - n, table)
        or (table.is_published is not True and len(known) < LEAST_PLACES)
    ):
        return replace(blank, n_places=len(known), band="too few people or places")
    value = estimates.dissimilarity(inside, everyone)
    return replace(blank, value=value, count=n, total=total, n_places=len(known), notes=(*notes, *_if_none(value)))


def _entropy(group: tuple[Count, ...], table: SecondaryTable, blank: Figure) -> Figure:
    blank = replace(blank, scale="index")
    names = list(dict.fromkeys(one.group for one in group))
    rows: dict[str, dict[str, float | None]] = {}
    for one in group:
        rows.setdefault(one.place or str(one.row), {})[one.group] = one.count
    known = [row for row in rows.values() if all(row.get(name) is not None for name in names)]
    notes = (*blank.notes, *_left_aside(len(rows) - len(known)))
    sums = [math.fsum(row[name] for row in known) for name in names]
    if table.is_published is not True and (len(known) < LEAST_PLACES or any(0 < n < 10 for n in sums)):
        return replace(blank, n_places=len(known), band="too few people or places")
    value = estimates.entropy_index([[row[name] for name in names] for row in known]) if known else math.nan
    return replace(blank, value=value, total=math.fsum(sums), n_places=len(known), notes=(*notes, *_if_none(value)))


def _left_aside(n: int) -> tuple[str, ...]:
    if not n:
        return ()
    return (f"{n} {'place' if n == 1 else 'places'} with withheld numbers left aside, so the index is not exact.",)


def _if_none(value: float) -> tuple[str, ...]:
    return ("Everybody is in one group, so there is nothing to compare.",) if math.isnan(value) else ()


def _is_small(n: float, table: SecondaryTable) -> bool:
    return table.is_published is not True and n < 10
