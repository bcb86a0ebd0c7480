"""What a change in the browser means for the record: checked again from the beginning, since a browser can send anything."""

from dataclasses import dataclass
from typing import Any

from helpers.errors import UserProblem
from helpers.forms.guard import WrongAnswer
from helpers.forms.places import KEY, Place, place
from helpers.forms.state import State
from helpers.forms.values import meant, shown
from helpers.project import paths

Plain = dict[str, Any]


@dataclass(frozen=True)
class Change:
    """Path -> new value, and what has to be on disk for it."""

    changes: Plain
    expected: Plain


def meaning(state: State, path: object, base: Any, new: Any) -> Change:
    """What one change means.

    Parameters
    ----------
    path
        A field; one entry of a list, added (`base` None, `new` an empty dict) or removed (`new` None); or a list of
        entries, whose keys come in another order.
    base
        What the input showed before. Where the record holds something else by now, `expected` keeps the old value, and the
        store finds the conflict.

    Raises
    ------
    WrongAnswer
        The form has no such field, or it can't hold this.
    UserProblem
        The entry or the list has changed meanwhile.
    """
    at = place(state.fields, path)
    if at.is_entry:
        return _added(state, at, new) if base is None else _removed(state, at, base, new)
    if at.field.kind == "entries":
        return _moved(state, at, base, new)
    return _answered(state, at, base, new)


def _answered(state: State, at: Place, base: Any, new: Any) -> Change:
    if at.field.kind == "pairs" and at.key not in state.keys(at.field, paths.find(state.plain, at.field.path)):
        raise WrongAnswer("There is nothing of that name to fill in.", at.field.label, "Reload the page.")
    offered = at.field.offered(state.opened.record)
    if at.owner and paths.find(state.plain, at.entry_path) is None:
        return _begun(state, at, meant(at.field, new, offered))
    held = paths.find(state.plain, at.path)
    value = meant(at.field, new, offered, held)
    if at.field.kind == "pairs":
        value = value or None
    return Change({at.path: value}, {at.path: held if shown(at.field, held) == base else _other(at, base, offered)})


def _begun(state: State, at: Place, value: Any) -> Change:
    """The first answer in an entry that has its place before there is anything in it."""
    assert at.owner
    if not at.owner.is_fixed:
        raise gone(at)
    _check_key(state, at)
    return Change({at.entry_path: {at.field.name: value}}, {at.entry_path: None})


def gone(at: Place) -> UserProblem:
    """Somebody removed the entry that somebody else is writing in."""
    return UserProblem(
        "What you were writing in has been removed meanwhile.",
        at.owner.label if at.owner else at.field.label,
        "Copy your words, and add an entry for them again if they are still needed.",
    )


def _other(at: Place, base: Any, offered: Any) -> Any:
    """A base that is not on disk any more, as the record would have it. What is on disk is different in any case."""
    try:
        return meant(at.field, base, offered)
    except WrongAnswer:
        return None


def _added(state: State, at: Place, new: Any) -> Change:
    _check_key(state, at)
    if new != {}:
        raise WrongAnswer("A new entry begins empty.", at.field.label, "Reload the page.")
    if paths.find(state.plain, at.path) is not None:
        raise WrongAnswer("This is on the list already.", at.field.label, "Change the one that is there.")
    begun = at.field.begins_with(state.opened.record, at.key) if at.field.begins_with else {}
    return Change({at.path: begun}, {at.path: None})


def _removed(state: State, at: Place, base: Any, new: Any) -> Change:
    if new is not None or at.field.is_fixed:
        raise WrongAnswer("This can't be changed as a whole.", at.field.label, "Reload the page.")
    held = paths.find(state.plain, at.path)
    if held is not None and state.entry_values(at.path) != base:
        raise UserProblem(
            "Somebody has changed this while you were at it, so it was not removed.",
            at.field.label,
            "Read what it says now, and remove it again if you still want to.",
        )
    return Change({at.path: None}, {at.path: held})


def _moved(state: State, at: Place, base: Any, new: Any) -> Change:
    there = state.values[at.path]
    is_order = isinstance(new, list) and all(isinstance(key, str) for key in new)
    if at.field.is_fixed or not is_order:
        raise WrongAnswer("This can't be put in another order.", at.field.label, "Reload the page.")
    if base != there or sorted(new) != sorted(there):
        raise UserProblem(
            "The list has changed meanwhile, so nothing was moved.", at.field.label, "Look at it again, then move it."
        )
    held = paths.find(state.plain, at.path)
    by_key = {str(entry[at.field.key]): entry for entry in held}
    return Change({at.path: [by_key[key] for key in new]}, {at.path: held})


def _check_key(state: State, at: Place) -> None:
    """A new entry's key is one of those offered, or begins as new ones do."""
    assert at.owner
    offered = [str(choice.value) for choice in at.owner.offered(state.opened.record)]
    is_new = bool(KEY.fullmatch(at.key)) and at.key.startswith(at.owner.prefix)
    if not (at.key in offered if offered else is_new):
        raise WrongAnswer("There is nothing of that name to add.", at.owner.label, "Choose one that is offered.")
