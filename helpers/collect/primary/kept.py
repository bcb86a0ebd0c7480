"""A wave as it is kept: its file, and beside it `wave.json` with everything that was decided about it.

`wave.json` names the file it is about. So a wave changes as a whole, whatever dies in between: the new file is written
under a name of its own, `wave.json` takes its place in one move, and then the old file goes.
"""

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import project as projects
from helpers import survey
from helpers.errors import UserProblem
from helpers.project import Opened, disk, lock
from helpers.project.opened import PRETEND, WAVE_FILE
from helpers.survey import Codebook, Reading

Kept = dict[str, Any]

IS_PRETEND = "is_pretend"
"""In `wave.json`: nobody gave these answers."""
EARLIER = "earlier"
"""The folder beside a wave's file for older exports that it replaced."""
COMING = "begun"
"""In `wave.json`: a file of the wave's folder that is being written, and becomes the wave's with the next record."""
GOING = "remove"
"""Files of the wave's folder that its record no longer needs and that are not removed yet."""


def wave_record(opened: Opened, wave: str) -> Kept:
    """What is kept with a wave.

    `file`, `sha256`, `received_on`, `held_on`, `tool`, `mapping`, `codebook`, `check`, `answered`, and where there are
    any: `mode` (how people were asked), `corrections` and `corrections_history`, `compared` and `settled` (see
    `comparing`), `doubts` about the file and `asked_with` (versions of the questionnaire), `earlier` (exports it replaced), `withdrawn` (one entry per withdrawal, nobody's id in it).

    Raises
    ------
    UserProblem
        It can't be read, or a file that has to go is still there and can't be removed.
    """
    path = opened.wave_path(wave) / WAVE_FILE
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise UserProblem(
            f"The record of wave '{wave}' can't be read: {problem}.",
            str(path),
            "Move the wave's folder out of the project, where it is still there, and bring its survey file in again.",
        ) from problem
    if kept.get(GOING) and not opened.is_read_only:
        _remove(path.parent, kept[GOING])
    return kept


def reading(opened: Opened, wave: str) -> Reading:
    """Read a wave's file again, with the mapping, the codebook and the corrections that are kept with it.

    Raises
    ------
    UserProblem
        The file is missing, is not the one that was received, or is not read as it was then.
    """
    folder = opened.wave_path(wave)
    kept = wave_record(opened, wave)
    if kept.get(IS_PRETEND, False) != (wave == PRETEND):
        raise UserProblem(
            "Pretend answers stand where a wave's answers should be, or the other way round.",
            str(folder),
            "Move that folder out of the project, and bring the file as it was received in again.",
        )
    path = folder / kept["file"]
    check_unchanged(wave, path, kept)
    again = read_with(path, kept)
    if again.verdict == "refuse" or answered(again) != kept["answered"]:
        raise UserProblem(
            f"The answers of wave '{wave}' are not read as they were when they came in, so figures made of them could differ "
            f"from earlier ones ({kept['check']['usable_n']} usable answers then, {again.usable_n} now).",
            str(path),
            "Move that folder out of the project, and bring the file in again with this version of the workbook.",
        )
    return again


def read_with(path: Path, kept: Kept, corrections: list[Any] | None = None) -> Reading:
    """Read a file with what is kept with its wave; `corrections` are used instead of those where they are given."""
    rules = kept.get("corrections", []) if corrections is None else corrections
    return survey.read(path, Codebook.from_dict(kept["codebook"]), kept["mapping"], rules)


def check_unchanged(wave: str, path: Path, kept: Kept) -> None:
    """Raise UserProblem where the wave's file is not the one that came in."""
    if sha256_of(content_of(path, f"The answers of wave '{wave}' can't be opened")) != kept["sha256"]:
        raise UserProblem(
            f"The answers of wave '{wave}' are not as they were received: the file has been changed since.",
            str(path),
            "Put back the file as it was received. To correct an answer, add a correction to the wave in step 2.2: the "
            "file stays as it is.",
        )


def answered(reading: Reading) -> dict[str, int]:
    """How many answered each question: what a later reading of the same file is held against."""
    return {row.column: int(row.answered) for row in reading.counts.itertuples()}


def last_day(reading: Reading) -> date | None:
    """The last day on which somebody answered, where the file says."""
    if "submitted_on" not in reading.responses:
        return None
    days = pd.to_datetime(reading.responses["submitted_on"], errors="coerce").dropna()
    return days.max().date() if len(days) else None


def content_of(path: Path, says: str = "The file can't be opened") -> bytes:
    """A file's bytes, or a UserProblem."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise UserProblem(
            f"{says}: {problem.strerror or problem}.",
            str(path),
            "Put it back where it was, close it in other programs, and check that you may read it.",
        ) from problem


def sha256_of(content: bytes) -> str:
    """What tells one file from every other."""
    return hashlib.sha256(content).hexdigest()


def keep_new(folder: Path, content: bytes, kept: Kept) -> None:
    """Write a new wave's folder beside its place and give it its name last: it is there whole or not at all."""
    unfinished = folder.with_name(f".{folder.name}-{secrets.token_hex(8)}")
    try:
        disk.write_whole(unfinished / kept["file"], content)
        disk.write_whole(unfinished / WAVE_FILE, _as_bytes(kept))
        os.replace(unfinished, folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def keep_changed(folder: Path, kept: Kept, content: bytes | None = None, going: tuple[str, ...] = ()) -> None:
    """Put a changed record in the place of the one that is there, with a new file where there is one.

    Parameters
    ----------
    content
        The new file, `kept["file"]`, whose name nothing in the folder has.
    going
        What is removed once the new record stands; a stop in between is made up for when the wave is next looked at.
    """
    kept = {name: value for name, value in kept.items() if name not in (COMING, GOING)}
    if content is not None:
        there = json.loads((folder / WAVE_FILE).read_text(encoding="utf-8"))
        disk.write_whole(folder / WAVE_FILE, _as_bytes({**there, COMING: kept["file"]}))
        disk.write_whole(folder / kept["file"], content)
    disk.write_whole(folder / WAVE_FILE, _as_bytes({**kept, GOING: list(going)} if going else kept))
    if going:
        _remove(folder, going)
        disk.write_whole(folder / WAVE_FILE, _as_bytes(kept))


@contextmanager
def changing(project: str | Path, wave: str) -> Iterator[tuple[Opened, Kept]]:
    """Hold the project's lock, give what is kept with a wave, and keep it as it is left."""
    path = projects.open(project).path
    with lock.locked(path):
        opened = projects.open(path)
        opened.refuse_read_only()
        folder = opened.wave_path(opened.wave(wave).id)
        kept = wave_record(opened, wave)
        clear_begun(folder, kept)
        yield opened, kept
        keep_changed(folder, kept)


def clear_begun(folder: Path, kept: Kept) -> None:
    """Remove what a change that was cut short had written: people's answers are in it. For whoever holds the project's lock."""
    for left in (*folder.glob(".*.part"), *(folder / EARLIER).glob(".*.part")):
        left.unlink()
    if COMING in kept:
        _remove(folder, [kept.pop(COMING)])


def free_name(folder: Path, name: str, also_taken: tuple[str, ...] = ()) -> str:
    """The name itself, or with a number where something in the folder has it, in any case of letters."""
    taken = {entry.name.lower() for entry in folder.iterdir()} | {WAVE_FILE, *map(str.lower, also_taken)}
    stem, suffix, number, free = Path(name).stem, Path(name).suffix, 1, name
    while free.lower() in taken:
        number += 1
        free = f"{stem} ({number}){suffix}"
    return free


def _remove(folder: Path, names: list[str] | tuple[str, ...]) -> None:
    for name in names:
        path = folder / name
        # a record that somebody wrote by hand removes nothing elsewhere
        if folder.resolve() not in path.resolve().parents:
            continue
        try:
            path.unlink(missing_ok=True)
        except OSError as problem:
            raise UserProblem(
                f"A file that the wave no longer has could not be removed: {problem.strerror or problem}.",
                str(path),
                "Close it in other programs and delete it, then try again.",
            ) from problem


def _as_bytes(kept: Kept) -> bytes:
    return (json.dumps(kept, indent=2, ensure_ascii=False) + "\n").encode()
