"""How long an interview takes, worked out by hand from the numbers of interview.yaml."""

from decimal import Decimal

import pytest

from helpers import catalogue, survey
from helpers.catalogue import interview
from helpers.plan import asking, burden, burden_cost, costs_form, sample_form
from helpers.plan.asking import Asked
from helpers.project.record import (
    Approach,
    BasketItem,
    CostPlan,
    Measures,
    OwnQuestion,
    Primary,
    Project,
    Questionnaire,
    Sample,
    WordingChange,
)
from helpers.project.record.costs import Task
from helpers.project.record.questionnaire import Besides


def project(*codes, own=(), changes=(), **approach) -> Project:
    basket = tuple(BasketItem(indicator=code) for code in codes)
    measures = Measures(basket=basket, own_questions=own, wording_changes=changes)
    return Project(title="Tea", measures=measures, approach=Approach(**approach))


def test_every_number_has_its_unit_and_its_source():
    numbers = interview.numbers()
    assert len(numbers) == 10
    assert all(
        number.label and number.unit and number.value > 0 and len(number.source) > 10 for number in numbers.values()
    )
    assert {name for name, number in numbers.items() if not number.is_assumption} == {"words_aloud", "words_silent"}


def test_words_of_one_question_counted_by_hand():
    # "Do you [and your partner] have savings of at least £1,500?": do you and your partner have savings of at least: 10;
    # Yes, No: 2
    assert burden.words(Asked(catalogue.question("3.13"))) == 12


def test_seconds_of_one_question():
    """12 words at 120 a minute are 6 seconds, and 3 to answer."""
    assert burden.seconds(Asked(catalogue.question("3.13")), 120) == 9
    assert burden.of_measures(("E11",), project()) == 9


def test_of_a_question_with_lines_only_those_needed_are_read():
    """1.1: introduction 18, "What proportion of your friends" 5, five answers 2 + 3 + 2 + 3 + 5 (I don't have any friends)."""
    without_lines = 18 + 5 + 15
    line = {"age": 7, "ethnicity": 7, "education": 8, "income": 5}
    for code, n_words in line.items():
        asked = asking.of_measures((f"R1_{code}",), project())
        assert [(one.question.code, one.lines) for one in asked] == [("1.1", (code,))]
        assert burden.words(asked[0]) == without_lines + n_words
    both = asking.of_measures(("R1_age", "R1_income"), project())
    assert burden.words(both[0]) == without_lines + 7 + 5


def test_a_second_line_adds_only_itself():
    """Five words and an answer: 2.5 + 3 seconds."""
    assert burden.added("R1_income", ("R1_age",), project()) == 5.5


def test_measures_that_share_a_question_ask_it_once():
    alone = burden.of_measures(("R2_older",), project())
    assert burden.added("R2_older", ("R2_younger",), project()) < alone / 5


def test_routing_questions_are_counted():
    assert [one.question.code for one in asking.of_measures(("E6",), project())] == ["3.5", "3.6"]
    assert [one.question.code for one in asking.of_measures(("E10",), project())] == ["3.11", "3.12"]


def test_what_leads_to_a_question_is_asked_with_it():
    assert [one.code for one in asking._with_routes([catalogue.question("3.6")])] == ["3.5", "3.6"]


def test_groups_to_compare_are_read_with_blanks_and_without_the_comparison_group():
    asked = asking.of_people(project(breakdowns=("age * tenure", "comparison*gender")))
    assert [one.question.code for one in asked] == ["3.1", "3.2", "3.11"]


def test_a_question_asked_anyway_counts_once():
    with_tenure = project(breakdowns=("tenure",))
    assert burden.of_measures(("E10",), with_tenure) < burden.of_measures(("E10",), project())
    total = burden.parts(project("E10", breakdowns=("tenure",)))
    apart = burden.parts(project("E10"))
    assert sum(total.values()) == sum(apart.values())


def test_existing_data_take_nobodys_time():
    assert burden.of_measures(("R5", "E1"), project()) == 0


def test_several_answers_take_a_second_each():
    asked = asking.of_measures(("E8",), project())[0]
    assert burden.seconds(asked, 120) == burden.words(asked) / 2 + 12


def test_own_questions_and_changed_wording_count():
    """Three words aloud are 1.5 seconds; an open answer takes a minute, a choice three seconds and its options two words."""
    opened = OwnQuestion(id="own_a", wording="Any other thoughts?")
    closed = OwnQuestion(id="own_b", wording="Did you come?", options={1: "Yes", 2: "No"})
    parts = burden.parts(project(own=(opened, closed, OwnQuestion(id="own_begun"))))
    assert parts["Questions of your own"] == 1.5 + 60 + 1.5 + 1 + 3
    shorter = WordingChange(question="1.7", asked_as="Lonely?")
    assert burden.of_measures(("R7",), project(changes=(shorter,))) == burden.of_measures(("R7",), project()) - 2.5


def test_people_who_read_themselves_are_faster():
    codes = ("R7", "R3")
    assert burden.of_measures(codes, project(mode="online")) < burden.of_measures(codes, project(mode="face to face"))


@pytest.mark.parametrize(
    ("seconds", "minutes", "said"),
    [
        (0, 0, "less than half a minute"),
        (14, 0, "less than half a minute"),
        (15, 0.5, "about half a minute"),
        (60, 1, "about 1 minute"),
        (104, 1.5, "about 1½ minutes"),
        (105, 2, "about 2 minutes"),
        (775, 13, "about 13 minutes"),
    ],
)
def test_never_finer_than_half_a_minute(seconds, minutes, said):
    assert burden.in_halves(seconds) == minutes
    assert burden.in_words(minutes) == said


def test_an_ordinary_question_online_takes_about_ten_seconds():
    """What Pew Research Center finds for its panel; the assumption of three seconds for an answer rests on it."""
    codes = ("R3", "R4", "R6", "R7", "O1_area", "O1_london", "P2", "P3")
    seconds = [burden.of_measures((code,), project(mode="online")) for code in codes]
    assert 8 < sum(seconds) / len(seconds) < 13


def test_the_same_questions_as_a_file_is_read_against():
    """Of each measure by itself, and of a plan with all of them, own questions and groups to compare."""
    surveyed = [indicator.code for indicator in catalogue.indicators() if indicator.rule]
    assert len(surveyed) >= 24
    own = (OwnQuestion(id="own_a", wording="?"),)
    for codes in (*((code,) for code in surveyed), tuple(surveyed)):
        record = project(*codes, own=own, breakdowns=("gender", "age*tenure"))
        asked = {*asking.of_measures(codes, record), *asking.of_people(record), *asking.of_consent()}
        read_against = {question.id for question in survey.codebook(record).questions}
        assert {one.question.id for one in asked} | {"own_a"} == read_against


def test_what_the_questionnaire_asks_besides_takes_time_too():
    asked = Questionnaire(besides=(Besides(question="3.16", why="To see who comes."), Besides(question="2.1")))
    record = project("R7").model_copy(update={"primary": Primary(questionnaire=asked)})
    assert {one.question.code for one in asking.of_people(record)} == {"3.2", "3.16", "2.1"}
    assert burden.minutes(record) > burden.minutes(project("R7"))


def paid(rate="15.00", what="Interviews", target=160, **approach) -> Project:
    costs = CostPlan(tasks=(Task(id="a", what="Planning", rate="30.00"), Task(id="b", what=what, rate=rate)))
    return project(costs=costs, sample=Sample(target=target), **approach)


def test_cost_is_minutes_times_answers_times_pay():
    """1.5 minutes x 160 answers = 4 hours; at £15 an hour £60."""
    assert burden_cost.hours(1.5, 160) == 4
    assert burden_cost.in_words(1.5, paid()) == "about £60"
    assert burden_cost.in_words(0, paid()) == "less than £20"


def test_the_pay_is_that_of_interviewing():
    assert burden_cost.rate(paid()) == Decimal("15.00")
    assert burden_cost.rate(paid(what="Local INTERVIEWERS")) == Decimal("15.00")
    assert burden_cost.rate(paid(what="Knocking on doors and asking")) == Decimal("15.00")
    assert burden_cost.rate(paid(what="Printing")) is None


def test_volunteers_give_hours():
    """Half a minute x 160 answers is 80 minutes: 1 hour, rounded; 7 minutes are 18.67 hours."""
    costs = CostPlan(tasks=(Task(id="a", what="Interviews", pay="volunteer"),))
    record = project(costs=costs, sample=Sample(target=160))
    assert burden_cost.in_words(0.5, record) == "about 1 hour of volunteers' time"
    assert burden_cost.in_words(7, record) == "about 19 hours of volunteers' time"


def test_what_is_missing_for_the_cost_is_said():
    """By the names of field and heading that the page has."""
    headings = {group.title: group for group in (*sample_form.groups(paid()), *costs_form.groups(paid()))}
    no_target, no_rate, no_task = paid(target=None), paid(rate=None), paid(what="Printing")
    for record, heading, label in (
        (no_target, "Who is asked, and how many", "Target"),
        (no_rate, "Tasks", "Pay or price by the hour"),
        (no_task, "Tasks", "Pay or price by the hour"),
    ):
        said = burden_cost.in_words(1, record)
        assert f"“{heading}”" in said and f"“{label}”" in said and "step 1.3" in said
        fields = headings[heading].fields
        assert label in {one.label for held in fields for one in (held, *held.entry)}
    assert "of “Interviews”" in burden_cost.in_words(1, no_rate)
    assert burden_cost.in_words(1, paid(mode="online")) == "no interviewer to pay"
