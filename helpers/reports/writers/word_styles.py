"""How a Word file looks: the page, its language, and the styles under which people find each kind of text again."""

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from helpers.reports.model import Document
from helpers.reports.writers.word_text import clean, field

FONT = "Arial"
INK, SOFT, DEEP = RGBColor(0x1C, 0x27, 0x33), RGBColor(0x51, 0x60, 0x6E), RGBColor(0x12, 0x41, 0x4D)
AMBER, AMBER_WASH, WASH, RULE = "C67A00", "FDF4E3", "E9F0F2", "B9C6CD"
HEADINGS = (18, 15, 13, 12, 11, 11)
"""Points of headings 1 to 6."""
OWN = {
    # name: (based on, points, bold, colour, points before, points after, stays with what follows)
    "Organisation": ("Normal", 11, True, SOFT, 0, 4, True),
    "Notice": ("Normal", 11, True, INK, 0, 14, False),
    "Note": ("Normal", 9.5, False, SOFT, 3, 10, False),
    "Draft": ("Normal", 11, False, INK, 0, 8, False),
    "Draft mark": ("Normal", 9.5, True, SOFT, 4, 2, True),
    "Fact term": ("Normal", 10.5, True, DEEP, 8, 1, True),
    "Fact": ("Normal", 11, False, INK, 0, 4, False),
    "Missing": ("Normal", 11, False, SOFT, 0, 4, False),
    "Caution": ("Normal", 11, False, INK, 6, 10, False),
    "Key figure": ("Normal", 22, True, DEEP, 10, 0, True),
    "Key figure label": ("Normal", 11, True, INK, 0, 0, True),
    "Fold": ("Normal", 11, True, DEEP, 12, 4, True),
    "Table Text": ("Normal", 10, False, INK, 2, 2, False),
    "Table Heading": ("Normal", 10, True, INK, 2, 2, True),
    "Gap": ("Normal", 4, False, INK, 0, 4, False),
    "Picture": ("Normal", 11, False, INK, 0, 6, False),
}


def prepare(file: WordFile, document: Document) -> None:
    """Page, language, styles and footer, before anything is written."""
    _page(file)
    _language(file, document.language)
    _settings(file)
    _built_in(file)
    for name, wanted in OWN.items():
        _add_style(file, name, *wanted)
    _edge(file.styles["Caution"], AMBER, "single", 24, AMBER_WASH)
    _edge(file.styles["Notice"], AMBER, "single", 24, AMBER_WASH)
    _edge(file.styles["Draft"], "8B98A3", "dotted", 12)
    _table_style(file)
    _footer(file, document.title)


def _page(file: WordFile) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin = section.bottom_margin = Cm(2.2)


def _language(file: WordFile, language: str) -> None:
    for element in file.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), language)


def _settings(file: WordFile) -> None:
    """As a Word file of today: the template is one of 2010, and asks for a preview picture."""
    settings = file.settings.element
    for tag in ("w:savePreviewPicture", "w:rsids"):
        for element in settings.findall(qn(tag)):
            settings.remove(element)
    for element in settings.iter(qn("w:compatSetting")):
        if element.get(qn("w:name")) == "compatibilityMode":
            element.set(qn("w:val"), "15")


def _built_in(file: WordFile) -> None:
    _dress(file.styles["Normal"], 11, False, INK, 0, 8)
    for name in ("Body Text", "List Bullet", "List Number"):
        _dress(file.styles[name], 11, False, INK, 0, 4 if name.startswith("List") else 8)
    _dress(file.styles["Title"], 26, True, DEEP, 0, 6, True)
    _dress(file.styles["Subtitle"], 13, False, INK, 0, 12)
    _dress(file.styles["Caption"], 10, True, DEEP, 12, 4, True)
    for level, size in enumerate(HEADINGS, 1):
        _dress(file.styles[f"Heading {level}"], size, True, DEEP, 20 if level == 1 else 14, 6, True)
    for name in ("Title", "Subtitle", *(f"Heading {level}" for level in range(1, 7))):
        file.styles[name].font.italic = False
    borders = file.styles["Title"].element.pPr.find(qn("w:pBdr"))
    if borders is not None:
        file.styles["Title"].element.pPr.remove(borders)


def _add_style(
    file: WordFile, name: str, based_on: str, size: float, bold: bool, colour: RGBColor, before: float, after: float, keeps: bool
) -> None:  # fmt: skip
    style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = file.styles[based_on]
    style.quick_style = True
    _dress(style, size, bold, colour, before, after, keeps)


def _dress(
    style: ParagraphStyle, size: float, bold: bool, colour: RGBColor, before: float, after: float, keeps: bool = False
) -> None:
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), bold, colour
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.15
    style.paragraph_format.keep_with_next = keeps
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        del fonts.attrib[attribute]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)
    spacing = style.element.rPr.find(qn("w:spacing"))
    if spacing is not None:
        style.element.rPr.remove(spacing)


def _edge(style: ParagraphStyle, colour: str, line: str, eighths: int, wash: str = "") -> None:
    """A line on the left, and a wash behind."""
    properties = style.element.get_or_add_pPr()
    border = f'<w:pBdr {nsdecls("w")}><w:left w:val="{line}" w:sz="{eighths}" w:space="8" w:color="{colour}"/></w:pBdr>'
    following = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:outlineLvl")
    properties.insert_element_before(parse_xml(border), *following)
    if wash:
        shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{wash}"/>'
        properties.insert_element_before(parse_xml(shade), *following[1:])


def _table_style(file: WordFile) -> None:
    """Lines between rows, a washed header row in bold: told apart in black and white too."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for side in ("top", "bottom", "insideH")
    )
    file.styles.element.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="WorkbookTable">'
            '<w:name w:val="Workbook Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/>'
            f'<w:tblPr><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar><w:top w:w="40" w:type="dxa"/>'
            '<w:left w:w="85" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
            f'<w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="12414D"/></w:tcBorders>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{WASH}"/></w:tcPr></w:tblStylePr></w:style>'
        )
    )


def _footer(file: WordFile, title: str) -> None:
    paragraph = file.sections[0].footer.paragraphs[0]
    paragraph.style = file.styles["Note"]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    paragraph.add_run(f"{clean(title)}, page ")
    field(paragraph, "PAGE", "1")
    paragraph.add_run(" of ")
    field(paragraph, "NUMPAGES", "1")
