"""Names for entries that have none: those of older records, and those added by hand."""

import re
from typing import Any

from helpers.project import shape
from helpers.project.record import OwnQuestion, Part, Project, Wave

NAMED_ELSEWHERE = (OwnQuestion, Wave)
"""A column of the survey file and a folder have these names: none is made up."""


def give_names(plain: Any, part: type[Part] = Project) -> None:
    """Give every entry of a list that is told apart by an id, and has none, the next free one: assumption-1, assumption-2.

    What is not of the record's shape is left for the check that follows.
    """
    if not isinstance(plain, dict):
        return
    for field, inner, is_list in shape.parts(part):
        held = plain.get(field)
        if not is_list:
            give_names(held, inner)
            continue
        entries = [entry for entry in held if isinstance(entry, dict)] if isinstance(held, list) else []
        if inner.KEY == "id" and inner not in NAMED_ELSEWHERE:
            _give(entries, inner)
        for entry in entries:
            give_names(entry, inner)


def _give(entries: list[dict[str, Any]], part: type[Part]) -> None:
    word = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", part.__name__).lower()
    taken = {entry.get("id") for entry in entries}
    free = (name for number in range(1, len(entries) + len(taken) + 1) if (name := f"{word}-{number}") not in taken)
    for entry in entries:
        if entry.get("id") in (None, ""):
            entry["id"] = next(free)
