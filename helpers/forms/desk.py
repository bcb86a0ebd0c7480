"""What all forms and views of one project in one kernel share: the project as it is now, and who wants to know."""

import secrets
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.forms.asked import Field
from helpers.forms.guard import guarded
from helpers.forms.words import Words
from helpers.project import Opened

_desks: dict[Path, "Desk"] = {}


def desk_of(opened: Opened) -> "Desk":
    """The desk of a project; a newer `opened` than it has is taken over. Forms always stand over the project itself."""
    opened = opened.at(None)
    folder = opened.path.resolve()
    desk = _desks.setdefault(folder, Desk(opened))
    if desk.opened.record.revision < opened.record.revision:
        desk.take(opened)
    return desk


class Desk:
    """One project: read again when somebody else saved it, and told to every form and view after each change."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.name = secrets.token_hex(8)
        """Tells this kernel's desk from another kernel's."""
        self.made: set[int] = set()
        """Revisions that were saved from here."""
        self.asked: dict[str, Field] = {}
        """Every field that a form of this project has asked here, and those of its entries, by path in the record."""
        self._seen: tuple[int, int, int] | None = None
        self._listeners: list[Callable[[], None]] = []

    def listen(self, listener: Callable[[], None]) -> None:
        """Call `listener` after every change."""
        if listener not in self._listeners:
            self._listeners.append(listener)

    def forget(self, listener: Callable[[], None]) -> None:
        """Call `listener` no more."""
        if listener in self._listeners:
            self._listeners.remove(listener)

    def know(self, fields: Iterable[Field]) -> None:
        """A form asks these: what is told of the project's past takes its words from them."""
        for field in fields:
            self.asked[field.path] = field
            self.asked.update((inner.path, inner) for inner in field.entry)

    def words(self) -> Words:
        """Says what stands in the record, or stood there, in words."""
        return Words(self.opened.record, self.asked)

    def take(self, opened: Opened) -> None:
        """This is how the project is now: tell everybody. A listener's fault is its own, and no reason to call a save undone."""
        self.opened = opened
        for listener in tuple(self._listeners):
            guarded(lambda tell=listener: tell() or {})

    def look(self) -> None:
        """Read the project again where its file is another one than at the last look.

        Raises
        ------
        UserProblem
            It can't be read any more; the next look tries again.
        """
        there = projects.revision_on_disk(self.opened.path)
        if there != self._seen:
            opened = projects.open(self.opened.path)
            self._seen = there
            if opened != self.opened:
                self.take(opened)

    def save(self, step: str, changes: dict[str, Any], who: str, expected: dict[str, Any]) -> None:
        """Save through the store, then tell everybody.

        Raises
        ------
        Conflict
            Something else is on disk than expected.
        UserProblem
            It can't be saved.
        """
        self._keep(lambda: projects.save(self.opened.path, step, changes, who=who, expected=expected))

    def undo(self, step: str, who: str, revision: int) -> None:
        """Take back one change, then tell everybody. Raises as `save` does."""
        self._keep(lambda: projects.undo(self.opened.path, step, who=who, revision=revision))

    def merge(self, copy: projects.Copy, chosen: set[str], who: str) -> None:
        """Take over fields of a conflict copy, then tell everybody. Raises as `save` does."""
        self._keep(lambda: projects.merge(self.opened.path, copy, chosen, who))

    def _keep(self, work: Callable[[], Opened]) -> None:
        try:
            opened = work()
        except UserProblem:
            self.look()
            raise
        self._seen = None
        self.made.add(opened.record.revision)
        self.take(opened)
