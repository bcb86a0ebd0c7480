"""A file goes from a browser to the project: whole, or not at all and with the reason."""

import hashlib
import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from helpers import project as projects

CELL = """
from helpers import project
from helpers.errors import UserProblem
from helpers.forms import Place, Standing, upload
opened = project.open({folder!r})
kept = opened.path / "kept"
kept.mkdir(exist_ok=True)

def take(opened, file):
    if b"hopeless" in file.path.read_bytes():
        raise UserProblem("These are no notes.", file.name, "Choose others.")
    file.path.rename(kept / file.name)

def standing(opened):
    return tuple(Standing(file.name, file.name, file.stat().st_size, "0" * 64) for file in sorted(kept.iterdir()))

upload(opened, Place("Notes", "A text file.", (".txt",), take, standing, lambda opened, name: (kept / name).unlink(), 30_000_000))
"""
NAMES = iter(range(1000))


class Drop:
    """A project with a page that has a place for files."""

    def __init__(self, served, notebook):
        name = f"upload{next(NAMES)}"
        self.served = served
        self.folder = served.folder.parent / name
        self.address = f"{served.address}/voila/render/{name}.ipynb"
        projects.create(self.folder, "Tea on Tuesdays")
        notebook(served.folder / f"{name}.ipynb", CELL.format(folder=str(self.folder)))

    def opened_by(self, page):
        page.goto(self.address)
        expect(page.get_by_label("Notes", exact=True)).to_be_enabled()
        return page

    def send(self, page, content, name="notes.txt"):
        page.get_by_label("Notes", exact=True).set_input_files(
            {"name": name, "mimeType": "text/plain", "buffer": content}
        )


@pytest.fixture
def drop(served, notebook):
    return Drop(served, notebook)


def test_twenty_megabytes_arrive_intact_and_stand_there_after_a_reload(drop, visitor):
    page = drop.opened_by(visitor())
    content = os.urandom(20_000_000)
    drop.send(page, content)
    expect(page.get_by_role("status").filter(has_text="notes.txt has arrived.")).to_be_attached()
    kept = (drop.folder / "kept" / "notes.txt").read_bytes()
    assert hashlib.sha256(kept).hexdigest() == hashlib.sha256(content).hexdigest()
    drop.opened_by(page)
    expect(page.locator(".files li")).to_contain_text("20 MB")
    remove = page.get_by_role("button", name="Remove notes.txt")
    remove.click()
    expect(remove).to_contain_text("press again")
    remove.click()
    expect(page.locator(".files li")).to_have_count(0)
    assert not list((drop.folder / "kept").iterdir())


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"hopeless", "notes.txt", "These are no notes. Choose others."),
        (b"x" * 30_000_001, "notes.txt", "at most 30 MB are taken"),
        (b"x", "notes.exe", "Choose one that ends in .txt."),
    ],
    ids=["hopeless", "too large", "another kind"],
)
def test_what_is_not_taken_is_said_beside_the_input(drop, visitor, content, name, said):
    page = drop.opened_by(visitor())
    drop.send(page, content, name)
    expect(page.get_by_role("alert").filter(has_text=said)).to_be_visible()
    assert page.get_by_label("Notes", exact=True).get_attribute("aria-invalid") is not None
    assert Axe().run(page, ".workbook-upload").response["violations"] == []
    drop.send(page, b"fine")
    expect(page.locator(".files li")).to_contain_text("4 bytes")
    assert Axe().run(page, ".workbook-upload").response["violations"] == []


def test_a_kernel_that_dies_is_said_and_nothing_counts_as_arrived(drop, visitor):
    page = drop.opened_by(visitor())
    assert drop.served.kill_kernels()
    drop.send(page, b"x" * 5_000_000)
    expect(page.get_by_role("alert").filter(has_text="does not answer").first).to_be_visible()
    assert not list((drop.folder / "kept").iterdir())
