"""What holds for any data: chunks in any split and order, rows and categories in any order, a weight of k for k copies."""

import functools
import operator

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.estimates import change, changes, means, share, shares
from helpers.estimates.averages import table_of_means, tabulate_numbers
from helpers.estimates.change_tables import table_of_changes
from helpers.estimates.design import design
from helpers.estimates.sums import tabulate
from helpers.estimates.tables import table_of

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
    weights = random.lognormal(0, 1, n) * (random.random(n) > 0.1)
    weights[:2] = 1.0
    frame["stratum"] = np.where(np.arange(n) % 2, "x", "y")
    return frame.assign(w=weights, cluster=random.integers(0, 6, n), id=[f"p{at}" for at in range(n)])


def design_of(part: pd.DataFrame, kind: str):
    strata = part["stratum"] if "strata" in kind else None
    return design(len(part), part["w"], strata, part["cluster"] if "clusters" in kind else None)


def split(frame: pd.DataFrame, seed: int, n_parts: int) -> list[pd.DataFrame]:
    """Parts of any size, in any order; those in which nobody weighs anything, which no design has, are left out."""
    random = np.random.default_rng(seed)
    part_of = random.integers(0, n_parts, len(frame))
    parts = [frame[part_of == at].sample(frac=1, random_state=int(random.integers(2**31))) for at in range(n_parts)]
    return [part for part in parts if part["w"].any()]


def added(parts: list):
    return functools.reduce(operator.add, parts)


KINDS = st.sampled_from(["plain", "strata"])


@FEW
@given(seeds, st.integers(30, 300), st.integers(2, 9), KINDS)
def test_chunks_in_any_split_and_order_give_the_same_table(seed, n, n_parts, kind):
    frame = people(seed, n)
    by = ["age", "gender", "age*gender"]
    parts = split(frame, seed, n_parts)
    whole = pd.concat(parts)
    sums = added([tabulate(part, ["A", "B"], by, design_of(part, kind)) for part in parts])
    pd.testing.assert_frame_equal(
        table_of(sums), table_of(tabulate(whole, ["A", "B"], by, design_of(whole, kind))), rtol=1e-12, atol=1e-14
    )


@FEW
@given(seeds, st.integers(30, 300), st.integers(2, 9))
def test_chunks_of_clusters_and_of_scores_add_up_too(seed, n, n_parts):
    frame = people(seed, n)
    parts = split(frame, seed, n_parts)
    whole = pd.concat(parts)
    clustered = added([tabulate(part, ["A"], ["age"], design_of(part, "clusters")) for part in parts])
    pd.testing.assert_frame_equal(
        table_of(clustered),
        table_of(tabulate(whole, ["A"], ["age"], design_of(whole, "clusters"))),
        rtol=1e-12,
        atol=1e-14,
    )
    scores = added([tabulate_numbers(part, ["score"], ["age"], design_of(part, "plain")) for part in parts])
    pd.testing.assert_frame_equal(
        table_of_means(scores),
        table_of_means(tabulate_numbers(whole, ["score"], ["age"], design_of(whole, "plain"))),
        rtol=1e-12,
        atol=1e-13,
    )


@FEW
@given(seeds, st.integers(30, 200))
def test_a_change_of_chunks_is_the_change_of_all(seed, n):
    first, second = people(seed, n), people(seed + 1, n + 7)
    sums = []
    for wave in (first, second):
        parts = split(wave, seed, 4)
        kept = pd.concat(parts)
        sums.append((kept, added([tabulate(part, ["A", "B"], ["age"], design_of(part, "plain")) for part in parts])))
    (before, sums_before), (after, sums_after) = sums
    whole = changes(before, after, ["A", "B"], ["age"], "w")
    chunks = table_of_changes(sums_before, sums_after)
    numbers = [name for name in whole if whole[name].dtype.kind == "f" and "_value" not in name]
    np.testing.assert_allclose(chunks[numbers], whole[numbers], rtol=1e-12, atol=1e-14)


@FEW
@given(seeds, st.integers(20, 200), st.permutations(AGES))
def test_the_order_of_rows_and_of_categories_does_not_matter(seed, n, ages):
    frame = people(seed, n)
    turned = frame.sample(frac=1, random_state=seed % 2**31)
    turned["age"] = pd.Categorical(turned["age"], list(ages))
    place = ["indicator", "group_by", "group"]
    one = shares(frame, ["A", "B"], ["age", "gender"], "w").set_index(place)
    other = shares(turned, ["B", "A"], ["gender", "age"], "w").set_index(place).loc[one.index]
    pd.testing.assert_frame_equal(one, other, rtol=1e-12, atol=1e-14)


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
