"""How fieldwork stands: gaps and pace in plain words, for the team alone."""

import hashlib
from dataclasses import replace
from datetime import date

import pytest

from helpers.collect import inbox, monitor, monitor_form, monitor_page
from helpers.collect.monitor import GroupCount, Standing, standing
from helpers.steps import begin

TODAY = date(2026, 1, 20)
PLAN = {
    "approach.sample.target": 40,
    "approach.breakdowns": ["age", "tenure"],
    "approach.weighting": {
        "margins": {"age": {"16-24": 0.5, "25-34": 0.5}},
        "source": "An invented list",
        "as_at": "2026-01-01",
    },
    "primary.closes_on": "2026-01-29",
}


def rows(n, age, day="2026-01-19", who="int01", tenure=5):
    return [{"q1_7": 1, "q3_2": age, "q3_11": tenure, "submitted_on": day, "interviewer": who} for _ in range(n)]


@pytest.fixture
def asking(tea):
    """Twenty answers of two weeks: sixteen of people aged 25-34, four of people aged 16-24."""
    tea.decide(**PLAN)
    tea.add("one", rows(10, 30, "2026-01-12") + rows(6, 31, who="int02") + rows(4, 20))
    return tea


def sentences(tea, today=TODAY):
    return monitor_page.sentences(standing(tea.opened, today))


def test_nothing_is_said_before_there_is_an_answer(tea):
    assert standing(tea.opened, TODAY) is None
    assert "No answers are here yet" in repr(monitor_page.section(None))


def test_gaps_and_pace_in_plain_words(asking):
    assert sentences(asking)[:3] == (
        "20 more answers to the target of 40.",
        "10 days left: that takes 2 answers a day. Lately it was 1.4 answers a day, which is too few.",
        "16 more answers from people aged 16-24: 4 so far, and 20 would be their share.",
    )
    assert sentences(asking)[3].startswith(
        "Too few for a report to show them, which takes 10 answers: the group “Owned outright”"
    )


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        (0, "no answer a day"),
        (0.2, "an answer every 5 days"),
        (1.0, "1 answer a day"),
        (2.45, "2.5 answers a day"),
        (31.2, "31 answers a day"),
    ],
)
def test_a_pace_is_said_as_people_plan_by_it(rate, said):
    assert monitor_page._a_day(rate) == said


def test_groups_with_a_share_are_held_against_it_and_others_against_what_a_report_needs(asking):
    groups = {one.group: one for one in standing(asking.opened, TODAY).groups}
    assert (groups["16-24"].n, groups["16-24"].wanted, groups["16-24"].short) == (4, 20, 16)
    assert (groups["Private rent"].wanted, groups["Private rent"].short) == (None, 0)
    assert groups["Social rent"].short == 10
    assert "35-44" not in groups  # nobody of that age is among the targets, and nobody answered


def test_the_pace_counts_the_last_week_with_its_empty_days(asking):
    found = standing(asking.opened, TODAY)
    assert found.by_day == {date(2026, 1, 12): 10, date(2026, 1, 19): 10}
    assert found.lately_a_day == pytest.approx(10 / 7)
    assert standing(asking.opened, date(2026, 1, 13)).lately_a_day == pytest.approx(10 / 2)
    assert (found.days_left, found.needed_a_day) == (10, 2.0)


def test_after_the_last_day_no_pace_is_named(asking):
    said = sentences(asking, date(2026, 2, 1))
    assert said[1] == "The last day of asking in the plan has passed (29 January 2026)."


def test_without_a_last_day_the_end_of_the_research_is_named_as_what_it_is(asking):
    asking.decide(**{"primary.closes_on": None, "approach.ends_on": "2026-03-01"})
    assert "until the research ends" in sentences(asking)[1]
    asking.decide(**{"approach.ends_on": None})
    assert sentences(asking)[1].startswith("Set the last day of asking")


def test_without_a_target_it_says_where_to_set_one(asking):
    asking.decide(**{"approach.sample.target": None})
    found = standing(asking.opened, TODAY)
    assert monitor_page.sentences(found)[0].startswith("Set a target in step 1.3")
    assert not any(type(block).__name__ == "Figure" for block in monitor_page.section(found).blocks)


def test_a_reached_target_is_said(asking):
    asking.decide(**{"approach.sample.target": 20})
    assert sentences(asking)[0] == "The target of 20 answers is reached."


def test_the_file_that_waits_counts_as_the_round_under_way(asking):
    file = asking.write(rows(30, 22), "waiting.csv")
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    inbox.put(asking.opened, file, file.name, file.stat().st_size, sha256, TODAY)
    found = standing(asking.opened, TODAY)
    assert (found.source, found.n) == ("the file that waits to be brought in", 30)
    inbox.clear(asking.opened)
    assert standing(asking.opened, TODAY).n == 20


def test_a_waiting_file_that_is_refused_says_so_and_shows_no_count(asking):
    file = asking.files / "bad.csv"
    file.write_text("a,b\n1,2\n")
    inbox.put(asking.opened, file, file.name, 8, "0" * 64, TODAY)
    assert "can't be counted yet" in repr(monitor_form.shown(asking.opened))


def test_interviewers_are_codes_and_names_become_numbers(asking):
    assert [(one.code, one.n) for one in standing(asking.opened, TODAY).workload] == [("int01", 14), ("int02", 6)]
    asking.add("two", rows(2, 30, who="Joyce Bell") + rows(1, 30, who="Ann Lee"), date(2026, 2, 1), "named.csv")
    assert [one.code for one in standing(asking.opened, TODAY).workload] == ["interviewer 1", "interviewer 2"]


def test_the_chart_says_the_finding_and_stands_on_its_table(asking):
    drawn = monitor_page.figure(standing(asking.opened, TODAY))
    assert drawn.title == "20 of the 40 answers hoped for are in; furthest behind: people aged 16-24"
    assert "16-24 4 of 20" in drawn.alt
    assert drawn.table.rows[1:] == (("Age: 16-24", "4", "20", "16"), ("Age: 25-34", "16", "20", "4"))
    assert drawn.image.startswith(b"<?xml")


def test_what_a_run_keeps_holds_no_group_and_no_interviewer(asking):
    kept = repr(monitor_form.monitor(begin("2.2", asking.path)))
    assert "Answers that can be used: 20" in kept
    for word in ("16-24", "int01", "Private rent"):
        assert word not in kept
    assert "16-24" in repr(monitor_page.section(standing(asking.opened, TODAY)))


def test_the_page_says_for_whom_it_is(asking):
    assert monitor_page.section(standing(asking.opened, TODAY)).blocks[0].text == monitor_page.FOR_THE_TEAM


def test_a_changed_plan_is_seen_though_the_answers_are_read_once(asking, monkeypatch):
    standing(asking.opened, TODAY)
    monkeypatch.setattr(monitor.primary, "reading", None)
    asking.decide(**{"approach.sample.target": 100})
    assert standing(asking.opened, TODAY).target == 100


def test_many_groups_behind_are_counted_and_not_all_named(asking):
    found = standing(asking.opened, TODAY)
    late = tuple(GroupCount("tenure", name, 0, 0.2, 8) for name in "abcde")
    said = monitor_page.sentences(replace(found, groups=late))
    assert said[2] == "8 more answers from the group “a” (home): 0 so far, and 8 would be their share."
    assert said[5] == "2 other groups are behind too; the table names them."


def standing_with(n, *groups):
    return Standing("the file", n, n, 400, TODAY, None, False, groups, {}, ())


def test_before_the_first_usable_answer_nobody_is_called_on_course():
    found = standing_with(0, GroupCount("age", "16-24", 0, 0.1, 40))
    assert monitor_page.sentences(found)[0] == "400 more answers to the target of 400."
    assert "clearly behind" not in repr(monitor_page.section(found))


@pytest.mark.parametrize("n_groups", [0, 1, 18])
def test_the_chart_has_a_bar_for_each_group_however_many_there_are(n_groups):
    groups = [GroupCount("ethnicity", f"Group {at}", at * 7, 1 / 18, 22) for at in range(n_groups)]
    drawn = monitor_page.figure(standing_with(340, *groups))
    assert drawn.image.count(b"</svg>") == 1
    assert len(drawn.table.rows) == n_groups + 1
    assert all(f"{one.group} {one.n:,} of 22" in drawn.alt for one in groups)
