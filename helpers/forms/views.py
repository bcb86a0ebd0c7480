"""A view of what was entered, renewed when somebody watches it."""

from collections.abc import Callable
from typing import Any

from helpers.forms.desk import Desk
from helpers.forms.guard import guarded
from helpers.project import Opened

Message = dict[str, Any]


class Watched:
    """Makes what `function` shows when a browser asks for it, and says when it is old.

    Nothing is made before it is asked for, so that a picture nobody looks at costs nothing while people type.
    """

    def __init__(self, desk: Desk, function: Callable[[Opened], Any], send: Callable[[Message], None]) -> None:
        self._desk, self._function, self._send = desk, function, send
        self._views: set[str] = set()
        desk.listen(self._renew)

    def receive(self, message: Any) -> None:
        """Answer one message from the browser; what can't be understood is left unanswered."""
        view = message.get("view") if isinstance(message, dict) else None
        if not isinstance(view, str):
            return
        if message.get("kind") == "show":
            self._views.add(view)
            self._send({"kind": "html", "view": view, "desk": self._desk.name, "html": self._html()})
        elif message.get("kind") == "bye":
            self._views.discard(view)

    def _renew(self) -> None:
        if self._views:
            self._send({"kind": "old"})

    def _html(self) -> str:
        """Escaped by the templates that make it; where it can't be made, a fixed sentence."""
        made = guarded(lambda: {"html": self._function(self._desk.opened)._repr_html_()})
        return made.get("html", "<p>This can't be shown at the moment. It comes back when what it needs is there.</p>")
