"""What leaves a project is noted first, and judged beside what left before."""

import pandas as pd
import pytest

from helpers import disclosure
from helpers import project as projects
from helpers.cli import main
from helpers.collect import analysis, primary
from helpers.collect.primary.withdrawal import withdraw
from helpers.errors import UserProblem
from helpers.project import ledger
from helpers.steps.listing import SAMPLES

WAVE = "2025-spring"


@pytest.fixture(scope="module")
def befriending(tmp_path_factory):
    import shutil

    folder = tmp_path_factory.mktemp("projects") / "befriending"
    shutil.copytree(SAMPLES / "befriending", folder)
    return folder


def test_a_release_is_noted_once_and_changes_nothing_for_the_same_answers(befriending):
    opened = projects.open(befriending)
    first = analysis.taken_out(opened, what="report")
    assert len(ledger.entries(befriending)) == 1
    analysis._KEPT.clear()
    again = analysis.taken_out(projects.open(befriending), what="report")
    pd.testing.assert_frame_equal(first.table, again.table)
    pd.testing.assert_frame_equal(first.distributions, again.distributions)
    assert len(ledger.entries(befriending)) == 1, "the same figures were noted twice"
    (entry,) = ledger.entries(befriending)
    assert {"when", "policy", "what", "wave", "released"} <= set(entry) and "never send" in entry["about"]


def test_the_command_notes_what_it_writes_and_the_teams_own_view_is_no_release(befriending, tmp_path):
    before = len(ledger.entries(befriending))
    for policy in ("team", "open"):
        assert main(["estimate", str(befriending), "--policy", policy, "--out", str(tmp_path / f"{policy}.csv")]) == 0
    (entry,) = ledger.entries(befriending)[before:]
    assert (entry["policy"], entry["what"]) == ("open", "open.csv")


def test_the_samples_stay_as_they_are():
    analysis.taken_out(projects.open(SAMPLES / "estate"))
    assert not (SAMPLES / "estate" / ledger.LEDGER_FILE).exists()


def test_somebody_who_withdraws_is_not_the_difference_of_two_reports(befriending):
    opened = projects.open(befriending)
    wave = opened.waves[-1].id
    before = analysis.released(opened).table.set_index(["indicator", "wave", "group_by", "group"])
    ids = primary.reading(opened, wave).responses["respondent_id"]
    done = withdraw(befriending, wave, str(ids.iloc[0]))
    assert befriending / ledger.LEDGER_FILE not in done.outdated
    after = analysis.released(projects.open(befriending)).table.set_index(["indicator", "wave", "group_by", "group"])
    text = (befriending / ledger.LEDGER_FILE).read_text(encoding="utf-8")
    assert not any(f'"{one}"' in text for one in ids)
    looked_at = 0
    for key, row in after.iterrows():
        if key not in before.index:
            continue
        old = before.loc[key]
        if row["status"] in ("released", "merged") and old["status"] in ("released", "merged"):
            assert abs(row["n"] - old["n"]) in (0, *range(10, 500)), key
            looked_at += 1
    everyone = after.xs(("", "everyone"), level=("group_by", "group")).xs(wave, level="wave")
    told = everyone["note"].str.startswith("withheld: would show what changed for few people since the release of")
    assert told.any() and everyone.loc[told, "n"].isna().all() and looked_at > 50


def test_a_release_that_nobody_saw_can_be_struck_by_name(befriending):
    entries = ledger.entries(befriending)
    for entry in entries:
        ledger.not_sent(befriending, entry["when"], "Data lead", "A trial run during fieldwork")
    assert ledger.entries(befriending) == []
    table = analysis.released(projects.open(befriending)).table
    assert not table["note"].str.contains("since the release").any()
    with pytest.raises(UserProblem, match="no release"):
        ledger.not_sent(befriending, entries[0]["when"], "Data lead", "A trial run")
    with pytest.raises(UserProblem, match="answer for it"):
        ledger.not_sent(befriending, entries[0]["when"], "Data lead", " ")


def test_a_torn_last_line_is_passed_over_and_a_damaged_one_is_said(tmp_path):
    ledger.add(tmp_path, "report", "report", WAVE, {"figures": [], "answers": []})
    path = tmp_path / ledger.LEDGER_FILE
    with path.open("a", encoding="utf-8") as file:
        file.write('{"when": "2026-06-0')
    assert len(ledger.entries(tmp_path)) == 1
    ledger.add(tmp_path, "open", "report", WAVE, {"figures": [], "answers": []})
    assert [entry["policy"] for entry in ledger.entries(tmp_path)] == ["report", "open"]
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0][:50] + b"\n" + lines[1])
    with pytest.raises(UserProblem, match="Line 1 of the ledger"):
        ledger.entries(tmp_path)


def test_a_named_person_lets_a_sensitive_zero_out_and_nobody_else_does():
    opened = projects.open(SAMPLES / "estate")
    (decision,) = opened.record.analysis.decided

    def state_of(who):
        looked_at = opened.record.analysis.model_copy(
            update={"decided": (decision.model_copy(update={"who": who, "whom": ""}),)}
        )
        record = opened.record.model_copy(update={"analysis": looked_at})
        raw = analysis.findings(opened)
        none = raw.shares["indicator"].eq("R7") & raw.shares["group_by"].eq("")
        raw.shares.loc[none, "n_yes"] = 0
        given = {one.key: one.who for one in record.analysis.decided if one.who.strip()}
        return disclosure.release(raw, decided=given).table[none]["status"].item()

    assert (state_of(" "), state_of("Data lead")) == ("banded", "released")
    assert decision.key[0] == "R7" and decision.key[2] == "age"
