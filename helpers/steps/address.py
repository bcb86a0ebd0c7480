"""Opened by address: in a served notebook the project and the wave stand in the address of the page."""

import os
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import parse_qs, urlencode

from helpers.errors import COMMAND, UserProblem
from helpers.project.reading import RECORD_FILE

SERVER, QUERY, PROJECTS = "SERVER_SOFTWARE", "QUERY_STRING", "WORKBOOK_PROJECTS"
"""Environment variables of a served kernel: who serves it, the page's query, the folder of projects."""

HERE = "the address of this page"
BACK = "Go back to the start page and choose a project there."


@dataclass(frozen=True)
class Address:
    """A project's folder and, where one is named, a wave."""

    project: Path
    wave: str | None = None

    @property
    def query(self) -> str:
        """What stands behind the question mark."""
        return urlencode({"project": self.project.name} | ({"wave": self.wave} if self.wave else {}))

    def at(self, wave: str) -> "Address":
        """The same project at another wave."""
        return replace(self, wave=wave)


def is_served() -> bool:
    """Whether this kernel belongs to a page that somebody opened by its address."""
    return os.environ.get(SERVER, "").lower().startswith("voila")


def current() -> Address:
    """What the address of this kernel's page names.

    Raises
    ------
    UserProblem
        It names no project of the served folder, or the notebook is served by something else.
    """
    if PROJECTS not in os.environ:
        raise UserProblem(
            "This page does not know where your projects are.",
            HERE,
            f"Start the forms with {COMMAND} serve, and open the page from there.",
        )
    return read(os.environ.get(QUERY, ""), Path(os.environ[PROJECTS]))


def read(query: str, projects: Path) -> Address:
    """The project and wave that a query names.

    Only the plain name of a folder that lies in `projects` and holds a project is taken, never a path.

    Raises
    ------
    UserProblem
        None is named, several are, or there is none of that name.

    Examples
    --------
    >>> read("project=../secret", Path("."))
    Traceback (most recent call last):
    helpers.errors.UserProblem: There is no project '../secret' here.
      Where: the address of this page
      What to do: Go back to the start page and choose a project there.
    """
    name, wave = _only("project", query), _only("wave", query)
    if not name:
        raise UserProblem("The address of this page names no project.", HERE, BACK)
    if name not in names(projects):
        raise UserProblem(f"There is no project '{name}' here.", HERE, BACK)
    return Address(projects / name, wave or None)


def names(projects: Path) -> tuple[str, ...]:
    """Folders that hold a project record, a damaged one too, in alphabetical order.

    Those whose name is no text are left out, since no address can name them: `nameless` has them.
    """
    return tuple(name for name in _found(projects) if _is_text(name))


def nameless(projects: Path) -> tuple[str, ...]:
    """Folders with a project record that no page can show: their names hold bytes that are no UTF-8."""
    return tuple(name for name in _found(projects) if not _is_text(name))


def _found(projects: Path) -> list[str]:
    if not projects.is_dir():
        return []
    # os.path says no where a folder may not be looked into; Path would raise
    found = (entry.name for entry in projects.iterdir() if os.path.isfile(entry / RECORD_FILE))
    return sorted((name for name in found if not name.startswith(".")), key=str.casefold)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _only(key: str, query: str) -> str:
    """The one value given for a key, or nothing."""
    values = parse_qs(query).get(key, [""])
    if len(values) > 1:
        raise UserProblem(f"The address of this page names more than one {key}.", HERE, BACK)
    return values[0]
