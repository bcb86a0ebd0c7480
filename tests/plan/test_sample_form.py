"""Kind, mode, sample, costs and evidence as groups of a form: every field is asked, and what can't be stands beside it."""

import pytest

from helpers import project as projects
from helpers.forms.guard import WrongAnswer
from helpers.forms.state import State
from helpers.forms.values import meant, shown
from helpers.plan import costs_form, evidence_form, method_form, sample_form
from helpers.project import Opened
from helpers.project.record import Approach, Comparison, CostPlan, EvidencePlan, OwnQuestion, Sample
from helpers.project.record.costs import Item, Task
from helpers.project.record.method import Method


def groups(record):
    parts = (method_form.kinds, method_form.modes, sample_form.groups, costs_form.groups, evidence_form.groups)
    return tuple(group for part in parts for group in part(record))


def answering(empty, own_questions=(), **approach):
    record = empty.record
    measures = record.measures.model_copy(update={"own_questions": own_questions})
    part = Approach(**approach)
    return Opened(empty.path, record.model_copy(update={"approach": part, "measures": measures}))


def everything(empty):
    own = OwnQuestion(id="own_group", wording="Which group?", options={1: "Took part", 2: "Waiting"}, why="Groups")
    return answering(
        empty,
        (own,),
        mode="face to face",
        n_waves=2,
        comparison=Comparison(question="own_group"),
        evidence=EvidencePlan(evaluator="independent"),
        costs=CostPlan(tasks=(Task(id="t-1"),), items=(Item(id="i-1"),)),
    )


def test_every_field_of_the_parts_is_asked(empty):
    state = State(everything(empty), groups)
    asked = {path.split("[")[0] if path.endswith("]") else path for path in state.values}
    for prefix, part in (
        ("approach.sample.", Sample), ("approach.costs.", CostPlan), ("approach.method.", Method),
        ("approach.evidence.", EvidencePlan), ("approach.comparison.", Comparison),
        ("approach.costs.tasks[t-1].", Task), ("approach.costs.items[i-1].", Item),
    ):  # fmt: skip
        unasked = [name for name in part.model_fields if name != part.KEY and f"{prefix}{name}" not in asked]
        assert unasked == [], prefix
    assert {"approach.balance", "approach.mode"} <= asked


@pytest.mark.parametrize("part", [Sample, CostPlan, Task, Item, Method, EvidencePlan, Comparison])
def test_every_field_says_what_it_wants(part):
    for name, info in part.model_fields.items():
        if name == part.KEY or name in {"amount", "price"}:
            continue
        form = info.json_schema_extra["form"]
        assert info.title, name
        assert info.description or form.get("example"), f"{part.__name__}.{name} has neither help nor example"
        if form.get("good"):
            assert form.get("bad"), f"{part.__name__}.{name}: a good answer is clearer beside a bad one"


def test_the_choices_offered_are_those_of_the_record(empty):
    state = State(everything(empty), groups)
    looked_at = 0
    shown = list(state.fields.values())
    for field in [*shown, *(part for one in shown for part in one.entry)]:
        if field.asked and field.asked.choices:
            looked_at += 1
            assert {choice.value for choice in field.offered(state.opened.record)} == set(field.asked.choices), (
                field.path
            )
    assert looked_at >= 10


def test_an_empty_plan_asks_little(empty):
    state = State(empty, groups)
    assert "approach.method.place" not in state.fields
    assert not state.fields["approach.sample.returning"].is_needed
    assert "approach.sample.returning" not in State(answering(empty, n_waves=1), groups).fields
    assert not any(path.startswith("approach.comparison") for path in state.fields)
    assert state.problems() == {}


def test_a_comparison_group_is_begun_and_ended_by_a_button(tmp_path):
    opened = projects.create(tmp_path / "p", "New")
    opened = projects.save(opened.path, "1.3", {"approach.n_waves": 2})
    begin = State(opened, groups).actions["comparison-begin"]
    opened = projects.save(opened.path, "1.3", begin.run(opened))
    assert opened.record.approach.comparison == Comparison()
    state = State(opened, groups)
    assert "approach.comparison.who" in state.fields and "comparison-begin" not in state.actions
    opened = projects.save(opened.path, "1.3", state.actions["comparison-end"].run(opened))
    assert opened.record.approach.comparison is None


def test_the_codes_are_offered_once_the_question_is_chosen(empty):
    state = State(everything(empty), groups)
    choices = state.fields["approach.comparison.programme_code"].offered(state.opened.record)
    assert [choice.label for choice in choices] == ["1 Took part", "2 Waiting"]
    without = answering(empty, n_waves=2, comparison=Comparison())
    assert "approach.comparison.programme_code" not in State(without, groups).fields


def test_what_can_not_be_stands_beside_its_field(empty):
    opened = answering(
        empty,
        mode="online",
        n_waves=2,
        method=Method(later_mode="paper"),
        sample=Sample(target=50, population=40, change_points=70),
        costs=CostPlan(tasks=(Task(id="t-1", pay="volunteer", rate="5"),), incentive="10", budget="3"),
    )
    found = State(opened, groups).problems()
    assert set(found) == {
        "approach.method.later_mode",
        "approach.sample.target",
        "approach.sample.change_points",
        "approach.costs.tasks[t-1].rate",
        "approach.costs.budget",
    }
    mixed = answering(empty, mode="mixed", n_waves=2)
    assert list(State(mixed, groups).problems()) == ["approach.mode"]


def test_money_is_typed_as_a_number(empty):
    fields = State(empty, groups).fields
    assert fields["approach.costs.incentive"].kind == "number" and fields["approach.costs.incentive"].unit == "£"
    (tasks,) = [field for path, field in fields.items() if path == "approach.costs.tasks"]
    assert {one.name: one.kind for one in tasks.entry}["rate"] == "number"


def test_forms_open_without_numeric_libraries():
    import subprocess
    import sys

    code = (
        "import sys, helpers.plan.sample_form, helpers.plan.costs_form, helpers.plan.evidence_form, helpers.plan.method_form; "
        "print([n for n in ('numpy', 'scipy', 'pandas', 'matplotlib', 'ipywidgets') if n in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert out.strip() == "[]"


def test_money_is_kept_as_it_is_typed(empty):
    incentive = State(empty, groups).fields["approach.costs.incentive"]
    typed = {"16.50": "16.50", "£1,200": "1200", " 0.1 ": "0.1", "+3": "3", "": None}
    assert {given: meant(incentive, given) for given in typed} == typed
    assert shown(incentive, "16.50") == "16.50"
    for wrong in ("16.555", "-1", "ten", "16,50", "£", "1e3", "10000001"):
        with pytest.raises(WrongAnswer):
            meant(incentive, wrong)


def test_money_saved_twice_is_no_conflict(tmp_path):
    opened = projects.create(tmp_path / "p", "New")
    typed = meant(State(opened, groups).fields["approach.costs.incentive"], "16.50")
    for _ in range(2):
        opened = projects.save(
            opened.path, "1.3", {"approach.costs.incentive": typed}, expected={"approach.costs.incentive": None}
        )
    assert str(opened.record.approach.costs.incentive) == "16.50"
