"""The examples in the docstrings run, and what a person sees of a reading shows nobody's answers."""

import doctest
import importlib
import pkgutil

import helpers.survey
from helpers import survey


def test_the_examples_run():
    names = [module.name for module in pkgutil.iter_modules(helpers.survey.__path__) if module.name != "workbook_child"]
    results = [doctest.testmod(importlib.import_module(f"helpers.survey.{name}")) for name in names]
    assert len(names) > 18
    assert sum(result.attempted for result in results) > 20
    assert not any(result.failed for result in results)


def test_a_reading_shows_no_answers(write_csv):
    reading = survey.read(write_csv([["consent", "3.3"], [1, "Wilhelmina"]]))
    assert repr(reading) == "<Reading: accept, 1 of 1 people, 0 messages>"
