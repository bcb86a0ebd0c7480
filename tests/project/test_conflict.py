"""Two people, one project: both kept, or both shown."""

import shutil

import pytest

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.project.conflict import Conflict

ENTRY = "purpose.questions[one]"


def test_another_field_is_no_conflict(folder):
    projects.save(folder, "1.1", {"purpose.aim": "theirs"})
    record = projects.save(folder, "1.1", {"purpose.who": "mine"}, expected={"purpose.who": ""}).record
    assert (record.purpose.aim, record.purpose.who) == ("theirs", "mine")


def test_the_same_field_is_refused_with_both_values(folder, content):
    projects.save(folder, "1.1", {"purpose.aim": "theirs"}, who="Ade")
    before = content(folder)
    with pytest.raises(Conflict) as problem:
        projects.save(
            folder, "1.1", {"purpose.who": "all", "purpose.aim": "mine"}, who="Bo", expected={"purpose.aim": ""}
        )
    found = problem.value
    assert (found.path, found.label, found.theirs, found.yours, found.who) == (
        "purpose.aim",
        "Aim",
        "theirs",
        "mine",
        "Ade",
    )
    assert found.when == projects.history(folder)[0].when
    assert "'Aim' was changed by Ade" in str(found)
    assert content(folder) == before


def test_a_save_sent_twice_is_no_conflict(folder):
    for _ in range(2):
        opened = projects.save(folder, "1.1", {"purpose.aim": "mine"}, expected={"purpose.aim": ""})
    assert opened.record.revision == 1


def test_what_was_edited_by_hand_is_a_conflict_that_nobody_is_named_for(folder):
    file = folder / "project.json"
    file.write_text(file.read_text().replace('"aim": ""', '"aim": "by hand"'))
    with pytest.raises(Conflict) as problem:
        projects.save(folder, "1.1", {"purpose.aim": "mine"}, expected={"purpose.aim": ""})
    assert (problem.value.theirs, problem.value.who, problem.value.when) == ("by hand", "", None)


def test_an_entry_removed_while_somebody_writes_in_it(folder, content):
    projects.save(folder, "1.1", {ENTRY: {"text": "Who?"}})
    projects.save(folder, "1.1", {ENTRY: None}, who="Ade")
    before = content(folder)
    with pytest.raises(Conflict) as problem:
        projects.save(folder, "1.1", {f"{ENTRY}.text": "Who comes?"}, expected={f"{ENTRY}.text": "Who?"})
    assert (problem.value.theirs, problem.value.yours, problem.value.who) == (None, "Who comes?", "Ade")
    with pytest.raises(UserProblem, match="removed meanwhile"):
        projects.save(folder, "1.1", {f"{ENTRY}.text": "Who comes?"})
    assert content(folder) == before


def test_an_entry_changed_while_somebody_removes_it(folder):
    projects.save(folder, "1.1", {ENTRY: {"text": "Who?"}})
    seen = projects.open(folder).record.purpose.questions[0]
    projects.save(folder, "1.1", {f"{ENTRY}.text": "Who comes?"})
    with pytest.raises(Conflict):
        projects.save(folder, "1.1", {ENTRY: None}, expected={ENTRY: seen})


def test_two_entries_of_one_key_added_at_once(folder):
    projects.save(folder, "1.1", {ENTRY: {"text": "theirs"}}, expected={ENTRY: None})
    with pytest.raises(Conflict):
        projects.save(folder, "1.1", {ENTRY: {"text": "mine"}}, expected={ENTRY: None})


def test_two_entries_added_at_once_are_both_kept(folder):
    for name in ("one", "two"):
        field = f"purpose.questions[{name}]"
        opened = projects.save(folder, "1.1", {field: {"text": name}}, expected={field: None})
    assert [one.id for one in opened.record.purpose.questions] == ["one", "two"]


def test_moving_a_list_that_somebody_added_to(folder):
    projects.save(folder, "1.1", {ENTRY: {"text": "Who?"}})
    seen = projects.open(folder).record.purpose.questions
    projects.save(folder, "1.1", {"purpose.questions[two]": {"text": "Why?"}})
    with pytest.raises(Conflict):
        projects.save(folder, "1.1", {"purpose.questions": []}, expected={"purpose.questions": seen})


@pytest.mark.parametrize("name", ["purpose.goals", "purpose.questions[one].nothing"])
def test_an_expectation_of_a_field_that_is_not_changed_is_left_alone(folder, name):
    assert projects.save(folder, "1.1", {"purpose.aim": "x"}, expected={name: "y"}).record.purpose.aim == "x"


def test_revision_on_disk_changes_with_every_save_and_with_nothing_else(folder):
    seen = [projects.revision_on_disk(folder)]
    for n in range(5):
        projects.save(folder, "1.1", {"purpose.aim": f"{n}"})
        seen.append(projects.revision_on_disk(folder))
        projects.open(folder)
        projects.history(folder)
        assert projects.revision_on_disk(folder) == seen[-1]
    assert len(set(seen)) == 6
    shutil.rmtree(folder)
    assert projects.revision_on_disk(folder) == (0, 0, 0)
