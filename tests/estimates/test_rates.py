"""Rates from counts and the gaps between them."""

import math

import pytest
from scipy import stats

from helpers.errors import UserProblem
from helpers.estimates import Rate, chance_range, gap, high_low_gap, pooled_mean, rate


@pytest.mark.parametrize(
    ("count", "total", "per", "found"),
    [(46, 20_000, 1_000, 2.3), (30, 40, 1, 0.75), (0, 40, 1, 0.0), (3, 2, 100, 150.0), (2, 3, 1, 2 / 3)],
)
def test_a_count_out_of_a_total(count, total, per, found):
    made = rate(count, total, per)
    assert made.rate == pytest.approx(found)
    assert math.isnan(made.low) and math.isnan(made.high)


def test_a_published_margin_is_the_interval():
    made = rate(71_000, 91_000, margin=0.051)
    assert (made.low, made.high) == pytest.approx((71 / 91 - 0.051, 71 / 91 + 0.051))


def test_nobody_has_no_rate():
    assert math.isnan(rate(0, 0).rate)
    assert all(map(math.isnan, chance_range(0, 0)))
    assert math.isnan(high_low_gap(0, 0, 0))
    assert math.isnan(pooled_mean([], [])[0]) and pooled_mean([50], [0])[1] == 0


def test_chance_range_holds_what_a_poisson_count_says_of_its_level():
    for count in (0, 1, 12, 250):
        low, high = chance_range(count, 1)
        if count:
            assert stats.poisson.sf(count - 1, low) == pytest.approx(0.025)
        assert stats.poisson.cdf(count, high) == pytest.approx(0.025)
        assert low <= count <= high


def test_published_table_of_exact_limits():
    """Limits for 10 events as every table of exact Poisson limits has them (Garwood 1936): 4.795 and 18.39."""
    assert chance_range(10, 1) == pytest.approx((4.795, 18.390), abs=5e-4)


def test_a_gap_adds_the_margins_as_independent_samples_do():
    found = gap(Rate(0.78, 0, 0, 0.75, 0.81), Rate(0.70, 0, 0, 0.66, 0.74))
    assert (found.gap, found.low, found.high) == pytest.approx((0.08, 0.03, 0.13))
    assert gap(rate(1, 2), rate(1, 2)).gap == 0
    assert math.isnan(gap(rate(1, 2), rate(1, 2, margin=0.1)).low)
    assert math.isnan(gap(rate(0, 0), rate(1, 2)).gap)


def test_a_mean_over_schools_counts_pupils():
    assert pooled_mean([50, 40], [100, 300]) == (42.5, 400)
    assert pooled_mean([50, float("nan")], [100, 0]) == (50, 100)


@pytest.mark.parametrize(
    "call",
    [
        lambda: rate(-1, 2), lambda: rate(1, -2), lambda: rate(float("nan"), 2), lambda: rate(1, 2, margin=-0.1),
        lambda: chance_range(-1, 2), lambda: high_low_gap(6, 5, 10), lambda: pooled_mean([1, 2], [3]),
        lambda: pooled_mean([1], [-3]),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(call):
    with pytest.raises(UserProblem):
        call()
