"""Looking up by code, and what is said when there is no such code. The examples in the docstrings run here too."""

import doctest
import importlib

import pytest

from helpers import catalogue
from helpers.errors import UserProblem

MODULES = ("", ".guidance", ".instrument", ".lookup", ".measures")


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings(name):
    result = doctest.testmod(importlib.import_module(f"helpers.catalogue{name}"))
    assert result.attempted > 0
    assert result.failed == 0


@pytest.mark.parametrize(
    ("look_up", "code", "suggestion"),
    [
        (catalogue.indicator, "r7", "R7"),
        (catalogue.indicator, "O1", "O1_area or O1_london"),
        (catalogue.question, "3.10", "3.10a or 3.10b"),
        (catalogue.question, "q17", "q1_7"),
        (catalogue.breakdown, "ethnic", "ethnicity"),
        (catalogue.theme, "R1x", "R1"),
    ],
)
def test_an_unknown_code_names_near_ones(look_up, code, suggestion):
    with pytest.raises(UserProblem) as problem:
        look_up(code)
    assert f"'{code}'" in problem.value.what
    assert suggestion in problem.value.fix


@pytest.mark.parametrize("code", ["", "zzz", None])
def test_a_code_like_nothing_still_gets_a_message(code):
    with pytest.raises(UserProblem):
        catalogue.indicator(code)


def test_records_cannot_be_changed():
    with pytest.raises(ValueError):
        catalogue.indicator("R7").name = "Something else"


def test_lists_are_read_once():
    assert catalogue.indicators() is catalogue.indicators()
    assert catalogue.benchmarks("R3") is catalogue.benchmarks("R3")
