"""The charts of released findings, one module per kind; each holds no more than the table behind it."""

from helpers.reports.charts.groups import by_group
from helpers.reports.charts.likert import answers
from helpers.reports.charts.panels import over_waves
from helpers.reports.charts.places import Shape, places
from helpers.reports.charts.shares import draw
from helpers.reports.charts.slopes import slope

__all__ = ["Shape", "answers", "by_group", "draw", "over_waves", "places", "slope"]
