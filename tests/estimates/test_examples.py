"""The examples in the docstrings of `helpers.estimates` run and give what they say."""

import doctest
import importlib
import pkgutil

from helpers import estimates


def test_examples_run():
    names = [module.name for module in pkgutil.iter_modules(estimates.__path__, "helpers.estimates.")]
    results = [doctest.testmod(importlib.import_module(name)) for name in names]
    assert sum(result.attempted for result in results) >= 24
    assert not any(result.failed for result in results)
