"""Whether groups differ at all: the textbook's test where nothing is special, no test where there is nothing to test."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from helpers.errors import UserProblem
from helpers.estimates import apart, false_discovery_rate


def people(seed=1, n=300, gap=0.0):
    random = np.random.default_rng(seed)
    group = random.choice(["a", "b", "c"], n)
    return pd.DataFrame(
        {
            "A": (random.random(n) < 0.4 + gap * (group == "c")).astype(float),
            "B": (random.random(n) < 0.5).astype(float),
            "group": group,
            "gender": random.choice(["Woman", "Man"], n),
        }
    )


def test_without_weights_it_is_nearly_pearsons():
    frame = people()
    found = apart(frame, ["A"], ["group"]).iloc[0]
    theirs = stats.chi2_contingency(pd.crosstab(frame["group"], frame["A"]), correction=False)
    assert found["p_value"] == pytest.approx(theirs.pvalue, abs=0.01)
    assert found["least_expected"] == pytest.approx(theirs.expected_freq.min())


def test_rows_and_the_false_discovery_rate():
    frame = people(gap=0.3)
    table = apart(frame, ["A", "B"], ["group", "gender", "group*gender"])
    assert list(zip(table["indicator"], table["group_by"], table["n_groups"], strict=True)) == [
        (code, by, n) for code in "AB" for by, n in (("group", 3), ("gender", 2), ("group*gender", 6))
    ]
    assert table.loc[0, "p_value"] < 0.01
    assert table["q_value"].to_numpy() == pytest.approx(false_discovery_rate(table["p_value"]))


@pytest.mark.parametrize(("y", "group"), [([1, 0, 1, 0], "aaaa"), ([1, 1, 1, 1], "aabb"), ([0, 0, 0, 0], "aabb")])
def test_nothing_to_test(y, group):
    found = apart(pd.DataFrame({"A": y, "g": list(group)}), ["A"], ["g"]).iloc[0]
    assert np.isnan(found["p_value"]) and np.isnan(found["q_value"]) and np.isnan(found["statistic"])


def test_nobody_and_a_group_without_answers():
    frame = people().assign(A=lambda f: f["A"].mask(f["group"] == "b"))
    assert apart(frame, ["A"], ["group"]).loc[0, "n_groups"] == 2
    assert apart(frame.iloc[:0], ["A"], ["group"]).loc[0, "n_groups"] == 0
    assert not len(apart(frame, [], ["group"])) and not len(apart(frame, ["A"], []))
    with pytest.raises(UserProblem, match="'Z'"):
        apart(frame, ["Z"], ["group"])


def test_it_keeps_its_size():
    """Where groups are alike, about one test in twenty says that they differ."""
    found = []
    for seed in range(40):
        random = np.random.default_rng(seed)
        frame = pd.DataFrame({f"I{at}": (random.random(120) < 0.4).astype(float) for at in range(25)})
        frame["g"], w = random.choice(list("abcd"), 120), random.lognormal(0, 0.5, 120)
        found.append(apart(frame, list(frame)[:-1], ["g"], w)["p_value"] < 0.05)
    assert 0.03 < np.mean(found) < 0.07
