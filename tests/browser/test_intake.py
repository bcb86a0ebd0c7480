"""Answers come in through the page of step 2.2, and what is there is looked at and corrected: by mouse, and by keyboard alone."""

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from helpers import project as projects
from helpers.collect import primary
from helpers.steps import step
from helpers.steps.listing import SAMPLES

TRY_ME = SAMPLES / "try_me"
OPENING = (
    # not `begin`, which opens what the page's address names
    "from helpers import project\nfrom helpers.collect import intake_form, waves_form\nfrom helpers.steps import step\n"
    "from helpers.steps.here import Here\nhere = Here(project.open({folder!r}), None, step('2.2'))"
)
CELLS = ("intake_form.bring_in(here)", "waves_form.waves_there(here)")
NAMES = iter(range(1000))


class Page:
    """A copy of the sample with a page of its own that has two cells of step 2.2."""

    def __init__(self, served, notebook):
        name = f"intake{next(NAMES)}"
        self.folder = served.folder.parent / name
        self.address = f"{served.address}/voila/render/{name}.ipynb"
        shutil.copytree(SAMPLES / "befriending", self.folder)
        notebook(served.folder / f"{name}.ipynb", OPENING.format(folder=str(self.folder)), *CELLS)

    def opened_by(self, page):
        page.goto(self.address)
        expect(page.get_by_label("The file with the answers")).to_be_enabled()
        expect(page.get_by_label("Wave", exact=True)).to_be_visible()
        return page

    def waiting(self):
        return json.loads((self.folder / "data" / ".inbox" / "inbox.json").read_text())

    @property
    def waves(self):
        return [known.id for known in projects.open(self.folder).waves]


@pytest.fixture
def screen(served, notebook):
    return Page(served, notebook)


def test_the_cells_are_those_of_the_step():
    cells = nbformat.read(step("2.2").notebook_path, as_version=4).cells
    assert set(CELLS) <= {cell.source for cell in cells}


def send(page, file, name=""):
    content = file.read_bytes() if isinstance(file, Path) else file
    name = name or file.name
    page.get_by_label("The file with the answers").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def verdict(page):
    return page.get_by_role("region", name="What the check found")


def is_clean(page):
    found = Axe().run(page, ".workbook-intake").response["violations"]
    assert found == [], [(one["id"], one["nodes"][0]["html"]) for one in found]


def test_a_good_file_is_brought_in(screen, visitor):
    page = screen.opened_by(visitor())
    is_clean(page)
    send(page, TRY_ME / "good.csv")
    expect(verdict(page)).to_contain_text("The file can be used")
    with page.expect_download() as saved:
        verdict(page).get_by_role("button", name="Save who was set aside").click()
    text = saved.value.path().read_text("utf-8-sig")
    assert text.splitlines()[0] == "row in the file,id,reason" and text.rstrip().endswith(",no consent")
    page.get_by_label("Name of the wave").fill("2025-autumn")
    is_clean(page)
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_text("Brought in as wave 2025-autumn: 23 usable answers.")).to_be_visible()
    is_clean(page)
    assert screen.waves[-1] == "2025-autumn"
    assert (screen.folder / "data" / "2025-autumn" / "good.csv").read_bytes() == (TRY_ME / "good.csv").read_bytes()
    expect(page.get_by_label("Wave", exact=True)).to_have_value("2025-autumn")


@pytest.fixture
def mendable():
    """The column of loneliness has another heading, and one answer is none."""
    text = (TRY_ME / "rename_a_column.csv").read_text("utf-8")
    return text.replace(",Often/always,", ",All day long,", 1).encode()


def test_a_mendable_file_is_mended_by_the_keyboard_alone_with_a_reload_in_between(screen, visitor, mendable):
    page = screen.opened_by(visitor())
    send(page, mendable, "mendable.csv")
    expect(verdict(page)).to_contain_text("can't be used yet")
    expect(verdict(page)).to_contain_text("Choose 1.7 at its column below")
    assert "{" not in verdict(page).inner_text()
    is_clean(page)
    to(page, lambda: page.get_by_label("Read column N as"))
    choose(page, "1.7 How often do you feel lonely?")
    expect(page.get_by_text("These are no answers of that question.")).to_be_visible()
    is_clean(page)
    screen.opened_by(page)
    expect(page.get_by_text("As you said")).to_have_count(0)
    to(page, lambda: page.get_by_label('Read "All day long" as'))
    choose(page, "1 Often/always")
    expect(page.get_by_text("These are no answers of that question.")).to_have_count(0)
    expect(verdict(page)).to_contain_text("The file can be used")
    assert screen.waiting()["mapping"]["Wellbeing item 3"] == {"column": "q1_7", "values": {"All day long": "1"}}
    to(page, lambda: page.get_by_label("Name of the wave"))
    page.keyboard.type("2025-autumn")
    to(page, lambda: page.get_by_role("button", name="Bring it in"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("Brought in as wave 2025-autumn: 23 usable answers.")).to_be_visible()
    assert (
        primary.reading(projects.open(screen.folder), "2025-autumn").counts.set_index("column").loc["q1_7", "answered"]
        == 23
    )


def test_a_hopeless_file_says_so_and_goes_again(screen, visitor):
    page = screen.opened_by(visitor())
    send(page, b"\x89PNG\r\n\x1a\n" + bytes(500), "answers.xlsx")
    expect(verdict(page)).to_contain_text("not a table of answers")
    expect(page.get_by_text("Choose another file above.")).to_be_visible()
    expect(page.get_by_role("button", name="Bring it in")).to_have_count(0)
    is_clean(page)
    page.get_by_role("button", name="Remove this file").click()
    expect(page.get_by_role("heading", name="answers.xlsx")).to_have_count(0)
    assert len(screen.waves) == 3 and not (screen.folder / "data" / ".inbox").exists()


def test_a_newer_export_replaces_an_older_one_after_two_presses(screen, visitor):
    good = (TRY_ME / "good.csv").read_bytes()
    older = screen.folder.parent / f"{screen.folder.name}-older.csv"
    older.write_bytes(b"".join(good.splitlines(keepends=True)[:-4]))
    primary.add(screen.folder, older, "2025-autumn")
    page = screen.opened_by(visitor())
    send(page, TRY_ME / "good.csv")
    page.get_by_label("Name of the wave").fill("2025-autumn")
    press = page.get_by_role("button", name="Replace wave 2025-autumn")
    expect(press).to_be_visible()
    expect(page.get_by_text("There is a wave 2025-autumn already")).to_be_visible()
    is_clean(page)
    press.click()
    expect(press).to_contain_text("press again")
    press.click()
    expect(page.get_by_text("Brought in as wave 2025-autumn: 23 usable answers.")).to_be_visible()
    assert screen.waves.count("2025-autumn") == 1
    assert len(list((screen.folder / "data" / "2025-autumn" / "earlier").iterdir())) == 1


def test_a_correction_is_counted_then_made_and_somebody_is_taken_out(screen, visitor):
    page = screen.opened_by(visitor())
    waves = page.locator(".workbook-intake").last
    waves.get_by_text("Add a correction").click()
    waves.get_by_label("What is corrected").select_option("row")
    waves.get_by_label("Whose").fill("7")
    waves.get_by_role("textbox", name="Why").fill("Filled in twice")
    add = waves.get_by_role("button", name="Add this correction")
    expect(add).to_be_disabled()
    waves.get_by_role("button", name="Count what it would do").click()
    expect(waves.get_by_text("134 usable answers instead of 135.")).to_be_visible()
    is_clean(page)
    add.click()
    expect(waves.get_by_text("Filled in twice")).to_be_visible()
    expect(waves.get_by_text("134 usable of 140")).to_be_visible()
    is_clean(page)
    away = waves.get_by_role("button", name="Take away 1")
    away.click()
    away.click()
    expect(waves.get_by_text("135 usable of 140")).to_be_visible()
    waves.get_by_text("Take somebody's answers out").click()
    waves.get_by_label("Who withdraws").fill("9")
    waves.get_by_role("button", name="Look for it").click()
    out = waves.get_by_role("button", name="Take it out for good")
    expect(out).to_be_focused()
    is_clean(page)
    out.click()
    out.click()
    expect(waves.get_by_text("nothing of it is left in the project's files")).to_be_visible()
    expect(waves.get_by_text("134 usable of 139")).to_be_visible()
    is_clean(page)
    assert "9" not in set(primary.reading(projects.open(screen.folder), "2025-spring").responses["respondent_id"])


def to(page, place, most=150):
    """Press Tab until that part has the focus."""
    for _ in range(most):
        one = place()
        if one.count() and one.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(
        f"the Tab key does not lead there; it is at {page.evaluate('document.activeElement.outerHTML')[:200]}"
    )


def choose(page, label):
    """Type the beginning of an option's words, as one does in a list, and take it."""
    page.keyboard.type(label[:18], delay=20)
    page.keyboard.press("Enter")
