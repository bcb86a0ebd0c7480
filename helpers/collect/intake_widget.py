"""The widget of the screen on which answers come in."""

from pathlib import Path

from helpers.collect.intake_form import TITLE, conversation
from helpers.forms.widget import Told, script, style
from helpers.project import Opened

BROWSER = Path(__file__).parent / "browser"
STYLE = style("upload", BROWSER / "intake.css")


class Intake(Told):
    """The screen. Nothing of the file is ever its state."""

    _esm = script(
        "dom",
        "twice",
        "wire",
        "upload",
        BROWSER / "chosen.js",
        BROWSER / "differences.js",
        BROWSER / "screen.js",
        BROWSER / "intake_columns.js",
        BROWSER / "intake.js",
    )
    _css = STYLE


def intake_widget(opened: Opened) -> Intake:
    """The screen as a widget, in conversation with the project."""
    widget = Intake(f"Form: {TITLE}")
    widget.answer_by(conversation(opened, widget.tell).receive)
    return widget
