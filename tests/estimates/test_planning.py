"""Planning worked by hand, by counting every possible sample, and by what it must not import."""

import math
import subprocess
import sys
from itertools import combinations

import numpy as np
import pytest

from helpers import estimates
from helpers.errors import UserProblem
from helpers.estimates.planning import cluster_design_effect, invited, margin_of_error


def test_the_margin_by_hand():
    # 1.96 x sqrt(0.25 x 0.75 / 300) = 1.96 x 0.025 = 0.049; half of a population of 600: x sqrt(300 / 599)
    assert margin_of_error(300, 0.25) == pytest.approx(0.049, abs=1e-5)
    assert margin_of_error(300, 0.25, population=600) == pytest.approx(0.049 * math.sqrt(300 / 599), abs=1e-5)
    assert margin_of_error(300, 0.25, design_effect=4) == pytest.approx(0.098, abs=2e-5)
    assert margin_of_error(1, population=1) == margin_of_error(50, population=50) == 0


def test_the_margin_is_the_size_the_other_way_round():
    for population, effect in ((None, 1.0), (900, 1.0), (900, 1.5), (60, 2.0)):
        n = estimates.sample_size(0.06, 0.3, population=population, design_effect=effect)
        assert margin_of_error(n, 0.3, population=population, design_effect=effect) <= 0.06
        assert margin_of_error(n - 1, 0.3, population=population, design_effect=effect) > 0.06


def test_the_spread_in_a_small_population_is_that_of_every_possible_sample():
    people = [1, 1, 1, 0, 0, 0, 0, 0]
    shares = [sum(people[one] for one in chosen) / 3 for chosen in combinations(range(8), 3)]
    z = margin_of_error(3, 3 / 8, population=8) / np.std(shares)
    assert z == pytest.approx(1.959964, abs=1e-5)


def test_the_change_among_matched_people_in_a_small_population_is_that_of_every_possible_sample():
    before, after = np.array([1, 1, 1, 1, 0, 0, 0, 0]), np.array([1, 1, 1, 0, 1, 0, 0, 0])
    rho = np.corrcoef(before, after)[0, 1]
    moved = [np.mean((after - before)[list(chosen)]) for chosen in combinations(range(8), 3)]
    found = estimates.minimum_detectable_change(3, 0.5, correlation=rho, population=8)
    assert found / np.std(moved) == pytest.approx(1.959964 + 0.841621, abs=1e-5)


def test_overlapping_samples_from_one_population_by_drawing_them():
    before = np.array([1] * 14 + [0] * 26)
    after = np.array([1] * 10 + [0] * 4 + [1] * 4 + [0] * 22)
    random, moved = np.random.default_rng(7), []
    for _ in range(20_000):
        drawn = random.permutation(40)
        first, second = drawn[:15], np.concatenate([drawn[5:15], drawn[15:20]])  # ten people are in both
        moved.append(after[second].mean() - before[first].mean())
    found = estimates.minimum_detectable_change(
        15, 0.35, correlation=np.corrcoef(before, after)[0, 1], n_matched=10, population=40
    )
    assert found / np.std(moved) == pytest.approx(2.801585, rel=0.02)


def test_the_change_by_hand():
    # (1.959964 + 0.841621) x sqrt(2 x 0.3 x 0.7 / 120) = 2.801585 x 0.0591608
    assert estimates.minimum_detectable_change(120, 0.3) == pytest.approx(0.165744, abs=1e-6)
    # matched, correlation 0.5: half the variance
    assert estimates.minimum_detectable_change(120, 0.3, correlation=0.5) == pytest.approx(0.117199, abs=1e-6)
    # 120 first, 80 of them again: 0.21 (1/120 + 1/80 - 2 x 0.5 / 120) = 0.21 / 80
    found = estimates.minimum_detectable_change(120, 0.3, correlation=0.5, n_after=80)
    assert found == pytest.approx(2.801585 * math.sqrt(0.21 / 80), abs=1e-6)
    # everybody asked twice: nothing is left to chance
    assert estimates.minimum_detectable_change(50, correlation=0.2, population=50) == 0


def test_a_rise_and_a_fall_solve_the_quadratic():
    n, share, z2 = 150, 0.2, 2.801585**2

    def larger_root(p):  # d^2 (1 + z2/n) - d (1 - 2p) z2/n - 2 p (1 - p) z2/n = 0
        part = z2 / n
        return ((1 - 2 * p) * part + math.sqrt(((1 - 2 * p) * part) ** 2 + 8 * p * (1 - p) * part * (1 + part))) / (
            2 * (1 + part)
        )

    rise = estimates.minimum_detectable_change(n, share, direction="rise")
    fall = estimates.minimum_detectable_change(n, share, direction="fall")
    assert rise == pytest.approx(larger_root(share), abs=1e-6)
    assert fall == pytest.approx(larger_root(1 - share), abs=1e-6)
    assert fall < estimates.minimum_detectable_change(n, share) < rise


def test_a_fall_that_can_not_be_large_enough_is_none():
    assert math.isnan(estimates.minimum_detectable_change(20, 0.1, direction="fall"))
    assert math.isnan(estimates.minimum_detectable_change(20, 0.95, direction="rise"))


def test_a_rise_is_found_about_as_often_as_promised():
    random = np.random.default_rng(3)
    n, share = 200, 0.15
    rise = estimates.minimum_detectable_change(n, share, direction="rise")
    before, after = random.binomial(n, share, 4000) / n, random.binomial(n, share + rise, 4000) / n
    error = np.sqrt(before * (1 - before) / n + after * (1 - after) / n)
    assert np.mean((after - before) / error > 1.959964) == pytest.approx(0.8, abs=0.03)


def test_people_for_a_change_by_hand():
    # 2.801585^2 x 2 x 0.25 / 0.1^2 = 392.4; matched at 0.5: 196.2; of 500: 392.4 / (1 + 391.4 / 500) = 220.1
    assert estimates.sample_size_for_change(0.1) == 393
    assert estimates.sample_size_for_change(0.1, correlation=0.5) == 197
    assert estimates.sample_size_for_change(0.1, population=500) == 221
    assert estimates.sample_size_for_change(0.1, design_effect=1.5) == 589
    assert estimates.sample_size_for_change(0.1, correlation=0.5, response_rate=0.5, attrition=0.2) == 491

    # a rise from 0.1 to 0.2: 7.848879 x (0.09 + 0.16) / 0.01 = 196.2; matched at 0.5: x (0.25 - 0.12) / 0.01 = 102.04
    assert estimates.sample_size_for_change(0.1, 0.1, direction="rise") == 197
    assert estimates.sample_size_for_change(0.1, 0.1, correlation=0.5, direction="rise") == 103
    n = estimates.sample_size_for_change(0.07, 0.3, direction="fall")
    assert estimates.minimum_detectable_change(n, 0.3, direction="fall") <= 0.07
    assert estimates.minimum_detectable_change(n - 1, 0.3, direction="fall") > 0.07


def test_people_to_approach_by_hand():
    assert invited(60, 0.25) == 240
    assert invited(60, 0.5, attrition=0.2, times=2) == 188  # 60 / (0.5 x 0.64) = 187.5
    assert cluster_design_effect(21, 0.05) == pytest.approx(2)


@pytest.mark.parametrize(
    "call",
    [
        lambda: margin_of_error(0), lambda: margin_of_error(11, population=10), lambda: margin_of_error(5, 1.0),
        lambda: invited(10, 1.1), lambda: invited(10, 0.5, 1), lambda: cluster_design_effect(0.5),
        lambda: estimates.minimum_detectable_change(10, n_matched=11), lambda: estimates.sample_size_for_change(0),
        lambda: estimates.minimum_detectable_change(10, population=9), lambda: estimates.sample_size_for_change(0.1, correlation=2),
        lambda: estimates.sample_size_for_change(0.1, attrition=1),
        lambda: estimates.sample_size_for_change(0.2, 0.1, direction="fall"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(call):
    with pytest.raises(UserProblem):
        call()


def test_planning_loads_no_numeric_library():
    looked = "import sys, helpers.estimates.planning, helpers.estimates.detecting as d; d.sample_size_for_change(0.1); "
    found = "print([name for name in ('numpy', 'scipy', 'pandas') if name in sys.modules])"
    out = subprocess.run([sys.executable, "-c", looked + found], check=True, capture_output=True, text=True).stdout
    assert out.strip() == "[]"


def test_every_name_of_the_package_is_where_it_is_said_to_be():
    assert len(estimates.__all__) >= 17
    assert all(callable(getattr(estimates, name)) for name in estimates.__all__)
    assert not set(estimates.__all__) & set(estimates.HOMES.values()), "a module would take the name's place"
