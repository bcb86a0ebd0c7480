"""The two widgets: a form, and a view of what was entered. What they hold goes by message only, never as widget state.

A notebook that is saved with its widgets' state would otherwise hold what people typed.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
from traitlets import Unicode

from helpers.forms.desk import desk_of
from helpers.forms.guard import Message
from helpers.forms.state import Groups
from helpers.forms.talk import Talk
from helpers.forms.views import Watched
from helpers.project import Opened

FOLDER = Path(__file__).parent / "browser"
PARTS = ("dom", "wire", "drafts", "status", "inputs", "field", "entries", "ticks", "groups", "panels", "form")


def script(*names: str | Path) -> str:
    """Several modules as one: each is written as a module of its own, and the browser gets them in one piece.

    A name is one of the kit's modules, a path one that lies with the room it belongs to.
    """
    files = [name if isinstance(name, Path) else FOLDER / f"{name}.js" for name in names]
    parts = [file.read_text(encoding="utf-8") for file in files]
    joined = "\n".join(re.sub(r"(?ms)^import .*?;\n", "", part) for part in parts)
    return re.sub(r"(?m)^export (?!default)", "", joined)


def style(*names: str | Path) -> str:
    """Several style sheets as one, on top of what all parts of the kit have in common; names as for `script`."""
    files = [name if isinstance(name, Path) else FOLDER / f"{name}.css" for name in ("kit", *names)]
    return "".join(file.read_text(encoding="utf-8") for file in files)


class Told(anywidget.AnyWidget):
    """A widget whose state nobody but Python sets, and whose repr, `said`, gives nothing away."""

    def __init__(self, said: str, **state: Any) -> None:
        super().__init__(**state)
        self._said = said

    def tell(self, message: Message, files: list[bytes] | None = None) -> None:
        """Send the browser a message, with files where there are any."""
        self.send(message, files or None)

    def answer_by(self, receive: Callable[[Any, list[Any]], None]) -> None:
        """Hand every message from the browser, and the bytes that came with it, to `receive`."""
        self.on_msg(lambda _widget, content, buffers: receive(content, buffers))

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Nothing: a browser that sends state is not one of ours."""

    def __repr__(self) -> str:
        return self._said


class Form(Told):
    """One form."""

    _esm = script(*PARTS)
    _css = style("form")


class View(Told):
    """A view of what was entered. `folded` opens it, where it is closed to begin with: words of the notebook, nobody's own."""

    folded = Unicode().tag(sync=True)
    _esm = script("dom", "view")
    _css = (FOLDER / "view.css").read_text(encoding="utf-8")


def form_widget(opened: Opened, step_code: str, title: str, groups: Groups) -> Form:
    """The widget of a form, in conversation with the project."""
    widget = Form(f"Form: {title}")
    talk = Talk(desk_of(opened), step_code, title, groups, widget.tell)
    widget.answer_by(lambda content, _buffers: talk.receive(content))
    return widget


def live_view(opened: Opened, function: Callable[[Opened], Any], folded: str = "") -> View:
    """The widget of a view that renews itself."""
    widget = View("What was entered, shown while the notebook runs", folded=folded)
    watched = Watched(desk_of(opened), function, widget.tell)
    widget.answer_by(lambda content, _buffers: watched.receive(content))
    return widget
