"""From a table and what its columns mean to counts: of whom, where, when, how many, out of how many."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from helpers.catalogue.records import Worked
from helpers.collect.secondary import sums
from helpers.collect.secondary.cells import NotANumber, is_percentage, number, tidy
from helpers.collect.secondary.periods import in_words
from helpers.collect.secondary.received import IS_SHARE, Received, unit_of
from helpers.collect.secondary.totals import Totals
from helpers.errors import UserProblem
from helpers.project.record import SecondaryTable
from helpers.reports import words

HOW = "Look at the columns of this table in step 2.1."
MOST_OF_ALL = {"gap": 1.0, "dissimilarity": 1.0, "share": 1.5}
"""Formula -> how many times its total a count can be; a share's total may be an estimate that is too low."""
NAMED = 4
"""Texts of a column that are named where rows were added up."""


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
    said: tuple[str, ...] = ()
    """What has to be told of it: of which rows it was added up, where its total is from."""


def counts(
    found: Received,
    table: SecondaryTable,
    worked: Worked,
    areas: Collection[str] | None = None,
    totals: Totals | None = None,
) -> tuple[Count, ...]:
    """The counts of the table, one for each row and group.

    Parameters
    ----------
    areas
        Only of areas of these names, in small letters; all if None.
    totals
        Out of how many, where another table says so.

    Raises
    ------
    UserProblem
        The columns don't go together, or a cell holds something else than a count: with the row, the column and the value.
    """
    problem = what_is_wrong(found, table, worked)
    if problem:
        raise UserProblem(problem, table.title or table.id, HOW)
    every = tuple(_counts(found, table, worked, areas))
    if table.adds_rows:
        every = _added(every, found, table)
    _refuse_twice(every, found, table)
    if totals:
        every = tuple(_out_of(one, totals) for one in every)
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
    n, are_parts = len(table.count_columns), _are(table, "parts")
    if worked.out_of and not table.total_table and len(table.total_columns) not in (1, n) and not are_parts:
        return f"Say which column holds the total: {worked.out_of}. One for all, or one for each of the {n} that count."
    if worked.out_of and not table.total_table and not table.total_columns:
        return f"Say which columns hold the total: {worked.out_of}."
    if worked.against and (not table.against_columns if are_parts else len(table.against_columns) != n):
        return f"Say which column holds the other side: {worked.against}."
    if table.margin_columns and (are_parts or table.adds_rows):
        return "What is added up has no published margin: leave out the column of margins."
    if len(table.margin_columns) not in (0, n):
        return "There are more or fewer columns of margins than columns that count."
    if table.group_column and n > 1 and table.several_are in (None, "groups"):
        return "Groups stand in a column of their own or in several columns that count, not both. Say what the columns stand for."
    if table.period_column and _are(table, "periods"):
        return "Periods stand in a column of their own or in several columns that count, not both."
    if worked.formula == "entropy" and not table.group_column and n < 2:
        return f"Say where the groups stand: {worked.groups}."
    return ""


def _are(table: SecondaryTable, what: str) -> bool:
    """What several columns that count stand for."""
    return table.several_are == what and len(table.count_columns) > 1


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
    wanted, is_mean = _wanted(table, at), worked.formula == "mean gap"
    for cells, row, area in zip(found.rows, found.row_numbers, areas_of(found, table), strict=True):
        if table.area_columns and areas is not None and area.casefold() not in areas:
            continue
        place = tidy(cells[at[table.place_column]]) if table.place_column else ""
        is_kept = all(tidy(cells[at[heading]]) in texts for heading, texts in wanted.items())
        if not is_kept or place in table.left_out or (table.area_columns and not area):
            continue

        def read(headings: tuple[str, ...], is_mean: bool = False, cells=cells, row=row) -> float | None:
            return _sum(_number(cells, at, heading, row, table, is_mean) for heading in headings)

        for columns in _sides(table):
            group = tidy(cells[at[table.group_column]]) if table.group_column else columns.group
            period = tidy(cells[at[table.period_column]]) if table.period_column else columns.period
            if group in table.left_out:
                continue
            yield Count(
                area or table.area,
                place,
                group,
                in_words(period) or table.period,
                read(columns.count, is_mean),
                read(columns.against),
                read(columns.total),
                read(columns.margin, is_mean=True),
                row,
            )


@dataclass(frozen=True)
class _Columns:
    """The columns of one count: several of a kind are added up."""

    group: str
    period: str
    count: tuple[str, ...]
    against: tuple[str, ...]
    total: tuple[str, ...]
    margin: tuple[str, ...]


def _sides(table: SecondaryTable) -> tuple[_Columns, ...]:
    """What each row says: one count, or one for each column that counts."""
    if _are(table, "parts"):
        return (_Columns("", "", table.count_columns, table.against_columns, table.total_columns, ()),)
    is_wide, are_periods = len(table.count_columns) > 1, _are(table, "periods")
    return tuple(
        _Columns(
            heading if is_wide and not are_periods else "",
            _period_of(heading) if are_periods else "",
            (heading,),
            _nth(table.against_columns, at),
            _nth(table.total_columns, at),
            _nth(table.margin_columns, at),
        )
        for at, heading in enumerate(table.count_columns)
    )


def _period_of(heading: str) -> str:
    """A column's period: the row above the headings says it where there is one.

    Examples
    --------
    >>> _period_of("2023/24: Hate crimes"), _period_of("1 December 2022")
    ('2023/24', '1 December 2022')
    """
    above, colon, _ = heading.partition(": ")
    return above if colon and any(letter.isdigit() for letter in above) else heading


def _sum(numbers: Iterable[float | None]) -> float | None:
    """None where there is nothing to add, or a number is withheld: a sum without it would be too small."""
    listed = list(numbers)
    return None if not listed or any(one is None for one in listed) else math.fsum(listed)


def _added(every: tuple[Count, ...], found: Received, table: SecondaryTable) -> tuple[Count, ...]:
    """Rows of the same area, place, group and period as one count: the total has to be the same in all of them."""
    made = []
    for _, parts in _each(every, lambda one: (one.area, one.place, one.group, one.period)):
        totals = {one.total for one in parts}
        if len(totals) > 1:
            raise UserProblem(
                f"Rows {parts[0].row} to {parts[-1].row} are added up, and their totals differ.",
                table.title or table.id,
                "Keep rows with one total under “Only these rows”, or take the total from another table.",
            )
        said = _of_rows(found, {one.row for one in parts}) if len(parts) > 1 else ()
        against = _sum(one.against for one in parts)
        made.append(replace(parts[0], count=_sum(one.count for one in parts), against=against, said=said))
    return tuple(made)


def _of_rows(found: Received, rows: set[int]) -> tuple[str, ...]:
    """Which rows were added up, by the columns in which they differ."""
    differ = "; ".join(_differ(found, rows))
    by = f"They differ in: {differ}." if differ else "They differ in nothing: is one of them there twice?"
    return (f"Added up from {words.plural(len(rows), 'row')}. {by}",)


def _out_of(one: Count, totals: Totals) -> Count:
    total, period = totals.of(one.area, one.period)
    of = f", {period}" if period else ""
    return replace(one, total=total, said=(*one.said, f"Out of how many: from “{totals.title}”{of}."))


def _nth(headings: tuple[str, ...], at: int) -> tuple[str, ...]:
    """One for all, or one for each."""
    return headings[at : at + 1] if len(headings) > 1 else headings


def _wanted(table: SecondaryTable, headings: Collection[str]) -> dict[str, set[str]]:
    """Column -> what has to stand in it for a row to be kept. A heading may hold a colon of its own."""
    found: dict[str, set[str]] = {}
    for named in table.only:
        heading = max((one for one in headings if named.startswith(f"{one}: ")), key=len, default="")
        if heading:
            found.setdefault(heading, set()).add(named.removeprefix(f"{heading}: "))
    return found


def _number(
    cells: tuple[str, ...], at: dict[str, int], heading: str, row: int, table: SecondaryTable, is_mean: bool
) -> float | None:
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
    unit = 1 if is_mean else unit_of(heading)
    if unit > 1 and not is_percentage(cell):
        return float(round(value * unit))
    if not is_mean and (is_percentage(cell) or not value.is_integer()):
        raise UserProblem(
            f"{cell} is no count: counts are whole numbers.",
            where,
            "Choose the column of counts. Where the table counts in thousands, write “(thousands)” behind the heading in a copy, and "
            "add the copy.",
        )
    return value


def _refuse_twice(every: tuple[Count, ...], found: Received, table: SecondaryTable) -> None:
    seen: dict[tuple[str, ...], int] = {}
    for one in every:
        # without a column of places each row is a place of its own
        key = (one.area, one.place or str(one.row) * bool(_is_of_places(table)), one.group, one.period)
        if key in seen:
            named = ", ".join(part for part in (one.area, one.place, one.group, one.period) if part) or "the same thing"
            differ = words.listed(_differ(found, {seen[key], one.row})) or "nothing"
            raise UserProblem(
                f"Rows {seen[key]} and {one.row} both say how many for {named}. They differ in {differ}.",
                table.title or table.id,
                "Choose what is wanted of it under “Only these rows”, or choose it as group or period. Where such rows are parts of one "
                "count, such as months of a year, say so.",
            )
        seen[key] = one.row


def _differ(found: Received, rows: set[int]) -> list[str]:
    """The columns of words in which some rows differ, each with what stands in it."""
    cells = [one for one, at in zip(found.rows, found.row_numbers, strict=True) if at in rows]
    told = []
    for at, column in enumerate(found.columns):
        texts = list(dict.fromkeys(tidy(one[at]) or "blank" for one in cells))
        if column.kind == "text" and len(texts) > 1:
            more = f" and {len(texts) - NAMED} others" if len(texts) > NAMED else ""
            told.append(f"{column.heading} ({', '.join(texts[:NAMED])}{more})")
    return told


def _is_of_places(table: SecondaryTable) -> bool:
    return not table.place_column and not table.area_columns


def _refuse_more_than_all(every: tuple[Count, ...], table: SecondaryTable, worked: Worked) -> None:
    """Events may be more than the people they are counted against, and people somewhat more than an estimate of them."""
    for one in every:
        if worked.most is not None and one.count is not None and one.count > worked.most:
            raise UserProblem(
                f"{one.count:,.1f} is more than it can be ({worked.counted}: {worked.most:g} at most). Another column holds it.",
                f"{table.title or table.id}, row {one.row}",
                "Choose the column of averages, not that of sums.",
            )
    most = MOST_OF_ALL.get(worked.formula)
    for one in every:
        if most and one.count is not None and one.total is not None and one.count > most * one.total:
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
        places = [(one.place or f"row {one.row}", one.group, one) for one in cells]
        named = [("place", places)]
        named += (
            [("group", [(group, place, one) for place, group, one in places])] if worked.formula == "entropy" else []
        )
        for kind, pairs in named:
            whole, parts = sums.found(_numbers(pairs))
            if whole:
                raise UserProblem(
                    f"The {kind} '{whole}' is the sum of {parts}, and would be counted twice.",
                    ", ".join(part for part in (table.title or table.id, area, period) if part),
                    "Add it to what is left out, or leave its column out.",
                )


def _numbers(pairs: Iterable[tuple[str, str, Count]]) -> dict[str, dict[tuple[str, str], float | None]]:
    """Name -> what is counted under it, by the other name and by count and total."""
    found: dict[str, dict[tuple[str, str], float | None]] = {}
    for name, other, one in pairs:
        own = found.setdefault(name, {})
        own[other, "count"] = one.count
        if one.total is not None:
            own[other, "total"] = one.total
    return found


def _each(every: Iterable[Count], key: Callable[[Count], Any]) -> Iterator[tuple[Any, list[Count]]]:
    found: dict[Any, list[Count]] = {}
    for one in every:
        found.setdefault(key(one), []).append(one)
    yield from found.items()
