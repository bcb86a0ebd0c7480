"""A record made again from its history."""

import json

import pytest

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.project.rebuild import rebuild

LONG = "We meet every Tuesday in the hall, from three until the last cup of tea is drunk. " * 3


@pytest.fixture
def lived(folder):
    """A project with some life behind it."""
    for changes in (
        {"purpose.aim": LONG},
        {"purpose.questions[one]": {"text": "Who?"}},
        {"purpose.questions[two]": {"text": "Why?"}},
        {"purpose.aim": LONG.replace("hall", "square")},
        {"purpose.questions[one]": None, "approach.comparison.who": "Neighbours"},
    ):
        projects.save(folder, "1.1", changes)
    projects.undo(folder, "1.1")
    return folder


def test_a_damaged_record_comes_back_byte_for_byte_and_is_kept(lived):
    file = lived / "project.json"
    whole = file.read_bytes()
    file.write_bytes(whole[:700])
    made = rebuild(lived)
    assert file.read_bytes() == whole
    assert (made.n_lost, made.is_exact, made.opened.record.revision) == (0, True, 6)
    assert made.damaged.read_bytes() == whole[:700]
    projects.save(lived, "1.1", {"purpose.who": "all"})
    assert projects.undo(lived, "1.1").record.purpose.who == ""


def test_a_missing_record_comes_back(lived):
    whole = (lived / "project.json").read_bytes()
    (lived / "project.json").unlink()
    assert rebuild(lived).damaged is None
    assert (lived / "project.json").read_bytes() == whole


def test_what_was_not_in_the_history_begins_it(folder):
    """A record that was filled in by hand before the first save."""
    plain = json.loads((folder / "project.json").read_text())
    plain["purpose"]["context"] = "Written by hand"
    (folder / "project.json").write_text(json.dumps(plain))
    projects.save(folder, "1.1", {"purpose.aim": "tea"})
    (folder / "project.json").write_text("")
    assert rebuild(folder).opened.record.purpose.context == "Written by hand"


def test_changes_that_rest_on_a_lost_line_are_counted(lived):
    lines = (lived / "history.jsonl").read_bytes().splitlines(keepends=True)
    del lines[1]  # the long text that a later line changes a word of
    (lived / "history.jsonl").write_bytes(b"".join(lines))
    (lived / "project.json").write_bytes(b"")
    made = rebuild(lived)
    assert (made.n_lost, made.is_exact, made.opened.record.purpose.aim) == (1, False, "")
    assert [one.id for one in made.opened.record.purpose.questions] == ["one", "two"]


def test_a_sound_record_is_left_alone(lived, content):
    before = content(lived)
    with pytest.raises(UserProblem, match="nothing to make again"):
        rebuild(lived)
    assert content(lived) == before


@pytest.mark.parametrize(
    "held",
    [
        None,
        b"",
        b"nonsense\n",
        b'{"when": "2026-01-01", "revision": 1, "who": "", "step": "", "field": "purpose.aim", "old": "", "new": "x"}\n',
    ],
)
def test_a_history_without_a_beginning_is_refused(lived, content, held):
    (lived / "project.json").write_bytes(b"")
    (lived / "history.jsonl").unlink()
    if held is not None:
        (lived / "history.jsonl").write_bytes(held)
    before = content(lived)
    with pytest.raises(UserProblem, match="does not go back"):
        rebuild(lived)
    assert content(lived) == before


def test_a_history_of_an_older_version_is_brought_up_to_date(folder):
    base = {"when": "2026-01-01", "revision": 0, "record": {"schema_version": 1, "title": "T", "revision": 0}}
    line = {
        "when": "2026-01-01",
        "who": "",
        "step": "1.1",
        "revision": 1,
        "field": "purpose.aim",
        "old": "",
        "new": "x",
    }
    (folder / "history.jsonl").write_text("".join(json.dumps(one) + "\n" for one in (base, line)))
    (folder / "project.json").write_bytes(b"")
    record = rebuild(folder).opened.record
    assert (record.purpose.aim, record.revision) == ("x", 1)
