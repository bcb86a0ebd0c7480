"""The lists kept beside the code: checks.yaml and words.yaml."""

from pathlib import Path
from typing import Any

from helpers.catalogue.reader import raw


def loaded(name: str) -> Any:
    """What a YAML file of this folder holds. All strings in it are quoted, so that `No` stays a word."""
    # an absolute path leads the catalogue's reader here and not to its own folder
    return raw(str(Path(__file__).resolve().with_name(name)))
