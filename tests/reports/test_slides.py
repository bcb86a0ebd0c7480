"""Slides: each finding under its own title, described, with its numbers in the notes; nothing about who made the file."""

import io
import re
import runpy
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest
from pptx import Presentation

from helpers.reports.model import Bullets, Facts, Paragraph, Section
from helpers.reports.writers import slides

WORD = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("test_word.py"))))


def document_of(*blocks, sections=(), **fields):
    from dataclasses import replace

    plain = WORD.document_of(**fields)
    finding = Section("finding-r7", "Often lonely", blocks)
    question = Section("question-lonely", "Do people feel lonely?", (), (finding, *sections))
    return replace(
        plain, sections=(question,), summary=tuple(b for b in WORD.ONE_OF_EACH if type(b).__name__ == "KeyFigures")
    )


def made(*blocks, **fields):
    return Presentation(io.BytesIO(slides.render(document_of(*blocks, **fields))))


def titles(file):
    return [slide.shapes.title.text_frame.text for slide in file.slides]


def texts(slide):
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


@pytest.fixture(scope="module")
def whole():
    conclusion = Section("conclusion-lonely", "What we conclude", (Facts((("Our answer", "Less."), ("Why", ""))),))
    return made(WORD.FIGURE, Paragraph("Half of them.", is_draft=True), sections=(conclusion,), notice="Invented.")


def test_every_slide_has_its_title_where_outlines_find_it(whole):
    assert titles(whole) == [
        "A title", "Key figures", "Do people feel lonely?", "Half is blue", "What we conclude", "How this was done",
    ]  # fmt: skip


def test_a_chart_is_a_described_picture_with_its_numbers_and_cautions_in_the_notes(whole):
    slide = list(whole.slides)[3]
    (picture,) = [shape for shape in slide.shapes if shape.shape_type == 13]
    assert picture._element.nvPicPr.cNvPr.get("descr") == WORD.FIGURE.alt
    notes = slide.notes_slide.notes_text_frame.text
    assert "1,200" in notes and "A small base." in notes and WORD.FIGURE.alt in notes
    assert not any(shape.has_chart for one in whole.slides for shape in one.shapes), "no numbers behind a picture"


def test_drafts_are_marked_and_empty_facts_left_out(whole):
    said = [texts(slide) for slide in whole.slides]
    assert any("Draft from the numbers:\nHalf of them." in text for text in said[3])
    assert "Our answer: Less." in said[4][1] and "Why" not in said[4][1]
    assert "Invented." in said[0][1]


def test_everything_stands_on_its_slide(whole):
    for slide in whole.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= whole.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= whole.slide_height


def test_long_lists_go_on_on_another_slide_and_nothing_is_lost():
    items = tuple(f"Item {place} " + "that says quite a lot about what was learned. " * 6 for place in range(12))
    file = made(Bullets(items))
    on = [slide for slide in file.slides if slide.shapes.title.text_frame.text.startswith("Often lonely")]
    assert len(on) > 1 and titles(file).count("Often lonely (continued)") == len(on) - 1
    said = "\n".join(text for slide in on for text in texts(slide))
    assert all(item.strip() in said for item in items)
    for slide in on:
        box = texts(slide)[1].split("\n")
        assert slides._height(box, slides.WIDE - 2 * slides.EDGE, slides.TEXTS[-1]) <= slides.FOOT - slides.HEAD


def test_the_same_document_gives_the_same_file_without_date_or_maker():
    one, other = (slides.render(document_of(WORD.FIGURE)) for _ in range(2))
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert not re.search(rb"Steve|Canny|python-pptx|20[12]\d-", held["docProps/core.xml"] + held["docProps/app.xml"])
    assert not any("thumbnail" in name for name in held)
    assert not any(b"http" in content and b'TargetMode="External"' in content for content in held.values())


def test_what_people_typed_is_text_and_nothing_else():
    typed = "<script>alert(1)</script> & =1+1 \x0b\x00 end"
    file = made(Bullets((typed,)))
    said = "\n".join(text for slide in file.slides for text in texts(slide))
    assert "<script>alert(1)</script> & =1+1" in said and "\x00" not in said
