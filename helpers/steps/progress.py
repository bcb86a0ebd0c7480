"""What a step still needs, and how it is said: the same wherever it is read, on the start page or in the step itself."""

from collections.abc import Callable
from importlib import import_module

from pydantic import BaseModel

from helpers.project import Opened
from helpers.steps.listing import Step

SAID = 3
"""Open points that are said out in one line; of more, the first, and how many there are."""


def missing(opened: Opened, step: Step) -> tuple[str, ...]:
    """What the step still needs, in its order; empty when it is complete.

    A step that names `asks` in the list is asked itself, so that the start page and the step never disagree. Of the
    others, the labels of the fields in `needs` that the record does not hold yet.
    """
    if step.asks:
        # by name, since steps are below the rooms that know what a step needs
        asked: Callable[[Opened], tuple[str, ...]] = import_module(step.asks).missing
        return asked(opened)
    return tuple(label for field in step.needs for label in [_label_if_empty(opened.record, field)] if label)


def in_short(open_points: tuple[str, ...]) -> str:
    """Open points in one line.

    Examples
    --------
    >>> in_short(("Basket of measures",))
    'still open: Basket of measures'
    >>> in_short(("Say who.", "Say where.", "Say when.", "Say why."))
    '4 points still open, first: Say who.'
    """
    if not open_points:
        return "nothing is open"
    if len(open_points) > SAID:
        return f"{len(open_points)} points still open, first: {open_points[0]}"
    return f"still open: {' '.join(open_points) if open_points[0].endswith('.') else ', '.join(open_points)}"


def _label_if_empty(record: BaseModel, field: str) -> str:
    name, _, rest = field.partition(".")
    value = getattr(record, name)
    if rest and value is not None:
        return _label_if_empty(value, rest)
    return "" if value not in (None, "", (), {}) else (type(record).model_fields[name].title or name)
