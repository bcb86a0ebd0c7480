"""Where nothing changed, or two groups changed alike, there is an answer: no difference, p = 1."""

import numpy as np
import pytest

from helpers import estimates
from helpers.estimates import Answers


def yes(n_yes, n):
    return [1.0] * n_yes + [0.0] * (n - n_yes)


@pytest.mark.parametrize("groups", [(1, 3, 2, 4), (0, 2, 1, 3), (2, 2, 7, 7), (3, 1, 4, 2)])
def test_two_groups_that_changed_alike(groups):
    found = estimates.difference_in_differences(*(Answers(yes(n_yes, 10)) for n_yes in groups))
    assert found.difference == pytest.approx(0, abs=1e-12)
    assert found.p_value == 1.0 and found.ci_low < 0 < found.ci_high


def test_equal_shares_whatever_the_weights_and_sizes():
    random = np.random.default_rng(5)
    looked_at = 0
    for _ in range(300):
        n, times = int(random.integers(5, 60)), int(random.integers(1, 4))
        y = (random.random(n) < 0.4).astype(float)
        weight = float(random.lognormal())
        found = estimates.change(y, np.tile(y, times), np.full(n, weight), np.full(n * times, weight * 1.7))
        assert found.p_value == 1.0
        looked_at += 1
    assert looked_at == 300


def test_a_panel_in_which_nobody_changed_in_another_order():
    random = np.random.default_rng(6)
    for _ in range(100):
        n = int(random.integers(6, 60))
        y, weights = (random.random(n) < 0.3).astype(float), random.lognormal(0, 0.5, n)
        ids, order = np.array([f"p{at}" for at in range(n)]), random.permutation(n)
        found = estimates.change(y, y[order], weights, weights[order], ids, ids[order])
        assert abs(found.difference) < 1e-12 and found.p_value == 1.0 and found.design == "matched"


def test_small_differences_still_have_a_p_value():
    found = estimates.change(yes(400, 1000), yes(401, 1000))
    assert 0.9 < found.p_value < 1
