"""Who changed what: the journal as people read it, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from helpers.errors import UserProblem
from helpers.project import journal, paths, reading
from helpers.project.journal import Change, Line

JOINED_SECONDS = 60
"""Typing in one field by one person with shorter pauses is told, and taken back, as one change."""


@dataclass(frozen=True)
class Entry:
    """One change of one field, or what one person typed there without a longer pause."""

    when: datetime
    who: str
    step: str
    field: str
    label: str
    old: Any
    new: Any
    revision: int
    """The revision it made; of several, the last."""
    undoes: int | None = None
    """The revision that it took back."""
    is_undone: bool = False
    revisions: tuple[int, ...] = ()
    place: int | None = None
    """Where in its list an entry was that was added or removed."""


def history(path: str | Path, limit: int = 50) -> tuple[Entry, ...]:
    """What was changed, newest first: by the order of the lines, since clocks are set back.

    Lines of saves that never reached the record, and lines that are damaged, are left out.

    Raises
    ------
    UserProblem
        The record or the history can't be read.
    """
    found: list[Entry] = []
    for entry in newest_first(Path(path).expanduser()):
        if len(found) >= limit:
            break
        found.append(entry)
    return tuple(found)


def last_change(folder: Path, path: str) -> Entry | None:
    """The newest change of a field, of a part of it, or of what it is part of."""
    return next((entry for entry in newest_first(folder) if _touches(entry.field, path)), None)


@dataclass
class _Run:
    """Typing as far back as it has been followed."""

    entry: Entry
    since: datetime
    is_closed: bool


def newest_first(folder: Path) -> Iterator[Entry]:
    """Every entry, newest first, with typing joined. What was typed and deleted again without a pause is none."""
    return (entry for entry in _joined(folder) if entry.old != entry.new)


def _joined(folder: Path) -> Iterator[Entry]:
    runs: list[_Run] = []
    for entry, is_alone in _changes(folder):
        # an entry that was taken out and put in again stands elsewhere in its list: that is no typing, and not nothing
        is_typing = is_alone and entry is not None and entry.undoes is None and entry.place is None
        if entry is None:
            for run in runs:
                run.is_closed = True
        elif not _is_joined(runs, entry, is_typing):
            runs.append(_Run(entry, entry.when, not is_typing))
        while runs and runs[0].is_closed:
            yield runs.pop(0).entry
    yield from (run.entry for run in runs)


def _is_joined(runs: list[_Run], entry: Entry, is_typing: bool) -> bool:
    """Join an entry to the later one it is one with, if there is one; close those that nothing older can join."""
    for run in (run for run in runs if not run.is_closed):
        later = run.entry
        if abs((run.since - entry.when).total_seconds()) >= JOINED_SECONDS:
            run.is_closed = True
        elif is_typing and (later.field, later.who) == (entry.field, entry.who):
            run.entry = replace(later, old=entry.old, revisions=(*entry.revisions, *later.revisions))
            run.since = entry.when
            return True
        elif _touches(entry.field, later.field):
            run.is_closed = True
    return False


def _changes(folder: Path) -> Iterator[tuple[Entry | None, bool]]:
    """Each changed field of each save, newest first, and whether it was the only one of its save.

    None stands where the record was changed by other means.
    """
    read = reading.read(folder)
    state, undone = read.plain, set()
    for save in journal.saves(folder, below=read.record.revision + 1):
        if "record" in save[0]:
            yield None, False
            continue
        changes = [journal.change_of(line, state) for line in save]
        journal.replay(state, [replace(change, old=change.new, new=change.old) for change in changes])
        revision, undoes = save[0]["revision"], save[0].get("undoes")
        if undoes is not None and revision not in undone:
            undone.add(undoes)
        for line, change in reversed(list(zip(save, changes, strict=True))):
            yield _entry(line, change, revision in undone), len(save) == 1


def _entry(line: Line, change: Change, is_undone: bool) -> Entry:
    return Entry(
        when=datetime.fromisoformat(line["when"]),
        who=line["who"],
        step=line["step"],
        field=change.field,
        label=_label(change.field),
        old=change.old,
        new=change.new,
        revision=line["revision"],
        undoes=line.get("undoes"),
        is_undone=is_undone,
        revisions=(line["revision"],),
        place=change.place,
    )


def _label(path: str) -> str:
    try:
        return paths.label(path)
    except UserProblem:  # a field of another version
        return path


def _touches(path: str, other: str) -> bool:
    try:
        return paths.is_within(path, other) or paths.is_within(other, path)
    except UserProblem:
        return path == other
