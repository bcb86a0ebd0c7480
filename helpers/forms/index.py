"""A list to search and filter: read only, in the browser, without a message to Python for each letter.

Where nobody sits in front of the kernel it is the plain section that says the same.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from helpers.forms.where import is_live
from helpers.project import Opened, Project

Facts = tuple[tuple[str, str], ...]

Filter = tuple[str, tuple[str, ...]]
"""Name of a filter, and its values."""


@dataclass(frozen=True)
class Item:
    """One entry of the list: what it is called, what can be read about it, what it is found by."""

    id: str
    title: str
    facts: Facts
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Name of a filter -> those of its values that fit."""


@dataclass(frozen=True)
class Mark:
    """Something about some of the entries that depends on what was decided: "In your basket"."""

    label: str
    of: Callable[[Project], set[str]]
    """The ids it holds for."""


def searchable(
    opened: Opened,
    title: str,
    items: tuple[Item, ...],
    filters: tuple[Filter, ...],
    marks: tuple[Mark, ...] = (),
    plain: Callable[[Opened], Any] = lambda opened: None,
) -> Any:
    """A list with a search box and filters, or `plain(opened)` where nobody can use them.

    Parameters
    ----------
    title
        What the list is: it names the region for those who hear the page.
    filters
        Name of each filter with its values, in the order they are offered. `Item.tags` goes by these names.
    marks
        Further filters, renewed after every save, shown beside the title of the entries they hold for.
    """
    assert len({item.id for item in items}) == len(items), "two entries have one id"
    assert all(set(item.tags) <= {name for name, _ in filters} for item in items), "a tag without a filter"
    if not is_live():
        return plain(opened)
    from helpers.forms.index_widget import index_widget

    return index_widget(opened, title, items, filters, marks)
