"""Descriptions that point at few people are refused, whoever put them together."""

import itertools

import numpy as np
import pandas as pd
import pytest

from helpers.disclosure import alike, beside_a_quote, case_study, narrowing


@pytest.fixture(scope="module")
def people():
    random = np.random.default_rng(8)
    frame = pd.DataFrame(
        {
            "age": random.choice(["16-24", "25-64", "65 and over"], 150, p=[0.1, 0.5, 0.4]),
            "gender": random.choice(["Women", "Men"], 150),
            "area": random.choice(["North", "South", None], 150, p=[0.85, 0.1, 0.05]),
        },
        index=[f"row {at}" for at in range(150)],
    )
    return frame.astype({name: "category" for name in frame})


def test_every_person_under_every_combination(people):
    """Against a second way of counting: what is told is shared by ten people or more."""
    told = 0
    for shown in itertools.chain.from_iterable(itertools.combinations(people, n) for n in range(4)):
        sizes = people.astype(object).groupby(list(shown)).size() if shown else None
        for who, row in people.astype(object).iloc[::3].iterrows():
            reason = beside_a_quote(people, who, shown)
            if any(pd.isna(row[name]) for name in shown):
                assert "did not answer" in reason
                continue
            n = len(people) if sizes is None else sizes[row[shown[0]] if len(shown) == 1 else tuple(row[list(shown)])]
            assert (reason == "") == (n >= 10)
            assert not any(character.isdigit() for character in reason.replace("10", ""))
            told += reason == ""
    assert 100 < told < 8 * len(people) / 3


def test_a_case_study_says_what_to_leave_out(people):
    described = {"age": "16-24", "gender": "Men", "area": "South"}
    assert 0 <= alike(people, described) < 10 and case_study(people, described)
    for name in narrowing(people, {"age": "25-64", "gender": "Men", "area": "South"}):
        assert name == "area"
    assert "nobody" in case_study(people, {"age": "110"})
    assert case_study(people, described, "team") == ""


def test_a_person_who_is_not_there_is_refused(people):
    with pytest.raises(KeyError):
        beside_a_quote(people, "row 999", ["age"])
