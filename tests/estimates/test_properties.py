"""What holds for any data: chunks in any split and order, rows and categories in any order, a weight of k for k copies."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.estimates import (
    add_up,
    add_up_numbers,
    apart,
    change,
    changes,
    changes_of_means,
    means,
    rake,
    share,
    shares,
    table_of,
    table_of_changes,
    table_of_mean_changes,
    table_of_means,
)

AGES, GENDERS = ("16-24", "25-44", "45+"), ("Woman", "Man")
FEW = settings(max_examples=25, deadline=None)

seeds = st.integers(0, 2**32 - 1)


def people(seed: int, n: int) -> pd.DataFrame:
    """Answers of every kind: missing, rare, of nobody; groups missing; weights far apart, some zero."""
    random = np.random.default_rng(seed)
    frame = pd.DataFrame({name: (random.random(n) < random.choice([0, 0.03, 0.4, 1])).astype(float) for name in "AB"})
    frame = frame.mask(random.random((n, 2)) < 0.15)
    frame["score"] = pd.Series(random.integers(0, 11, n).astype(float)).mask(random.random(n) < 0.1)
    frame["age"] = pd.Series(random.choice(AGES, n)).mask(random.random(n) < 0.1)
    frame["gender"] = random.choice(GENDERS, n)
    frame["site"] = random.choice([1, 2, 10, 11], n)
    weights = random.lognormal(0, 1, n) * (random.random(n) > 0.1)
    weights[:2] = 1.0
    frame["stratum"] = np.where(np.arange(n) % 2, "x", "y")
    return frame.assign(w=weights, cluster=random.integers(0, 6, n), id=[f"p{at}" for at in range(n)])


def split(frame: pd.DataFrame, seed: int, n_parts: int) -> list[pd.DataFrame]:
    """Parts of any size, in any order, some of nobody and some in which nobody weighs anything."""
    random = np.random.default_rng(seed)
    part_of = random.integers(0, n_parts, len(frame))
    return [frame[part_of == at].sample(frac=1, random_state=int(random.integers(2**31))) for at in range(n_parts)]


KINDS = {
    "plain": {},
    "weights": {"weights": "w"},
    "strata": {"weights": "w", "strata": "stratum"},
    "clusters": {"weights": "w", "clusters": "cluster"},
    "both": {"weights": "w", "strata": "stratum", "clusters": "cluster"},
}
kinds = st.sampled_from(list(KINDS))
BY = ["age", "gender", "age*gender", "site"]
EXACT = {"rtol": 1e-12, "atol": 1e-14}


@FEW
@given(seeds, st.integers(30, 300), st.integers(2, 9), kinds)
def test_chunks_in_any_split_and_order_give_the_same_tables(seed, n, n_parts, kind):
    frame, of = people(seed, n), KINDS[kind]
    parts = split(frame, seed, n_parts)
    whole = shares(frame, ["A", "B"], BY, **of).drop(columns="mean")
    pd.testing.assert_frame_equal(table_of(add_up(parts, ["A", "B"], BY, **of)), whole, **EXACT)
    scores = table_of_means(add_up_numbers(parts, ["score"], BY, **of))
    pd.testing.assert_frame_equal(scores, means(frame, ["score"], BY, **of), rtol=1e-12, atol=1e-13)


@FEW
@given(seeds, st.integers(30, 200), kinds)
def test_a_change_of_chunks_is_the_change_of_all(seed, n, kind):
    waves, of = (people(seed, n), people(seed + 1, n + 7)), KINDS[kind]
    sums = (add_up(split(wave, seed, 4), ["A", "B"], ["age"], **of) for wave in waves)
    whole, chunks = changes(*waves, ["A", "B"], ["age"], **of), table_of_changes(*sums)
    # p-values are found by search, to 1e-7 of themselves
    numbers = [name for name in whole if whole[name].dtype.kind == "f" and "_value" not in name]
    np.testing.assert_allclose(chunks[numbers], whole[numbers], **EXACT)
    scores = (add_up_numbers(split(wave, seed, 4), ["score"], ["age"], **of) for wave in waves)
    whole, chunks = changes_of_means(*waves, ["score"], ["age"], **of), table_of_mean_changes(*scores)
    pd.testing.assert_frame_equal(chunks, whole, rtol=1e-9, atol=1e-12)


@FEW
@given(seeds, st.integers(20, 200), st.permutations(AGES), kinds)
def test_the_order_of_rows_and_of_categories_does_not_matter(seed, n, ages, kind):
    frame, of = people(seed, n), KINDS[kind]
    turned = frame.sample(frac=1, random_state=seed % 2**31)
    turned["age"] = pd.Categorical(turned["age"], list(ages))

    def both(table, what="indicator"):
        return (part.set_index([what, "group_by", *(["group"] if "group" in part else [])]) for part in table)

    one, other = both(
        [shares(frame, ["A", "B"], ["age", "gender"], **of), shares(turned, ["B", "A"], ["gender", "age"], **of)]
    )
    pd.testing.assert_frame_equal(one, other.loc[one.index], **EXACT)
    one, other = both([means(frame, ["score"], ["age"], **of), means(turned, ["score"], ["age"], **of)], "column")
    pd.testing.assert_frame_equal(one, other.loc[one.index], rtol=1e-12, atol=1e-13)
    one, other = both([apart(frame, ["A"], ["age", "gender"], **of), apart(turned, ["A"], ["gender", "age"], **of)])
    pd.testing.assert_frame_equal(one, other.loc[one.index], rtol=1e-7, atol=1e-9)


@FEW
@given(seeds, st.integers(60, 200), st.permutations(AGES))
def test_the_order_of_rows_and_of_margins_does_not_matter_to_raking(seed, n, ages):
    frame = people(seed, n).assign(w=lambda f: f["w"] + 0.1)
    frame.loc[frame.index[:6], ["age", "gender"]] = [(age, gender) for age in AGES for gender in GENDERS]
    margins = {"age": dict(zip(ages, (0.2, 0.3, 0.5), strict=True)), "gender": {"Woman": 0.52, "Man": 0.48}}
    turned = frame.sample(frac=1, random_state=seed % 2**31)
    one, other = rake(frame, margins, frame["w"]), rake(turned, dict(reversed(margins.items())), turned["w"])
    np.testing.assert_allclose(pd.Series(other.weights, turned.index)[frame.index], one.weights, rtol=1e-9)
    pd.testing.assert_frame_equal(
        shares(frame, ["A"], ["gender"], one), shares(turned, ["A"], ["gender"], other), rtol=1e-7, atol=1e-9
    )


@FEW
@given(seeds, st.integers(5, 80))
def test_a_weight_of_k_is_k_copies(seed, n):
    frame = people(seed, n)
    copies = np.random.default_rng(seed).integers(0, 5, n)
    copies[0] = 1
    frame["w"] = copies.astype(float)
    copied = frame.loc[frame.index.repeat(copies)]
    weighed, repeated = shares(frame, ["A", "B"], ["gender"], "w"), shares(copied, ["A", "B"], ["gender"])
    place = ["indicator", "group_by", "group"]
    weighed, repeated = weighed.set_index(place), repeated.set_index(place)
    np.testing.assert_allclose(weighed.loc[repeated.index, "share"], repeated["share"], rtol=1e-12)
    one, many = (means(table, ["score"], weights=weights) for table, weights in ((frame, "w"), (copied, None)))
    np.testing.assert_allclose(one["mean"], many["mean"], rtol=1e-12)


@FEW
@given(seeds, st.integers(4, 120), st.sampled_from(["default", "logit", "beta"]))
def test_intervals_hold_their_share_and_stay_between_0_and_1(seed, n, method):
    frame = people(seed, n)
    found = share(frame["A"], frame["w"], method=method)
    if found.n and not np.isnan(found.ci_low):
        assert 0 <= found.ci_low <= found.share + 1e-12 and found.share - 1e-12 <= found.ci_high <= 1


@FEW
@given(seeds, st.integers(4, 60))
def test_a_change_backwards_is_the_same_change_turned(seed, n):
    first, second = people(seed, n), people(seed + 1, n)
    there = change(first["A"], second["A"], first["w"], second["w"], first["id"], second["id"])
    back = change(second["A"], first["A"], second["w"], first["w"], second["id"], first["id"])
    np.testing.assert_allclose(
        [there.difference, there.std_error, there.ci_low, there.ci_high, there.p_value],
        [-back.difference, back.std_error, -back.ci_high, -back.ci_low, back.p_value],
        rtol=1e-7,
        atol=1e-9,
    )
