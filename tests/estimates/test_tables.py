"""Tables of shares, and sums that add up."""

import numpy as np
import pandas as pd
import pytest

from helpers.errors import UserProblem
from helpers.estimates import add_up, distributions, share, shares
from helpers.estimates.design import design
from helpers.estimates.sums import tabulate
from helpers.estimates.tables import table_of

COLUMNS = [
    "indicator",
    "group_by",
    "group",
    "n",
    "n_yes",
    "n_effective",
    "design_effect",
    "share",
    "std_error",
    "ci_low",
    "ci_high",
    "mean",
]


def people(n=300, seed=1):
    random = np.random.default_rng(seed)
    frame = pd.DataFrame({"A": random.random(n) < 0.3, "B": random.random(n) < 0.05}).astype(float)
    frame["B"] = frame["B"].mask(random.random(n) < 0.1)
    frame["age"] = pd.Series(random.choice(["16-24", "25-44", "45+"], n)).mask(random.random(n) < 0.05)
    frame["gender"] = random.choice(["Woman", "Man"], n)
    frame["w"] = random.lognormal(0, 0.5, n)
    frame["stratum"] = random.choice(["x", "y"], n)
    frame["cluster"] = random.integers(0, 20, n)
    frame["score"] = random.integers(0, 11, n).astype(float)
    return frame


def test_columns_and_rows():
    table = shares(people(), ["A", "B"], ["age", "age*gender"], weights="w")
    assert list(table) == COLUMNS
    assert len(table) == 2 * (1 + 3 + 6)
    assert table.loc[0, ["group_by", "group"]].tolist() == ["", "everyone"]
    assert "16-24 / Woman" in set(table["group"])


def test_every_row_is_the_share_of_its_group():
    frame = people()
    design_of = {"weights": frame["w"], "strata": frame["stratum"], "clusters": frame["cluster"]}
    table = shares(frame, ["A", "B"], ["age", "age*gender"], "w", "stratum", "cluster")
    looked_at = 0
    for row in table.itertuples():
        inside = np.ones(len(frame), bool)
        for column, label in zip(row.group_by.split("*"), row.group.split(" / "), strict=True):
            inside &= (frame[column] == label).to_numpy() if column else True
        found = share(frame[row.indicator], domain=inside, **design_of)
        assert (row.n, row.n_effective) == (found.n, pytest.approx(found.n_effective))
        assert (row.share, row.std_error, row.ci_low, row.ci_high) == pytest.approx(
            (found.share, found.std_error, found.ci_low, found.ci_high)
        )
        looked_at += 1
    assert looked_at == 20


@pytest.mark.parametrize("clusters", [None, "cluster"])
def test_sums_of_parts_add_up_to_the_sums_of_all(clusters):
    frame = people(1000)

    def sums(part):
        of = design(len(part), part["w"], part["stratum"], None if clusters is None else part[clusters])
        return tabulate(part, ["A", "B"], ["age", "gender"], of)

    whole = table_of(sums(frame))
    random = np.random.default_rng(2)
    for _ in range(5):
        parts = np.array_split(random.permutation(len(frame)), 7)
        first, *others = (sums(frame.iloc[part]) for part in parts)
        for other in others:
            first = other + first
        pd.testing.assert_frame_equal(table_of(first), whole, rtol=1e-12)


def test_the_order_of_people_does_not_matter():
    frame = people()
    shuffled = frame.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(
        shares(frame, ["A", "B"], ["age"], "w"), shares(shuffled, ["A", "B"], ["age"], "w"), rtol=1e-12
    )


def test_categories_keep_their_order_and_empty_ones_are_left_out():
    frame = people().assign(age=lambda f: pd.Categorical(f["age"], ["45+", "16-24", "25-44", "nobody"], ordered=True))
    table = shares(frame, ["A"], ["age"])
    assert table["group"].tolist() == ["everyone", "45+", "16-24", "25-44"]


def test_a_breakdown_asked_for_twice_counts_once():
    frame = people()
    pd.testing.assert_frame_equal(shares(frame, ["A"], ["age", "age"]), shares(frame, ["A"], ["age"]))


def test_groups_that_would_have_one_name_are_refused():
    frame = pd.DataFrame({"A": [1, 0], "g": ["a", "a / b"], "h": ["b / c", "c"]})
    with pytest.raises(UserProblem, match="one name"):
        shares(frame, ["A"], ["g*h"])


@pytest.mark.parametrize("kind", [int, str, lambda label: None if label == 2 else label])
def test_groups_of_chunks_stand_in_the_order_of_the_whole(kind):
    frame = pd.DataFrame({"A": [1.0, 0, 1, 0, 1, 1], "g": [kind(label) for label in (10, 2, 1, 11, 2, 9)]})
    parts = [tabulate(frame.iloc[part], ["A"], ["g"], design(2)) for part in ([2, 3], [0, 1], [4, 5])]
    pd.testing.assert_frame_equal(
        table_of(parts[0] + parts[1] + parts[2]), table_of(tabulate(frame, ["A"], ["g"], design(6)))
    )


def test_a_group_without_answers_is_there_with_a_base_of_zero():
    frame = pd.DataFrame({"A": [1, 0, np.nan], "g": ["a", "a", "b"]})
    row = shares(frame, ["A"], ["g"]).iloc[2]
    assert (row["group"], row["n"]) == ("b", 0) and np.isnan(row["share"])


def test_means_are_weighted():
    frame = people()
    table = shares(frame, ["A", "B"], ["age"], "w", means={"A": "score"}).set_index(["indicator", "group"])
    assert table.loc[("A", "everyone"), "mean"] == pytest.approx(np.average(frame["score"], weights=frame["w"]))
    young = frame[frame["age"] == "16-24"]
    assert table.loc[("A", "16-24"), "mean"] == pytest.approx(np.average(young["score"], weights=young["w"]))
    assert table.loc["B", "mean"].isna().all()


def test_no_people_and_no_indicators():
    empty = people().iloc[:0]
    assert shares(empty, ["A"], ["age"])["n"].tolist() == [0]
    assert not len(shares(people(), [], ["age"]))


def test_chunks_of_nobody_and_none_at_all():
    frame = people().assign(w=lambda f: np.where(f.index < 50, 0.0, f["w"]))
    sums = add_up([frame[:0], frame[:50], frame[50:]], ["A"], ["age"], "w")
    pd.testing.assert_frame_equal(table_of(sums), shares(frame, ["A"], ["age"], "w").drop(columns="mean"), rtol=1e-12)
    with pytest.raises(UserProblem, match="no answers at all"):
        add_up([], ["A"])
    with pytest.raises(UserProblem, match="'Z'"):
        add_up([frame], ["Z"])


def test_distributions_have_the_errors_of_the_design():
    frame = people().assign(q=lambda f: f["score"] % 2)
    found = distributions(frame, {"q": (0, 1)}, (), "w", "stratum", "cluster").set_index("code")
    one = share(frame["q"], frame["w"], frame["stratum"], frame["cluster"])
    assert (found.loc[1, "std_error"], found.loc[1, "ci_low"]) == pytest.approx((one.std_error, one.ci_low))


def test_the_column_with_an_answer_that_cannot_be_is_named():
    frame = people()
    with pytest.raises(UserProblem, match="2") as caught:
        shares(frame.assign(B=2.0), ["A", "B"])
    assert caught.value.where == "indicator B"
    shown = shares(frame.astype({"A": "Int64"}), ["A", "B"])
    pd.testing.assert_frame_equal(shown, shares(frame, ["A", "B"]))


def test_unknown_columns_are_named():
    for arguments in ({"indicators": ["Z"]}, {"by": ["Z"]}, {"weights": "Z"}, {"by": ["age*Z"]}):
        with pytest.raises(UserProblem, match="'Z'"):
            shares(people(), **({"indicators": ["A"]} | arguments))


def test_a_distribution_adds_up():
    frame = people().assign(q=lambda f: np.where(f["score"] > 8, np.nan, f["score"] % 4))
    table = distributions(frame, {"q": range(4)}, ["gender"], "w")
    assert table.groupby(["group_by", "group"])["share"].sum().tolist() == pytest.approx([1, 1, 1])
    sums = table.groupby(["group_by", "group"]).agg(n=("n", "first"), yes=("n_yes", "sum"))
    assert (sums["n"] == sums["yes"]).all() and sums["n"].iloc[0] == frame["q"].notna().sum()
    assert not len(distributions(frame, {}))
