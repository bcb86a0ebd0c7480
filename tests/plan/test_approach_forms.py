"""The forms of step 1.3 together: every field of the step is asked for, once, and nothing that is entered is out of sight."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from helpers.forms.spec import actions_of, fields_of, spec
from helpers.plan import (
    approach_form,
    consent_form,
    conversations_form,
    costs_form,
    evidence_form,
    goals_form,
    method_form,
    strategy_form,
)
from helpers.project.record import Approach, Part

made = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("filled.py"))))
FORMS = {
    "kinds": method_form.kinds,
    "modes": method_form.modes,
    "place": lambda record: approach_form._place(record, Path("nowhere")),
    "people": approach_form._people,
    "reaching": approach_form._reaching,
    "sample": approach_form._sample,
    "conversations": conversations_form._conversations,
    "guide": conversations_form._guide,
    "timetable": approach_form._timetable,
    "costs": costs_form.groups,
    "means": approach_form._means,
    "evidence": evidence_form.groups,
    "goals": goals_form.groups,
    "data plan": consent_form.groups,
    "impact assessment": consent_form._screening,
    "notice": consent_form._notice,
    "strategy": strategy_form.groups,
}
NOT_ASKED = {"approach.weighting"}
"""Shares of the population, with their source: still entered by hand."""


def asked(record):
    return [
        field.path
        for groups in FORMS.values()
        for group in groups(record)
        for field in group.fields
        if field.kind != "notes"
    ]


def leaves(part, path):
    for name, field in part.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, Part):
            yield from leaves(kind, f"{path}.{name}")
        else:
            yield f"{path}.{name}"


def whole(planned):
    known = {
        "goals.outcome": "lonely", "goals.indicator": "R7", "breakdowns": ("age",), "weighting": None,
        "comparison.question": "own_took_part", "consent.screening.question": "matching", "guide.about": "q1",
        "strategy.part": 1, "sample.design_effect": 1.2, "sample.correlation": 0.5, "consent.children": "13 to 15",
        "evidence.evaluator": "independent",
    }  # fmt: skip
    return planned.record.model_copy(update={"approach": made.filled(Approach, known)})


def test_every_field_of_the_step_is_asked_for_where_it_is_filled_in(planned):
    found = asked(whole(planned))
    fields = set(leaves(Approach, "approach")) - NOT_ASKED
    parts = {path.rsplit(".", 1)[0] for path in found}
    assert len(fields) > 60
    assert sorted(path for path in fields - set(found) if path not in parts) == []
    assert len(found) == len(set(found)), "a field that is asked for twice"


@pytest.mark.parametrize("name", FORMS)
def test_every_form_can_be_drawn_empty_and_full(name, empty, planned):
    for record in (empty.record, planned.record, whole(planned)):
        groups = FORMS[name](record)
        drawn = spec(groups, record)
        assert drawn["groups"] and set(drawn["fields"]) == set(fields_of(groups, record))
        for group in groups:
            assert all(isinstance(said, str) and said for said in group.problems(record).values())
        assert all(action.label and action.label[0].isupper() for action in actions_of(groups, record).values())


@pytest.mark.parametrize(
    "form", ["kind", "place", "mode", "people", "reaching", "sample", "timetable", "costs", "means", "evidence"]
)
def test_where_nobody_can_fill_it_in_a_form_shows_nothing(form, planned):
    shown = getattr(approach_form, form)(SimpleNamespace(opened=planned))
    assert repr(shown).startswith("Form: ") and shown._ipython_display_() is None


def test_examples_are_as_short_as_the_answers_they_are_for(planned):
    """An example that breaks the field's own limit teaches the wrong thing."""
    looked_at = 0
    for groups in FORMS.values():
        for group in groups(whole(planned)):
            for field in [one for held in group.fields for one in (held, *held.entry)]:
                for text in filter(None, (field.example, field.good, field.bad)):
                    looked_at += 1
                    assert field.limit is None or len(text) <= field.limit, field.path
    assert looked_at > 80


def test_characteristics_are_offered_one_at_a_time_then_crossed(planned):
    def offered(*chosen):
        part = planned.record.approach.model_copy(update={"breakdowns": chosen})
        record = planned.record.model_copy(update={"approach": part})
        return {choice.value: choice.label for choice in approach_form._characteristics(record)}

    assert "age*gender" not in offered("age")
    assert offered("age", "gender", "age*gender")["age*gender"] == "Age by gender"
    assert {"age", "ethnicity", "religion"} <= set(offered()) and "comparison" not in offered()


def test_a_form_and_its_groups_have_names_of_their_own(planned, monkeypatch):
    """Else two regions of the page would be announced alike."""
    titles = []
    for module in (approach_form, consent_form, conversations_form, goals_form, strategy_form):
        monkeypatch.setattr(module, "form", lambda _opened, _step, title, groups: titles.append((title, groups)))
    here = SimpleNamespace(opened=planned)
    for module, names in {
        approach_form: (
            "kind",
            "mode",
            "place",
            "people",
            "reaching",
            "sample",
            "timetable",
            "costs",
            "means",
            "evidence",
        ),
        consent_form: ("data_plan", "impact_assessment", "privacy_notice"),
        conversations_form: ("conversations", "discussion_guide"),
        goals_form: ("set_goals",),
        strategy_form: ("write",),
    }.items():
        for name in names:
            getattr(module, name)(here)
    assert len(titles) == 17 == len({title for title, _ in titles})
    named = [
        title
        for title, groups in titles
        for title in (title, *(one.title for one in groups(whole(planned)) if one.title))
    ]
    assert sorted(name for name in named if named.count(name) > 1) == []
