"""The plans of the sample projects: whole, consistent, and plainly invented."""

import json
from pathlib import Path

import pytest

from helpers import catalogue
from helpers.project.record import Project

SAMPLES = Path(__file__).parents[2] / "sample_data"
PROJECTS = ("befriending", "estate")


@pytest.fixture(params=PROJECTS)
def record(request):
    return Project.model_validate_json((SAMPLES / request.param / "project.json").read_text(encoding="utf-8"))


def test_says_that_it_is_invented(record):
    assert record.is_invented
    assert "invented" in record.organisation
    assert "invented" in record.purpose.context


def test_every_indicator_named_exists_and_can_be_surveyed(record):
    basket = [item.indicator for item in record.measures.basket]
    assert len(basket) >= 6
    for code in basket:
        assert catalogue.indicator(code).rule is not None
    linked = [
        code
        for part in (*record.purpose.questions, *record.purpose.theory_of_change.outcomes)
        for code in part.indicators
    ]
    evidence = [code for action in record.learning.actions for code in action.evidence]
    assert set(linked) == set(basket)
    assert evidence and set(evidence) <= set(basket)
    domains = {catalogue.indicator(code).domain for code in basket}
    assert domains == {"Relationships", "Equality", "Participation", "Outcomes"}


def test_questions_outcomes_and_conclusions_fit_together(record):
    questions = [question.id for question in record.purpose.questions]
    outcomes = {outcome.id for outcome in record.purpose.theory_of_change.outcomes}
    assert 3 <= len(questions) <= 5
    assert all(set(question.outcomes) <= outcomes and question.outcomes for question in record.purpose.questions)
    assert [answer.question for answer in record.conclusions.answers] == questions


def test_the_strategy_has_its_seven_parts(record):
    assert [part.part for part in record.approach.strategy] == [1, 2, 3, 4, 5, 6, 7]
    assert all(len(part.text) > 60 for part in record.approach.strategy)


def test_margins_name_groups_of_the_catalogue():
    record = Project.model_validate_json((SAMPLES / "befriending" / "project.json").read_text(encoding="utf-8"))
    margins = record.approach.weighting.margins
    assert set(margins) == {"age", "gender"}
    for code, shares in margins.items():
        breakdown = catalogue.breakdown(code)
        assert set(shares) <= {*breakdown.groups, *breakdown.bands}
        assert sum(shares.values()) == pytest.approx(1)


def test_every_consideration_that_fits_is_answered(record):
    """Tool 12: the research purpose, the thematic focus and the type of organisation each bring their questions."""
    purpose = record.purpose
    chosen = {*purpose.thematic_focus, purpose.organisation_type}
    fitting = [
        one.code
        for one in catalogue.considerations()
        if one.choice in chosen or one.code.startswith(f"{purpose.research_purpose}-")
    ]
    assert len(fitting) >= 9
    assert sorted(answer.question for answer in purpose.tailoring) == sorted(fitting)


def test_nothing_is_left_empty(record):
    """Every field of text is filled in, save those that do not apply to the project and say so by being empty."""
    may_be_empty = {
        "analysis.breakdowns",
        "analysis.decided",
        "analysis.marked",
        "analysis.marked.whom",
        "analysis.themes",
        "analysis.themes.excludes",
        "analysis.themes.is_sensitive",
        "analysis.themes.joined_to",
        "analysis.themes.outcomes",
        "analysis.themes.questions",
        "approach.area_change",
        "approach.children_wording",
        "approach.comparison",
        "approach.consent.interest",
        "approach.consent.notice",
        "approach.consent.officer",
        "approach.consent.parents",
        "approach.consent.recorded_where",
        "approach.conversations.n_people",
        "approach.costs.incentive",
        "approach.costs.incentive_how",
        "approach.costs.on_costs_percent",
        "approach.costs.tasks.rate",
        "approach.costs.volunteer_hour",
        "approach.evidence.evaluator_who",
        "approach.goals",
        "approach.guide",
        "approach.languages",
        "approach.method.later_mode",
        "approach.months_between",
        "approach.sample.attrition_percent",
        "approach.sample.change_points",
        "approach.sample.correlation",
        "approach.sample.design_effect",
        "approach.sample.expected_percent",
        "approach.sample.returning",
        "approach.weighting",
        "approach.weighting.file",
        "approach.weighting.sha256",
        "measures.own_questions.highest",
        "measures.own_questions.kind",
        "measures.own_questions.lowest",
        "measures.wording_changes",
        "primary.briefing.also",
        "primary.briefing.begins_on",
        "primary.briefing.bring",
        "primary.briefing.ring",
        "primary.briefing.safety",
        "primary.briefing.task",
        "primary.briefing.upset",
        "primary.closes_on",
        "primary.notes",
        "primary.notes.agreed",
        "primary.notes.identifiers",
        "primary.questionnaire.closing",
        "primary.questionnaire.introduction",
        "primary.questionnaire.languages",
        "primary.questionnaire.opening_words",
        "primary.questionnaire.own_places.asked_of",
        "primary.questionnaire.own_places.use",
        "primary.questionnaire.panel_code",
        "primary.questionnaire.translating",
        "secondary.figures.definition",
        "secondary.figures.updated",
        "secondary.nomis.areas",
        "secondary.nomis.figures",
        "secondary.state_of_play",
        "secondary.state_of_play.why",
        "secondary.tables.adds_rows",
        "secondary.tables.against_columns",
        "secondary.tables.area_columns",
        "secondary.tables.first_group",
        "secondary.tables.group_column",
        "secondary.tables.kinds_column",
        "secondary.tables.margin_columns",
        "secondary.tables.only",
        "secondary.tables.other_group",
        "secondary.tables.period",
        "secondary.tables.period_column",
        "secondary.tables.place_column",
        "secondary.tables.proposed_for",
        "secondary.tables.several_are",
        "secondary.tables.total_table",
    }
    empty = {path for path, value in _leaves(record.model_dump(mode="json")) if value in ("", None, [], {})}
    context = {path for path in empty if path.endswith((".indicator", ".options", ".note", ".left_out", ".about"))}
    assert empty - context <= may_be_empty
    assert len(list(_leaves(record.model_dump(mode="json")))) > 100


def test_conclusions_state_no_number_that_the_analysis_makes(record):
    for answer in record.conclusions.answers:
        assert not any(character.isdigit() for character in answer.answer + answer.why)
        assert "%" not in answer.answer


def test_readme_says_that_everything_is_invented():
    text = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert "Everything here is invented" in text
    for folder in (*PROJECTS, "try_me"):
        assert f"`{folder}`" in text and (SAMPLES / folder).is_dir()


def test_truth_belongs_to_the_project():
    compared = 0
    for name in PROJECTS:
        truth = json.loads((SAMPLES / name / "truth.json").read_text(encoding="utf-8"))
        record = Project.model_validate_json((SAMPLES / name / "project.json").read_text(encoding="utf-8"))
        assert list(truth["waves"]) == [wave.id for wave in record.primary.waves]
        assert set(truth["built_in"]) == {item.indicator for item in record.measures.basket}
        compared += 1
    assert compared == 2


def _leaves(value, path=""):
    if isinstance(value, dict) and value:
        for name, inside in value.items():
            yield from _leaves(inside, f"{path}.{name}".strip("."))
    elif isinstance(value, list) and value:
        for inside in value:
            yield from _leaves(inside, path)
    else:
        yield path, value
