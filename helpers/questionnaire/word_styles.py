"""How a form looks in Word: paper, styles and the foot of each page, so that whoever goes on working in it changes them once."""

from copy import deepcopy

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from helpers.questionnaire.layout import Sheet
from helpers.reports.writers.word_text import clean, field

FONT = "Arial"
INK, SOFT = RGBColor(0, 0, 0), RGBColor(0x44, 0x52, 0x5F)
POINTS = {"standard": 10.5, "large print": 18, "easy read": 16, "interviewer": 10.5}
LARGE = ("large print", "easy read")
LEAD_ON = ("Said before", "Who is asked", "Answer heading", "Row", "How", "Card heading", "Picture place")
"""Styles that never stand last on a page."""


def prepare(file: WordFile, sheet: Sheet) -> None:
    """Paper, language, styles and foot of a new file."""
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
    _complex_scripts(file)


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


def _complex_scripts(file: WordFile) -> None:
    """Letters such as Arabic ones have a size and a weight of their own in Word: the same as all others."""
    for properties in file.styles.element.iter(qn("w:rPr")):
        for name in ("b", "sz"):
            for old in properties.findall(qn(f"w:{name}Cs")):
                properties.remove(old)
            for element in properties.findall(qn(f"w:{name}")):
                twin = deepcopy(element)
                twin.tag = qn(f"w:{name}Cs")
                element.addnext(twin)


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
