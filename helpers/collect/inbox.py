"""A file of answers that has arrived and is not yet a wave: kept with what was said about it, until it is brought in or removed.

It lies in the project, so that whoever opens the page again finds it, with every choice already made.
"""

import json
import os
import re
import shutil
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from helpers.errors import UserProblem
from helpers.project import Opened, disk, lock

FOLDER, NOTED = ".inbox", "inbox.json"
ENDINGS = (".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".sav", ".zsav", ".zip")
"""Of the names of files that can hold answers."""
UNFINISHED = re.compile(r"\..+-[0-9a-f]{16}")
"""What a folder of answers is called, beside its place, until it is whole."""
BROKEN = "Remove the folder it is in, and choose the file again."


@dataclass(frozen=True)
class Waiting:
    """The file that waits, and what was decided about it so far.

    `mapping` as `survey.read` takes it; `wave` and `held_on` (ISO) as they were typed, right or not.
    """

    path: Path
    name: str
    size: int
    sha256: str
    received_on: str
    mapping: dict[str, Any] = field(default_factory=dict)
    wave: str = ""
    held_on: str = ""


def put(opened: Opened, arrived: Path, name: str, size: int, sha256: str, today: date) -> Waiting:
    """Keep a file that has arrived; one that waited before goes.

    Raises
    ------
    UserProblem
        It can't be kept. What waited before is still there.
    """
    opened.refuse_read_only()
    folder = _folder(opened)
    with lock.locked(opened.path):
        clear_unfinished(opened)
        coming = folder.with_name(f"{FOLDER}-{sha256[:16]}")
        try:
            shutil.rmtree(coming, ignore_errors=True)
            coming.mkdir(parents=True)
            os.replace(arrived, coming / name)
            waiting = Waiting(folder / name, name, size, sha256, today.isoformat())
            disk.write_whole(coming / NOTED, _plain(waiting))
            shutil.rmtree(folder, ignore_errors=True)
            os.replace(coming, folder)
        except OSError as problem:
            shutil.rmtree(coming, ignore_errors=True)
            raise UserProblem(
                f"The file could not be kept: {problem.strerror or problem}.",
                name,
                "Check that there is room on the disk and that you may write to the project's folder.",
            ) from problem
    return waiting


def waiting(opened: Opened) -> Waiting | None:
    """The file that waits, or None.

    Raises
    ------
    UserProblem
        Something is there that can't be read.
    """
    folder = _folder(opened)
    try:
        told = json.loads((folder / NOTED).read_text(encoding="utf-8"))
        found = Waiting(**{**told, "path": folder / told["name"]})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError) as problem:
        raise UserProblem(
            "What is known of the file that waits can't be read.", str(folder / NOTED), BROKEN
        ) from problem
    if not found.path.is_file():
        raise UserProblem("The file that waited to be brought in is gone.", str(found.path), BROKEN)
    return found


def decide(opened: Opened, sha256: str, **decided: Any) -> Waiting:
    """Note what was decided about the waiting file: any of `mapping`, `wave`, `held_on`.

    Raises
    ------
    UserProblem
        Another file waits by now, or it can't be written.
    """
    opened.refuse_read_only()
    with lock.locked(opened.path):
        found = waiting(opened)
        if found is None or found.sha256 != sha256:
            raise UserProblem(
                "Another file has come in meanwhile.", found.name if found else "the upload", "Reload the page."
            )
        decided_now = replace(found, **decided)
        disk.write_whole(_folder(opened) / NOTED, _plain(decided_now))
    return decided_now


def clear_unfinished(opened: Opened) -> None:
    """Remove folders of files and waves on their way, which a machine that stopped left behind. For whoever holds the lock."""
    for left in (opened.path / "data").glob(".*-*"):
        if UNFINISHED.fullmatch(left.name):
            shutil.rmtree(left)


def clear(opened: Opened) -> None:
    """Remove the file that waits, with everything said about it."""
    opened.refuse_read_only()
    with lock.locked(opened.path), suppress(FileNotFoundError):
        shutil.rmtree(_folder(opened))


def _folder(opened: Opened) -> Path:
    return opened.path / "data" / FOLDER


def _plain(waiting: Waiting) -> bytes:
    told = {name: value for name, value in asdict(waiting).items() if name != "path"}
    return (json.dumps(told, indent=2, ensure_ascii=False) + "\n").encode()
