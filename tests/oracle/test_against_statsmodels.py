"""Our planning figures against statsmodels: the same formula where it has one, close where it tests another way.

`data/planning_by_statsmodels.csv` is what statsmodels found, `statsmodels_planning.py` made it, `data/versions_statsmodels.txt` says
with what.
"""

import csv
import math
from pathlib import Path

import pytest

from helpers import estimates

FILE = Path(__file__).parent / "data" / "planning_by_statsmodels.csv"


def asked(what: str) -> list[dict[str, float]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row.pop("what") == what]
    return [{name: float(cell) for name, cell in row.items() if cell} for row in rows]


def test_answers_needed_for_a_margin():
    rows = asked("sample_size")
    assert len(rows) == 36
    for row in rows:
        answer = row.pop("answer")
        assert estimates.sample_size(**row) == math.ceil(answer)
        assert estimates.margin_of_error(answer, row["share"], row["confidence"]) == pytest.approx(row["margin"])


def test_change_between_two_fresh_samples():
    rows = asked("two_waves")
    assert len(rows) == 24
    for row in rows:
        n, share, power = row["answer"], row["share"], row["power"]
        found = estimates.minimum_detectable_change(n, share, power, n_after=row["ratio"] * n)
        assert found == pytest.approx(row["change"], rel=1e-4)
        if row["ratio"] == 1:
            assert abs(estimates.sample_size_for_change(row["change"], share, power) - n) < 1


def test_change_among_the_same_people():
    rows = [row for row in asked("matched_power") if row["answer"] > 0.5]
    assert len(rows) > 8
    for row in rows:
        found = estimates.minimum_detectable_change(
            row["n"], row["share"], row["answer"], correlation=row["correlation"]
        )
        assert found == pytest.approx(row["change"], rel=1e-3)


def test_a_rise_as_a_test_with_its_own_variance_finds_it():
    rows = [row for row in asked("rise_power") if 0.5 < row["answer"] < 0.999]
    assert len(rows) >= 10
    for row in rows:
        found = estimates.minimum_detectable_change(
            row["n"], row["share"], row["answer"], n_after=row["ratio"] * row["n"], direction="rise"
        )
        assert found == pytest.approx(row["change"], rel=0.1)
