"""Names in the record that must be known elsewhere: catalogue codes, own questions, outcomes."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from helpers import catalogue
from helpers.errors import UserProblem
from helpers.project import paths

Plain = dict[str, Any]

USES = {
    "indicator": (
        "measures.basket[].indicator",
        "measures.filters.*.left_out[].indicator",
        "purpose.theory_of_change.outcomes[].indicators[]",
        "purpose.questions[].indicators[]",
        "secondary.figures[].indicator?",
        "secondary.tables[].indicator?",
        "secondary.state_of_play[].indicator?",
        "approach.goals[].indicator?",
        "analysis.marked[].indicator?",
        "analysis.decided[].indicator?",
    ),
    "question": (
        "measures.wording_changes[].question",
        "primary.questionnaire.besides[].question",
    ),
    "breakdown": ("approach.breakdowns[]", "approach.weighting.margins{}"),
    "breakdown or own question": ("analysis.breakdowns[]",),
    "own question": ("approach.comparison.question?", "primary.questionnaire.own_places[].question"),
    "outcome": ("purpose.questions[].outcomes[]", "approach.goals[].outcome?"),
    "theme": ("purpose.theory_of_change.outcomes[].themes[]",),
    "theme or domain": ("measures.own_questions[].about?",),
}
"""What is named -> the fields that name it: [] each entry of a list, * each field of a group, {} the names of pairs, ? may be empty."""

MENDED = ("own question", "outcome", "breakdown or own question")
"""What a team makes and removes itself: when one goes, so does its name wherever it was used."""


@dataclass(frozen=True)
class Use:
    """A name where it is used: in which field, and in what the field is held."""

    name: str
    field: str
    path: str
    held_in: Any
    held_at: int | str
    entries: list[Any] | None
    """The list whose entry has this name for a field; None for a name in a list of names."""
    may_be_empty: bool


def check_names(plain: Plain, file: Path) -> None:
    """Raise UserProblem for the first name that nothing answers to, with the field it stands in.

    Forms offer only names that are known; this is for records that were edited by hand.
    """
    for kind, known in _known(plain).items():
        for use in _unknown(plain, kind, known):
            near = get_close_matches(use.name, known, n=5, cutoff=0.4) or sorted(known)[:10]
            raise UserProblem(
                f"The project record names the {kind} '{use.name}', and there is none of that name.",
                f"{use.field} in {file}",
                f"Did you mean: {', '.join(near)}?" if near else f"Add the {kind} first, or take the name out.",
            )


def drop_gone(plain: Plain, before: Plain | None = None) -> list[str]:
    """Take out names of outcomes and own questions that are gone, in place; return the fields they were taken out of.

    With `before`, only those that were there before: a name that never was one stays, and is refused.
    """
    now, earlier = _known(plain), _known(before) if before is not None else None
    return [
        _drop(use)
        for kind in MENDED
        for use in _unknown(plain, kind, now[kind])
        if earlier is None or use.name in earlier[kind]
    ]


def drop_unknown(plain: Plain) -> bool:
    """Take out every name that nothing answers to, in place; return whether there was one."""
    dropped = [_drop(use) for kind, known in _known(plain).items() for use in _unknown(plain, kind, known)]
    return bool(dropped)


def _known(plain: Plain) -> dict[str, set[str]]:
    return {
        "indicator": {entry.code for entry in catalogue.indicators()},
        "question": {name for entry in catalogue.questions() for name in (entry.code, entry.id)},
        "breakdown": {entry.code for entry in catalogue.breakdowns()} | {"comparison"},
        "breakdown or own question": {entry.code for entry in catalogue.breakdowns()}
        | {"comparison"}
        | {question["id"] for question in plain["measures"]["own_questions"]},
        "own question": {question["id"] for question in plain["measures"]["own_questions"]},
        "outcome": {outcome["id"] for outcome in plain["purpose"]["theory_of_change"]["outcomes"]},
        "theme": {theme.code for theme in catalogue.themes()},
        "theme or domain": {*catalogue.domains(), *(theme.code for theme in catalogue.themes())},
    }


def _unknown(plain: Plain, kind: str, known: set[str]) -> list[Use]:
    used = [use for pattern in USES[kind] for use in _uses(plain, pattern)]
    return [use for use in used if use.name not in known and (use.name or not use.may_be_empty)]


def _drop(use: Use) -> str:
    if use.may_be_empty:
        use.held_in[use.held_at] = ""
    elif isinstance(use.held_in, list):
        use.held_in[:] = [held for held in use.held_in if use.name not in held.split("*")]
    elif use.entries is not None:
        use.entries[:] = [entry for entry in use.entries if entry is not use.held_in]
    else:
        use.held_in.pop(use.held_at, None)
    return use.path


def _uses(plain: Plain, pattern: str) -> Iterator[Use]:
    yield from _follow(plain, pattern.rstrip("?").split("."), "", "", None, pattern.endswith("?"))


def _follow(
    held: Any, steps: list[str], field: str, path: str, entries: list[Any] | None, may_be_empty: bool
) -> Iterator[Use]:
    step, *rest = steps
    if step == "*":
        for name in held:
            yield from _follow(held, [name, *rest], field, path, entries, may_be_empty)
        return
    name = step.rstrip("[]{}")
    at, field, path = held.get(name), f"{field}.{name}".lstrip("."), f"{path}.{name}".lstrip(".")
    if step.endswith("[]") and not rest:
        for number, one in enumerate(at or ()):
            for part in one.split("*"):
                yield Use(part.strip(), f"{field}.{number}", path, at, number, None, may_be_empty)
    elif step.endswith("[]"):
        key = paths.entry_key(path)
        for number, entry in enumerate(at or ()):
            inner = f"{path}[{entry[key]}]" if key else path
            yield from _follow(entry, rest, f"{field}.{number}", inner, at, may_be_empty)
    elif step.endswith("{}"):
        for one in at or {}:
            yield Use(one, field, path, at, one, None, may_be_empty)
    elif rest:
        if at is not None:
            yield from _follow(at, rest, field, path, entries, may_be_empty)
    elif isinstance(at, str):
        yield Use(at, field, path, held, name, entries, may_be_empty)
