"""The conversation between one form in a browser and the project: what each message asks, and what it is answered.

No widget is known here. A message from the browser is a dict with a `kind` and a number `n`; so is the answer. Whatever else
changes (a save in another form, by another person) goes to every open view as a message of kind "state" that holds
only what is different.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.forms import past
from helpers.forms.desk import Desk
from helpers.forms.groups import File
from helpers.forms.guard import Message, WrongAnswer, guarded
from helpers.forms.meaning import gone, meaning
from helpers.forms.places import place
from helpers.forms.state import Groups, State
from helpers.project.conflict import Conflict

Send = Callable[[Message, list[bytes]], None]

LONGEST_NAME = 80
PARTS = ("values", "problems", "fields")


class Talk:
    """One form's side of the conversation. `send` brings a message to every view of the form."""

    def __init__(self, desk: Desk, step_code: str, title: str, groups: Groups, send: Send) -> None:
        self.desk, self.step_code, self.title, self._send = desk, step_code, title, send
        self._state = State(desk.opened, groups)
        desk.know(self._state.fields.values())
        self._views: set[str] = set()
        self._told: Message = {}

    @property
    def state(self) -> State:
        """What the form knows, of the project as it is now."""
        if self._state.opened is not self.desk.opened:
            self._state.take(self.desk.opened)
            self.desk.know(self._state.fields.values())
        return self._state

    def receive(self, message: Any) -> None:
        """Answer one message from the browser; what can't be understood is left unanswered."""
        if not isinstance(message, dict) or not isinstance(message.get("n"), int):
            return
        files: list[bytes] = []
        answer = guarded(lambda: self._answer(message, files))
        self._send({**answer, "n": message["n"], "view": _line(message.get("view"))}, files)

    def renew(self) -> None:
        """Follow the desk, and tell the open views what is different. A fault here must not cost anybody else their save."""
        if not self._views:
            return
        told = guarded(self._difference)
        if len(told) > 1:
            self._send(told, [])

    def _answer(self, message: Message, files: list[bytes]) -> Message:
        match message.get("kind"):
            case "hello":
                return self._hello(_line(message.get("view")))
            case "bye":
                return self._bye(_line(message.get("view")))
            case "ping":
                return self._ping()
            case "change":
                return self._change(message, _line(message.get("who")))
            case "undo":
                return self._undo(message.get("revision"), _line(message.get("who")))
            case "history":
                return {"kind": "history", "entries": past.told(self.desk, self.state)}
            case "act":
                return self._act(message, files)
            case "merge":
                return self._merge(message, _line(message.get("who")))
        raise WrongAnswer("This form doesn't know what to do with that.", "the form", "Reload the page.")

    def _hello(self, view: str) -> Message:
        self.desk.look()
        self._told = self._whole()
        self._views.add(view)
        self.desk.listen(self.renew)
        return {
            "kind": "state",
            "is_whole": True,
            "title": self.title,
            "project": self._names(),
            "form": f"{self.step_code} {self.title}",
            "desk": self.desk.name,
            **self._told,
            "copies": past.copies(self.desk),
        }

    def _names(self) -> list[str]:
        """What a browser keeps drafts under: the project's name, and the one it had before its first save.

        The folder alone would give the words of a project that was deleted to another that was made in its place.
        """
        folder = self.desk.opened.path
        beginnings = dict.fromkeys((projects.began(folder), ""))
        told_apart = (f"{folder.resolve()}\n{began}".strip() for began in beginnings)
        return [hashlib.sha256(one.encode()).hexdigest()[:16] for one in told_apart]

    def _bye(self, view: str) -> Message:
        """A form that nobody looks at any more follows nothing: a cell that is run again makes a new one each time."""
        self._views.discard(view)
        if not self._views:
            self.desk.forget(self.renew)
        return {"kind": "bye"}

    def _ping(self) -> Message:
        try:
            self.desk.look()
        except UserProblem as problem:
            return {"kind": "pong", "trouble": f"{problem.what} {problem.fix}", "where": problem.where}
        return {"kind": "pong"}

    def _change(self, message: Message, who: str) -> Message:
        path = message.get("path")
        try:
            self._save(message, who)
        except Conflict as conflict:
            if conflict.path == path:
                return self._conflict(conflict)
            try:
                self._save(message, who)  # what it is part of was begun by somebody else: now that is known
            except Conflict as again:
                return self._conflict(again)
        state = self.state
        assert isinstance(path, str)
        return {
            "kind": "saved",
            "path": path,
            "value": state.values.get(path),
            "problem": state.problems().get(path, ""),
        }

    def _save(self, message: Message, who: str) -> None:
        change = meaning(self.state, message.get("path"), message.get("base"), message.get("new"))
        self.desk.save(self.step_code, change.changes, who, change.expected)

    def _conflict(self, conflict: Conflict) -> Message:
        at = place(self.state.fields, conflict.path)
        if self.state.is_gone(at):
            raise gone(at) from conflict
        if at.is_entry or at.field.kind == "entries":
            raise UserProblem(
                "Somebody has changed this while you were at it, so it was left as it is.",
                at.field.label,
                "Look at it again, and do it again if you still want to.",
            ) from conflict
        when = conflict.when.isoformat() if conflict.when else ""
        theirs = self.state.values[at.path]
        return {"kind": "conflict", "path": at.path, "theirs": theirs, "who": conflict.who, "when": when}

    def _undo(self, revision: Any, who: str) -> Message:
        entry = past.to_take_back(self.desk, self.state, who, revision)
        try:
            self.desk.undo(self.step_code, who, entry.revision)
        except Conflict as conflict:
            raise UserProblem(
                f"'{entry.label}' has been changed since, so it was left as it is.",
                entry.label,
                "Take back the later change first, in the list of who changed what.",
            ) from conflict
        return {"kind": "done", "text": f"Taken back: {entry.label}.", "path": entry.field}

    def _act(self, message: Message, files: list[bytes]) -> Message:
        name, view = message.get("name"), _line(message.get("view"))
        action = self.state.actions.get(name) if isinstance(name, str) else None
        if action is None:
            raise WrongAnswer("This form has no such button any more.", "the form", "Reload the page.")
        self.desk.look()
        done = [lambda share: self._send({"kind": "progress", "share": share, "view": view}, [])]
        made = action.run(self.desk.opened, *(done if action.is_long else []))
        if isinstance(made, File):
            files.append(made.content)
            return {"kind": "file", "name": made.name, "media_type": made.media_type, "text": f"Made: {made.name}."}
        if isinstance(made, dict):
            expected = {path: self.state.held(path) for path in made}
            self.desk.save(self.step_code, made, _line(message.get("who")), expected)
            return {"kind": "done", "text": "Done and saved."}
        return {"kind": "done", "text": str(made)}

    def _merge(self, message: Message, who: str) -> Message:
        chosen = message.get("chosen")
        if not isinstance(chosen, list) or not all(isinstance(path, str) for path in chosen):
            raise WrongAnswer("Nothing was chosen.", "the copy", "Choose for each field which to keep.")
        past.merge(self.desk, message.get("file"), set(chosen), who)
        return {"kind": "done", "text": "The copy is merged and set aside.", "copies": past.copies(self.desk)}

    def _whole(self) -> Message:
        state, opened = self.state, self.desk.opened
        return {
            **state.spec,
            "values": state.values,
            "problems": state.problems(),
            "notices": list(opened.notices),
            "is_read_only": opened.is_read_only,
        }

    def _difference(self) -> Message:
        before, self._told = self._told, self._whole()
        different: Message = {"kind": "state"}
        for part, now in self._told.items():
            if part in PARTS:
                now = {
                    path: now.get(path) for path in {**before[part], **now} if before[part].get(path) != now.get(path)
                }
            if now != before[part] and now != {}:
                different[part] = now
        return different


def _line(text: Any) -> str:
    """Somebody's name or a view's, as one short line."""
    return " ".join(text.split())[:LONGEST_NAME] if isinstance(text, str) and text.isprintable() else ""
