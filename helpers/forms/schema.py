"""What the record's schema says of a path: its kind, its limits, and what a form needs to ask for it."""

import re
import types
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from helpers.project.record import Part, Project

ENTRY = re.compile(r"\[[^\]]*\]")
LIMITS = {"ge": "least", "gt": "above", "le": "most", "lt": "below"}
"""Pydantic's limits on numbers, and what they are called here."""


@dataclass(frozen=True)
class Asked:
    """One field of the record.

    `takes` is what it holds, without "or nothing"; `entry` the part that a list consists of; `choices` the values of a
    literal.
    """

    name: str
    title: str
    help: str
    form: dict[str, Any]
    takes: Any
    may_be_none: bool
    default: Any
    entry: type[Part] | None = None
    choices: tuple[Any, ...] = ()
    least: float | None = None
    above: float | None = None
    most: float | None = None
    below: float | None = None

    @property
    def labels(self) -> dict[Any, str]:
        """Of a literal: value -> what people call it."""
        said = self.form.get("labels", {})
        return {value: said.get(value) or str(value)[:1].upper() + str(value)[1:] for value in self.choices}


@lru_cache(maxsize=1024)
def asked_for(path: str) -> Asked:
    """The field that a path names; `[]` stands for each entry of a list: `purpose.questions[].text`, `[q-1]` for one of them.

    Raises
    ------
    KeyError
        The record has no such field. A form that names it is wrong, not its user.
    """
    part: type[Part] | None = Project
    found: Asked | None = None
    for name in ENTRY.sub("[]", path).split("."):
        if part is None or name.removesuffix("[]") not in part.model_fields:
            raise KeyError(f"the record has no field '{path}'")
        found = _asked(name.removesuffix("[]"), part.model_fields[name.removesuffix("[]")])
        part = found.entry if name.endswith("[]") else _part(found.takes)
    assert found is not None
    return found


def _asked(name: str, info: FieldInfo) -> Asked:
    takes, may_be_none = _without_none(info.annotation)
    limits = {name: getattr(limit, name) for limit in info.metadata for name in LIMITS if hasattr(limit, name)}
    entry = _part(get_args(takes)[0]) if get_origin(takes) is tuple else None
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    return Asked(
        name=name,
        title=info.title or name.replace("_", " ").capitalize(),
        help=info.description or "",
        form=dict(extra.get("form", {})),  # type: ignore[arg-type]
        takes=takes,
        may_be_none=may_be_none,
        default=None if info.is_required() else info.get_default(call_default_factory=True),
        entry=entry,
        choices=get_args(takes) if get_origin(takes) is Literal else (),
        **{LIMITS[name]: limit for name, limit in limits.items()},
    )


def _without_none(annotation: Any) -> tuple[Any, bool]:
    if get_origin(annotation) is Annotated:
        return _without_none(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        others = [one for one in get_args(annotation) if one is not type(None)]
        return _without_none(others[0])[0], len(others) < len(get_args(annotation))
    return annotation, False


def _part(takes: Any) -> type[Part] | None:
    return takes if isinstance(takes, type) and issubclass(takes, Part) else None


def kind_of(asked: Asked) -> str:
    """How a field is asked for, unless the form says otherwise."""
    if asked.choices:
        return "choice"
    if asked.entry:
        return "entries"
    if get_origin(asked.takes) is tuple:
        return "lines"
    if get_origin(asked.takes) is dict:
        return "options" if get_args(asked.takes)[0] is int else "pairs"
    simple = {bool: "yes_no", int: "number", float: "number", Decimal: "number", date: "date"}
    return simple.get(asked.takes, "long" if asked.form.get("is_long") else "text")
