"""How far answers can be relied on: counted right, shown from released figures alone, small numbers banded."""

from datetime import date

import pytest

from helpers import project as projects
from helpers.collect import analysis, analysis_form, reliability
from helpers.collect.coded import code_wave
from helpers.steps.listing import SAMPLES


@pytest.fixture(scope="module")
def befriending():
    return projects.open(SAMPLES / "befriending")


@pytest.fixture(scope="module")
def shown(befriending):
    return repr(analysis_form.relied_on(befriending, "2025-spring"))


def test_who_answered_stands_beside_the_population_and_only_clear_gaps_are_called_so(befriending, shown):
    frame = analysis.findings(befriending).distributions
    rows = frame[(frame["indicator"] == "") & (frame["wave"] == "2025-spring") & (frame["column"] == "gender")]
    assert rows["n_yes"].sum() == rows["n"].iloc[0] == 131
    line = next(line for line in shown.splitlines() if line.startswith("75 and over"))
    assert "34%" in line and "44%" in line and "−10 points" in line and line.endswith("fewer of them answered")
    (women,) = [line for line in shown.splitlines() if line.startswith("Women ")]
    assert women.endswith("chance could explain it")
    assert "Client list of Linden Hythe Neighbours" in shown and "It can't bring back people" in shown


def test_questions_left_out_are_counted_and_small_counts_are_banded(befriending, shown):
    counts = analysis.findings(befriending).counts.set_index(["wave", "what"])
    assert counts.loc[("2025-spring", "no answer: q3_13"), ["n", "of"]].tolist() == [18, 135]
    savings = next(line for line in shown.splitlines() if "savings of at least" in line)
    assert "18 (13%)" in savings and "11 (8%)" in savings
    assert counts.loc[("2025-spring", "no answer: q3_19"), "n"] in range(1, 5)
    assert "how satisfied are you with your life" not in shown
    ethnic = next(line for line in shown.splitlines() if "What is your ethnic group?" in line)
    assert "8 (6%)" in ethnic and "fewer than 5 of 135" in ethnic


def test_those_who_came_back_are_set_beside_those_who_did_not(befriending, shown):
    table = analysis.findings(befriending).shares
    again = table[(table["group_by"] == reliability.AGAIN) & (table["indicator"] == "P3")].set_index(["wave", "group"])
    n = [again.loc[("2024-autumn", group), "n"] for group in (reliability.CAME_BACK, reliability.NOT_BACK)]
    assert n == [52, 38]
    _, _, autumn = shown.partition("What people said in autumn 2024")
    line = next(line for line in autumn.splitlines() if line.startswith("Unpaid help"))
    assert line.split()[-1] == "yes" and "56% of 52" in line and "24% of 38" in line
    assert "2025-spring" not in set(again.index.get_level_values("wave"))


def people(n, minutes, **answers):
    start = "2026-01-10T10:00:00"
    return [{**answers, "start": start, "end": f"2026-01-10T10:{minutes:02}:00"} for _ in range(n)]


def test_the_same_answer_throughout_and_haste_are_counted_where_the_file_tells(tea):
    tea.decide(**{"measures.basket": [{"indicator": "R1_age"}, {"indicator": "R1_ethnicity"}, {"indicator": "R7"}]})
    tea.decide(**{"measures.basket": [{"indicator": f"R1_{line}"} for line in ("age", "ethnicity", "education")]})
    lines = [f"q1_1_{line}" for line in ("age", "ethnicity", "education")]
    same = people(6, 4, **dict.fromkeys(lines, 2))
    different = people(14, 20, **dict(zip(lines, (1, 2, 3), strict=True)))
    tea.add("2026-spring", same + different, date(2026, 1, 31))
    coded = code_wave(tea.opened, "2026-spring", ())
    found = {what: (n, of) for _, what, n, of in reliability.counts(coded)}
    assert found[reliability.SAME + "q1_1"] == (6, 20)
    assert found[reliability.FAST] == (6, 20)
    assert "6 (30%)" in repr(analysis_form.relied_on(tea.opened, "2026-spring"))


def test_where_the_file_has_no_times_nothing_is_said_of_haste(tea):
    tea.add("2026-spring", [{"q1_7": 1}] * 12)
    assert "usual here" not in repr(analysis_form.relied_on(tea.opened, "2026-spring"))


def test_what_stops_a_comparison_of_waves_is_said(tea):
    tea.add("2026-spring", [{"q1_7": 1}] * 12, date(2026, 1, 31))
    tea.decide(**{"measures.wording_changes": [{"question": "1.7", "asked_as": "Are you lonely?", "why": "Shorter."}]})
    tea.add("2026-autumn", [{"q1_7": 3}] * 13, date(2026, 9, 30))
    said = repr(analysis_form.relied_on(tea.opened, "2026-autumn"))
    assert "Not compared between" in said and "question 1.7: its wording changed" in said
    assert analysis.findings(tea.opened).changes.empty
