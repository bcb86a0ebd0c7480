"""Rows of totals, means and counts at the end of a table are no people, also where nothing says so."""

import pytest

from helpers import survey

PEOPLE = [[n, "Yes", n % 5 + 1, 20 + n, n % 11] for n in range(1, 31)]
HEAD = ["id", "consent", "q1_7", "q3_2", "q3_19"]


def columns():
    return [[person[place] for person in PEOPLE] for place in (2, 3, 4)]


SUMS = ["", "", *map(sum, columns())]
MEANS = ["", "", *(sum(column) / 30 for column in columns())]
ROUNDED = ["", "", *(f"{sum(column) / 30:.2f}" for column in columns())]
LABELLED = ["", "Average", *(f"{sum(column) / 30:.1f}" for column in columns())]


@pytest.mark.parametrize(
    "last",
    [
        [SUMS],
        [MEANS],
        [ROUNDED],
        [LABELLED],
        [SUMS, MEANS],
        [["Total", "", 3, 4, 5]],
        [[word, "", 1, 1, 1] for word in ("Total", "Mean", "Sum", "Count", "Average")],
    ],
)
def test_what_is_no_person_is_left_out_and_said(last, write_csv):
    reading = survey.read(write_csv([HEAD, *PEOPLE, *last]))
    assert (reading.n_received, reading.usable_n) == (30, 30)
    (message,) = (message for message in reading.messages if message.code == "totals_row")
    assert (message.level, message.row) == ("warn", 32)


@pytest.mark.parametrize(
    "last",
    [["", "Yes", 3, 40, 5], [31, "Yes", 93, "", ""], ["", "", 3, 35, 5], ["", "Yes", *SUMS[2:]], ["", "", 1, 1, 1]],
)
def test_people_stay(last, write_csv):
    """Also those without an id, with a slip, with few answers, or none but round ones."""
    reading = survey.read(write_csv([HEAD, *PEOPLE, last]))
    assert reading.n_received == 31


def test_a_person_whose_words_are_those_of_a_total_stays(write_csv):
    rows = [
        ["id", "consent", "q1_7", "q3_3"],
        *([n, 1, n % 5 + 1, "Kent"] for n in range(1, 30)),
        [30, 1, 3, "Average"],
    ]
    assert survey.read(write_csv(rows)).usable_n == 30


def test_people_who_all_say_the_same_stay(write_csv):
    reading = survey.read(write_csv([["consent", "q1_7", "q1_8"], *([["1", "1", "1"]] * 12)]))
    assert reading.usable_n == 12


def test_a_few_people_whose_last_sums_up_the_others_stay(write_csv):
    reading = survey.read(write_csv([["consent", "q1_7", "q1_8"], ["1", "1", "1"], ["1", "1", "1"], ["2", "2", "2"]]))
    assert reading.n_received == 3
