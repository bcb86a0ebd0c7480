"""The questionnaire of step 2.2 in a real browser: reasons, places, translations, what people will see, files to take away."""

import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from helpers import project as projects
from helpers.questionnaire import build, html, layout

CELLS = (
    # not `begin`, which opens what the page's address names
    "from helpers import project\nfrom helpers.collect import questionnaire, questionnaire_files_form, questionnaire_form, questionnaire_languages_form\n"
    "from helpers.forms import live\nfrom helpers.steps import step\nfrom helpers.steps.here import Here\n"
    "here = Here(project.open(FOLDER), None, step('2.2'))",
    "questionnaire_form.content(here)",
    "questionnaire.open_uses()",
    "questionnaire_form.around(here)",
    "questionnaire_languages_form.in_languages(here)",
    "questionnaire_languages_form.bring_translations(here)",
    "live(here.opened, questionnaire.translations)",
    "live(here.opened, questionnaire.preview)",
    "live(here.opened, questionnaire.to_check)",
    "questionnaire_files_form.take_away(here)",
)
NAMES = iter(range(1000))


class Step:
    """A copy of the estate's project, and a page of step 2.2."""

    def __init__(self, served, notebook):
        self.name = f"questionnaire{next(NAMES)}"
        self.folder = served.folder.parent / self.name
        self.address = f"{served.address}/voila/render/{self.name}.ipynb"
        shutil.copytree("sample_data/estate", self.folder)
        notebook(
            served.folder / f"{self.name}.ipynb",
            *(cell.replace("FOLDER", repr(str(self.folder))) for cell in CELLS),
        )

    def opened_by(self, page):
        page.goto(self.address)
        expect(page.get_by_role("region", name="What is asked, and why")).to_be_visible()
        expect(page.get_by_role("region", name="The form as it stands")).to_be_visible()
        return page

    @property
    def record(self):
        return projects.open(self.folder).record.primary.questionnaire


@pytest.fixture
def step(served, notebook):
    return Step(served, notebook)


def saved(form):
    expect(form.locator(".said")).to_contain_text(re.compile(r"Saved \d\d:\d\d$"), timeout=15_000)


def test_what_is_decided_is_saved_and_seen_in_the_form(step, visitor):
    page = step.opened_by(visitor())
    preview = page.get_by_role("region", name="The form as it stands")
    expect(preview).to_contain_text("It takes about 7 minutes.")
    around = page.get_by_role("region", name="What is said around the questions")
    around.get_by_label("Introduction", exact=True).fill("Hello from the third floor.")
    saved(around)
    expect(preview).to_contain_text("Hello from the third floor.")
    assert step.record.introduction == "Hello from the third floor."


def test_a_language_is_worked_on_text_by_text(step, visitor):
    page = step.opened_by(visitor())
    form = page.get_by_role("region", name="Languages and easy read")
    form.get_by_role("radio", name="Polski").check()
    first = form.get_by_role("textbox", name="Polski").first
    expect(first).to_be_visible()
    first.fill("Dzień dobry.")
    saved(form)
    assert any(one.text == "Dzień dobry." for one in step.record.translations)


def test_a_word_file_comes_to_the_browser(step, visitor):
    page = step.opened_by(visitor(accept_downloads=True))
    with page.expect_download() as coming:
        page.get_by_role("button", name="Word: interviewer").click()
    assert coming.value.suggested_filename == "questionnaire-docx.zip", "one for each language"


def test_axe_finds_nothing_in_the_questionnaires_forms(step, visitor):
    page = step.opened_by(visitor())
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("kind", layout.KINDS)
def test_axe_finds_nothing_in_the_pages(chromium, kind):
    made = build(projects.open("sample_data/befriending").record)
    page = chromium.new_page(viewport={"width": 390, "height": 800}, bypass_csp=True)
    page.set_content(html.render(layout.sheet(made, kind), made))
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()
