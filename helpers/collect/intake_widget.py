"""The widget of the screen on which answers come in."""

from pathlib import Path

from helpers.collect.intake_form import TITLE, conversation
from helpers.forms.widget import FOLDER, Told, script
from helpers.project import Opened

BROWSER = Path(__file__).parent / "browser"
STYLE = (FOLDER / "upload.css").read_text(encoding="utf-8") + (BROWSER / "intake.css").read_text(encoding="utf-8")


class Intake(Told):
    """The screen. Nothing of the file is ever its state."""

    _esm = script(
        "dom",
        "twice",
        "wire",
        "upload",
        BROWSER / "chosen.js",
        BROWSER / "differences.js",
        BROWSER / "intake_columns.js",
        BROWSER / "intake.js",
    )
    _css = STYLE


def intake_widget(opened: Opened) -> Intake:
    """The screen as a widget, in conversation with the project."""
    widget = Intake()
    widget._said = f"Form: {TITLE}"
    talk = conversation(opened, lambda message, files: widget.send(message, files or None))
    widget.on_msg(lambda _widget, content, buffers: talk.receive(content, buffers))
    return widget
