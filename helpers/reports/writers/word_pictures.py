"""Pictures with their alternative text."""

from io import BytesIO

from docx.document import Document as WordFile
from docx.shared import Emu

from helpers.reports.model import Figure
from helpers.reports.writers.raster import png
from helpers.reports.writers.word_text import clean

TALLEST = 0.8
"""Of the page between its margins: a caption and a line of text stay with the picture."""


def add(file: WordFile, figure: Figure) -> None:
    """The picture as wide as the text allows, with what it shows in words for those who can't see it."""
    image = figure.image if figure.media_type == "image/png" else png(figure.image)
    paragraph = file.add_paragraph(style="Picture")
    inline = paragraph.add_run().add_picture(BytesIO(image))
    page = file.sections[0]
    wide = page.page_width - page.left_margin - page.right_margin
    high = int((page.page_height - page.top_margin - page.bottom_margin) * TALLEST)
    scale = min(1, wide / inline.width, high / inline.height)
    inline.width, inline.height = Emu(int(inline.width * scale)), Emu(int(inline.height * scale))
    properties = inline._inline.docPr
    properties.set("descr", clean(figure.alt))
    properties.set("name", f"Picture {properties.id}")
