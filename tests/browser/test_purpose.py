"""Step 1.1 in a real browser: the canvases, outcomes that questions are tied to, considerations, picture and sheets."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from helpers import project as projects

CELLS = (
    # not `begin`, which opens what the page's address names
    "from helpers import project\nfrom helpers.forms import live\nfrom helpers.plan import purpose, purpose_form\n"
    "from helpers.steps import step\nfrom helpers.steps.here import Here\n"
    "here = Here(project.open(FOLDER), None, step('1.1'))",
    "purpose_form.aim(here)",
    "purpose_form.theory_of_change(here)",
    "purpose_form.theory_read_back(here)",
    "purpose_form.questions(here)",
    "live(here.opened, purpose.checks)",
    "purpose_form.considerations(here)",
)
NAMES = iter(range(1000))


class Step:
    """A project with a page of step 1.1."""

    def __init__(self, served, notebook):
        self.name = f"purpose{next(NAMES)}"
        self.folder = served.folder.parent / self.name
        self.address = f"{served.address}/voila/render/{self.name}.ipynb"
        projects.create(self.folder, "Tea on Tuesdays")
        notebook(
            served.folder / f"{self.name}.ipynb", *(cell.replace("FOLDER", repr(str(self.folder))) for cell in CELLS)
        )

    def opened_by(self, page):
        page.goto(self.address)
        expect(page.get_by_role("region", name="Fitting the research to your setting")).to_be_visible()
        return page

    @property
    def purpose(self):
        return projects.open(self.folder).record.purpose


@pytest.fixture
def step(served, notebook):
    return Step(served, notebook)


def form(page, name):
    return page.get_by_role("region", name=name)


def saved(one):
    expect(one.locator(".said")).to_contain_text(re.compile(r"Saved \d\d:\d\d$"), timeout=15_000)


def boxes(page):
    every = form(page, "Your theory of change").locator(".canvas > .field")
    expect(every).to_have_count(7)
    return [every.nth(at).bounding_box() for at in range(7)]


def test_the_canvas_runs_from_left_to_right_where_there_is_room(step, visitor):
    page = step.opened_by(visitor(viewport={"width": 1280, "height": 900}))
    first, second = boxes(page)[:4], boxes(page)[4:]
    for row in (first, second):
        assert len({round(box["y"]) for box in row}) == 1
        assert [box["x"] for box in row] == sorted(box["x"] for box in row)
        assert all(one["x"] + one["width"] < other["x"] for one, other in pairwise(row))
    assert second[0]["y"] > first[0]["y"] + first[0]["height"]


def test_on_a_telephone_one_box_stands_below_the_other(step, visitor):
    page = step.opened_by(visitor(viewport={"width": 390, "height": 800}))
    tops = [box["y"] for box in boxes(page)]
    assert tops == sorted(tops) and len(set(tops)) == 7
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_what_is_typed_on_the_canvas_is_there_after_a_reload(step, visitor):
    page = step.opened_by(visitor())
    theory = form(page, "Your theory of change")
    theory.get_by_label("1 Problem").press_sequentially("Nobody talks.")
    theory.get_by_label("4 Steps").press_sequentially("Meet.\nTalk.")
    saved(theory)
    page.reload()
    expect(form(page, "Your theory of change").get_by_label("4 Steps")).to_have_value("Meet.\nTalk.")
    assert step.purpose.theory_of_change.steps == ("Meet.", "Talk.")


def test_a_question_is_tied_to_an_outcome_and_the_check_follows(step, visitor):
    page = step.opened_by(visitor())
    theory, questions = form(page, "Your theory of change"), form(page, "Your research questions")
    theory.get_by_role("button", name="Add an outcome").press("Enter")
    theory.get_by_label("Outcome (needed)").fill("People feel less lonely.")
    theory.get_by_text("Choose from 38 (none chosen yet)").click()
    theory.get_by_label("Show only those with these words").last.fill("lonely")
    theory.get_by_role("checkbox", name="Often lonely (R7)").check()
    saved(theory)
    questions.get_by_role("button", name="Add a question").press("Enter")
    questions.get_by_label("Question (needed)").fill("Are they?")
    saved(questions)
    check = page.locator(".workbook-view").last
    expect(check).to_contain_text("No research question asks about the outcome “People feel less lonely”.")
    questions.get_by_role("checkbox", name="People feel less lonely.").check()
    expect(check).not_to_contain_text("No research question asks about")
    held = step.purpose
    assert held.theory_of_change.outcomes[0].indicators == ("R7",)
    assert held.questions[0].outcomes == (held.theory_of_change.outcomes[0].id,)


def test_considerations_follow_the_choice_and_answers_come_back_with_it(step, visitor):
    page = step.opened_by(visitor())
    setting = form(page, "Fitting the research to your setting")
    question = "What are the timescales for your research and how often will you repeat it?"
    setting.get_by_role("radio", name="Understanding the Impact of Action").check()
    answer = setting.get_by_role("group", name=question).get_by_role("textbox")
    answer.fill("Each half year.")
    saved(setting)
    setting.get_by_role("radio", name="Understanding Places and Communities").check()
    expect(answer).to_have_count(0)
    expect(setting.get_by_text("Do you have a clear definition of your place / community?")).to_be_visible()
    setting.get_by_role("radio", name="Understanding the Impact of Action").check()
    expect(answer).to_have_value("Each half year.")
    expect(form(page, "What you want to understand").get_by_label("Understanding the Impact of Action")).to_be_checked()


def test_the_chain_is_drawn_when_somebody_looks_and_drawn_again_when_it_changes(step, visitor):
    page = step.opened_by(visitor(viewport={"width": 1280, "height": 900}))
    picture = page.locator(".chain-picture img")
    expect(picture).to_have_count(0)
    page.get_by_text("Read back what was entered").click()
    expect(picture).to_be_visible()
    expect(picture).to_have_attribute("alt", re.compile("^Problem: not yet filled in"))
    assert picture.evaluate("one => one.naturalWidth") > 300
    theory = form(page, "Your theory of change")
    theory.get_by_label("1 Problem").press_sequentially("Nobody talks.")
    saved(theory)
    expect(picture).to_have_attribute("alt", re.compile("^Problem: Nobody talks."), timeout=15_000)


@pytest.mark.parametrize(
    ("button", "name", "begins"),
    [
        ("Draw it", "theory-of-change.png", b"\x89PNG"),
        ("Print it as it stands", "theory-of-change.html", b"<!DOCTYPE html>"),
        ("Print an empty one", "theory-of-change-blank.html", b"<!DOCTYPE html>"),
    ],
)
def test_a_button_gives_a_file(step, visitor, button, name, begins):
    page = step.opened_by(visitor())
    with page.expect_download() as download:
        form(page, "Your theory of change").get_by_role("button", name=button).press("Enter")
    assert download.value.suggested_filename == name
    assert download.value.path().read_bytes().startswith(begins)


@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_against_wcag_2_2_aa(step, visitor, width):
    from axe_playwright_python.sync_playwright import Axe

    page = step.opened_by(visitor(viewport={"width": width, "height": 900}))
    for at, (name, button) in enumerate(
        (
            ("Your theory of change", "Add an assumption"),
            ("Your theory of change", "Add an outcome"),
            ("Your research questions", "Add a question"),
            ("Your research questions", "Add a test"),
        ),
        start=1,
    ):
        form(page, name).get_by_role("button", name=button).click()
        expect(page.locator(".card")).to_have_count(at)
    form(page, "Fitting the research to your setting").get_by_role("radio", name="Understanding the Impact").check()
    expect(page.locator(".card")).to_have_count(4 + 7)
    for summary in page.locator(".workbook-form summary").all():
        summary.click()
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
    options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations", "passes"]}
    page.get_by_text("Read back what was entered").click()
    expect(page.locator(".workbook-view").first).to_contain_text("Not yet filled in")
    expect(page.locator(".workbook-view").last).to_contain_text("Does it fit together?")
    for part, fewest in ((".workbook-form", 10), (".workbook-view", 1)):
        found = Axe().run(page, context=part, options=options).response
        assert len(found["passes"]) >= fewest
        assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found["violations"]] == []
