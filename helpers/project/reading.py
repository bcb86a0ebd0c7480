"""The record's file, read: of this version, an older or a newer one, or damaged and explained."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from helpers.errors import COMMAND, UserProblem
from helpers.project import damage, migrations, named, newer, shape
from helpers.project.damage import RECORD_FILE
from helpers.project.journal import HISTORY_FILE
from helpers.project.names import check_names
from helpers.project.record import SCHEMA_VERSION, Project


@dataclass(frozen=True)
class Read:
    """A record as it is on disk."""

    record: Project
    content: bytes
    version: int
    """The version of the file. The record is of today's."""

    @property
    def plain(self) -> dict[str, Any]:
        """The record in plain values, a copy of its own each time."""
        return self.record.model_dump(mode="json")

    @property
    def mark(self) -> str:
        """What tells this file from any other: the history notes it with every save."""
        return mark_of(self.content)


def read(folder: Path, name: str = RECORD_FILE) -> Read:
    """Read a project's record, or a copy of it beside it.

    Raises
    ------
    UserProblem
        No such folder, no record in it, or one that can't be read or names what there is not: with file, line or field.
    """
    file = folder / name
    content = _content(folder, file)
    plain = damage.parsed(content, file)
    version = _version(plain, file)
    if version > SCHEMA_VERSION:
        return Read(newer.known_part(plain, file), content, version)
    migrations.migrate(plain, version)
    named.give_names(plain)
    return Read(fit(plain, file), content, version)


def fit(plain: dict[str, Any], file: Path) -> Project:
    """The record that plain values make.

    Raises
    ------
    UserProblem
        A value does not fit its field, two entries have one key, or a name is used that nothing answers to.
    """
    try:
        record = Project.model_validate(plain)
    except ValidationError as problem:
        raise damage.unfit(problem, file) from problem
    made = record.model_dump(mode="json")
    for path, key in shape.doubles(made):
        raise UserProblem(
            f"Two entries of {path} are called '{key}'.", str(file), "Give one of them another name, or take it out."
        )
    check_names(made, file)
    return record


def as_bytes(record: Project) -> bytes:
    """A record as its file holds it."""
    return record.model_dump_json(indent=2).encode() + b"\n"


def _content(folder: Path, file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as problem:
        raise _unreadable(folder, file, problem) from problem


def mark_of(content: bytes) -> str:
    """A short name for some bytes: other bytes have another."""
    return hashlib.sha256(content).hexdigest()[:16]


def _version(plain: dict[str, Any], file: Path) -> int:
    version = plain.get("schema_version", SCHEMA_VERSION)
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise UserProblem(
            f"The project record does not fit: schema_version: there is no version {version!r}.",
            str(file),
            f"Write {SCHEMA_VERSION} there if you don't know better, or {damage.way_back(file)}",
        )
    return version


def _unreadable(folder: Path, file: Path, problem: OSError) -> UserProblem:
    if isinstance(problem, FileNotFoundError | NotADirectoryError) and not os.path.isdir(folder):
        return UserProblem(
            "There is no project folder here.",
            str(folder),
            f"Check the spelling, or make a new project: {COMMAND} new DIR.",
        )
    if isinstance(problem, FileNotFoundError):
        return UserProblem(
            f"This folder holds no project: '{RECORD_FILE}' is missing.",
            str(folder),
            f"If it held one, {damage.way_back(file)}"
            if (folder / HISTORY_FILE).is_file()
            else f"Choose a folder that holds a project, or make a new project in an empty one: {COMMAND} new DIR.",
        )
    if os.path.isdir(file):
        return UserProblem(
            f"'{file.name}' is a folder, and ought to be the file that holds the project's record.",
            str(file),
            "Give the folder another name, and put back an earlier copy of the file.",
        )
    return UserProblem(
        f"The project record can't be opened: {problem.strerror or problem}.",
        str(file),
        "Check that the file can be read and that no other program is holding it.",
    )
