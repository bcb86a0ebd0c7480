"""Which field of a form a path from the browser names. Anything else is refused."""

import re
from dataclasses import dataclass

from helpers.forms.asked import Field
from helpers.forms.guard import WrongAnswer

ENTRY = re.compile(r"([a-z0-9_.]+)\[([A-Za-z0-9_.*-]{1,80})\](?:\.([a-z0-9_]+))?")
KEY = re.compile(r"[A-Za-z0-9_.*-]{1,80}")


@dataclass(frozen=True)
class Place:
    """What a path names: a field, a list of entries, one entry of it, a field of one entry, or one of pairs.

    `field` is what is asked there; for an entry and a list of entries, the field of the list. `owner` is the list that an
    entry is in.
    """

    path: str
    field: Field
    owner: Field | None = None
    key: str = ""

    @property
    def is_entry(self) -> bool:
        """One entry as a whole: to be added or removed."""
        return self.owner is self.field

    @property
    def entry_path(self) -> str:
        """The entry that the field is in."""
        assert self.owner
        return f"{self.owner.path}[{self.key}]"


def place(fields: dict[str, Field], path: object) -> Place:
    """What `path` names among a form's fields.

    Raises
    ------
    WrongAnswer
        The form has no such field.
    """
    if isinstance(path, str) and path in fields:
        return Place(path, fields[path])
    found = ENTRY.fullmatch(path) if isinstance(path, str) else None
    owner = fields.get(found[1]) if found else None
    if found and owner and owner.kind == "pairs" and not found[3]:
        return Place(found[0], owner, key=found[2])
    if found and owner and owner.kind == "entries":
        if not found[3]:
            return Place(found[0], owner, owner, found[2])
        for one in owner.entry:
            if one.path == f"{owner.path}[].{found[3]}":
                return Place(found[0], one, owner, found[2])
    raise WrongAnswer("This form has no such field any more.", "the form", "Reload the page.")
