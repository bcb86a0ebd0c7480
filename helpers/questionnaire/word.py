"""A form as a Word file to go on working in: real headings and styles, questions that stay with their answers.

The codebook is in the file as a part of its own, and the version in its properties and at the foot of each page.
"""

from xml.sax.saxutils import escape

from docx import Document as new_file
from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part as FilePart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from helpers.questionnaire.carried import as_json
from helpers.questionnaire.layout import Block, Box, Card, Sheet
from helpers.questionnaire.model import Questionnaire
from helpers.reports.writers import word_package
from helpers.reports.writers.word_text import clean, field

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONT = "Arial"
TICK = "☐"
INK, SOFT = RGBColor(0, 0, 0), RGBColor(0x44, 0x52, 0x5F)
POINTS = {"standard": 10.5, "large print": 18, "easy read": 16, "interviewer": 10.5}
CODEBOOK_PART = "/customXml/item2.xml"
"""Item 1 is the template's own."""
CODEBOOK_NAMESPACE = "urn:social-integration-workbook:codebook"
LARGE = ("large print", "easy read")
LEAD_ON = ("Said before", "Who is asked", "Answer heading", "Row", "How", "Card heading", "Picture place")
"""Styles that never stand last on a page."""
TALL = 16
"""Boxes from which a question in large print begins a page: it would not fit below another."""


def render(sheet: Sheet, questionnaire: Questionnaire) -> bytes:
    """The whole file as bytes; the same form gives the same bytes."""
    file = new_file()
    _prepare(file, sheet)
    writer = _Writer(file, sheet)
    writer.cover()
    for part in sheet.parts:
        writer.text(part.title, "Heading 2")
        writer.text(part.introduction, "Said before")
        for block in part.blocks:
            writer.block(block)
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

    def block(self, block: Block) -> None:
        """One question: everything in it stays on the page of what follows it, but for the last line."""
        begins = len(self._file.element.body) - 1
        self._head(block)
        self._answers(block)
        for text in block.after:
            self.text(f"→ {text}", "Routing")
        if self._is_large and len(block.boxes) * max(1, len(block.rows)) > TALL:
            Paragraph(self._file.element.body[begins], self._file).paragraph_format.page_break_before = True
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
                    self.text(f"{row.letter}) {row.label}", "Row")
                    self._boxes(block.boxes)
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
        _head_row(table.rows[0])
        for cell, box in zip(table.rows[0].cells[1:], block.boxes, strict=True):
            self._cell(cell, box.label + (f" ({box.note})" if box.note else ""), is_centred=True)
        for row in block.rows:
            cells = table.add_row().cells
            self._cell(cells[0], f"{row.letter}) {row.label}")
            for cell in cells[1:]:
                self._cell(cell, TICK, is_centred=True)
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
        """Each paragraph with the next, and none cut in two; the last one lets go."""
        body = list(self._file.element.body)[begins:-1]
        inside = [one for element in body for one in element.iter(qn("w:p"))]
        for element in inside[:-1]:
            paragraph = Paragraph(element, self._file)
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.keep_together = True

    def _turned(self, paragraph: Paragraph) -> Paragraph:
        """Of a language that is written from right to left: begins on the right."""
        if self._is_reversed:
            properties = paragraph._p.get_or_add_pPr()
            properties.insert_element_before(OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:rPr")
        return paragraph


def _prepare(file: WordFile, sheet: Sheet) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(2)
    for element in file.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), "en-GB" if sheet.language.code == "en" else sheet.language.code)
    _styles(file, sheet)
    _foot(file, sheet)


def _styles(file: WordFile, sheet: Sheet) -> None:
    points = POINTS[sheet.kind]
    is_large = sheet.kind in LARGE
    _dress(file, "Normal", points, after=points * 0.6)
    for level, (times, before, after) in enumerate(((1.7, 0.4, 0.6), (1.25, 1.8, 0.6), (1.05, 1.3, 0.3)), 1):
        _dress(file, f"Heading {level}", points * times, True, points * before, points * after, True)
    own = {
        # name: (times the size, bold, colour, before, after)
        "Notice": (1, True, INK, 0, 0.6),
        "Organisation": (1, False, SOFT, 0, 0),
        "Said before": (1, False, INK, 0.8, 0.3),
        "Who is asked": (1, True, SOFT, 1.3, 0.2),
        "Routing": (1, True, SOFT, 0.5, 0.3),
        "How": (0.95, False, SOFT, 0, 0.4),
        "Interviewer": (0.92, False, INK, 0.1, 0.35),
        "Answer": (1, False, INK, 0.15, 0.55 if is_large else 0.25),
        "Answer heading": (0.95, True, INK, 0.7, 0.3),
        "Row": (1, True, INK, 0.9, 0.3),
        "Scale": (1, False, INK, 0.3, 0.4),
        "To write on": (1, False, INK, 0.9, 0),
        "In a table": (0.85, False, INK, 0.25, 0.25),
        "Picture place": (0.9, False, SOFT, 1.2, 0.2),
        "Closing": (1, True, INK, 2, 0),
        "Card": (20 / points, False, INK, 0.8, 0.8),
        "Card small": (14 / points, False, INK, 0.4, 0.4),
        "Card heading": (15 / points, True, INK, 1.2, 0.5),
    }
    for name, (times, is_bold, colour, before, after) in own.items():
        file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = file.styles["Normal"]
        _dress(file, name, points * times, is_bold, points * before, points * after, colour=colour)
        file.styles[name].quick_style = True
        file.styles[name].paragraph_format.keep_with_next = name in LEAD_ON
    _indent(file, points)
    _shade(file, "Interviewer", "E9EDF0")
    _frame(file, "Picture place")
    for name, size in (("Printed number", points * 0.7), ("Aside", points * 0.85)):
        style = file.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        style.font.size, style.font.bold, style.font.color.rgb = Pt(size), False, SOFT
    _table_style(file)


def _dress(
    file: WordFile,
    name: str,
    points: float,
    is_bold: bool = False,
    before: float = 0,
    after: float = 0,
    keeps: bool = False,
    colour: RGBColor = INK,
) -> None:
    style = file.styles[name]
    style.font.size, style.font.bold, style.font.italic = Pt(round(points * 2) / 2), is_bold, False
    style.font.color.rgb = colour
    form = style.paragraph_format
    form.space_before, form.space_after, form.line_spacing = Pt(before), Pt(after), 1.1
    form.keep_with_next, form.keep_together = keeps, True
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _indent(file: WordFile, points: float) -> None:
    """Answers of several lines stay beside their box; a line to write on ends at the margin."""
    form = file.styles["Answer"].paragraph_format
    form.left_indent, form.first_line_indent = Pt(points * 2), Pt(-points * 2)
    form.tab_stops.add_tab_stop(Pt(points * 2))
    form.tab_stops.add_tab_stop(Cm(16.5), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)


def _shade(file: WordFile, name: str, colour: str) -> None:
    properties = file.styles[name].element.get_or_add_pPr()
    shade = parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>')
    properties.insert_element_before(shade, "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc")


def _frame(file: WordFile, name: str) -> None:
    """A dashed frame as high as a small picture, at the left of the page."""
    properties = file.styles[name].element.get_or_add_pPr()
    sides = "".join(
        f'<w:{side} w:val="dashed" w:sz="6" w:space="28" w:color="77858F"/>'
        for side in ("top", "left", "bottom", "right")
    )
    border = parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>")
    properties.insert_element_before(border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc")
    form = file.styles[name].paragraph_format
    form.left_indent, form.right_indent = Cm(1), Cm(13)
    form.space_before, form.space_after = Pt(44), Pt(34)


def _table_style(file: WordFile) -> None:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="77858F"/>' for side in ("top", "bottom", "insideH")
    )
    file.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="QuestionnaireTable">'
            '<w:name w:val="Questionnaire Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>'
            f"<w:tblPr><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>"
            '<w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        )
    )


def _head_row(row: _Row) -> None:
    """Repeated on the next page, should the table reach it, and read as headings."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    properties.append(OxmlElement("w:tblHeader"))


def _widths(table: Table, n_boxes: int) -> None:
    """Room for the lines, and the rest shared among the answers; Word reads the cells, other programmes the columns."""
    first = 4.6 if n_boxes <= 6 else 3.2
    table.autofit = False
    for place, column in enumerate(table.columns):
        column.width = Cm(first) if not place else Cm((17 - first) / n_boxes)
        for cell in column.cells:
            cell.width = column.width


def _foot(file: WordFile, sheet: Sheet) -> None:
    paragraph = file.sections[0].footer.paragraphs[0]
    paragraph.style = file.styles["How"]
    paragraph.add_run(f"{clean(sheet.foot)} · ")
    lead, between = sheet.page.split("{page}")
    paragraph.add_run(clean(lead))
    field(paragraph, "PAGE", "1")
    paragraph.add_run(clean(between.split("{pages}")[0]))
    field(paragraph, "NUMPAGES", "1")
    paragraph.add_run(clean(between.split("{pages}")[1]))


def _carry(file: WordFile, questionnaire: Questionnaire) -> None:
    """As custom XML, which Word keeps when somebody goes on working in the file."""
    given = escape(as_json(questionnaire))
    content = f'<?xml version="1.0" encoding="UTF-8"?>\n<codebook xmlns="{CODEBOOK_NAMESPACE}">{given}</codebook>'
    part = FilePart(PackURI(CODEBOOK_PART), CONTENT_TYPE.XML, content.encode(), file.part.package)
    file.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
