import pytest

from helpers.project import Project
from helpers.project.record import Approach, Comparison
from helpers.reflect.evidence import reached


def project(is_self_selected=None):
    if is_self_selected is None:
        return Project(title="No comparison group")
    comparison = {
        "question": "own_group",
        "programme_code": 1,
        "comparison_code": 2,
        "who": "Waiting list",
        "how_formed": "By date",
        "is_self_selected": is_self_selected,
    }
    return Project.model_validate({"title": "Compared", "approach": {"comparison": comparison}})


@pytest.mark.parametrize(
    ("is_self_selected", "is_tested", "is_shown", "level"),
    [
        (None, False, False, 1),
        (None, True, False, 2),
        (True, False, False, 1),
        (True, True, True, 2),
        (False, False, True, 1),
        (False, True, False, 2),
        (False, True, True, 3),
    ],
)
def test_the_level_is_no_higher_than_the_design(is_self_selected, is_tested, is_shown, level):
    found = reached(project(is_self_selected), is_tested, is_shown)
    assert found.level == level and found.reason.endswith(".")


def test_no_causal_word_below_level_3_and_none_without_a_clear_difference():
    for level_2 in (reached(project(), True), reached(project(True), True, True, True)):
        assert "not that the project changed it" in level_2.reason
    assert "no measure did so by more than chance" in reached(project(False), True, True, False).reason
    assert "by more than chance" not in reached(project(False), True, True, True).reason


def test_research_reaches_a_level_without_a_project():
    for record in (project(), project(True)):
        reason = reached(record, True, True, structure="research").reason
        assert "what changed between the waves, not what changed it" in reason and "project" not in reason


def test_other_people_each_time_say_nothing_of_change():
    found = reached(project(), True, may_be_others=True)
    assert found.level == 1 and "not what changed for anyone" in found.reason


def test_a_group_of_which_nothing_is_said_counts_as_chosen_by_the_people_themselves():
    comparison = project(False).approach.comparison.model_copy(update={"is_self_selected": None})
    record = Project(title="Unsaid", approach=Approach(comparison=comparison))
    found = reached(record, True, True)
    assert found.level == 2 and "does not say whether people chose" in found.reason


def test_a_group_that_answers_cannot_be_sorted_into_is_no_comparison():
    planned = Comparison(who="The waiting list", is_self_selected=False)
    found = reached(Project(title="Planned", approach=Approach(comparison=planned)), True, True)
    assert found.level == 2 and "no comparison group" in found.reason
