"""The contract of the command line: exit codes, messages, and what is on disk afterwards."""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest

from helpers import project as projects
from helpers.cli import main
from helpers.steps import steps
from helpers.steps.listing import SAMPLES

COLUMNS = [
    "indicator",
    "theme",
    "domain",
    "wave",
    "group_by",
    "group",
    "n",
    "n_effective",
    "share",
    "std_error",
    "ci_low",
    "ci_high",
    "mean",
    "status",
    "note",
]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_main_job_makes_a_report_and_leaves_the_sample_as_it_was(main_job):
    out = main_job["out"]
    assert main_job["code"] == 0
    assert main_job["before"] == main_job["after"]
    assert (out / "report.html").stat().st_size > 50_000
    assert sorted(path.name for path in (out / "notebooks").iterdir()) == sorted(
        Path(step.notebook).name for step in steps()
    )
    findings = rows(out / "findings.csv")
    assert list(findings[0]) == COLUMNS and len(findings) > 50


def test_estimate_writes_the_columns_promised_for_the_latest_wave(tmp_path, capsys):
    out = tmp_path / "findings.csv"
    assert main(["estimate", str(SAMPLES / "befriending"), "--by", "age,age*gender", "--out", str(out)]) == 0
    found = rows(out)
    assert list(found[0]) == COLUMNS
    assert {row["wave"] for row in found} == {"2025-spring"}
    assert {row["group_by"] for row in found} >= {"", "age", "age*gender"}
    everyone = [row for row in found if not row["group_by"]]
    assert {row["group"] for row in everyone} == {"everyone"} and len(everyone) == 10
    assert {row["status"] for row in found} <= {"released", "banded", "suppressed", "merged"}
    assert any(row["status"] == "suppressed" and not row["share"] for row in found)


def test_add_keeps_the_file_as_received_and_a_second_time_refuses(project, fingerprint):
    opened = projects.open(project)
    wave = opened.waves[-1]
    received = next(path for path in opened.wave_path(wave.id).iterdir() if path.name != "wave.json")
    fresh = project.parent / received.name
    shutil.move(opened.wave_path(wave.id), project.parent / "moved-out")
    shutil.copy(project.parent / "moved-out" / received.name, fresh)
    assert main(["add", str(fresh), "--project", str(project), "--wave", "again"]) == 0
    kept = project / "data" / "again" / fresh.name
    assert kept.read_bytes() == fresh.read_bytes()
    assert projects.open(project).wave("again").held_on == wave.held_on
    before = fingerprint(project)
    assert main(["add", str(fresh), "--project", str(project), "--wave", "again"]) == 1
    assert fingerprint(project) == before


def test_a_newer_export_replaces_an_older_one_only_where_that_is_said(project, capsys):
    good = (SAMPLES / "try_me" / "good.csv").read_bytes()
    newer = project.parent / "newer.csv"
    newer.write_bytes(b"".join(good.splitlines(keepends=True)[:-4]))
    again = ["add", str(newer), "--project", str(project), "--wave", "2025-autumn"]
    assert main([*again, "--replace"]) == 1 and "no wave '2025-autumn'" in capsys.readouterr().err
    assert main(again) == 0
    newer.write_bytes(good)
    assert main(again) == 1 and "--replace" in capsys.readouterr().err
    assert main([*again, "--replace"]) == 0
    folder = project / "data" / "2025-autumn"
    assert json.loads((folder / "wave.json").read_text())["check"]["usable_n"] == 23
    assert [file.name[10:] for file in (folder / "earlier").iterdir()] == [" newer.csv"]


def broken(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


HEADER = "How often do you feel lonely?,consent_analyse\n"


@pytest.mark.parametrize(
    ("name", "content", "named"),
    [
        ("empty.csv", b"", "empty"),
        ("only_a_header.csv", HEADER.encode(), "no answers"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "picture.png"),
        ("workbook.xlsx", b"PK\x03\x04 not really", "workbook.xlsx"),
        ("other_columns.csv", b"shoe size,colour\n42,red\n", "shoe size"),
        ("nul.csv", b"a,b\n1,\x002\n", "nul.csv"),
    ],
)
def test_a_file_that_can_not_be_used_is_named_and_changes_nothing(project, fingerprint, capsys, name, content, named):
    before = fingerprint(project)
    file = broken(project.parent, name, content)
    assert main(["add", str(file), "--project", str(project), "--wave", "new", "--date", "2026-01-01"]) == 1
    said = capsys.readouterr().err
    assert named in said and "What to do" in said and "Traceback" not in said
    assert fingerprint(project) == before


def test_somebody_is_taken_out_only_where_that_is_said_and_is_asked_for_by_nobody_s_history(
    project, fingerprint, capsys, monkeypatch
):
    (file,) = (project / "data" / "2024-autumn").glob("*.csv")
    before, lines = fingerprint(project), file.read_text(encoding="utf-8").splitlines()
    command = ["withdraw", str(project), "--wave", "2024-autumn"]
    monkeypatch.setattr("builtins.input", lambda asked: "row 2")
    assert main(command) == 0 and "Found in row 2" in capsys.readouterr().out and fingerprint(project) == before
    assert main([*command, "--who", "row 2", "--yes"]) == 0
    said = capsys.readouterr().out
    assert "taken out" in said and "survey tool" in said
    (file,) = (project / "data" / "2024-autumn").glob("*.csv")
    assert file.read_text(encoding="utf-8").splitlines() == [lines[0], "", *lines[2:]]
    assert main([*command, "--who", "nobody", "--yes"]) == 1 and "Nobody in this wave" in capsys.readouterr().err


def test_a_column_recoded_throughout_and_a_missing_one_are_refused(project, fingerprint, capsys):
    before = fingerprint(project)
    for name, named in (("recoded.csv", "How often do you feel lonely?"), ("rename_a_column.csv", "Wellbeing item 3")):
        file = SAMPLES / "try_me" / name
        assert main(["add", str(file), "--project", str(project), "--wave", "new", "--date", "2026-01-01"]) == 1
        assert named in capsys.readouterr().err
    assert fingerprint(project) == before


def test_a_good_file_with_a_stray_code_is_taken_with_a_warning(project, capsys):
    opened = projects.open(project)
    first = opened.wave_path(opened.waves[0].id)
    file = next(path for path in first.iterdir() if path.name != "wave.json")
    assert main(["check", str(file), "--project", str(project)]) == 0
    assert "'55' is not an answer to question 1.7" in capsys.readouterr().out


def test_check_prints_json_and_nothing_else(project, tmp_path, capsys):
    clean = tmp_path / "clean.csv"
    file = str(SAMPLES / "try_me" / "good.csv")
    assert main(["check", file, "--project", str(project), "--json", "--clean", str(clean)]) == 0
    verdict = json.loads(capsys.readouterr().out)
    assert verdict["verdict"] in ("accept", "warn") and verdict["usable_n"] > 10
    assert all({"level", "what", "row", "column", "value", "fix"} <= message.keys() for message in verdict["messages"])
    assert len(rows(clean)) == verdict["usable_n"] and "q1_7" in rows(clean)[0]


@pytest.mark.parametrize(
    ("command", "named"),
    [
        (["report", "nowhere"], "nowhere"),
        (["report", "{project}", "--wave", "2031-spring"], "2024-spring, 2024-autumn, 2025-spring"),
        (["check", "nowhere.csv"], "nowhere.csv"),
        (["add", "nowhere.csv", "--project", "{project}", "--wave", "new"], "nowhere.csv"),
        (["add", "{file}", "--project", "{project}", "--wave", "Spring 2026"], "Spring 2026"),
        (["estimate", "{project}", "--by", "shoe", "--out", "x.csv"], "shoe"),
        (["estimate", "{project}", "--by", "tenure", "--out", "x.csv"], "tenure"),
        (["new", "{project}"], "something is here already"),
    ],
)
def test_what_a_person_can_mend_exits_1_with_what_where_and_how(project, capsys, command, named):
    names = {"project": str(project), "file": str(SAMPLES / "try_me" / "good.csv")}
    assert main([part.format(**names) for part in command]) == 1
    said = capsys.readouterr().err
    assert named in said and "Where:" in said and "What to do:" in said


def test_a_damaged_record_and_a_changed_answers_file_are_explained(project, capsys):
    data = next(path for path in (project / "data" / "2025-spring").iterdir() if path.name != "wave.json")
    data.write_bytes(data.read_bytes() + b" ")
    assert main(["estimate", str(project), "--out", str(project.parent / "x.csv")]) == 1
    assert "not as they were received" in capsys.readouterr().err
    (project / "project.json").write_text('{"title": ')
    assert main(["report", str(project)]) == 1
    assert "stops in the middle, at line 1" in capsys.readouterr().err


@pytest.mark.parametrize("command", [[], ["dance"], ["add", "x.csv"], ["report", "--to", "papyrus"], ["estimate", "p"]])
def test_wrong_usage_exits_2(command):
    with pytest.raises(SystemExit) as stopped:
        main(command)
    assert stopped.value.code == 2


def test_a_fault_of_ours_exits_3_and_keeps_the_traceback_in_a_log(monkeypatch, capsys):
    def fail(*_):
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(projects, "create", fail)
    assert main(["new", "x"]) == 3
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "ZeroDivisionError: ours" in Path(said.split("What happened is in ")[1].strip()).read_text()


def test_a_new_project_can_be_opened(tmp_path, capsys):
    assert main(["new", str(tmp_path / "tea_on_tuesdays")]) == 0
    assert projects.open(tmp_path / "tea_on_tuesdays").title == "Tea on tuesdays"


def test_jupyterlab_asks_nobody_whether_they_want_news_and_looks_for_no_newer_version(monkeypatch):
    called = []
    monkeypatch.setattr("helpers.cli.subprocess.call", lambda command: called.append(command) or 0)
    assert main(["lab", "--no-browser"]) == 0
    (folder,) = [one.partition("=")[2] for one in called[0] if one.startswith("--LabApp.app_settings_dir=")]
    settings = json.loads((Path(folder) / "overrides.json").read_text(encoding="utf-8"))
    assert settings["@jupyterlab/apputils-extension:notification"] == {"checkForUpdates": False, "fetchNews": "false"}


@pytest.fixture
def sent(tmp_path, capsys):
    """A project of one's own, of which findings have left."""
    project = tmp_path / "estate"
    shutil.copytree(SAMPLES / "estate", project)
    assert main(["estimate", str(project), "--out", str(tmp_path / "findings.csv")]) == 0
    capsys.readouterr()
    return project


def test_releases_are_listed_and_one_that_nobody_has_seen_can_be_struck(sent, capsys):
    assert main(["releases", str(sent)]) == 0
    assert re.fullmatch(
        r"1\. .* 20\d\d: findings.csv of wave 2025-summer, under the policy 'report'\n", capsys.readouterr().out
    )
    assert main(["releases", str(sent), "--not-sent", "1"]) == 1
    assert "answer for it" in capsys.readouterr().err
    assert main(["releases", str(sent), "--not-sent", "1", "--who", "Ada", "--why", "It was deleted at once."]) == 0
    capsys.readouterr()
    assert main(["releases", str(sent)]) == 0
    assert capsys.readouterr().out == "Nothing has left this project yet.\n"


def test_a_release_that_is_not_listed_cannot_be_struck(sent, capsys):
    for number in ("0", "2"):
        assert main(["releases", str(sent), "--not-sent", number, "--who", "Ada", "--why", "Never sent."]) == 1
        assert f"no release {number}" in capsys.readouterr().err
