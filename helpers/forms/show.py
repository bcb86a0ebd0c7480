"""A form or a view of what was entered, where somebody can see it; else next to nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from helpers.forms.groups import Group
from helpers.forms.where import is_live
from helpers.project import Opened, Project

Groups = tuple[Group, ...] | Callable[[Project], tuple[Group, ...]]


@dataclass(frozen=True, repr=False)
class Unseen:
    """A form where nobody can fill it in: nothing is displayed, and its repr is one quiet line."""

    title: str

    def __repr__(self) -> str:
        return f"Form: {self.title} (shown in JupyterLab and in the browser)"

    def _ipython_display_(self) -> None:
        """Nothing: the summary below it shows what was entered."""


def form(opened: Opened, step_code: str, title: str, groups: Groups) -> Any:
    """A form over some fields of the record; each answer is saved as it is given.

    Parameters
    ----------
    opened
        The project, from `here.opened`.
    step_code
        The step whose form it is, such as "1.1": the history names it.
    groups
        Groups of fields, or a function of the record that gives them: it is asked again after every save.
    """
    made = groups(opened.record) if callable(groups) else groups
    assert all(isinstance(group, Group) for group in made), "a form is made of groups"
    if not is_live():
        return Unseen(title)
    from helpers.forms.widget import form_widget

    return form_widget(opened, step_code, title, groups)


def live(opened: Opened, function: Callable[[Opened], Any]) -> Any:
    """What `function(opened)` shows, renewed after every save while somebody watches; else `function(opened)` itself."""
    return _watched(opened, function, "")


def read_back(opened: Opened, function: Callable[[Opened], Any]) -> Any:
    """As `live`, for what says again what stands in the form above it: one line until somebody opens it."""
    return _watched(opened, function, "Read back what was entered")


def folded(opened: Opened, function: Callable[[Opened], Any], label: str) -> Any:
    """As `live`, closed under a label until somebody opens it, and not made before. The label is nobody's own words."""
    return _watched(opened, function, label)


def _watched(opened: Opened, function: Callable[[Opened], Any], label: str) -> Any:
    if not is_live():
        return function(opened)
    from helpers.forms.widget import live_view

    return live_view(opened, function, label)
