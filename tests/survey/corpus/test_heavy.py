"""Files that are large, or made to be: each ends in a verdict, in memory that is bounded."""

import random
import subprocess
import sys
import textwrap
import zipfile

import pytest

from helpers import survey
from helpers.survey import delimited, encodings, workbooks

from .case import Case, N, expected, rows
from .writers import as_csv, as_ods, as_xls, as_xlsx, with_parts

BOOK = survey.codebook()
ODS_BOMB = as_ods([*rows(), ["x" * 1_000] * 8], {N + 1: ' table:number-rows-repeated="1000000"'})
"""A few kilobytes that say: this row a million times."""


def codes(reading):
    return [message.code for message in reading.messages]


def sparse(content):
    """One more cell in the last corner that a sheet can have."""
    last = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return with_parts(content, sheet1_xml=lambda xml: xml.replace(b"</sheetData>", last))


LIMITS = {
    "characters in all, xlsx": (as_xlsx(rows()), "MOST_CHARACTERS", 200, "workbook_too_large"),
    "characters in all, ods": (as_ods(rows()), "MOST_CHARACTERS", 200, "workbook_too_large"),
    "characters in all, xls": (as_xls(rows()), "MOST_CHARACTERS", 200, "workbook_too_large"),
    "bytes handed on, xlsx": (as_xlsx(rows()), "MOST_BYTES", 200, "workbook_too_large"),
    "bytes handed on, ods": (as_ods(rows()), "MOST_BYTES", 200, "workbook_too_large"),
    "bytes handed on, xls": (as_xls(rows()), "MOST_BYTES", 200, "workbook_too_large"),
    "a cell, ods": (as_ods(rows({(3, "3.3"): "x" * 101_000})), "SECONDS", 120, "cell_too_long"),
    "a cell, xlsx": (with_parts(as_xlsx(rows({(3, "3.3"): "LONG"})), sheet1_xml=lambda xml: xml.replace(b"LONG", b"x" * 101_000)), "SECONDS", 120, "cell_too_long"),
    "time, xlsx": (as_xlsx(rows()), "SECONDS", 0.001, "workbook_too_slow"),
    "time, ods": (as_ods(rows()), "SECONDS", 0.001, "workbook_too_slow"),
    "time, xls": (as_xls(rows()), "SECONDS", 0.001, "workbook_too_slow"),
    "entries, xlsx": (as_xlsx(rows()), "MOST_ENTRIES", 3, "workbook_too_large"),
    "entries, ods": (as_ods(rows()), "MOST_ENTRIES", 2, "workbook_too_large"),
    "unpacked, xlsx": (as_xlsx(rows()), "MOST_UNPACKED", 3_000, "workbook_too_large"),
    "unpacked, ods": (as_ods(rows()), "MOST_UNPACKED", 3_000, "workbook_too_large"),
    "ratio, xlsx": (with_parts(as_xlsx(rows()), sheet1_xml=lambda xml: xml + b" " * 21_000_000), "SECONDS", 120, "workbook_too_large"),
    "ratio, ods": (with_parts(as_ods(rows()), content_xml=lambda xml: xml + b" " * 21_000_000), "SECONDS", 120, "workbook_too_large"),
}  # fmt: skip


@pytest.mark.parametrize("case", LIMITS)
def test_a_workbook_ends_at_every_limit(case, tmp_path, monkeypatch):
    content, limit, value, check = LIMITS[case]
    path = tmp_path / f"a.{case.rpartition(' ')[2]}"
    path.write_bytes(content)
    monkeypatch.setattr(workbooks, limit, value)
    reading = survey.read(path, BOOK)
    assert (reading.verdict, codes(reading)[0]) == ("refuse", check)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems keep no such limit")
@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_workbook_ends_at_the_limit_of_memory(kind, tmp_path, monkeypatch):
    path = tmp_path / f"a.{kind}"
    path.write_bytes({"xlsx": as_xlsx, "ods": as_ods, "xls": as_xls}[kind](rows()))
    monkeypatch.setattr(workbooks, "MEGABYTES", 8)
    assert codes(survey.read(path, BOOK)) == ["workbook_too_slow"]


TEXT_LIMITS = {
    "MOST_BYTES": (delimited, 500, "file_too_large"),
    "MOST_CELLS": (delimited, 100, "file_too_large"),
    "MOST_CHARACTERS": (delimited, 100, "file_too_large"),
    "LONGEST_CELL": (delimited, 5, "cell_too_long"),
    "LONGEST_LINE": (encodings, 20, "cell_too_long"),
}


@pytest.mark.parametrize("limit", TEXT_LIMITS)
def test_a_text_ends_at_every_limit(limit, tmp_path, monkeypatch):
    module, value, check = TEXT_LIMITS[limit]
    (tmp_path / "a.csv").write_bytes(as_csv(rows()) + b"x" * 100)
    monkeypatch.setattr(module, limit, value)
    reading = survey.read(tmp_path / "a.csv", BOOK)
    assert codes(reading) == [check] and reading.messages[0].fix


def test_what_is_read_block_by_block_is_what_is_read_at_once(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_bytes(as_csv([[], *rows({(9, "3.3"): "two\nlines"})]))
    whole = survey.read(tmp_path / "a.csv", BOOK)
    monkeypatch.setattr(delimited, "_BLOCK_CELLS", 1)
    shares = []
    parts = survey.read(tmp_path / "a.csv", BOOK, progress=shares.append)
    assert parts.responses.equals(whole.responses) and parts.messages == whole.messages
    assert shares == sorted(shares) and shares[0] > 0 and 0.7 < shares[-1] <= 1


def test_bytes_turned_at_random_end_in_a_verdict(tmp_path):
    """Zip directories, compound files and XML, each with a few bytes changed."""
    turn = random.Random(7)
    n = 0
    for kind, content in (("xlsx", as_xlsx(rows())), ("ods", as_ods(rows())), ("xls", as_xls(rows()))):
        for _ in range(12):
            changed = bytearray(content)
            for _ in range(turn.randint(1, 6)):
                changed[turn.randrange(len(changed))] = turn.randrange(256)
            path = tmp_path / f"a.{kind}"
            path.write_bytes(changed)
            reading = survey.read(path, BOOK)
            assert (reading.verdict == "refuse") == (reading.usable_n == 0)
            n += 1
    assert n == 36


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_a_cell_of_ten_megabytes(kind, tmp_path):
    text = "word " * 2_000_000
    path = tmp_path / f"a.{kind}"
    content = {
        "csv": lambda: as_csv(rows({(3, "3.3"): text})),
        "xlsx": lambda: with_parts(as_xlsx(rows({(3, "3.3"): "LONG"})), sheet1_xml=lambda xml: xml.replace(b"LONG", text.encode())),
        "ods": lambda: as_ods(rows({(3, "3.3"): text})),
    }[kind]()  # fmt: skip
    path.write_bytes(content)
    reading = survey.read(path, BOOK)
    assert (codes(reading), reading.messages[0].row) == (["cell_too_long"], 5)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_sixteen_thousand_columns(kind, tmp_path):
    table = rows(columns={f"extra {number}": ["x", ""] for number in range(16_000)})
    path = tmp_path / f"a.{kind}"
    path.write_bytes(as_csv(table) if kind == "csv" else as_xlsx(table))
    reading = survey.read(path, BOOK)
    assert reading.verdict == "accept" and codes(reading) == ["columns_unused"]
    wanted = expected(Case("wide", "", b"", "accept"))
    assert all(reading.responses[column].tolist() == answers for column, answers in wanted.items())


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux does")
@pytest.mark.parametrize(
    "kind", ["a row a million times", "a cell in the last corner", "spaces that unpack to gigabytes"]
)
def test_bombs_take_little(kind, tmp_path):
    path = tmp_path / ("a.ods" if kind.startswith("a row") else "a.xlsx")
    if kind.startswith("spaces"):
        path.write_bytes(as_xlsx(rows()))
        with (
            zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
            archive.open("xl/worksheets/sheet9.xml", "w", force_zip64=True) as part,
        ):
            for _ in range(300):
                part.write(b" " * 10_000_000)
    else:
        path.write_bytes(ODS_BOMB if kind.startswith("a row") else sparse(as_xlsx(rows())))
    assert path.stat().st_size < 5_000_000
    said, megabytes = measured(path)
    assert said in ("workbook_too_large", "workbook_too_slow") and megabytes < 1_500


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux does")
def test_a_million_rows(tmp_path):
    path = tmp_path / "a.csv"
    head, *people = as_csv(rows(head=tuple(name for name in rows()[0] if name != "id"))).splitlines(keepends=True)
    with path.open("wb") as file:
        file.write(head)
        for _ in range(50_000):
            file.writelines(people)
    said, megabytes = measured(path)
    assert said == "accept 1000000" and megabytes < 1_500


def measured(path):
    """The first message's code, or verdict and number of people, and how many megabytes reading took."""
    code = """
        import resource, sys
        from helpers import survey
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        reading = survey.read(sys.argv[1])
        print(reading.messages[0].code if reading.verdict == "refuse" else f"{reading.verdict} {reading.usable_n}")
        print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1000)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(path)], capture_output=True, text=True, check=True
    )
    said, kilobytes = done.stdout.splitlines()
    return said, int(kilobytes)
