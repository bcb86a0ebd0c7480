"""The level a design can reach: the rule of the finished report, applied to the plan."""

import pytest

from helpers.plan import evidence
from helpers.project import Opened, Project
from helpers.project.record import Approach, Comparison, EvidencePlan, Purpose, Sample
from helpers.reflect.evidence import reached as reported
from helpers.reports.model import Caution, Table, plain

GROUP = Comparison(
    who="The waiting list", how_formed="By date", is_self_selected=False,
    question="own_group", programme_code=1, comparison_code=2,
)  # fmt: skip


def planned_as(n_waves=2, comparison=None, balance="quantitative", purpose=None, aim=None, evaluator=None, **sample):
    approach = Approach(
        n_waves=n_waves, balance=balance, comparison=comparison, sample=Sample(**sample),
        evidence=EvidencePlan(aim=aim, evaluator=evaluator),
    )  # fmt: skip
    return Opened("nowhere", Project(title="New", approach=approach, purpose=Purpose(research_purpose=purpose)))


def cautions(opened):
    return [block.text for block in evidence.plan(opened).blocks if isinstance(block, Caution)]


@pytest.mark.parametrize(
    ("design", "level", "limit"),
    [
        ({"n_waves": 1}, 1, "asked once"),
        ({"n_waves": 1, "comparison": GROUP}, 1, "asked once"),
        ({"recruitment": "chose to join", "returning": "different people"}, 1, "other people"),
        ({"recruitment": "chose to join"}, 1, "other people"),
        ({"recruitment": "chose to join", "returning": "same people"}, 2, "no comparison"),
        ({"recruitment": "random", "returning": "different people"}, 2, "no comparison"),
        ({"comparison": GROUP.model_copy(update={"is_self_selected": True})}, 2, "self-selected"),
        ({"comparison": GROUP.model_copy(update={"is_self_selected": None})}, 2, "not said how"),
        ({"comparison": GROUP, "target": 19}, 2, "difference not shown"),
        ({"comparison": GROUP, "target": 20}, 3, "compared"),
        ({"comparison": GROUP}, 3, "compared"),
        ({"comparison": Comparison()}, 2, "no comparison"),
    ],
)
def test_the_level_of_a_design_and_what_would_raise_it(design, level, limit):
    opened = planned_as(**design)
    found = evidence.reached(opened.record)
    assert (found.level, found.limit) == (level, limit)
    text = plain(evidence.plan(opened))
    assert f"can reach level {level}" in text and evidence.RAISE[limit] in text and evidence.MAY_SAY[level] in text


@pytest.mark.parametrize("comparison", [None, GROUP, GROUP.model_copy(update={"is_self_selected": True})])
@pytest.mark.parametrize("n_waves", [1, 2])
def test_a_report_in_which_all_went_well_reaches_the_level_of_its_plan(comparison, n_waves):
    record = planned_as(n_waves, comparison).record
    found = reported(record, is_change_tested=n_waves > 1, is_difference_shown=comparison is not None)
    assert found.level == evidence.reached(record).level


def test_words_alone_show_no_change_in_numbers():
    opened = planned_as(3, GROUP, balance="qualitative")
    assert evidence.reached(opened.record).level == 1
    assert "it asks in words alone" in evidence.in_words(opened.record)


def test_the_table_marks_where_the_design_stands_and_what_is_aimed_for():
    (table,) = [block for block in evidence.plan(planned_as(aim=3)).blocks if isinstance(block, Table)]
    assert [row[2] for row in table.rows] == ["", "as planned", "aimed for", "", ""]
    assert evidence.levels(planned_as(aim=2).record).rows[1][2] == "as planned, aimed for"


def test_an_aim_beyond_the_design_is_a_caution():
    assert cautions(planned_as(1, aim=2))[0].endswith("Raise the design, or lower the aim. Level 1 is no failure.")
    assert cautions(planned_as(aim=2)) == cautions(planned_as()) == []
    assert cautions(planned_as(comparison=GROUP, aim=4)) and cautions(
        planned_as(comparison=GROUP, aim=5, evaluator="independent")
    )
    assert cautions(planned_as(comparison=GROUP, aim=4, evaluator="independent")) == []


def test_an_independent_evaluation_lifts_the_work_and_not_the_report():
    assert "your own report stays at 3" in plain(evidence.plan(planned_as(comparison=GROUP, evaluator="independent")))
    assert "a comparison group has to come first" in plain(evidence.plan(planned_as(evaluator="independent")))


def test_missing(empty):
    assert evidence.missing(empty) == ()
    assert len(evidence.missing(planned_as(purpose="impact"))) == 1
    assert evidence.missing(planned_as(purpose="impact", aim=2)) == ()
    unsaid = GROUP.model_copy(update={"is_self_selected": None})
    assert evidence.missing(planned_as(comparison=unsaid)) == ("Say whether people chose their group themselves.",)
