"""Change: the design chosen from the data, and what it costs."""

import math

import numpy as np
import pytest
from scipy import stats

from helpers.errors import UserProblem
from helpers.estimates import Answers, change, difference_in_differences, false_discovery_rate

NAN = float("nan")
IDS = [f"p{at}" for at in range(60)]


def two(seed=1, n=60):
    random = np.random.default_rng(seed)
    before = (random.random(n) < 0.3).astype(float)
    after = np.where(random.random(n) < 0.7, before, random.random(n) < 0.7).astype(float)
    return before, after


def test_matched_people_are_the_paired_test():
    before, after = two()
    found = change(before, after, ids_before=IDS, ids_after=IDS)
    paired = after - before
    assert (found.design, found.n_matched) == ("matched", 60)
    assert found.difference == pytest.approx(paired.mean())
    assert found.std_error == pytest.approx(paired.std(ddof=1) / math.sqrt(60))


def test_the_order_of_people_does_not_matter():
    before, after = two()
    turned = np.random.default_rng(2).permutation(60)
    found = change(before, after[turned], ids_before=IDS, ids_after=np.array(IDS)[turned])
    same = change(before, after, ids_before=IDS, ids_after=IDS)
    assert (found.difference, found.std_error, found.p_value) == pytest.approx(
        (same.difference, same.std_error, same.p_value)
    )


def test_without_ids_waves_are_independent():
    before, after = two()
    found = change(before, after)
    assert (found.design, found.n_matched) == ("independent", 0)
    spread = [y.var(ddof=1) / 60 for y in (before, after)]
    assert found.std_error == pytest.approx(math.sqrt(sum(spread)))
    nobody_twice = change(before, after, ids_before=IDS, ids_after=[f"q{at}" for at in range(60)])
    assert (nobody_twice.design, nobody_twice.std_error) == ("independent", found.std_error)


def test_partly_overlapping_lies_between():
    before, after = two()
    ids = IDS[:30] + [None] * 30
    found = change(before, after, ids_before=ids, ids_after=ids)
    assert (found.design, found.n_matched) == ("partly overlapping", 30)
    matched, apart = change(before, after, ids_before=IDS, ids_after=IDS), change(before, after)
    assert matched.std_error < found.std_error < apart.std_error
    assert found.difference == apart.difference


def test_people_who_skipped_an_answer_are_matched_no_more():
    before, after = two()
    after[:5] = NAN
    found = change(before, after, ids_before=IDS, ids_after=IDS)
    assert (found.design, found.n_matched) == ("partly overlapping", 55)


def test_interval_and_p_value_agree():
    random = np.random.default_rng(4)
    looked_at = 0
    for _ in range(60):
        before, after = (
            (random.random(40) < 0.4).astype(float),
            (random.random(40) < random.choice([0.4, 0.6])).astype(float),
        )
        found = change(before, after, random.lognormal(0, 0.4, 40), random.lognormal(0, 0.4, 40))
        is_clear = found.ci_low > 0 or found.ci_high < 0
        assert is_clear == (found.p_value < 0.05)
        assert found.ci_low < found.difference < found.ci_high
        looked_at += is_clear
    assert 5 < looked_at < 55


def test_in_large_samples_the_p_value_is_the_usual_one():
    random = np.random.default_rng(5)
    before, after = (random.random(20_000) < 0.40).astype(float), (random.random(20_000) < 0.41).astype(float)
    found = change(before, after)
    assert found.p_value == pytest.approx(2 * stats.norm.sf(abs(found.difference) / found.std_error), rel=0.01)


def test_nobody_changed_and_nobody_said_yes():
    found = change([0] * 20, [0] * 20)
    assert (found.difference, found.std_error, found.p_value) == (0, 0, 1)
    assert found.ci_low < -0.1 and found.ci_high > 0.1


def test_everybody_changed():
    found = change([0] * 20, [1] * 20, ids_before=IDS[:20], ids_after=IDS[:20])
    assert (found.difference, found.ci_high) == (1, 1) and found.p_value < 1e-6 and found.ci_low > 0.6


def test_a_wave_of_nobody():
    found = change([], [1, 0])
    assert all(math.isnan(value) for value in (found.difference, found.std_error, found.ci_low, found.p_value))
    assert change([1], [0]).design == "independent"


def test_ids_that_do_not_hold_are_refused():
    with pytest.raises(UserProblem, match="more than one respondent before"):
        change([0, 1], [0, 1], ids_before=["a", "a"], ids_after=["a", "b"])
    with pytest.raises(UserProblem, match="Only one wave has ids"):
        change([0, 1], [0, 1], ids_before=["a", "b"])
    with pytest.raises(UserProblem, match="1 ids for 2"):
        change([0, 1], [0, 1], ids_before=["a"], ids_after=["a", "b"])


def test_difference_in_differences():
    before, after = two(1)
    others_before, others_after = two(2, 40)
    ours = change(before, after, ids_before=IDS, ids_after=IDS)
    theirs = change(others_before, others_after)
    found = difference_in_differences(
        Answers(before, None, IDS), Answers(after, None, IDS), Answers(others_before), (others_after,)
    )
    assert found.difference == pytest.approx(ours.difference - theirs.difference)
    assert found.std_error == pytest.approx(math.hypot(ours.std_error, theirs.std_error))
    assert (found.ci_low > 0 or found.ci_high < 0) == (found.p_value < 0.05)
    assert found.design == "difference in differences: matched and independent" and found.n_matched == 60


def test_nobody_is_in_both_groups():
    one = Answers([0, 1], None, ["a", "b"])
    with pytest.raises(UserProblem, match="comparison group"):
        difference_in_differences(one, one, one, one)


def test_false_discovery_rate_is_rs():
    found = false_discovery_rate([0.001, 0.02, 0.04, 0.9, 0.04, 0.03, 0.0002, 1, 0.049, NAN, 0.2])
    # in R: p.adjust(c(...), "BH")
    by_r = [0.005, 1 / 15, 1 / 15, 1, 1 / 15, 1 / 15, 0.002, 1, 0.07, NAN, 0.25]
    assert found == pytest.approx(by_r, abs=1e-15, nan_ok=True)


def test_false_discovery_rate_leaves_out_what_was_not_tested():
    found = false_discovery_rate([0.001, NAN, 0.02, 0.04, 0.9])
    assert found[[0, 2, 3, 4]] == pytest.approx([0.004, 0.04, 0.04 * 4 / 3, 0.9]) and math.isnan(found[1])
    assert false_discovery_rate([]).size == 0
