"""State of play, briefing, pretend answers, monitor and notes in a real browser, as whoever runs the fieldwork uses them."""

import re
import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from helpers import project as projects

CELLS = (
    # not `begin`, which opens what the page's address names
    "from helpers import project\nfrom helpers.collect import briefing_form, monitor_form, notes, notes_form, pretend_form\n"
    "from helpers.collect import state_of_play, state_of_play_form\nfrom helpers.forms import live\nfrom helpers.steps import step\n"
    "from helpers.steps.here import Here\nhere = Here(project.open(FOLDER), None, step('2.2'))",
    "state_of_play_form.holdings(here)",
    "live(here.opened, state_of_play.summary)",
    "briefing_form.sheet(here)",
    "briefing_form.reading_back(here)",
    "pretend_form.rehearsal(here)",
    "monitor_form.closing(here)",
    "monitor_form.monitor(here)",
    "notes_form.bring_in_notes(here)",
    "notes_form.facts(here)",
    "live(here.opened, notes.summary)",
)
NAMES = iter(range(1000))
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
DIARY = {"name": "diary 3.txt", "mimeType": "text/plain", "buffer": b"On Tuesday I went to the lunch."}


class Fieldwork:
    """A copy of the first sample, and a page with the forms around its fieldwork."""

    def __init__(self, served, notebook):
        self.name = f"fieldwork{next(NAMES)}"
        self.folder = served.folder.parent / self.name
        self.address = f"{served.address}/voila/render/{self.name}.ipynb"
        shutil.copytree("sample_data/befriending", self.folder)
        notebook(
            served.folder / f"{self.name}.ipynb",
            *(cell.replace("FOLDER", repr(str(self.folder))) for cell in CELLS),
        )

    def opened_by(self, page):
        page.goto(self.address)
        expect(page.get_by_role("region", name="State of play").first).to_be_visible()
        expect(page.get_by_text("Bars of answers so far").or_(page.get_by_role("img").first).first).to_be_visible()
        expect(page.get_by_label("Files of notes", exact=True)).to_be_attached()
        return page

    @property
    def record(self):
        return projects.open(self.folder).record


@pytest.fixture
def fieldwork(served, notebook):
    return Fieldwork(served, notebook)


def saved(form):
    expect(form.locator(".said")).to_contain_text(re.compile(r"Saved \d\d:\d\d$"), timeout=15_000)


def test_what_is_held_is_said_and_stands_in_the_table(fieldwork, visitor):
    page = fieldwork.opened_by(visitor())
    form = page.get_by_role("region", name="State of play").first
    form.get_by_role("button", name="Open all").click()
    form.get_by_label("What is improving").first.fill("Asked of everybody from June on.")
    saved(form)
    expect(page.get_by_role("cell", name="Asked of everybody from June on.")).to_be_visible()
    assert fieldwork.record.secondary.state_of_play[0].improving == "Asked of everybody from June on."


def test_a_diary_comes_in_and_counts_once_its_facts_are_there_and_a_broken_file_is_refused(fieldwork, visitor):
    page = fieldwork.opened_by(visitor())
    place = page.get_by_label("Files of notes", exact=True)
    place.set_input_files({"name": "notes.docx", "mimeType": "application/msword", "buffer": b"no Word file"})
    expect(page.get_by_text("The file is damaged, or is no Word file.")).to_be_visible()
    place.set_input_files(DIARY)
    expect(page.get_by_text("kept out until consent to the analysis is recorded below").nth(1)).to_be_visible()
    form = page.get_by_role("region", name="Notes of conversations").first
    card = form.get_by_role("group", name="diary 3.txt").first
    card.get_by_label("Who (needed)").fill("joyce@example.org")
    expect(card.get_by_text("Write a role or a made-up name instead.")).to_be_visible()
    card.get_by_label("Who (needed)").fill("Participant 3")
    card.get_by_role("group", name="Was everybody in it asked").get_by_label("Yes").check()
    card.get_by_label("Their words may be used in the analysis").check()
    saved(form)
    (note,) = (note for note in fieldwork.record.primary.notes if note.file == "diary 3.txt")
    assert (note.who, note.is_usable) == ("Participant 3", True)
    assert "Tuesday" not in page.content()


def test_pretend_answers_are_made_and_taken_out_again_by_a_button_each(fieldwork, visitor):
    page = fieldwork.opened_by(visitor())
    form = page.get_by_role("region", name="Try everything with pretend answers")
    form.get_by_role("button", name="Make pretend answers").click()
    expect(form.locator(".said")).to_contain_text("who do not exist have answered")
    assert projects.open(fieldwork.folder).has_pretend
    form.get_by_role("button", name="Take the pretend answers out").click()
    expect(form.locator(".said")).to_contain_text("The pretend answers are gone.")
    assert not projects.open(fieldwork.folder).has_pretend


def test_the_last_day_changes_the_monitor_and_the_briefing_is_taken_away(fieldwork, visitor):
    page = fieldwork.opened_by(visitor())
    page.get_by_role("region", name="Last day of asking").get_by_label("Last day of asking").fill("2099-12-31")
    expect(page.get_by_text(re.compile(r"days left: that takes an answer every"))).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("button", name="The sheet as a Word file").click()
    assert coming.value.suggested_filename == "briefing-for-researchers.docx"


def test_axe_finds_nothing_in_the_forms_around_fieldwork(fieldwork, visitor):
    page = fieldwork.opened_by(visitor())
    page.get_by_label("Files of notes", exact=True).set_input_files(DIARY)
    expect(page.get_by_role("group", name="diary 3.txt").first).to_be_visible()
    for button in page.get_by_role("button", name="Open all").all():
        button.click()
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.response["passes"]
    assert not found.response["violations"], found.generate_report()
