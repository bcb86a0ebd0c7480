"""What a form knows: what is asked, what the inputs show, and what a person should look at again."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from helpers.forms.asked import Field
from helpers.forms.groups import Action, Group
from helpers.forms.places import Place, place
from helpers.forms.spec import actions_of, fields_of, spec
from helpers.forms.values import problem_with, shown
from helpers.project import Opened, Project, paths

Groups = tuple[Group, ...] | Callable[[Project], tuple[Group, ...]]
Plain = dict[str, Any]


@dataclass
class State:
    """A form over the project as it was opened last.

    Attributes
    ----------
    fields
        The fields that are shown, by path.
    values
        What each input shows, by path; a list of entries shows its keys, and each entry's fields stand beside it under
        paths such as `purpose.questions[q-x7k2].text`.
    """

    opened: Opened
    groups: Groups
    fields: dict[str, Field] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    values: Plain = field(default_factory=dict)
    spec: Plain = field(default_factory=dict)
    plain: Plain = field(default_factory=dict)
    across: dict[str, str] = field(default_factory=dict)
    """What does not go together, by the groups' own rules."""
    also: tuple[str, ...] = ()
    """What actions change besides the fields."""

    def __post_init__(self) -> None:
        self.take(self.opened)

    def take(self, opened: Opened) -> None:
        """Follow the project as it is now."""
        record = opened.record
        groups = self.groups(record) if callable(self.groups) else self.groups
        self.opened, self.plain = opened, record.model_dump(mode="json")
        self.fields, self.actions = fields_of(groups, record), actions_of(groups, record)
        self.also = tuple(path for group in groups if group.shown(record) for path in group.also)
        self.spec = spec(groups, record)
        self.values = dict(pair for one in self.fields.values() for pair in self._shown(one))
        self.across = {
            path: said for group in groups if group.shown(record) for path, said in group.problems(record).items()
        }

    def problems(self) -> dict[str, str]:
        """What a person should look at again, by path, in plain sentences. All of it is saved as it is."""
        found = ((path, problem_with(place(self.fields, path).field, value)) for path, value in self.values.items())
        by_itself = {path: problem for path, problem in found if problem}
        return {path: said for path, said in self.across.items() if path in self.values} | by_itself

    def held(self, path: str) -> Any:
        """The plain value of the record at a path."""
        return paths.find(self.plain, path)

    def is_gone(self, at: Place) -> bool:
        """Whether the entry that a field is in has been removed."""
        return bool(at.owner) and not at.is_entry and self.held(at.entry_path) is None and at.path not in self.values

    def is_asked(self, path: str) -> bool:
        """Whether a path of the record belongs to a field of this form, or to what its actions change."""
        return any(path == own or path.startswith((f"{own}[", f"{own}.")) for own in (*self.fields, *self.also))

    def entry_values(self, path: str) -> Plain:
        """What the inputs of one entry show, by name."""
        begins = f"{path}."
        return {name.removeprefix(begins): value for name, value in self.values.items() if name.startswith(begins)}

    def _shown(self, one: Field) -> Iterator[tuple[str, Any]]:
        if one.kind == "notes":
            return
        held = paths.find(self.plain, one.path)
        if one.kind == "pairs":
            for key in self.keys(one, held):
                yield f"{one.path}[{key}]", shown(one, (held or {}).get(key))
            return
        yield one.path, self.keys(one, held) if one.kind == "entries" else shown(one, held)
        if one.kind == "entries":
            entries = {str(entry[one.key]): entry for entry in held or ()}
            for key in self.keys(one, held):
                yield from self._entry(one, key, entries.get(key))

    def _entry(self, one: Field, key: str, entry: Plain | None) -> Iterator[tuple[str, Any]]:
        for inner in one.entry:
            if inner.kind != "notes":
                held = entry.get(inner.name) if entry else inner.asked.default if inner.asked else None
                yield f"{one.path}[{key}].{inner.name}", shown(inner, held)

    def keys(self, one: Field, held: Any) -> list[str]:
        """Keys in the order they are shown: those offered first where each has its place."""
        there = shown(one, held) if one.kind == "entries" else list(held or ())
        if one.kind == "pairs" or one.is_fixed:
            offered = [str(choice.value) for choice in one.offered(self.opened.record)]
            return [*offered, *(key for key in there if key not in offered and not one.hides_others)]
        return list(there)
