"""A change in words, and what those words rest on."""

import math

import pytest

from helpers.errors import UserProblem
from helpers.estimates import change, classify, cohens_h, share


def yes(n_yes, n):
    return [1.0] * n_yes + [0.0] * (n - n_yes)


def words(before, after, n=400, **more):
    first, second = yes(round(before * n), n), yes(round(after * n), n)
    later = share(second)
    return classify(change(first, second), before, after, later.ci_low, later.ci_high, **more)


@pytest.mark.parametrize(
    ("before", "after", "better", "said"),
    [
        (0.3, 0.6, "higher", ("high", "getting better", "big")),
        (0.6, 0.3, "higher", ("low", "getting worse", "big")),
        (0.6, 0.47, "lower", ("in the middle", "getting better", "moderate")),
        (0.8, 0.72, "higher", ("high", "getting worse", "small")),
        (0.50, 0.52, "higher", ("in the middle", "no clear change", "")),
        (0.2, 0.3, None, ("low", "higher", "moderate")),
    ],
)
def test_level_direction_and_size(before, after, better, said):
    found = words(before, after, better=better)
    assert (found.level, found.direction, found.size) == said
    assert found.effect == pytest.approx(cohens_h(before, after))


def test_the_level_is_against_the_reference():
    assert words(0.6, 0.6, reference=0.75).level == "low" and words(0.6, 0.6, reference=0.4).level == "high"


def test_no_clear_change_says_what_could_have_been_missed():
    few, many = words(0.5, 0.5, n=40), words(0.5, 0.5, n=4000)
    assert few.direction == many.direction == "no clear change"
    assert 0.25 < few.smallest < 0.35 and 0.02 < many.smallest < 0.04


def test_nobody_answered():
    found = classify(change([], [1, 0]), math.nan, 0.5)
    assert (found.level, found.direction, found.size) == ("not known", "not known", "")


def test_words_that_mean_nothing_are_refused():
    with pytest.raises(UserProblem, match="no direction"):
        words(0.5, 0.6, better="more")
    with pytest.raises(UserProblem, match="limits"):
        words(0.5, 0.6, big=0.1)
