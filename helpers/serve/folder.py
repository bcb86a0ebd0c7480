"""The folder of projects that is served: what is in it, a new one, a copy of a sample."""

import re
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.project import Opened
from helpers.project.opened import DEVICES, WAVE_FILE
from helpers.project.reading import RECORD_FILE
from helpers.steps import Step, in_short, missing, steps
from helpers.steps.address import Address, nameless, names
from helpers.steps.listing import SAMPLES

FOLDERS = ("data", "secondary")
"""What is copied of a sample beside its record; `truth.json` is for tests."""

LONGEST_NAME = 48
NO_WAVES_YET = ("2.3", "3.2")
"""Steps that have nothing to do before there are answers."""


@dataclass(frozen=True)
class Progress:
    """How far a project is with one step: what it still needs."""

    step: Step
    missing: tuple[str, ...]
    is_waiting: bool = False

    @property
    def is_done(self) -> bool:
        return not self.missing and not self.is_waiting

    @property
    def in_words(self) -> str:
        if self.is_waiting:
            return "waits for answers"
        return in_short(self.missing) if self.missing else "filled in"


@dataclass(frozen=True)
class Listed:
    """A project as the start page shows it; where it can't be opened, `problem` says why."""

    address: Address
    changed: datetime
    title: str
    is_invented: bool = False
    progress: tuple[Progress, ...] = ()
    problem: UserProblem | None = None

    @property
    def n_done(self) -> int:
        return sum(one.is_done for one in self.progress)


def progress(opened: Opened) -> tuple[Progress, ...]:
    """The nine steps, each with what it still needs."""
    nine = [step for step in steps() if step.code != "0"]
    return tuple(Progress(step, missing(opened, step), step.code in NO_WAVES_YET and not opened.waves) for step in nine)


def listed(folder: Path) -> tuple[Listed, ...]:
    """Every project of the folder, the one that was changed last first; damaged ones too."""
    found = [_listed(folder / name) for name in names(folder)] + [_unlisted(folder, name) for name in nameless(folder)]
    return tuple(sorted(filter(None, found), key=lambda project: project.changed, reverse=True))


def samples() -> tuple[Listed, ...]:
    """The projects that come with the workbook."""
    return tuple(filter(None, (_listed(SAMPLES / name) for name in names(SAMPLES))))


def create(folder: Path, title: str) -> Address:
    """A new, empty project in a folder of its own, named after its title.

    Raises
    ------
    UserProblem
        There is no title, a project of that name is there already, or the folder can't be written to.
    """
    if not title.strip():
        raise UserProblem("A project needs a title.", "New project", "Type one, such as: Tea on Tuesdays.")
    with _claimed(folder, folder_name(title)) as path:
        projects.create(path, title)
    return Address(path)


def copy_sample(folder: Path, sample: str) -> Address:
    """A copy of a shipped sample to try things on; the sample itself stays as it is.

    Raises
    ------
    UserProblem
        There is no such sample, or the folder can't be written to.
    """
    if sample not in names(SAMPLES):
        raise UserProblem(f"There is no sample '{sample[:40]}'.", "Samples", "Choose one of those on the start page.")
    name = next(name for name in _numbered(sample) if not (folder / name).exists())
    with _claimed(folder, name) as path:
        for part in FOLDERS:
            if (SAMPLES / sample / part).is_dir():
                shutil.copytree(SAMPLES / sample / part, path / part)
        # last, so that a copy that was broken off is no project
        shutil.copyfile(SAMPLES / sample / RECORD_FILE, path / RECORD_FILE)
    return Address(path)


def folder_name(title: str) -> str:
    """A title as a name that every system can use for a folder.

    Examples
    --------
    >>> folder_name("Tea & Cake: Café on Tuesdays!")
    'tea-cake-cafe-on-tuesdays'
    >>> folder_name("茶")
    'project'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].rstrip("-")
    return f"{name}-project" if DEVICES.fullmatch(name) else name or "project"


@contextmanager
def _claimed(folder: Path, name: str) -> Iterator[Path]:
    """An empty folder that nobody else has: of two who ask at once, one gets it. It goes again if it can't be filled."""
    path = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.mkdir()
    except FileExistsError:
        raise UserProblem(
            f"There is a project or folder '{name}' already.",
            str(folder),
            "Choose another title, or open the project that is there.",
        ) from None
    except OSError as problem:
        raise _not_writable(problem, folder) from problem
    try:
        yield path
    except BaseException as problem:
        shutil.rmtree(path, ignore_errors=True)
        if isinstance(problem, OSError):
            raise _not_writable(problem, folder) from problem
        raise


def _not_writable(problem: OSError, folder: Path) -> UserProblem:
    return UserProblem(
        f"The project can't be put into this folder: {problem.strerror or problem}.",
        str(folder),
        "Check that there is room and that you may write there, or start the forms with another folder (--projects).",
    )


def _numbered(name: str) -> Iterator[str]:
    """The name, then the name with 2, 3 and so on."""
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _listed(path: Path) -> Listed | None:
    """A project; nothing where it was taken away a moment ago."""
    record = _stamp(path / RECORD_FILE)
    if record is None:
        return None
    waves = tuple((file.parent.name, _stamp(file)) for file in sorted(path.glob(f"data/*/{WAVE_FILE}")))
    try:
        return _read(path, record, waves)
    except UserProblem as problem:
        return Listed(Address(path), _when(record), path.name, problem=problem)


def _unlisted(folder: Path, name: str) -> Listed | None:
    """A project whose folder has a name that can't be shown."""
    record, shown = _stamp(folder / name / RECORD_FILE), name.encode(errors="replace").decode()
    problem = UserProblem(
        "The name of its folder holds signs that can't be read.", shown, "Rename the folder, then reload this page."
    )
    return record and Listed(Address(folder / shown), _when(record), shown, problem=problem)


Stamp = tuple[int, int]
"""When a file was changed, in nanoseconds, and its size."""


def _stamp(file: Path) -> Stamp | None:
    try:
        about = file.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size


def _when(stamp: Stamp) -> datetime:
    return datetime.fromtimestamp(stamp[0] / 1e9)


@lru_cache(maxsize=500)
def _read(path: Path, record: Stamp, waves: tuple[tuple[str, Stamp | None], ...]) -> Listed:
    """Kept as long as the files stay the same, so that many projects are listed at once; a problem is never kept."""
    opened = projects.open(path)
    return Listed(Address(path), _when(record), opened.title, opened.record.is_invented, progress(opened))
