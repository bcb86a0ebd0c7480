"""A record made again from the history, where the record itself can't be read any more."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.errors import UserProblem
from helpers.project import aside, damage, disk, journal, lock, migrations, named, reading, store
from helpers.project.journal import Line
from helpers.project.opened import Opened
from helpers.project.reading import RECORD_FILE


@dataclass(frozen=True)
class Rebuilt:
    """What came back."""

    opened: Opened
    n_lost: int
    """Changes that could not be made again, because what they changed is not in the history."""
    is_exact: bool
    """The record is, byte for byte, the one that the last save left."""
    damaged: Path | None
    """Where the damaged record is now; None where there was none."""


def rebuild(path: str | Path) -> Rebuilt:
    """Make the record again from the last whole record in the history and what was changed since.

    Raises
    ------
    UserProblem
        The record can be read, the history holds no whole record, or what comes out does not fit. Nothing is changed.
    """
    folder = Path(path).expanduser()
    with lock.locked(folder):
        _refuse_sound(folder)
        plain, last, n_lost = _replayed(folder)
        record = reading.fit(plain, folder / journal.HISTORY_FILE)
        content = reading.as_bytes(record)
        file = folder / RECORD_FILE
        damaged = aside.set_aside(folder, file, "project.damaged.json") if os.path.lexists(file) else None
        disk.replace_whole(file, content)
        return Rebuilt(store.open(folder), n_lost, reading.mark_of(content) == last.get("file"), damaged)


def _replayed(folder: Path) -> tuple[dict[str, Any], Line, int]:
    """The plain record, the last line it rests on, and how many changes were lost."""
    saves: list[list[Line]] = []
    for save in journal.saves(folder):
        saves.insert(0, save)
        if "record" in save[0]:
            break
    if not saves or "record" not in saves[0][0]:
        raise UserProblem(
            "The history does not go back to a whole record, so the project can't be made again from it.",
            str(folder / journal.HISTORY_FILE),
            f"To go on, {damage.WAY_BACK}",
        )
    plain = saves[0][0]["record"]
    migrations.migrate(plain, plain.get("schema_version", 1))
    named.give_names(plain)
    n_lost = sum(
        journal.replay(plain, [journal.change_of(line, plain, is_new=False) for line in save]) for save in saves[1:]
    )
    plain["revision"] = saves[-1][0]["revision"]
    return plain, saves[-1][-1], n_lost


def _refuse_sound(folder: Path) -> None:
    try:
        reading.read(folder)
    except UserProblem:
        return
    raise UserProblem(
        "The project record can be read, so there is nothing to make again.", str(folder), "Open the project as usual."
    )
