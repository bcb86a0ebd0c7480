import json
import multiprocessing
from datetime import date

import pytest

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.project import disk
from helpers.project.opened import check_wave_id
from helpers.project.record import Wave


def test_a_saved_field_is_on_disk_with_who_and_what_it_was(folder):
    projects.save(folder, "1.1", {"purpose.aim": "Fewer lonely people"}, who="Ade")
    projects.save(folder, "1.1", {"purpose.aim": "Fewer lonely evenings"})
    assert projects.open(folder).record.purpose.aim == "Fewer lonely evenings"
    assert projects.open(folder).record.revision == 2
    _, first, second = [json.loads(line) for line in (folder / "history.jsonl").read_text().splitlines()]
    assert (first["who"], first["field"], first["old"], first["new"]) == (
        "Ade",
        "purpose.aim",
        "",
        "Fewer lonely people",
    )
    assert second["old"] == "Fewer lonely people"


def test_two_windows_on_different_fields_keep_both(folder):
    projects.open(folder)
    projects.save(folder, "1.1", {"purpose.aim": "From one window"})
    projects.save(folder, "1.1", {"purpose.who": "From another"})
    record = projects.open(folder).record
    assert (record.purpose.aim, record.purpose.who) == ("From one window", "From another")


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"approach.sample.target": -3}, "approach.sample.target"),
        ({"purpose.no_such_field": "x"}, "purpose.no_such_field"),
        ({"purpose.aim.deeper": "x"}, "purpose.aim.deeper"),
        ({"primary.waves": [{"id": "Spring 2026", "held_on": "2026-05-01"}]}, "primary.waves.0.id"),
    ],
)
def test_a_value_that_does_not_fit_changes_nothing_and_is_named(folder, changes, named, content):
    before = content(folder)
    with pytest.raises(UserProblem) as problem:
        projects.save(folder, "1.1", changes)
    assert named in str(problem.value)
    assert content(folder) == before


def test_a_failed_write_leaves_the_old_record_and_no_litter(folder, monkeypatch, content):
    before = content(folder)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk.os, "fsync", full)
    with pytest.raises(UserProblem, match="No space left"):
        projects.save(folder, "1.1", {"purpose.aim": "lost"})
    assert content(folder) == before


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (b"", "empty"),
        (b'{"title": "x", "purpose": {"ai', "stops in the middle"),
        (b'{"title": "x",\n "revision": }', "line 2"),
        (b"\xff\xfe\x00", "not text"),
        (b'{"title": "x", "colour": "red"}', "colour"),
        (b'{"title": ""}', "title"),
        (b"[]", "the record"),
    ],
)
def test_a_damaged_record_is_explained_and_left_alone(folder, damage, named):
    file = folder / "project.json"
    file.write_bytes(damage)
    with pytest.raises(UserProblem) as problem:
        projects.open(folder)
    assert named in str(problem.value) and str(file) in str(problem.value)
    assert file.read_bytes() == damage


@pytest.mark.parametrize(
    ("changes", "field", "near"),
    [
        ({"measures.basket": [{"indicator": "R77"}]}, "measures.basket.0", "R7"),
        ({"approach.breakdowns": ["age*gendr"]}, "approach.breakdowns.0", "gender"),
        (
            {"purpose.questions": [{"id": "a", "text": "?", "outcomes": ["gone"]}]},
            "purpose.questions.0",
            "Add the outcome",
        ),
        ({"measures.wording_changes": [{"question": "1.77", "asked_as": "?"}]}, "measures.wording_changes.0", "1.7"),
        (
            {"measures.filters.ease.left_out": [{"indicator": "R77", "why": "?"}]},
            "measures.filters.ease.left_out",
            "R7",
        ),
        (
            {"measures.own_questions": [{"id": "own_a", "about": "Relationship"}]},
            "measures.own_questions.0",
            "Relationships",
        ),
    ],
)
def test_a_name_that_nothing_answers_to_is_found_with_its_field(folder, changes, field, near, content):
    before = content(folder)
    with pytest.raises(UserProblem) as problem:
        projects.save(folder, "1.2", changes)
    assert field in problem.value.where and near in problem.value.fix
    assert content(folder) == before
    (folder / "project.json").write_text('{"title": "x", "measures": {"basket": [{"indicator": "R77"}]}}')
    with pytest.raises(UserProblem, match="R77"):
        projects.open(folder)


def test_a_record_edited_by_hand_is_told_in_plain_words(folder):
    (folder / "project.json").write_text('{"title": "x", "measures": {"basket": ["R7"]}, "purpose": {"aims": 1}}')
    with pytest.raises(UserProblem) as problem:
        projects.open(folder)
    assert "measures.basket.0: this has to be a group of fields" in problem.value.what
    assert "purpose.aims: there is no such field" in problem.value.what


def test_a_missing_project_and_a_folder_that_is_none_are_told_apart(tmp_path):
    with pytest.raises(UserProblem, match="no project folder"):
        projects.open(tmp_path / "nowhere")
    with pytest.raises(UserProblem, match="holds no project"):
        projects.open(tmp_path)


def test_a_new_project_never_lands_on_something(tmp_path):
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(UserProblem, match="folder of its own"):
        projects.create(tmp_path, "Tea")
    with pytest.raises(UserProblem, match="needs a title"):
        projects.create(tmp_path / "new", "  ")
    assert not (tmp_path / "new").exists()


def test_waves_come_in_order_of_their_dates_and_planned_ones_are_none_yet(folder):
    held = [("second", date(2026, 6, 1)), ("first", date(2025, 6, 1)), ("same-day", date(2026, 6, 1))]
    for wave_id, day in [*held, ("planned", date(2027, 6, 1))]:
        opened = projects.save_new_wave(folder, Wave(id=wave_id, held_on=day))
    for wave_id, _ in held:
        (folder / "data" / wave_id).mkdir(parents=True)
        (folder / "data" / wave_id / "wave.json").write_text("{}")
    assert [wave.id for wave in opened.waves] == ["first", "same-day", "second"]
    assert opened.wave().id == "second"
    assert [wave.id for wave in opened.waves_until("same-day")] == ["first", "same-day"]
    with pytest.raises(UserProblem, match="first, same-day, second"):
        opened.wave("third")


def save_many(folder, field, n):
    for number in range(n):
        projects.save(folder, "1.1", {field: f"{field} {number}"})


def test_two_processes_saving_at_once_lose_nothing(folder):
    fields = ("purpose.aim", "purpose.who")
    workers = [
        multiprocessing.get_context("spawn").Process(target=save_many, args=(folder, field, 25)) for field in fields
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [worker.exitcode for worker in workers] == [0, 0]
    record = projects.open(folder).record
    assert record.revision == 50
    assert (record.purpose.aim, record.purpose.who) == ("purpose.aim 24", "purpose.who 24")
    assert sorted(one for entry in projects.history(folder) for one in entry.revisions) == list(range(1, 51))


def test_a_torn_line_of_the_history_stays_alone(folder):
    (folder / "history.jsonl").write_text('{"when": "2026')
    projects.save(folder, "1.1", {"purpose.aim": "x"})
    torn, _, whole = (folder / "history.jsonl").read_text().splitlines()
    assert torn == '{"when": "2026' and json.loads(whole)["new"] == "x"
    assert [entry.new for entry in projects.history(folder)] == ["x"]


@pytest.mark.parametrize("name", ["Spring", "a b", "", "../x", "nul", "com1", "x" * 41])
def test_a_wave_s_name_is_a_folder_s_name_everywhere(name):
    with pytest.raises(UserProblem, match="can't be the name of a wave"):
        check_wave_id(name)


def test_a_project_without_answers_says_how_to_bring_some_in(folder):
    with pytest.raises(UserProblem, match="has no answers yet") as problem:
        projects.open(folder).wave()
    assert "workbook.py add FILE" in problem.value.fix
