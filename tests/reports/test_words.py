from datetime import date

import pytest

from helpers.reports import words

NAN = float("nan")


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "0%"),
        (0.001, "under 1%"),
        (0.005, "1%"),
        (0.125, "13%"),
        (0.994, "99%"),
        (0.996, "over 99%"),
        (1.0, "100%"),
    ],
)
def test_percent_never_rounds_something_to_nothing_or_most_to_all(share, said):
    assert words.percent(share) == said


@pytest.mark.parametrize("share", [-0.1, 1.1, NAN])
def test_what_is_no_share_is_refused(share):
    with pytest.raises(AssertionError):
        words.percent(share)


def test_halves_round_as_people_round_them():
    assert [words.rounded(number) for number in (0.5, 1.5, 2.5, -0.5, -2.5)] == [1, 2, 3, -1, -3]


def test_an_interval_is_cut_at_0_and_100_and_missing_is_blank():
    assert words.interval(-0.02, 0.304) == "0% to 30%"
    assert words.interval(0.9, 1.01) == "90% to 100%"
    assert words.interval(NAN, 0.3) == ""


def test_a_difference_has_a_size_and_a_real_minus_sign():
    assert (words.points(-0.104), words.points(0.014), words.points(0.001)) == ("10 points", "1 point", "under 1 point")
    assert (words.signed(-0.104), words.signed(0.05), words.signed(0.001)) == ("−10", "+5", "0")
    assert words.points_interval(-0.17, 0.03) == "−17 to +3 points"


def test_ranges_of_changes_in_words():
    assert words.anything_from(-0.12, 0.03) == "anything from a fall of 12 points to a rise of 3"
    assert words.anything_from(0.001, 0.2) == "anything from next to none to a rise of 20 points"
    assert words.between_points(-0.16, -0.04) == "between 4 and 16 points"


def test_dates_are_british():
    assert words.day(date(2025, 3, 9)) == "9 March 2025"
    assert words.month(date(2025, 12, 31)) == "December 2025"


def test_plurals_and_lists():
    assert (words.people(1), words.people(1200)) == ("1 person", "1,200 people")
    assert words.listed(["a"]) == "a"
    assert words.listed(["a", "b", "c"]) == "a, b and c"
    assert words.listed(["a", "b, that is c"]) == "a; b, that is c"
    assert words.listed([]) == ""


def test_whom_a_figure_of_the_project_speaks_of():
    said = [words.in_project(who) for who in ("people", "people who have friends", "private renters")]
    assert said == ["people in the project", "people in the project who have friends", "private renters in the project"]


def test_one_point_is_singular_either_way():
    said = [words.signed_points(size) for size in (0.01, -0.01, 0.02, 0.001)]
    assert said == ["+1 point", "−1 point", "+2 points", "0 points"]


def test_text_typed_by_people_keeps_its_paragraphs():
    assert words.paragraphs("One\nline.\n\n \nTwo.\n") == ("One line.", "Two.")
    assert words.paragraphs("  ") == ()


def test_a_sentence_begins_and_ends_as_one():
    assert words.sentence("gLA figures") == "GLA figures."
    assert words.sentence("Is it?") == "Is it?"
    assert words.sentence("") == ""
