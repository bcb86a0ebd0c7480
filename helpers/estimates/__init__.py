"""Statistics: arrays in, results out. Knows no toolkit, no file, no widget. Shares are 0 to 1, NaN is missing.

What each figure is, its formula and its source: docs/statistics.md.
"""

from helpers.estimates.areas import dissimilarity, entropy_index
from helpers.estimates.change import Answers, Change, change, difference_in_differences
from helpers.estimates.comparisons import false_discovery_rate
from helpers.estimates.planning import minimum_detectable_change, sample_size
from helpers.estimates.raking import Raked, rake
from helpers.estimates.share import Share, share
from helpers.estimates.tables import distributions, shares

__all__ = [
    "Answers",
    "Change",
    "Raked",
    "Share",
    "change",
    "difference_in_differences",
    "dissimilarity",
    "distributions",
    "entropy_index",
    "false_discovery_rate",
    "minimum_detectable_change",
    "rake",
    "sample_size",
    "share",
    "shares",
]
