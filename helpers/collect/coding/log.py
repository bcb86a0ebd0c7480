"""Files of lines about texts, which only grow: beside a wave's answers or a file of notes, so that they go with them.

A line says which text it is about, and never holds its words. The one exception to growing is somebody who withdraws.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.errors import UserProblem
from helpers.project import Opened, disk, lock

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


def forget(wave_folder: Path, person: str) -> int:
    """Take out every line about somebody's texts, quotes among them, also damaged lines, which could be about anybody.

    Returns
    -------
    int
        How many lines went. Call with the project's lock.
    """
    gone = 0
    for path in sorted((wave_folder / FOLDER).glob("*.jsonl")):
        lines = path.read_bytes().splitlines(keepends=True)
        stay = [line for line in lines if _person(line) not in (person, None)]
        if len(stay) < len(lines):
            disk.write_whole(path, b"".join(stay))
        gone += len(lines) - len(stay)
    return gone


def _person(content: bytes) -> str | None:
    try:
        return json.loads(content)["person"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
