"""The reading age against another implementation's, and by hand; the length against the plan's estimate."""

import json
from pathlib import Path

import pytest

from helpers import catalogue
from helpers import project as projects
from helpers.plan import burden
from helpers.project.record import BasketItem, Measures, OwnQuestion, Project
from helpers.questionnaire import build, length, reading_age

ORACLE = json.loads(Path(__file__).with_name("reading_oracle.json").read_text(encoding="utf-8"))["questions"]


def test_the_index_is_that_of_another_implementation():
    """Three texts have a mark that stands by itself ("work ?"): for textstat it makes a word here and none there."""
    assert len(ORACLE) > 40
    for one in ORACLE:
        found = reading_age.counted((one["text"],))
        assert (found.words, found.sentences) == (one["words"], one["sentences"]), one["text"]
        assert found.index == pytest.approx(one["index"], abs=1.5), one["text"]
    near = [abs(reading_age.counted((one["text"],)).index - one["index"]) < 0.001 for one in ORACLE]
    assert sum(near) >= len(ORACLE) - 3


def test_counted_by_hand():
    found = reading_age.counted(("Do you come here? Yes – often.",))
    assert (found.strokes, found.words, found.sentences) == (23, 6, 2)
    assert found.index == pytest.approx(4.71 * 23 / 6 + 0.5 * 6 / 2 - 21.43)


def test_no_word_has_no_age_and_easy_words_the_lowest():
    assert reading_age.age(("", " – ")) is None
    assert reading_age.age(("Do you go to it?",)) == 6


def test_longer_words_and_sentences_are_harder():
    short = reading_age.age(("Do you see your friends?",))
    long = reading_age.age(("To what extent do you maintain regular relationships with acquaintances?",))
    assert short < 10 < long


def test_the_hardest_comes_first_and_what_the_team_fills_in_is_none():
    made = build(projects.open("sample_data/befriending").record)
    hardest = reading_age.hardest(made, n=30)
    ages = [years for _, years in hardest]
    assert ages == sorted(ages, reverse=True) and len(ages) == 22
    assert "own_group" not in {question.id for question, _ in hardest}


@pytest.mark.parametrize("name", ["estate", "befriending"])
def test_the_length_is_near_the_plans(name):
    """The plan counts all consents and the code; the questionnaire only what is asked."""
    record = projects.open(f"sample_data/{name}").record
    made = build(record)
    is_aloud = record.approach.mode not in burden.TO_ONESELF
    assert abs(length.minutes(made.questions, is_aloud) - burden.minutes(record)) <= 1


def test_the_length_of_one_question_by_hand():
    """ "How often do you feel lonely?" with its introduction has 6 + 33 words, its answers 10; 120 words a minute, 3 seconds."""
    record = Project(title="R7", measures=Measures(basket=(BasketItem(indicator="R7"),)))
    question = build(record).by_id["q1_7"]
    n = length.n_words(question)
    assert n == 6 + 33 + 10
    assert length.seconds(question, is_read_aloud=True) == pytest.approx(n / 120 * 60 + 3)
    own = OwnQuestion(id="own_a", wording="What helps?")
    record = Project(title="Own", measures=Measures(own_questions=(own,)))
    assert length.seconds(build(record).by_id["own_a"], is_read_aloud=True) == pytest.approx(2 / 120 * 60 + 60)


def test_what_people_are_asked_to_agree_to_can_be_read_at_twelve():
    consents = catalogue.workbook_questions()
    assert len(consents) == 5
    assert {
        one.id: reading_age.age((one.introduction, one.wording))
        for one in consents
        if reading_age.age((one.introduction, one.wording)) > 12
    } == {}
