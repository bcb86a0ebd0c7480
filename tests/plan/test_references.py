"""What still points to a question, an outcome or a measure that was taken out."""

from datetime import date

import pytest

from helpers import project as projects
from helpers.plan import purpose, references
from helpers.project import Opened
from helpers.project.record import OwnQuestion
from helpers.project.record.questionnaire import OwnPlace
from helpers.reports.model import plain
from helpers.steps.listing import SAMPLES

SAMPLE_NAMES = ("befriending", "estate")


@pytest.fixture(params=SAMPLE_NAMES)
def sample(request):
    return projects.open(SAMPLES / request.param)


def without(opened, part, **fields):
    changed = getattr(opened.record, part).model_copy(update=fields)
    return Opened(opened.path, opened.record.model_copy(update={part: changed}))


def said(opened):
    return [one.words for one in references.loose(opened.record)]


def test_a_whole_project_has_nothing_loose(sample, planned, empty):
    for opened in (sample, planned, empty):
        assert said(opened) == []
        assert "taken out" not in plain(purpose.checks(opened))


def test_the_answer_to_a_question_that_was_removed_is_named_and_kept(sample):
    first, *rest = sample.record.purpose.questions
    removed = without(sample, "purpose", questions=tuple(rest))
    answer = next(one for one in removed.record.conclusions.answers if one.question == first.id)
    (found,) = [text for text in said(removed) if text.startswith("Step 3.1")]
    assert answer.answer[:20] in found and found.endswith("belongs to a research question that is no longer there.")
    assert found in plain(purpose.checks(removed))


def test_questions_and_goals_that_name_an_outcome_that_was_removed(sample):
    theory = sample.record.purpose.theory_of_change.model_copy(update={"outcomes": ()})
    found = said(without(sample, "purpose", theory_of_change=theory))
    naming = [one for one in sample.record.purpose.questions if one.outcomes]
    assert len([text for text in found if text.startswith("Step 1.1: the question")]) == len(naming) > 0
    goals = [goal for goal in sample.record.approach.goals if goal.outcome]
    assert len([text for text in found if "the goal" in text]) == len(goals)


def test_a_question_whose_outcomes_are_all_gone_asks_about_none(planned):
    question = planned.record.purpose.questions[0].model_copy(update={"outcomes": ("gone", "gone-too")})
    opened = without(planned, "purpose", questions=(question,))
    assert said(opened) == [
        "Step 1.1: the question “Do people feel less lonely?” asks about 2 outcomes that are no longer there."
    ]
    assert "asks about none of your outcomes" in plain(purpose.checks(opened))


def test_actions_that_rest_on_a_measure_that_left_the_basket(sample):
    acting = [action for action in sample.record.learning.actions if action.evidence]
    found = said(without(sample, "measures", basket=()))
    assert len([text for text in found if text.startswith("Step 3.3")]) == len(acting) > 0
    assert all("not in the basket" in text for text in found)


def test_the_guide_and_the_comparison_group(planned):
    record = planned.record
    part = type(record.approach).model_validate(
        {
            "guide": [
                {"about": "opening", "prompt": "Hello."},
                {"about": "q9", "prompt": "Who do you greet on the stairs, and who greets you? " * 3},
                {"about": "q8"},
            ],
            "goals": [{"id": "g", "outcome": "gone", "by": date(2027, 1, 1)}],
            "comparison": {"question": "own_gone"},
        }
    )
    assert said(Opened(planned.path, record.model_copy(update={"approach": part}))) == [
        "Step 1.3: the comparison group is told apart by a question of your own that is no longer there.",
        "Step 1.3: the goal without words rests on an outcome that is no longer there.",
        "Step 1.3: the part “Who do you greet on the stairs, and who greets you? Who do …” of the discussion guide belongs to a "
        "research question that is no longer there.",
    ]


def test_an_own_question_that_follows_from_an_answer_nobody_is_asked_for(empty):
    why = OwnQuestion(id="own_why", wording="Why did you come?")
    asked = without(empty, "measures", own_questions=(why,))

    def following(*answers):
        places = (OwnPlace(question="own_why", asked_of=answers),)
        held = asked.record.primary.questionnaire.model_copy(update={"own_places": places})
        return said(without(asked, "primary", questionnaire=held))

    assert following("own_group=1") == [
        "Step 2.2: your question “Why did you come?” follows from an answer that nobody is asked for."
    ]
    assert following() == []
