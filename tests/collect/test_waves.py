"""Waves as they come: two of one day, codes numbered anew, questions left out, a stop in the middle."""

import json
import os
import shutil

import numpy as np
import pandas as pd
import pytest

from helpers import project as projects
from helpers.collect import analysis, primary
from helpers.collect.coded import code_wave, weigh
from helpers.collect.primary import adding
from helpers.errors import UserProblem
from helpers.project.record import Weighting

COMPARISON = {
    "question": "own_group", "programme_code": 1, "comparison_code": 2, "who": "People on the list",
    "how_formed": "By date", "is_self_selected": False,
}  # fmt: skip
OWN_GROUP = {"id": "own_group", "wording": "Which group?", "options": {1: "Matched", 2: "Waiting"}}


def lonely(n_yes, n, **other):
    return [{"q1_7": 1 if row < n_yes else 4, **other} for row in range(n)]


def share(findings, wave="", group="everyone"):
    table = findings.shares
    return table[(table["wave"] == wave) & (table["group"] == group)]["share"].item()


def test_of_two_waves_on_one_day_each_has_its_own_figures(tea):
    tea.add("a-pilot", lonely(20, 20))
    tea.add("b-main", lonely(0, 50))
    for wave, expected in (("a-pilot", 1.0), ("b-main", 0.0)):
        for is_one_wave in (True, False):
            assert share(analysis.findings(tea.opened, wave, is_one_wave=is_one_wave), wave) == expected
    assert set(analysis.findings(tea.opened, "a-pilot").shares["wave"]) == {"a-pilot"}


def test_groups_go_by_the_answers_words_when_codes_are_numbered_anew(tea):
    tea.decide(**{"measures.own_questions": [OWN_GROUP], "approach.comparison": COMPARISON})
    tea.add("first", lonely(15, 15, own_group="Matched") + lonely(0, 15, own_group="Waiting"))
    anew = {**OWN_GROUP, "options": {1: "Waiting", 2: "Matched"}}
    swapped = {**COMPARISON, "programme_code": 2, "comparison_code": 1}
    tea.decide(**{"measures.own_questions": [anew], "approach.comparison": swapped})
    tea.add("second", lonely(0, 15, own_group="Waiting") + lonely(15, 15, own_group="Matched"), name="b.csv")
    findings = analysis.findings(tea.opened)
    for wave in ("first", "second"):
        assert share(findings, wave, "took part") == 1.0
        assert share(findings, wave, "comparison group") == 0.0
    assert findings.changes["difference"].abs().max() < 1e-12


def test_other_answers_than_the_plan_s_are_named_and_none_at_all_leave_the_wave_without_groups(tea):
    tea.add("before-the-plan", lonely(3, 20))
    tea.decide(**{"measures.own_questions": [OWN_GROUP], "approach.comparison": COMPARISON})
    tea.add("second", lonely(3, 20, own_group="Waiting"), name="b.csv")
    findings = analysis.findings(tea.opened)
    assert "comparison group apart was not asked in every wave" in findings.notes[0]
    reworded = {**OWN_GROUP, "options": {1: "Has a friend", 2: "Has none"}}
    tea.decide(**{"measures.own_questions": [reworded]})
    with pytest.raises(UserProblem, match="had other answers than the plan"):
        analysis.findings(tea.opened)


def test_a_breakdown_nobody_answered_is_left_out_unless_asked_for(tea):
    tea.decide(**{"approach.breakdowns": ["gender"]})
    tea.add("first", lonely(5, 20))
    assert set(analysis.findings(tea.opened).shares["group_by"]) == {""}
    with pytest.raises(UserProblem, match=r"question 3\.1 was not asked"):
        analysis.findings(tea.opened, by=("gender",))
    with pytest.raises(UserProblem, match="comparison"):
        analysis.findings(tea.opened, by=("comparison",))


GENDER = {"margins": {"gender": {"Men": 0.5, "Women": 0.5}}, "source": "Our list", "as_at": "2026-01-01"}


def test_what_weighting_could_not_do_is_said_without_naming_anybody(tea):
    plan = Weighting.model_validate(GENDER)
    _, notes = weigh(pd.DataFrame({"q1_7": [1.0] * 5}), plan)
    assert notes == ("gender was not asked in every wave, so those answers are not weighted by it",)
    weights, notes = weigh(pd.DataFrame({"q3_1": [2.0] * 4 + [5.0]}), plan)
    assert np.allclose(weights, 1)
    assert len(notes) == 2 and "nobody of some groups" in notes[0] and "outside the targets" in notes[1]
    weights, notes = weigh(pd.DataFrame({"q3_1": [1.0, 2.0, 2.0, 2.0]}), plan)
    assert np.allclose(weights, [2, 2 / 3, 2 / 3, 2 / 3]) and notes == ()
    _, notes = weigh(pd.DataFrame({"q3_1": [1.0, 2.0], "weight": [1.0, 3.0]}), None)
    assert notes == ("the answers carry the weights that came with the survey file",)


def test_notes_reach_the_findings_and_what_is_released(tea):
    tea.decide(**{"approach.weighting": GENDER})
    tea.add("first", lonely(5, 20, q3_1=2))
    assert analysis.released(tea.opened).notes == (
        "nobody of some groups of the targets answered, and weighting can't mend that",
    )


@pytest.mark.parametrize(
    ("margins", "named"),
    [
        ({"Men": 0.2, "Women": 0.1}, "adds up to 0.3"),
        ({"Men": 0.5, "Wimmin": 0.5}, "no group 'Wimmin'"),
        ({"Men": 1.5, "Women": -0.5}, "adds up to 1"),
    ],
)
def test_targets_that_can_not_be_right_are_refused(tea, margins, named):
    plan = Weighting.model_validate({**GENDER, "margins": {"gender": margins}})
    with pytest.raises(UserProblem, match=named):
        weigh(pd.DataFrame({"q3_1": [1.0, 2.0]}), plan)


def test_a_stop_between_keeping_and_recording_is_finished_by_the_same_file(tea, monkeypatch):
    rows = lonely(5, 20)

    def stopped(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(adding, "_record_wave", stopped)
        with pytest.raises(KeyboardInterrupt):
            tea.add("first", rows)
    assert tea.opened.waves == ()
    with pytest.raises(UserProblem, match="another file"):
        tea.add("first", lonely(6, 20))
    assert tea.add("first", rows).usable_n == 20
    assert [wave.id for wave in tea.opened.waves] == ["first"]


def test_the_same_file_is_no_second_wave(tea):
    tea.add("first", lonely(5, 20))
    with pytest.raises(UserProblem, match="in the project already, as wave 'first'"):
        tea.add("second", lonely(5, 20))
    assert [wave.id for wave in tea.opened.waves] == ["first"]


def test_a_folder_in_the_way_is_named_and_kept(tea):
    (tea.path / "data" / "first").mkdir(parents=True)
    (tea.path / "data" / "first" / "notes.txt").write_text("mine")
    with pytest.raises(UserProblem, match="its folder is in use"):
        tea.add("first", lonely(5, 20))
    assert (tea.path / "data" / "first" / "notes.txt").read_text() == "mine"
    assert sorted(path.name for path in (tea.path / "data").iterdir()) == ["first"]


def test_a_file_of_the_record_s_own_name_is_kept_too(tea):
    tea.add("first", lonely(5, 20), name="wave.json")
    kept = sorted(path.name for path in (tea.path / "data" / "first").iterdir())
    assert kept == ["received-wave.json", "wave.json"]
    assert primary.reading(tea.opened, "first").usable_n == 20


def test_answers_that_are_read_otherwise_than_when_they_came_in_are_refused(tea):
    tea.add("first", lonely(5, 20))
    record = tea.path / "data" / "first" / "wave.json"
    kept = json.loads(record.read_text())
    kept["answered"]["q1_7"] = 19
    record.write_text(json.dumps(kept))
    with pytest.raises(UserProblem, match="not read as they were"):
        code_wave(tea.opened, "first", ())


def test_figures_are_worked_out_again_when_a_file_was_touched(tea):
    tea.add("first", lonely(5, 20))
    first = analysis.released(tea.opened)
    file = tea.path / "data" / "first" / "answers.csv"
    os.utime(file, ns=(1, 1))
    assert analysis.released(tea.opened) is not first
    shutil.copy(tea.write(lonely(6, 20), "other.csv"), file)
    with pytest.raises(UserProblem, match="not as they were received"):
        analysis.released(tea.opened)


def test_coded_answers_for_the_team_mask_contacts_and_can_not_be_formulas(tea, tmp_path):
    tea.decide(**{"measures.own_questions": [{"id": "own_words", "wording": "Anything else?"}]})
    said = ["=cmd|'/c calc'!A1", "+44 20 7946 0321 is my number", "@sum", "write to ann@example.org", "fine, thanks"]
    rows = [{"q1_7": 1, "own_words": said[row % len(said)]} for row in range(20)]
    reading = primary.check(tea.write(rows), tea.path)
    primary.write_clean(reading, tmp_path / "clean.csv")
    written = pd.read_csv(tmp_path / "clean.csv", dtype=str)["own_words"]
    assert len(written) == 20 and not written.str.match(r"[=+@\-]").any()
    text = (tmp_path / "clean.csv").read_text()
    assert "7946" not in text and "ann@" not in text and "fine, thanks" in text


def test_what_step_2_2_shows_names_no_row_and_no_small_count(tea):
    rows = [*lonely(5, 20), {"q1_7": 3, "consent_analyse": 2}]
    tea.add("first", rows)
    shown = str(primary.summary(tea.opened, "first"))
    assert "fewer than 5" in shown and "row" in shown and "row 2" not in shown
    assert projects.open(tea.path).wave().id == "first"
