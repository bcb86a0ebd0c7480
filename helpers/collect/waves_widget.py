"""The widget of the screen for the waves that are there."""

from helpers.collect.intake_widget import BROWSER, STYLE
from helpers.collect.waves_form import TITLE, conversation
from helpers.forms.widget import Told, script
from helpers.project import Opened


class Waves(Told):
    """The screen. Nothing of anybody's answers is ever its state."""

    _esm = script(
        "dom",
        "twice",
        "wire",
        BROWSER / "chosen.js",
        BROWSER / "differences.js",
        BROWSER / "screen.js",
        BROWSER / "rules.js",
        BROWSER / "waves.js",
    )
    _css = STYLE


def waves_widget(opened: Opened) -> Waves:
    """The screen as a widget, in conversation with the project."""
    widget = Waves(f"Form: {TITLE}")
    widget.answer_by(conversation(opened, widget.tell).receive)
    return widget
