"""Made-up findings for the tests of this room."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest


@pytest.fixture(scope="session")
def fabricated():
    return SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("fabricated.py"))))


def several(benchmark):
    return benchmark if isinstance(benchmark, tuple) else (benchmark,) if benchmark else ()


@pytest.fixture
def found(fabricated):
    """Make a finding of loneliness; `shares`, `distributions` and `changes` replace the usual frames."""
    from helpers.reports.finding import find

    def make(waves=None, benchmark=fabricated.LONDON, indicator=fabricated.LONELY, is_self_chosen=False, **frames):
        return find(
            fabricated.released(**frames),
            indicator,
            waves or fabricated.WAVES,
            several(benchmark),
            is_self_chosen,
        )

    return make
