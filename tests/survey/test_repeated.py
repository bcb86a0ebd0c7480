"""Answers that stand twice in a file, where no number of submission tells."""

import random

import pytest

from helpers import catalogue, survey

SINGLE = [question for question in catalogue.questions() if question.kind == "single" and not question.ask_if]


def people(n, questions, seed=3):
    draw = random.Random(seed)
    return [["Yes", *(draw.choice(question.options).code for question in questions)] for _ in range(n)]


def repeated(reading):
    return [message for message in reading.messages if message.code == "rows_repeated"]


def test_a_file_that_holds_everybody_twice(write_csv):
    rows, head = people(40, SINGLE), ["consent", *(question.code for question in SINGLE)]
    assert len(SINGLE) > 12 and not repeated(survey.read(write_csv([head, *rows])))
    reading = survey.read(write_csv([head, *rows, *rows]))
    (message,) = repeated(reading)
    assert (message.level, message.row, reading.usable_n) == ("warn", 42, 80)
    assert "40 of 80" in message.what


def test_one_person_twice(write_csv):
    rows, head = people(40, SINGLE), ["consent", *(question.code for question in SINGLE)]
    (message,) = repeated(survey.read(write_csv([head, *rows, rows[7]])))
    assert message.row == 42
    # other words are another person's, however alike the rest
    with_words = [[*head, "3.3"], *([*row, "Kent"] for row in rows), [*rows[7], "Wales"]]
    assert not repeated(survey.read(write_csv(with_words)))


@pytest.mark.parametrize("n", [2, 60])
def test_a_few_questions_tell_nobody_apart(n, write_csv):
    rows = [["consent", "1.7", "2.4"], *(["Yes", number % 5 + 1, 1] for number in range(n))]
    assert not repeated(survey.read(write_csv(rows)))


def test_blank_questionnaires_are_no_repeats(write_csv):
    head = ["consent", *(question.code for question in SINGLE)]
    blank = [["Yes", *([""] * len(SINGLE))] for _ in range(5)]
    assert not repeated(survey.read(write_csv([head, *people(40, SINGLE), *blank])))
