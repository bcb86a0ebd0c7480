"""Step 1.2 in a real browser: the index is searched, the filters are walked, the basket is filled."""

import re

import pytest
from playwright.sync_api import expect

from helpers import catalogue
from helpers import project as projects

CELLS = (
    # not `begin`, which opens what the page's address names
    "from helpers import project\nfrom helpers.plan import measures_form\nfrom helpers.steps import step\n"
    "from helpers.steps.here import Here\nhere = Here(project.open(FOLDER), None, step('1.2'))",
    "measures_form.look_through(here)",
    "measures_form.filters(here)",
    "measures_form.basket(here)",
)
NAMES = iter(range(1000))
ALL = len(catalogue.indicators())
RELATIONSHIPS = sum(one.domain == "Relationships" for one in catalogue.indicators())


class Step:
    """A project with a page of step 1.2."""

    def __init__(self, served, notebook):
        self.name = f"measures{next(NAMES)}"
        self.folder = served.folder.parent / self.name
        self.address = f"{served.address}/voila/render/{self.name}.ipynb"
        projects.create(self.folder, "Tea on Tuesdays")
        notebook(
            served.folder / f"{self.name}.ipynb",
            *(cell.replace("FOLDER", repr(str(self.folder))) for cell in CELLS),
        )

    def opened_by(self, page):
        page.goto(self.address)
        expect(self.filters(page).get_by_role("heading", name="1. Domain")).to_be_visible()
        expect(page.locator(".workbook-index li").first).to_be_visible()
        return page

    @staticmethod
    def filters(page):
        return page.get_by_role("region", name="From the whole index to your basket")

    @property
    def measures(self):
        return projects.open(self.folder).record.measures


@pytest.fixture
def step(served, notebook):
    return Step(served, notebook)


def saved(form):
    expect(form.locator(".said")).to_contain_text(re.compile(r"Saved \d\d:\d\d$"), timeout=15_000)


def test_the_index_is_searched_and_says_how_many_are_shown(step, visitor):
    page = step.opened_by(visitor())
    index, status = (
        page.get_by_role("search", name="Index of measures"),
        page.locator(".workbook-index").get_by_role("status"),
    )
    expect(status).to_have_text(f"All {ALL} are shown.")
    index.get_by_label("Search for words").fill("savings partner")
    expect(status).to_have_text(f"1 of {ALL} are shown.")
    index.get_by_label("Domain").select_option("Outcomes")
    expect(status).to_have_text(f"None of {ALL} fits. Use fewer words, or fewer filters.")
    index.get_by_role("button", name="Clear").click()
    expect(status).to_have_text(f"All {ALL} are shown.")
    expect(index.get_by_label("Search for words")).to_be_focused()
    index.get_by_label("Figures exist for").select_option("A ward")
    expect(status).to_have_text(f"3 of {ALL} are shown.")
    page.locator(".workbook-index summary:visible").first.press("Enter")
    expect(page.get_by_text("Hate crime (R5), Relationships")).to_be_visible()


def test_a_measure_leaves_with_its_reason_and_comes_back(step, visitor):
    form = step.filters(step.opened_by(visitor()))
    tick = form.get_by_role("checkbox", name="Often lonely (R7)")
    tick.press("Space")
    reason = form.get_by_role("textbox", name="Why it leaves Often lonely (R7)")
    reason.press_sequentially("Asked by a partner.")
    saved(form)
    expect(form.get_by_text(f"{ALL - 1} of {ALL} ticked", exact=True)).to_be_visible()
    assert [(one.indicator, one.why) for one in step.measures.filters.domain.left_out] == [
        ("R7", "Asked by a partner.")
    ]
    tick.press("Space")
    expect(reason).to_have_count(0)
    expect(tick).to_be_focused()
    assert step.measures.filters.domain.left_out == ()


def test_filters_are_walked_by_keyboard_and_the_way_leads_on(step, visitor):
    page = step.opened_by(visitor())
    form = step.filters(page)
    form.get_by_role("checkbox", name="Relationships", exact=True).press("Space")
    form.get_by_role("button", name=f"Untick what is suggested to leave ({ALL - RELATIONSHIPS})").press("Enter")
    expect(form.get_by_text(f"{RELATIONSHIPS} of {ALL} ticked", exact=True)).to_be_visible()
    for following in ("2. Relevance", "3. Already available", "4. Geography and currency"):
        form.get_by_role("button", name=f"This filter is done: go on with {RELATIONSHIPS}").press("Enter")
        expect(form.get_by_role("heading", name=following)).to_be_focused()
    form.get_by_role("button", name="Go back to 1. Domain").press("Enter")
    expect(form.get_by_role("heading", name="1. Domain")).to_be_focused()
    expect(form.get_by_role("checkbox", name="Employment rate gap (E1)")).not_to_be_checked()
    form.get_by_role("button", name="Put what is left into the basket").press("Enter")
    expect(page.locator(".workbook-index .mark")).to_have_count(RELATIONSHIPS, timeout=15_000)
    expect(page.get_by_role("region", name="Your basket", exact=True).locator(".card")).to_have_count(RELATIONSHIPS)
    form.get_by_role("button", name="Undo").press("Enter")
    expect(page.locator(".workbook-index .mark")).to_have_count(0, timeout=15_000)
    assert step.measures.basket == ()


def test_two_people_see_each_others_ticks(step, visitor):
    one, other = (step.filters(step.opened_by(visitor())) for _ in range(2))
    one.get_by_role("checkbox", name="Often lonely (R7)").uncheck()
    expect(other.get_by_role("checkbox", name="Often lonely (R7)")).not_to_be_checked(timeout=15_000)
    other.get_by_role("checkbox", name="Hate crime rate (R5)").uncheck()
    expect(one.get_by_role("checkbox", name="Hate crime rate (R5)")).not_to_be_checked(timeout=15_000)
    assert [left.indicator for left in step.measures.filters.domain.left_out] == ["R7", "R5"]
