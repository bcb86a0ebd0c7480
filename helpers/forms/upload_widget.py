"""The widget behind `upload`."""

from helpers.forms.upload import Place, uploading
from helpers.forms.widget import Told, script, style
from helpers.project import Opened


class Upload(Told):
    """A place for files."""

    _esm = script("dom", "twice", "wire", "upload", "place")
    _css = style("upload")


def upload_widget(opened: Opened, place: Place) -> Upload:
    """A place for files as a widget, in conversation with the project."""
    widget = Upload(f"Upload: {place.label}")
    widget.answer_by(uploading(opened, place, widget.tell).receive)
    return widget
