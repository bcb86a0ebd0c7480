"""Two people code the same texts on the page of step 2.3, each alone, then compare and settle; by mouse and by keyboard."""

import json
import shutil

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from helpers.steps import step
from helpers.steps.listing import SAMPLES

OPENING = (
    # not `begin`, which opens what the page's address names
    "from helpers import project\nfrom helpers.collect import coding_form\nfrom helpers.steps import step\n"
    "from helpers.steps.here import Here\nhere = Here(project.open({folder!r}), None, step('2.3'))"
)
CELLS = ("coding_form.codebook(here)", "coding_form.code(here)")
NAMES = iter(range(1000))
WEEK, COMPANY = "Something to look forward to", "Company that goes both ways"


class Page:
    """A copy of the sample, of which nothing is coded yet, with a page of its own that has the two cells of step 2.3."""

    def __init__(self, served, notebook, cells=CELLS[1:]):
        self.name = name = f"coding{next(NAMES)}"
        self.folder = served.folder.parent / name
        self.address = f"{served.address}/voila/render/{name}.ipynb"
        shutil.copytree(SAMPLES / "befriending", self.folder)
        for coded in self.folder.glob("data/**/coding"):
            shutil.rmtree(coded)
        notebook(served.folder / f"{name}.ipynb", OPENING.format(folder=str(self.folder)), *cells)

    def opened_by(self, page, who=""):
        page.goto(self.address)
        expect(page.get_by_label("What is coded")).to_be_visible()
        return self.begun_by(page, who) if who else page

    def begun_by(self, page, who):
        page.get_by_label("Your name or initials").fill(who)
        page.get_by_label("Your name or initials").press("Tab")
        page.get_by_label("Asked, or said in").select_option("own_difference")
        expect(page.get_by_label(WEEK)).to_be_visible()
        return page

    def lines(self, who):
        (path,) = self.folder.glob(f"data/2025-spring/coding/coder-{who}-*.jsonl")
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture
def screen(served, notebook):
    return Page(served, notebook)


def test_the_cells_are_those_of_the_step():
    cells = nbformat.read(step("2.3").notebook_path, as_version=4).cells
    assert set(CELLS) <= {cell.source for cell in cells}


def words(page):
    return page.get_by_role("region", name="The text")


def is_clean(page):
    found = Axe().run(page, ".workbook-coding").response["violations"]
    assert found == [], [(one["id"], one["nodes"][0]["html"]) for one in found]


def saved(page):
    expect(page.locator(".workbook-coding .said[data-state=saved]")).to_contain_text("Saved")


def code(page, *themes):
    for theme in themes:
        page.get_by_label(theme, exact=True).check()
    saved(page)
    before = words(page).inner_text()
    page.get_by_role("button", name="Next", exact=True).click()
    expect(words(page)).not_to_have_text(before, use_inner_text=True)


def test_two_people_code_alone_then_compare_and_settle(screen, visitor):
    asha = screen.opened_by(visitor(), "Asha")
    is_clean(asha)
    for themes in ([WEEK], [WEEK, COMPANY], ["None of these"]):
        code(asha, *themes)
    assert [len(line["themes"]) for line in screen.lines("asha") if line["is_none"] or line["themes"]][-1] == 0
    ben = screen.opened_by(visitor(), "Ben")
    expect(ben.get_by_label(WEEK)).not_to_be_checked()
    for themes in ([WEEK], [COMPANY], ["None of these"]):
        code(ben, *themes)
    expect(ben.get_by_text("You have coded 3 of")).to_be_visible()
    # what was coded is there after a reload
    screen.opened_by(asha)
    expect(asha.get_by_label("Your name or initials")).to_have_value("Asha")
    expect(asha.get_by_text("You have coded 3 of")).to_be_visible()
    asha.get_by_label("Show", exact=True).select_option("coded")
    expect(asha.get_by_text("Text 1 of 3 shown")).to_be_visible()
    expect(asha.get_by_label(WEEK)).to_be_checked()
    asha.get_by_text("Compare two people").click()
    table = asha.get_by_role("region", name="Agreement, theme by theme")
    expect(table).to_contain_text("too few to say")
    one = asha.get_by_role("region", name="Difference 1")
    expect(one).to_contain_text(f"{WEEK} (Asha)")
    is_clean(asha)
    one.get_by_label(f"{WEEK} (Asha)").check()
    one.get_by_role("button", name="This is what we agree on").click()
    expect(asha.get_by_text("Nowhere, or everything is settled.")).to_be_visible()
    (agreed,) = map(json.loads, (screen.folder / "data/2025-spring/coding/agreed.jsonl").read_text().splitlines())
    assert (agreed["who"], len(agreed["themes"])) == ("Asha and Ben", 2)


def test_by_the_keyboard_alone_and_a_note_survives_a_reload_at_once(screen, visitor):
    page = screen.opened_by(visitor(), "Asha")
    page.get_by_label(WEEK).focus()
    page.keyboard.press("Space")
    saved(page)
    first = words(page).inner_text()
    page.keyboard.press("Control+Enter")
    expect(words(page)).not_to_have_text(first, use_inner_text=True)
    expect(words(page).locator(".words")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    saved(page)
    note = page.get_by_label("Note")
    note.focus()
    page.keyboard.type("Says it twice")
    page.reload()
    screen.opened_by(page)
    page.get_by_label("Show", exact=True).select_option("coded")
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.get_by_label("Note")).to_have_value("Says it twice")
    saved(page)
    assert screen.lines("asha")[-1]["note"] == "Says it twice"


def test_a_quote_is_marked_and_chosen_with_its_reason(screen, visitor):
    page = screen.opened_by(visitor(viewport={"width": 400, "height": 800}), "Asha")
    while not page.get_by_label("A possible quote").count():
        before = words(page).inner_text()
        page.get_by_role("button", name="Next", exact=True).click()
        expect(words(page)).not_to_have_text(before, use_inner_text=True)
    page.get_by_label("A possible quote").check()
    saved(page)
    page.get_by_text("Choose quotes").click()
    one = page.get_by_role("region", name="Possible quote 1")
    one.get_by_role("button", name="Choose this quote").click()
    expect(page.get_by_text("It is not said why this quote was chosen.")).to_be_visible()
    one.get_by_label("Why this one").fill("It says what a visit is")
    is_clean(page)
    one.get_by_role("button", name="Choose this quote").click()
    expect(page.get_by_role("region", name="Chosen quote 1")).to_contain_text("Chosen by Asha: It says what a visit is")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def choose(page, menu, entry):
    """An entry of JupyterLab's menus."""
    page.locator(".lm-MenuBar-itemLabel", has_text=menu).first.click()
    page.locator(".lm-Menu-itemLabel", has_text=entry).first.click()


def test_in_jupyterlab_too_and_the_saved_notebook_holds_nobody_s_words(lab, notebook, visitor):
    screen = Page(lab, notebook)
    page = visitor(viewport={"width": 1280, "height": 900})
    page.goto(f"{lab.address}/lab/tree/{screen.name}.ipynb")
    expect(page.locator(".jp-Cell")).to_have_count(2)
    expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status='idle']").first).to_be_attached()
    expect(page.get_by_text("Python 3 (ipykernel) | Idle")).to_be_visible()
    choose(page, "Run", "Run All Cells")
    expect(page.get_by_label("What is coded")).to_be_visible(timeout=120_000)
    screen.begun_by(page, "Asha")
    said = words(page).locator(".words").inner_text()
    page.get_by_label(WEEK).check()
    page.get_by_label("Note").click()
    page.keyboard.type("dd abxy 00 kept")
    saved(page)
    choose(page, "File", "Save Notebook")
    expect(page.locator(".lm-DockPanel-tabBar .lm-mod-current.jp-mod-dirty")).to_have_count(0)
    expect(page.locator(".jp-Cell")).to_have_count(2)
    (line,) = [line for line in screen.lines("asha") if line["note"] == "dd abxy 00 kept"]
    assert len(line["themes"]) == 1
    saved_text = (lab.folder / f"{screen.name}.ipynb").read_text("utf-8")
    assert "coding_form.code(here)" in saved_text and said not in saved_text and "dd abxy" not in saved_text


def test_when_the_kernel_is_gone_it_says_so_and_nothing_is_lost(screen, served, visitor):
    page = screen.opened_by(visitor(), "Asha")
    saved_text = words(page).inner_text()
    assert served.kill_kernels()
    page.get_by_label(WEEK).check()
    expect(page.get_by_text("Not saved: the workbook does not answer").first).to_be_visible()
    screen.opened_by(page)
    page.get_by_label("Asked, or said in").select_option("own_difference")
    expect(words(page)).to_have_text(saved_text, use_inner_text=True)
    expect(page.get_by_label(WEEK)).to_be_checked()
    saved(page)
    assert len(screen.lines("asha")[-1]["themes"]) == 1
