"""Step 2.1 in a real browser: the data index is searched, a table's columns are confirmed, a figure is typed in."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from helpers import catalogue
from helpers import project as projects
from helpers.collect import secondary

CELLS = (
    # not `begin`, which opens what the page's address names
    "from helpers import project\nfrom helpers.collect import secondary, secondary_form\nfrom helpers.forms import live\n"
    "from helpers.steps import step\nfrom helpers.steps.here import Here\nhere = Here(project.open(FOLDER), None, step('2.1'))",
    "secondary_form.look_through(here)",
    "secondary_form.comparators(here)",
    "secondary_form.figures(here)",
    "secondary_form.nomis(here)",
    "secondary_form.bring_in(here)",
    "secondary_form.tables(here)",
    "live(here.opened, secondary.worked_out)",
)
NAMES = iter(range(1000))
ALL = len(catalogue.sources()) + len(catalogue.more_sources())
TABLE = "Ward,Year,Offences,Residents\nAshe,2024,23,10000\nBrook,2024,7,8000\n"


class Step:
    """A project with a table in it, and a page of step 2.1."""

    def __init__(self, served, notebook, tmp_path):
        self.name = f"secondary{next(NAMES)}"
        self.folder = served.folder.parent / self.name
        self.address = f"{served.address}/voila/render/{self.name}.ipynb"
        projects.create(self.folder, "Tea on Tuesdays")
        file = tmp_path / "crime.csv"
        file.write_text(TABLE, encoding="utf-8")
        secondary.add_table(self.folder, file, "R5")
        notebook(
            served.folder / f"{self.name}.ipynb",
            *(cell.replace("FOLDER", repr(str(self.folder))) for cell in CELLS),
        )

    def opened_by(self, page):
        page.goto(self.address)
        expect(page.get_by_role("region", name="Tables of counts").get_by_label("Your area")).to_be_visible()
        expect(page.locator(".workbook-index li").first).to_be_visible()
        return page

    @property
    def record(self):
        return projects.open(self.folder).record.secondary


@pytest.fixture
def step(served, notebook, tmp_path):
    return Step(served, notebook, tmp_path)


def saved(form):
    expect(form.locator(".said")).to_contain_text(re.compile(r"Saved \d\d:\d\d$"), timeout=15_000)


def test_the_data_index_is_searched_by_theme_and_area(step, visitor):
    page = step.opened_by(visitor())
    status = page.locator(".workbook-index").get_by_role("status")
    search = page.get_by_role("search", name="Index of existing data")
    expect(status).to_have_text(f"All {ALL} are shown.")
    search.get_by_label("Area level").select_option("constituency")
    search.get_by_label("Theme").select_option("Political participation (P4)")
    expect(status).to_have_text(f"1 of {ALL} are shown.")


def test_a_table_is_looked_at_and_confirmed_and_its_figure_is_shown(step, visitor):
    page = step.opened_by(visitor())
    form = page.get_by_role("region", name="Tables of counts")
    form.get_by_label("Your area").fill("Ashe")
    saved(form)
    expect(page.get_by_text("2.3 per 1,000 (1.5 to 3.5)")).to_be_visible()
    expect(page.get_by_text("Not confirmed yet")).to_be_visible()
    form.get_by_role("group", name="Are the columns right?").get_by_label("Yes").check()
    saved(form)
    expect(page.get_by_text("Not confirmed yet")).to_have_count(0)
    (table,) = step.record.tables
    assert (table.area, table.is_confirmed, table.count_columns) == ("Ashe", True, ("Offences",))


def test_a_file_is_sent_and_one_without_counts_is_refused_with_the_reason(step, visitor):
    page = step.opened_by(visitor())
    place = page.get_by_label("A table of counts", exact=True)
    share = b"Ward,Employed (%)\nAshe,75.3\nBrook,71.0\n"
    place.set_input_files({"name": "shares.csv", "mimeType": "text/csv", "buffer": share})
    expect(page.get_by_text("This table holds percentages or rates only")).to_be_visible()
    meals = b"School,Pupils,Eligible for FSM\nA,100,40\nB,120,20\nC,90,30\n"
    place.set_input_files({"name": "meals.csv", "mimeType": "text/csv", "buffer": meals})
    expect(page.get_by_role("heading", name="meals", exact=True).first).to_be_visible()
    assert [table.id for table in step.record.tables] == ["crime", "meals"]
    assert (step.folder / "secondary" / "meals" / "meals.csv").read_bytes() == meals


def test_axe_finds_nothing_in_step_2_1(step, visitor):
    page = step.opened_by(visitor())
    page.get_by_role("button", name="Add a figure").click()
    page.get_by_role("button", name="Add an area").click()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.response["passes"]
    assert not found.response["violations"], found.generate_report()
