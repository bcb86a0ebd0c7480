"""Whatever a file holds, it ends in a verdict and never in a traceback."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import survey

BOOK = survey.codebook()
SETTINGS = settings(
    max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
SAMPLES = sorted((Path(__file__).parents[2] / "sample_data").glob("*/data/*/*.csv"))
GOOD = b"id,consent,1.7,2.3,3.3\r\n" + b"".join(
    b'%d,Yes,%d,"Watch TV, Go to parks",some words\r\n' % (n, n % 5 + 1) for n in range(20)
)


def verdict_of(content, path):
    path.write_bytes(content)
    reading = survey.read(path, BOOK)
    assert reading.verdict in ("accept", "warn", "refuse")
    assert (reading.usable_n > 0) == (reading.verdict != "refuse")
    assert all(message.what and message.fix for message in reading.messages)
    assert reading.verdict != "refuse" or any(message.level == "refuse" for message in reading.messages)
    return reading


@SETTINGS
@given(st.binary(max_size=300))
def test_any_bytes(tmp_path, content):
    verdict_of(content, tmp_path / "answers.csv")


@SETTINGS
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.binary(min_size=0, max_size=4)), min_size=1, max_size=4))
def test_a_good_file_with_a_few_bytes_changed(tmp_path, changes):
    content = bytearray(GOOD)
    for at, new in changes:
        content[at : at + 1] = new
    verdict_of(bytes(content), tmp_path / "answers.csv")


CELL = st.one_of(
    st.sampled_from(["1", "Yes", "", "-9", "99", "Never", "Watch TV; Exercise", "=1+1", "<b>x</b>", "N/A", "1.7", "0", "x", "مرحبا", "😀"]),
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12),
)  # fmt: skip
HEADING = st.sampled_from(
    ["id", "consent", "1.7", "q1_7", "2.3", "q2_3/1", "q2_3/13", "3.2", "3.10", "3.1", "weight", "panel_code", "Timestamp", "", "3.3", "1.6.2", "much older than you", "2.3/Watch TV"]
)  # fmt: skip


@SETTINGS
@given(st.data())
def test_any_table(tmp_path, write_csv, data):
    head = data.draw(st.lists(HEADING, min_size=1, max_size=8))
    rows = data.draw(st.lists(st.lists(CELL, min_size=len(head), max_size=len(head)), min_size=1, max_size=12))
    path = write_csv([head, *rows])
    verdict_of(path.read_bytes(), path)


@pytest.mark.parametrize(
    ("text", "is_read"),
    [
        (b'"one, two, three, four\nfive"', True),
        (b'"a list:\nbread, milk, eggs, tea, jam"', True),
        (b'he said "hi" there', True),
        (b'"he said\n2,Yes,3,fine\n3,Yes,4,tall"', False),
        (b'"he said\n2,Yes,3,fine"', False),
        (b'"he said', False),
        (b'"he" said', False),
    ],
)
def test_quotation_marks(text, is_read, tmp_path):
    content = b"id,consent,1.7,3.3\n1,Yes,2," + text + b"\n9,Yes,4,fine\n"
    reading = verdict_of(content, tmp_path / "answers.csv")
    assert [m.code for m in reading.messages] == ([] if is_read else ["quote_open"])
    assert reading.usable_n == (2 if is_read else 0)


@pytest.mark.parametrize(
    "text", ["7", "a.", "0 ", "a@", "<a ", "&am", "(", "SW1A ", " ", "\u0301", "1,", "943 476 591 "]
)
def test_long_cells_of_anything_are_read_in_good_time(text, tmp_path, write_csv):
    """Without the right limits a search goes through such a text once from each of its characters, which takes minutes."""
    long = text * (90_000 // len(text)) + ("@" if text == "a." else "")
    rows = [["id", "consent", "1.7", "3.2", "2.3", "3.3"]]
    for number in range(9):
        cells = [f"R{number}", "Yes", "3", "30", "3 4", "fine"]
        cells[min(number + 1, 5)] = long
        rows.append(cells)
    path = write_csv(rows)
    assert verdict_of(path.read_bytes(), path).n_received == 9


LONG = "I came to the club in spring because my neighbour told me about it and have not missed a week since"


def with_stray_quote(place, end, width=5, n=21, delimiter=","):
    """People with two long open answers; a quotation mark opens in the first row and one closes `end` rows on."""
    head = ["id", "consent", "1.7", "3.3", "3.4"]
    rows = [[str(n), "Yes", str(n % 5 + 1), f"{LONG} {n}", f"{LONG} again {n}"] for n in range(n)]
    rows[0][place] = '"' + rows[0][place]
    rows[end][place] += '"'
    return "\n".join(delimiter.join(row[:width]) for row in [head, *rows]).encode()


@pytest.mark.parametrize("place", [3, 4])
@pytest.mark.parametrize("end", [1, 2, 19])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_stray_quotation_mark_swallows_no_long_answers(place, end, delimiter, tmp_path):
    reading = verdict_of(with_stray_quote(place, end, delimiter=delimiter), tmp_path / "answers.csv")
    assert [m.code for m in reading.messages] == ["quote_open"]


@pytest.mark.parametrize("delimiter", [", ", ",  "])
def test_rows_with_a_blank_after_each_comma_are_rows_too(delimiter, tmp_path):
    lines = [delimiter.join([str(n), "Yes", str(n % 5 + 1), f"quite fine {n}"]) for n in range(9)]
    lines[0] = '0,Yes,1,"quite fine'
    lines[8] += '"'
    content = "\n".join(["id,consent,1.7,3.3", *lines]).encode()
    assert verdict_of(content, tmp_path / "answers.csv").verdict == "refuse"


def test_long_answers_of_several_lines_are_read(tmp_path):
    prose = (
        "First, I was shy, then, as weeks went by, less so.\nNow, two years on, I run the tea, the quiz and the bus.\n"
    )
    people = "".join(f'{n},Yes,{n % 5 + 1},"{prose * 3}","Tea, cake,\nand talk"\n' for n in range(9))
    reading = verdict_of(f"id,consent,1.7,3.3,3.4\n{people}".encode(), tmp_path / "answers.csv")
    assert (reading.verdict, reading.usable_n) == ("accept", 9)


@pytest.mark.parametrize("keep", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_workbook_cut_off(keep, write_xlsx, tmp_path):
    content = write_xlsx([["consent", "1.7"], *([1, n % 5 + 1] for n in range(50))]).read_bytes()
    reading = verdict_of(content[: int(len(content) * keep)], tmp_path / "cut.xlsx")
    assert reading.verdict == "refuse"


def test_an_open_document_sheet(tmp_path):
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = [["consent", "1.7"], ["Yes", "Never"], ["Yes", "Hardly ever"]]
    body = "".join(f"<table:table-row>{''.join(cell.format(c) for c in row)}</table:table-row>" for row in rows)
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="S">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    with zipfile.ZipFile(tmp_path / "answers.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr("content.xml", content)
    reading = survey.read(tmp_path / "answers.ods", BOOK)
    assert reading.responses["q1_7"].tolist() == [5.0, 4.0]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_sample_files_read(path):
    assert survey.read(path, BOOK).verdict != "refuse"
