"""The default interval holds the truth as often as it says, at every size and with any weights."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from helpers.estimates import share

spec = importlib.util.spec_from_file_location("coverage_simulation", Path(__file__).with_name("coverage.py"))
simulation = importlib.util.module_from_spec(spec)
spec.loader.exec_module(simulation)

SLACK = 0.008
"""Three standard errors of a coverage found from 2,000 samples, less for their mean."""


@pytest.mark.slow
@pytest.mark.parametrize("setting", simulation.SETTINGS)
def test_coverage_at_every_size(setting):
    for n in simulation.sizes_of(setting):
        found = [simulation.coverage(setting, n, share) for share in simulation.SHARES]
        low, high = (0.925, 0.98) if n < 30 else (0.935, 0.975)
        assert low <= sum(found) / len(found) <= high, (setting, n, found)
        assert min(found) >= 0.90, (setting, n, found)


@pytest.mark.parametrize(
    ("setting", "n"), [("unequal weights", 20), ("unequal weights", 100), ("clusters of twenty", 50)]
)
def test_coverage_at_some_sizes(setting, n):
    found = [simulation.coverage(setting, n, share) for share in (0.1, 0.5)]
    assert all(0.925 - SLACK <= part <= 0.98 + SLACK for part in found), found


def test_where_coverage_fails_it_is_said():
    """Few clusters of people who are much alike: under 90 %, and every such share says so."""
    (setting,) = simulation.ODD
    found = simulation.coverage(setting, 50, 0.3)
    assert found < 0.92
    random = np.random.default_rng(1)
    y, weights, clusters = simulation.ODD[setting](random, 50, 0.3)
    assert "too narrow" in share(y[:, 0], weights, clusters=clusters).notes[0]


@pytest.mark.slow
@pytest.mark.parametrize("score", simulation.SCORES)
def test_coverage_of_means(score):
    for n in simulation.SIZES:
        found = simulation.coverage_of_means(score, n)
        if score == "nearly all at the top" and n < 500:
            assert found < 0.93, (n, found)  # said in the notes, and in docs/statistics.md
        else:
            assert 0.915 <= found <= 0.97, (score, n, found)


@pytest.mark.parametrize("overlap", [0, 0.5])
def test_changes_are_not_called_where_there_are_none(overlap):
    assert simulation.false_alarms(15, 0.5, overlap, True, 300) <= 0.08
    assert 0.02 <= simulation.false_alarms_of_means(15, overlap, True, 300) <= 0.085


@pytest.mark.slow
@pytest.mark.parametrize("is_weighted", [False, True])
@pytest.mark.parametrize("overlap", [0, 0.5, 1])
def test_changes_keep_their_size(overlap, is_weighted):
    for n in (15, 30, 60, 200):
        for share_before in (0.1, 0.3, 0.5):
            assert simulation.false_alarms(n, share_before, overlap, is_weighted) <= 0.08
        assert 0.03 <= simulation.false_alarms_of_means(n, overlap, is_weighted) <= 0.08


def test_the_page_has_a_place_for_every_table():
    page = simulation.PAGE.read_text(encoding="utf-8")
    for name in simulation.PAGES:
        table = page.split(f"<!-- simulated: {name} -->")[1].split(f"<!-- end: {name} -->")[0]
        assert table.count("|") > 20 and "Made " in table
