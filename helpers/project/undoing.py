"""Taking a change back: as a new change, which can be taken back in its turn."""

from pathlib import Path

from helpers.errors import UserProblem
from helpers.project import entries, lock, store
from helpers.project.entries import Entry
from helpers.project.journal import Change, in_turn
from helpers.project.opened import Opened

KEPT = ("primary.waves",)
"""Written when answers come in, and in step with the files in the folder: not to be taken back by itself."""


def undo(path: str | Path, step: str, who: str = "", revision: int | None = None, is_by: str | None = None) -> Opened:
    """Take back the newest change that has not been taken back, or the one that made a revision.

    Everything that was saved in one go is taken back in one go.

    Parameters
    ----------
    revision
        That of an entry of the history. An undo can be taken back too, by its revision.
    is_by
        Only changes by this person.

    Raises
    ------
    Conflict
        The field has been changed since.
    UserProblem
        There is nothing to take back.
    """
    folder = Path(path).expanduser()
    with lock.locked(folder):
        parts = _chosen(folder, revision, is_by)
        back = sorted((Change(one.field, None, one.old, one.place) for one in parts), key=in_turn)
        expected = {one.field: one.new for one in parts}
        return store.put(folder, step, back, who, expected, parts[0].revision, is_mending=True)


def _chosen(folder: Path, revision: int | None, is_by: str | None) -> list[Entry]:
    chosen: list[Entry] = []
    for entry in entries.newest_first(folder):
        if chosen and entry.revision != chosen[0].revision:
            break
        if chosen or _is_meant(entry, revision, is_by):
            chosen.append(entry)
    if not chosen:
        raise UserProblem("There is no change here that could be taken back.", str(folder), "Look at the history.")
    if chosen[0].is_undone:
        raise UserProblem("This change has been taken back already.", str(folder), "Look at the history.")
    return chosen


def _is_meant(entry: Entry, revision: int | None, is_by: str | None) -> bool:
    if entry.field.startswith(KEPT):
        return False
    if revision is not None:
        return revision in entry.revisions
    return entry.undoes is None and not entry.is_undone and is_by in (None, entry.who)
