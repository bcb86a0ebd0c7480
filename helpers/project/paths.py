"""Where a value stands in the record: `purpose.aim`, `purpose.questions[q-x7k2].text`.

A path names fields with dots. An entry of a list is named by its key in brackets, and so is a pair of a field that
holds pairs (`feedback.sections[next-steps]`). Paths are looked up in the plain record: what `model_dump(mode="json")` gives.
"""

import re
from functools import lru_cache
from typing import Any

from helpers.errors import UserProblem
from helpers.project import shape
from helpers.project.record import Part, Project

Plain = dict[str, Any]

SEGMENT = re.compile(r"(?:^|(?!^)\.)([A-Za-z_][A-Za-z0-9_]*)|\[([A-Za-z0-9_.*-]+)\]")


@lru_cache(maxsize=4096)
def segments(path: str) -> tuple[str, ...]:
    """The steps of a path, brackets kept: ("purpose", "questions", "[q-x7k2]", "text").

    Raises
    ------
    UserProblem
        There is no such field in the record.
    """
    found, at = [], 0
    while at < len(path):
        step = SEGMENT.match(path, at)
        if step is None:
            raise _no_field(path)
        found.append(step[1] or f"[{step[2]}]")
        at = step.end()
    if not found:
        raise _no_field(path)
    kind_at(path, tuple(found))
    return tuple(found)


def kind_at(path: str, steps: tuple[str, ...]) -> Any:
    """The type of the field a path leads to."""
    kind: Any = Project
    for step in steps:
        kind = shape.inner(kind, step)
        if kind is None:
            raise _no_field(path)
    return kind


def find(plain: Plain, path: str) -> Any:
    """What stands there; None for an entry that isn't there, or a field of one."""
    held: Any = plain
    kind: Any = Project
    for step in segments(path):
        if held is None and step.startswith("["):
            return None
        held = _held(held, kind, step)
        kind = shape.inner(kind, step)
        if held is None and step.startswith("["):
            return None
    return held


def put(plain: Plain, path: str, value: Any, place: int | None = None) -> str:
    """Set what stands there, in place; return the path of what has changed as a whole.

    None takes an entry of a list (or a pair) away. An entry that isn't there is added at `place`, or at the end.
    A field of a group that nobody has begun yet (`approach.comparison.who`) begins the group: the group's path comes back.

    Raises
    ------
    UserProblem
        The entry has been removed, or its key is not the one in the path.
    """
    *parents, last = segments(path)
    held, kind, done, begun = plain, Project, "", ""
    for step in parents:
        inner, done = _held(held, kind, step, is_default=False), _join(done, step)
        if inner is None:
            if step.startswith("["):
                raise _gone(path)
            inner = held[step] = {}
            begun = begun or done
        held, kind = inner, shape.inner(kind, step)
    _set(held, kind, last, value, place, path)
    return begun or path


def place_of(plain: Plain, path: str) -> int | None:
    """Which entry of its list a path names, counted from 0; None where it isn't an entry, or isn't there."""
    *parents, last = segments(path)
    if not last.startswith("[") or not parents:
        return None
    owner = _join("", *parents)
    held, key = find(plain, owner), entry_key(owner)
    if not key or held is None:
        return None
    return next((at for at, entry in enumerate(held) if str(entry[key]) == last[1:-1]), None)


def entry_key(path: str) -> str:
    """The field that tells the entries of a list apart; "" where a path leads to no list of entries."""
    part = shape.entry_part(kind_at(path, segments(path)))
    return part.KEY if part else ""


def is_group(path: str) -> bool:
    """Does a path lead to a group of fields (or an entry), not to pairs? The record as a whole is one."""
    kind = shape.plain_kind(kind_at(path, segments(path))) if path else Project
    return isinstance(kind, type) and issubclass(kind, Part)


def label(path: str) -> str:
    """What a person calls the field: its title, after that of the list whose entry it is in."""
    steps = segments(path)
    kind: Any = Project
    titles = []
    for at, step in enumerate(steps):
        is_last, is_list = at == len(steps) - 1, "[" in "".join(steps[at + 1 : at + 2])
        if not step.startswith("[") and (is_last or is_list):
            titles.append(shape.plain_kind(kind).model_fields[step].title or step.replace("_", " ").capitalize())
        kind = shape.inner(kind, step)
    return ": ".join(titles)


def is_within(path: str, other: str) -> bool:
    """Is one path the other, or below it?"""
    steps, others = segments(path), segments(other)
    return steps[: len(others)] == others


def _set(held: Any, kind: Any, last: str, value: Any, place: int | None, path: str) -> None:
    if not last.startswith("["):
        part = shape.plain_kind(kind)
        if last == part.KEY and held.get(last) != value:
            raise UserProblem(
                "An entry of the record can't be given another name.", path, "Remove the entry and add a new one."
            )
        held[last] = value
    elif isinstance(held, list):
        _set_entry(held, shape.entry_part(kind).KEY, last[1:-1], value, place, path)
    elif value is None:
        held.pop(last[1:-1], None)
    else:
        held[last[1:-1]] = value


def _set_entry(entries: list[Any], key: str, name: str, value: Any, place: int | None, path: str) -> None:
    at = next((at for at, entry in enumerate(entries) if str(entry[key]) == name), None)
    if value is None:
        if at is not None:
            del entries[at]
        return
    if isinstance(value, dict):
        value = {key: name, **value}
    if not isinstance(value, dict) or str(value[key]) != name:
        raise UserProblem(
            f"This is no entry of the name '{name}'.", path, "This is a fault of the program: please report it."
        )
    if at is not None:
        entries[at] = value
    else:
        entries.insert(len(entries) if place is None else place, value)


def _held(held: Any, kind: Any, step: str, is_default: bool = True) -> Any:
    """What one step leads to. A field of a group that nobody has begun holds what it would hold at first."""
    if step.startswith("["):
        name = step[1:-1]
        if isinstance(held, dict):
            return held.get(name)
        key = shape.entry_part(kind).KEY
        return next((entry for entry in held if str(entry[key]) == name), None)
    if held is not None:
        return held.get(step)
    field = shape.plain_kind(kind).model_fields[step]
    if not is_default or field.is_required():
        return None
    value = field.get_default(call_default_factory=True)
    return value.model_dump(mode="json") if isinstance(value, Part) else value


def _join(path: str, *steps: str) -> str:
    for step in steps:
        path += step if step.startswith("[") or not path else f".{step}"
    return path


def _no_field(path: str) -> UserProblem:
    return UserProblem(
        f"The project record has no field '{path}'.", path, "This is a fault of the program: please report it."
    )


def _gone(path: str) -> UserProblem:
    return UserProblem(
        "What you were writing in has been removed meanwhile.",
        path,
        "Copy your words, and add an entry for them again if they are still needed.",
    )
