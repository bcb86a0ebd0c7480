"""What is decided about a wave that is there: corrections, a newer export, somebody who withdraws, what may be compared."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import date

import openpyxl
import pandas as pd
import pyreadstat
import pytest

from helpers.collect import analysis, inbox, primary
from helpers.collect.primary import comparing, corrections, withdrawal
from helpers.errors import UserProblem
from helpers.project import disk
from helpers.questionnaire import build
from helpers.survey import Correction

WHY = "The interviewer rang and said so"
ROWS = [{"id": f"S-{n:03}", "q1_7": 1 + n % 5, "panel_code": f"AB{n:02}"} for n in range(40)]


def rows(*changes, n=40):
    made = [dict(row) for row in ROWS[:n]]
    for place, change in changes:
        made[place] |= change
    return made


def kept(tea, wave="first"):
    return primary.wave_record(tea.opened, wave)


def file_of(tea, wave="first"):
    return tea.opened.wave_path(wave) / kept(tea, wave)["file"]


# Corrections


def test_a_correction_changes_how_answers_are_read_and_not_the_file(tea):
    tea.add("first", rows())
    before = file_of(tea).read_bytes()
    rule = Correction(kind="cell", column="q1_7", respondent_id="S-000", new="5", reason=WHY, who="Asha")
    does = corrections.effect(tea.opened, "first", rule)
    assert (does.changed, does.n_before, does.n_after) == ({"q1_7": 1}, 40, 40)
    assert not corrections.rules(tea.opened, "first")
    corrections.add(tea.path, "first", rule)
    read = primary.reading(tea.opened, "first")
    assert read.responses.set_index("respondent_id").loc["S-000", "q1_7"] == 5
    assert file_of(tea).read_bytes() == before
    (there,) = corrections.rules(tea.opened, "first")
    assert (there.reason, there.who) == (WHY, "Asha") and there.on
    corrections.take_away(tea.path, "first", 0, who="Bea")
    assert primary.reading(tea.opened, "first").responses["q1_7"].iloc[0] == 1
    assert [(line["did"], line["who"]) for line in kept(tea)["corrections_history"]] == [
        ("added", "Asha"),
        ("taken away", "Bea"),
    ]


@pytest.mark.parametrize(
    ("rule", "changed", "n_after"),
    [
        ({"kind": "value", "column": "q1_7", "old": "1", "new": ""}, {"q1_7": 8}, 40),
        ({"kind": "row", "respondent_id": "S-001"}, {}, 39),
        ({"kind": "column", "column": "panel_code"}, {"panel_code": 40}, 40),
    ],
    ids=["a value", "a row", "a column"],
)
def test_what_a_correction_does_is_counted_before_it_is_made(tea, rule, changed, n_after):
    tea.add("first", rows())
    does = corrections.effect(tea.opened, "first", Correction(reason=WHY, **rule))
    assert (does.changed, does.n_after) == (changed, n_after)
    corrections.add(tea.path, "first", Correction(reason=WHY, **rule))
    assert primary.reading(tea.opened, "first").usable_n == n_after == kept(tea)["check"]["usable_n"]


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "cell", "column": "q1_7", "respondent_id": "S-999", "new": "5"},
        {"kind": "value", "column": "no such column", "old": "1", "new": "2"},
        {"kind": "column", "column": "q1_7"},
    ],
    ids=["nobody of that id", "no such column", "a column the basket needs"],
)
def test_a_correction_that_does_nothing_or_leaves_nothing_is_not_kept(tea, rule):
    tea.add("first", rows())
    as_it_was = kept(tea)
    with pytest.raises(UserProblem):
        corrections.add(tea.path, "first", Correction(reason=WHY, **rule))
    assert kept(tea) == as_it_was


def test_a_file_that_somebody_changed_is_refused_with_corrections_too(tea):
    tea.add("first", rows())
    corrections.add(tea.path, "first", Correction(kind="row", respondent_id="S-001", reason=WHY))
    file_of(tea).write_bytes(file_of(tea).read_bytes() + b"\n")
    with pytest.raises(UserProblem, match="changed since"):
        primary.reading(tea.opened, "first")


# A newer export


def test_a_newer_export_takes_the_place_of_the_older_which_is_kept_aside(tea):
    tea.add("first", rows(n=20))
    older = file_of(tea).read_bytes()
    corrections.add(tea.path, "first", Correction(kind="row", respondent_id="S-001", reason=WHY))
    newer = tea.write(rows(n=30))
    now = primary.check(newer, tea.path)
    told = primary.replacing(tea.opened, "first", now)
    assert (told.n_before, told.n_now, told.n_kept, told.n_gone) == (19, 30, 19, 0)
    with pytest.raises(UserProblem, match="has its answers already"):
        primary.add(tea.path, newer, "first")
    primary.add(tea.path, newer, "first", date(2026, 2, 14), is_replacing=True)
    assert now.usable_n == 30 and primary.reading(tea.opened, "first").usable_n == 29
    assert tea.opened.wave("first").held_on == date(2026, 2, 14) and len(tea.opened.waves) == 1
    (aside,) = kept(tea)["earlier"]
    assert (tea.opened.wave_path("first") / aside["file"]).read_bytes() == older
    assert aside["file"].startswith(f"earlier/{aside['received_on']}")
    assert "remove" not in kept(tea) and file_of(tea).read_bytes() == newer.read_bytes()


def test_a_column_that_is_not_to_be_used_stays_unused_each_time_it_is_read(tea):
    """Weights above all: they would change every figure without a word."""
    file = tea.write([{**row, "weight": 1 + n % 3, "q1_8": 1} for n, row in enumerate(rows(n=20))])
    primary.add(tea.path, file, "first", date(2026, 1, 31), {"weight": "", "panel_code": ""})
    again = primary.reading(tea.opened, "first")
    assert "weight" not in again.responses and again.responses["panel_code"].isna().all()
    newer = tea.write([{**row, "weight": 1 + n % 3} for n, row in enumerate(rows(n=25))], "b.csv")
    assert "weight" not in primary.add(tea.path, newer, "first", date(2026, 1, 31), is_replacing=True).responses


def test_what_can_not_replace_changes_nothing(tea):
    file = tea.write(rows(n=20))
    primary.add(tea.path, file, "first", date(2026, 1, 31))
    for wave, says in (("second", "no wave 'second'"), ("first", "This very file")):
        with pytest.raises(UserProblem, match=says):
            primary.add(tea.path, file, wave, is_replacing=True)
    bad = tea.write([{"q1_7": "what?"}] * 20, "bad.csv")
    with pytest.raises(UserProblem, match="can't be used"):
        primary.add(tea.path, bad, "first", date(2026, 1, 31), is_replacing=True)
    assert primary.reading(tea.opened, "first").usable_n == 20


# Withdrawal


def everywhere(folder, *texts):
    """Files of a folder in whose bytes any of these stand, also where a workbook has packed them."""
    found = []
    for file in (file for file in folder.rglob("*") if file.is_file()):
        content = file.read_bytes()
        if file.suffix == ".xlsx":
            book = openpyxl.load_workbook(file)
            content += str([cell.value for sheet in book for row in sheet for cell in row]).encode()
        found += [file for text in texts if text.encode() in content]
    return found


def as_workbook(tea, made):
    book = openpyxl.Workbook()
    book.active.append(["Answers of the winter"])
    book.active.append(["consent_analyse", *made[0]])
    for row in made:
        book.active.append([1, *row.values()])
    path = tea.files / "answers.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("by", ["S-007", "ZEBRA07", "zebra 07"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_nothing_of_somebody_who_withdraws_is_left_and_nobody_else_changes(tea, by, kind):
    made = rows((7, {"panel_code": "ZEBRA07", "q1_7": 2}))
    if kind == "csv":
        tea.add("first", made)
    else:
        primary.add(tea.path, as_workbook(tea, made), "first", date(2026, 1, 31))
    corrections.add(
        tea.path, "first", Correction(kind="cell", column="q1_7", respondent_id="S-007", new="3", reason="ZEBRA07 rang")
    )
    corrections.add(tea.path, "first", Correction(kind="row", respondent_id="S-001", reason=WHY))
    primary.add(
        tea.path,
        tea.write([*made, {"id": "S-100", "q1_7": 1, "panel_code": ""}], "b.csv"),
        "first",
        date(2026, 1, 31),
        is_replacing=True,
    )
    (tea.path / "reports" / "first").mkdir(parents=True)
    (tea.path / "reports" / "first" / "report.html").write_text("<p>")
    assert everywhere(tea.path, "S-007", "ZEBRA07")
    before, was = primary.reading(tea.opened, "first"), kept(tea)
    done = primary.withdraw(tea.path, "first", by)
    after = primary.reading(tea.opened, "first")
    others = before.responses[before.responses["respondent_id"] != "S-007"].reset_index(drop=True)
    assert after.responses.equals(others) and len(others) == len(before.responses) - 1
    assert everywhere(tea.path, "S-007", "ZEBRA07") == [] and everywhere(tea.path, "S-008")
    (stone,) = kept(tea)["withdrawn"]
    assert stone["n"] == 1 and (stone["sha256_before"], stone["sha256_after"]) == (was["sha256"], kept(tea)["sha256"])
    assert [one.respondent_id for one in corrections.rules(tea.opened, "first")] == ["S-001"]
    assert (done.n_corrections, [file.name for file in done.outdated]) == (1, ["report.html"])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_all_other_lines_of_a_text_file_stay_as_they_are(tea, encoding):
    lines = [
        "consent_analyse;id;q1_7;own_why\r\n",
        '1;A1;2;"was\r\nnever; so"\r\n',
        "1;A2;3;caf\xe9\r\n",
        "1;A3;3;\r\n",
    ]
    tea.decide(**{"measures.own_questions": [{"id": "own_why", "wording": "Why?"}]})
    file = tea.files / "answers.csv"
    file.write_bytes("".join(lines).encode(encoding))
    primary.add(tea.path, file, "first", date(2026, 1, 31))
    primary.withdraw(tea.path, "first", "A1")
    assert file_of(tea).read_bytes().decode(encoding) == "".join([lines[0], "\r\n", *lines[2:]])
    assert list(primary.reading(tea.opened, "first").responses["respondent_id"]) == ["A2", "A3"]


def test_a_row_without_a_number_keeps_the_others_numbers(tea):
    tea.add("first", [{"q1_7": 1 + n % 5} for n in range(20)])
    primary.withdraw(tea.path, "first", "5")
    ids = list(primary.reading(tea.opened, "first").responses["respondent_id"])
    assert ids == [str(n) for n in range(2, 22) if n != 5]


@pytest.mark.parametrize("is_numbered", [True, False])
def test_out_of_an_spss_file_too_with_and_without_numbers_of_submissions(tea, is_numbered):
    scale = {1: "Often/always", 2: "Some of the time", 3: "Occasionally", 4: "Hardly ever", 5: "Never"}
    table = pd.DataFrame({"consent_analyse": [1.0] * 20, "loneliness": [1.0 + n % 5 for n in range(20)]})
    table.loc[2, "consent_analyse"] = 0
    if is_numbered:
        table.insert(0, "number", [f"S-{n:03}" for n in range(20)])
    labels = {"consent_analyse": {0: "No", 1: "Yes"}, "loneliness": scale}
    pyreadstat.write_sav(table, tea.files / "a.sav", variable_value_labels=labels)
    mapping = {"loneliness": "q1_7", **({"number": "respondent_id"} if is_numbered else {})}
    primary.add(tea.path, tea.files / "a.sav", "first", date(2026, 1, 31), mapping)
    before = primary.reading(tea.opened, "first").responses
    who = before["respondent_id"][6]
    primary.withdraw(tea.path, "first", who)
    after = primary.reading(tea.opened, "first")
    others = before[before["respondent_id"] != who]
    assert list(after.responses["respondent_id"]) == list(others["respondent_id"]) and len(others) == 18
    assert list(after.responses["q1_7"]) == list(others["q1_7"]) and after.set_aside == {"no consent": 1}
    primary.withdraw(tea.path, "first", others["respondent_id"].iloc[-1])
    assert primary.reading(tea.opened, "first").usable_n == 17


def test_somebody_set_aside_can_withdraw_and_another_wave_of_theirs_is_named(tea):
    tea.add("first", rows((3, {"consent_analyse": "no"})))
    tea.add("second", [{**row, "id": f"T-{row['id']}"} for row in rows(n=10)], date(2026, 3, 1), name="b.csv")
    tea.add("third", rows((3, {"panel_code": "none"}), n=10), date(2026, 6, 1), name="c.csv")
    tea.add("fourth", [{"q1_7": 1 + n % 5} for n in range(40)], date(2026, 9, 1), name="d.csv")
    done = primary.withdraw(tea.path, "first", "S-003")
    assert primary.reading(tea.opened, "first").set_aside == {} and done.other_waves == ("second", "third")
    assert primary.withdraw(tea.path, "fourth", "5").other_waves == ()


def test_who_is_not_found_is_several_or_waits_in_a_new_file_is_not_taken_out(tea):
    tea.add("first", rows((5, {"panel_code": "TWICE"}), (6, {"panel_code": "twice"})))
    as_it_was = kept(tea)
    for who, says in (("S-999", "Nobody"), ("", "Nobody"), ("TWICE", "2 rows have")):
        with pytest.raises(UserProblem, match=says):
            primary.withdraw(tea.path, "first", who)
    waiting = tea.write(rows(n=3), "new.csv")
    inbox.put(tea.opened, waiting, "new.csv", 3, "0" * 64, date(2026, 1, 31))
    with pytest.raises(UserProblem, match="A file waits"):
        primary.withdraw(tea.path, "first", "S-001")
    assert kept(tea) == as_it_was and everywhere(tea.path / "data" / "first", "S-001")


def test_where_others_would_be_read_otherwise_nothing_is_changed(tea, monkeypatch):
    tea.add("first", rows())
    monkeypatch.setattr(withdrawal, "_is_same_but_for", lambda *_: False)
    content, as_it_was = file_of(tea).read_bytes(), kept(tea)
    with pytest.raises(UserProblem, match="can't be written anew") as refused:
        primary.withdraw(tea.path, "first", "S-001")
    assert "row 3" in refused.value.fix and kept(tea) == as_it_was and file_of(tea).read_bytes() == content
    assert sorted(file.name for file in (tea.path / "data" / "first").iterdir()) == ["answers.csv", "wave.json"]


def test_the_file_from_before_a_withdrawal_does_not_come_in_again(tea):
    made = rows()
    tea.add("first", made)
    primary.withdraw(tea.path, "first", "S-001")
    for wave, replaces in (("first", True), ("second", False)):
        with pytest.raises(UserProblem, match="before somebody withdrew"):
            primary.add(tea.path, tea.write(made), wave, date(2026, 1, 31), is_replacing=replaces)


KILLED = """
import os, signal, sys
from datetime import date
from helpers.collect import primary
from helpers.collect.primary import corrections
from helpers.project import disk
from helpers.questionnaire import build
from helpers.survey import Correction
path, at, what, file = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
steps = iter(range(1000))
def counted(work):
    def step(*given, **named):
        if next(steps) == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return work(*given, **named)
    return step
disk.os.replace, disk.os.fsync = counted(os.replace), counted(os.fsync)
import pathlib
pathlib.Path.unlink = counted(pathlib.Path.unlink)
match what:
    case "add":
        primary.add(path, file, "second", date(2026, 3, 1))
    case "replace":
        primary.add(path, file, "first", date(2026, 1, 31), is_replacing=True)
    case "correct":
        corrections.add(path, "first", Correction(kind="row", respondent_id="S-001", reason="Twice"))
    case "withdraw":
        primary.withdraw(path, "first", "S-007")
"""


def killed(tea, at, what, file):
    """The exit code of a process that is killed at its step `at`, or of one that came to its end before."""
    command = [sys.executable, "-c", KILLED, str(tea.path), str(at), what, str(file)]
    return subprocess.run(command, env=os.environ, timeout=120, check=False).returncode


@pytest.mark.slow
@pytest.mark.parametrize(("what", "n_after"), [("replace", 25), ("correct", 39)])
def test_a_kill_in_the_middle_of_a_change_leaves_the_wave_as_it_was_or_as_it_is_to_be(tea, what, n_after):
    tea.add("first", rows())
    newer = tea.write(rows(n=25), "b.csv")
    ends = []
    for at in range(40):
        code = killed(tea, at, what, newer)
        ends.append(primary.reading(tea.opened, "first").usable_n)
        if ends[-1] == n_after:
            break
    assert len(ends) > 2 and set(ends[:-1]) == {40} and ends[-1] == n_after and code in (0, -signal.SIGKILL)
    killed(tea, 1000, what, newer)
    assert primary.reading(tea.opened, "first").usable_n == n_after
    there = {entry.name for entry in (tea.path / "data" / "first").iterdir()}
    assert there <= {kept(tea)["file"], "wave.json", "earlier"}


@pytest.mark.slow
def test_a_kill_while_a_wave_comes_in_leaves_it_there_whole_or_not_at_all_and_is_made_up_for(tea):
    tea.add("first", rows())
    coming = tea.write([{**row, "id": f"T-{row['id']}"} for row in rows(n=25)], "b.csv")
    folder, seen = tea.path / "data" / "second", set()
    for at in range(40):
        code = killed(tea, at, "add", coming)
        seen.add(folder.exists())
        if folder.exists():
            assert sorted(file.name for file in folder.iterdir()) == ["b.csv", "wave.json"]
        if "second" in {wave.id for wave in tea.opened.record.primary.waves}:
            break
    assert seen == {False, True} and code in (0, -signal.SIGKILL)
    assert primary.reading(tea.opened, "second").usable_n == 25
    left = [entry.name for entry in (tea.path / "data").iterdir()]
    assert sorted(left) == ["first", "second"]


@pytest.mark.slow
def test_a_kill_in_the_middle_leaves_the_old_or_the_new(tea):
    made = rows((7, {"panel_code": "ZEBRA07"}))
    tea.add("first", made)
    primary.add(tea.path, tea.write(made[:39], "b.csv"), "first", date(2026, 1, 31), is_replacing=True)
    old = kept(tea)
    ends = []
    for at in range(40):
        code = killed(tea, at, "withdraw", "")
        is_old = kept(tea) | {"begun": ""} == old | {"begun": ""}
        read = primary.reading(tea.opened, "first")
        assert read.usable_n == (39 if is_old else 38)
        assert bool(everywhere(tea.path, "S-007", "ZEBRA07")) == is_old
        ends.append((code, is_old))
        if not is_old:
            break
    assert code in (0, -signal.SIGKILL) and not is_old
    assert (-signal.SIGKILL, True) in ends


# What may be compared


def test_what_differs_is_kept_and_stops_the_comparison_until_somebody_has_looked(tea):
    own = {"id": "own_tea", "wording": "Tea?", "options": {1: "Yes", 2: "No"}}
    tea.decide(**{"measures.own_questions": [own], "approach.mode": "online"})
    tea.add("first", rows())
    assert len(analysis.findings(tea.opened).shares) and comparing.differences(tea.opened, "first") == ("", ())
    tea.decide(**{"approach.mode": "face to face"})
    tea.add(
        "second", [{**row, "id": f"T{row['id']}"} for row in rows((0, {"q1_7": 2}))], date(2026, 6, 1), name="b.csv"
    )
    before, found = comparing.differences(tea.opened, "second")
    assert before == "first" and [one.kind for one in found if comparing.is_blocking(one)] == ["mode"]
    assert kept(tea, "second")["compared"]["wave"] == "first"
    findings = analysis.findings(tea.opened)
    assert not len(findings.changes) and "not compared with" in " ".join(findings.notes)
    comparing.settle(tea.path, "second", "mode", "", "The same people, and nothing delicate", "Asha")
    assert len(analysis.findings(tea.opened).changes) == 1
    comparing.unsettle(tea.path, "second", "mode", "")
    assert not len(analysis.findings(tea.opened).changes)
    with pytest.raises(UserProblem, match="is not said"):
        comparing.settle(tea.path, "second", "mode", "", " ")


def test_waves_brought_in_before_differences_were_kept_are_compared_all_the_same(tea):
    tea.add("first", rows())
    tea.add(
        "second",
        [{**row, "id": f"T{row['id']}", "q1_7": 6 - row["q1_7"]} for row in rows()],
        date(2026, 6, 1),
        name="b.csv",
    )
    place = tea.opened.wave_path("second") / "wave.json"
    told = {name: value for name, value in json.loads(place.read_text()).items() if name not in ("compared", "mode")}
    place.write_text(json.dumps(told))
    assert comparing.differences(tea.opened, "second")[0] == "first"


# Set aside


def test_who_was_set_aside_is_told_by_row_and_reason_and_names_no_answers(tea):
    made = rows((3, {"consent_analyse": "no"}), (4, {"consent_analyse": "no", "id": "=1+1", "q1_7": 4}))
    tea.add("first", made)
    text = primary.set_aside_csv(primary.reading(tea.opened, "first")).decode("utf-8-sig")
    assert text.splitlines() == ["row in the file,id,reason", "5,S-003,no consent", "6,'=1+1,no consent"]


# The right file


def dated(days, **more):
    return [{**row, **more, "submitted_on": f"2026-{days[n % len(days)]}"} for n, row in enumerate(rows(n=20))]


@pytest.mark.parametrize(
    ("second", "third", "says"),
    [
        (("02-10", "02-20"), ("03-10", "03-20"), []),
        (
            ("02-10", "02-20"),
            ("01-10", "02-20"),
            ["20 of 20 answers were given by 28 February 2026, when wave second ended"],
        ),
    ],
)
def test_answers_of_the_days_of_an_earlier_wave_are_said_to_be(tea, second, third, says):
    tea.add("second", [{**row, "id": f"T-{n}"} for n, row in enumerate(dated(second))], date(2026, 2, 28))
    tea.add("third", [{**row, "id": f"U-{n}"} for n, row in enumerate(dated(third))], date(2026, 3, 31), name="b.csv")
    found = kept(tea, "third").get("doubts", [])
    assert len(found) == len(says) and all(one in found[0] for one in says)


def test_a_newer_export_of_another_wave_is_said_to_be_one(tea):
    tea.add("first", rows(n=20))
    tea.add("second", [{**row, "id": f"T-{row['id']}"} for row in rows(n=20)], date(2026, 3, 1), name="b.csv")
    tea.add("third", [{**row, "id": f"U-{row['id']}"} for row in rows(n=20)], date(2026, 6, 1), name="c.csv")
    wrong = tea.write(rows(n=22), "d.csv")
    primary.add(tea.path, wrong, "third", date(2026, 6, 1), is_replacing=True)
    found = " ".join(kept(tea, "third")["doubts"])
    assert (
        "None of the submissions that wave third holds" in found
        and "20 of 22 usable answers are in wave first" in found
    )


def test_answers_given_on_another_version_of_the_questionnaire_are_said_to_be(tea):
    now = build(tea.opened.record).version
    tea.add("first", [{**row, "questionnaire_version": now} for row in rows(n=20)])
    assert "doubts" not in kept(tea) and kept(tea)["asked_with"] == [now]
    tea.decide(**{"measures.own_questions": [{"id": "own_why", "wording": "Why?"}]})
    later = [{**row, "id": f"T-{row['id']}", "q1_7": 3, "questionnaire_version": now} for row in rows(n=20)]
    tea.add("second", later, date(2026, 3, 1), name="b.csv")
    (doubt,) = kept(tea, "second")["doubts"]
    assert f"version {now} of the questionnaire" in doubt and "Wave first was asked with that version" in doubt


# Others at the same time, and things that are not as they were


TOO = """
import sys
from datetime import date
from helpers.collect import primary
from helpers.errors import UserProblem
from helpers.project import disk
try:
    primary.add(sys.argv[1], sys.argv[2], sys.argv[3], date(2026, 1, 31))
except UserProblem as problem:
    sys.exit(problem.what)
"""


@pytest.mark.parametrize("waves", [("first", "first"), ("first", "second")])
def test_of_two_who_bring_files_in_at_once_both_are_heard(tea, waves):
    files = [tea.write([{**row, "id": f"{name}{row['id']}"} for row in rows()], f"{name}.csv") for name in "ab"]
    both = [
        subprocess.Popen([sys.executable, "-c", TOO, tea.path, file, wave], stderr=subprocess.PIPE, text=True)
        for file, wave in zip(files, waves, strict=True)
    ]
    said = sorted(process.communicate(timeout=120)[1] for process in both)
    assert [wave.id for wave in tea.opened.waves] == sorted(set(waves))
    assert all(primary.reading(tea.opened, wave.id).usable_n == 40 for wave in tea.opened.waves)
    assert (said[0], "has its answers already" in said[1]) == ("", len(set(waves)) == 1)


@pytest.mark.parametrize("what", ["add", "replace", "correct", "withdraw"])
def test_a_disk_that_is_full_changes_nothing(tea, monkeypatch, what):
    tea.add("first", rows())
    newer, before = tea.write(rows(n=25), "b.csv"), everything(tea)

    def full(path, content):
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(disk, "write_whole", full)
    works = {
        "add": lambda: primary.add(tea.path, newer, "second", date(2026, 3, 1)),
        "replace": lambda: primary.add(tea.path, newer, "first", date(2026, 1, 31), is_replacing=True),
        "correct": lambda: corrections.add(
            tea.path, "first", Correction(kind="row", respondent_id="S-001", reason=WHY)
        ),
        "withdraw": lambda: primary.withdraw(tea.path, "first", "S-007"),
    }
    with pytest.raises(OSError, match="No space left"):
        works[what]()
    assert everything(tea) == before


def everything(tea):
    return {
        str(file.relative_to(tea.path)): file.read_bytes()
        for file in tea.path.rglob("*")
        if file.is_file() and file.name != ".lock"
    }


def test_a_wave_whose_folder_is_gone_is_named_and_can_be_brought_in_again(tea):
    tea.add("first", rows())
    shutil.rmtree(tea.path / "data" / "first")
    with pytest.raises(UserProblem, match="wave 'first'") as refused:
        primary.reading(tea.opened, "first")
    assert "bring its survey file in again" in refused.value.fix
    primary.add(tea.path, tea.write(rows()), "first", date(2026, 1, 31))
    assert primary.reading(tea.opened, "first").usable_n == 40 and len(tea.opened.waves) == 1
