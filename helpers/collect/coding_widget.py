"""The widget of the screen on which people's own words are coded."""

from helpers.collect.coding_form import TITLE, conversation
from helpers.collect.intake_widget import BROWSER
from helpers.forms.widget import Told, script, style
from helpers.project import Opened


class CodingScreen(Told):
    """The screen. Nothing of anybody's words is ever its state."""

    _esm = script(
        "dom",
        "drafts",
        "twice",
        "wire",
        "status",
        BROWSER / "chosen.js",
        BROWSER / "screen.js",
        BROWSER / "coding_text.js",
        BROWSER / "coding_compare.js",
        BROWSER / "coding_quotes.js",
        BROWSER / "coding.js",
    )
    _css = style("upload", BROWSER / "intake.css", BROWSER / "coding.css")


def coding_widget(opened: Opened) -> CodingScreen:
    """The screen as a widget, in conversation with the project."""
    widget = CodingScreen(f"Form: {TITLE}")
    widget.answer_by(conversation(opened, widget.tell).receive)
    return widget
