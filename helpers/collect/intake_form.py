"""The screen of step 2.2 on which a file of answers comes in: sent, checked, its columns told apart, made a wave."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from helpers.collect.inbox import ENDINGS
from helpers.forms import is_live
from helpers.forms.arriving import Arrived, Arriving, answered, in_megabytes
from helpers.forms.desk import Desk, desk_of
from helpers.forms.guard import Message, WrongAnswer
from helpers.forms.show import Unseen
from helpers.forms.upload import WAITING
from helpers.project import Opened
from helpers.steps import Here

TITLE = "Bring answers in"
HELP = (
    "Choose the file as your survey tool exports it, or drop it here. It stays on this computer, in the project's folder, and "
    "becomes part of the project only when you bring it in."
)


def bring_in(here: Here) -> Any:
    """The screen, where somebody can see it; else nothing is shown, and the parameter `file` does the same."""
    if not is_live():
        return Unseen(TITLE)
    from helpers.collect.intake_widget import intake_widget

    return intake_widget(here.opened)


class Conversation:
    """Python's side of the screen. What is heavy is imported when a file is there, so that the page opens fast."""

    def __init__(self, desk: Desk, send: Callable[[Message, list[bytes]], None]) -> None:
        self._desk, self._send = desk, send
        folder = desk.opened.path.joinpath(*WAITING)
        self._arriving = Arriving(folder, self._take, ENDINGS, may_write=lambda: desk.opened.refuse_read_only())
        self._seen: Any = None
        self._of: tuple[Any, ...] = ()
        self._beside: tuple[tuple[Any, ...], Any] = ((), None)

    def receive(self, message: Any, buffers: list[Any]) -> None:
        """Answer one message from the browser; what can't be understood is left unanswered."""
        files: list[bytes] = []
        answer = answered(lambda: self._answer(message, buffers, files), message)
        if answer:
            self._send(answer, files)

    def _answer(self, message: Message, buffers: list[Any], files: list[bytes]) -> Message:
        match message.get("kind"):
            case "hello":
                return self._hello()
            case "ping":
                return {"kind": "pong"}
            case "bye":
                self._arriving.stop(str(message.get("view")))
                return {"kind": "bye"}
            case "look":
                self._desk.look()
                return self._told()
            case "read":
                return self._read(message)
            case "bring":
                return self._bring(message)
            case "remove":
                return self._remove()
            case "list" | "aside" as which:
                return self._list(which, files)
        return self._arriving.receive(message, buffers)

    def _hello(self) -> Message:
        return {
            "kind": "place",
            "desk": self._desk.name,
            "label": "The file with the answers",
            "help": f"{HELP} At most {in_megabytes(self._arriving.most)}.",
            "endings": list(self._arriving.endings),
        }

    def _take(self, file: Arrived) -> Message:
        from helpers.collect import intake

        self._desk.look()
        intake.take(self._desk.opened, file)
        return self._told()

    def _examined(self) -> Any:
        """The waiting file as it is read now; read again only where something that bears on the reading is another."""
        from helpers.collect import inbox, intake

        opened = self._desk.opened
        waiting = inbox.waiting(opened)
        record = opened.record
        of: tuple[Any, ...] = ()
        if waiting:
            # of the names of waves only one that is there bears on it: what was said of its columns holds here too
            wave = waiting.wave if waiting.wave in {known.id for known in opened.waves} else ""
            book = (waiting.sha256, record.measures, record.approach)
            of = (book, replace(waiting, wave=wave, held_on=""), record.primary)
        if not waiting:
            self._seen = None
        elif self._seen is None or of != self._of:
            is_open = self._seen is not None and of[0] == self._of[0]
            self._seen = intake.examine(opened, waiting, self._seen.file if is_open else None)
        else:
            self._seen = replace(self._seen, waiting=waiting)
        self._of = of
        return self._seen

    def _beside_waves(self, examined: Any) -> Any:
        """How it stands to the waves that are there, looked for again only where it could be another."""
        from helpers.collect import intake

        of = (self._of, examined.waiting.wave, examined.waiting.held_on, self._desk.opened.record.revision)
        if self._beside[0] != of:
            self._beside = (of, intake.beside(self._desk.opened, examined))
        return self._beside[1]

    def _there(self, sha256: Any) -> Any:
        examined = self._examined()
        if examined is None or examined.waiting.sha256 != sha256:
            raise WrongAnswer("Another file is here by now.", TITLE, "Reload the page.")
        return examined

    def _told(self) -> Message:
        from helpers.collect import intake

        examined = self._examined()
        return intake.told(self._desk.opened, examined, self._beside_waves(examined) if examined else None)

    def _read(self, message: Message) -> Message:
        """A column is something else, a text means something else, or the wave is named."""
        from helpers.collect import inbox, intake

        opened, examined = self._desk.opened, self._there(message.get("sha256"))
        column, text, value = message.get("column"), message.get("text"), message.get("value")
        if isinstance(message.get("as_in"), str):
            intake.read_as_in(opened, examined, message["as_in"])
        elif isinstance(text, str):
            intake.replace_text(opened, examined, str(column), text, _text(value))
        elif isinstance(column, str):
            intake.choose(opened, examined, column, _text(value))
        else:
            named = {name: str(message[name]).strip()[:40] for name in ("wave", "held_on") if name in message}
            inbox.decide(opened, examined.waiting.sha256, **named)
        return self._told()

    def _bring(self, message: Message) -> Message:
        from helpers.collect import intake

        opened, examined = self._desk.opened, self._there(message.get("sha256"))
        reading = intake.bring_in(opened, examined, message.get("replace") is True)
        wave = examined.waiting.wave
        self._desk.look()
        # a newer export may leave the record as it was
        self._desk.take(self._desk.opened)
        return {**self._told(), "brought": {"wave": wave, "usable": reading.usable_n}}

    def _remove(self) -> Message:
        from helpers.collect import inbox

        inbox.clear(self._desk.opened)
        return self._told()

    def _list(self, which: str, files: list[bytes]) -> Message:
        from helpers.collect import intake, primary

        examined = self._examined()
        if examined is None:
            raise WrongAnswer("There is no file here any more.", TITLE, "Reload the page.")
        if which == "aside":
            files.append(primary.set_aside_csv(examined.reading))
            return {"kind": "file", "name": "set-aside-and-why.csv", "media_type": "text/csv"}
        files.append(intake.as_csv(examined.reading))
        return {"kind": "file", "name": "what-the-check-found.csv", "media_type": "text/csv"}


def conversation(opened: Opened, send: Callable[[Message, list[bytes]], None]) -> Conversation:
    """The conversation of the screen with this project."""
    return Conversation(desk_of(opened), send)


def _text(value: Any) -> str | None:
    """What was chosen; None leaves it to the workbook."""
    return value if isinstance(value, str) else None
