"""What is built into the first sample project, read from `design/`."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent

GROUPS = {"took part": 1, "comparison group": 2}
"""Label of a group -> its code in `own_group`."""

PREFER_NOT = "prefer not to say"
"""Stands in an answer's place where somebody would rather not say."""


@cache
def read(path: str) -> Any:
    """A YAML file beside this one, as plain data."""
    return yaml.safe_load((HERE / path).read_text(encoding="utf-8"))


def befriending() -> dict[str, Any]:
    """Shares, codes, missing answers and mishaps of the befriending survey."""
    return read("design/befriending.yaml")


def estate() -> dict[str, Any]:
    """The same of the estate survey."""
    return read("design/estate.yaml")


def wave_ids() -> tuple[str, ...]:
    """The waves of the befriending survey, first to last."""
    return tuple(wave["id"] for wave in befriending()["waves"])
