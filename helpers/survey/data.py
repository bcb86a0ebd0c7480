"""The lists kept beside the code: checks.yaml and words.yaml."""

from pathlib import Path
from typing import Any


def loaded(name: str) -> Any:
    """What a YAML file of this folder holds. All strings in it are quoted, so that `No` stays a word."""
    import yaml

    # libyaml where it is there: ten times faster
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with Path(__file__).with_name(name).open(encoding="utf-8") as file:
        return yaml.load(file, Loader=loader)
