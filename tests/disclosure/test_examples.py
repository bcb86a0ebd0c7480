"""The examples in the docstrings of `helpers.disclosure` run and give what they say."""

import doctest
import importlib
import pkgutil

from helpers import disclosure


def test_examples_run():
    names = [module.name for module in pkgutil.iter_modules(disclosure.__path__, "helpers.disclosure.")]
    results = [doctest.testmod(importlib.import_module(name)) for name in names]
    assert sum(result.attempted for result in results) >= 9
    assert not any(result.failed for result in results)
