"""`rebuild DIR`: what a person is told, what is kept, and that a damaged record is reported with this way back."""

import json
import re
from datetime import date

import pytest

from helpers import project as projects
from helpers.cli import main
from helpers.errors import COMMAND, UserProblem
from helpers.project import rebuild
from helpers.serve import folder as served


@pytest.fixture
def lived(folder):
    """A project that was saved four times."""
    for who, changes in (
        ("Anna", {"purpose.aim": "Tea for everybody " * 10}),
        ("", {"purpose.who": "Neighbours"}),
        ("Ben", {"purpose.aim": "Tea for everybody " * 10 + "and cake"}),
        ("Anna", {"purpose.context": "The hall has a new roof"}),
    ):
        projects.save(folder, "1.1", changes, who)
    return folder


def told(folder, capsys) -> tuple[int, str]:
    code = main(["rebuild", str(folder)])
    return code, "".join(capsys.readouterr())


def without(folder, number: int) -> None:
    """The history loses a save."""
    lines = (folder / "history.jsonl").read_text().splitlines(keepends=True)
    kept = [line for line in lines if json.loads(line)["revision"] != number or "record" in line]
    assert len(kept) < len(lines)
    (folder / "history.jsonl").write_text("".join(kept))


def test_a_damaged_record_comes_back_and_the_damaged_file_is_kept_under_its_day(lived, capsys):
    file = lived / "project.json"
    whole = file.read_bytes()
    file.write_bytes(whole[:500])
    code, said = told(lived, capsys)
    assert code == 0
    assert file.read_bytes() == whole
    assert "save 4" in said and "by Anna" in said and "letter for letter" in said and "Lost:" not in said
    kept = lived / "set_aside" / f"project.damaged-{date.today().isoformat()}.json"
    assert kept.read_bytes() == whole[:500] and str(kept) in said


def test_twice_in_a_day_keeps_both_damaged_files(lived, capsys):
    for n_bytes in (10, 20):
        (lived / "project.json").write_bytes((lived / "project.json").read_bytes()[:n_bytes])
        assert told(lived, capsys)[0] == 0
    assert sorted(len(file.read_bytes()) for file in (lived / "set_aside").iterdir()) == [10, 20]


def test_a_save_that_the_history_lacks_is_said_and_so_is_what_rested_on_it(lived, capsys):
    without(lived, 1)
    (lived / "project.json").write_bytes(b"")
    code, said = told(lived, capsys)
    assert code == 0
    assert "Lost: 'Aim', as changed on " in said and "(save 3)" in said
    assert "everything changed in save 1, which" in said
    assert "look through each step" in said and "Nothing of it is lost" not in said
    assert projects.open(lived).record.purpose.who == "Neighbours"


def test_later_saves_that_only_the_damaged_file_tells_of_are_said(lived, capsys):
    file = lived / "project.json"
    file.write_bytes(file.read_bytes()[:-3])
    without(lived, 4)
    code, said = told(lived, capsys)
    assert code == 0 and "save 3" in said and "everything changed in save 4, which" in said
    assert projects.open(lived).record.purpose.context == ""


def test_lines_that_can_not_be_read_are_counted(lived, capsys):
    (lived / "history.jsonl").open("a").write('{"half a li')
    (lived / "project.json").unlink()
    code, said = told(lived, capsys)
    assert code == 0 and "1 line of the history can't be read" in said and "no damaged file" in said


@pytest.mark.parametrize("what", ("sound", "nowhere", "without a history"))
def test_what_can_not_be_made_again_is_a_problem_and_changes_nothing(lived, content, capsys, what):
    if what == "without a history":
        (lived / "history.jsonl").unlink()
        (lived / "project.json").write_bytes(b"{")
    before = content(lived)
    code, said = told(lived / "none" if what == "nowhere" else lived, capsys)
    assert code == 1 and "What to do:" in said and "Traceback" not in said
    assert "rebuild" not in said
    assert content(lived) == before


def test_a_file_that_can_not_be_opened_just_now_is_no_damaged_one(lived, monkeypatch, content):
    before = content(lived)

    def refuse(folder):
        raise UserProblem("Held.", str(folder), "Wait.") from PermissionError(13, "Permission denied")

    monkeypatch.setattr(rebuild.reading, "read", refuse)
    with pytest.raises(UserProblem, match="Held"):
        rebuild.rebuild(lived)
    assert content(lived) == before


@pytest.mark.parametrize("held", (b"", b'{"title": "Half a pro', b"\xff\xfe", b"[]", b'{"title": 5}'))
def test_wherever_a_damaged_record_is_reported_the_command_is_named(lived, held):
    (lived / "project.json").write_bytes(held)
    with pytest.raises(UserProblem) as opening:
        projects.open(lived)
    (listed,) = served.listed(lived.parent)
    for problem in (opening.value, listed.problem):
        (typed,) = re.findall(r"`([^`]+)`", problem.fix)
        assert typed == f"{COMMAND} rebuild {lived}"
        assert "put back an earlier copy" in problem.fix
    assert main(["rebuild", str(lived)]) == 0


def test_a_missing_record_beside_a_history_is_reported_with_the_command(lived):
    (lived / "project.json").unlink()
    with pytest.raises(UserProblem, match="is missing") as opening:
        projects.open(lived)
    assert f"{COMMAND} rebuild {lived}" in opening.value.fix


def test_a_path_with_blanks_can_be_typed_as_it_is_shown(tmp_path):
    path = projects.create(tmp_path / "my project", "Tea").path
    projects.save(path, "1.1", {"purpose.aim": "tea"})
    (path / "project.json").write_bytes(b"")
    with pytest.raises(UserProblem) as opening:
        projects.open(path)
    assert f'rebuild "{path}"' in opening.value.fix


def test_without_a_history_nobody_is_sent_to_it(folder):
    (folder / "history.jsonl").unlink(missing_ok=True)
    (folder / "project.json").write_bytes(b"")
    with pytest.raises(UserProblem) as opening:
        projects.open(folder)
    assert "rebuild" not in opening.value.fix and "put back an earlier copy" in opening.value.fix
