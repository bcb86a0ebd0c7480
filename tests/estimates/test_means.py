"""Means of scores: the textbook's where nothing is special, a part of the design where a group is asked about."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from helpers.errors import UserProblem
from helpers.estimates import mean, means
from helpers.estimates.averages import table_of_means, tabulate_numbers
from helpers.estimates.design import design


def people(n=400, seed=3):
    random = np.random.default_rng(seed)
    frame = pd.DataFrame({"score": random.integers(0, 11, n).astype(float), "other": random.normal(600, 80, n)})
    frame["score"] = frame["score"].mask(random.random(n) < 0.1)
    frame["age"] = random.choice(["16-24", "25-44", "45+"], n)
    frame["gender"] = pd.Series(random.choice(["Woman", "Man"], n)).mask(random.random(n) < 0.05)
    return frame.assign(
        w=random.lognormal(0, 0.5, n), stratum=random.choice(["x", "y"], n), cluster=random.integers(0, 25, n)
    )


def test_without_weights_it_is_the_t_interval_of_the_textbook():
    scores = people()["other"]
    found, by_scipy = mean(scores), stats.ttest_1samp(scores, 0).confidence_interval()
    assert (found.mean, found.std_dev) == pytest.approx((scores.mean(), scores.std()))
    assert (found.ci_low, found.ci_high) == pytest.approx(tuple(by_scipy))
    assert (found.n, found.n_effective, found.design_effect) == pytest.approx((400, 400, 1.0))


def test_every_row_is_the_mean_of_its_group():
    frame = people()
    of = {"weights": frame["w"], "strata": frame["stratum"], "clusters": frame["cluster"]}
    table = means(frame, ["score", "other"], ["age", "age*gender"], "w", "stratum", "cluster")
    assert len(table) == 2 * (1 + 3 + 6)
    for row in table.itertuples():
        inside = np.ones(len(frame), bool)
        for column, label in zip(row.group_by.split("*"), row.group.split(" / "), strict=True):
            inside &= (frame[column] == label).to_numpy() if column else True
        found = mean(frame[row.column], domain=inside, **of)
        for name in ("mean", "std_dev", "std_error", "ci_low", "ci_high", "n", "n_effective", "design_effect"):
            assert getattr(row, name) == pytest.approx(getattr(found, name), rel=1e-9), name


def test_a_number_may_be_a_breakdown_too():
    table = means(people(), ["score"], ["score"])
    assert table["mean"].tolist()[1:] == pytest.approx(list(range(11)))


def test_sums_of_parts_are_the_sums_of_all():
    frame = people()

    def sums(part):
        of = design(len(part), part["w"], part["stratum"])
        return tabulate_numbers(part, ["score"], ["age"], of)

    parts = [sums(frame.iloc[part]) for part in np.array_split(np.random.default_rng(1).permutation(400), 5)]
    added = parts[3] + parts[0] + parts[4] + parts[2] + parts[1]
    pd.testing.assert_frame_equal(table_of_means(added), table_of_means(sums(frame)), rtol=1e-12)


def test_nobody_one_person_and_everybody_alike():
    assert mean([]).n == 0 and math.isnan(mean([]).mean)
    alone = mean([7])
    assert (alone.mean, alone.n) == (7, 1) and math.isnan(alone.std_error) and math.isnan(alone.ci_low)
    alike = mean([0.1] * 7, weights=[1, 2, 3, 4, 5, 6, 7])
    assert alike.mean == pytest.approx(0.1) and (alike.std_error, alike.std_dev) == (0, 0)
    assert math.isnan(alike.design_effect)


def test_where_an_interval_may_be_too_narrow_it_says_so():
    skewed = [10] * 28 + [0, 3]
    needed = 25 * stats.skew(skewed) ** 2 * (29 / 30) ** 3
    assert (
        f"30 answers are at one end, so the interval is too narrow: it takes about {needed:.0f} answers"
        in mean(skewed).notes[0]
    )
    assert not mean(skewed * 20).notes and not mean([7, 8] * 15).notes and not mean([]).notes and not mean([7]).notes
    assert "one number" in mean([7] * 12).notes[0]
    assert "only 3 clusters" in mean([7, 8] * 15, clusters=np.arange(30) // 10).notes[0]


def test_a_whole_population_has_no_error():
    assert mean([1, 2, 3, 4], population=4).std_error == 0


def test_a_group_in_one_cluster_has_no_error_to_tell():
    found = mean([1, 0, 3, 0] * 5, clusters=[1] * 10 + [2] * 10, domain=[True] * 10 + [False] * 10)
    assert found.mean == 0.9 and math.isnan(found.std_error) and math.isnan(found.ci_high)


def test_what_is_not_a_number_is_refused():
    with pytest.raises(UserProblem, match="Infinite"):
        mean([1, 2, math.inf])
    with pytest.raises(UserProblem, match="not all numbers"):
        mean(["seven"])
    with pytest.raises(UserProblem, match="domain has 1"):
        mean([1, 2], domain=[True])
    with pytest.raises(UserProblem, match="'Z'"):
        means(people(), ["Z"])
