"""What a form consists of besides its fields: groups of them, and things it can do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from helpers.forms.asked import Field
from helpers.project import Project

Layout = Literal["stack", "canvas", "two columns"]
Progress = Callable[[float | None], None]
"""Called with the share that is done, 0 to 1, or None where nobody knows."""


@dataclass(frozen=True)
class File:
    """Something to take away: what an action gives, and the browser keeps."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Action:
    """A button: `run` gets the project as it is on disk.

    It gives a sentence to show, a file to take away, or changes (path -> value) to be saved. `goes_to` is the title of the
    group to go on with afterwards, where the button is no longer there. `run` of one that `is_long` also gets a
    `Progress`, to be told how much is done.
    """

    name: str
    label: str
    help: str
    run: Callable[..., "str | File | dict[str, Any]"]
    goes_to: str = ""
    is_long: bool = False


def always(_record: Project) -> bool:
    """A group that is shown whatever has been answered."""
    return True


def none(_record: Project) -> dict[str, str]:
    """A group whose answers go together, whatever they are."""
    return {}


@dataclass(frozen=True)
class Group:
    """Fields under one heading.

    Parameters
    ----------
    layout
        "stack" (one below the other), "two columns", or "canvas": fields are boxes, each in its `area` of `areas`.
    areas
        Rows of a canvas, as CSS has them: `("problem steps steps", "audience steps change")`.
    shown
        Whether the group belongs there, given what has been answered so far.
    problems
        What does not go together, given what has been answered so far: path -> sentence. It stands beside the field of
        that path, in this group or in another; what was answered is saved as it is.
    also
        Paths that its actions change besides the fields, so that they can be taken back here too.
    """

    title: str
    fields: tuple[Field, ...]
    help: str = ""
    layout: Layout = "stack"
    areas: tuple[str, ...] = ()
    shown: Callable[[Project], bool] = always
    actions: tuple[Action, ...] = ()
    also: tuple[str, ...] = ()
    problems: Callable[[Project], dict[str, str]] = none
