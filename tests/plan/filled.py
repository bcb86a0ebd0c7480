"""A part of the record with every field filled in: each text is one of a kind, so that it can be looked for."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from helpers.project.record import Part


def filled(part: type[Part], given: dict[str, Any], numbers: Iterator[int] | None = None, path: str = "") -> Part:
    """The part with every field filled in; `given` says what a field holds that must be known elsewhere, by its path.

    Lists of parts get one entry.
    """
    numbers = numbers or count(1)
    values = {
        name: given[f"{path}{name}"]
        if f"{path}{name}" in given
        else _value(field.annotation, given, numbers, f"{path}{name}.")
        for name, field in part.model_fields.items()
    }
    return part(**values)


def texts(held: Any) -> list[str]:
    """Every text that `filled` made."""
    if isinstance(held, dict):
        return [text for value in held.values() for text in texts(value)]
    if isinstance(held, list | tuple):
        return [text for value in held for text in texts(value)]
    return [held] if isinstance(held, str) and held.startswith("Said ") else []


def dates(held: Any) -> list[date]:
    """Every date in it."""
    if isinstance(held, dict):
        return [day for value in held.values() for day in dates(value)]
    if isinstance(held, list | tuple):
        return [day for value in held for day in dates(value)]
    return [held] if isinstance(held, date) else []


def _value(kind: Any, given: dict[str, Any], numbers: Iterator[int], path: str) -> Any:
    if get_origin(kind) in (Union, UnionType):
        kind = next(one for one in get_args(kind) if one is not type(None))
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        return get_args(inner) if get_origin(inner) is Literal else (_value(inner, given, numbers, path),)
    if isinstance(kind, type) and issubclass(kind, Part):
        return filled(kind, given, numbers, path)
    number = next(numbers)
    if path.endswith(".id.") or path == "id.":
        return f"id-{number}"
    simple = {
        str: f"Said {number:03}",
        bool: True,
        int: number % 3 + 2,
        float: float(number % 50 + 2),
        Decimal: Decimal(number % 20 + 2),
        date: date(2026, 1, 1) + timedelta(number),
    }
    return simple[kind]
