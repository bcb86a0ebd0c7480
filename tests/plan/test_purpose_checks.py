"""Whether outcomes, questions, indicators and assumptions fit together."""

import pytest

from helpers import catalogue
from helpers.plan import purpose, purpose_checks
from helpers.project import Opened, Project
from helpers.project.record import Assumption, Outcome, PartnerTest, Purpose, ResearchQuestion, TheoryOfChange
from helpers.reports.model import Bullets, Paragraph

LONELY = Outcome(id="lonely", text="People feel less lonely.", indicators=("R7",))
MIXING = Outcome(id="mixing", text="People mix.", themes=("R2",))


def asks(number, *outcomes, text="Do they?"):
    return ResearchQuestion(id=f"q{number}", text=text, outcomes=outcomes, indicators=("R7",))


def purpose_with(outcomes=(), questions=(), **theory):
    return Purpose(theory_of_change=TheoryOfChange(outcomes=outcomes, **theory), questions=questions)


def test_nothing_to_say_where_nothing_is_there_or_everything_fits():
    assert purpose_checks.checks(Purpose()) == ()
    fits = purpose_with((LONELY,), tuple(asks(number, "lonely") for number in range(3)))
    assert purpose_checks.checks(fits) == ()


def test_an_outcome_that_no_question_asks_about():
    found = purpose_checks.checks(purpose_with((LONELY, MIXING), tuple(asks(number, "lonely") for number in range(3))))
    assert "No research question asks about the outcome “People mix”." in found
    assert not any("less lonely" in sentence for sentence in found)


def test_outcomes_are_not_asked_about_before_there_are_questions():
    assert not any("No research question" in sentence for sentence in purpose_checks.checks(purpose_with((LONELY,))))


def test_a_question_that_asks_about_no_outcome():
    held = purpose_with((LONELY,), (asks(1, "lonely"), asks(2, text="Why this?"), asks(3, "lonely")))
    assert purpose_checks.checks(held) == ("The question “Why this?” asks about none of your outcomes.",)


def test_questions_without_any_outcome_to_ask_about_are_fine():
    assert purpose_checks.checks(purpose_with((), tuple(asks(number) for number in range(3)))) == ()


@pytest.mark.parametrize(
    ("n", "said"),
    [(0, None), (1, "There is one research question"), (2, "There are two"), (3, None), (5, None), (6, "There are 6")],
)
def test_fewer_than_three_or_more_than_five(n, said):
    found = purpose_checks.checks(purpose_with((), tuple(asks(number) for number in range(n))))
    assert len(found) == (said is not None)
    assert said is None or found[0].startswith(said)


def test_an_outcome_without_an_indicator_with_and_without_a_theme():
    found = purpose_checks.checks(purpose_with((MIXING, Outcome(id="calm", text="It is calm."), Outcome(id="begun"))))
    assert found == (
        "The outcome “People mix” has a theme and no indicator yet. Step 1.2 helps you to choose one.",
        "The outcome “It is calm” has no indicator that could show it.",
    )


def test_links_between_filled_boxes_that_rest_on_nothing():
    held = purpose_with(
        problem="A problem.",
        audience="People.",
        entry_point="A door.",
        assumptions=(Assumption(id="a", link="audience-entry_point", text="It opens."), Assumption(id="b", link="x")),
    )
    said = "Nobody has written down yet what these links of the chain rest on: Problem to audience."
    assert purpose_checks.checks(held) == (said,)


def test_half_an_assumption_is_none():
    begun = Assumption(id="a", link="problem-audience")
    held = purpose_with(problem="A problem.", audience="People.", assumptions=(begun,))
    assert len(purpose_checks.checks(held)) == 1


def test_the_section_says_so_either_way(planned, empty):
    assert isinstance(purpose_checks.section(empty).blocks[0], Paragraph)
    assert isinstance(purpose_checks.section(planned).blocks[0], Bullets)


def test_what_was_begun_and_not_written_is_missing():
    held = Purpose(
        theory_of_change=TheoryOfChange(outcomes=(Outcome(id="o"),), assumptions=(Assumption(id="a", link="Tea"),)),
        questions=(ResearchQuestion(id="q"),),
        tested_with=(PartnerTest(id="p", who="The board"),),
    )
    found = purpose.missing(Opened("nowhere", Project(title="New", purpose=held)))
    for sentence in (
        "Write out every research question that you have begun.",
        "For every test with a partner, say who was asked and what they said.",
        "Theory of change: write out every outcome that you have begun.",
        "Theory of change: write out every assumption that you have begun.",
    ):
        assert sentence in found


def test_blanks_are_no_answer():
    opened = Opened("nowhere", Project(title="New", purpose=Purpose(aim=" \n", who="\t")))
    assert len(purpose.missing(opened)) == len(purpose.missing(Opened("nowhere", Project(title="New"))))


def test_a_theme_stands_for_an_indicator_until_there_is_one():
    from helpers.plan.theory import shown_by

    assert shown_by(MIXING) == f"{catalogue.theme('R2').name} (R2): no indicator chosen yet"
    chosen = Outcome(id="m", text="Mix", themes=("R2", "R7"), indicators=("R2_younger",))
    assert "(R2_younger)" in shown_by(chosen) and "(R2):" not in shown_by(chosen) and "(R7): no" in shown_by(chosen)
