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


class Told(anywidget.AnyWidget):
    """A widget whose state nobody but Python sets, and whose repr gives nothing away."""

    _said = "A part of the workbook"

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Nothing: a browser that sends state is not one of ours."""

    def __repr__(self) -> str:
        return self._said


class Form(Told):
    """One form."""

    _esm = script(*PARTS)
    _css = (FOLDER / "form.css").read_text(encoding="utf-8")


class View(Told):
    """A view of what was entered. `folded` opens it, where it is closed to begin with: words of the notebook, nobody's own."""

    folded = Unicode().tag(sync=True)
    _esm = script("dom", "view")
    _css = (FOLDER / "view.css").read_text(encoding="utf-8")


def form_widget(opened: Opened, step_code: str, title: str, groups: Groups) -> Form:
    """The widget of a form, in conversation with the project."""
    widget = Form()
    widget._said = f"Form: {title}"
    talk = Talk(desk_of(opened), step_code, title, groups, lambda message, files: widget.send(message, files or None))
    widget.on_msg(lambda _widget, content, _buffers: talk.receive(content))
    return widget


def live_view(opened: Opened, function: Callable[[Opened], Any], folded: str = "") -> View:
    """The widget of a view that renews itself."""
    widget = View(folded=folded)
    widget._said = "What was entered, shown while the notebook runs"
    watched = Watched(desk_of(opened), function, widget.send)
    widget.on_msg(lambda _widget, content, _buffers: watched.receive(content))
    return widget
