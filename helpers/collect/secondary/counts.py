"""From a table and what its columns mean to counts: of whom, where, when, how many, out of how many."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from helpers.catalogue.records import Worked
from helpers.collect.secondary.cells import NotANumber, is_percentage, number, tidy
from helpers.collect.secondary.received import IS_SHARE, Received
from helpers.errors import UserProblem
from helpers.project.record import SecondaryTable

HOW = "Look at the columns of this table in step 2.1."


@dataclass(frozen=True)
class Count:
    """One count with what it is of. None where the table withholds it."""

    area: str
    place: str
    group: str
    period: str
    count: float | None
    against: float | None
    total: float | None
    margin: float | None
    row: int


def counts(
    found: Received, table: SecondaryTable, worked: Worked, areas: Collection[str] | None = None
) -> tuple[Count, ...]:
    """The counts of the table, one for each row and group.

    Parameters
    ----------
    areas
        Only of areas of these names, in small letters; all if None.

    Raises
    ------
    UserProblem
        The columns don't go together, or a cell holds something else than a count: with the row, the column and the value.
    """
    problem = what_is_wrong(found, table, worked)
    if problem:
        raise UserProblem(problem, table.title or table.id, HOW)
    every = tuple(_counts(found, table, worked, areas))
    _refuse_twice(every, table)
    _refuse_more_than_all(every, table, worked)
    _refuse_sums(every, table, worked)
    return every


def what_is_wrong(found: Received, table: SecondaryTable, worked: Worked) -> str:
    """Why the columns that were chosen don't give the measure, in a sentence; empty where they do."""
    named = [
        *table.area_columns, table.place_column, table.group_column, table.period_column,
        *table.count_columns, *table.against_columns, *table.total_columns, *table.margin_columns,
    ]  # fmt: skip
    gone = [heading for heading in named if heading and found.column(heading) is None]
    if gone:
        return f"The table has no column '{gone[0]}'."
    if not table.count_columns:
        return f"Say which column counts: {worked.counted}."
    shares = [
        heading
        for heading in (*table.count_columns, *table.against_columns, *table.total_columns)
        if (column := found.column(heading)) and _is_share(column.kind, heading, worked, heading in table.total_columns)
    ]
    if shares:
        return (
            f"'{shares[0]}' holds percentages, rates or fractions, and counts are needed: from a percentage nobody can tell how "
            "many people it is of."
        )
    n = len(table.count_columns)
    if worked.out_of and len(table.total_columns) not in (1, n):
        return f"Say which column holds the total: {worked.out_of}. One for all, or one for each of the {n} that count."
    if worked.against and len(table.against_columns) != n:
        return f"Say which column holds the other side: {worked.against}."
    if len(table.margin_columns) not in (0, n):
        return "There are more or fewer columns of margins than columns that count."
    if table.group_column and n > 1:
        return "Groups stand in a column of their own or in several columns that count, not both."
    if worked.formula == "entropy" and not table.group_column and n < 2:
        return f"Say where the groups stand: {worked.groups}."
    return ""


def _is_share(kind: str, heading: str, worked: Worked, is_total: bool) -> bool:
    if worked.formula == "mean gap" and not is_total:
        return False
    return kind in ("percentage", "decimal") or bool(IS_SHARE.search(heading))


def areas_of(found: Received, table: SecondaryTable) -> list[str]:
    """The area of each row, "" where it names none: the last of the columns that is filled in."""
    at = [found.headings.index(heading) for heading in reversed(table.area_columns) if heading in found.headings]
    return [next((name for one in at if (name := tidy(cells[one]))), "") for cells in found.rows]


def _counts(found: Received, table: SecondaryTable, worked: Worked, areas: Collection[str] | None) -> Iterator[Count]:
    at = {heading: place for place, heading in enumerate(found.headings)}
    is_wide, wanted = len(table.count_columns) > 1, _wanted(table, at)
    for cells, row, area in zip(found.rows, found.row_numbers, areas_of(found, table), strict=True):
        if table.area_columns and areas is not None and area.casefold() not in areas:
            continue
        place = tidy(cells[at[table.place_column]]) if table.place_column else ""
        period = tidy(cells[at[table.period_column]]) if table.period_column else table.period
        is_kept = all(tidy(cells[at[heading]]) in texts for heading, texts in wanted.items())
        if not is_kept or place in table.left_out or (table.area_columns and not area):
            continue
        for number_of, heading in enumerate(table.count_columns):
            group = heading if is_wide else tidy(cells[at[table.group_column]]) if table.group_column else ""
            if group in table.left_out:
                continue
            yield Count(
                area or table.area,
                place,
                group,
                period,
                _number(cells, at, heading, row, table, is_mean=worked.formula == "mean gap"),
                _number(cells, at, _nth(table.against_columns, number_of), row, table),
                _number(cells, at, _nth(table.total_columns, number_of), row, table),
                _number(cells, at, _nth(table.margin_columns, number_of), row, table, is_mean=True),
                row,
            )


def _nth(headings: tuple[str, ...], at: int) -> str:
    """One for all, or one for each."""
    return (headings[at] if len(headings) > 1 else headings[0]) if headings else ""


def _wanted(table: SecondaryTable, headings: Collection[str]) -> dict[str, set[str]]:
    """Column -> what has to stand in it for a row to be kept. A heading may hold a colon of its own."""
    found: dict[str, set[str]] = {}
    for named in table.only:
        heading = max((one for one in headings if named.startswith(f"{one}: ")), key=len, default="")
        if heading:
            found.setdefault(heading, set()).add(named.removeprefix(f"{heading}: "))
    return found


def _number(
    cells: tuple[str, ...], at: dict[str, int], heading: str, row: int, table: SecondaryTable, is_mean: bool = False
) -> float | None:
    if not heading:
        return None
    cell = tidy(cells[at[heading]])
    where = f"{table.title or table.id}, row {row}, column '{heading}'"
    try:
        value = number(cell)
    except NotANumber:
        raise UserProblem(
            f"'{cell[:40]}' is no number.",
            where,
            "Correct it in a copy of the file and add the copy. Where a number is withheld, leave the cell empty or put [c].",
        ) from None
    if value is None:
        return None
    if value < 0:
        raise UserProblem(
            f"{cell} is below zero, and nothing can be counted below zero.", where, "Correct it in a copy."
        )
    if not is_mean and (is_percentage(cell) or not value.is_integer()):
        raise UserProblem(
            f"{cell} is no count: counts are whole numbers.",
            where,
            "Choose the column of counts. Where the table counts in thousands, multiply in a copy and add the copy.",
        )
    return value


def _refuse_twice(every: tuple[Count, ...], table: SecondaryTable) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for one in every:
        # without a column of places each row is a place of its own
        key = (one.area, one.place or str(one.row) * bool(_is_of_places(table)), one.group, one.period)
        if key in seen:
            named = ", ".join(part for part in (one.area, one.place, one.group, one.period) if part) or "the same thing"
            raise UserProblem(
                f"Rows {seen[key]} and {one.row} both say how many for {named}, so something else tells them apart.",
                table.title or table.id,
                "Choose the column that does: as group, as period, or under 'Only these rows'.",
            )
        seen[key] = one.row


def _is_of_places(table: SecondaryTable) -> bool:
    return not table.place_column and not table.area_columns


def _refuse_more_than_all(every: tuple[Count, ...], table: SecondaryTable, worked: Worked) -> None:
    """Events may be more than the people they are counted against, and children more than their estimate."""
    if worked.formula not in ("gap", "dissimilarity"):
        return
    for one in every:
        if one.count is not None and one.total is not None and one.count > one.total:
            raise UserProblem(
                f"{one.count:,.0f} out of {one.total:,.0f}: more than all of them.",
                f"{table.title or table.id}, row {one.row}",
                "Check which column counts and which holds the total.",
            )


def _refuse_sums(every: tuple[Count, ...], table: SecondaryTable, worked: Worked) -> None:
    """A total among the places or groups that are added up would be counted twice, whatever it is called."""
    if not worked.places and not table.place_column:
        return
    for (area, period), cells in _each(every, lambda one: (one.area, one.period)):
        named = [("place", lambda one: one.place or f"row {one.row}")]
        named += [("group", lambda one: one.group)] if worked.formula == "entropy" else []
        for kind, name in named:
            other = "group" if kind == "place" else "place"
            sums = _sum_of_the_others(cells, name, lambda one, other=other: getattr(one, other) or str(one.row))
            if sums:
                raise UserProblem(
                    f"The {kind} '{sums}' is the sum of all the others, and would be counted twice.",
                    ", ".join(part for part in (table.title or table.id, area, period) if part),
                    "Add it to what is left out, or leave its column out.",
                )


def _each(every: Iterable[Count], key: Callable[[Count], Any]) -> Iterator[tuple[Any, list[Count]]]:
    found: dict[Any, list[Count]] = {}
    for one in every:
        found.setdefault(key(one), []).append(one)
    yield from found.items()


def _sum_of_the_others(cells: list[Count], name: Callable[[Count], str], within: Callable[[Count], str]) -> str:
    """The name under which every number is the sum of those under the other names; empty where there is none."""
    names = list(dict.fromkeys(map(name, cells)))
    if len(names) < 3:
        return ""
    by_name = {one: [cell for cell in cells if name(cell) == one] for one in names}
    whole = math.fsum(cell.count or 0 for cell in cells)
    for one, own in by_name.items():
        count = math.fsum(cell.count or 0 for cell in own)
        if count and 2 * count == whole and _adds_up(cells, own, within):
            return one
    return ""


def _adds_up(cells: list[Count], own: list[Count], within: Callable[[Count], str]) -> bool:
    """Whether it is so in each column or place, and for the totals."""
    if sum(1 for _ in own) == 1:
        total = math.fsum(cell.total or 0 for cell in cells)
        return 2 * (own[0].total or 0) == total
    by_other = dict(_each(cells, within))
    return all(2 * (cell.count or 0) == math.fsum(one.count or 0 for one in by_other[within(cell)]) for cell in own)
