"""How long an interview takes and what it costs, in words: the basket, each measure, what it rests on."""

from helpers import catalogue
from helpers.catalogue import interview
from helpers.catalogue.records import Indicator
from helpers.plan import burden, burden_cost
from helpers.project import Opened
from helpers.project.record import Project
from helpers.reports import words
from helpers.reports.model import Block, Caution, Fold, Paragraph, Section, Table


def section(opened: Opened) -> Section:
    """The estimate for the basket, what each measure adds, and the numbers behind it."""
    record = opened.record
    blocks: tuple[Block, ...] = (
        Paragraph(in_short(opened)),
        *_too_long(record),
        parts(record),
        *_measures(record),
        Fold("What every other measure would add", (_others(record),)),
        Fold("What the estimate rests on", (numbers(),)),
    )
    return Section("burden", "Minutes and cost", blocks)


def in_short(opened: Opened) -> str:
    """The length of an interview in one sentence."""
    record = opened.record
    who = "Filling in the form" if record.approach.mode in burden.TO_ONESELF else "One interview"
    total = burden.minutes(record)
    if not burden.is_anything_asked(record):
        return (
            f"Your basket is empty, so no measure is asked yet. What goes before the first one (the greeting, consent, questions "
            f"about the person) takes {burden.in_words(total)}. This is an estimate."
        )
    cost = burden_cost.in_words(total, record)
    takes = f"{who} takes {burden.in_words(total)}"
    if cost.startswith(burden_cost.KNOWN):
        takes = f"{takes}. The talking in all of them comes to {cost} each time people are asked"
    else:
        takes = f"{takes} ({cost})"
    return f"{takes}. This is an estimate: time your pilot."


def parts(record: Project) -> Table:
    """What the minutes go into."""
    rows = tuple(
        (name, burden.in_words(burden.in_halves(seconds)) if seconds else "nothing: there are none yet")
        for name, seconds in burden.parts(record).items()
    )
    return Table("What the time goes into", ("Part", "Takes"), rows, "Parts are rounded by themselves.")


def numbers() -> Table:
    """The numbers behind the estimate, with their sources."""
    rows = tuple(
        (one.label, _counted(one.value, one.unit), words.sentence(one.source)) for one in interview.numbers().values()
    )
    note = (
        "Words are read once: introduction, question, the lines that are needed, each answer. A question that only some "
        "people are asked counts as if everybody were."
    )
    return Table("Numbers behind the estimate", ("What", "Number", "Where it comes from"), rows, note)


def _too_long(record: Project) -> tuple[Caution, ...]:
    limit, total = record.measures.minutes, burden.minutes(record)
    if limit is None or total <= limit:
        return ()
    return (Caution(f"This is more than the {_counted(limit, 'minutes')} you have."),)


def _counted(value: float, units: str) -> str:
    """With its unit: "120 words per minute", "1 second"."""
    return f"{value:g} {units.removesuffix('s') if value == 1 else units}"


def _measures(record: Project) -> tuple[Table, ...]:
    held = tuple(item.indicator for item in record.measures.basket)
    rows = tuple(
        _row(catalogue.indicator(code), tuple(other for other in held if other != code), record) for code in held
    )
    note = "What would be saved without it. Measures that share a question add little to each other."
    return (_table("What each measure of the basket adds", rows, note),) if rows else ()


def _others(record: Project) -> Table:
    held = tuple(item.indicator for item in record.measures.basket)
    rows = tuple(_row(one, held, record) for one in catalogue.indicators() if one.code not in held)
    return _table("On top of the basket", rows)


def _table(caption: str, rows: tuple[tuple[str, ...], ...], note: str = "") -> Table:
    """The column of costs only where they can be told: what is missing for them is said once, above."""
    if any(row[2].startswith(burden_cost.KNOWN) for row in rows):
        return Table(caption, ("Measure", "Adds", "Costs each time"), rows, note)
    return Table(caption, ("Measure", "Adds"), tuple(row[:2] for row in rows), note)


def _row(indicator: Indicator, others: tuple[str, ...], record: Project) -> tuple[str, str, str]:
    name = f"{indicator.name} ({indicator.code})"
    if indicator.is_secondary:
        return name, "nothing: existing data", "the time to look it up"
    added = burden.added(indicator.code, others, record)
    if not added:
        return name, "nothing: what it asks is asked anyway", "nothing"
    extra = burden.in_halves(added)
    return name, burden.in_words(extra), burden_cost.in_words(extra, record)
