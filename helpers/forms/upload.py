"""A place for files: one is chosen or dropped in the browser, arrives whole or not at all, and stands there again after a reload.

As with forms, nothing of a file is ever widget state: a notebook that is saved with its widgets' state would hold it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from helpers.forms.arriving import MOST, Arrived, Arriving, answered, in_megabytes
from helpers.forms.desk import Desk, desk_of
from helpers.forms.guard import Message, WrongAnswer
from helpers.forms.show import Unseen
from helpers.forms.where import is_live
from helpers.project import Opened

WAITING = ("data", ".arriving")
"""The folder inside a project where parts of files wait."""


@dataclass(frozen=True)
class Standing:
    """A file that is there: what the page says of it. `said` is one sentence each, such as how many rows it has."""

    id: str
    name: str
    size: int
    sha256: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where files of one kind go.

    Parameters
    ----------
    label, help
        What the input is called, and what people are told about it.
    endings
        Endings of the names that are taken, small letters with the point.
    take
        Brings an arrived file into the project; raises `UserProblem` where it can't, and then nothing has changed.
    standing
        The files that are there.
    remove
        Takes a file out again by its id; without it there is no such button.
    most
        Bytes of the largest file that is taken.
    """

    label: str
    help: str
    endings: tuple[str, ...]
    take: Callable[[Opened, Arrived], None]
    standing: Callable[[Opened], tuple[Standing, ...]]
    remove: Callable[[Opened, str], None] | None = None
    most: int = MOST


def upload(opened: Opened, place: Place) -> Any:
    """A place for files, where somebody can see it; else nothing is shown.

    Examples
    --------
    >>> from helpers.forms import Place, upload
    >>> place = Place("Notes", "A text or Word file.", (".txt", ".docx"), lambda opened, file: None, lambda opened: ())
    >>> upload(None, place)
    Form: Notes (shown in JupyterLab and in the browser)
    """
    if not is_live():
        return Unseen(place.label)
    from helpers.forms.upload_widget import upload_widget

    return upload_widget(opened, place)


class Uploading:
    """The conversation of one place with its views in a browser."""

    def __init__(self, desk: Desk, place: Place, send: Callable[[Message], None]) -> None:
        self._desk, self._place, self._send = desk, place, send
        folder = desk.opened.path.joinpath(*WAITING)
        self._arriving = Arriving(folder, self._take, place.endings, place.most, lambda: desk.opened.refuse_read_only())
        self._views: set[str] = set()

    def receive(self, message: Any, buffers: list[Any]) -> None:
        """Answer one message from the browser; what can't be understood is left unanswered."""
        answer = answered(lambda: self._answer(message, buffers), message)
        if answer:
            self._send(answer)

    def _answer(self, message: Message, buffers: list[Any]) -> Message:
        view = str(message.get("view"))
        match message.get("kind"):
            case "hello":
                self._desk.look()
                self._views.add(view)
                self._desk.listen(self._renew)
                return {"kind": "place", "desk": self._desk.name, **self._described(), **self._now()}
            case "bye":
                self._arriving.stop(view)
                self._views.discard(view)
                if not self._views:
                    self._desk.forget(self._renew)
                return {"kind": "bye"}
            case "ping":
                return {"kind": "pong"}
            case "remove":
                return self._remove(message.get("id"))
        return self._arriving.receive(message, buffers)

    def _described(self) -> Message:
        place = self._place
        return {
            "label": place.label,
            "help": f"{place.help} At most {in_megabytes(place.most)}.",
            "endings": list(place.endings),
            "can_remove": place.remove is not None,
        }

    def _now(self) -> Message:
        opened = self._desk.opened
        files = [
            {"id": one.id, "name": one.name, "facts": [in_megabytes(one.size), *one.said], "sha256": one.sha256}
            for one in self._place.standing(opened)
        ]
        return {"files": files, "is_read_only": opened.is_read_only}

    def _take(self, file: Arrived) -> Message:
        self._place.take(self._desk.opened, file)
        self._changed()
        return self._now()

    def _remove(self, file: Any) -> Message:
        if self._place.remove is None or file not in {one.id for one in self._place.standing(self._desk.opened)}:
            raise WrongAnswer("That file is not there any more.", self._place.label, "Reload the page.")
        self._desk.opened.refuse_read_only()
        self._place.remove(self._desk.opened, file)
        self._changed()
        return {"kind": "removed", **self._now()}

    def _changed(self) -> None:
        """Everything on the page that shows what is in the project is old now, also where only a file changed."""
        self._desk.look()
        self._desk.take(self._desk.opened)

    def _renew(self) -> None:
        if self._views:
            self._send({"kind": "files", **self._now()})


def uploading(opened: Opened, place: Place, send: Callable[[Message], None]) -> Uploading:
    """The conversation of a place of this project."""
    return Uploading(desk_of(opened), place, send)
