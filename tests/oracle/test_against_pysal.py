"""Our two indices of segregation against PySAL's `segregation`, on simulated places.

`data/places_by_pysal.csv` is what it found in `data/places.csv`; `pysal_segregation.py` made both, `data/versions_pysal.txt` says with what.
"""

import csv
from pathlib import Path

import numpy as np
import pytest

from helpers import estimates

DATA = Path(__file__).parent / "data"
GROUPS = ("a", "b", "c", "d")


def read(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_both_indices_are_those_of_pysal():
    places, n_seen = read("places.csv"), 0
    for row in read("places_by_pysal.csv"):
        counts = np.array([[int(place[group]) for group in GROUPS] for place in places if place["case"] == row["case"]])
        answer = float(row["answer"])
        if row["index"] == "dissimilarity":
            found = estimates.dissimilarity(counts[:, GROUPS.index(row["group"])], counts.sum(axis=1))
        else:
            found = estimates.entropy_index(counts)
        assert found == pytest.approx(answer, abs=1e-9), row
        n_seen += 1
    assert n_seen >= 25
