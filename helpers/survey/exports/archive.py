"""Zip archives: what ODK Central, SurveyMonkey, Qualtrics and Google Forms send. Only the tables in them are unpacked."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from helpers.survey.checks import Messages
from helpers.survey.exports.child import MEGABYTES, SECONDS, lines
from helpers.survey.workbooks import MOST_ENTRIES, MOST_RATIO

MOST_UNPACKED = 700_000_000
"""Bytes of all tables together."""


@dataclass(frozen=True)
class Member:
    """One table of an archive: its name there, and where it lies now."""

    name: str
    path: Path


@contextmanager
def members(path: Path, messages: Messages) -> Iterator[list[Member]]:
    """The tables of an archive, unpacked for as long as they are looked at.

    Raises
    ------
    Refused
        Where the archive is locked, damaged, holds no table, or more than is safe to unpack.
    """
    with tempfile.TemporaryDirectory() as folder:
        said = list(lines("archive_child.py", path.resolve(), folder, MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO))
        problem = said[-1].get("error")
        if problem == "locked":
            messages.refuse("archive_locked")
        if problem == "broken":
            messages.refuse("archive_broken")
        if problem == "large":
            messages.refuse("archive_too_large")
        if problem:
            limit = f"{SECONDS} seconds" if problem == "late" else f"memory of {MEGABYTES:,} MB"
            messages.refuse("archive_too_slow", limit=limit)
        found = [Member(line["name"], Path(folder, line["file"])) for line in said if "file" in line]
        if not found:
            messages.refuse("archive_empty")
        yield found
