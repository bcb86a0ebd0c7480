"""A document as a Word file that people go on writing in: real headings, lists, captions and headed tables.

Everything that folds or is drawn is there in words too. The same document gives the same bytes; nobody's name and no
machine's is in the file.
"""

from collections.abc import Iterable
from pathlib import Path

from docx import Document as new_file
from docx.document import Document as WordFile
from docx.text.paragraph import Paragraph as WordParagraph

from helpers.project.disk import write_whole
from helpers.reports.model import (
    Block,
    Bullets,
    Caution,
    Chain,
    Document,
    Facts,
    Figure,
    Fold,
    KeyFigures,
    Paragraph,
    Section,
    Table,
)
from helpers.reports.writers import word_package, word_pictures, word_styles, word_tables
from helpers.reports.writers.word_text import clean, restarted

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DEEPEST_HEADING = 6
DRAFT_MARK = "Draft from the numbers"
EMPTY = "Not yet filled in"


def write(document: Document, path: Path) -> Path:
    """Write the document to `path` as one Word file; gives the path back."""
    write_whole(path, render(document))
    return path


def render(document: Document) -> bytes:
    """The whole file as bytes."""
    file = new_file()
    word_styles.prepare(file, document)
    _cover(file, document)
    if document.summary:
        _section(file, Section("summary", "Summary", document.summary), 1)
    for section in (*document.sections, document.method):
        _section(file, section, 1)
    for text in document.footnotes:
        _paragraph(file, text, "Note")
    return word_package.packed(file, document.title)


def _cover(file: WordFile, document: Document) -> None:
    lines = (
        (document.notice, "Notice"),
        (document.organisation, "Organisation"),
        (document.title, "Title"),
        (document.subtitle, "Subtitle"),
        (document.published_on, "Note"),
    )
    for text, style in lines:
        if text:
            _paragraph(file, text, style)


def _section(file: WordFile, section: Section, level: int) -> None:
    file.add_heading(clean(section.title), min(level, DEEPEST_HEADING))
    _blocks(file, section.blocks)
    for inner in section.sections:
        _section(file, inner, level + 1)


def _blocks(file: WordFile, blocks: Iterable[Block]) -> None:
    """The mark of a draft stands at the first one; the others carry the same line beside them."""
    is_first_draft = True
    for block in blocks:
        is_draft = isinstance(block, Paragraph | Bullets) and block.is_draft
        if is_draft and is_first_draft:
            _paragraph(file, DRAFT_MARK, "Draft mark")
            is_first_draft = False
        _block(file, block)


def _block(file: WordFile, block: Block) -> None:
    match block:
        case Paragraph(text=text, is_draft=is_draft):
            _paragraph(file, text, "Draft" if is_draft else "Body Text")
        case Bullets():
            _bullets(file, block)
        case Facts(pairs=pairs):
            _facts(file, pairs)
        case Caution(text=text):
            _led(file, "Bear in mind.", text, "Caution")
        case KeyFigures():
            _key_figures(file, block)
        case Table():
            word_tables.add(file, block)
        case Figure():
            _figure(file, block)
        case Chain():
            _chain(file, block)
        case Fold(label=label, blocks=blocks, about=about):
            _paragraph(file, f"{label}: {about}" if about else label, "Fold")
            _blocks(file, blocks)
        case _:
            raise AssertionError(f"no Word for {type(block).__name__}")


def _paragraph(file: WordFile, text: str, style: str) -> WordParagraph:
    return file.add_paragraph(clean(text), style)


def _led(file: WordFile, lead: str, text: str, style: str) -> None:
    """A paragraph that begins with words in bold."""
    paragraph = file.add_paragraph(style=style)
    paragraph.add_run(clean(lead)).bold = True
    paragraph.add_run(f" {clean(text)}")


def _bullets(file: WordFile, block: Bullets) -> None:
    style = "List Number" if block.is_numbered else "List Bullet"
    paragraphs = [_paragraph(file, item, style) for item in block.items]
    if block.is_numbered:
        restarted(file, paragraphs)


def _facts(file: WordFile, pairs: Iterable[tuple[str, str]]) -> None:
    """Term above text: pairs of a table without headings would be read aloud as cells of nothing."""
    for term, text in pairs:
        _paragraph(file, term, "Fact term")
        _paragraph(file, text or EMPTY, "Fact" if text else "Missing")


def _key_figures(file: WordFile, block: KeyFigures) -> None:
    for figure in block.figures:
        _paragraph(file, figure.value, "Key figure")
        _paragraph(file, figure.label, "Key figure label")
        _paragraph(file, figure.detail, "Note")


def _figure(file: WordFile, figure: Figure) -> None:
    word_tables.caption(file, "Figure", figure.title)
    word_pictures.add(file, figure)
    for text in figure.cautions:
        _paragraph(file, text, "Note")
    word_tables.add(file, figure.table)


def _chain(file: WordFile, chain: Chain) -> None:
    """The boxes in order, what they rest on, and the picture before them where it is wanted."""
    if chain.is_drawn:
        from helpers.reports.chain import PNG, figure

        drawn = figure(chain, PNG)
        word_tables.caption(file, "Figure", drawn.title)
        word_pictures.add(file, drawn)
    links = [file.add_paragraph(style="List Number") for _ in chain.links]
    for paragraph, (name, text) in zip(links, chain.links, strict=True):
        paragraph.add_run(f"{clean(name)}: ").bold = True
        paragraph.add_run(clean(text) or EMPTY)
    restarted(file, links)
    if chain.assumptions:
        _paragraph(file, "What this rests on", "Fold")
        _facts(file, chain.assumptions)
