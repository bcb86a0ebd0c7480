"""XLSX files that come out the same, byte for byte, whenever and wherever they are made."""

import io
import re
import zipfile
from datetime import datetime

from openpyxl import Workbook

ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def as_bytes(book: Workbook, made_on: datetime, by: str) -> bytes:
    """The workbook as a file whose dates say `made_on`.

    Stored, not compressed: what a compressor makes of the same text differs between machines.
    """
    book.properties.creator, book.properties.created = by, made_on
    written = io.BytesIO()
    book.save(written)
    rewritten = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(rewritten, "w", zipfile.ZIP_STORED) as target:
        for name in sorted(source.namelist()):
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.create_system = 0
            target.writestr(entry, _dated(name, source.read(name), made_on))
    return rewritten.getvalue()


def _dated(name: str, content: bytes, made_on: datetime) -> bytes:
    if name != "docProps/core.xml":
        return content
    stamp = made_on.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)", rb"\g<1>" + stamp + rb"\g<2>", content)
