"""Raking: margins met, nobody dropped, what can't be met is said."""

import numpy as np
import pandas as pd
import pytest

from helpers.errors import UserProblem
from helpers.estimates import check_margins, mean, post_stratify, rake, share, shares

MARGINS = {"age": {"young": 0.3, "old": 0.7}, "gender": {"Woman": 0.51, "Man": 0.49}}


def people(n=200):
    random = np.random.default_rng(7)
    return pd.DataFrame(
        {
            "age": random.choice(["young", "old"], n, p=[0.6, 0.4]),
            "gender": random.choice(["Woman", "Man"], n, p=[0.8, 0.2]),
        }
    )


def reached(frame, weights, column):
    totals = pd.Series(weights).groupby(frame[column].fillna("not answered").to_numpy()).sum()
    return (totals / totals.sum()).to_dict()


def test_margins_are_met_and_weights_add_to_n():
    frame = people()
    raked = rake(frame, MARGINS)
    assert raked.converged and raked.weights.sum() == pytest.approx(200)
    for column, targets in MARGINS.items():
        assert reached(frame, raked.weights, column) == pytest.approx(targets)
    assert raked.design_effect == pytest.approx(200 * (raked.weights**2).sum() / raked.weights.sum() ** 2)
    assert raked.n_effective == pytest.approx(200 / raked.design_effect) and raked.n_effective < 200


def test_counts_give_weights_that_add_to_the_population():
    counts = {
        column: {label: 10_000 * share for label, share in targets.items()} for column, targets in MARGINS.items()
    }
    raked = rake(people(), counts)
    assert raked.weights.sum() == pytest.approx(10_000)
    assert raked.weights / 50 == pytest.approx(rake(people(), MARGINS).weights)


def test_base_weights_are_kept_within_a_cell():
    frame = people()
    base = np.random.default_rng(8).lognormal(0, 0.4, 200)
    weights = rake(frame, MARGINS, base).weights
    cell = (frame["age"] == "old") & (frame["gender"] == "Man")
    assert np.ptp(weights[cell] / base[cell]) < 1e-9
    assert rake(frame, MARGINS, base * 3).weights == pytest.approx(weights)


def test_people_without_an_answer_keep_their_share():
    frame = people()
    frame.loc[:19, "age"] = None
    raked = rake(frame, MARGINS)
    assert raked.converged and (raked.weights > 0).all()
    assert reached(frame, raked.weights, "age") == pytest.approx({"young": 0.27, "old": 0.63, "not answered": 0.1})
    assert reached(frame, raked.weights, "gender") == pytest.approx(MARGINS["gender"])


@pytest.mark.parametrize("base", [None, np.linspace(0.5, 1.5, 200)])
def test_the_cap_holds(base):
    free = rake(people(), MARGINS, base)
    largest = free.weights.max() / free.weights.mean()
    tight = rake(people(), MARGINS, base, cap=0.8 * largest)
    assert tight.weights.max() <= 0.8 * largest * tight.weights.mean() * (1 + 1e-6)
    loose = rake(people(), MARGINS, base, cap=1.5 * largest)
    assert loose.weights == pytest.approx(free.weights)


def test_a_cap_that_cannot_hold_with_the_margins_is_said():
    assert not rake(people(), MARGINS, cap=1.05).converged


@pytest.mark.parametrize(
    ("margins", "words"),
    [
        ({"age": {"young": 0.3, "old": 0.6, "older": 0.1}}, "Nobody in the sample is in 'older'"),
        ({"age": {"young": 1.0}}, "No target for 'old'"),
        ({"age": {"young": 0.3, "old": 0.5}}, "don't add up"),
        ({"age": {"young": 0.4, "old": 0.7}}, "don't add up"),
        ({"age": {"young": float("nan"), "old": 0.7}}, "don't add up"),
        ({"age": {"young": float("inf"), "old": 0.7}}, "don't add up"),
        ({"age": {"young": 300, "old": 700}, "gender": {"Woman": 900, "Man": 600}}, "don't add up"),
        ({"age": {"young": 0.0, "old": 1.0}}, "not above zero"),
        ({"tenure": {"own": 0.5, "rent": 0.5}}, "'tenure' not found"),
        ({}, "nobody, or no margin"),
    ],
)
def test_margins_that_cannot_be_met_are_refused(margins, words):
    with pytest.raises(UserProblem, match=words):
        rake(people(), margins)


def test_a_cap_below_the_mean_and_a_sample_of_nobody_are_refused():
    with pytest.raises(UserProblem, match="cap"):
        rake(people(), MARGINS, cap=1)
    with pytest.raises(UserProblem, match="nobody"):
        rake(people().iloc[:0], MARGINS)


def test_margins_that_say_the_same_are_named():
    frame = people().assign(band=lambda f: f["age"].map({"young": "under 35", "old": "35 and over"}))
    agreeing = MARGINS | {"band": {"under 35": 0.3, "35 and over": 0.7}}
    found = rake(frame, agreeing)
    assert found.converged and any("'band' follows from 'age'" in note for note in found.notes)
    assert found.weights == pytest.approx(rake(frame, MARGINS).weights)
    assert not any("follows" in note for note in rake(frame, MARGINS).notes)


def test_margins_that_contradict_are_named_with_the_gap():
    frame = people().assign(band=lambda f: f["age"].map({"young": "under 35", "old": "35 and over"}))
    found = rake(frame, {"age": MARGINS["age"], "band": {"under 35": 0.4, "35 and over": 0.6}})
    assert not found.converged and found.gaps["age"] == pytest.approx(0.1)
    assert any("contradict" in note and "10.0% of everybody" in note for note in found.notes)


def test_a_cap_that_does_not_hold_says_which_margin_is_off():
    found = rake(people(), MARGINS, cap=1.05)
    assert any("cap leaves no room" in note for note in found.notes) and max(found.gaps.values()) > 0.01


def test_costly_weights_are_said():
    frame = pd.DataFrame({"g": ["a"] * 98 + ["b"] * 2})
    found = rake(frame, {"g": {"a": 0.5, "b": 0.5}})
    assert found.design_effect > 2 and len(found.notes) == 2 and "25.0 average people" in found.notes[1]
    assert rake(people(), MARGINS).gaps["age"] < 1e-12


def test_post_stratification_meets_every_cell():
    frame = people()
    frame.loc[:9, "age"] = None
    targets = {("young", "Woman"): 10, ("young", "Man"): 20, ("old", "Woman"): 30, ("old", "Man"): 40}
    found = post_stratify(frame, ["age", "gender"], targets)
    sums = pd.Series(found.weights).groupby([frame["age"], frame["gender"]]).sum()
    assert found.converged and found.weights.sum() == pytest.approx(100)
    for cell, target in targets.items():
        assert sums[cell] == pytest.approx(target * 0.95)


def test_cells_that_cannot_be_met_are_refused():
    with pytest.raises(UserProblem, match="Nobody in the sample is in 'ancient / Man'"):
        post_stratify(
            people(),
            ["age", "gender"],
            {
                ("ancient", "Man"): 0.1,
                ("young", "Man"): 0.2,
                ("young", "Woman"): 0.2,
                ("old", "Man"): 0.2,
                ("old", "Woman"): 0.3,
            },
        )
    with pytest.raises(UserProblem, match="not for 2 columns"):
        post_stratify(people(), ["age", "gender"], {"young": 1.0})
    with pytest.raises(UserProblem, match="'Z' not found"):
        post_stratify(people(), ["Z"], {("a",): 1.0})


def test_everything_wrong_with_margins_is_said_at_once():
    margins = {
        "age": {"young": 0.5, "older": 0.4},
        "gender": {"Woman": 1.0, "Man": 0.0},
        "tenure": {"own": 0.5, "rent": 0.5},
    }
    said = check_margins(people(), margins)
    for words in (
        "'tenure'",
        "(age: 0.9, gender: 1, tenure: 1)",
        "age: No target for 'old'",
        "age: Nobody",
        "gender: The",
    ):
        assert any(words in sentence.replace("tenure: There", "'tenure'") for sentence in said), (words, said)
    assert len(said) == 5
    assert check_margins(people(), MARGINS) == []
    assert check_margins(people().iloc[:0], MARGINS) == ["There is nobody, or no margin, to weight."]


@pytest.mark.parametrize("margins", [MARGINS, {"age": {"young": 0.3, "older": 0.7}}, {"age": {"young": 2, "old": -1}}])
def test_what_the_check_says_is_what_raking_refuses(margins):
    said = check_margins(people(), margins)
    if not said:
        assert rake(people(), margins).converged
    else:
        with pytest.raises(UserProblem) as caught:
            rake(people(), margins)
        assert any(caught.value.what in sentence for sentence in said)


def test_a_category_that_follows_from_other_margins_is_named():
    frame = people().assign(work=lambda f: np.where(f["age"] == "old", "retired", ["paid", "unpaid"] * 100))
    frame["age"] = np.where((frame["age"] == "young") & (np.arange(200) % 3 == 0), "middle", frame["age"])
    margins = MARGINS | {
        "age": {"young": 0.2, "middle": 0.1, "old": 0.7},
        "work": {"retired": 0.7, "paid": 0.2, "unpaid": 0.1},
    }
    notes = rake(frame, margins).notes
    assert any("'retired' of 'work' follows from 'age', 'gender'" in note for note in notes), notes
    assert rake(frame, margins | {"work": {"retired": 0.5, "paid": 0.3, "unpaid": 0.2}}).converged is False


def test_who_skips_every_question_contradicts_nothing():
    frame = people()
    frame.loc[:9, ["age", "gender"]] = None
    found = rake(frame, MARGINS)
    assert found.converged and not any("follows" in note for note in found.notes)


def test_margins_that_explain_everything_leave_no_error():
    frame = people().assign(y=lambda f: (f["age"] == "old").astype(float))
    raked = rake(frame, MARGINS)
    found, plain = share(frame["y"], raked), share(frame["y"], raked.weights)
    assert found.share == pytest.approx(0.7) and plain.share == pytest.approx(0.7)
    assert found.std_error == pytest.approx(0, abs=1e-9) and plain.std_error > 0.02
    # the default interval stays as wide as the weights alone make it
    assert (found.ci_low, found.ci_high) == pytest.approx((plain.ci_low, plain.ci_high), abs=0.01)
    assert mean(frame["y"], raked).std_error == pytest.approx(0, abs=1e-9)


def test_margins_that_explain_nothing_leave_the_error_as_it_is():
    frame = people().assign(y=np.random.default_rng(3).random(200) < 0.4, g=["a", "b"] * 100)
    raked = rake(frame, MARGINS)
    of_raked, plain = (shares(frame.assign(y=frame["y"] * 1.0), ["y"], ["g"], of) for of in (raked, raked.weights))
    assert of_raked["std_error"].to_numpy() == pytest.approx(plain["std_error"].to_numpy(), rel=0.05)
    assert (of_raked["std_error"] != plain["std_error"]).all()


def test_weights_cut_by_a_cap_are_taken_as_given():
    frame = people().assign(y=lambda f: (f["age"] == "old").astype(float))
    capped = rake(frame, MARGINS, np.linspace(0.5, 1.5, 200), cap=1.8)
    assert capped.calibration is None
    assert share(frame["y"], capped) == share(frame["y"], capped.weights)


def test_combinations_of_one_name_are_refused():
    frame = pd.DataFrame({"g": ["a", "a / b"], "h": ["b / c", "c"]})
    with pytest.raises(UserProblem, match="one name"):
        post_stratify(frame, ["g", "h"], {("a", "b / c"): 0.5, ("a / b", "c"): 0.5})
