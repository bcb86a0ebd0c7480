"""`history.jsonl`: one line for each field that a save changed, written before the record itself and read from its end.

A save that dies between the two leaves lines of a revision that the record never reached; they are passed over, and so are the
lines of revisions that were lost when somebody put back an older copy of the record.
"""

import json
from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from helpers.errors import UserProblem
from helpers.project import disk, paths

HISTORY_FILE = "history.jsonl"

SHORT = 80
"""Longer texts are kept as the part that was replaced, so that typing does not fill the disk."""

OF_ANOTHER_VERSION = (TypeError, KeyError, AttributeError, IndexError)
"""What a path of another version of the record may run into."""

Line = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """One field of a save: what it held, what it holds, and an added or removed entry's place in its list."""

    field: str
    old: Any
    new: Any
    place: int | None = None
    is_part: bool = False
    """`old` and `new` are only the part that was replaced: the rest of the text isn't known."""


def lines_of(
    step: str, who: str, revision: int, changes: Iterable[Change], undoes: int | None, mark: str
) -> list[Line]:
    """The lines that tell of one save; `mark` is that of the record's file as the save leaves it."""
    head: Line = {"when": datetime.now(UTC).isoformat(), "who": who, "step": step, "revision": revision}
    if undoes is not None:
        head["undoes"] = undoes
    return [{**head, "field": change.field, **_told(change), "file": mark} for change in changes]


def base_line(revision: int, plain: dict[str, Any], mark: str) -> Line:
    """A whole record: what the lines after it begin with."""
    return {"when": datetime.now(UTC).isoformat(), "revision": revision, "record": plain, "file": mark}


def as_bytes(lines: list[Line]) -> bytes:
    return "".join(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n" for line in lines).encode()


def splice(old: str, new: str) -> tuple[int, str, str]:
    """Where two texts part, and what differs from there until they meet again.

    Examples
    --------
    >>> splice("Tea at three", "Tea at the hall at three")
    (10, '', ' hall at th')
    """
    shortest = min(len(old), len(new))
    at = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    rest = shortest - at
    end = next((end for end in range(rest) if old[-1 - end] != new[-1 - end]), rest)
    return at, old[at : len(old) - end], new[at : len(new) - end]


def unsplice(text: Any, at: int, there: str, put: str) -> str | None:
    """A text with one part replaced by another; None where the part doesn't stand there."""
    if not isinstance(text, str) or len(text) < at or text[at : at + len(there)] != there:
        return None
    return text[:at] + put + text[at + len(there) :]


def saves(folder: Path, below: int | None = None) -> Iterator[list[Line]]:
    """The lines of each save, newest save first; a whole record (see `base_line`) comes alone.

    Parameters
    ----------
    below
        Saves of this revision and later ones never reached the record. None: believe every line.
    """
    group: list[Line] = []
    for line in _sound_lines(folder):
        if group and not _is_one_save(group[0], line):
            yield group
            below, group = group[0]["revision"] + ("record" in group[0]), []
        if group or below is None or line["revision"] < below:
            group.insert(0, line)
    if group:
        yield group


def change_of(line: Line, state: dict[str, Any], *, is_new: bool = True) -> Change:
    """What a line tells. A replaced part is told as whole texts where `state` holds the new text (or the old one)."""
    field, old, new = line["field"], line["old"], line["new"]
    if "at" not in line:
        return Change(field, old, new, line.get("place"))
    held = _found(state, field)
    other = unsplice(held, line["at"], new, old) if is_new else unsplice(held, line["at"], old, new)
    if other is None:
        return Change(field, old, new, is_part=True)
    return Change(field, other, held) if is_new else Change(field, held, other)


def replay(state: dict[str, Any], changes: Iterable[Change]) -> int:
    """Set the fields of one save to their new values, in place; return how many could not be set.

    What is taken out goes first, and what is put in comes last, each at its place: so lists are as they were.
    """
    return sum(not _is_set(state, change) for change in sorted(changes, key=in_turn))


def in_turn(change: Change) -> tuple[int, int]:
    """Sorts the changes of one save: out, changed, in."""
    if change.new is None:
        return 0, 0
    return (2, change.place) if change.place is not None else (1, 0)


def is_after(folder: Path, mark: str) -> bool:
    """Does the history end with the save that left this file? If not, the record was changed by other means."""
    last = next(disk.lines_backwards(folder / HISTORY_FILE), b"")
    return (_sound(last) or {}).get("file") == mark


def began(path: str | Path) -> str:
    """When the history began, which tells a project from another that was in its folder before.

    "" where there is no history yet, or its beginning can't be read.
    """
    try:
        with (Path(path) / HISTORY_FILE).open("rb") as file:
            line = _sound(file.readline())
    except OSError:
        return ""
    return line["when"] if line else ""


def n_damaged(path: str | Path) -> int:
    """How many lines of the history can't be read."""
    lines = disk.lines_backwards(Path(path) / HISTORY_FILE)
    return sum(_sound(line) is None for line in lines if line.strip())


def _is_set(state: dict[str, Any], change: Change) -> bool:
    if change.is_part:
        return False
    try:
        # a copy: what is set later, inside a list, must not change what this change told
        paths.put(state, change.field, deepcopy(change.new), change.place)
    except (UserProblem, *OF_ANOTHER_VERSION):
        return False
    return True


def _is_one_save(line: Line, other: Line) -> bool:
    names = ("revision", "when", "who", "step")
    return "record" not in line and "record" not in other and all(line[name] == other[name] for name in names)


def _sound_lines(folder: Path) -> Iterator[Line]:
    for content in disk.lines_backwards(folder / HISTORY_FILE):
        line = _sound(content)
        if line is not None:
            yield line


def _sound(content: bytes) -> Line | None:
    """A line of the history, or None where it is damaged."""
    try:
        line = json.loads(content)
        datetime.fromisoformat(line["when"])
        is_sound = isinstance(line["revision"], int) and (_is_base(line) or _is_change(line))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    return line if is_sound else None


def _is_base(line: Line) -> bool:
    return isinstance(line.get("record"), dict)


def _is_change(line: Line) -> bool:
    texts = ("who", "step", "field") + ("old", "new") * ("at" in line)
    numbers = [line[name] for name in ("at", "place", "undoes") if name in line]
    return (
        all(isinstance(line[name], str) for name in texts)
        and {"old", "new"} <= line.keys()
        and all(isinstance(number, int) and number >= 0 for number in numbers)
    )


def _found(state: dict[str, Any], path: str) -> Any:
    try:
        return paths.find(state, path)
    except (UserProblem, *OF_ANOTHER_VERSION):
        return None


def _told(change: Change) -> Line:
    old, new = change.old, change.new
    if isinstance(old, str) and isinstance(new, str) and len(old) + len(new) > SHORT:
        at, old, new = splice(old, new)
        return {"at": at, "old": old, "new": new}
    place = {} if change.place is None else {"place": change.place}
    return {"old": old, "new": new, **place}
