"""Statistics: arrays in, results out. Knows no toolkit, no file, no widget. Shares are 0 to 1, NaN is missing.

What each figure is, its formula and its source: docs/statistics.md. Each name is loaded when it is first used, so that
planning a sample, which needs no array, opens fast. No module here is called as one of these names is: importing it
would put the module in the name's place.
"""

from importlib import import_module
from typing import Any

HOMES = {
    "Against": "benchmarks",
    "Agreement": "coders",
    "Answers": "two_waves",
    "Change": "two_waves",
    "Gap": "rates",
    "Index": "composite",
    "Mean": "averages",
    "Movement": "classifying",
    "Raked": "raking",
    "Rate": "rates",
    "Share": "one_share",
    "add_up": "chunks",
    "add_up_numbers": "chunks",
    "against": "benchmarks",
    "agreement": "coders",
    "apart": "association",
    "attrition": "staying",
    "chance_range": "rates",
    "change": "two_waves",
    "changes": "change_tables",
    "changes_of_means": "change_tables",
    "check_margins": "margins",
    "classify": "classifying",
    "cohens_h": "classifying",
    "composite_index": "composite",
    "difference_in_differences": "two_waves",
    "dissimilarity": "areas",
    "distributions": "tables",
    "entropy_index": "areas",
    "false_discovery_rate": "comparisons",
    "gap": "rates",
    "high_low_gap": "rates",
    "margin_of_error": "planning",
    "mean": "averages",
    "means": "averages",
    "minimum_detectable_change": "detecting",
    "pooled_mean": "rates",
    "post_stratify": "raking",
    "rake": "raking",
    "rate": "rates",
    "retention": "staying",
    "sample_size": "planning",
    "sample_size_for_change": "detecting",
    "share": "one_share",
    "shares": "tables",
    "table_of": "tables",
    "table_of_changes": "change_tables",
    "table_of_mean_changes": "change_tables",
    "table_of_means": "averages",
}
"""Name -> the module it is in."""

__all__ = list(HOMES)


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    found = getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
