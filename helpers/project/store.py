"""The project folder: opened, saved, and its waves found."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pydantic_core import PydanticSerializationError, to_jsonable_python

from helpers.errors import UserProblem
from helpers.project import disk, earlier, entries, journal, lock, notices, paths, reading
from helpers.project.conflict import Conflict
from helpers.project.journal import Change
from helpers.project.names import drop_gone
from helpers.project.opened import Opened
from helpers.project.reading import RECORD_FILE, Read
from helpers.project.record import SCHEMA_VERSION, Project, Wave


def open(path: str | Path) -> Opened:
    """Read a project folder.

    Raises
    ------
    UserProblem
        No such folder, no record in it, or one that can't be read or names what there is not: with file, line or field.
    """
    folder = Path(path).expanduser()
    try:
        read = reading.read(folder)
    except UserProblem as problem:
        raise earlier.with_way_back(problem, folder) from problem
    return _opened(folder, read)


def revision_on_disk(path: str | Path) -> tuple[int, int, int]:
    """Something that is another after every save, whoever saves: cheap to ask for. All zero where there is no record."""
    try:
        found = os.stat(Path(path).expanduser() / RECORD_FILE)
    except OSError:
        return 0, 0, 0
    return found.st_mtime_ns, found.st_size, found.st_ino


def create(path: str | Path, title: str) -> Opened:
    """Make a new, empty project.

    Raises
    ------
    UserProblem
        The folder exists and is not empty, or can't be made.
    """
    folder = Path(path).expanduser()
    if _is_something(folder):
        raise UserProblem(
            "A new project needs a folder of its own, and something is here already.",
            str(folder),
            "Choose a name that is not in use, or an empty folder.",
        )
    if not title.strip():
        raise UserProblem("A project needs a title.", str(folder), "Give it one, such as: --title 'Tea on Tuesdays'.")
    record = Project(title=title.strip())
    content = reading.as_bytes(record)
    disk.write_whole(folder / RECORD_FILE, content)
    begun = journal.base_line(record.revision, record.model_dump(mode="json"), reading.mark_of(content))
    disk.append(folder / journal.HISTORY_FILE, journal.as_bytes([begun]))
    # people's answers don't belong in a repository, whoever keeps the plan in one
    disk.write_whole(folder / ".gitignore", b"data/\nsecondary/\nshared/ledger.jsonl\n.lock\n")
    return Opened(folder, record)


def _is_something(folder: Path) -> bool:
    try:
        return bool(os.listdir(folder))
    except FileNotFoundError:
        return False
    except OSError:  # a file, or a folder that can't be looked into
        return True


def save(
    path: str | Path, step: str, changes: dict[str, Any], who: str = "", expected: dict[str, Any] | None = None
) -> Opened:
    """Change fields of the record and put it on disk before returning.

    Parameters
    ----------
    step
        The step that made the change, such as "1.1".
    changes
        Field -> new value, where a field is a path such as "purpose.theory_of_change.problem" or
        "purpose.questions[q-x7k2].text" (see `helpers.project.paths`). None takes an entry of a list away.
        Fields that are not named keep what is on disk by then, whoever wrote it.
    who
        Who made the change, for the history.
    expected
        Field -> what it held when the person began to change it.

    Raises
    ------
    Conflict
        What is on disk is neither what was expected nor the new value.
    UserProblem
        A value does not fit its field, a field does not exist, or the folder can't be written to.
        What is on disk is then as it was.
    """
    folder = Path(path).expanduser()
    with lock.locked(folder):
        asked = [Change(field, None, value) for field, value in changes.items()]
        return put(folder, step, asked, who, expected or {})


def save_new_wave(path: str | Path, wave: Wave, who: str = "") -> Opened:
    """Add a wave to the record (or give the one of that id a new date). Hold the folder's lock while calling."""
    folder = Path(path)
    kept = [known for known in open(folder).record.primary.waves if known.id != wave.id]
    return put(folder, "2.2", [Change("primary.waves", None, [*kept, wave])], who)


def put(
    folder: Path,
    step: str,
    asked: Iterable[Change],
    who: str = "",
    expected: dict[str, Any] | None = None,
    undoes: int | None = None,
    *,
    is_mending: bool = False,
) -> Opened:
    """What `save` does once it holds the folder's lock. With `is_mending`, names that nothing answers to are dropped."""
    read = reading.read(folder)
    _refuse_newer(read, folder)
    before, after = read.plain, read.plain
    touched = [_put_one(folder, before, after, change, expected or {}) for change in asked]
    touched += drop_gone(after, None if is_mending else before)
    after["revision"] += 1
    record = reading.fit(after, folder / RECORD_FILE)
    changes = _changes(before, record.model_dump(mode="json"), touched)
    if not changes and undoes is not None:  # what it would bring back has gone: the history notes that it was tried
        changes = [Change(touched[0], paths.find(before, touched[0]), paths.find(before, touched[0]))]
    if changes:
        _write(folder, read, record, lambda mark: journal.lines_of(step, who, record.revision, changes, undoes, mark))
        read = Read(record, b"", SCHEMA_VERSION)
    return _opened(folder, read)


def _put_one(folder: Path, before: dict[str, Any], after: dict[str, Any], change: Change, expected: Any) -> str:
    new = _plain(change.new, change.field)
    if change.field in expected:
        held = paths.find(before, change.field)
        if held not in (_plain(expected[change.field], change.field), new):
            theirs = entries.last_change(folder, change.field)
            by = (theirs.who, theirs.when) if theirs else ("", None)
            raise Conflict(change.field, paths.label(change.field), held, new, *by)
    return paths.put(after, change.field, new, change.place)


def _changes(before: dict[str, Any], after: dict[str, Any], touched: list[str]) -> list[Change]:
    """What differs, field by field. A field within another that was touched too is told with that one."""
    fields = [one for one in dict.fromkeys(touched) if not _is_in_another(one, touched)]
    found = []
    for field in fields:
        old, new = paths.find(before, field), paths.find(after, field)
        if old != new:
            place = paths.place_of(after if old is None else before, field) if None in (old, new) else None
            found.append(Change(field, old, new, place))
    return found


def _is_in_another(field: str, touched: list[str]) -> bool:
    return any(other != field and paths.is_within(field, other) for other in touched)


def _write(folder: Path, read: Read, record: Project, lines_for: Any) -> None:
    """The history first and then the record, so that the history lacks nothing the record holds."""
    content = reading.as_bytes(record)
    lines = lines_for(reading.mark_of(content))
    if read.version < SCHEMA_VERSION:
        _keep_older(folder, read)
    if read.version < SCHEMA_VERSION or not journal.is_after(folder, read.mark):
        lines.insert(0, journal.base_line(read.record.revision, read.plain, read.mark))
    disk.clear_leftovers(folder / RECORD_FILE)
    length = disk.append(folder / journal.HISTORY_FILE, journal.as_bytes(lines))
    try:
        disk.replace_whole(folder / RECORD_FILE, content)
    except UserProblem:
        # where only the flush of the folder failed, the new record has taken its place and the lines are true
        if not disk.is_there(folder / RECORD_FILE, content):
            disk.cut(folder / journal.HISTORY_FILE, length)
        raise


def _keep_older(folder: Path, read: Read) -> None:
    kept = folder / f"project.version-{read.version}.json"
    if not os.path.lexists(kept):
        disk.replace_whole(kept, read.content)


def _opened(folder: Path, read: Read) -> Opened:
    is_writable = os.access(folder, os.W_OK)
    said = notices.notices(folder, read.version, is_writable)
    return Opened(folder, read.record, read.version > SCHEMA_VERSION or not is_writable, said)


def _refuse_newer(read: Read, folder: Path) -> None:
    if read.version > SCHEMA_VERSION:
        raise UserProblem(
            notices.newer(read.version),
            str(folder / RECORD_FILE),
            "Install the newest version of the workbook and change it with that. Nothing has been changed.",
        )


def _plain(value: Any, field: str) -> Any:
    """A value as the record's file holds it: parts as groups, dates as text."""
    try:
        plain = to_jsonable_python(value)
        json.dumps(plain, ensure_ascii=False).encode()
    except UnicodeEncodeError as problem:
        raise UserProblem(
            "This text holds half a character, as cut emoji do.", field, "Write that character again, or take it out."
        ) from problem
    except (PydanticSerializationError, TypeError, ValueError) as problem:
        raise UserProblem(
            f"This can't be kept in the record: {value!r}.", field, "This is a fault of the program: please report it."
        ) from problem
    return plain
