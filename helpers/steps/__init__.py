"""The nine steps: listed once, begun, finished, and how far a project is through them."""

from helpers.steps.here import Here, begin, contents, find_project, finish
from helpers.steps.listing import SENTINEL, Step, step, steps
from helpers.steps.progress import in_short, missing

__all__ = [
    "SENTINEL",
    "Here",
    "Step",
    "begin",
    "contents",
    "find_project",
    "finish",
    "in_short",
    "missing",
    "step",
    "steps",
]
