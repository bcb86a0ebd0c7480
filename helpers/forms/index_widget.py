"""The widget behind `searchable`: it gives the browser the list once, and which entries are marked after each save."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets

from helpers.forms.desk import Desk, desk_of
from helpers.forms.index import Item, Mark
from helpers.project import Opened

HERE = Path(__file__).parent


class Index(anywidget.AnyWidget):
    """A list to search and filter. Nothing comes back from the browser."""

    _esm = HERE / "index.js"
    _css = HERE / "index.css"

    title = traitlets.Unicode().tag(sync=True)
    items = traitlets.List().tag(sync=True)
    filters = traitlets.List().tag(sync=True)
    marked = traitlets.Dict().tag(sync=True)

    def __init__(self, desk: Desk, marks: tuple[Mark, ...], **traits: Any) -> None:
        super().__init__(**traits)
        self._desk, self._marks = desk, marks
        self.renew()
        desk.listen(self.renew)

    def renew(self) -> None:
        """Say anew which entries are marked."""
        record = self._desk.opened.record
        self.marked = {mark.label: sorted(mark.of(record)) for mark in self._marks}


def index_widget(
    opened: Opened,
    title: str,
    items: tuple[Item, ...],
    filters: tuple[tuple[str, tuple[str, ...]], ...],
    marks: tuple[Mark, ...],
) -> Index:
    """The list as a widget, on the project's desk."""
    return Index(
        desk_of(opened),
        marks,
        title=title,
        items=[
            {
                "id": item.id,
                "title": item.title,
                "facts": [list(fact) for fact in item.facts],
                "tags": {name: list(values) for name, values in item.tags.items()},
            }
            for item in items
        ],
        filters=[{"name": name, "values": list(values)} for name, values in filters],
    )
