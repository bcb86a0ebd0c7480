"""Tools 1 and 2 on paper: everything typed is on the sheet, a blank holds nothing, and nothing typed becomes markup."""

import re
from html.parser import HTMLParser

import pytest

from helpers import catalogue
from helpers import project as projects
from helpers.plan import canvases
from helpers.project import Opened
from helpers.project.record import Assumption, Outcome, Purpose, ResearchQuestion, TheoryOfChange
from helpers.project.record.purpose import CHAIN, LINKS
from helpers.reports.sheet import SIZES, fitted
from helpers.reports.writers import sheet

HOSTILE = "</style><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 * 7 }}"
LONG = " ".join(["Neighbours who came last month and those who came long ago hardly ever meet."] * 25)
BOTH = pytest.mark.parametrize("canvas", [canvases.theory_of_change, canvases.research_questions])


class Page(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self, content):
        super().__init__()
        self.tags, self.text = [], []
        self.feed(content.decode())

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text.append(data)

    @property
    def words(self):
        return " ".join("".join(self.text).split())


def purpose_of(text):
    assumptions = tuple(Assumption(id=f"a{at}", link=link, text=f"{text} {link}") for at, link in enumerate(LINKS))
    theory = TheoryOfChange(
        **{box: f"{text} {box}" for box in CHAIN if box != "steps"},
        steps=(f"{text} first", f"{text} second"),
        assumptions=(*assumptions, Assumption(id="own", link="Tea to talk", text=f"{text} own")),
        outcomes=(Outcome(id="o", text=f"{text} outcome", indicators=("R7",), themes=("R2",)),),
    )
    names = ("context", "aim", "who", "where", "characteristics", "long_term_difference")
    return Purpose(
        theory_of_change=theory,
        research_purpose="places",
        questions=(ResearchQuestion(id="q", text=f"{text} question", outcomes=("o",), indicators=("R4",)),),
        tested_with=({"id": "p", "who": f"{text} who", "said": f"{text} said", "changed": f"{text} changed"},),
        **{name: f"{text} {name}" for name in names},
    )


def opened_with(purpose):
    return Opened("nowhere", projects.Project(title="Tea", organisation="Neighbours", purpose=purpose))


@BOTH
def test_every_box_of_the_tool_is_there(canvas):
    tool = 1 if canvas is canvases.theory_of_change else 2
    words = Page(sheet.render(canvas())).words
    parts = [part for part in catalogue.template_parts(tool) if part.title != "Key assumptions"]
    assert len(parts) >= 7
    assert all(part.title in words for part in parts)
    if tool == 1:
        assert all(name in words for link, name in LINKS.items() if link != "steps-steps")


@BOTH
def test_everything_typed_is_on_the_sheet(canvas):
    purpose = purpose_of("Said")
    words = Page(sheet.render(canvas(opened_with(purpose)))).words
    is_theory = canvas is canvases.theory_of_change
    own = purpose.theory_of_change if is_theory else purpose.model_copy(update={"theory_of_change": TheoryOfChange()})
    said = re.findall(r"Said [a-z_]+(?:-[a-z_]+)?", own.model_dump_json())
    assert len(said) >= 10
    assert [one for one in said if one not in words] == []
    assert "Tea, Neighbours" in words


@BOTH
def test_a_blank_is_empty_and_has_lines_to_write_on(canvas):
    content = sheet.render(canvas())
    page = Page(content)
    assert fitted(canvas()).sheet.is_blank
    assert sum(tag == "li" for tag, _ in page.tags) >= 4
    assert not [attributes for _, attributes in page.tags if "said" in attributes.get("class", "")]
    assert "Project" in page.words and "Date" in page.words
    assert content == sheet.render(canvas())


def test_the_chosen_purpose_is_ticked_and_said():
    ticked = Page(sheet.render(canvases.research_questions(opened_with(purpose_of("x"))))).words
    assert "Chosen: Understanding Places and Communities" in ticked
    assert ticked.count("Chosen:") == 1
    assert "Chosen:" not in Page(sheet.render(canvases.research_questions())).words


@BOTH
def test_what_people_type_stays_text(canvas):
    harmless = Page(
        sheet.render(canvas(opened_with(purpose_of("Plain words of the very same length, more or less, as those"))))
    )
    content = sheet.render(canvas(opened_with(purpose_of(HOSTILE))))
    page = Page(content)
    assert {tag for tag, _ in page.tags} <= {tag for tag, _ in harmless.tags} | {"h2", "section", "div"}
    assert "<script" not in content.decode() and "{{ 7 * 7 }}" in page.words
    assert not [attributes for _, attributes in page.tags if any(name.startswith("on") for name in attributes)]
    assert not re.search(r"https?://|url\(|@import", content.decode())
    policy = next(attributes["content"] for _, attributes in page.tags if "http-equiv" in attributes)
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'sha256-")


@BOTH
def test_text_that_is_too_long_is_whole_overleaf(canvas):
    opened = opened_with(purpose_of(LONG))
    made = fitted(canvas(opened))
    assert made.size == SIZES[-1] and made.overleaf
    words = Page(sheet.render(canvas(opened))).words
    assert "Goes on overleaf" in words
    boxes = canvas(opened).boxes
    assert sum(len(box.lines) for box in boxes) >= 8
    assert [line for box in boxes for line in box.lines if " ".join(line.split()) not in words] == []


@BOTH
def test_size_follows_the_amount_of_text(canvas):
    sizes = [fitted(canvas(opened_with(purpose_of(LONG[:n])))).size for n in (10, 120, 250, 900)]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > sizes[-1]


def test_sheets_of_both_samples_fit_on_one_side():
    for name in ("befriending", "estate"):
        opened = projects.open(f"sample_data/{name}")
        for canvas in (canvases.theory_of_change, canvases.research_questions):
            made = fitted(canvas(opened))
            assert made.overleaf == () and made.size >= 9
