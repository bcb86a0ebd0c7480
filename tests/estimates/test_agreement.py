"""Two coders: textbook figures, full agreement, chance agreement."""

import math

import numpy as np
import pytest

from helpers.errors import UserProblem
from helpers.estimates import agreement

SAME = list("abcab") * 8


def table_to_codes(table):
    pairs = [(row, column) for row, line in enumerate(table) for column, count in enumerate(line) for _ in range(count)]
    return [one for one, _ in pairs], [other for _, other in pairs]


def test_a_table_by_hand():
    found = agreement(*table_to_codes([[20, 5], [10, 15]]))
    assert (found.n, found.agreed, found.chance, found.kappa) == pytest.approx((50, 0.7, 0.5, 0.4))
    # of 100 codes 55 are the one and 45 the other; 30 coincidences differ of 2 * 55 * 45 / 99 expected
    assert found.alpha == pytest.approx(1 - 30 / (2 * 55 * 45 / 99))
    assert found.kappa_low < 0.4 < found.kappa_high and found.alpha_low < found.alpha < found.alpha_high


def test_the_order_of_coders_and_codes_does_not_matter():
    one, other = table_to_codes([[12, 3, 0], [2, 9, 4], [1, 1, 20]])
    turned = np.random.default_rng(1).permutation(len(one))
    names = {0: "x", 1: "k", 2: "a"}
    found = agreement(one, other)
    same = agreement([names[other[at]] for at in turned], [names[one[at]] for at in turned])
    assert (same.kappa, same.kappa_std_error, same.alpha) == pytest.approx(
        (found.kappa, found.kappa_std_error, found.alpha)
    )


def test_full_agreement_is_not_certainty():
    found = agreement(SAME, SAME)
    assert (found.kappa, found.alpha, found.kappa_high, found.alpha_high) == (1, 1, 1, 1)
    assert 0.7 < found.kappa_low < 1 and found.alpha_low == found.kappa_low
    assert agreement(SAME * 10, SAME * 10).kappa_low > found.kappa_low


def test_one_code_throughout_says_nothing():
    found = agreement(["a"] * 9, ["a"] * 9)
    assert found.agreed == 1 and math.isnan(found.kappa) and math.isnan(found.alpha)


def test_texts_that_one_coder_left_out_do_not_count():
    found = agreement(["a", None, "b", "b"], ["a", "b", "b", float("nan")])
    assert found.n == 2
    assert agreement([], []).n == 0 and math.isnan(agreement([], []).kappa)
    with pytest.raises(UserProblem, match="the other 2"):
        agreement(["a"], ["a", "b"])


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    random = np.random.default_rng(7)
    truth = np.array([[0.3, 0.05, 0.02], [0.04, 0.25, 0.05], [0.02, 0.04, 0.23]])
    chance = truth.sum(axis=1) @ truth.sum(axis=0)
    kappa = (np.trace(truth) - chance) / (1 - chance)
    held = {"kappa": 0, "alpha": 0}
    for _ in range(300):
        found = agreement(*table_to_codes(random.multinomial(60, truth.ravel()).reshape(3, 3)), draws=300)
        held["kappa"] += found.kappa_low <= kappa <= found.kappa_high
        held["alpha"] += found.alpha_low <= kappa <= found.alpha_high
    assert all(0.88 < count / 300 < 0.99 for count in held.values()), held
