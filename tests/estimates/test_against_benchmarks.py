"""A share beside a published figure: both sides' uncertainty, and what had to be assumed."""

import math

import pytest

from helpers.errors import UserProblem
from helpers.estimates import against, change, share

OURS = share([1.0] * 60 + [0.0] * 40)


def test_with_a_base_it_is_the_difference_of_two_samples():
    found = against(OURS, 0.5, n=200, design_effect=1)
    two = change([1.0] * 100 + [0.0] * 100, [1.0] * 60 + [0.0] * 40)
    assert (found.difference, found.ci_low, found.ci_high) == pytest.approx((two.difference, two.ci_low, two.ci_high))
    assert "published" in found.assumed


def test_the_design_effect_is_assumed_and_said():
    found = against(OURS, 0.5, n=300)
    assert found.benchmark_low == pytest.approx(against(OURS, 0.5, n=200, design_effect=1).benchmark_low)
    assert "design effect 1.5, assumed" in found.assumed and "300 answers" in found.assumed


def test_a_published_interval_needs_no_assumption():
    found = against(OURS, 0.5, low=0.48, high=0.53)
    assert found.assumed == ""
    assert found.ci_low == pytest.approx(0.1 - math.hypot(0.6 - OURS.ci_low, 0.03))
    assert found.ci_high == pytest.approx(0.1 + math.hypot(OURS.ci_high - 0.6, 0.02))


def test_with_neither_it_is_taken_as_exact_and_that_is_said():
    found = against(OURS, 0.5)
    assert (found.ci_low, found.ci_high) == pytest.approx((OURS.ci_low - 0.5, OURS.ci_high - 0.5))
    assert "as if it were exact" in found.assumed and found.is_clear == (OURS.ci_low > 0.5)


def test_nobody_answered_and_figures_that_cannot_be():
    assert math.isnan(against(share([]), 0.5).difference) and not against(share([]), 0.5).is_clear
    for wrong in ({"low": 0.4}, {"low": 0.6, "high": 0.7}, {"n": 0}, {"n": 10, "design_effect": 0}):
        with pytest.raises(UserProblem):
            against(OURS, 0.5, **wrong)
    with pytest.raises(UserProblem):
        against(OURS, 55)
