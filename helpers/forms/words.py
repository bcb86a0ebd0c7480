"""A value of the record as people read it: what a choice is called, what a name stands for, a date in words."""

import re
from datetime import date
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin

from helpers import catalogue
from helpers.errors import UserProblem
from helpers.forms.asked import Field
from helpers.forms.schema import asked_for
from helpers.project import Project, breakdowns, paths, shape
from helpers.project.names import USES

GONE = "(removed since)"
"""Something of the team's own that has a name in the record, and isn't there any more."""

Plain = dict[str, Any]


class Words:
    """Says values of one project's record in words.

    Parameters
    ----------
    record
        As it is now: names that the team gave are looked up in it.
    asked
        Fields of forms by their path in the record, `purpose.questions[].outcomes`; their choices say what values are called.
        A value of a field that is not among them is said by what the catalogue and the record know of it.
    """

    def __init__(self, record: Project, asked: dict[str, Field]) -> None:
        self._record, self._asked = record, asked

    def say(self, path: str, value: Any) -> str:
        """The value that stands, or stood, at a path of the record; "" for nothing."""
        try:
            steps = paths.segments(path)
        except UserProblem:  # a field of another version
            return _plainly(value)
        pattern = ""
        for step in steps:
            pattern += "[]" if step.startswith("[") else f".{step}" if pattern else step
        return self._said(pattern, paths.kind_at(path, steps), value)

    def _said(self, pattern: str, kind: Any, value: Any) -> str:
        kind = shape.plain_kind(kind)
        if value is None or isinstance(value, bool):
            return {None: "", True: "Yes", False: "No"}[value]
        if isinstance(value, dict) and hasattr(kind, "model_fields"):
            return self._part(pattern, kind, value)
        if isinstance(value, dict):
            names = self._names(pattern)
            return "; ".join(f"{names.get(key, key)}: {_plainly(one)}" for key, one in value.items())
        if isinstance(value, list):
            entry = shape.entry_part(kind)
            inner = (f"{pattern}[]", entry) if entry else (pattern, (get_args(kind) or (None,))[0])
            return "; ".join(said for one in value if (said := self._said(*inner, one)))
        return self._one(pattern, kind, value)

    def _part(self, pattern: str, part: Any, value: Plain) -> str:
        """The fields of a group or an entry. An id that nobody gave or chose says nothing."""
        said = []
        for name, field in part.model_fields.items():
            is_made_up = name == part.KEY == "id" and not self._names(f"{pattern}.{name}")
            if name in value and not is_made_up:
                said.append(self._said(f"{pattern}.{name}", field.annotation, value[name]))
        return "; ".join(filter(None, said))

    def _one(self, pattern: str, kind: Any, value: Any) -> str:
        names = self._names(pattern)
        if str(value) in names:
            return names[str(value)]
        if get_origin(kind) is Literal:  # one of several choices
            return str(value)[:1].upper() + str(value)[1:]
        if kind is date:
            return _day(str(value))
        return GONE if value and _kind_of_name(pattern) in ("outcome", "own question") else str(value)

    def _names(self, pattern: str) -> dict[str, str]:
        """Value -> what it is called, for a field or the key of an entry."""
        owner, _, name = pattern.rpartition("[].")
        there = self._asked.get(owner)
        asked = there if there and there.key == name else self._asked.get(pattern)
        offered = {str(one.value): one.label for one in asked.offered(self._record)} if asked else {}
        return offered or _labels(pattern) or self._known(_kind_of_name(pattern))

    def _known(self, kind: str) -> dict[str, str]:
        match kind:
            case "indicator":
                return {one.code: f"{one.name} ({one.code})" for one in catalogue.indicators()}
            case "theme" | "theme or domain":
                return {one.code: f"{one.name} ({one.code})" for one in catalogue.themes()}
            case "question":
                both = [(name, one) for one in catalogue.questions() for name in (one.id, one.code)]
                return {name: f"{one.code} {one.wording}" for name, one in both}
            case "breakdown":
                return {one.code: one.name for one in catalogue.breakdowns()} | {"comparison": "Comparison group"}
            case "breakdown or own question":
                return {one.code: one.name for one in breakdowns.breakdowns(self._record)} | {
                    "comparison": "Comparison group"
                }
            case "outcome":
                return {one.id: one.text.strip() or one.id for one in self._record.purpose.theory_of_change.outcomes}
            case "own question":
                return {one.id: one.wording.strip() or one.id for one in self._record.measures.own_questions}
        return {}


@lru_cache(maxsize=4096)
def _labels(pattern: str) -> dict[str, str]:
    try:
        return {str(value): label for value, label in asked_for(pattern).labels.items()}
    except KeyError:  # the entries of a list, or the pairs of a field: no field of the record by themselves
        return {}


@lru_cache(maxsize=4096)
def _kind_of_name(pattern: str) -> str:
    """What a field's names are the names of; "" where it holds none that is known elsewhere."""
    for kind, uses in USES.items():
        for use in uses:
            if re.fullmatch(re.escape(use.rstrip("?[]{}")).replace(r"\*", "[^.]+"), pattern):
                return kind
    return ""


def _plainly(value: Any) -> str:
    match value:
        case None:
            return ""
        case dict():
            return "; ".join(f"{name}: {_plainly(one)}" for name, one in value.items())
        case list():
            return "; ".join(map(_plainly, value))
    return str(value)


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {day:%B %Y}"
