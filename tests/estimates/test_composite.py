"""An index of places: what it adds up, and what it hangs on."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from helpers.errors import UserProblem
from helpers.estimates import composite_index

BETTER = {"A": "higher", "B": "lower", "C": "higher"}


def places(n=8, seed=1):
    random = np.random.default_rng(seed)
    return pd.DataFrame(random.random((n, 3)), index=[f"ward {at}" for at in range(n)], columns=list("ABC"))


def test_z_scores_are_the_weighted_mean_of_standardised_figures():
    frame = places()
    found = composite_index(frame, BETTER, {"A": 2, "B": 1, "C": 1}, draws=20)
    z = stats.zscore(frame.to_numpy()) * [1, -1, 1]
    assert found.table["score"].to_numpy() == pytest.approx(z @ [0.5, 0.25, 0.25])
    assert found.table["rank"].tolist() == stats.rankdata(-found.table["score"]).tolist()
    assert found.parts.sum(axis=1).to_numpy() == pytest.approx(found.table["score"])


def test_min_max_runs_from_0_to_1():
    found = composite_index(places(), BETTER, scale="min-max", draws=20)
    assert found.table["score"].between(0, 1).all()
    assert found.parts.max().tolist() == pytest.approx([1 / 3] * 3)
    assert found.parts.min().tolist() == pytest.approx([0] * 3)


def test_the_unit_of_a_figure_does_not_matter():
    frame = places()
    same = composite_index(frame.assign(A=frame["A"] * 1000 + 7), BETTER, draws=200)
    pd.testing.assert_frame_equal(same.table, composite_index(frame, BETTER, draws=200).table)


def test_ranks_are_as_sure_as_the_figures():
    frame = pd.DataFrame({"A": np.linspace(0, 1, 6), "B": np.linspace(1, 0, 6)}, index=list("uvwxyz"))
    better = {"A": "higher", "B": "lower"}
    exact = composite_index(frame, better, draws=200)
    assert (exact.table["rank_low"] == exact.table["rank_high"]).all() and exact.table["is_apart"].all()
    assert any("exact" in note for note in exact.notes)
    unsure = composite_index(frame, better, std_errors=frame * 0 + 0.3, draws=200)
    assert (unsure.table["rank_high"] - unsure.table["rank_low"]).max() >= 3 and not unsure.table["is_apart"].any()
    assert (unsure.table["rank_low"] <= unsure.table["rank"]).all() and not unsure.notes
    again = composite_index(frame, better, std_errors=frame * 0 + 0.3, draws=200)
    pd.testing.assert_frame_equal(unsure.table, again.table)


def test_places_that_are_equal_share_their_rank():
    frame = pd.DataFrame({"A": [1.0, 2, 2, 3]}, index=list("wxyz"))
    assert composite_index(frame, {"A": "higher"}, draws=10).table["rank"].tolist() == [4, 2.5, 2.5, 1]


def test_sensitivity_names_the_choice_and_who_moves():
    frame = pd.DataFrame({"A": [0.9, 0.5, 0.4, 0.1], "B": [0.1, 0.5, 0.6, 0.9]}, index=list("wxyz"))
    found = composite_index(frame, {"A": "higher", "B": "higher"}, {"A": 3, "B": 1}, draws=20).sensitivity
    assert found["choice"].tolist() == ["scaled by min-max", "equal weights", "without A", "without B"]
    without = found.set_index("choice").loc["without A"]
    assert without["correlation"] == pytest.approx(-1) and without["largest_move"] == 3 and without["place"] in "wz"


def test_a_place_without_a_figure_is_named_not_filled_in():
    frame = places()
    frame.loc["ward 3", "B"] = np.nan
    found = composite_index(frame, BETTER, draws=20)
    assert "ward 3" not in set(found.table["place"]) and "ward 3" in found.notes[0] and len(found.table) == 7


@pytest.mark.parametrize(
    ("frame", "more", "words"),
    [
        (places(), {"scale": "ranks"}, "no scale"),
        (places(), {"weights": {"A": 1, "B": 1}}, "weights"),
        (places(), {"weights": {"A": 1, "B": -1, "C": 1}}, "weights"),
        (places(2), {}, "Only 2 places"),
        (places().assign(B=0.5), {}, "same on 'B'"),
        (places().rename(index={"ward 1": "ward 0"}), {}, "twice"),
        (places().drop(columns="C"), {}, "'C' not found"),
        (places(), {"std_errors": places(7)}, "same places"),
        (places(), {"std_errors": -places()}, "below zero"),
    ],
)
def test_what_makes_no_index_is_refused(frame, more, words):
    with pytest.raises(UserProblem, match=words):
        composite_index(frame, BETTER, draws=10, **more)
    with pytest.raises(UserProblem, match="better"):
        composite_index(places(), {"A": "more"})
