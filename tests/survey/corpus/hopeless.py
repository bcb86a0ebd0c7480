"""Files that are no table of answers, are damaged, locked, or made to do harm."""

from .case import Case, rows
from .writers import as_csv, as_ods, as_xls, as_xlsx, compound, with_parts, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def nothing():
    for name, content in (
        ("no byte", b""),
        ("blanks", b" \r\n\t\n "),
        ("a byte order mark", b"\xef\xbb\xbf"),
        ("NULs", b"\0" * 600),
    ):
        yield Case(f"nothing but {name}", "a.csv", content, "refuse", "file_empty", says=("empty",))
    yield Case("nothing but commas", "a.csv", b",,,\n,,,\n", "refuse", "file_empty")


def others():
    for name, content, says in (
        ("a PDF", b"%PDF-1.7\n1 0 obj", "a PDF"),
        ("a picture", b"\x89PNG\r\n\x1a\n" + b"\1" * 99, "a picture"),
        ("a photograph", b"\xff\xd8\xff\xe0" + b"\1" * 99, "a picture"),
        ("a letter", b"{\\rtf1 Dear all}", "a letter"),
        ("a web page", b"<!DOCTYPE html><table><tr><td>1.7</td></tr></table>", "a web page"),
        ("a web page from excel", b'<html xmlns:x="urn"><table><tr><td>1</td></tr></table></html>', "a web page"),
        ("XML", b"<?xml version='1.0'?><answers/>", "an XML file"),
        ("JSON", b'[{"q1_7": 3}]', "a JSON file"),
        ("a database", b"SQLite format 3\0" + b"\1" * 99, "a database"),
        ("Parquet", b"PAR1" + b"\1" * 99, "a Parquet file"),
        ("gzip", b"\x1f\x8b\x08" + b"\1" * 99, "a gzip archive"),
        ("a program", b"MZ" + b"\1" * 99, "a program"),
        ("a Word letter", zipped({"word/document.xml": "<w/>", "[Content_Types].xml": "<t/>"}), "a letter"),
        ("slides", zipped({"ppt/presentation.xml": "<p/>"}), "a slide show"),
        (
            "an OpenDocument letter",
            zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<o/>"}),
            "an OpenDocument text",
        ),
        ("an old Word letter", compound("WordDocument", b"x" * 5000), "a letter"),
    ):
        yield Case(
            f"{name} named csv", "a.csv", content, "refuse", "file_unknown", says=(says, "CSV, XLSX, XLS or ODS")
        )


def locked():
    yield Case(
        "a locked xlsx",
        "a.xlsx",
        compound("EncryptedPackage", b"x" * 5000),
        "refuse",
        "file_locked",
        says=("without a password",),
    )
    yield Case("a locked xls", "a.xls", as_xls(rows(), is_locked=True), "refuse", "file_locked")
    entry = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    yield Case("a locked ods", "a.ods", as_ods(rows(), manifest=entry), "refuse", "file_locked")


def damaged():
    whole = as_xlsx(rows())
    for share in (0.1, 0.5, 0.9, 0.99):
        yield Case(
            f"an xlsx cut off at {share:.0%}", "a.xlsx", whole[: int(len(whole) * share)], "refuse", "workbook_broken"
        )
    ods = as_ods(rows())
    yield Case("an ods cut off", "a.ods", ods[: len(ods) // 2], "refuse", "workbook_broken")
    at = whole.index(b"sheet1.xml") + 400
    yield Case(
        "an xlsx with bytes turned",
        "a.xlsx",
        whole[:at] + bytes(255 - byte for byte in whole[at : at + 60]) + whole[at + 60 :],
        "refuse",
        "workbook_broken",
    )
    yield Case(
        "an xlsx without its sheet",
        "a.xlsx",
        with_parts(whole, sheet1_xml=lambda xml: None),
        "refuse",
        "workbook_broken",
    )
    yield Case(
        "an xlsx whose sheet is no XML",
        "a.xlsx",
        with_parts(whole, sheet1_xml=lambda xml: b"<worksheet><sheetData><row"),
        "refuse",
    )
    yield Case(
        "an ods whose sheet is no XML", "a.ods", with_parts(ods, content_xml=lambda xml: xml[: len(xml) // 2]), "refuse"
    )
    yield Case("an xls of rubbish", "a.xls", OLE + b"\1" * 5000, "refuse", "workbook_broken")
    xls = as_xls(rows())
    yield Case("an xls cut off", "a.xls", xls[:1500], "refuse", "workbook_broken")
    yield Case("a zip that is none", "a.zip", b"PK\x03\x04" + b"\1" * 500, "refuse")
    yield Case("an empty zip", "a.zip", b"PK\x05\x06" + b"\0" * 18, "refuse")
    yield Case("a csv cut off in a row", "a.csv", as_csv(rows())[:-12], "refuse", "ragged_row", row=21)


def harmful():
    bomb = with_parts(as_xlsx(rows()), sheet1_xml=lambda xml: xml + b" " * 30_000_000)
    yield Case(
        "an xlsx that unpacks a thousand times",
        "a.xlsx",
        bomb,
        "refuse",
        "workbook_too_large",
        says=("do not open it",),
    )
    bomb = with_parts(as_ods(rows()), content_xml=lambda xml: xml + b" " * 30_000_000)
    yield Case("an ods that unpacks a thousand times", "a.ods", bomb, "refuse", "workbook_too_large")
    many = zipped({"xl/workbook.xml": "<w/>", **{f"part{n}": "" for n in range(5_001)}})
    yield Case("an xlsx of five thousand parts", "a.xlsx", many, "refuse", "workbook_too_large", says=("parts",))
    entities = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'
    yield Case("an xlsx of entities", "a.xlsx", with_parts(as_xlsx(rows()), sheet1_xml=lambda xml: entities), "refuse")
    outside = entities.replace(b'"aaaaaaaaaa"', b'SYSTEM "file:///etc/passwd"').replace(b"&b;", b"&a;")
    yield Case(
        "an xlsx that asks for a file", "a.xlsx", with_parts(as_xlsx(rows()), sheet1_xml=lambda xml: outside), "refuse"
    )


def cases():
    for made in (nothing, others, locked, damaged, harmful):
        yield from made()
