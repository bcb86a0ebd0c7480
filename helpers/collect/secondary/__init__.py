"""Step 2.1: information that exists already (Tool 7).

Figures and tables that others have published, where to find them, and the measures worked out from them. What reads files is loaded
when it is first used, so that the step's page opens fast.
"""

from importlib import import_module
from typing import Any

from helpers.collect.secondary.step import for_basket, in_short, missing, sources, summary

HOMES = {
    "add_if_given": "asked",
    "add_table": "tables",
    "add_tables": "tables",
    "fetch": "nomis",
    "proposed": "tables",
    "sections": "shown",
    "worked_out": "shown",
}
"""Name -> the module it is in."""

__all__ = ["for_basket", "in_short", "missing", "sources", "summary", *HOMES]


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    found = getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    globals()[name] = found
    return found
