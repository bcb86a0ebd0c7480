"""What the record is made of: which fields hold groups, which hold lists of entries, and what tells entries apart."""

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from helpers.project.record import Part, Project


@cache
def parts(part: type[Part]) -> tuple[tuple[str, type[Part], bool], ...]:
    """The fields of a part that hold another part, or (True) a list of them: name, part, is it a list."""
    found = []
    for name, field in part.model_fields.items():
        entry, kind = entry_part(field.annotation), plain_kind(field.annotation)
        if entry is not None:
            found.append((name, entry, True))
        elif isinstance(kind, type) and issubclass(kind, Part):
            found.append((name, kind, False))
    return tuple(found)


def doubles(plain: dict[str, Any], part: type[Part] = Project, path: str = "") -> Iterator[tuple[str, str]]:
    """Every list that holds two entries of one key, with that key."""
    for name, inner, is_list in parts(part):
        held, at = plain[name], f"{path}.{name}".lstrip(".")
        if not is_list:
            yield from doubles(held, inner, at) if held else ()
            continue
        keys = [str(entry[inner.KEY]) for entry in held if inner.KEY]
        yield from ((at, key) for number, key in enumerate(keys) if key and key in keys[:number])
        for number, entry in enumerate(held):
            yield from doubles(entry, inner, f"{at}[{keys[number] if keys else number}]")


def inner(kind: Any, step: str) -> Any:
    """The type that one step leads to from a type; None where it leads nowhere."""
    kind = plain_kind(kind)
    if step.startswith("["):
        part = entry_part(kind)
        if part is not None:
            return part if part.KEY else None
        return get_args(kind)[1] if get_origin(kind) is dict else None
    if isinstance(kind, type) and issubclass(kind, Part) and step in kind.model_fields:
        return kind.model_fields[step].annotation
    return None


@cache
def entry_part(kind: Any) -> type[Part] | None:
    """Outcome for tuple[Outcome, ...]; None for anything else."""
    kind = plain_kind(kind)
    inner = get_args(kind)[0] if get_origin(kind) is tuple else None
    return inner if isinstance(inner, type) and issubclass(inner, Part) else None


@cache
def plain_kind(kind: Any) -> Any:
    """Weighting for Weighting | None."""
    if get_origin(kind) not in (Union, UnionType):
        return kind
    others = [one for one in get_args(kind) if one is not type(None)]
    return others[0] if len(others) == 1 else kind
