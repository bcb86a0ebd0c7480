"""Step 2.1: information that exists already (Tool 7)."""

from collections.abc import Iterable

from helpers import catalogue
from helpers.catalogue.records import Source
from helpers.project import Opened
from helpers.project.record import SecondaryFigure
from helpers.reports import words
from helpers.reports.facts import still_open
from helpers.reports.model import Paragraph, Section, Table

CONTEXT = "Context"


def in_short(opened: Opened) -> str:
    """The baseline record in one line."""
    figures = opened.record.secondary.figures
    on_measures = sum(bool(figure.indicator) for figure in figures)
    return f"Figures in the baseline record: {len(figures)} ({on_measures} on an indicator, the others for context)."


def summary(opened: Opened) -> Section:
    """The baseline record: what others have published, each with its area, period and source."""
    rows = tuple(
        (figure.what, figure.value, f"{figure.area}, {figure.period}", _source(figure), _about(figure.indicator))
        for figure in opened.record.secondary.figures
    )
    columns = ("What it says", "Figure", "Area and period", "Source and notes", "About")
    blocks = (Table("Baseline record", columns, rows),) if rows else (Paragraph("No figure has been recorded yet."),)
    return Section("secondary", "Secondary information: decided so far", blocks, (still_open(missing(opened)),))


def for_basket(opened: Opened) -> Section:
    """Where figures on the basket's own indicators have been published, as Tool 3 lists them."""
    rows = tuple(
        (f"{one.name} ({one.code})", one.existing_source, one.geography, "yes" if one.is_secondary else "")
        for one in (catalogue.indicator(item.indicator) for item in opened.record.measures.basket)
    )
    columns = ("Indicator", "Existing source", "Figures exist for", "Existing data only")
    blocks = (Table("Sources for your basket", columns, rows),) if rows else (Paragraph("The basket is empty so far."),)
    return Section("basket-sources", "Where your measures have been measured before", blocks)


def sources() -> Section:
    """Tool 7: data portals and datasets, by group."""
    groups = dict.fromkeys(source.group for source in catalogue.sources())
    tables = tuple(
        Table(
            group,
            ("Source", "What it holds, and where"),
            _listed(one for one in catalogue.sources() if one.group == group),
        )
        for group in groups
    )
    return Section("sources", "Index of secondary data (Tool 7)", tables)


def missing(opened: Opened) -> tuple[str, ...]:
    """What this step still needs, in plain sentences; empty when it is complete."""
    figures = opened.record.secondary.figures
    recorded = {figure.indicator for figure in figures}
    basket = tuple(catalogue.indicator(item.indicator) for item in opened.record.measures.basket)
    unknown = tuple(one for one in basket if one.is_secondary and one.code not in recorded)
    return (
        *(() if figures else ("Record at least one figure that shows where things stood at the start.",)),
        *(f"{one.name} ({one.code}) comes from existing data: record its figure." for one in unknown),
    )


def _source(figure: SecondaryFigure) -> str:
    return " ".join(words.sentence(text) for text in (figure.source, figure.note) if text)


def _about(code: str) -> str:
    return f"{catalogue.indicator(code).name} ({code})" if code else CONTEXT


def _listed(sources: Iterable[Source]) -> tuple[tuple[str, ...], ...]:
    return tuple((source.name, words.capital(source.description)) for source in sources)
