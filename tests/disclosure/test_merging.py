"""Small groups joined before anything is withheld."""

import numpy as np
import pytest

from helpers.disclosure import is_merged, merging


@pytest.mark.parametrize("is_ordered", [True, False])
def test_no_group_is_left_small_and_nobody_is_lost(is_ordered):
    random = np.random.default_rng(5)
    for _ in range(200):
        bases = {f"{at}": int(n) for at, n in enumerate(random.integers(0, 30, random.integers(1, 9)))}
        labels = merging(bases, 10, is_ordered)
        assert list(labels) == list(bases)
        shown = {}
        for group, label in labels.items():
            shown[label] = shown.get(label, 0) + bases[group]
        assert len(shown) == 1 or min(shown.values()) >= 10


def test_ordered_groups_join_neighbours_only():
    labels = merging({"16-24": 12, "25-34": 4, "35-44": 30, "45-54": 11, "55 and over": 3}, "report")
    assert labels["25-34"] == labels["16-24"] == "Combined (16-24, 25-34)"
    assert labels["55 and over"] == labels["45-54"] == "Combined (45-54, 55 and over)"
    assert labels["35-44"] == "35-44"


def test_large_groups_keep_their_labels():
    assert merging({"A": 10, "B": 25}, "report") == {"A": "A", "B": "B"}
    assert merging({"A": 1, "B": 2}, "team") == {"A": "A", "B": "B"}
    assert merging({}, "report") == {}


def test_merged_labels_are_recognised_alone_and_crossed():
    labels = merging({"A": 30, "B": 4, "C": 8}, "report")
    assert is_merged(labels["B"]) and is_merged(f"{labels['B']} / Women") and is_merged(f"Women / {labels['B']}")
    assert not is_merged("Combined heat") and not is_merged("A")
