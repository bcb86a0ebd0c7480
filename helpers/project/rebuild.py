"""A record made again from the history, where the record itself can't be read any more."""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from helpers.errors import UserProblem
from helpers.project import aside, damage, disk, earlier, journal, lock, migrations, named, paths, reading, store
from helpers.project.journal import Line
from helpers.project.opened import Opened
from helpers.project.reading import RECORD_FILE

REVISION = re.compile(rb'^  "revision": (\d+)', re.MULTILINE)
"""Where a record's file says how often it was saved: as it is written, and so to be found in what is left of it."""


@dataclass(frozen=True)
class Rebuilt:
    """What came back, and what did not."""

    opened: Opened
    last: Line
    """The line of the history that the record rests on."""
    lost: tuple[Line, ...]
    """Changes that could not be made again, because what they changed is not in the history."""
    gaps: tuple[int, ...]
    """Saves that the history ought to hold and does not, by their number; what they changed isn't known."""
    n_unread: int
    """Lines of the history that can't be read."""
    is_exact: bool
    """The record is, byte for byte, the one that the last save left."""
    damaged: Path | None
    """Where the damaged record is now; None where there was none."""

    @property
    def n_lost(self) -> int:
        return len(self.lost)

    def in_words(self) -> str:
        """What was found and what was lost, for somebody who has to decide whether to go on with it."""
        by = f" by {self.last['who']}" if self.last.get("who") else ""
        found = f"The record of '{self.opened.title}' is made again as save {self.last['revision']} left it"
        return "\n".join([f"{found}: {_day(self.last)}{by}.", *self._lost_in_words(), *self._kept_in_words()])

    def _lost_in_words(self) -> list[str]:
        said = [f"Lost: {_label(line)}, as changed on {_day(line)} (save {line['revision']})." for line in self.lost]
        if self.gaps:
            said.append(f"Lost: everything changed in {_numbers(self.gaps)}, which the history does not hold.")
        if self.n_unread:
            said.append(f"{self.n_unread} line{'s' * (self.n_unread > 1)} of the history can't be read any more.")
        if self.is_exact:
            said.append("Nothing of it is lost: it is that file again, letter for letter.")
        else:
            said.append("It is not that file letter for letter: look through each step before you go on.")
        return said

    def _kept_in_words(self) -> list[str]:
        if self.damaged is None:
            return ["There was no damaged file to keep."]
        return [f"The damaged file is kept: {self.damaged}", "What was changed in that file by hand is only there."]


def rebuild(path: str | Path) -> Rebuilt:
    """Make the record again from the last whole record in the history and what was changed since.

    The damaged file is kept under `set_aside`, with the day in its name.

    Raises
    ------
    UserProblem
        The record can be read, the history holds no whole record, or what comes out does not fit. Nothing is changed.
    """
    folder = Path(path).expanduser()
    _refuse_sound(folder)
    with lock.locked(folder):
        _refuse_sound(folder)
        plain, saves, lost = _replayed(folder)
        record = reading.fit(plain, folder / journal.HISTORY_FILE)
        content = reading.as_bytes(record)
        file, last = folder / RECORD_FILE, saves[-1][-1]
        is_as_left = reading.mark_of(content) == last.get("file")
        gaps = _gaps(saves[-1:] if is_as_left else saves, _revision_left(file))
        kept = f"project.damaged-{date.today().isoformat()}.json"
        damaged = aside.set_aside(folder, file, kept) if os.path.lexists(file) else None
        disk.replace_whole(file, content)
        n_unread = journal.n_damaged(folder)
        if is_as_left:  # whatever could not be made again on the way was changed again later
            lost = ()
        return Rebuilt(store.open(folder), last, lost, gaps, n_unread, is_as_left and not gaps, damaged)


def _replayed(folder: Path) -> tuple[dict[str, Any], list[list[Line]], tuple[Line, ...]]:
    """The plain record, the saves it is made of, oldest first, and the changes that could not be made again."""
    saves: list[list[Line]] = []
    for save in journal.saves(folder):
        saves.insert(0, save)
        if "record" in save[0]:
            break
    if not saves or "record" not in saves[0][0]:
        problem = UserProblem(
            "The history does not go back to a whole record, so the project can't be made again from it.",
            str(folder / journal.HISTORY_FILE),
            f"To go on, {damage.WAY_BACK}",
        )
        raise earlier.with_way_back(problem, folder)
    plain = saves[0][0]["record"]
    migrations.migrate(plain, plain.get("schema_version", 1))
    named.give_names(plain)
    lost = [line for save in saves[1:] for line in _not_set(plain, save)]
    plain["revision"] = saves[-1][0]["revision"]
    return plain, saves, tuple(lost)


def _not_set(plain: dict[str, Any], save: list[Line]) -> list[Line]:
    """Make the changes of one save, in place; give those that could not be made."""
    changes = [(journal.change_of(line, plain, is_new=False), line) for line in save]
    in_turn = sorted(changes, key=lambda one: journal.in_turn(one[0]))
    return [line for change, line in in_turn if journal.replay(plain, [change])]


def _gaps(saves: list[list[Line]], left: int) -> tuple[int, ...]:
    """The numbers of the saves missing between these, or after them where the damaged file tells of a later one."""
    held = {save[0]["revision"] for save in saves}
    return tuple(number for number in range(min(held), max(*held, left) + 1) if number not in held)


def _revision_left(file: Path) -> int:
    """The number of the last save, where the damaged file still says it; otherwise 0."""
    with suppress(OSError):
        found = REVISION.search(file.read_bytes())
        return int(found[1]) if found else 0
    return 0


def _refuse_sound(folder: Path) -> None:
    """Nor is a file that can't be opened just now a damaged one."""
    try:
        reading.read(folder)
    except UserProblem as problem:
        if not folder.is_dir() or isinstance(problem.__cause__, PermissionError):
            raise
        return
    raise UserProblem(
        "The project record can be read, so there is nothing to make again.", str(folder), "Open the project as usual."
    )


def _label(line: Line) -> str:
    try:
        return f"'{paths.label(line['field'])}'"
    except (UserProblem, *journal.OF_ANOTHER_VERSION):
        return f"'{line['field']}'"


def _day(line: Line) -> str:
    when = datetime.fromisoformat(line["when"]).astimezone()
    return f"{when.day} {when:%B %Y, %H:%M}"


def _numbers(gaps: tuple[int, ...]) -> str:
    """
    Examples
    --------
    >>> _numbers((3,)), _numbers((3, 4, 5)), _numbers((3, 5))
    ('save 3', 'saves 3 to 5', 'saves 3, 5')
    """
    if len(gaps) == 1:
        return f"save {gaps[0]}"
    is_run = gaps == tuple(range(gaps[0], gaps[-1] + 1))
    return f"saves {gaps[0]} to {gaps[-1]}" if is_run and len(gaps) > 2 else f"saves {', '.join(map(str, gaps))}"
