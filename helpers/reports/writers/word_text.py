"""Text and lists as Word takes them."""

import re

from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What people paste without seeing it, and an XML file can't hold."""


def clean(text: str) -> str:
    """Text without the characters that no Word file can hold.

    Examples
    --------
    >>> clean("Tea\\x0b at three")
    'Tea at three'
    """
    return NOT_XML.sub("", text)


def field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field that Word works out itself, such as a page number; `shown` is what stands there until it has."""
    simple = OxmlElement("w:fldSimple")
    simple.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = shown
    run.append(text)
    simple.append(run)
    paragraph._p.append(simple)


def restarted(file: WordFile, paragraphs: list[Paragraph]) -> None:
    """Number a list from 1 again: Word goes on counting from the list before unless it is told."""
    if not paragraphs:
        return
    numbering = file.part.numbering_part.element
    of_style = paragraphs[0].style.element.pPr.numPr.numId.val
    before = next(num for num in numbering.num_lst if num.numId == of_style)
    fresh = numbering.add_num(before.abstractNumId.val)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    for paragraph in paragraphs:
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = fresh.numId
