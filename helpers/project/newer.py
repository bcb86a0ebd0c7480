"""A record of a newer version of the workbook: what is known of it is shown, the rest left aside."""

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from helpers.project import damage
from helpers.project.names import drop_unknown
from helpers.project.record import SCHEMA_VERSION, Project


def known_part(plain: dict[str, Any], file: Path) -> Project:
    """The record without the fields, values and names that this version does not know.

    Raises
    ------
    UserProblem
        Not even a title is left.
    """
    plain["schema_version"] = SCHEMA_VERSION
    while True:
        try:
            record = Project.model_validate(plain)
        except ValidationError as problem:
            if not all(_leave_out(plain, error["loc"]) for error in reversed(problem.errors())):
                raise damage.unfit(problem, file) from problem
        else:
            known = record.model_dump(mode="json")
            return Project.model_validate(known) if drop_unknown(known) else record


def _leave_out(plain: Any, place: tuple[int | str, ...]) -> bool:
    """Take out the innermost thing on the way to a place that is there at all; False when that would be the record."""
    steps = list(place)
    while steps:
        holder = _follow(plain, steps[:-1])
        if isinstance(holder, dict) and steps[-1] in holder:
            del holder[steps[-1]]
            return True
        if isinstance(holder, list) and isinstance(steps[-1], int) and steps[-1] < len(holder):
            del holder[steps[-1]]
            return True
        steps.pop()
    return False


def _follow(plain: Any, steps: list[int | str]) -> Any:
    for step in steps:
        is_there = step in plain if isinstance(plain, dict) else isinstance(plain, list) and isinstance(step, int)
        if not is_there or (isinstance(plain, list) and step >= len(plain)):
            return None
        plain = plain[step]
    return plain
