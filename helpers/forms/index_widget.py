"""The widget behind `searchable`: the browser asks for the list once, and is told after each save what is marked.

Like a form it keeps nothing in the state of the widget, which a saved notebook would hold.
"""

from collections.abc import Callable
from typing import Any

from helpers.forms.desk import Desk, desk_of
from helpers.forms.index import Filter, Item, Mark
from helpers.forms.widget import Told, script, style
from helpers.project import Opened

Message = dict[str, Any]


class Index(Told):
    """A list to search and filter."""

    _esm = script("dom", "index")
    _css = style("index")


class Listed:
    """Python's side: the list as plain data, and what is marked in it now."""

    def __init__(self, desk: Desk, whole: Message, marks: tuple[Mark, ...], send: Callable[[Message], None]) -> None:
        self._desk, self._whole, self._marks, self._send = desk, whole, marks, send
        self._is_seen = False
        self._marked = self.marked()
        desk.listen(self._renew)

    def receive(self, message: Any) -> None:
        """The whole list for a browser that has just opened it; anything else is left unanswered."""
        if isinstance(message, dict) and message.get("kind") == "hello":
            self._is_seen = True
            self._marked = self.marked()
            self._send({"kind": "list", **self._whole, "marked": self._marked})

    def marked(self) -> dict[str, list[str]]:
        """Label of each mark -> the ids it holds for now."""
        record = self._desk.opened.record
        return {mark.label: sorted(mark.of(record)) for mark in self._marks}

    def _renew(self) -> None:
        now = self.marked()
        if self._is_seen and now != self._marked:
            self._marked = now
            self._send({"kind": "marked", "marked": now})


def index_widget(
    opened: Opened, title: str, items: tuple[Item, ...], filters: tuple[Filter, ...], marks: tuple[Mark, ...]
) -> Index:
    """The list as a widget, on the project's desk."""
    widget = Index(f"List: {title}")
    listed = Listed(desk_of(opened), plain(title, items, filters), marks, widget.tell)
    widget.answer_by(lambda content, _buffers: listed.receive(content))
    return widget


def plain(title: str, items: tuple[Item, ...], filters: tuple[Filter, ...]) -> Message:
    """The list as the browser gets it."""
    return {
        "title": title,
        "filters": [{"name": name, "values": list(values)} for name, values in filters],
        "items": [
            {
                "id": item.id,
                "title": item.title,
                "facts": [list(fact) for fact in item.facts],
                "tags": {name: list(values) for name, values in item.tags.items()},
            }
            for item in items
        ],
    }
