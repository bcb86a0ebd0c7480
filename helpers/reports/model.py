"""The document model: what a report says, before any writer decides how it looks.

Notebooks show the same pieces, so that a person sees in a step what the report will hold.
Plain dataclasses: nothing here imports a plotting or table library.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Paragraph:
    """Running text. `is_draft` marks words made from the numbers that nobody has accepted yet."""

    text: str
    is_draft: bool = False


@dataclass(frozen=True)
class Bullets:
    """A list; numbered where the order matters. `is_draft` as for a paragraph."""

    items: tuple[str, ...]
    is_numbered: bool = False
    is_draft: bool = False


@dataclass(frozen=True)
class Facts:
    """Pairs of term and text, such as the boxes of a canvas. Empty text is shown as not yet filled in."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Caution:
    """What the reader must bear in mind, set off from the text."""

    text: str


@dataclass(frozen=True)
class KeyFigure:
    """One headline number with its base and interval, all as they are to be read."""

    value: str
    label: str
    detail: str


@dataclass(frozen=True)
class KeyFigures:
    """A row of headline numbers."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True)
class Table:
    """A table with real headings. Cells are text as it is to be read; the first column heads its row."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """A chart: the title says the finding, the alt text says what is drawn, the table holds its numbers."""

    title: str
    image: bytes
    """PNG or SVG bytes, as `media_type` says."""
    media_type: str
    alt: str
    table: Table
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chain:
    """The theory of change as a chain of boxes, with the assumptions that the links between them rest on."""

    links: tuple[tuple[str, str], ...]
    assumptions: tuple[tuple[str, str], ...] = ()
    between: tuple[tuple[int, int] | None, ...] = ()
    """For each assumption, from which box to which its link leads (twice the same: within one box); None: neither."""
    is_drawn: bool = False
    """Shown as a picture too. In words it always is."""


@dataclass(frozen=True)
class Fold:
    """Detail that most readers pass over: closed until it is asked for; paper shows what was opened."""

    label: str
    blocks: tuple["Block", ...]
    about: str = ""
    """What it is about, for those who hear its label without seeing where it stands."""


Block = Paragraph | Bullets | Facts | Caution | KeyFigures | Table | Figure | Chain | Fold


@dataclass(frozen=True, repr=False)
class Section:
    """A headed part of a document; sections may hold sections."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()

    def __repr__(self) -> str:
        return plain(self)

    def _repr_html_(self) -> str:
        from helpers.reports.writers.html import section_html

        return section_html(self)


@dataclass(frozen=True)
class Document:
    """One report: title, summary, sections, and the method note that every report carries."""

    title: str
    subtitle: str
    organisation: str
    published_on: str
    summary: tuple[Block, ...]
    sections: tuple[Section, ...]
    method: Section
    notice: str = ""
    """Shown before everything else: sample data says here that nobody in it is real."""
    language: str = "en-GB"
    footnotes: tuple[str, ...] = field(default=())


DRAFT = "[draft from the numbers]"


def plain(section: Section, level: int = 1) -> str:
    """A section as readable text, for a terminal or a notebook that shows no HTML.

    Examples
    --------
    >>> print(plain(Section("aim", "Aim", (Paragraph("Fewer lonely people."),))))
    # Aim
    <BLANKLINE>
    Fewer lonely people.
    """
    parts = [f"{'#' * level} {section.title}"]
    parts += [text for block in section.blocks if (text := _plain_block(block))]
    parts += [plain(part, level + 1) for part in section.sections]
    return "\n\n".join(parts)


def _plain_block(block: Block) -> str:
    match block:
        case Paragraph(text=text, is_draft=is_draft):
            return f"{text} {DRAFT}" if is_draft else text
        case Bullets(items=items, is_numbered=is_numbered, is_draft=is_draft):
            lines = [f"{number}. {item}" if is_numbered else f"- {item}" for number, item in enumerate(items, 1)]
            return "\n".join([*lines, DRAFT] if is_draft else lines)
        case Facts(pairs=pairs):
            return "\n".join(f"{term}: {text or 'not yet filled in'}" for term, text in pairs)
        case Caution(text=text):
            return f"Bear in mind: {text}"
        case KeyFigures(figures=figures):
            return "\n".join(f"{figure.value}  {figure.label} ({figure.detail})" for figure in figures)
        case Table():
            return _plain_table(block)
        case Figure(title=title, alt=alt, table=table, cautions=cautions):
            return "\n\n".join([title, alt, _plain_table(table), *(f"Bear in mind: {text}" for text in cautions)])
        case Chain(links=links, assumptions=assumptions):
            lines = [f"{name}: {text or 'not yet filled in'}" for name, text in links]
            return "\n".join([*lines, *(f"Assumed ({link}): {text}" for link, text in assumptions)])
        case Fold(label=label, blocks=blocks):
            return "\n\n".join([label, *(_plain_block(inner) for inner in blocks)])
    raise AssertionError(f"no plain text for {type(block).__name__}")


def _plain_table(table: Table) -> str:
    rows = [table.columns, *table.rows]
    widths = [max(len(row[place]) for row in rows) for place in range(len(table.columns))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([table.caption, *lines, *([table.note] if table.note else [])])
