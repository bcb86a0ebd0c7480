"""What whoever opens a project ought to know about its folder, in whole sentences."""

import os
import re
from pathlib import Path

from helpers.project.record import SCHEMA_VERSION

CONFLICT_COPY = re.compile(
    r"project("
    r" ?\(.+\)"  # project (Anna's conflicted copy 2026-05-01).json: Dropbox, Nextcloud; project (1).json: Google Drive
    r"| \d+"  # project 2.json: iCloud
    r"|-(?!backup|copy|old).+"  # project-ANNAS-LAPTOP.json: OneDrive
    r"|_conflict-.+"  # ownCloud
    r"|[. ]sync-conflict-.+"  # Syncthing
    r"|\.conflict.*"  # Resilio
    r")\.json",
    re.IGNORECASE,
)
"""How sync services call the second of two files that were both saved. Copies that people make have other names."""

IN_USE = {
    ".project.json.swp": "Vim",
    ".#project.json": "Emacs",
    ".~lock.project.json#": "LibreOffice",
}
"""What programs leave beside a file as long as they have it open."""


def notices(folder: Path, version: int, is_writable: bool) -> tuple[str, ...]:
    """What there is to say about a project's folder."""
    said = [newer(version)] if version > SCHEMA_VERSION else []
    if not is_writable:
        said.append("You may read this project but not change it: its folder can't be written to.")
    said += [
        f"There is a second copy of this project's record, '{copy.name}', as sync services make when two people save at "
        "once. Nothing in it is used until somebody compares the two."
        for copy in conflict_copies(folder)
    ]
    said += [
        f"{program} has the project's record open. What is saved there replaces what is saved here: close it first."
        for name, program in IN_USE.items()
        if os.path.lexists(folder / name)
    ]
    return tuple(said)


def newer(version: int) -> str:
    """Said of a record that a newer version of the workbook has written."""
    return (
        f"This project was made by a newer version of the workbook (record version {version}; this one knows "
        f"{SCHEMA_VERSION}). It can be read and not changed, and what only the newer version knows is not shown."
    )


def conflict_copies(folder: Path) -> list[Path]:
    """The copies of the record that a sync service has left beside it."""
    try:
        return [folder / name for name in sorted(os.listdir(folder)) if CONFLICT_COPY.fullmatch(name)]
    except OSError:  # a folder that can be used and not listed
        return []
