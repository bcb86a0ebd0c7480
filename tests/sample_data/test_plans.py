"""The samples' plans hold together: sample, costs, level of evidence, and the forms over them."""

from pathlib import Path

import pytest

from helpers import project as projects
from helpers.forms.state import State
from helpers.plan import costs, costs_form, evidence, evidence_form, kind, method_form, mode, sample, sample_form
from helpers.plan.cost_lines import total
from helpers.plan.sample_design import problems

SAMPLES = Path(__file__).parents[2] / "sample_data"


@pytest.fixture(params=["befriending", "estate"])
def opened(request):
    return projects.open(SAMPLES / request.param)


def groups(record):
    parts = (method_form.kinds, method_form.modes, sample_form.groups, costs_form.groups, evidence_form.groups)
    return tuple(group for part in parts for group in part(record))


def test_nothing_is_missing_and_nothing_is_impossible(opened):
    for step in (sample, costs, evidence, mode):
        assert step.missing(opened) == ()
    assert problems(opened.record) == {} == costs.problems(opened.record)


def test_the_forms_open_without_a_problem(opened):
    state = State(opened, groups)
    assert len(state.fields) > 20
    assert state.problems() == {}


def test_what_was_chosen_is_what_the_questions_point_to(opened):
    assert kind.pointed_to(opened.record) == opened.record.approach.balance


@pytest.mark.parametrize(("name", "level", "whole"), [("befriending", 3, "24589.78"), ("estate", 1, "43.34")])
def test_level_and_cost(name, level, whole):
    record = projects.open(SAMPLES / name).record
    assert evidence.reached(record).level == level == record.approach.evidence.aim
    assert str(total(record).whole) == whole
