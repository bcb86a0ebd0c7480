"""Files of lines about texts, which only grow: beside a wave's answers or a file of notes, so that they go with them.

A line says which text it is about, and never holds its words. The one exception to growing is somebody who withdraws.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers.errors import UserProblem
from helpers.project import Opened, disk, lock

END = 400
"""Bytes."""
FOLDER = "coding"
"""Beside a wave's file, or beside a file of notes: so that it goes with them."""
ROW = re.compile(r"row (\d+)")
"""The id of somebody in a file without numbers of its own: another one as soon as a row before theirs goes."""


@dataclass(frozen=True, order=True)
class Key:
    """Which text it is: whose (the id of a submission; of notes ""), where (a question; of notes which of several passages
    that read alike), and a mark of its words, by which another text in its place is told. The words themselves are not in it.
    """

    person: str
    place: str
    mark: str


def person_of(kept: Mapping[str, Any], respondent_id: str) -> str:
    """Somebody of a wave as lines name them: by the number of their submission, or "row 12" where the file has none of its own.

    Parameters
    ----------
    kept
        What is kept with the wave (`wave.json`).
    """
    said = (one["column"] if isinstance(one, dict) else one for one in kept["mapping"].values())
    return respondent_id if "respondent_id" in said else f"row {respondent_id.removeprefix('row ')}"


def append(opened: Opened, path: Path, line: Mapping[str, Any]) -> None:
    """Add one line to a file that only grows, under the project's lock, on the disk before this returns."""
    opened.refuse_read_only()
    content = (json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n").encode()
    with lock.locked(opened.path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
            disk.append(path, content)
        except (OSError, UserProblem) as problem:
            why = problem.what if isinstance(problem, UserProblem) else problem.strerror or str(problem)
            raise UserProblem(
                f"This could not be kept: {why}",
                str(path),
                "Check that there is room on the disk and that you may write there.",
            ) from problem


@dataclass
class _Known:
    """How far a file was read, and what was in it. `end`: the last bytes before that, by which another file is told."""

    upto: int = 0
    end: bytes = b""
    lines: list[dict[str, Any]] = field(default_factory=list)


_KNOWN: dict[Path, _Known] = {}


def lines(path: Path) -> list[dict[str, Any]]:
    """The lines of a file, oldest first; one that is damaged is passed over. Not to be changed: only what is new is read again.

    Raises
    ------
    UserProblem
        The file is there and can't be read.
    """
    try:
        with path.open("rb") as file:
            known = _KNOWN.get(path) or _Known()
            file.seek(known.upto - len(known.end))
            if file.read(len(known.end)) != known.end:
                known = _Known()
            file.seek(known.upto)
            new = file.read()
    except FileNotFoundError:
        return []
    except OSError as problem:
        raise UserProblem(
            f"What was coded can't be read: {problem.strerror or problem}.",
            str(path),
            "Check that the file can be read and that no other program is holding it.",
        ) from problem
    whole = new[: new.rfind(b"\n") + 1]
    known.lines += [line for content in whole.splitlines() if (line := _line(content)) is not None]
    known.upto += len(whole)
    known.end = (known.end + whole)[-END:]
    _KNOWN[path] = known
    return known.lines


def _line(content: bytes) -> dict[str, Any] | None:
    try:
        line = json.loads(content)
    except (ValueError, RecursionError):
        return None
    is_named = isinstance(line, dict) and all(isinstance(line.get(name), str) for name in ("person", "place", "mark"))
    return line if is_named else None


def key_of(line: Mapping[str, Any]) -> Key:
    """The text that a line is about."""
    return Key(line["person"], line["place"], line["mark"])


def forget(wave_folder: Path, person: str) -> int:
    """Take out every line about somebody's texts, quotes among them, also damaged lines, which could be about anybody.

    Returns
    -------
    int
        How many lines went. Call with the project's lock.
    """
    gone = 0
    for path in sorted((wave_folder / FOLDER).glob("*.jsonl")):
        there = path.read_bytes().splitlines(keepends=True)
        stay = [content for content in there if (line := _line(content)) is not None and line["person"] != person]
        if len(stay) < len(there):
            disk.write_whole(path, b"".join(stay))
        gone += len(there) - len(stay)
    return gone
