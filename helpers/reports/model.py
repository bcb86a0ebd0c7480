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
    """A list; numbered where the order matters."""

    items: tuple[str, ...]
    is_numbered: bool = False


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
    """The theory of change as a chain of links, each with the assumptions it rests on."""

    links: tuple[tuple[str, str], ...]
    assumptions: tuple[tuple[str, str], ...] = ()


Block = Paragraph | Bullets | Facts | Caution | KeyFigures | Table | Figure | Chain


@dataclass(frozen=True)
class Section:
    """A headed part of a document; sections may hold sections."""

    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()

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
