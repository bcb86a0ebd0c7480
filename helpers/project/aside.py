"""`set_aside/` in a project's folder: files that are not used any more and not thrown away."""

import os
from pathlib import Path

from helpers.errors import UserProblem

FOLDER = "set_aside"


def set_aside(folder: Path, file: Path, name: str = "") -> Path:
    """Move a file there, under its own name or another, and never over something else; return where it is.

    Raises
    ------
    UserProblem
        It can't be moved.
    """
    aside = folder / FOLDER
    try:
        aside.mkdir(exist_ok=True)
        place = _free(aside / (name or file.name))
        os.rename(file, place)
    except OSError as problem:
        raise UserProblem(
            f"'{file.name}' could not be moved to '{FOLDER}': {problem.strerror or problem}.",
            str(file),
            "Move it out of the project folder yourself.",
        ) from problem
    return place


def _free(place: Path) -> Path:
    number, free = 1, place
    while os.path.lexists(free):
        number += 1
        free = place.with_name(f"{place.stem} {number}{place.suffix}")
    return free
