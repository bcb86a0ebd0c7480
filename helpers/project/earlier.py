"""Earlier copies of the record in the project's folder, for when the record itself can't be read."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from helpers.errors import UserProblem
from helpers.project import aside, reading
from helpers.project.reading import RECORD_FILE


def with_way_back(problem: UserProblem, folder: Path) -> UserProblem:
    """The same problem, and where the newest copy is that can be read, if there is one."""
    found = next((copy for copy in _newest_first(folder) if _is_sound(copy[1])), None)
    if found is None:
        return problem
    when, copy = datetime.fromtimestamp(found[0], UTC).astimezone(), found[1]
    return UserProblem(
        problem.what,
        problem.where,
        f"{problem.fix} There is an earlier copy that can be read: '{copy.relative_to(folder).as_posix()}' of "
        f"{when.day} {when:%B %Y, %H:%M}. To go on with it, move '{RECORD_FILE}' out of the way and give the copy that name.",
    )


def _newest_first(folder: Path) -> list[tuple[float, Path]]:
    found = []
    with suppress(OSError):
        for copy in (*folder.glob("*.json"), *(folder / aside.FOLDER).glob("*.json")):
            if copy != folder / RECORD_FILE and copy.is_file():
                found.append((copy.stat().st_mtime, copy))
    return sorted(found, reverse=True)


def _is_sound(copy: Path) -> bool:
    try:
        reading.read(copy.parent, copy.name)
    except UserProblem:
        return False
    return True
