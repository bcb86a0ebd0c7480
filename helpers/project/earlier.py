"""Earlier copies of the record in the project's folder, for when the record itself can't be read."""

from datetime import UTC, datetime
from pathlib import Path

from helpers.errors import UserProblem
from helpers.project import aside, reading
from helpers.project.reading import RECORD_FILE


def with_way_back(problem: UserProblem, folder: Path) -> UserProblem:
    """The same problem, and where the newest copy is that can be read, if there is one."""
    copy = _newest_sound(folder)
    if copy is None:
        return problem
    when = datetime.fromtimestamp(copy.stat().st_mtime, UTC).astimezone()
    name = copy.relative_to(folder).as_posix()
    return UserProblem(
        problem.what,
        problem.where,
        f"{problem.fix} There is an earlier copy that can be read: '{name}' of {when.day} {when:%B %Y, %H:%M}. To go on with "
        f"it, move '{RECORD_FILE}' out of the way and give the copy that name.",
    )


def _newest_sound(folder: Path) -> Path | None:
    copies = [*folder.glob("*.json"), *(folder / aside.FOLDER).glob("*.json")]
    others = [copy for copy in copies if copy != folder / RECORD_FILE and copy.is_file()]
    newest_first = sorted(others, key=lambda copy: copy.stat().st_mtime, reverse=True)
    return next((copy for copy in newest_first if _is_sound(copy)), None)


def _is_sound(copy: Path) -> bool:
    try:
        reading.read(copy.parent, copy.name)
    except UserProblem:
        return False
    return True
