from datetime import date

from helpers.plan import goals, goals_form
from helpers.project import Opened
from helpers.project.record import Measures, Purpose
from helpers.project.record.goals import Goal
from helpers.reports.model import plain

WHOLE = Goal(
    id="g1", outcome="lonely", indicator="R7", baseline_percent=40, baseline_source="Our first wave",
    baseline_date=date(2026, 4, 30), target_percent=10, by=date(2027, 3, 1), why="The link is short.",
)  # fmt: skip


def with_goal(opened, **fields):
    part = opened.record.approach.model_copy(update={"goals": (WHOLE.model_copy(update=fields),)})
    return Opened(opened.path, opened.record.model_copy(update={"approach": part}))


def doubts(opened):
    return goals.doubts(opened.record, opened.record.approach.goals[0])


def paths(record):
    return [field.path for group in goals_form.groups(record) for field in group.fields]


def test_no_goal_without_a_theory_of_change_and_the_form_says_why(empty, planned):
    assert paths(empty.record) == ["no-goals"]
    assert "step 1.1" in goals_form.groups(empty.record)[0].fields[0].help
    no_basket = planned.record.model_copy(update={"measures": Measures()})
    assert "step 1.2" in goals_form.groups(no_basket)[0].fields[0].help
    assert paths(planned.record) == ["approach.goals"]
    assert plain(goals.summary(empty)).endswith(goals.NO_OUTCOMES)


def test_the_warning_stands_before_the_form_and_the_table(planned):
    assert goals_form.groups(planned.record)[0].help == goals.WARNING
    assert goals.WARNING in plain(goals.summary(with_goal(planned)))


def test_setting_none_is_a_good_choice(planned):
    assert "good choice" in plain(goals.summary(planned))
    assert goals.missing(planned) == ()


def test_a_goal_is_shown_with_what_stands_behind_it(planned):
    opened = with_goal(planned)
    text = plain(goals.summary(opened))
    for said in (
        "People feel less lonely.",
        "40% (Our first wave, 30 April 2026)",
        "10%",
        "1 March 2027",
        "The link is short.",
    ):
        assert said in text
    assert doubts(opened) == () == goals.missing(opened)


def test_what_is_missing_is_named_field_by_field(planned):
    opened = with_goal(planned, baseline_percent=None, by=None)
    assert goals.missing(opened) == ("Goal “Often lonely”: fill in “Where it stands now” and “By when”.",)
    bare = Opened(planned.path, planned.record.model_copy(update={"approach": planned.record.approach.model_copy(update={"goals": (Goal(id="g"),)})}))  # fmt: skip
    assert goals.missing(bare)[0].startswith("Goal “new goal”")
    assert plain(goals.summary(bare))


def test_nought_is_a_figure():
    assert goals._empty(WHOLE.model_copy(update={"baseline_percent": 0.0})) == ()


def test_the_way_a_measure_gets_better_is_known(planned):
    assert "more is worse" in doubts(with_goal(planned, target_percent=70))[0]
    belonging = {"indicator": "O1_area", "baseline_percent": 70, "target_percent": 30}
    assert any("more is better" in text for text in doubts(with_goal(planned, **belonging)))
    assert "where things stand now" in doubts(with_goal(planned, target_percent=40))[0]


def test_a_change_the_sample_would_not_show_is_said(planned):
    (said,) = doubts(with_goal(planned, target_percent=38))
    assert "less than a sample of 60 would probably show" in said


def test_links_and_dates_that_do_not_fit_are_said(planned):
    assert "does not link this measure" in doubts(with_goal(planned, indicator="R4", target_percent=90))[0]
    assert any("not in your basket" in text for text in doubts(with_goal(planned, indicator="R6")))
    assert any("not after the baseline" in text for text in doubts(with_goal(planned, by=date(2026, 4, 30))))


def test_a_goal_whose_outcome_is_gone_can_still_be_seen_and_taken_out(planned):
    opened = with_goal(planned)
    record = opened.record.model_copy(update={"purpose": Purpose()})
    assert "no longer in the theory of change" in goals.doubts(record, WHOLE)[0]
    assert paths(record) == ["approach.goals"]
    assert goals_form.groups(record)[0].fields[0].help == goals.NO_OUTCOMES


def test_doubts_stand_beside_their_goal_in_the_form(planned):
    (group,) = goals_form.groups(with_goal(planned, target_percent=70).record)
    assert list(group.problems(with_goal(planned, target_percent=70).record)) == ["approach.goals[g1].target_percent"]
