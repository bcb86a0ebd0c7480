"""Older records, brought up to the version of today: forward only, one function for each step."""

from collections.abc import Callable
from typing import Any

Plain = dict[str, Any]


def to_version_2(_plain: Plain) -> None:
    """Version 2 adds fields, which may be empty, and names for entries, which `named.py` gives to those that lack one."""


def to_version_3(_plain: Plain) -> None:
    """Version 3 adds fields of the Collect stage, which may be empty."""


STEPS: dict[int, Callable[[Plain], None]] = {1: to_version_2, 2: to_version_3}
"""The version that a step begins with -> the step. What it can't make sense of it leaves for the check that follows."""


def migrate(plain: Plain, version: int) -> None:
    """Bring a plain record of an older version up to date, in place."""
    while version in STEPS:
        STEPS[version](plain)
        version += 1
        plain["schema_version"] = version
