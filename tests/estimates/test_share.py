"""One share, at its edges."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from helpers.errors import UserProblem
from helpers.estimates import share

NAN = float("nan")


def test_the_plain_case_is_the_textbook():
    found = share([1] * 12 + [0] * 28)
    assert (found.n, found.n_effective, found.share) == (40, 40, 0.3)
    assert found.std_error == pytest.approx(math.sqrt(0.3 * 0.7 / 39))
    wilson = stats.binomtest(12, 40).proportion_ci(method="wilson")
    assert (found.ci_low, found.ci_high) == pytest.approx(wilson)


def test_nobody():
    for found in (share([]), share([NAN, NAN]), share([1, 0], domain=[False, False])):
        assert found.n == 0 and found.n_effective == 0
        assert all(math.isnan(value) for value in (found.share, found.std_error, found.ci_low, found.ci_high))


def test_one_person():
    found = share([1])
    assert (found.n, found.share) == (1, 1.0) and math.isnan(found.std_error)
    assert found.ci_low < 0.25 and found.ci_high == 1.0


@pytest.mark.parametrize("answer", [0, 1])
@pytest.mark.parametrize("method", ["default", "beta"])
def test_none_and_all_have_an_interval_with_width(answer, method):
    found = share([answer] * 20, weights=np.linspace(0.5, 2, 20), method=method)
    assert found.share == answer and found.std_error == 0
    assert 0.05 < found.ci_high - found.ci_low < 0.35


def test_a_census_has_no_error():
    found = share([1, 0, 0, 1, 0], population=5)
    assert (found.std_error, found.ci_low, found.ci_high) == (0, 0.4, 0.4)
    assert share([1, 0, 0, 1, 0], population=10).std_error < share([1, 0, 0, 1, 0]).std_error


def test_a_weight_of_k_is_k_people_for_the_share():
    weights = np.array([3, 1, 2, 4])
    y = np.array([1, 0, 0, 1])
    assert share(y, weights).share == pytest.approx(share(np.repeat(y, weights)).share)
    assert share(y, weights * 7).std_error == pytest.approx(share(y, weights).std_error)


def test_people_of_weight_zero_are_not_counted_in():
    found = share([1, 0, 1], weights=[1, 1, 0])
    assert (found.n, found.share) == (2, 0.5)


def test_people_without_an_answer_stay_in_the_design():
    y = [1, 0, NAN, NAN, 0, 1]
    assert share(y).std_error == pytest.approx(math.sqrt(0.25 / 4 * 6 / 5))
    assert share(y).std_error == share([1, 0, 1, 1, 0, 1], domain=[True, True, False, False, True, True]).std_error


def test_clusters_widen():
    y = np.repeat([1, 0, 1, 0, 0, 1, 0, 0], 6)
    clusters = np.repeat(np.arange(8), 6)
    alone, together = share(y), share(y, clusters=clusters)
    assert together.std_error > 2 * alone.std_error
    assert together.ci_high - together.ci_low > alone.ci_high - alone.ci_low


def test_a_group_in_one_cluster_has_no_error_to_tell():
    y, clusters = [1, 0, 1, 0] * 5, [1] * 10 + [2] * 10
    found = share(y, clusters=clusters, domain=[True] * 10 + [False] * 10)
    assert math.isnan(found.std_error) and found.ci_low < 0.1 and found.ci_high > 0.9
    assert share(y, clusters=clusters, population=2).std_error == 0


def test_few_clusters_are_not_taken_at_their_word():
    """Two streets that happened to answer alike are not as good as forty people from forty streets."""
    y = [1, 0] * 20
    found, plain = share(y, clusters=[1] * 20 + [2] * 20), share(y)
    assert found.ci_high - found.ci_low > 1.15 * (plain.ci_high - plain.ci_low)
    assert "only 2 clusters" in found.notes[0] and not plain.notes
    nobody = share([0] * 40, clusters=[1] * 20 + [2] * 20)
    assert nobody.ci_high > 1.5 * share([0] * 40).ci_high
    many = share(y * 25, clusters=np.arange(1000) // 5)
    assert not many.notes and many.ci_high == pytest.approx(share(y * 25).ci_high, abs=1e-3)
    one = share(y, clusters=[1] * 20 + [2] * 20, domain=[True] * 20 + [False] * 20)
    assert "one cluster" in one.notes[0]


def test_a_stratum_asked_whole_adds_no_error():
    y, strata = [1, 0, 1, 0, 1, 0], list("aabbcc")
    sizes = {"a": 10, "b": 10, "c": 2}
    whole = share(y[:5], weights=[5, 5, 5, 5, 2], strata=strata[:5], population=sizes | {"c": 1})
    # in R: options(survey.lonely.psu = "fail"), weights 5 5 5 5 2 and fpc 10 10 10 10 1
    assert whole.share == pytest.approx(6 / 11, abs=1e-12) and whole.std_error == pytest.approx(
        0.28747978728803447, abs=1e-12
    )
    with pytest.raises(UserProblem, match="only one respondent"):
        share(y[:5], strata=strata[:5], population=sizes)


def test_without_weights_clusters_weigh_what_they_stand_for():
    y, strata = [1, 1, 1, 0, 0, 0, 0, 1, 0, 1], list("aaaaabbbbb")
    found = share(y, None, strata, [1, 1, 1, 2, 2, 3, 4, 4, 5, 6], population={"a": 10, "b": 40})
    # in R: svydesign(ids = ~c, strata = ~s, fpc = ~N, nest = TRUE), whose weights are 5 and 10
    assert (found.share, found.std_error) == pytest.approx((7 / 15, 0.19411591293431096), abs=1e-12)


@pytest.mark.parametrize("domain", [[1, 0, NAN, 1.0], [True, False, None, True], pd.array([1, 0, None, 1], "boolean")])
def test_who_is_in_no_known_group_is_outside(domain):
    assert share([1, 0, 1, 0], domain=domain) == share([1, 0, 1, 0], domain=[True, False, False, True])


@pytest.mark.parametrize(
    "kind", [list, np.array, pd.Series, lambda y: pd.array(y, dtype="Int64"), lambda y: np.array(y, bool)]
)
def test_any_kind_of_array(kind):
    assert share(kind([1, 0, 0, 1])).share == 0.5


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"y": [1, 2]}, "2"),
        ({"y": ["yes", "no"]}, "numbers"),
        ({"y": [1, 0], "weights": [1, -1]}, "negative"),
        ({"y": [1, 0], "weights": [0, 0]}, "zero"),
        ({"y": [1, 0], "weights": [1, NAN]}, "usable weight"),
        ({"y": [1, 0], "weights": [1]}, "1 weights for 2"),
        ({"y": [1, 0], "domain": [True]}, "domain"),
        ({"y": [1, 0], "domain": ["True", "False"]}, "not true or false"),
        ({"y": [1, 0, 1], "clusters": ["a", "a", "a"]}, "one cluster"),
        ({"y": [1, 0], "strata": ["a", None]}, "strata"),
        ({"y": [1, 0, 1], "strata": ["a", "b", "b"]}, "only one respondent"),
        ({"y": [1, 0], "population": 1}, "more than the population"),
        ({"y": [1, 0], "strata": ["a", "a"], "population": {"b": 5}}, "No population size"),
        ({"y": [1, 0], "method": "exact"}, "no interval"),
    ],
)
def test_what_cannot_be_is_refused(arguments, words):
    with pytest.raises(UserProblem, match=words):
        share(**arguments)
