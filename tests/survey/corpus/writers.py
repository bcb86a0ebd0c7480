"""Files of every kind, written small and by hand where no library writes them."""

import csv
import io
import struct
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "manifest")
)


def as_csv(rows, delimiter=",", line_end="\r\n", encoding="utf-8"):
    """Rows of cells -> the bytes of a CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(rows, change=None, sheet="Sheet1"):
    """Rows of cells -> the bytes of a workbook, after `change(book)`."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def zipped(parts):
    """Names and contents -> the bytes of a zip archive."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def with_parts(content, **changes):
    """A zip archive with some of its parts changed: name (with "__" for "/") -> function of the old content."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        path = next(part for part in parts if part.endswith(name.replace("__", "/").replace("_xml", ".xml")))
        parts[path] = change(parts[path])
    return zipped({name: part for name, part in parts.items() if part is not None})


def ods_cell(value, more=""):
    """A cell of an OpenDocument sheet: text, number or nothing."""
    if value is None or value == "":
        return f"<table:table-cell{more}/>"
    if isinstance(value, (int, float)):
        return f'<table:table-cell{more} office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
    return (
        f'<table:table-cell{more} office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
    )


def as_ods(rows, row_marks=None, cells=None, manifest=""):
    """Rows of cells -> the bytes of an OpenDocument sheet.

    `row_marks` gives attributes of rows by their number, `cells` the XML of single cells by (row, column), both from 0.
    """
    lines = []
    for number, row in enumerate(rows):
        inner = "".join((cells or {}).get((number, place), ods_cell(value)) for place, value in enumerate(row))
        lines.append(f"<table:table-row{(row_marks or {}).get(number, '')}>{inner}</table:table-row>")
    body = "".join(lines)
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": f'<?xml version="1.0"?><manifest:manifest {NAMES}>{manifest}</manifest:manifest>',
            "content.xml": f'<?xml version="1.0"?><office:document-content {NAMES}><office:body><office:spreadsheet>'
            f'<table:table table:name="Answers">{body}</table:table></office:spreadsheet></office:body></office:document-content>',
        }
    )


def _record(kind, data=b""):
    return struct.pack("<HH", kind, len(data)) + data


def _text(value):
    return struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")


def xls_row(number, is_hidden):
    """What an old Excel workbook says of one row, from 0."""
    return _record(0x0208, struct.pack("<HHHHHHHH", number, 0, 8, 255, 0, 0, 0x120 if is_hidden else 0x100, 15))


def xls_error(row, place, of_formula=False):
    """A cell of an old Excel workbook that shows #DIV/0!."""
    at = struct.pack("<HHH", row, place, 0)
    if of_formula:
        return _record(0x0006, at + b"\x02\0\x07\0\0\0\xff\xff" + struct.pack("<HIH", 0, 0, 3) + b"\x1e\x01\x00")
    return _record(0x0205, at + b"\x07\x01")


def as_xls(rows, is_locked=False, more=b""):
    """Rows of cells -> the bytes of an old Excel workbook (BIFF8 in a compound file), with `more` records of its sheet."""
    stream = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    if is_locked:
        stream += _record(0x002F, struct.pack("<HHH", 1, 1, 1) + b"\x11" * 48)
    name = "Answers"
    sheet_entry = 4 + 4 + 2 + 2 + len(name) * 2
    start = len(stream) + sheet_entry + 4 + 4
    stream += _record(0x0085, struct.pack("<IBBBB", start, 0, 0, len(name), 1) + name.encode("utf-16-le"))
    stream += b"\0" * 0 + _record(0x000A)
    start_now = len(stream)
    stream = stream.replace(struct.pack("<I", start), struct.pack("<I", start_now), 1)
    stream += _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    stream += _record(0x0200, struct.pack("<IIHHH", 0, len(rows), 0, max(map(len, rows)), 0))
    for number, row in enumerate(rows):
        for place, value in enumerate(row):
            if value is None or value == "":
                continue
            at = struct.pack("<HHH", number, place, 0)
            if isinstance(value, (int, float)):
                stream += _record(0x0203, at + struct.pack("<d", value))
            else:
                stream += _record(0x0204, at + _text(str(value)))
    return compound("Workbook", stream + more + _record(0x000A))


def compound(name, stream):
    """One stream in a compound file: header, allocation table, directory, and the stream from sector 2 on."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    n = len(stream) // 512
    n_tables = 1
    while n_tables * 128 < n_tables + 1 + n:
        n_tables += 1
    table = [0xFFFFFFFD] * n_tables + [0xFFFFFFFE] + [n_tables + 1 + at + 1 for at in range(n)]
    table[-1] = 0xFFFFFFFE
    table += [0xFFFFFFFF] * (n_tables * 128 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, n_tables, n_tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    header += b"".join(struct.pack("<I", at) for at in range(n_tables)) + b"\xff\xff\xff\xff" * (109 - n_tables)

    def entry(title, kind, child, start, size):
        words = (title + "\0").encode("utf-16-le")
        links = struct.pack("<BBIII", kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
        return (
            words.ljust(64, b"\0")
            + struct.pack("<H", len(words))
            + links
            + b"\0" * 36
            + struct.pack("<IQ", start, size)
        )

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(name, 2, 0xFFFFFFFF, n_tables + 1, len(stream))
    directory += (b"\0" * 66 + struct.pack("<HBB", 0, 0, 0)[:4] + b"\xff" * 12 + b"\0" * 48)[:128].ljust(128, b"\0") * 2
    tables = b"".join(struct.pack("<I", one) for one in table)
    return header + tables + directory + stream


def written(folder: Path, name: str, content: bytes) -> Path:
    """The file of a case."""
    path = folder / name
    path.write_bytes(content)
    return path
