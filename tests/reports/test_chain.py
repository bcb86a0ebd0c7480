import re
import subprocess
import sys
from itertools import combinations
from warnings import catch_warnings, simplefilter
from xml.etree import ElementTree

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Rectangle

from helpers.project.record import Assumption, TheoryOfChange
from helpers.project.record.purpose import LINKS
from helpers.reports import chain as drawn
from helpers.reports import drawing, wrapping
from helpers.reports.chain_layout import EMPTY, layout
from helpers.reports.model import Paragraph, Section, plain
from helpers.reports.theory import chain
from helpers.reports.writers import html

LONG = " ".join(["Neighbours who came last month and those who came long ago hardly ever meet."] * 12)
ODD = "Costs $5 and $6; 100% of_them & <b>bold</b> -- \x0b\x1b café Łódź اهلا 你好"
LINKED = tuple(Assumption(id=f"a{at}", link=link, text=f"{link}: {LONG[:140]}") for at, link in enumerate(LINKS))
OWN = (Assumption(id="own", link="Tea to talk", text="People stay."), Assumption(id="none", link="", text="All well."))

EMPTY_THEORY = TheoryOfChange()
SHORT = TheoryOfChange(
    problem="Loneliness", steps=("Meet.", "Talk."), assumptions=(Assumption(id="a", link="steps-steps", text="Time."),)
)
EXTREME = TheoryOfChange(
    problem=f"{LONG}\n\nhttps://example.org/{'averylongaddress' * 20}",
    entry_point=ODD,
    steps=(LONG,) * 9,
    wider_benefits="x",
    long_term_change=LONG,
    assumptions=(*LINKED, *LINKED, *OWN),
)
each_theory = pytest.mark.parametrize("theory", [EMPTY_THEORY, SHORT, EXTREME], ids=["empty", "short", "extreme"])
each_width = pytest.mark.parametrize("per_row", [4, 7])


def words_of(text):
    return "".join(wrapping.drawable(text).split())


@each_theory
@each_width
def test_no_word_is_lost_and_each_line_fits(theory, per_row):
    made = chain(theory)
    placed = layout(made, per_row)
    assert len(placed.boxes) == 7
    for box, (name, text) in zip(placed.boxes, made.links, strict=True):
        assert words_of("".join(box.head)) == words_of(name)
        assert words_of("".join(box.text)) == words_of(text or EMPTY)
        assert box.is_empty == (not text)
    noted = words_of("".join(line for note in placed.notes for line in note.text))
    assert made.assumptions == () or len(noted) > 0
    for _, text in made.assumptions:
        assert words_of(text) in noted


@each_theory
@each_width
def test_boxes_and_notes_lie_apart_and_inside_the_picture(theory, per_row):
    placed = layout(chain(theory), per_row)
    everything = [*placed.boxes, *placed.notes]
    for one in everything:
        assert one.x >= 0 and one.top >= 0 and one.right <= placed.width and one.bottom <= placed.height
    pairs = list(combinations(everything, 2))
    assert len(pairs) >= 21
    for one, other in pairs:
        is_apart = one.right <= other.x or other.right <= one.x or one.bottom <= other.top or other.bottom <= one.top
        assert is_apart, (one, other)


@each_theory
@each_width
def test_what_is_drawn_stays_within_its_frame(theory, per_row):
    """Measured on the finished drawing, by another renderer than the one that measured the words."""
    placed = layout(chain(theory), per_row)
    with drawing.style(), catch_warnings():
        simplefilter("ignore")
        axes = drawing.axes_of(placed.height, placed.width)
        axes.invert_yaxis()
        drawn._draw(axes, placed)
        axes.figure.set_dpi(drawing.PRINT)
        canvas = FigureCanvasAgg(axes.figure)
        renderer = canvas.get_renderer()
        frames = [one.get_window_extent(renderer) for one in axes.patches if isinstance(one, Rectangle)]
        texts = [one for one in axes.texts if len(one.get_text()) > 1]
        looked_at = 0
        for text in texts:
            extent = text.get_window_extent(renderer)
            around = [
                frame
                for frame in frames
                if frame.x0 <= extent.x0
                and extent.x1 <= frame.x1 + 0.5
                and frame.y0 <= extent.y0
                and extent.y1 <= frame.y1
            ]
            assert len(around) == 1, text.get_text()
            looked_at += 1
    assert looked_at >= 14
    assert not any(text.get_parse_math() for text in texts), "a dollar begins no formula"


@pytest.mark.parametrize(
    "theory", [EMPTY_THEORY, SHORT, pytest.param(EXTREME, marks=pytest.mark.slow)], ids=["empty", "short", "extreme"]
)
def test_the_picture_is_plain_and_always_the_same(theory):
    import matplotlib

    picture = drawn.draw(chain(theory))
    tree = ElementTree.fromstring(picture)
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert tags <= {"svg", "defs", "style", "g", "path", "use", "clipPath", "rect", "metadata"}
    assert not re.search(rb"matplotlib|<dc:|rdf|20\d\d-\d\d-\d\dT|<!--", picture, re.IGNORECASE)
    with matplotlib.rc_context({"font.size": 30, "svg.fonttype": "none", "svg.hashsalt": None}):
        assert drawn.draw(chain(theory)) == picture
    png = drawn.draw(chain(theory), drawn.PNG)
    assert png.startswith(b"\x89PNG") and png == drawn.draw(chain(theory), drawn.PNG)
    assert b"Software" not in png and b"tIME" not in png


def test_it_is_drawn_in_one_colour_and_told_apart_by_line():
    colours = set(re.findall(rb"#[0-9a-f]{6}\b", drawn.draw(chain(EXTREME))))
    assert colours == {b"#ffffff", drawing.INK.encode()}
    dashes = {
        frozenset(re.findall(rb"stroke-dasharray: ([\d.]+,[\d.]+)", drawn.draw(chain(one)))) for one in (SHORT, EXTREME)
    }
    assert all(len(found) == 2 for found in dashes), "empty boxes and notes have lines of their own"


def test_letters_name_the_links_on_arrows_and_notes():
    placed = layout(chain(EXTREME))
    lettered = [note for note in placed.notes if note.link]
    assert [note.letter for note in lettered] == list("ABCDEFG")
    assert [note.link for note in lettered] == [(0, 1), (1, 2), (2, 3), (3, 3), (3, 4), (4, 5), (5, 6)]


def test_characters_without_a_shape_are_said_and_nothing_is_warned(recwarn):
    figure = drawn.figure(chain(EXTREME))
    assert len(figure.cautions) == 1 and "你好" in figure.cautions[0] and "é" not in figure.cautions[0]
    assert drawn.figure(chain(SHORT)).cautions == ()
    assert not recwarn.list


def test_the_figure_says_everything_in_words_too():
    figure = drawn.figure(chain(SHORT))
    assert figure.title == "Theory of change: from problem to long-term change"
    assert "Problem: Loneliness." in figure.alt and "Audience: not yet filled in." in figure.alt
    assert "From one of the steps to the next: Time." in figure.alt
    rows = {row[0]: row[1:] for row in figure.table.rows}
    assert rows["Steps"] == ("1. Meet.\n2. Talk.", "From one of the steps to the next: Time.")
    own = drawn.figure(chain(TheoryOfChange(problem="x", assumptions=OWN))).table.rows[-1]
    assert own == ("The chain as a whole", "", "Tea to talk: People stay. The chain as a whole: All well.")


def test_a_report_leaves_out_what_is_empty_and_keeps_every_assumption():
    made = chain(EXTREME, keeps_empty=False)
    assert [name for name, _ in made.links] == ["Problem", "Entry point", "Steps", "Wider benefits", "Long-term change"]
    assert made.between[LINKED.index(LINKED[0])] is None, "the audience, to which this link leads, is not shown"
    assert (1, 2) in made.between and (2, 2) in made.between
    assert len(made.assumptions) == len(EXTREME.assumptions)
    assert chain(EMPTY_THEORY, keeps_empty=False).links == ()


def test_half_an_assumption_is_not_shown():
    assert chain(TheoryOfChange(assumptions=(Assumption(id="a", link="steps-steps"),))).assumptions == ()


def test_a_page_shows_the_picture_and_the_words():
    made = chain(EXTREME, is_drawn=True)
    page = html.section_html(Section("logic", "How it works", (made,)))
    assert page.count("<img ") == 1 and "data:image/svg+xml;base64," in page
    assert page.count("Tea to talk") == 3, "in the picture's alternative, under it, and instead of it on a telephone"
    assert "chain-picture" in page and "chain-instead" in page
    assert "Tea to talk" in plain(Section("logic", "How it works", (made,)))


def test_a_chain_that_is_not_drawn_loads_nothing_to_draw_with():
    script = (
        "import sys\n"
        "from helpers.reports.model import Section\n"
        "from helpers.reports.theory import chain\n"
        "from helpers.project.record import TheoryOfChange\n"
        "text = Section('a', 'A', (chain(TheoryOfChange(problem='Loneliness')),))._repr_html_()\n"
        "assert 'Loneliness' in text and '<img' not in text\n"
        "print([name for name in ('matplotlib', 'pandas') if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_nothing_but_the_words_where_there_is_nothing_to_draw():
    assert "<img" not in html.section_html(Section("a", "A", (Paragraph("Words"),)))
