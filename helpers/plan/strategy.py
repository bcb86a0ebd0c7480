"""Tool 6: the research strategy in seven parts, each in the team's own words or drafted from the plan."""

from pathlib import Path

from helpers import __version__, catalogue
from helpers.catalogue.records import TemplatePart
from helpers.errors import UserProblem
from helpers.plan import costs, drafts, goals, own_words
from helpers.plan.cost_lines import total
from helpers.project import Opened, Project
from helpers.reports.model import Block, Document, Facts, Fold, Paragraph, Section, Table

TOOL = 6
"""The tool that is the template of the research strategy."""
NAME = "research_strategy"
FORMATS = ("docx", "html")
INVENTED = "This is an example. The project and every person in it are invented."
DRAFTED = "Drafted from what has been entered; nobody has put this part into their own words yet."
EMPTY = "Nothing that belongs here has been entered yet. What goes here: {}"
CREDIT = (
    "The seven parts are those of the Social Integration Measurement Toolkit, Greater London Authority, with PRD, We Made "
    "That and the UCL Institute for Global Prosperity."
)


def strategy(opened: Opened) -> Section:
    """The seven parts as they stand; beside own words the draft, folded."""
    return Section("strategy", "Research strategy (Tool 6)", sections=tuple(_part(opened, part) for part in _parts()))


def unwritten(record: Project) -> tuple[str, ...]:
    """Titles of the parts that nobody has put into their own words, in order."""
    own = written(record)
    return tuple(part.title for part in _parts() if part.number not in own)


def document(opened: Opened) -> Document:
    """The strategy as a document to share with partners."""
    record = opened.record
    return Document(
        title="Research strategy",
        subtitle=record.title,
        organisation=record.organisation,
        published_on="",
        summary=(),
        sections=tuple(
            Section(
                f"part-{part.number}", f"{part.number}. {part.title}", (*_words(record, part), *_exhibits(record, part))
            )
            for part in _parts()
        ),
        method=_made(record),
        notice=INVENTED if record.is_invented else "",
        footnotes=(CREDIT,),
    )


def write(opened: Opened, folder: str | Path | None = None, formats: tuple[str, ...] = FORMATS) -> Section:
    """Write the strategy into a folder (the project's own `reports` if None) and say where it is.

    Raises
    ------
    UserProblem
        A format that there is not, or a folder that can't be written to.
    """
    unknown = [name for name in formats if name not in FORMATS]
    if unknown:
        raise UserProblem(
            f"The strategy can't be written as '{unknown[0]}'.", "formats", f"Choose from: {', '.join(FORMATS)}."
        )
    chosen = Path(folder) if folder is not None else opened.path / "reports"
    paths = [_write(document(opened), chosen, name) for name in formats]
    return Section(
        "strategy-written", "The strategy is written", (Facts(tuple((path.suffix[1:], str(path)) for path in paths)),)
    )


def _write(made: Document, folder: Path, name: str) -> Path:
    from helpers.reports.writers import html, word

    writer = {"docx": word, "html": html}[name]
    return writer.write(made, folder / f"{NAME}.{name}")


def _parts() -> tuple[TemplatePart, ...]:
    return catalogue.template_parts(TOOL)


def written(record: Project) -> dict[int, str]:
    """Own words by the part's number."""
    return {part.part: part.text for part in record.approach.strategy if part.text.strip()}


def _part(opened: Opened, part: TemplatePart) -> Section:
    record = opened.record
    draft = drafts.draft(record, part.number)
    fold = (
        (Fold("The draft made from the plan", draft, part.title),) if part.number in written(record) and draft else ()
    )
    title = f"{part.number}. {part.title}"
    return Section(f"strategy-{part.number}", title, (*_words(record, part), *_exhibits(record, part), *fold))


def _words(record: Project, part: TemplatePart) -> tuple[Block, ...]:
    """Own words where there are any; else the draft, which says that it is one; else what belongs there."""
    if own := written(record).get(part.number):
        return own_words.blocks(own)
    draft = drafts.draft(record, part.number)
    return (Paragraph(DRAFTED), *draft) if draft else (Paragraph(EMPTY.format(part.text)),)


def _exhibits(record: Project, part: TemplatePart) -> tuple[Block, ...]:
    """Tables that belong to a part whoever wrote its words."""
    tables: dict[int, tuple[Table, ...]] = {
        4: (_measures(record), goals.table(record)),
        6: (costs.totals(record),) if total(record).whole else (),
    }
    return tuple(table for table in tables.get(part.number, ()) if table.rows)


def _measures(record: Project) -> Table:
    known = {one.indicator: f"{one.value} ({one.area}, {one.period})" for one in record.secondary.figures}
    rows = tuple(
        (f"{catalogue.indicator(item.indicator).name} ({item.indicator})", item.why, known.get(item.indicator, ""))
        for item in record.measures.basket
    )
    return Table("The basket of measures", ("Measure", "Why", "Known already"), rows)


def _made(record: Project) -> Section:
    parts = unwritten(record)
    own = len(_parts()) - len(parts)
    facts = [
        ("In the team's own words", f"{own} of {len(_parts())} parts"),
        ("Made with", f"Social Integration Workbook {__version__}"),
    ]
    return Section("method", "How this was made", (Facts(tuple(facts)),))
