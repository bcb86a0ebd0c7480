from typing import get_args

from helpers.reports import model
from helpers.reports.model import (
    Block,
    Bullets,
    Caution,
    Chain,
    Facts,
    Figure,
    Fold,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Section,
    Table,
    plain,
)

TABLE = Table("A caption", ("Who", "Share"), (("Men", "12%"), ("Women", "withheld")), "A note.")
ONE_OF_EACH = (
    Paragraph("Text", is_draft=True),
    Bullets(("first", "second"), is_numbered=True),
    Facts((("Term", ""), ("Other", "said"))),
    Caution("Careful."),
    KeyFigures((KeyFigure("24%", "feel lonely", "Of 140 people"),)),
    TABLE,
    Figure("A finding", b"", "image/png", "What is drawn", TABLE, ("Small base",)),
    Chain((("Problem", "Loneliness"), ("Steps", "")), (("Steps", "People come"),)),
    Fold("More", (Paragraph("Inside"),)),
)


def test_every_kind_of_block_has_plain_text():
    assert {type(block) for block in ONE_OF_EACH} == set(get_args(Block))
    text = plain(Section("all", "All", ONE_OF_EACH))
    for said in (
        "Text [draft from the numbers]",
        "2. second",
        "Term: not yet filled in",
        "Bear in mind: Careful.",
        "24%  feel lonely (Of 140 people)",
        "Women  withheld",
        "What is drawn",
        "Steps: not yet filled in",
        "Assumed (Steps): People come",
        "Inside",
    ):
        assert said in text


def test_a_section_shows_itself_as_text_and_as_html():
    section = Section("outer", "Outer", (Paragraph("a < b"),), (Section("inner", "Inner"),))
    assert repr(section) == "# Outer\n\na < b\n\n## Inner"
    assert "a &lt; b" in section._repr_html_()


def test_the_model_imports_no_heavy_library():
    import subprocess
    import sys

    code = "import sys, helpers.reports.model; print(any(name in sys.modules for name in ('pandas', 'matplotlib', 'jinja2')))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"
    assert model.Document.__dataclass_fields__["language"].default == "en-GB"
