"""A document as slides to talk from: its key figures, each chart under its finding, each conclusion, how it was done.

What a slide has no room for stands in its notes. Charts are pictures, so no file holds a number that is not shown.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from pptx import Presentation as new_file
from pptx.dml.color import RGBColor
from pptx.enum.lang import MSO_LANGUAGE_ID
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.text.text import _Paragraph as TextParagraph
from pptx.util import Emu, Pt

from helpers.project.disk import write_whole
from helpers.reports.drawing import INK, SOFT
from helpers.reports.model import (
    Block,
    Bullets,
    Caution,
    Document,
    Facts,
    Figure,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Section,
    Table,
    plain,
)
from helpers.reports.wrapping import lines
from helpers.reports.writers.raster import png
from helpers.reports.writers.word_package import packed
from helpers.reports.writers.word_text import clean

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WIDE, HIGH, EDGE, HEAD = 960.0, 540.0, 48.0, 104.0
"""Points: the slide, its margin, and where what is under the title begins."""
FOOT = HIGH - 30
TITLES, TEXTS = (30, 26, 22, 19), (24, 22, 20, 18, 16)
"""Sizes in points, the largest that fits is taken; what doesn't fit at the smallest goes on on another slide."""
DEEP = "#12414d"
DRAFT_MARK = "Draft from the numbers"
COVER, TITLE_ONLY = 0, 5
LEADING = 1.25


def write(document: Document, path: Path) -> Path:
    """Write the document to `path` as slides; gives the path back."""
    write_whole(path, render(document))
    return path


def render(document: Document) -> bytes:
    """The whole file as bytes; the same document gives the same bytes."""
    file = new_file()
    file.slide_width, file.slide_height = Pt(WIDE), Pt(HIGH)
    _cover(file, document)
    for block in document.summary:
        if isinstance(block, KeyFigures):
            _key_figures(file, block)
    for section in document.sections:
        _section(file, section)
    _method(file, document)
    return packed(file, document.title)


def _cover(file: Presentation, document: Document) -> None:
    slide = file.slides.add_slide(file.slide_layouts[COVER])
    title, under = slide.shapes.title, slide.placeholders[1]
    _place(title, EDGE, 150, WIDE - 2 * EDGE, 130)
    _fill(title.text_frame, [document.title], 44, DEEP, is_bold=True)
    _place(under, EDGE, 290, WIDE - 2 * EDGE, 190)
    said = [text for text in (document.subtitle, document.organisation, document.published_on, document.notice) if text]
    _fill(under.text_frame, said, 18, SOFT)


def _section(file: Presentation, section: Section) -> None:
    """A slide for each chart and each conclusion; for a question with findings, one that asks it."""
    if section.sections and any(_figures(section)) and not section.blocks:
        _text(file, section.title, [])
    for block in section.blocks:
        if isinstance(block, Figure):
            _figure(file, block, section)
        elif isinstance(block, Facts) and not any(_figures(section)) and section.id.startswith("conclusion-"):
            _text(file, section.title, [f"{term}: {text}" for term, text in block.pairs if text])
        elif isinstance(block, Bullets):
            _text(file, section.title, _marked([f"• {item}" for item in block.items], block.is_draft))
    for inner in section.sections:
        _section(file, inner)


def _figures(section: Section) -> Iterator[Figure]:
    yield from (block for block in section.blocks if isinstance(block, Figure))
    for inner in section.sections:
        yield from _figures(inner)


def _figure(file: Presentation, figure: Figure, section: Section) -> None:
    """The chart on the left, what the report says of it on the right, its numbers and cautions in the notes."""
    slide = _slide(file, figure.title)
    image = figure.image if figure.media_type == "image/png" else png(figure.image)
    picture = slide.shapes.add_picture(BytesIO(image), Pt(EDGE), Pt(HEAD))
    scale = min(Pt(WIDE * 0.54) / picture.width, Pt(FOOT - HEAD) / picture.height)
    picture.width, picture.height = Emu(int(picture.width * scale)), Emu(int(picture.height * scale))
    properties = picture._element.nvPicPr.cNvPr
    properties.set("descr", clean(figure.alt))
    properties.set("name", f"Chart {properties.get('id')}")
    left = EDGE + picture.width / Pt(1) + 28
    said = _said(section)
    size = _size(said, WIDE - EDGE - left, FOOT - HEAD - 20, (16, 14, 12, 11))
    _box(slide, said, left, HEAD, WIDE - EDGE - left, FOOT - HEAD, size)
    _notes(slide, [plain(Section("notes", figure.title, (*_noted(figure),)))])


def _said(section: Section) -> list[str]:
    """What the report says of a finding, marked where nobody has accepted it yet."""
    paragraphs = [block for block in section.blocks if isinstance(block, Paragraph)]
    return _marked([block.text for block in paragraphs], any(block.is_draft for block in paragraphs))


def _marked(texts: list[str], is_draft: bool) -> list[str]:
    return [f"{DRAFT_MARK}:", *texts] if is_draft and texts else texts


def _noted(figure: Figure) -> Iterator[Block]:
    """What the notes of a chart's slide hold: all it shows in words, its numbers, and what to bear in mind."""
    yield Paragraph(figure.alt)
    yield figure.table
    yield from (Caution(text) for text in figure.cautions)


def _key_figures(file: Presentation, block: KeyFigures) -> None:
    slide = _slide(file, "Key figures")
    across = 3 if len(block.figures) > 4 else max(len(block.figures), 1)
    down = -(-len(block.figures) // across)
    width, height = (WIDE - 2 * EDGE) / across, min((FOOT - HEAD) / down, 200)
    for place, one in enumerate(block.figures):
        row, column = divmod(place, across)
        _key_figure(slide, one, EDGE + column * width, HEAD + row * height, width - 16, height - 10)


def _key_figure(slide: Slide, one: KeyFigure, left: float, top: float, width: float, height: float) -> None:
    frame = _box(slide, [one.value], left, top, width, height, 32 if len(one.value) < 10 else 20, DEEP, is_bold=True)
    for text, size, colour in ((one.label, 15, INK), (one.detail, 11, SOFT)):
        _run(frame.add_paragraph(), text, size, colour)


def _method(file: Presentation, document: Document) -> None:
    facts = [block for block in document.method.blocks if isinstance(block, Facts)]
    said = [f"{term}: {text}" for block in facts for term, text in block.pairs if text]
    _text(file, document.method.title, [*said, *document.footnotes])
    tables = tuple(block for block in document.method.blocks if isinstance(block, Table))
    _notes(file.slides[-1], [plain(Section("method", document.method.title, tables))])


def _text(file: Presentation, title: str, texts: list[str]) -> None:
    """Text on as many slides as it takes, none of it smaller than can be read across a room."""
    room = FOOT - HEAD
    for place, part in enumerate(_parted(texts, room) or [[]]):
        slide = _slide(file, title if not place else f"{title} (continued)", is_alone=not texts)
        if part:
            _box(slide, part, EDGE, HEAD, WIDE - 2 * EDGE, room, _size(part, WIDE - 2 * EDGE, room, TEXTS))


def _parted(texts: list[str], room: float) -> list[list[str]]:
    """Texts in groups of which each fits a slide at the smallest size."""
    parts: list[list[str]] = []
    for text in texts:
        longer = [*parts[-1], text] if parts else [text]
        if parts and _height(longer, WIDE - 2 * EDGE, TEXTS[-1]) <= room:
            parts[-1] = longer
        else:
            parts.append([text])
    return parts


def _size(texts: list[str], width: float, height: float, sizes: tuple[int, ...]) -> int:
    return next((size for size in sizes if _height(texts, width, size) <= height), sizes[-1])


def _height(texts: list[str], width: float, size: float) -> float:
    return sum(len(lines(text, width, size)) * size * LEADING + size * 0.6 for text in texts)


def _slide(file: Presentation, title: str, is_alone: bool = False) -> Slide:
    """A slide with its title in the title's own place, so that outlines and screen readers find it."""
    slide = file.slides.add_slide(file.slide_layouts[TITLE_ONLY])
    place = slide.shapes.title
    top, room = (HIGH * 0.3, 180.0) if is_alone else (26.0, HEAD - 34)
    _place(place, EDGE, top, WIDE - 2 * EDGE, room)
    size = 36 if is_alone else _size([title], WIDE - 2 * EDGE, room, TITLES)
    _fill(place.text_frame, [title], size, DEEP, is_bold=True)
    return slide


def _place(shape: BaseShape, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = (Pt(number) for number in (left, top, width, height))


def _box(
    slide: Slide, texts: list[str], left: float, top: float, width: float, height: float, size: float,
    colour: str = INK, is_bold: bool = False,
) -> TextFrame:  # fmt: skip
    box = slide.shapes.add_textbox(Pt(left), Pt(top), Pt(width), Pt(height))
    _fill(box.text_frame, texts, size, colour, is_bold)
    return box.text_frame


def _fill(frame: TextFrame, texts: list[str], size: float, colour: str, is_bold: bool = False) -> None:
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for place, text in enumerate(texts):
        paragraph = frame.paragraphs[0] if not place else frame.add_paragraph()
        _run(paragraph, text, size, colour, is_bold)


def _run(paragraph: TextParagraph, text: str, size: float, colour: str, is_bold: bool = False) -> None:
    paragraph.alignment = PP_ALIGN.LEFT
    paragraph.space_after = Pt(size * 0.5)
    run = paragraph.add_run()
    run.text, run.font.size, run.font.bold = clean(text), Pt(size), is_bold
    run.font.color.rgb = RGBColor.from_string(colour.lstrip("#").upper())
    run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK


def _notes(slide: Slide, texts: list[str]) -> None:
    slide.notes_slide.notes_text_frame.text = clean("\n\n".join(texts))
