"""The six filters of step 1.2 in words: what was wanted, how many measures went through each, what left and why."""

from helpers import catalogue
from helpers.plan import basket, coverage, links
from helpers.plan.basket import Stage
from helpers.project import Opened
from helpers.project.record import Measures, Project
from helpers.reports import words
from helpers.reports.model import Block, Facts, Paragraph, Section, Table


def section(opened: Opened) -> Section:
    """What was decided at the filters."""
    record = opened.record
    if not basket.is_begun(record):
        blocks: tuple[Block, ...] = (wanted(record.measures), Paragraph("No filter has been used yet."))
        return Section("filters", "From the whole index to the basket (Tool 4)", blocks)
    stages = basket.stages(record)
    return Section(
        "filters",
        "From the whole index to the basket (Tool 4)",
        (wanted(record.measures), counts(stages), *_left(stages), *_second_look(record)),
    )


def suggested(opened: Opened) -> Section:
    """The measures that outcomes and research questions of step 1.1 ask for, and which of them are in the basket."""
    record = opened.record
    held = {item.indicator for item in record.measures.basket}
    found = [(one, links.links(one, record)) for one in links.linked(record)]
    rows = tuple(
        (f"{one.name} ({one.code})", links.in_words(its), "yes" if one.code in held else "") for one, its in found
    )
    columns = ("Measure", "Asked for by", "In your basket")
    if rows:
        blocks: tuple[Block, ...] = (Table("What step 1.1 asks for", columns, rows),)
    else:
        blocks = (Paragraph("No outcome and no research question of step 1.1 is linked to a measure or a theme yet."),)
    return Section("suggested", "Measures that your outcomes and questions ask for", blocks)


def wanted(measures: Measures) -> Facts:
    """What the filters go by."""
    described = type(measures).model_fields
    values = {
        "domains": ", ".join(measures.domains),
        "area": coverage.AREAS[measures.area] if measures.area else "",
        "oldest": str(measures.oldest or ""),
        "minutes": f"{measures.minutes:g}" if measures.minutes else "",
    }
    return Facts(tuple((described[name].title or name, value) for name, value in values.items()))


def counts(stages: tuple[Stage, ...]) -> Table:
    """How many measures arrive at each filter, leave there and go on."""
    rows = tuple(
        (
            f"{stage.number}. {stage.title}",
            str(len(stage.arriving)),
            str(len(stage.left)),
            str(len(stage.remaining)),
            "done" if stage.decision.is_done else "open",
            stage.decision.note,
        )
        for stage in stages
    )
    return Table("Measures at each filter", ("Filter", "Arrive", "Leave", "Go on", "State", "Note"), rows)


def in_short(stage: Stage) -> str:
    """One filter in one sentence: "38 measures arrive, 19 leave, 19 go on."."""
    arriving, left = len(stage.arriving), len(stage.left)
    arrive = f"{words.plural(arriving, 'measure arrives', 'measures arrive')}"
    leave = words.plural(left, "leaves", "leave") if left else "none leaves"
    return f"{arrive}, {leave}, {words.plural(len(stage.remaining), 'goes on', 'go on')}."


def _left(stages: tuple[Stage, ...]) -> tuple[Table, ...]:
    """Measures that left at one filter for one reason share a row."""
    rows = tuple(
        (f"{stage.number}. {stage.title}", "; ".join(_name(code) for code in codes), why or "No reason given yet.")
        for stage in stages
        for why, codes in _by_reason(stage).items()
    )
    return (Table("What left, and why", ("Filter", "Measures", "Why"), rows),) if rows else ()


def _by_reason(stage: Stage) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, why in stage.left.items():
        found.setdefault(why, []).append(code)
    return found


def _second_look(record: Project) -> tuple[Paragraph, ...]:
    left = basket.left_yet_in_the_basket(record)
    return tuple(
        Paragraph(f"{_name(code)} left at the filter “{title}” and is in the basket all the same: worth a second look.")
        for code, title in left.items()
    )


def _name(code: str) -> str:
    return f"{catalogue.indicator(code).name} ({code})"
