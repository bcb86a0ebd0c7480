"""Whatever shows pretend answers says so: in the title of every page, section, table and chart, and in every file's name.

One place that marks, so that nothing that shows them is left out by forgetting it.
"""

from dataclasses import replace

from helpers.reports.model import Block, Bullets, Caution, Document, Figure, Fold, KeyFigures, Paragraph, Section, Table

MARK = "PRETEND"
PRETEND_CAUTION = (
    "PRETEND. Everything here is made of simulated answers, to try the way from the file to the report. Nobody was asked, and no "
    "figure says anything about anybody."
)


def marked_title(title: str) -> str:
    """A title that says what it is the title of.

    Examples
    --------
    >>> marked_title("Findings"), marked_title(marked_title("Findings"))
    ('PRETEND: Findings', 'PRETEND: Findings')
    """
    return title if title.startswith(MARK) else f"{MARK}: {title}"


def named(name: str, is_pretend: bool) -> str:
    """A file's name: that of pretend answers begins with the word.

    Examples
    --------
    >>> named("report.html", True), named("report.html", False)
    ('PRETEND-report.html', 'report.html')
    """
    return f"{MARK}-{name}" if is_pretend and MARK.lower() not in name.lower() else name


def marked(section: Section) -> Section:
    """The section with its own title, and those of everything in it, marked; a caution at its head."""
    return replace(_marked(section), blocks=(Caution(PRETEND_CAUTION), *_marked(section).blocks))


def marked_document(document: Document) -> Document:
    """The document with its title, its notice and everything in it marked."""
    return replace(
        document,
        title=marked_title(document.title),
        subtitle=marked_title(document.subtitle) if document.subtitle else MARK,
        published_on=marked_title(document.published_on),
        summary=(Caution(PRETEND_CAUTION), *(_block(block) for block in document.summary)),
        sections=tuple(_marked(section) for section in document.sections),
        method=_marked(document.method),
        notice=f"{PRETEND_CAUTION} {document.notice}".strip(),
        footnotes=(*document.footnotes, PRETEND_CAUTION),
    )


def _marked(section: Section) -> Section:
    return replace(
        section,
        title=marked_title(section.title),
        blocks=tuple(_block(block) for block in section.blocks),
        sections=tuple(_marked(inner) for inner in section.sections),
    )


def _block(block: Block) -> Block:
    """What can be copied out by itself, or holds words made from the numbers, marked; everything else as it is."""
    match block:
        case Table():
            return _table(block)
        case Figure():
            return replace(
                block,
                title=marked_title(block.title),
                alt=marked_title(block.alt),
                table=_table(block.table),
                cautions=(*block.cautions, "Pretend: simulated answers."),
            )
        case Fold():
            return replace(
                block, label=marked_title(block.label), blocks=tuple(_block(inner) for inner in block.blocks)
            )
        case KeyFigures():
            figures = tuple(replace(one, label=marked_title(one.label)) for one in block.figures)
            return replace(block, figures=figures)
        case Paragraph(is_draft=True):
            return replace(block, text=marked_title(block.text))
        case Bullets(is_draft=True):
            return replace(block, items=tuple(marked_title(item) for item in block.items))
    return block


def _table(table: Table) -> Table:
    return replace(table, caption=marked_title(table.caption), note=f"{table.note} Pretend: simulated answers.".strip())
