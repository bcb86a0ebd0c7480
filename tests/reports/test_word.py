"""Word files: every kind of block is in it as what it is, nothing about who made it, and the same bytes every time."""

import io
import re
import subprocess
import sys
import zipfile
from typing import get_args

import pytest
from docx import Document as opened
from docx.oxml.ns import qn

from helpers.reports import charts
from helpers.reports.model import (
    Block,
    Bullets,
    Caution,
    Chain,
    Document,
    Facts,
    Figure,
    Fold,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Section,
    Table,
)
from helpers.reports.writers import word
from helpers.reports.writers.raster import png
from helpers.reports.writers.word_tables import LETTERS, shares_of_width

TABLE = Table(
    "Who answered", ("Group", "People", "Share"), (("Men", "1,200", "12%"), ("Women", "40", "withheld")), "Of 1,240."
)
SQUARE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40pt" height="20pt" viewBox="0 0 40 20">'
    b'<path d="M 0 20 L 40 20 L 40 0 L 0 0 z" style="fill: #ffffff"/>'
    b'<g transform="translate(20 0)"><path id="half" d="M 0 0 L 20 0 L 20 20 L 0 20 z" style="fill: #0000ff"/></g></svg>'
)
FIGURE = Figure(
    "Half is blue", SQUARE, "image/svg+xml", "A square whose right half is blue.", TABLE, ("A small base.",)
)
ONE_OF_EACH = (
    Paragraph("Running text."),
    Paragraph("Drafted text.", is_draft=True),
    Bullets(("first drafted",), is_draft=True),
    Bullets(("one", "two")),
    Bullets(("step one", "step two"), is_numbered=True),
    Bullets(("again one",), is_numbered=True),
    Facts((("Term", ""), ("Other term", "What is said"))),
    Caution("Careful."),
    KeyFigures((KeyFigure("24%", "feel lonely", "Of 140 people"),)),
    TABLE,
    FIGURE,
    Chain((("Problem", "Loneliness"), ("Steps", "")), (("Steps", "People come"),)),
    Chain((("Problem", "Distance"), ("Steps", "Tea")), (), is_drawn=True),
    Fold("By group", (Paragraph("Inside the fold."),), "Often lonely"),
)


def document_of(*blocks, **fields):
    sections = (Section("a", "First part", blocks, (Section("b", "Inner part", (Paragraph("Deeper."),)),)),)
    method = Section("method", "How this was done", (Paragraph("With care."),))
    return Document("A title", "A subtitle", "An organisation", "1 May 2026", (), sections, method, **fields)


def file_of(*blocks, **fields):
    return opened(io.BytesIO(word.render(document_of(*blocks, **fields))))


@pytest.fixture(scope="module")
def whole():
    return file_of(*ONE_OF_EACH, notice="Invented.", footnotes=("A last word.",))


def texts(file, style):
    return [one.text for one in file.paragraphs if one.style.name == style]


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_kind_of_block_is_written(whole):
    assert {type(block) for block in ONE_OF_EACH} == set(get_args(Block))
    body = "\n".join(
        [
            *(one.text for one in whole.paragraphs),
            *(cell.text for table in whole.tables for row in table.rows for cell in row.cells),
        ]
    )
    for said in (
        "Running text.", "Drafted text.", "two", "step two", "Term", "Not yet filled in", "What is said", "Careful.", "24%",
        "feel lonely", "Of 140 people", "1,200", "withheld", "Of 1,240.", "A small base.", "Problem: Loneliness",
        "Steps: Not yet filled in", "What this rests on", "People come", "By group: Often lonely", "Inside the fold.",
        "Deeper.", "With care.", "A last word.", "Invented.",
    ):  # fmt: skip
        assert said in body, said


def test_headings_are_headings_and_go_down_one_step_at_a_time(whole):
    levels = [(int(one.style.name[-1]), one.text) for one in whole.paragraphs if one.style.name.startswith("Heading ")]
    assert levels == [(1, "First part"), (2, "Inner part"), (1, "How this was done")]
    assert texts(whole, "Title") == ["A title"] and texts(whole, "Subtitle") == ["A subtitle"]


def test_a_deep_document_ends_at_the_sixth_heading():
    deep = Section("deep", "Deepest")
    for level in range(9):
        deep = Section(f"level-{level}", f"Level {level}", (), (deep,))
    made = Document("T", "", "", "", (), (deep,), Section("m", "M"))
    file = opened(io.BytesIO(word.render(made)))
    assert {one.style.name for one in file.paragraphs if "Heading" in one.style.name} == {
        f"Heading {n}" for n in range(1, 7)
    }


def test_lists_are_lists_and_each_numbered_one_begins_at_one(whole):
    assert texts(whole, "List Bullet") == ["first drafted", "one", "two"]
    numbered = [one for one in whole.paragraphs if one.style.name == "List Number"]
    of_list = [one._p.pPr.numPr.numId.val for one in numbered]
    assert [one.text for one in numbered][:3] == ["step one", "step two", "again one"]
    assert of_list[0] == of_list[1] != of_list[2]
    assert len(set(of_list)) == 4
    starts = {num.numId: num.findall(qn("w:lvlOverride")) for num in whole.part.numbering_part.element.num_lst}
    assert all(starts[number] for number in of_list)


def test_tables_have_marked_header_rows_captions_and_names(whole):
    assert len(whole.tables) == 2
    for table in whole.tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert others and all(row._tr.trPr.find(qn("w:tblHeader")) is None for row in others)
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        assert look.get(qn("w:firstRow")) == look.get(qn("w:firstColumn")) == "1"
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == "Who answered"
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")) == "Of 1,240."
    captions = [one.text for one in whole.paragraphs if one.style.name == "Caption"]
    assert [text.split(".")[0].split(" ")[0] for text in captions] == ["Table", "Figure", "Table", "Figure"]
    numbers = [
        one._p.findall(qn("w:fldSimple"))[0].get(qn("w:instr"))
        for one in whole.paragraphs
        if one.style.name == "Caption"
    ]
    assert numbers == ["SEQ Table \\* ARABIC", "SEQ Figure \\* ARABIC", "SEQ Table \\* ARABIC", "SEQ Figure \\* ARABIC"]
    shown = [
        one._p.findall(".//" + qn("w:fldSimple") + "//" + qn("w:t"))[0].text
        for one in whole.paragraphs
        if one.style.name == "Caption"
    ]
    assert shown == ["1", "1", "2", "2"]


def test_captions_stay_with_what_they_name(whole):
    assert whole.styles["Caption"].paragraph_format.keep_with_next
    order = [one.tag.split("}")[1] for one in whole.element.body]
    styles = [
        child.pPr.pStyle.val
        if child.tag == qn("w:p") and child.pPr is not None and child.pPr.pStyle is not None
        else ""
        for child in whole.element.body
    ]
    after = [(order[at + 1], styles[at + 1]) for at, style in enumerate(styles) if style == "Caption"]
    assert after == [("tbl", ""), ("p", "Picture"), ("tbl", ""), ("p", "Picture")]


def test_pictures_say_what_they_show(whole):
    described = [shape._inline.docPr.get("descr") for shape in whole.inline_shapes]
    assert described[0] == "A square whose right half is blue."
    assert "Distance" in described[1] and "Tea" in described[1]
    assert not any(re.search(r"\.(png|svg|jpe?g)", shape._inline.docPr.get("name")) for shape in whole.inline_shapes)
    page = whole.sections[0]
    wide = page.page_width - page.left_margin - page.right_margin
    assert all(shape.width <= wide for shape in whole.inline_shapes)


def test_the_draft_mark_stands_once_before_the_first_draft_of_a_part(whole):
    assert texts(whole, "Draft mark") == ["Draft from the numbers"]
    at = [one.text for one in whole.paragraphs].index("Draft from the numbers")
    assert whole.paragraphs[at + 1].text == "Drafted text."


def test_the_language_is_british_english_everywhere():
    files = parts(word.render(document_of(*ONE_OF_EACH)))
    languages = re.findall(rb'<w:lang [^>]*w:val="([^"]+)"', files["word/styles.xml"])
    assert languages and set(languages) == {b"en-GB"}
    assert opened(io.BytesIO(word.render(document_of()))).core_properties.language == "en-GB"


def test_nothing_says_who_made_it_where_or_when():
    content = word.render(document_of(*ONE_OF_EACH))
    core = opened(io.BytesIO(content)).core_properties
    assert (core.title, core.author, core.last_modified_by, core.comments) == ("A title", "", "", "")
    assert core.created.year == core.modified.year == 2000
    files = parts(content)
    assert "docProps/thumbnail.jpeg" not in files
    every = b"".join(files.values()).lower()
    for word_of_a_maker in (b"python-docx", b"macintosh", b"/tmp", b"/work", b"root"):
        assert word_of_a_maker not in every.replace(b"rsidroot", b"")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_document_gives_the_same_bytes_in_another_process(tmp_path):
    code = (
        "import sys, hashlib; sys.path.insert(0, '.');"
        "from helpers.reports.model import *; from helpers.reports.writers import word;"
        "t = Table('C', ('a', 'b'), (('1', '2'),)); s = Section('a', 'A', (Paragraph('x'), t, Bullets(('1',), True)));"
        "print(hashlib.sha256(word.render(Document('T', '', '', '', (), (s,), Section('m', 'M')))).hexdigest())"
    )
    said = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert len(said) == 1


@pytest.mark.parametrize(
    "text", ["<b>bold</b> & “quoted”", "a\x0bb\x00c", "half \ud83d a character", "tab\tand\nline", "עברית 中文 🙂"]
)
def test_whatever_people_type_makes_a_file_that_opens(text):
    blocks = (
        Paragraph(text), Bullets((text,)), Facts(((text, text),)), Caution(text), Table(text, (text,), ((text,),), text),
        Fold(text, (), text), KeyFigures((KeyFigure(text, text, text),)), Chain(((text, text),), ((text, text),)),
        Figure(text, SQUARE, "image/svg+xml", text, TABLE),
    )  # fmt: skip
    file = opened(
        io.BytesIO(
            word.render(Document(text, text, text, text, blocks, (), Section("m", text), text, footnotes=(text,)))
        )
    )
    wanted = re.sub("[\x00\x0b\ud83d]", "", text)
    assert texts(file, "Body Text")[0].replace("\t", " ") == wanted.replace("\t", " ")


def test_an_empty_table_and_an_empty_part_are_written():
    file = file_of(Table("Nothing yet", ("a", "b"), ()), Facts(()), Bullets(()), KeyFigures(()))
    assert [len(table.rows) for table in file.tables] == [1]


def test_columns_keep_their_longest_word_whole_and_fill_the_line():
    table = Table("", ("Goal", "Why"), (("25%", "words " * 40), ("30 September", "few")))
    first, second = shares_of_width(table)
    assert first >= len("September") and second > 3 * first
    assert first + second == pytest.approx(LETTERS)


def test_numbers_stand_on_the_right(whole):
    cells = whole.tables[0].rows[1].cells
    assert cells[0].paragraphs[0].alignment is None
    assert all(cell.paragraphs[0].alignment is not None for cell in cells[1:])


def test_a_summary_stands_first_where_there_is_one():
    made = Document("T", "", "", "", (Paragraph("In short."),), (Section("a", "A"),), Section("m", "M"))
    file = opened(io.BytesIO(word.render(made)))
    assert texts(file, "Heading 1") == ["Summary", "A", "M"]


def test_written_whole(tmp_path):
    path = word.write(document_of(), tmp_path / "deep" / "report.docx")
    assert path.read_bytes() == word.render(document_of())
    assert [entry.name for entry in path.parent.iterdir()] == ["report.docx"]


# --- pictures from SVG


def pixels(content):
    from PIL import Image

    return Image.open(io.BytesIO(content)).convert("RGB")


def test_a_picture_is_drawn_where_its_svg_says():
    image = pixels(png(SQUARE))
    across, down = image.size
    assert image.getpixel((across // 4, down // 2)) == (255, 255, 255)
    assert image.getpixel((3 * across // 4, down // 2)) == (0, 0, 255)


def test_a_chart_looks_the_same_as_png_as_when_it_was_drawn(found):
    """Held against matplotlib's own PNG of the same chart, seen from a little further away: letters are hinted otherwise."""
    from PIL import ImageChops

    from helpers.reports import drawing

    drawn = {}

    def both(axes):
        drawn["png"] = drawing.png(axes)
        return kept(axes)

    kept, drawing.svg = drawing.svg, both
    try:
        svg = charts.draw(found())
    finally:
        drawing.svg = kept
    ours, theirs = (pixels(content).convert("L") for content in (png(svg), drawn["png"]))
    assert ours.size == theirs.size
    small = [image.reduce(20) for image in (ours, theirs)]
    apart = ImageChops.difference(*small).histogram()
    assert small[1].getextrema()[0] < 150
    assert max(value for value, n in enumerate(apart) if n) < 40


def test_a_png_has_no_date_and_no_maker():
    assert b"tEXt" not in png(SQUARE) and b"tIME" not in png(SQUARE)
