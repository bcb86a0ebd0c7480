"""Names that something must answer to, and what becomes of them when it goes."""

import pytest

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.project import names, paths
from helpers.project.record import Project

OUTCOME = "purpose.theory_of_change.outcomes[company]"


@pytest.fixture
def linked(folder):
    """An outcome that a research question and a goal name, and an own question that tells the groups apart."""
    return projects.save(
        folder,
        "1.1",
        {
            OUTCOME: {"text": "Company"},
            "purpose.theory_of_change.outcomes[trust]": {"text": "Trust"},
            "purpose.questions[one]": {"text": "Who?", "outcomes": ["company", "trust"]},
            "approach.goals[goal-1]": {"outcome": "company", "why": "kept"},
            "measures.own_questions[own_group]": {"wording": "Did you take part?"},
            "approach.comparison": {"question": "own_group", "who": "Neighbours"},
        },
    ).path


def test_a_removed_outcome_leaves_whatever_named_it(linked):
    record = projects.save(linked, "1.1", {OUTCOME: None}, who="Ade").record
    assert record.purpose.questions[0].outcomes == ("trust",)
    assert (record.approach.goals[0].outcome, record.approach.goals[0].why) == ("", "kept")
    told = {one.field: (one.who, one.revision, one.old, one.new) for one in projects.history(linked)[:3]}
    assert told.keys() == {OUTCOME, "purpose.questions[one].outcomes", "approach.goals[goal-1].outcome"}
    assert told["purpose.questions[one].outcomes"] == ("Ade", 2, ["company", "trust"], ["trust"])
    before = projects.undo(linked, "1.1").record
    assert [one.id for one in before.purpose.theory_of_change.outcomes] == ["company", "trust"]
    assert before.purpose.questions[0].outcomes == ("company", "trust")
    assert before.approach.goals[0].outcome == "company"


def test_a_removed_own_question_leaves_the_comparison(linked):
    record = projects.save(linked, "1.2", {"measures.own_questions[own_group]": None}).record
    assert (record.approach.comparison.question, record.approach.comparison.who) == ("", "Neighbours")


def test_a_name_that_never_was_one_is_refused(linked, content):
    before = content(linked)
    with pytest.raises(UserProblem, match="outcome 'compny'"):
        projects.save(linked, "1.1", {"purpose.questions[one].outcomes": ["compny"]})
    assert content(linked) == before


def test_an_undo_brings_back_no_name_that_has_gone_since(linked):
    projects.save(linked, "1.1", {"purpose.questions[one]": None})
    projects.save(linked, "1.1", {OUTCOME: None})
    question = projects.undo(linked, "1.1", revision=2).record.purpose.questions[0]
    assert (question.text, question.outcomes) == ("Who?", ("trust",))


def test_an_undo_that_could_bring_back_nothing_makes_way_for_the_one_before(linked):
    projects.save(linked, "1.1", {"purpose.aim": "tea"}, who="Ade")
    projects.save(linked, "1.1", {"purpose.questions[one].outcomes": ["trust"]}, who="Ade")
    projects.save(linked, "1.1", {OUTCOME: None}, who="Bo")
    nothing = projects.undo(linked, "1.1", is_by="Ade").record
    assert (nothing.purpose.questions[0].outcomes, nothing.purpose.aim) == (("trust",), "tea")
    assert projects.undo(linked, "1.1", is_by="Ade").record.purpose.aim == ""


def test_half_filled_entries_are_saved(folder):
    record = projects.save(
        folder,
        "1.3",
        {
            "approach.goals[goal-1]": {},
            "approach.comparison.who": "Neighbours",
            "secondary.figures[f]": {"what": "", "value": "", "area": "", "period": "", "source": ""},
        },
    ).record
    assert record.approach.goals and record.approach.comparison and record.secondary.figures


def test_every_field_that_names_something_is_there():
    looked_at = 0
    for pattern in (pattern for used in names.USES.values() for pattern in used):
        path = pattern.rstrip("?").replace("{}", "").replace(".*.", ".domain.")
        keyed = path.removesuffix("[]").replace("[]", "[x]")
        assert paths.kind_at(keyed, paths.segments(keyed))
        looked_at += 1
    assert looked_at >= 10


def test_every_kind_of_unknown_name_can_be_left_out():
    plain = Project(
        title="T",
        measures={
            "basket": [{"indicator": "R7"}, {"indicator": "R99"}],
            "own_questions": [{"id": "own_a", "wording": "?", "about": "gone"}],
            "wording_changes": [{"question": "9.99", "asked_as": "?"}],
        },
        approach={
            "breakdowns": ["age*gendr", "age"],
            "weighting": {"margins": {"age": {}, "gone": {}}, "source": "s", "as_at": "2021-03-21"},
            "comparison": {"question": "own_gone"},
        },
        purpose={"questions": [{"id": "one", "text": "?", "outcomes": ["gone"], "indicators": ["R7", "R99"]}]},
    ).model_dump(mode="json")
    assert names.drop_unknown(plain)
    left = Project.model_validate(plain)
    assert [one.indicator for one in left.measures.basket] == ["R7"]
    assert left.measures.own_questions[0].about == "" and left.measures.wording_changes == ()
    assert left.approach.breakdowns == ("age",) and set(left.approach.weighting.margins) == {"age"}
    assert left.approach.comparison.question == ""
    assert left.purpose.questions[0].outcomes == () and left.purpose.questions[0].indicators == ("R7",)
    assert not names.drop_unknown(plain)
