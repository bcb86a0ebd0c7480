"""Tables and captions: header rows that Word knows as such, numbered captions, widths by what the columns hold."""

from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu
from docx.table import Table as WordTable
from docx.table import _Row

from helpers.reports.model import Table
from helpers.reports.writers.html import number_columns
from helpers.reports.writers.word_text import clean, field

LETTERS = 88
"""About so many letters of a table fit side by side."""
PADDING, WIDEST = 3, 100
"""Letters: the space between columns, and where a column stops asking for more."""


def add(file: WordFile, table: Table) -> None:
    """The table with its caption above and its note below."""
    caption(file, "Table", table.caption)
    made = file.add_table(rows=1 + len(table.rows), cols=len(table.columns), style="Workbook Table")
    _name(made, table)
    _fill(made, table)
    _widths(file, made, table)
    _mark_header(made.rows[0])
    for row in made.rows:
        _keep_whole(row)
    file.add_paragraph(clean(table.note), "Note" if table.note else "Gap")


def caption(file: WordFile, kind: str, text: str) -> None:
    """A numbered caption above a table or figure, and on the same page."""
    number = sum(f"SEQ {kind}" in one._p.xml for one in file.paragraphs if one.style.name == "Caption") + 1
    paragraph = file.add_paragraph(f"{kind} ", "Caption")
    field(paragraph, f"SEQ {kind} \\* ARABIC", str(number))
    paragraph.add_run(f". {clean(text)}" if text else ".")


def _fill(made: WordTable, table: Table) -> None:
    numbers = number_columns(table)
    for number, (row, cells) in enumerate(zip(made.rows, (table.columns, *table.rows), strict=True)):
        for place, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.text = clean(text)
            paragraph.style = "Table Text" if number else "Table Heading"
            if numbers[place] and place:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _name(made: WordTable, table: Table) -> None:
    """What the table is about, for those who hear it; and that its first row and column are headings."""
    properties = made._tbl.tblPr
    for tag, text in (("w:tblCaption", table.caption), ("w:tblDescription", table.note)):
        if text:
            element = OxmlElement(tag)
            element.set(qn("w:val"), clean(text))
            properties.append(element)
    look = properties.find(qn("w:tblLook"))
    if look is None:
        look = OxmlElement("w:tblLook")
        properties.insert_element_before(look, "w:tblCaption", "w:tblDescription")
    for attribute in list(look.attrib):
        del look.attrib[attribute]
    look.set(qn("w:val"), "00A0")
    for part, is_marked in (("firstRow", "1"), ("lastRow", "0"), ("firstColumn", "1"), ("lastColumn", "0"), ("noHBand", "1"), ("noVBand", "1")):  # fmt: skip
        look.set(qn(f"w:{part}"), is_marked)


def _mark_header(row: _Row) -> None:
    """The row that is repeated on each page and read out as the headings."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_whole(row: _Row) -> None:
    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))


def _widths(file: WordFile, made: WordTable, table: Table) -> None:
    """Room for each column over the width of the page."""
    section = file.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    shares = shares_of_width(table)
    widths = [Emu(int(room * share / sum(shares))) for share in shares]
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    for row in made.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def shares_of_width(table: Table) -> tuple[float, ...]:
    """Letters for each column: its longest word unbroken, then what is left over to those with the longest texts.

    Examples
    --------
    >>> shares_of_width(Table("", ("Who", "Why"), (("a", "b"),)))
    (44.0, 44.0)
    """
    columns = [[heading, *(row[place] for row in table.rows)] for place, heading in enumerate(table.columns)]
    least = [max((len(word) for text in texts for word in text.split()), default=0) + PADDING for texts in columns]
    wanted = [min(WIDEST, max(map(len, texts)) + PADDING) for texts in columns]
    more = [max(0, want - need) for want, need in zip(wanted, least, strict=True)]
    left = max(0, LETTERS - sum(least))
    evenly = not sum(more)
    return tuple(
        need + left * (1 / len(columns) if evenly else one / sum(more)) for need, one in zip(least, more, strict=True)
    )
