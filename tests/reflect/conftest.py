"""The made-up findings of the report tests, and a report composed of them."""

import runpy
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest

FABRICATED = Path(__file__).parents[1] / "reports" / "fabricated.py"


@pytest.fixture(scope="session")
def fabricated():
    return SimpleNamespace(**runpy.run_path(str(FABRICATED)))


@pytest.fixture
def report(fabricated):
    """Compose a report; keywords of the record's parts replace them, `released` the findings."""
    from helpers.reflect import feedback

    def make(released=None, structure=None, wave=None, **changed):
        opened = fabricated.opened(**changed)
        return feedback.report(
            opened, wave, released or fabricated.released(), structure, published_on=date(2025, 6, 1)
        )

    return make
