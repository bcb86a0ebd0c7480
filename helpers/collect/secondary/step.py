"""Step 2.1 in words: what has been recorded, what is still missing, where to look."""

from collections.abc import Iterable

from helpers import catalogue
from helpers.catalogue.records import Source
from helpers.project import Opened
from helpers.project.record import SecondaryFigure, SecondaryTable
from helpers.reports import words
from helpers.reports.facts import in_words, still_open
from helpers.reports.model import Block, Paragraph, Section, Table

CONTEXT = "Context"


def in_short(opened: Opened) -> str:
    """The baseline record in one line."""
    held = opened.record.secondary
    on_measures = sum(bool(figure.indicator) for figure in held.figures)
    tables = f" Tables of counts: {len(held.tables)}." if held.tables else ""
    figures = (
        f"Figures in the baseline record: {len(held.figures)} ({on_measures} on an indicator, the others for context)."
    )
    return f"{figures}{tables}"


def summary(opened: Opened) -> Section:
    """The baseline record: what others have published, each with its area, period and source."""
    held = opened.record.secondary
    rows = tuple(
        (figure.what, figure.value, _where(figure.area, figure.period), _source(figure), _about(figure.indicator))
        for figure in held.figures
    )
    columns = ("What it says", "Figure", "Area and period", "Source and notes", "About")
    blocks: list[Block] = [
        Table("Baseline record", columns, rows) if rows else Paragraph("No figure has been recorded yet.")
    ]
    if held.tables:
        named = ("Table", "Area and period", "How it came about", "Source, definition and notes", "About")
        blocks.append(Table("Tables of counts", named, tuple(map(_table, held.tables))))
    if held.comparators:
        beside = tuple((one.name, in_words(one.likeness), one.why) for one in held.comparators)
        blocks.append(Table("Areas to compare with", ("Area", "What it is to yours", "Why this one"), beside))
    return Section("secondary", "Secondary information: decided so far", tuple(blocks), (still_open(missing(opened)),))


def for_basket(opened: Opened) -> Section:
    """Where figures on the basket's own indicators have been published, and what to fetch for those no question covers."""
    basket = tuple(catalogue.indicator(item.indicator) for item in opened.record.measures.basket)
    rows = tuple(
        (f"{one.name} ({one.code})", one.existing_source, one.geography, _is_covered(one.code)) for one in basket
    )
    columns = ("Indicator", "Existing source", "Figures exist for", "Existing data only")
    blocks: tuple[Block, ...] = (
        (Table("Sources for your basket", columns, rows),) if rows else (Paragraph("The basket is empty so far."),)
    )
    return Section("basket-sources", "Where your measures have been measured before", (*blocks, *_to_fetch(opened)))


def sources() -> Section:
    """Tool 7: data portals and datasets, by group; then what was added to it."""
    every = (*catalogue.sources(), *catalogue.more_sources())
    tables = tuple(
        Table(
            group,
            ("Source", "What it holds, and where", "Areas"),
            _listed(one for one in every if one.group == group),
        )
        for group in dict.fromkeys(source.group for source in every)
    )
    return Section("sources", "Index of secondary data (Tool 7)", tables)


def missing(opened: Opened) -> tuple[str, ...]:
    """What this step still needs, in plain sentences; empty when it is complete."""
    held = opened.record.secondary
    recorded = {one.indicator for one in (*held.figures, *held.tables)}
    basket = tuple(catalogue.indicator(item.indicator) for item in opened.record.measures.basket)
    unknown = tuple(one for one in basket if one.is_secondary and one.code not in recorded)
    begun = held.figures or held.tables
    return (
        *(() if begun else ("Record at least one figure that shows where things stood at the start.",)),
        *(f"{one.name} ({one.code}) comes from existing data: record its figure." for one in unknown),
        *(sentence for figure in held.figures for sentence in _of_figure(figure)),
        *(sentence for table in held.tables for sentence in _of_table(table)),
    )


def _of_figure(figure: SecondaryFigure) -> tuple[str, ...]:
    named = {"value": "figure", "area": "area", "period": "period", "source": "source"}
    lacking = [name for field, name in named.items() if not getattr(figure, field)]
    what = figure.what or "a figure without words"
    return (f"“{what}”: add its {words.listed(lacking)}.",) if lacking else ()


def _of_table(table: SecondaryTable) -> tuple[str, ...]:
    """A table of counts: what its record lacks; that somebody has to look at its columns."""
    named = {"area": "area", "source": "source", "definition": "definition", "mode": "way it came about"}
    lacking = [name for field, name in named.items() if not getattr(table, field)]
    lacking += [] if table.period or table.period_column else ["period"]
    title = table.title or table.id
    return (
        *((f"“{title}”: add its {words.listed(lacking)}.",) if lacking else ()),
        *((f"“{title}”: say whether it is published for everybody.",) if table.is_published is None else ()),
        *((f"“{title}”: look at its columns, and say whether they are right.",) if not table.is_confirmed else ()),
    )


def _to_fetch(opened: Opened) -> tuple[Block, ...]:
    codes = [item.indicator for item in opened.record.measures.basket]
    found = [(code, worked) for code in codes if (worked := catalogue.worked_out(code))]
    if not found:
        return ()
    by_code = {source.code: source for source in (*catalogue.sources(), *catalogue.more_sources())}
    rows = tuple(
        (
            f"{catalogue.indicator(code).name} ({code})",
            worked.fetch,
            words.listed(by_code[source].name for source in worked.sources),
            words.listed(worked.areas),
        )
        for code, worked in found
    )
    columns = ("Measure", "What to fetch", "Where to try, in this order", "For")
    note = "What to fetch is our reading of the measures. A table with these counts can be added below, and the measure is worked out."
    return (Table("What to fetch", columns, rows, note),)


def _is_covered(code: str) -> str:
    return "yes" if catalogue.indicator(code).is_secondary else ""


def _table(table: SecondaryTable) -> tuple[str, ...]:
    told = (table.source, table.definition, table.updated and f"updated {table.updated}", table.note)
    said = " ".join(words.sentence(words.capital(text)) for text in told if text)
    period = table.period or (f"as in the column “{table.period_column}”" if table.period_column else "")
    return (
        table.title or table.id,
        _where(table.area, period),
        in_words(table.mode),
        said,
        _about(table.indicator),
    )


def _where(area: str, period: str) -> str:
    return ", ".join(part for part in (area, period) if part)


def _source(figure: SecondaryFigure) -> str:
    told = (figure.source, figure.definition, figure.mode and f"From: {figure.mode}", figure.updated, figure.note)
    return " ".join(words.sentence(text) for text in told if text)


def _about(code: str) -> str:
    return f"{catalogue.indicator(code).name} ({code})" if code else CONTEXT


def _listed(found: Iterable[Source]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            source.name,
            " ".join(
                part
                for part in (words.sentence(words.capital(source.description)), _address(source), _now(source))
                if part
            ),
            words.listed(source.areas),
        )
        for source in found
    )


def _address(source: Source) -> str:
    """The address, where the description doesn't end with it."""
    return source.url if source.url and source.url not in source.description else ""


def _now(source: Source) -> str:
    return f"Added here: {words.sentence(source.now)}" if source.now else ""
