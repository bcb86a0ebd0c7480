"""The default interval holds the truth as often as it says, at every size and with any weights."""

import importlib.util
from pathlib import Path

import pytest

spec = importlib.util.spec_from_file_location("coverage_simulation", Path(__file__).with_name("coverage.py"))
simulation = importlib.util.module_from_spec(spec)
spec.loader.exec_module(simulation)

SLACK = 0.008
"""Three standard errors of a coverage found from 2,000 samples, less for their mean."""


@pytest.mark.slow
@pytest.mark.parametrize("setting", simulation.SETTINGS)
def test_coverage_at_every_size(setting):
    for n in simulation.SIZES:
        found = [simulation.coverage(setting, n, share) for share in simulation.SHARES]
        low, high = (0.925, 0.98) if n < 30 else (0.935, 0.975)
        assert low <= sum(found) / len(found) <= high, (setting, n, found)
        assert min(found) >= 0.90, (setting, n, found)


@pytest.mark.parametrize("n", [20, 100])
def test_coverage_at_two_sizes(n):
    found = [simulation.coverage("unequal weights", n, share) for share in (0.1, 0.5)]
    assert all(0.925 - SLACK <= part <= 0.98 + SLACK for part in found)


@pytest.mark.slow
@pytest.mark.parametrize("overlap", [0, 0.5, 1])
def test_changes_are_not_called_where_there_are_none(overlap):
    for n in (15, 30, 60, 200):
        for share in (0.1, 0.3, 0.5):
            assert simulation.false_alarms(n, share, overlap) <= 0.08
