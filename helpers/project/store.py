"""The project folder: opened, saved, and its waves found."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from helpers.errors import COMMAND, UserProblem
from helpers.project import disk
from helpers.project.names import check_names
from helpers.project.record import SCHEMA_VERSION, Project, Wave

RECORD_FILE = "project.json"
HISTORY_FILE = "history.jsonl"
WAVE_FILE = "wave.json"
WAVE_ID = re.compile(r"[a-z0-9-]{1,40}")
DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that Windows keeps for itself and no folder can have."""


@dataclass(frozen=True)
class Opened:
    """A project as it was when it was opened: where it is, and what had been decided."""

    path: Path
    record: Project

    @property
    def title(self) -> str:
        return self.record.title

    @property
    def waves(self) -> tuple[Wave, ...]:
        """The waves whose answers are there, in order of their dates. The record may plan others."""
        there = [wave for wave in self.record.primary.waves if (self.wave_path(wave.id) / WAVE_FILE).is_file()]
        return tuple(sorted(there, key=lambda wave: (wave.held_on, wave.id)))

    def waves_until(self, wave_id: str) -> tuple[Wave, ...]:
        """The waves up to and including one, in order: also where several were held on one day."""
        ids = [wave.id for wave in self.waves]
        return self.waves[: ids.index(wave_id) + 1]

    def wave(self, wave_id: str | None = None) -> Wave:
        """The named wave, or the latest one.

        Raises
        ------
        UserProblem
            There is no wave yet, or none of that name.
        """
        if not self.waves:
            raise UserProblem(
                "This project has no answers yet.",
                str(self.path),
                f"Bring a survey file in first: {COMMAND} add FILE --project "
                f"{self.path} --wave NAME (step 2.2 of the workbook does the same).",
            )
        if wave_id is None:
            return self.waves[-1]
        for wave in self.waves:
            if wave.id == wave_id:
                return wave
        raise UserProblem(
            f"There is no wave '{wave_id}' in this project.",
            str(self.path),
            f"Choose one of: {', '.join(wave.id for wave in self.waves)}.",
        )

    def wave_path(self, wave_id: str) -> Path:
        """The folder that holds one wave's file as it was received."""
        return self.path / "data" / wave_id


def open(path: str | Path) -> Opened:
    """Read a project folder.

    Raises
    ------
    UserProblem
        No such folder, no record in it, or one that can't be read or names what there is not: with file, line or field.
    """
    folder = Path(path).expanduser()
    if not folder.is_dir():
        raise UserProblem(
            "There is no project folder here.",
            str(folder),
            f"Check the spelling, or make a new project: {COMMAND} new DIR.",
        )
    file = folder / RECORD_FILE
    try:
        content = file.read_bytes()
    except FileNotFoundError:
        raise UserProblem(
            f"This folder holds no project: '{RECORD_FILE}' is missing.",
            str(folder),
            f"Choose a folder that holds a project, or make a new project in an empty one: {COMMAND} new DIR.",
        ) from None
    except OSError as problem:
        raise UserProblem(
            f"The project record can't be opened: {problem.strerror or problem}.",
            str(file),
            "Check that the file can be read and that no other program is holding it.",
        ) from problem
    record = _parse(content, file)
    check_names(record, file)
    return Opened(folder, record)


def create(path: str | Path, title: str) -> Opened:
    """Make a new, empty project.

    Raises
    ------
    UserProblem
        The folder exists and is not empty, or can't be made.
    """
    folder = Path(path).expanduser()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserProblem(
            "A new project needs a folder of its own, and something is here already.",
            str(folder),
            "Choose a name that is not in use, or an empty folder.",
        )
    if not title.strip():
        raise UserProblem("A project needs a title.", str(folder), "Give it one, such as: --title 'Tea on Tuesdays'.")
    record = Project(title=title.strip())
    disk.write_whole(folder / RECORD_FILE, _serialise(record))
    # people's answers don't belong in a repository, whoever keeps the plan in one
    disk.write_whole(folder / ".gitignore", b"data/\n.lock\n")
    return Opened(folder, record)


def save(path: str | Path, step: str, changes: dict[str, Any], who: str = "") -> Opened:
    """Change fields of the record and put it on disk before returning.

    Parameters
    ----------
    step
        The step that made the change, such as "1.1".
    changes
        Field -> new value, where a field is a dotted path such as "purpose.theory_of_change.problem".
        Fields that are not named keep what is on disk by then, whoever wrote it.
    who
        Who made the change, for the history.

    Raises
    ------
    UserProblem
        A value does not fit its field, a field does not exist, or the folder can't be written to.
        What is on disk is then as it was.
    """
    folder = Path(path)
    with disk.locked(folder):
        return _save_locked(folder, step, changes, who)


def save_new_wave(path: str | Path, wave: Wave, who: str = "") -> Opened:
    """Add a wave to the record (or give the one of that id a new date). Hold the folder's lock while calling."""
    folder = Path(path)
    kept = [known for known in open(folder).record.primary.waves if known.id != wave.id]
    waves = [known.model_dump(mode="json") for known in [*kept, wave]]
    return _save_locked(folder, "2.2", {"primary.waves": waves}, who)


def check_wave_id(wave_id: str) -> str:
    """The id itself, if it is one: small letters, digits and hyphens."""
    if not WAVE_ID.fullmatch(wave_id) or DEVICES.fullmatch(wave_id):
        raise UserProblem(
            f"'{wave_id}' can't be the name of a wave.",
            "--wave",
            "Use small letters, digits and hyphens only, such as 2026-spring.",
        )
    return wave_id


def _save_locked(folder: Path, step: str, changes: dict[str, Any], who: str) -> Opened:
    before = open(folder).record
    plain = before.model_dump(mode="json")
    history = []
    for field, value in changes.items():
        history.append({"field": field, "old": _replace(plain, field, value, folder), "new": value})
    plain["revision"] = before.revision + 1
    try:
        record = Project.model_validate(plain)
    except ValidationError as problem:
        raise _invalid(problem, folder / RECORD_FILE) from problem
    check_names(record, folder / RECORD_FILE)
    when = datetime.now(UTC).isoformat(timespec="seconds")
    disk.write_whole(folder / RECORD_FILE, _serialise(record))
    for entry in history:
        line = {"when": when, "who": who, "step": step, "revision": record.revision, **entry}
        disk.append_line(folder / HISTORY_FILE, json.dumps(line, ensure_ascii=False, default=_as_text))
    return Opened(folder, record)


def _replace(plain: dict[str, Any], field: str, value: Any, folder: Path) -> Any:
    """Set one dotted field in place and return what it held."""
    *parents, last = field.split(".")
    holder: Any = plain
    for name in parents:
        holder = holder.get(name) if isinstance(holder, dict) else None
    if not isinstance(holder, dict) or last not in holder:
        raise UserProblem(
            f"The project record has no field '{field}'.",
            str(folder),
            "This is a fault of the program: please report it.",
        )
    old, holder[last] = holder[last], value
    return old


def _parse(content: bytes, file: Path) -> Project:
    try:
        plain = json.loads(content.decode("utf-8-sig"))
    except json.JSONDecodeError as problem:
        raise UserProblem(
            f"The project record is damaged: {problem.msg} at line {problem.lineno}, column {problem.colno}.",
            str(file),
            "Mend that line in a text editor, or put back an earlier copy of the file. Nothing has been changed.",
        ) from problem
    except UnicodeDecodeError as problem:
        raise UserProblem(
            f"The project record is damaged: it holds bytes that are not text (at byte {problem.start}).",
            str(file),
            "Put back an earlier copy of the file. Nothing has been changed.",
        ) from problem
    version = plain.get("schema_version") if isinstance(plain, dict) else None
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise UserProblem(
            f"This project was made by a newer version of the workbook (record version {version}; this one knows {SCHEMA_VERSION}).",
            str(file),
            "Install the newest version of the workbook and open it with that. Nothing has been changed.",
        )
    try:
        return Project.model_validate(plain)
    except ValidationError as problem:
        raise _invalid(problem, file) from problem


def _invalid(problem: ValidationError, file: Path) -> UserProblem:
    errors = problem.errors(include_url=False, include_input=False)
    lines = [f"{'.'.join(str(part) for part in error['loc']) or 'the record'}: {_said(error)}" for error in errors]
    return UserProblem(
        f"The project record does not fit: {'; '.join(lines[:5])}"
        + (f" (and {len(lines) - 5} more)" if len(lines) > 5 else "")
        + ".",
        str(file),
        "Mend the fields named, or put back an earlier copy of the file. Nothing has been changed.",
    )


def _said(error: ErrorDetails) -> str:
    """What pydantic found, for somebody who edits the file by hand."""
    plain = {
        "extra_forbidden": "there is no such field",
        "missing": "this has to be filled in",
        "model_type": "this has to be a group of fields in { }",
        "tuple_type": "this has to be a list in [ ]",
        "dict_type": "this has to be a group of fields in { }",
        "string_type": "this has to be text in quotation marks",
    }
    return plain.get(error["type"], error["msg"])


def _serialise(record: Project) -> bytes:
    return (json.dumps(record.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n").encode()


def _as_text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} can't be kept in the history")
