"""PDF files: every kind of block is in it, tagged for screen readers, nothing about who made it, the same bytes every time."""

import re
import runpy
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers.errors import UserProblem
from helpers.reports.appendix import TITLE, with_appendix
from helpers.reports.model import Fold, Paragraph, Section, Table
from helpers.reports.writers import pdf

WORD = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("test_word.py"))))
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")


@pytest.fixture(scope="module")
def whole():
    return pdf.render(WORD.document_of(*WORD.ONE_OF_EACH, notice="Invented.", footnotes=("A last word.",)))


def ran(tool, content, tmp_path, *options):
    path = tmp_path / "report.pdf"
    path.write_bytes(content)
    done = subprocess.run(
        [tool, *options, path, *(["-"] if tool == "pdftotext" else [])], capture_output=True, check=True
    )
    return done.stdout.decode()


@needs_poppler
def test_every_kind_of_block_is_written(whole, tmp_path):
    body = " ".join(ran("pdftotext", whole, tmp_path, "-layout").split())
    for said in (
        "A title", "A subtitle", "An organisation", "1 May 2026", "Running text.", "Drafted text.", "two", "step two", "Term",
        "Not yet filled in", "What is said", "Careful.", "24%", "feel lonely", "Of 140 people", "1,200", "withheld",
        "Of 1,240.", "A small base.", "Problem: Loneliness", "Steps: Not yet filled in", "What this rests on",
        "People come", "By group", "Inside the fold.", "Deeper.", "With care.", "A last word.", "Invented.", "Contents",
        "Draft from the numbers",
    ):  # fmt: skip
        assert said in body, said


@needs_poppler
def test_screen_readers_find_headings_headed_tables_and_described_pictures(whole, tmp_path):
    tags = ran("pdfinfo", whole, tmp_path, "-struct")
    assert {"H1", "H2", "Table", "TH", "Figure", "L", "Caption"} <= set(re.findall(r"[A-Z][A-Za-z0-9]*", tags))
    assert b"A square whose right half is blue." in whole or "right half" in tags
    about = ran("pdfinfo", whole, tmp_path)
    assert re.search(r"Tagged:\s+yes", about) and re.search(r"Title:\s+A title", about)
    assert re.search(r"Author:\s+An organisation", about) and "2000" in about, "no date but the one all files have"


def test_the_same_document_gives_the_same_file(whole):
    again = pdf.render(WORD.document_of(*WORD.ONE_OF_EACH, notice="Invented.", footnotes=("A last word.",)))
    assert again == whole


MARKUP = [
    "#panic()",
    "*bold* _it_ `code` $x$",
    "<label> @ref",
    "= Heading",
    "\\ \" ' //",
    '#include "/etc/passwd"',
    "<script>",
]


@needs_poppler
@pytest.mark.parametrize("typed", MARKUP)
def test_what_people_typed_is_never_markup(typed, tmp_path):
    blocks = (Paragraph(typed), Table(typed, (typed, typed), ((typed, typed),), typed))
    found = ran("pdftotext", pdf.render(WORD.document_of(*blocks)), tmp_path, "-raw")
    assert "".join(typed.split()) in "".join(found.split())


def test_letters_without_a_shape_are_refused_with_the_mend():
    with pytest.raises(UserProblem, match="no letters for") as problem:
        pdf.render(WORD.document_of(Paragraph("কথা")))
    assert "Word file" in problem.value.fix


def test_an_empty_document_can_be_printed():
    assert pdf.render(WORD.document_of())[:5] == b"%PDF-"


def test_folds_go_to_the_end_under_the_same_headings():
    inner = Fold("Inside", (Paragraph("deep"),))
    document = WORD.document_of(Paragraph("kept"), Fold("By group", (Paragraph("moved"), inner)))
    printed = with_appendix(document)
    first, appendix = printed.sections
    assert [block.text for block in first.blocks] == ["kept", "In the appendix, under “First part”: by group."]
    assert appendix.title == TITLE and [part.title for part in appendix.sections] == ["First part"]
    (detail,) = appendix.sections[0].sections
    assert (detail.title, [block.text for block in detail.blocks]) == ("By group", ["moved", "deep"])
    assert printed.method == document.method


def test_a_document_without_folds_has_no_appendix():
    document = WORD.document_of(Paragraph("kept"))
    assert with_appendix(document) == document
    assert isinstance(document.sections[0], Section)
