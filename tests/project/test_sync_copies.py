"""A sync service's second copy of the record: noticed, compared, merged, set aside."""

import json
import shutil

import pytest

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.project import notices

NAME = "project (Anna's laptop).json"


@pytest.fixture
def parted(folder):
    """A project that was saved on two machines: the folder, with the other's record as a copy."""
    projects.save(folder, "1.1", {f"purpose.questions[{name}]": {"text": name} for name in ("one", "two")})
    other = folder.parent / "other"
    shutil.copytree(folder, other)
    for where, changes in (
        (folder, {"purpose.aim": "ours", "purpose.questions[one].text": "One?", "purpose.questions[two]": None}),
        (
            other,
            {
                "purpose.aim": "theirs",
                "purpose.theory_of_change.outcomes[trust]": {"text": "Trust"},
                "purpose.questions[three]": {"text": "three", "outcomes": ["trust"]},
                "approach.comparison.who": "Neighbours",
            },
        ),
    ):
        projects.save(where, "1.1", changes)
    shutil.copy(other / "project.json", folder / NAME)
    return folder


@pytest.mark.parametrize(
    "name",
    [
        NAME,
        "project (Anna's conflicted copy 2026-05-01).json",
        "project (conflicted copy 2026-05-01 120000).json",
        "project (Case Conflict).json",
        "project (1).json",
        "project(1).json",
        "project 2.json",
        "project-DESKTOP-4F2K9.json",
        "project-Anna's MacBook.json",
        "project_conflict-20260501-120000.json",
        "project.sync-conflict-20260501-120000-ABCDEF7.json",
        "project.Conflict.json",
    ],
)
def test_copies_of_sync_services_are_noticed(folder, name):
    shutil.copy(folder / "project.json", folder / name)
    assert [name in notice for notice in projects.open(folder).notices] == [True]
    assert [copy.file.name for copy in projects.copies(folder)] == [name]


@pytest.mark.parametrize(
    "name",
    [
        "project.version-1.json",
        "project - Copy.json",
        "project copy.json",
        "project-backup.json",
        "project.json.bak",
        "project_old.json",
        "projects.json",
        "plan.json",
        "project (1).txt",
    ],
)
def test_what_people_keep_beside_it_is_not_taken_for_one(folder, name):
    shutil.copy(folder / "project.json", folder / name)
    assert projects.open(folder).notices == () and projects.copies(folder) == ()


@pytest.mark.parametrize(("name", "program"), notices.IN_USE.items())
def test_another_program_that_has_the_record_open_is_named(folder, name, program):
    (folder / name).symlink_to("someone@somewhere.1234")
    assert [program in notice for notice in projects.open(folder).notices] == [True]


def test_what_differs_is_told_field_by_field(parted):
    (copy,) = projects.copies(parted)
    told = {one.field: (one.ours, one.theirs) for one in copy.differences}
    assert told.pop("approach.comparison")[1]["who"] == "Neighbours"
    entries = {field: told.pop(field) for field in list(told) if field.endswith("]")}
    assert told == {"purpose.aim": ("ours", "theirs"), "purpose.questions[one].text": ("One?", "one")}
    assert {field: [one and one["text"] for one in pair] for field, pair in entries.items()} == {
        "purpose.theory_of_change.outcomes[trust]": [None, "Trust"],
        "purpose.questions[two]": [None, "two"],
        "purpose.questions[three]": [None, "three"],
    }
    assert [one.label for one in copy.differences][:2] == ["Outcomes", "Aim"]


def test_chosen_fields_are_taken_and_the_copy_is_set_aside(parted):
    held = (parted / NAME).read_bytes()
    (copy,) = projects.copies(parted)
    opened = projects.merge(parted, copy, {"purpose.aim", "purpose.questions[three]"}, who="Anna")
    assert opened.record.purpose.aim == "theirs"
    assert [(one.id, one.text, one.outcomes) for one in opened.record.purpose.questions] == [
        ("one", "One?", ()),
        ("three", "three", ()),  # the outcome it names was not chosen
    ]
    assert opened.notices == () and projects.copies(parted) == ()
    assert (parted / "set_aside" / NAME).read_bytes() == held
    assert projects.history(parted)[0].who == "Anna"
    assert projects.undo(parted, "0").record.purpose.aim == "ours"


def test_everything_chosen_gives_the_copy_s_record(parted):
    (copy,) = projects.copies(parted)
    theirs = json.loads((parted / NAME).read_text())
    merged = projects.merge(parted, copy, {one.field for one in copy.differences}, "").record.model_dump(mode="json")
    by_id = {one["id"]: one for one in merged["purpose"].pop("questions")}
    assert by_id == {one["id"]: one for one in theirs["purpose"].pop("questions")}
    assert {**merged, "revision": 0} == {**theirs, "revision": 0}


def test_nothing_chosen_only_sets_it_aside_and_never_over_another(parted, content):
    before = (parted / "project.json").read_bytes()
    for _ in range(2):
        (copy,) = projects.copies(parted)
        projects.merge(parted, copy, set(), "")
        shutil.copy(parted / "set_aside" / NAME, parted / NAME)
    assert (parted / "project.json").read_bytes() == before
    assert [name for name in content(parted) if name.startswith("set_aside")] == [
        "set_aside/project (Anna's laptop) 2.json",
        "set_aside/project (Anna's laptop).json",
    ]


def test_only_another_order_changes_no_words(parted):
    plain = json.loads((parted / NAME).read_text())
    ours = json.loads((parted / "project.json").read_text())
    projects.save(parted, "1.1", {"purpose.questions[two]": {"text": "Two?"}})
    plain["purpose"] = {
        **ours["purpose"],
        "questions": [{"id": "two", "text": "other"}, {"id": "one", "text": "other"}],
    }
    (parted / NAME).write_text(json.dumps(plain))
    (copy,) = projects.copies(parted)
    record = projects.merge(parted, copy, {"purpose.questions"}, "").record
    assert [(one.id, one.text) for one in record.purpose.questions] == [("two", "Two?"), ("one", "One?")]


def test_a_copy_or_a_project_that_changed_meanwhile_is_compared_again(parted, content):
    (copy,) = projects.copies(parted)
    projects.save(parted, "1.1", {"purpose.aim": "ours, later"})
    before = content(parted)
    with pytest.raises(UserProblem, match="Compare them again"):
        projects.merge(parted, copy, {"purpose.aim"}, "")
    (parted / NAME).unlink()
    with pytest.raises(UserProblem, match="can't be looked at"):
        projects.merge(parted, copy, {"purpose.aim"}, "")
    before.pop(NAME)
    assert content(parted) == before


def test_a_damaged_copy_is_listed_with_its_problem(parted):
    (parted / NAME).write_text('{"title": "T",')
    (copy,) = projects.copies(parted)
    assert copy.differences == () and "damaged" in copy.problem
    projects.merge(parted, copy, set(), "")
    assert projects.copies(parted) == ()


def test_a_copy_of_an_older_version_is_compared_too(folder):
    (folder / NAME).write_text('{"schema_version": 1, "title": "Tea on Tuesdays", "purpose": {"aim": "theirs"}}')
    assert [one.field for one in projects.copies(folder)[0].differences] == ["purpose.aim"]
