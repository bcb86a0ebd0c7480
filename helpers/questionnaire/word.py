"""A form as a Word file to go on working in: real headings and styles, questions that stay with their answers.

The codebook is in the file as a part of its own, and the version in its properties and at the foot of each page.
"""

from xml.sax.saxutils import escape

from docx import Document as new_file
from docx.document import Document as WordFile
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_DIRECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as FilePart
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from helpers.questionnaire.carried import as_json
from helpers.questionnaire.layout import Block, Box, Card, Part, Sheet
from helpers.questionnaire.model import Questionnaire
from helpers.questionnaire.word_styles import LARGE, prepare
from helpers.reports.writers import word_package
from helpers.reports.writers.word_text import clean

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TICK = "☐"
CODEBOOK_PART = "/customXml/item2.xml"
"""Item 1 is the template's own."""
CODEBOOK_NAMESPACE = "urn:social-integration-workbook:codebook"
TALL = 16
"""Boxes from which a question in large print begins a page: it would not fit below another."""


def render(sheet: Sheet, questionnaire: Questionnaire) -> bytes:
    """The whole file as bytes; the same form gives the same bytes."""
    file = new_file()
    prepare(file, sheet)
    writer = _Writer(file, sheet)
    writer.cover()
    for part in sheet.parts:
        writer.part(part)
    writer.text(sheet.closing, "Closing")
    for card in sheet.cards:
        writer.card(card)
    _carry(file, questionnaire)
    return word_package.packed(file, sheet.title, keywords=f"questionnaire version {sheet.version}")


class _Writer:
    """Puts one form into one file."""

    def __init__(self, file: WordFile, sheet: Sheet) -> None:
        self._file, self._sheet = file, sheet
        # python-docx looks a style up anew for every paragraph, which takes most of the time
        self._styles = {style.name: style.style_id for style in file.styles}
        self._is_large = sheet.kind in LARGE
        self._is_reversed = sheet.language.is_right_to_left

    def cover(self) -> None:
        sheet = self._sheet
        self.text(sheet.notice, "Notice")
        self.text(sheet.organisation, "Organisation")
        self.text(sheet.title, "Heading 1")
        for paragraph in filter(str.strip, sheet.introduction.split("\n")):
            self.text(paragraph, "Normal")
        if sheet.advice:
            self.text("For the interviewer", "Interviewer", is_bold=True)
            for line in sheet.advice:
                self.text(f"• {line}", "Interviewer")

    def text(self, text: str, style: str, is_bold: bool = False) -> Paragraph | None:
        """A paragraph, where there is something to say."""
        if not text:
            return None
        paragraph = self.paragraph(style)
        paragraph.add_run(clean(text)).bold = is_bold or None
        return paragraph

    def paragraph(self, style: str, paragraph: Paragraph | None = None) -> Paragraph:
        """A paragraph in a style, new where none is given."""
        made = paragraph or self._file.add_paragraph()
        made._p.style = self._styles[style]
        return self._turned(made)

    def part(self, part: Part) -> None:
        """Questions under their heading, which begins a page where the first of them would."""
        heading = self.text(part.title, "Heading 2")
        is_taken_along = heading is not None and self._is_tall(part.blocks[0])
        if heading is not None:
            heading.paragraph_format.page_break_before = is_taken_along or None
        self.text(part.introduction, "Said before")
        for block in part.blocks:
            self._block(block, may_begin_page=not (is_taken_along and block is part.blocks[0]))

    def _is_tall(self, block: Block) -> bool:
        return self._is_large and len(block.boxes) * max(1, len(block.rows)) > TALL

    def _block(self, block: Block, may_begin_page: bool) -> None:
        """One question: everything in it stays on the page of what follows it, but for the last line."""
        begins = len(self._file.element.body) - 1
        self._head(block)
        self._answers(block)
        for text in block.after:
            self.text(f"→ {text}", "Routing")
        if self._is_tall(block):
            Paragraph(self._file.element.body[begins], self._file).paragraph_format.page_break_before = may_begin_page
        else:
            self._hold_together(begins)

    def card(self, card: Card) -> None:
        """A page with the answers to one question, in large letters."""
        heading = self.text(f"Card {card.letter}", "Heading 2")
        assert heading is not None
        heading.paragraph_format.page_break_before = True
        self.text(card.questions, "How")
        under = ""
        for box in card.boxes:
            if box.heading and box.heading != under:
                under = box.heading
                self.text(under, "Card heading")
            self.text(box.label, "Card" if len(card.boxes) <= 12 else "Card small")

    def _head(self, block: Block) -> None:
        if self._sheet.kind == "easy read" and not block.is_office:
            self._picture()
        self.text(block.introduction, "Said before")
        for text in block.before:
            self.text(f"→ {text}", "Who is asked")
        heading = self.paragraph("Heading 3")
        heading.add_run(clean(f"{block.number}. {block.stem} " if block.number else f"{block.stem} "))
        heading.add_run(f"[{block.printed}]")._r.style = self._styles["Printed number"]
        self.text(block.instruction, "Said before")
        self.text(block.note, "Interviewer")
        self.text(block.how, "How")

    def _picture(self) -> None:
        """Where a picture goes: a dashed frame that whoever puts one in replaces."""
        self.text(f"[ {self._sheet.picture} ]", "Picture place")

    def _answers(self, block: Block) -> None:
        match block.answer:
            case "boxes":
                self._boxes(block.boxes)
            case "table":
                self._table(block)
            case "rows":
                for row in block.rows:
                    begins = len(self._file.element.body) - 1
                    self.text(f"{row.letter}) {row.label}", "Row")
                    self._boxes(block.boxes)
                    self._hold_together(begins)
            case "scale":
                self._scale(block)
            case "number" | "short":
                self._line("Cm 4" if block.answer == "number" else "Cm 9")
                self._boxes(block.boxes)
            case "long":
                for _ in range(5 if self._is_large else 4):
                    self._line("")

    def _boxes(self, boxes: tuple[Box, ...]) -> None:
        under = ""
        for box in boxes:
            if box.heading and box.heading != under:
                under = box.heading
                self.text(under, "Answer heading")
            paragraph = self.text(f"{TICK}\t{box.label}", "Answer")
            assert paragraph is not None
            if box.note:
                paragraph.add_run(f" ({box.note})")._r.style = self._styles["Aside"]
            if box.has_line:
                paragraph.add_run("\t")

    def _table(self, block: Block) -> None:
        table = self._file.add_table(rows=1, cols=1 + len(block.boxes))
        table.style = "Questionnaire Table"
        table.table_direction = WD_TABLE_DIRECTION.RTL if self._is_reversed else None
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for cell, box in zip(table.rows[0].cells[1:], block.boxes, strict=True):
            self._cell(cell, box.label + (f" ({box.note})" if box.note else ""), is_centred=True)
        for row in block.rows:
            cells = table.add_row().cells
            self._cell(cells[0], f"{row.letter}) {row.label}")
            for cell in cells[1:]:
                self._cell(cell, TICK, is_centred=True)
        for row in table.rows:
            row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))
        _widths(table, len(block.boxes))

    def _scale(self, block: Block) -> None:
        numbers = [box for box in block.boxes if box.code.isdigit()]
        if block.low:
            self.text(f"{numbers[0].label} = {block.low}, {numbers[-1].label} = {block.high}", "How")
        for start in range(0, len(numbers), 6 if self._is_large else len(numbers)):
            line = numbers[start : start + (6 if self._is_large else len(numbers))]
            self.text("     ".join(f"{TICK} {box.label}" for box in line), "Scale")
        self._boxes(tuple(box for box in block.boxes if not box.code.isdigit()))

    def _line(self, width: str) -> None:
        """A line to write on; a tab with a leader, so that it ends where the page does, or after so many centimetres."""
        paragraph = self.paragraph("To write on")
        end = Cm(float(width.split()[1])) if width else Cm(17)
        paragraph.paragraph_format.tab_stops.add_tab_stop(end, WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)
        paragraph.add_run("\t")

    def _cell(self, cell: _Cell, text: str, is_centred: bool = False) -> None:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = self.paragraph("In a table", cell.paragraphs[0])
        paragraph.add_run(clean(text))
        if is_centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    def _hold_together(self, begins: int) -> None:
        """Each paragraph with the next, and none cut in two; the last one lets go, or all in the last row of a table."""
        body = list(self._file.element.body)[begins:-1]
        inside = [one for element in body for one in element.iter(qn("w:p"))]
        rows = list(body[-1].iter(qn("w:tr")))
        n_last = len(list(rows[-1].iter(qn("w:p")))) if rows else 1
        for element in inside[:-n_last]:
            paragraph = Paragraph(element, self._file)
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.keep_together = True

    def _turned(self, paragraph: Paragraph) -> Paragraph:
        """Of a language that is written from right to left: begins on the right."""
        if self._is_reversed:
            properties = paragraph._p.get_or_add_pPr()
            properties.insert_element_before(OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:rPr")
        return paragraph


def _widths(table: Table, n_boxes: int) -> None:
    """Room for the lines, and the rest shared among the answers; Word reads the cells, other programmes the columns."""
    first = 4.6 if n_boxes <= 6 else 3.2
    table.autofit = False
    for place, column in enumerate(table.columns):
        column.width = Cm(first) if not place else Cm((17 - first) / n_boxes)
        for cell in column.cells:
            cell.width = column.width


def _carry(file: WordFile, questionnaire: Questionnaire) -> None:
    """As custom XML, which Word keeps when somebody goes on working in the file."""
    given = escape(as_json(questionnaire))
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<codebook xmlns="{CODEBOOK_NAMESPACE}">{given}</codebook>'
    part = FilePart(PackURI(CODEBOOK_PART), CONTENT_TYPE.XML, content.encode(), file.part.package)
    file.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
