"""The start page: every project of the folder, new ones, and copies of the samples."""

import html
import os
import re
import shutil
import threading
from pathlib import Path

import pytest

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.serve import folder
from helpers.steps.listing import SAMPLES

NASTY = """<script>alert("1")</script> & 'others' {{ 7 * 7 }}"""


@pytest.fixture
def post(served, known):
    """A function: path, fields -> the answer to a form that was filled in."""

    def send(path: str, **fields: str):
        told = {"_xsrf": known.cookies["_xsrf"], **fields}
        return known.post(f"{served.address}{path}", data=told, allow_redirects=False)

    return send


@pytest.fixture
def listed(served, known):
    """A function: the start page as it is now."""
    return lambda: known.get(f"{served.address}/").text


def test_a_project_shows_how_far_it_is_and_leads_to_each_step(listed):
    text = listed()
    assert "Befriending across ages in Linden Hythe" in text
    assert "9 of 9 steps filled in" in text and "last changed" in text
    links = re.findall(r'href="(/voila/render/[^"]+)"', text)
    assert len(links) == 9 and all(link.endswith("?project=befriending") for link in links)


def test_a_new_project_is_made_and_opened(served, post, listed):
    answer = post("/new", title=f"Tea on Tuesdays {NASTY}")
    name = "tea-on-tuesdays-script-alert-1-script-others-7-7"
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/voila/render/00_start.ipynb?project={name}"
    assert projects.open(served.folder / name).title == f"Tea on Tuesdays {NASTY}"
    text = listed()
    assert "<script>alert" not in text and "49" not in re.search(r"Tea on Tuesdays.*", text)[0]
    assert NASTY in html.unescape(text)
    assert (
        "0 of 9 steps filled in" in text
        and "7 points still open, first: Say what your organisation" in text
        and "waits for answers" in text
    )
    shutil.rmtree(served.folder / name)


@pytest.mark.parametrize("title, said", [("", "needs a title"), ("   ", "needs a title"), ("Befriending", "already")])
def test_what_can_not_be_made_is_said_beside_what_was_typed(served, post, title, said):
    before = sorted(path.name for path in served.folder.iterdir())
    answer = post("/new", title=title)
    assert answer.status_code == 400
    assert said in answer.text and 'role="alert"' in answer.text and f'value="{title.strip()}"' in answer.text
    assert sorted(path.name for path in served.folder.iterdir()) == before


def test_a_damaged_project_is_listed_with_what_is_wrong(served, listed, known):
    broken = served.folder / "broken"
    broken.mkdir()
    (broken / "project.json").write_text('{"title": "Half a pro')
    text = listed()
    assert "broken" in text and "can’t be opened" in text
    assert "line 1" in text and "put back an earlier copy" in text.lower()
    page = served.page(known, project="broken")
    assert page.status_code == 404 and "line 1" in page.text
    shutil.rmtree(broken)


def test_a_sample_is_tried_on_a_copy_and_stays_as_it_is(served, post, listed, fingerprint):
    before = fingerprint(SAMPLES / "estate")
    names = [post("/try", sample="estate").headers["Location"].partition("project=")[2] for _ in range(2)]
    assert names == ["estate", "estate-2"]
    copied = fingerprint(served.folder / "estate")
    assert {name: copied[name] for name in before if name in copied} == {name: before[name] for name in copied}
    assert set(before) - set(copied) == {"truth.json"}
    assert fingerprint(SAMPLES / "estate") == before
    assert listed().count("Invented: a copy of a sample") == 3
    for name in names:
        shutil.rmtree(served.folder / name)


@pytest.mark.parametrize("sample", ("", "none", "..", "../sample_data/estate", "/etc", "try_me", "making"))
def test_only_samples_can_be_copied(served, post, sample):
    answer = post("/try", sample=sample)
    assert answer.status_code == 400 and "no sample" in answer.text
    assert sorted(path.name for path in served.folder.iterdir()) == ["befriending"]


def test_of_two_who_ask_at_once_one_gets_the_name(tmp_path):
    made: list[str] = []

    def ask():
        try:
            folder.create(tmp_path, "Tea")
            made.append("made")
        except UserProblem as problem:
            made.append(problem.what)

    people = [threading.Thread(target=ask) for _ in range(8)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert made.count("made") == 1 and len([said for said in made if "already" in said]) == 7


def test_a_folder_that_can_not_be_written_to_is_said(tmp_path, monkeypatch):
    def refuse(*told, **more):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(UserProblem, match="Permission denied") as problem:
        folder.create(tmp_path, "Tea")
    assert "--projects" in problem.value.fix


@pytest.mark.parametrize(
    "make", (lambda place: folder.create(place, "Tea"), lambda place: folder.copy_sample(place, "estate"))
)
def test_what_fails_half_way_leaves_nothing_behind(tmp_path, monkeypatch, make):
    def fail(*told, **more):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(folder.projects, "create", fail)
    monkeypatch.setattr(folder.shutil, "copyfile", fail)
    with pytest.raises(UserProblem, match="No space left"):
        make(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_folder_is_made_with_its_first_project(tmp_path):
    assert folder.listed(tmp_path / "projects") == ()
    folder.create(tmp_path / "projects", "Tea")
    assert [project.title for project in folder.listed(tmp_path / "projects")] == ["Tea"]


def test_what_changed_last_comes_first_and_a_change_is_noticed(tmp_path):
    for title in ("One", "Two", "Three"):
        folder.create(tmp_path, title)
    os.utime(tmp_path / "one" / "project.json", (2_000_000_000, 2_000_000_000))
    assert folder.listed(tmp_path)[0].title == "One"
    projects.save(tmp_path / "two", "1.1", {"title": "Two, renamed"})
    assert "Two, renamed" in [project.title for project in folder.listed(tmp_path)]


def test_a_folder_whose_name_is_no_text_is_listed_as_a_problem(served, listed, known):
    nameless = os.fsencode(served.folder) + b"/caf\xe9"
    shutil.copytree(os.fsencode(SAMPLES / "estate"), nameless)
    try:
        text = listed()
        assert "caf?" in text and "Rename the folder" in text and "9 of 9 steps filled in" in text
        page = known.get(f"{served.address}/voila/render/00_start.ipynb?project=caf%E9")
        assert page.status_code == 404 and "no project" in page.text
    finally:
        shutil.rmtree(nameless)


def test_a_problem_is_not_kept(tmp_path, monkeypatch):
    def fail(path):
        raise UserProblem("Busy.", str(path), "Wait.")

    folder.create(tmp_path, "Tea")
    with monkeypatch.context() as patched:
        patched.setattr(folder.projects, "open", fail)
        assert [project.problem.what for project in folder.listed(tmp_path)] == ["Busy."]
    assert [project.title for project in folder.listed(tmp_path)] == ["Tea"]


def test_answers_that_came_or_went_are_noticed(tmp_path):
    copied = folder.copy_sample(tmp_path, "befriending").project
    assert folder.listed(tmp_path)[0].n_done == 9
    for wave in (copied / "data").glob("*/wave.json"):
        wave.unlink()
    assert folder.listed(tmp_path)[0].n_done == 7


def test_a_project_that_is_taken_away_meanwhile_is_left_out(tmp_path, monkeypatch):
    folder.create(tmp_path, "Tea")
    monkeypatch.setattr(folder, "names", lambda _: ("gone", "tea"))
    monkeypatch.setattr(folder, "nameless", lambda _: ("gone \udce9",))
    assert [project.title for project in folder.listed(tmp_path)] == ["Tea"]


@pytest.mark.parametrize(
    "title, name", [("Con", "con-project"), ("!!!", "project"), ("a" * 200, "a" * 48), ("..", "project")]
)
def test_a_title_becomes_a_name_that_every_system_can_use(title, name):
    assert folder.folder_name(title) == name
