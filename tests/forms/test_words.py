"""Values of the record in words: in the list of who changed what, and in the copies that a sync service made."""

import json
import shutil

import pytest

from helpers import project as projects
from helpers.forms import Choice, Field, field
from helpers.forms.words import Words
from helpers.plan import evidence_form, method_form, sample_form
from helpers.project import paths
from helpers.reports.facts import facts

PURPOSE = {
    "theory_of_change": {"outcomes": [{"id": "o-9sm2", "text": "Fewer lonely people", "indicators": ["R7"]}]},
    "questions": [{"id": "q-9sm2", "text": "Are they?", "outcomes": ["o-9sm2"]}],
}


def say(path, value, *asked: Field):
    record = projects.Project.model_validate({"title": "Tea", "purpose": PURPOSE})
    return Words(record, {one.path: one for one in asked}).say(path, value)


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("purpose.aim", "Tea.", "Tea."),
        ("purpose.aim", None, ""),
        ("approach.sample.recruitment", "random", "Chance decides who is asked"),
        ("approach.sample.population", 1200, "1200"),
        ("approach.consent.retention_date", "2027-06-01", "1 June 2027"),
        ("purpose.theory_of_change.steps", ["Tea.", "Visits."], "Tea.; Visits."),
        ("purpose.questions[q-9sm2].outcomes", ["o-9sm2", "o-gone"], "Fewer lonely people; (removed since)"),
        ("purpose.questions[q-9sm2]", PURPOSE["questions"][0], "Are they?; Fewer lonely people"),
        ("purpose.questions", PURPOSE["questions"], "Are they?; Fewer lonely people"),
        ("purpose.theory_of_change.outcomes[o-9sm2].indicators", ["R7"], "Often lonely (R7)"),
        ("measures.basket[R7]", {"indicator": "R7", "why": "Asked for."}, "Often lonely (R7); Asked for."),
        ("measures.own_questions[own_1].options", {"1": "Yes", "2": "No"}, "1: Yes; 2: No"),
        ("measures.no_such_field", ["x", {"y": 1}], "x; y: 1"),
    ],
)
def test_a_value_is_said_in_words(path, value, said):
    assert say(path, value) == said


def test_what_a_form_calls_a_choice_comes_first():
    design = field("approach.sample.recruitment", choices=(Choice("random", "Drawn by lot"),))
    assert say("approach.sample.recruitment", "random", design) == "Drawn by lot"
    basket = field("measures.basket", choices=(Choice("R7", "Loneliness"),), entry=("why",))
    assert say("measures.basket[R7]", {"indicator": "R7", "why": "So."}, basket) == "Loneliness; So."


def test_who_changed_what_names_no_id_and_no_code(writer):
    writer.change("purpose.theory_of_change.outcomes[o-9sm2]", None, {})
    writer.change("purpose.theory_of_change.outcomes[o-9sm2].text", "", "Fewer lonely people")
    writer.change("purpose.questions[q-9sm2]", None, {})
    writer.change("purpose.questions[q-9sm2].outcomes", [], ["o-9sm2"])
    writer.change("measures.basket[R7]", None, {})
    writer.change("purpose.thematic_focus", [], ["a"])
    projects.save(writer.folder, "1.3", {"approach.sample.recruitment": "random"}, who="Bea")
    entries = writer.say("history")["entries"]
    told = [entry["new"] for entry in entries]
    assert {"Chance decides who is asked", "A", "Loneliness", "Fewer lonely people"} <= set(told)
    assert "9sm2" not in json.dumps([(entry["old"], entry["new"], entry["label"]) for entry in entries])


def test_a_copy_is_compared_in_words(folder, writer):
    writer.change("measures.basket[R7]", None, {})
    shutil.copy(folder / "project.json", folder / "project (Anna's conflicted copy 2026-05-01).json")
    base = {"why": ""}
    assert writer.change("measures.basket[R7]", base, None)["kind"] == "saved"
    (copy,) = writer.say("hello")["copies"]
    assert [one["theirs"] for one in copy["differences"]] == ["Loneliness"]


@pytest.mark.parametrize(
    ("path", "choices"),
    [
        ("approach.mode", method_form.MODES),
        ("approach.method.later_mode", method_form.MODES),
        ("approach.balance", method_form.KINDS),
        ("approach.sample.recruitment", sample_form.RECRUITMENT),
        ("approach.sample.returning", sample_form.RETURNING),
        ("approach.evidence.evaluator", evidence_form.EVALUATORS),
    ],
)
def test_a_choice_is_read_back_as_the_form_calls_it(path, choices):
    assert len(choices) > 1
    *parts, name = path.split(".")
    for choice in choices:
        record = projects.Project(title="Tea").model_dump(mode="json")
        paths.put(record, path, choice.value)
        part = projects.Project.model_validate(record)
        for one in parts:
            part = getattr(part, one)
        ((_, said),) = facts(part, name).pairs
        assert said == choice.label == say(path, choice.value)
