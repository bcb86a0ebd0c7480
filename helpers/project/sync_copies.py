"""A sync service's second copy of the record: compared field by field, merged, and set aside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from helpers.errors import UserProblem
from helpers.project import aside, lock, notices, paths, reading, store
from helpers.project.journal import Change
from helpers.project.opened import Opened

NOT_COMPARED = ("schema_version", "revision")


@dataclass(frozen=True)
class Difference:
    """A field that holds one thing in the project's record and another in the copy. None: the entry is not there."""

    field: str
    label: str
    ours: Any
    theirs: Any


@dataclass(frozen=True)
class Copy:
    """A second copy of the record, and what is different in it."""

    file: Path
    when: datetime
    differences: tuple[Difference, ...]
    problem: str = ""
    """Why it can't be compared, where it can't."""


def copies(path: str | Path) -> tuple[Copy, ...]:
    """The copies of the record that a sync service left in the project's folder.

    Raises
    ------
    UserProblem
        The record itself can't be read.
    """
    folder = Path(path).expanduser()
    files = notices.conflict_copies(folder)
    ours = reading.read(folder).plain if files else {}
    return tuple(_copy(folder, file, ours) for file in files)


def merge(path: str | Path, copy: Copy, chosen: set[str], who: str = "") -> Opened:
    """Take the chosen fields from a copy, and move it to `set_aside/` in the project's folder.

    Outcomes and own questions that a chosen field names and that are not there, are left out of it.

    Raises
    ------
    UserProblem
        The copy has changed since it was compared, or can't be moved.
    """
    folder = Path(path).expanduser()
    with lock.locked(folder):
        if _copy(folder, copy.file, reading.read(folder).plain).differences != copy.differences:
            raise UserProblem(
                "The copy or the project has changed since the two were compared.",
                str(copy.file),
                "Compare them again.",
            )
        changes = [Change(one.field, None, one.theirs) for one in copy.differences if one.field in chosen]
        store.put(folder, "0", changes, who, is_mending=True)
        aside.set_aside(folder, copy.file)
        return store.open(folder)


def _copy(folder: Path, file: Path, ours: dict[str, Any]) -> Copy:
    try:
        when = datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except OSError as problem:
        raise UserProblem(
            f"The copy can't be looked at: {problem.strerror or problem}.", str(file), "Open the project again."
        ) from problem
    try:
        theirs = reading.read(folder, file.name).plain
    except UserProblem as problem:
        return Copy(file, when, (), problem.what)
    found = tuple(
        Difference(field, paths.label(field), old, new)
        for field, old, new in differences(ours, theirs)
        if field not in NOT_COMPARED
    )
    return Copy(file, when, found)


def differences(ours: Any, theirs: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Field, ours, theirs: groups by their fields, lists of entries by their entries, everything else whole."""
    if ours == theirs:
        return
    key = paths.entry_key(path) if path and isinstance(ours, list) else ""
    if key and _have_names(ours, theirs, key):
        yield from _between_lists(ours, theirs, key, path)
    elif isinstance(ours, dict) and isinstance(theirs, dict) and ours.keys() == theirs.keys() and paths.is_group(path):
        for name in ours:
            yield from differences(ours[name], theirs[name], f"{path}.{name}".lstrip("."))
    else:
        yield path, ours, theirs


def _between_lists(ours: list[Any], theirs: list[Any], key: str, path: str) -> Iterator[tuple[str, Any, Any]]:
    mine, yours = ({str(entry[key]): entry for entry in entries} for entries in (ours, theirs))
    if mine.keys() == yours.keys() and list(mine) != list(yours):
        yield path, ours, [mine[name] for name in yours]  # only the order: what the entries say is told one by one
    for name in dict.fromkeys((*mine, *yours)):
        at = f"{path}[{name}]"
        if name in mine and name in yours:
            yield from differences(mine[name], yours[name], at)
        else:
            yield at, mine.get(name), yours.get(name)


def _have_names(ours: list[Any], theirs: Any, key: str) -> bool:
    return isinstance(theirs, list) and all(entry[key] not in ("", None) for entry in (*ours, *theirs))
