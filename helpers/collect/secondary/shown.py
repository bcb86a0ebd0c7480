"""Figures from tables of counts in words: in the notebook for those who check them, in the report once they were confirmed."""

import math
from datetime import date

from helpers import catalogue
from helpers.collect.secondary import kept as kept_files
from helpers.collect.secondary import tables
from helpers.collect.secondary.figures import Figure
from helpers.errors import UserProblem
from helpers.project import Opened
from helpers.project.record import SecondaryTable
from helpers.reports import words
from helpers.reports.model import Block, Caution, Facts, Paragraph, Section, Table

EVERYONE = "Everyone"
BY_CHANCE = (
    "The range in brackets is how far chance alone could take a count of this size from its usual level. Where two ranges overlap, the "
    "difference may be no more than chance."
)
COLUMNS = ("Area and period", "Whom it is of", "Figure", "Worked out from")


def worked_out(opened: Opened) -> Section:
    """What each table gives, or why it gives nothing yet: for those who look after the figures."""
    held = opened.record.secondary.tables
    if not held:
        return Section("worked-out", "Worked out from tables", (Paragraph("No table has come in yet."),))
    return Section("worked-out", "Worked out from tables", (), tuple(_checked(opened, table) for table in held))


def sections(opened: Opened) -> tuple[Section, ...]:
    """For the report: one section for each measure whose table was confirmed. Empty where there is none.

    A table that can't be worked out is left out here: step 2.1 says why.
    """
    found = []
    for table in opened.record.secondary.tables:
        if not table.is_confirmed or not table.indicator:
            continue
        try:
            made = tables.figures_of(opened, table)
        except UserProblem:
            continue
        if made:
            found.append(_section(table, made))
    return tuple(found)


def problems(opened: Opened, table: SecondaryTable) -> str:
    """Why a table gives no figure, in a sentence; empty where it does."""
    try:
        tables.figures_of(opened, table)
    except UserProblem as problem:
        return f"{problem.what} {problem.fix}"
    return ""


def _checked(opened: Opened, table: SecondaryTable) -> Section:
    title = table.title or table.id
    try:
        kept = kept_files.facts(opened, table.id)
        received = tables.again(opened, table.id)
        made = tables.figures_of(opened, table)
    except UserProblem as problem:
        return Section(table.id, title, (Caution(f"{problem.what} {problem.fix}"),))
    blocks: list[Block] = [
        Facts(
            (
                ("File", ", sheet ".join(part for part in (kept["file"], kept["sheet"]) if part)),
                ("Received on", words.day(date.fromisoformat(kept["received_on"]))),
                ("Rows", f"{kept['rows']:,}"),
                ("What the columns mean", _columns_in_words(table)),
            )
        )
    ]
    blocks += [Caution(remark) for remark in received.remarks]
    if not table.indicator:
        blocks.append(Paragraph("Kept for context: no measure is worked out from it."))
    elif not table.is_confirmed:
        blocks.append(
            Caution(
                "Not confirmed yet: look at the columns, and say that they are right. Only then does it go into the report."
            )
        )
    if made:
        blocks += _section(table, made).blocks
    return Section(table.id, title, tuple(blocks))


def _columns_in_words(table: SecondaryTable) -> str:
    named = (
        ("area", table.area_columns), ("place", (table.place_column,)), ("group", (table.group_column,)),
        ("period", (table.period_column,)), ("each row counts", (table.kinds_column,)), ("counts", table.count_columns), ("set against them", table.against_columns),
        ("out of", table.total_columns), ("total from", (table.total_table,)), ("margin", table.margin_columns),
    )  # fmt: skip
    said = [f"{name}: {words.listed(filled)}" for name, columns in named if (filled := [one for one in columns if one])]
    if table.several_are and len(table.count_columns) > 1:
        said.append(f"several columns are {table.several_are}")
    return "; ".join(said) or "nothing chosen yet"


def _section(table: SecondaryTable, made: tuple[Figure, ...]) -> Section:
    indicator = catalogue.indicator(table.indicator)
    worked = catalogue.worked_out(table.indicator)
    rows = tuple((_where(figure), _what(figure), value(figure), _out_of(figure)) for figure in made)
    shown = [0, 2, 3] if all(row[1] == EVERYONE for row in rows) else [0, 1, 2, 3]
    source = " ".join(words.sentence(text) for text in (table.source, table.definition, table.note) if text)
    notes = dict.fromkeys(note for figure in made for note in figure.notes)
    cautions = [worked.caution, *notes] if worked else list(notes)
    if any(figure.band for figure in made):
        cautions.append("Small numbers of people are not shown, so that nobody is recognised.")
    if any(_is_by_chance(figure) for figure in made):
        cautions.append(BY_CHANCE)
    blocks = (
        Paragraph(f"The toolkit's measure: {words.sentence(indicator.measure)} {_how(made[0])}".strip()),
        Table(
            f"{indicator.name} ({indicator.code})",
            tuple(COLUMNS[at] for at in shown),
            tuple(tuple(row[at] for at in shown) for row in rows),
            source,
        ),
        *(Caution(caution) for caution in cautions if caution),
    )
    return Section(f"secondary-{table.id}", f"{indicator.name}, from existing data", blocks)


def value(figure: Figure) -> str:
    """A figure as it is to be read, with its range where it has one.

    Examples
    --------
    >>> value(Figure("R5", "t", "rate", "Ashe", "2024", "", 2.315, 1.5, 3.4, 23, 9935, 1000))
    '2.3 per 1,000 (1.5 to 3.4)'
    >>> value(Figure("E1", "t", "gap", "Ashe", "2024", "Men", 0.082, 0.01, 0.154, other="Women"))
    '8.2 points (1.0 to 15.4)'
    """
    if figure.band:
        return figure.band
    if math.isnan(figure.value):
        return "not known"
    scale, unit, decimals = _scale(figure)
    shown = f"{figure.value * scale:,.{decimals}f}{unit}"
    if math.isnan(figure.low):
        return shown
    return f"{shown} ({figure.low * scale:,.{decimals}f} to {figure.high * scale:,.{decimals}f})"


def _scale(figure: Figure) -> tuple[float, str, int]:
    match figure.scale:
        case "share":
            return 100, "%", 0 if figure.is_rounded else 1
        case "rate" if figure.per == 100:
            return 1, " per 100", 2
        case "rate":
            return 1, f" per {figure.per:,}", 1
        case "gap" | "high and low":
            return 100, " points", 0 if figure.is_rounded else 1
        case "index":
            return 1, "", 2
    return 1, " points of score", 1


def _what(figure: Figure) -> str:
    if figure.other:
        return f"Gap: {figure.group} less {figure.other}"
    if figure.scale == "index":
        return EVERYONE
    if figure.scale == "high and low":
        return f"{figure.group or 'Everyone'}: high paid less low paid"
    return figure.group or EVERYONE


def _out_of(figure: Figure) -> str:
    if figure.band or figure.other:
        return ""
    if figure.scale == "index" and figure.n_places:
        people = "" if math.isnan(figure.total) else f", {figure.total:,.0f} people"
        return f"{figure.n_places} places{people}"
    if math.isnan(figure.total):
        return ""
    if figure.scale in ("mean", "high and low"):
        return f"{figure.total:,.0f} people"
    return f"{figure.total:,.0f} people" if figure.is_rounded else f"{figure.count:,.0f} of {figure.total:,.0f}"


def _where(figure: Figure) -> str:
    return ", ".join(part for part in (figure.area, figure.period) if part)


def _how(figure: Figure) -> str:
    said = {
        "index": "An index of 0 would mean that the groups are spread alike over all places, 1 that they never meet.",
        "mean": "Scores are averages of all pupils, not of schools.",
    }
    return said.get(figure.scale, "")


def _is_by_chance(figure: Figure) -> bool:
    return figure.scale == "rate" and figure.is_shown and not math.isnan(figure.low)
