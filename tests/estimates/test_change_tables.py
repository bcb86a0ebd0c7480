"""Tables of change: of shares and of means, by group and between two groups, each row the test of the textbook."""

import math

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from helpers.errors import UserProblem
from helpers.estimates import Answers, changes, changes_of_means, difference_in_differences, false_discovery_rate

ARMS = ("arm", "took part", "comparison")


def wave(seed, n=120, level=5.0):
    random = np.random.default_rng(seed)
    return pd.DataFrame(
        {
            "A": (random.random(n) < 0.3 + 0.03 * level).astype(float),
            "B": (random.random(n) < 0.5).astype(float),
            "score": random.normal(level, 2, n).round(1),
            "arm": np.where(np.arange(n) % 3 == 0, "comparison", "took part"),
            "id": [f"p{at}" for at in range(n)],
        }
    )


def test_between_two_groups_is_the_difference_in_differences():
    before, after = wave(1), wave(2, level=7)
    table = changes(before, after, ["A", "B"], ["arm"], ids="id", between=ARMS)
    rows = table[table["group"] == "took part less comparison"].set_index("indicator")
    assert list(rows.index) == ["A", "B"] and len(table) == 2 * 3 + 2
    for code in ("A", "B"):
        parts = [
            Answers(part[code], None, part["id"])
            for arm in ARMS[1:]
            for part in (each[each["arm"] == arm] for each in (before, after))
        ]
        one = difference_in_differences(*parts)
        row = rows.loc[code]
        assert row["difference"] == pytest.approx(one.difference, abs=1e-12) and row["design"] == one.design
        # groups are parts of one design here, samples of their own there: n / (n - 1) differs
        for name in ("std_error", "ci_low", "ci_high", "smallest"):
            assert row[name] == pytest.approx(getattr(one, name), rel=0.01), name
        assert (row["n_before"], row["n_matched"]) == (40, 40) and math.isnan(row["share_before"])
        assert row["p_value"] == pytest.approx(one.p_value, abs=0.01)
    assert rows["q_value"].to_numpy() == pytest.approx(false_discovery_rate(rows["p_value"]))
    groups = table[(table["group_by"] == "arm") & table["share_before"].notna()]
    assert groups["q_value"].to_numpy() == pytest.approx(false_discovery_rate(groups["p_value"]))


def test_between_groups_that_are_not_there_is_refused():
    with pytest.raises(UserProblem, match=r"no group 'nobody' of 'arm'.*"):
        changes(wave(1), wave(2), ["A"], ["arm"], between=("arm", "took part", "nobody"))
    with pytest.raises(UserProblem, match="no group"):
        changes_of_means(wave(1), wave(2), ["score"], between=ARMS)


def test_means_of_different_people_are_welchs_test():
    before, after = wave(1), wave(2, n=45, level=6)
    row = changes_of_means(before, after, ["score"]).iloc[0]
    theirs = stats.ttest_ind(after["score"], before["score"], equal_var=False)
    assert row["p_value"] == pytest.approx(theirs.pvalue) and row["design"] == "independent"
    assert (row["ci_low"], row["ci_high"]) == pytest.approx(tuple(theirs.confidence_interval()))
    assert (row["std_dev_before"], row["n_after"]) == (pytest.approx(before["score"].std()), 45)
    assert row["smallest"] == pytest.approx((stats.norm.ppf(0.975) + stats.norm.ppf(0.8)) * row["std_error"])


def test_means_of_the_same_people_are_the_paired_test():
    before, after = wave(1, n=30), wave(2, n=30, level=5.5)
    row = changes_of_means(before, after.sample(frac=1, random_state=1), ["score"], ids="id").iloc[0]
    theirs = stats.ttest_rel(after["score"], before["score"])
    assert row["p_value"] == pytest.approx(theirs.pvalue) and row["design"] == "matched" and row["n_matched"] == 30
    assert (row["ci_low"], row["ci_high"]) == pytest.approx(tuple(theirs.confidence_interval()))


def test_means_between_two_groups():
    before, after = wave(1), wave(2, level=7)
    table = changes_of_means(before, after, ["score"], ["arm"], between=ARMS).set_index("group")
    row, ours, theirs = (table.loc[name] for name in ("took part less comparison", "took part", "comparison"))
    assert row["difference"] == pytest.approx(ours["difference"] - theirs["difference"])
    assert row["std_error"] == pytest.approx(math.hypot(ours["std_error"], theirs["std_error"]))
    assert (row["ci_low"] > 0 or row["ci_high"] < 0) == (row["p_value"] < 0.05)


def test_means_at_their_edges():
    alike = pd.DataFrame({"x": [7.0] * 10})
    same = changes_of_means(alike, alike, ["x"]).iloc[0]
    assert (same["difference"], same["std_error"], same["p_value"]) == (0, 0, 1)
    moved = changes_of_means(alike, alike + 1, ["x"]).iloc[0]
    assert moved["difference"] == 1 and math.isnan(moved["p_value"])
    nobody = changes_of_means(alike, alike.iloc[:0], ["x"]).iloc[0]
    assert nobody["n_after"] == 0 and math.isnan(nobody["difference"]) and math.isnan(nobody["p_value"])
    alone = changes_of_means(alike, alike.iloc[:1], ["x"]).iloc[0]
    assert alone["difference"] == 0 and math.isnan(alone["std_error"]) and math.isnan(alone["p_value"])


def test_a_group_of_one_wave_only_has_a_row():
    before, after = wave(1), wave(2).assign(arm="took part")
    table = changes_of_means(before, after, ["score"], ["arm"]).set_index("group")
    assert table.loc["comparison", "n_after"] == 0 and math.isnan(table.loc["comparison", "mean_after"])
