"""One field of a form: what the record says of it, and what the form adds."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from helpers.forms.schema import Asked, asked_for, kind_of
from helpers.project import Project

Kind = Literal[
    "text", "long", "choice", "choices", "number", "date", "yes_no", "lines", "options", "pairs", "entries", "notes"
]


@dataclass(frozen=True)
class Choice:
    """One of the answers offered. `group` is the heading it stands under."""

    value: Any
    label: str
    help: str = ""
    group: str = ""


Choices = tuple[Choice, ...] | Callable[[Project], tuple[Choice, ...]]


@dataclass(frozen=True)
class Field:
    """One field of a form. Made by `field`, which looks up in the record what isn't said."""

    path: str
    kind: Kind
    label: str = ""
    help: str = ""
    example: str = ""
    good: str = ""
    bad: str = ""
    is_needed: bool = False
    limit: int | None = None
    unit: str = ""
    rows: int | None = None
    choices: Choices = ()
    area: str = ""
    entry: "tuple[Field, ...]" = ()
    add: str = ""
    key_prefix: str = ""
    one: str = ""
    """Entries: what one of them is called, such as "Question"."""
    is_fixed: bool = False
    """Entries: every choice of the key is a card of its own, and none can be added or removed."""
    hides_others: bool = False
    """Entries that are fixed: those whose key is not offered now are kept, and not shown."""
    is_ticked: bool = False
    """Entries: every choice of the key has a tick; one without it is an entry, with its fields beside it."""
    begins_with: Callable[[Project, str], dict[str, Any]] | None = None
    """Entries: what a new one of a key holds to begin with."""
    asked: Asked | None = None
    """What the record says of it; None for notes."""

    @property
    def name(self) -> str:
        """The last part of the path: what the field is called within its part."""
        return self.path.rsplit(".", 1)[-1]

    @property
    def key(self) -> str:
        """Entries: the name of the field that tells one entry from the other."""
        return self.asked.entry.KEY if self.asked and self.asked.entry else ""

    @property
    def prefix(self) -> str:
        """Entries: what new keys begin with; they are made up where an id is all they are."""
        return self.key_prefix or ("e-" if self.key == "id" and not self.choices else "")

    @property
    def may_be_empty(self) -> bool:
        """Whether a choice can be taken back."""
        return self.asked is None or self.asked.may_be_none or self.asked.takes is str

    def offered(self, record: Project) -> tuple[Choice, ...]:
        """The answers to choose from, given what has been answered so far."""
        return self.choices(record) if callable(self.choices) else self.choices


def field(
    path: str,
    *,
    label: str | None = None,
    help: str | None = None,
    choices: Choices | None = None,
    kind: Kind | None = None,
    area: str | None = None,
    entry: "tuple[str | Field, ...] | None" = None,
    add: str | None = None,
    key_prefix: str | None = None,
    **more: Any,
) -> Field:
    """A field of the record as a form asks for it.

    Parameters
    ----------
    path
        Where it is in the record: `purpose.aim`. A field of the entries of a list: `purpose.questions[].text`.
    label, help
        In place of the record's own title and description.
    choices
        The answers offered, or a function of the record that gives them. For entries: the keys that can be added.
    kind
        How it is asked for, where that is not plain from the record: "long" for several lines, "choices" for several of
        the choices, "notes" for a text that asks nothing.
    area
        On a canvas: the box it stands in.
    entry
        Entries: the fields of each, by name or as fields; all but its key where this is left out.
    add
        Entries: what the button says that adds one.
    key_prefix
        Entries: what the keys of new ones begin with. Without it the key is chosen, or typed.
    more
        Any of `example`, `good`, `bad`, `is_needed`, `limit`, `unit`, `rows`, `one`, `is_fixed`, `hides_others`, `is_ticked`,
        `begins_with`.

    Raises
    ------
    KeyError
        The record has no such field.

    Examples
    --------
    >>> field("purpose.questions", entry=("text",), key_prefix="q-").entry[0].label
    'Question'
    """
    if kind == "notes":
        return Field(path=path, kind="notes", label=label or "", help=help or "", area=area or "")
    asked = asked_for(path)
    found = Field(
        path=path,
        kind=kind or _kind(asked, choices),
        label=asked.title if label is None else label,
        help=asked.help if help is None else help,
        choices=_literals(asked) if choices is None else choices,
        area=area or "",
        add=add or "",
        key_prefix=key_prefix or "",
        asked=asked,
        **{
            name: asked.form[name]
            for name in ("example", "good", "bad", "is_needed", "limit", "unit")
            if name in asked.form
        },
    )
    found = replace(found, **more)
    return replace(found, entry=_entry(found, entry)) if found.kind == "entries" else found


def _kind(asked: Asked, choices: Choices | None) -> Kind:
    kind = kind_of(asked)
    if choices is not None and kind in ("text", "long", "number"):
        return "choice"
    if choices is not None and kind == "lines":
        return "choices"
    return kind  # type: ignore[return-value]


def _literals(asked: Asked) -> tuple[Choice, ...]:
    return tuple(Choice(value, label) for value, label in asked.labels.items())


def _entry(found: Field, named: "tuple[str | Field, ...] | None") -> "tuple[Field, ...]":
    assert found.asked and found.asked.entry, f"{found.path} is no list of entries"
    part = found.asked.entry
    assert part.KEY, f"{part.__name__} needs a KEY, so that a change finds its entry"
    names = named if named is not None else tuple(name for name in part.model_fields if name != part.KEY)
    fields = tuple(name if isinstance(name, Field) else field(f"{found.path}[].{name}") for name in names)
    assert all(re.fullmatch(re.escape(found.path) + r"\[\]\.\w+", one.path) or one.kind == "notes" for one in fields)
    return fields
