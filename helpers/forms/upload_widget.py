"""The widget behind `upload`."""

from helpers.forms.upload import Place, uploading
from helpers.forms.widget import FOLDER, Told, script
from helpers.project import Opened


class Upload(Told):
    """A place for files."""

    _esm = script("dom", "twice", "wire", "upload", "place")
    _css = (FOLDER / "upload.css").read_text(encoding="utf-8")


def upload_widget(opened: Opened, place: Place) -> Upload:
    """A place for files as a widget, in conversation with the project."""
    widget = Upload()
    widget._said = f"Upload: {place.label}"
    talk = uploading(opened, place, widget.send)
    widget.on_msg(lambda _widget, content, buffers: talk.receive(content, buffers))
    return widget
