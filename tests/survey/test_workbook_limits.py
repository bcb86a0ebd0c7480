"""A small workbook that unpacks to a great deal is stopped in the child process, before the parent holds it."""

import subprocess
import sys
import textwrap
import zipfile

import pytest

from helpers import survey
from helpers.survey import workbooks

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def write_shared(path, text, n_rows, n_columns):
    """A workbook in which one text, stored once, stands in every cell."""
    letters = [chr(65 + place) for place in range(n_columns)]
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{letter}{row}" t="s"><v>0</v></c>' for letter in letters) + "</row>"
        for row in range(1, n_rows + 1)
    )
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{NAMESPACE}" xmlns:r="{RELATIONS}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{NAMESPACE}"><sheetData>{rows}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{NAMESPACE}"><si><t>{text}</t></si></sst>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def codes(reading):
    return [message.code for message in reading.messages]


def test_characters_are_counted_over_all_cells(tmp_path, monkeypatch):
    write_shared(tmp_path / "many.xlsx", "a" * 1_000, 100, 4)
    assert "workbook_too_large" not in codes(survey.read(tmp_path / "many.xlsx"))
    monkeypatch.setattr(workbooks, "MOST_CHARACTERS", 399_000)
    reading = survey.read(tmp_path / "many.xlsx")
    assert codes(reading) == ["workbook_too_large"] and "399,000 characters" in reading.messages[0].what


def test_a_cell_as_long_as_no_csv_may_hold_is_refused(tmp_path):
    write_shared(tmp_path / "long.xlsx", "a" * 100_001, 3, 1)
    reading = survey.read(tmp_path / "long.xlsx")
    assert codes(reading) == ["cell_too_long"] and reading.messages[0].row == 1


def test_the_parent_takes_no_more_than_it_allows(write_xlsx, monkeypatch):
    path = write_xlsx([["consent", "1.7"], *([1, n % 5 + 1] for n in range(50))])
    monkeypatch.setattr(workbooks, "MOST_BYTES", 200)
    assert codes(survey.read(path)) == ["workbook_too_large"]


def test_texts_of_every_alphabet_come_through_the_pipe(write_xlsx):
    texts = ["বাংলা", "😀\u2028\x85 two\nlines", 'a "b" \\ c', "£5 café"]
    reading = survey.read(write_xlsx([["consent", "3.3"], *([1, text] for text in texts)]))
    assert reading.responses["q3_3"].tolist() == [texts[0], "😀\u2028\x85 two\nlines", *texts[2:]]


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux does")
def test_a_small_file_takes_little_memory(tmp_path):
    path = tmp_path / "bomb.xlsx"
    write_shared(path, "a" * 30_000, 2_000, 20)
    assert path.stat().st_size < 100_000
    code = """
        import resource, sys
        from helpers import survey
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        reading = survey.read(sys.argv[1])
        print(reading.messages[0].code, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(path)], capture_output=True, text=True, check=True
    )
    said, kilobytes = done.stdout.split()
    assert said == "workbook_too_large" and int(kilobytes) < 600_000


def test_a_table_that_starts_further_down_and_right_keeps_its_rows(write_xlsx):
    rows = [[], [], [None, None, "consent", "1.7"], [None, None, 1, 2], [], [None, None, 1, 9]]
    reading = survey.read(write_xlsx(rows))
    stray = next(message for message in reading.messages if message.code == "out_of_range")
    assert (stray.row, stray.value, reading.usable_n) == (6, "9", 2)
