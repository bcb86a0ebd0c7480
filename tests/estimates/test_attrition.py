"""Who stayed and who was lost."""

import numpy as np
import pandas as pd
import pytest

from helpers.errors import UserProblem
from helpers.estimates import attrition, change, retention


def waves(n=300):
    random = np.random.default_rng(11)
    first = pd.DataFrame(
        {
            "A": (random.random(n) < 0.4).astype(float),
            "B": (random.random(n) < 0.5).astype(float),
            "age": random.choice(["16-24", "25+"], n),
            "w": random.lognormal(0, 0.3, n),
            "id": [f"p{at}" for at in range(n)],
        }
    )
    # those who say A are likelier to come back
    kept = first[random.random(n) < np.where(first["A"] == 1, 0.8, 0.4)]
    first.loc[:9, "id"] = None
    return first, kept[["id"]]


def test_those_who_stayed_differ_where_they_were_made_to():
    first, second = waves()
    table = attrition(first, second, ["A", "B"], "id", "w").set_index("indicator")
    assert table.loc["A", "ci_low"] > 0 and table.loc["B", "ci_low"] < 0 < table.loc["B", "ci_high"]
    stayed = first["id"].isin(second["id"]) & first["id"].notna()
    lost = ~first["id"].isin(second["id"]) & first["id"].notna()
    assert table.loc["A", ["n_lost", "n_stayed"]].tolist() == [lost.sum(), stayed.sum()]
    by_hand = change(first["A"][lost], first["A"][stayed], first["w"][lost], first["w"][stayed])
    assert table.loc["A", "difference"] == pytest.approx(by_hand.difference)
    assert table.loc["A", "p_value"] == pytest.approx(by_hand.p_value)


def test_retention_by_group():
    first, second = waves()
    table = retention(first, second, ["age"], "id").set_index("group")
    known = first.dropna(subset="id")
    stayed = known["id"].isin(second["id"])
    assert table.loc["everyone", ["n", "n_yes"]].tolist() == [290, stayed.sum()]
    assert table.loc["16-24", "share"] == pytest.approx(stayed[known["age"] == "16-24"].mean())


def test_a_second_wave_without_ids_is_refused():
    first, second = waves()
    with pytest.raises(UserProblem, match="Nobody in the second wave"):
        attrition(first, second.assign(id=None), ["A"], "id")
    with pytest.raises(UserProblem, match="'Z'"):
        retention(first, second, ["age"], "Z")
