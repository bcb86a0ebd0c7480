"""The file itself, Word's or PowerPoint's: the same bytes for the same document, and nothing about who made it where."""

import zipfile
from datetime import datetime
from io import BytesIO

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation

from helpers.reports.writers.word_text import clean

NO_DATE = datetime(2000, 1, 1)
"""The file says nothing about when it was made: what is printed in it does."""
FIRST_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
PROGRAMME = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Social Integration Workbook</Application></Properties>"
)


def packed(file: WordFile | Presentation, title: str, keywords: str = "") -> bytes:
    """The finished file."""
    _properties(file, title, keywords)
    _without_thumbnail(file)
    unsorted = BytesIO()
    file.save(unsorted)
    return _same_bytes(unsorted)


def _properties(file: WordFile | Presentation, title: str, keywords: str) -> None:
    core = file.core_properties
    core.title, core.language = clean(title), "en-GB"
    core.author = core.last_modified_by = core.comments = core.subject = core.category = ""
    core.created = core.modified = NO_DATE
    core.keywords = clean(keywords)
    core.revision = 1
    for part in file.part.package.iter_parts():
        if part.partname == "/docProps/app.xml":
            part._blob = PROGRAMME


def _without_thumbnail(file: WordFile | Presentation) -> None:
    """The template's picture of itself."""
    package = file.part.package
    relations = package.rels if hasattr(package, "rels") else package._rels  # python-pptx has no public name for them
    for name in [name for name, one in relations.items() if one.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        relations.pop(name)


def _same_bytes(archive: BytesIO) -> bytes:
    """The archive again without the hour at which each part was put in."""
    out = BytesIO()
    with zipfile.ZipFile(archive) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, FIRST_ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            made.writestr(entry, given.read(name))
    return out.getvalue()
