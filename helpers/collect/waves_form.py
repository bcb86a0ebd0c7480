"""The screen of step 2.2 for the waves that are there: set aside and why, differences, corrections, withdrawal."""

from collections.abc import Callable
from typing import Any

from helpers.forms import is_live, live
from helpers.forms.arriving import answered
from helpers.forms.desk import Desk, desk_of
from helpers.forms.guard import Message
from helpers.forms.show import Unseen
from helpers.project import Opened
from helpers.project.opened import WAVE_FILE
from helpers.steps import Here

TITLE = "The waves that are there"


def waves_there(here: Here) -> Any:
    """The screen, where somebody can see it; else nothing is shown."""
    if not is_live():
        return Unseen(TITLE)
    from helpers.collect.waves_widget import waves_widget

    return waves_widget(here.opened)


def came_in(here: Here) -> Any:
    """What came in with the wave in hand; while that is the latest, also with one that is brought in meanwhile."""
    from helpers.collect import primary

    if here.opened.is_pretend or not is_live():
        return primary.summary(here.opened, here.wave)
    is_latest = not here.opened.waves or here.wave == here.opened.waves[-1].id

    def shown(opened: Opened) -> Any:
        latest = opened.waves[-1].id if opened.waves else None
        return primary.summary(opened, latest if is_latest else here.wave)

    return live(here.opened, shown)


class Conversation:
    """Python's side of the screen. What is heavy is imported when a wave is looked at, so that the page opens fast."""

    def __init__(self, desk: Desk, send: Callable[[Message, list[bytes]], None]) -> None:
        self._desk, self._send = desk, send
        self._views: set[str] = set()

    def receive(self, message: Any, buffers: list[Any]) -> None:
        """Answer one message from the browser; what can't be understood is left unanswered."""
        files: list[bytes] = []
        answer = answered(lambda: self._answer(message, files), message)
        if answer:
            self._send(answer, files)

    def _answer(self, message: Message, files: list[bytes]) -> Message:
        view = str(message.get("view"))
        match message.get("kind"):
            case "hello":
                self._views.add(view)
                self._desk.listen(self._renew)
                return {"kind": "hello", "desk": self._desk.name}
            case "bye":
                self._views.discard(view)
                if not self._views:
                    self._desk.forget(self._renew)
                return {"kind": "bye"}
            case "look":
                self._desk.look()
                return self._told(_said(message, "wave"))
            case "aside":
                return self._set_aside(_said(message, "wave"), files)
            case "act":
                return self._act(message)
        return {"kind": "pong"}

    def _told(self, wave: str) -> Message:
        from helpers.collect import waves

        return {**waves.told(self._desk.opened, wave), "marks": marks(self._desk.opened)}

    def _act(self, message: Message) -> Message:
        from helpers.collect import waves
        from helpers.collect.primary import comparing, corrections

        opened, wave, said = self._desk.opened, _said(message, "wave"), _values(message)
        which = message.get("what")
        if which == "count":
            return {"kind": "counted", "says": waves.effect(opened, wave, waves.rule_of(opened, wave, said))}
        if which == "find":
            return {"kind": "found", **waves.found(opened, wave, _said(said, "who"))}
        opened.refuse_read_only()
        more: Message = {}
        match which:
            case "correct":
                corrections.add(opened.path, wave, waves.rule_of(opened, wave, said))
            case "uncorrect":
                corrections.take_away(opened.path, wave, int(said.get("number", -1)), _said(said, "who"))
            case "settle":
                of = (_said(said, "kind"), _said(said, "question"))
                comparing.settle(opened.path, wave, *of, _said(said, "reason"), _said(said, "who"))
            case "unsettle":
                comparing.unsettle(opened.path, wave, _said(said, "kind"), _said(said, "question"))
            case "withdraw":
                more = {"withdrawn": waves.withdraw(opened, wave, _said(said, "who"))}
        self._desk.take(self._desk.opened)
        return {**self._told(wave), **more}

    def _set_aside(self, wave: str, files: list[bytes]) -> Message:
        from helpers.collect import primary

        files.append(primary.set_aside_csv(primary.reading(self._desk.opened, wave)))
        return {"kind": "file", "name": f"{wave}-set-aside-and-why.csv", "media_type": "text/csv"}

    def _renew(self) -> None:
        """What is on the page could be old by now: it asks again."""
        if self._views:
            self._send({"kind": "changed", "marks": marks(self._desk.opened)}, [])


def conversation(opened: Opened, send: Callable[[Message, list[bytes]], None]) -> Conversation:
    """The conversation of the screen with this project."""
    return Conversation(desk_of(opened), send)


def marks(opened: Opened) -> list[list[Any]]:
    """What tells whether anything about the waves is another than a page shows."""
    places = {known.id: opened.wave_path(known.id) / WAVE_FILE for known in opened.waves}
    return [[wave, str(place.stat().st_mtime_ns)] for wave, place in places.items()]


def _said(message: Message, name: str) -> str:
    value = message.get(name)
    return value if isinstance(value, str) else ""


def _values(message: Message) -> Message:
    said = message.get("said")
    return said if isinstance(said, dict) else {}
