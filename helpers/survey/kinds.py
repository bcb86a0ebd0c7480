"""What a file is, told by its first bytes and not by its name."""

import re
import zipfile
import zlib
from pathlib import Path

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SIGNATURES = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"{\\rtf", "a letter (RTF)"),
    (b"SQLite format 3", "a database"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"PAR1", "a Parquet file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
)
_EXTENSIONS = {
    "text": {".csv", ".tsv", ".tab", ".txt"},
    "workbook": {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"},
    "SPSS": {".sav", ".zsav"},
}
NAMES = {"text": "text (CSV)", "workbook": "a workbook", "SPSS": "an SPSS file"}


def kind_of(path: Path) -> str:
    """ "text", "workbook", "locked", "empty", "SPSS", "zip", or words for what it is instead ("a PDF")."""
    with path.open("rb") as file:
        head = file.read(4096)
    if not head.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        return "empty"
    if head.startswith((b"$FL2", b"$FL3")):
        return "SPSS"
    if head.startswith(OLE):
        return _ole_kind(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(path)
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    return _text_kind(head)


def fits(kind: str, extension: str) -> bool:
    """Whether a name with this extension leads people to expect this content."""
    return extension.lower() in _EXTENSIONS.get(kind, set())


def _ole_kind(path: Path) -> str:
    content = path.read_bytes()[: 32 * 1024 * 1024]
    if "EncryptedPackage".encode("utf-16-le") in content:
        return "locked"
    if "WordDocument".encode("utf-16-le") in content:
        return "a letter (Word)"
    return "workbook"


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "workbook" if path.suffix.lower() in _EXTENSIONS["workbook"] else "a damaged archive"
    if any(name.startswith("xl/workbook.") for name in names):
        return "workbook"
    if any(name.startswith("word/") for name in names):
        return "a letter (Word)"
    if any(name.startswith("ppt/") for name in names):
        return "a slide show"
    if "content.xml" in names:
        return _open_document_kind(path)
    return "zip"


def _open_document_kind(path: Path) -> str:
    """What an OpenDocument file says it is; where that is damaged, it is tried as a workbook and found to be so."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("mimetype") as file:
            return "workbook" if b"spreadsheet" in file.read(200) else "an OpenDocument text"
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, KeyError, RuntimeError):
        return "workbook"


def _text_kind(head: bytes) -> str:
    start = head.removeprefix(_BOMS[0]).lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        return "a web page"
    if start.startswith(b"<?xml"):
        return "an XML file"
    if start.startswith(b"{") or re.match(rb"\[\s*[{\[]", start):
        return "a JSON file"
    return "text"
