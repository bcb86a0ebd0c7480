"""Sample sizes, smallest changes and indices of segregation, against known answers."""

import math

import numpy as np
import pytest
from scipy import stats

from helpers.errors import UserProblem
from helpers.estimates import dissimilarity, entropy_index, minimum_detectable_change, sample_size


@pytest.mark.parametrize(
    ("arguments", "people"),
    [
        ({"margin": 0.05}, 385),
        ({"margin": 0.03}, 1068),
        ({"margin": 0.05, "population": 1000}, 278),
        ({"margin": 0.05, "confidence": 0.99}, 664),
        ({"margin": 0.05, "share": 0.2}, 246),
        ({"margin": 0.05, "design_effect": 1.5}, 577),
        ({"margin": 0.05, "response_rate": 0.25}, 1537),
        ({"margin": 0.5, "population": 2}, 2),
    ],
)
def test_sample_size(arguments, people):
    assert sample_size(**arguments) == people


def test_a_sample_is_never_larger_than_its_population():
    assert all(sample_size(0.01, population=n, design_effect=2) <= n for n in (1, 5, 50, 5000))


def test_the_smallest_change_is_found_as_often_as_promised():
    n, share = 400, 0.4
    change = minimum_detectable_change(n, share)
    error = math.sqrt(2 * share * (1 - share) / n)
    assert stats.norm.sf(1.959964 - change / error) == pytest.approx(0.8, abs=1e-6)
    assert minimum_detectable_change(n, share, correlation=1) == 0
    assert minimum_detectable_change(n, share, correlation=0.6) < change


@pytest.mark.parametrize(
    "call",
    [
        lambda: sample_size(0), lambda: sample_size(0.05, share=1), lambda: sample_size(0.05, response_rate=0),
        lambda: sample_size(0.05, population=0), lambda: sample_size(0.05, design_effect=0),
        lambda: minimum_detectable_change(0), lambda: minimum_detectable_change(50, correlation=2),
        lambda: dissimilarity([5], [4]), lambda: dissimilarity([1, 2], [3]), lambda: dissimilarity([-1], [3]),
        lambda: entropy_index([1, 2]), lambda: entropy_index([["a"]]),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(call):
    with pytest.raises(UserProblem):
        call()


def test_dissimilarity_by_its_other_formula():
    random = np.random.default_rng(9)
    total = random.integers(50, 500, 30)
    group = random.binomial(total, random.random(30))
    p, of = group / total, group.sum() / total.sum()
    other = (total * abs(p - of)).sum() / (2 * total.sum() * of * (1 - of))
    assert dissimilarity(group, total) == pytest.approx(other)


def test_entropy_index_is_mutual_information_over_entropy():
    counts = np.random.default_rng(10).integers(1, 100, (20, 4))
    joint = counts / counts.sum()
    units, groups = joint.sum(axis=1, keepdims=True), joint.sum(axis=0, keepdims=True)
    information = (joint * np.log(joint / (units * groups))).sum()
    assert entropy_index(counts) == pytest.approx(information / stats.entropy(groups.ravel()))


def test_indices_without_a_group():
    assert math.isnan(dissimilarity([0, 0], [5, 5])) and math.isnan(dissimilarity([5, 5], [5, 5]))
    assert math.isnan(entropy_index([[5, 0], [3, 0]])) and math.isnan(entropy_index([[0, 0]]))
    assert entropy_index([[5, 5], [0, 0]]) == pytest.approx(0)
