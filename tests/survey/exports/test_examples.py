"""The examples in the docstrings of the tools' modules run."""

import doctest
import importlib
import pkgutil

from helpers.survey import exports


def test_the_examples_run():
    names = [module.name for module in pkgutil.iter_modules(exports.__path__) if not module.name.endswith("_child")]
    modules = [importlib.import_module(f"helpers.survey.exports.{name}") for name in names]
    results = [doctest.testmod(module) for module in (exports, *modules)]
    assert len(names) > 12
    assert sum(result.attempted for result in results) >= 2
    assert not any(result.failed for result in results)
