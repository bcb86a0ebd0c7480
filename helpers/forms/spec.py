"""A form as plain data, for the browser to draw: groups, and what each field looks like."""

import re
from typing import Any

from helpers.forms.asked import Choice, Field
from helpers.forms.groups import Action, Group
from helpers.project import Project

Plain = dict[str, Any]

AREAS = re.compile(r"[a-z0-9_. -]+")


def spec(groups: tuple[Group, ...], record: Project) -> Plain:
    """Groups in order, each with the paths of its fields, and the fields by path. What is empty is left out."""
    there = [group for group in groups if group.shown(record)]
    return {
        "groups": [_group(group) for group in there],
        "fields": {field.path: _field(field, record) for group in there for field in group.fields},
    }


def fields_of(groups: tuple[Group, ...], record: Project) -> dict[str, Field]:
    """The fields that are shown, by path."""
    found = [field for group in groups if group.shown(record) for field in group.fields]
    by_path = {field.path: field for field in found}
    assert len(by_path) == len(found), f"a field is in a form twice: {[field.path for field in found]}"
    return by_path


def actions_of(groups: tuple[Group, ...], record: Project) -> dict[str, Action]:
    """The actions that are shown, by name."""
    return {action.name: action for group in groups if group.shown(record) for action in group.actions}


def _group(group: Group) -> Plain:
    assert all(AREAS.fullmatch(row) for row in group.areas), f"not areas of a canvas: {group.areas}"
    return _filled(
        title=group.title,
        help=group.help,
        layout=group.layout,
        areas=list(group.areas),
        fields=[field.path for field in group.fields],
        actions=[_action(action) for action in group.actions],
    )


def _action(action: Action) -> Plain:
    return _filled(name=action.name, label=action.label, help=action.help, goes_to=action.goes_to)


def _field(field: Field, record: Project) -> Plain:
    return _filled(
        path=field.path,
        name=field.name,
        kind=field.kind,
        label=field.label,
        help=field.help,
        example=field.example,
        good=field.good,
        bad=field.bad,
        is_needed=field.is_needed,
        limit=field.limit,
        unit=field.unit,
        rows=field.rows,
        area=field.area,
        may_be_empty=field.may_be_empty,
        is_whole=bool(field.asked and field.asked.takes is int),
        choices=[_choice(choice) for choice in field.offered(record)],
        **(_entries(field, record) if field.kind == "entries" else {}),
    )


def _entries(field: Field, record: Project) -> Plain:
    add = field.add or "Add"
    return {
        "entry": [_field(one, record) for one in field.entry],
        "add": add,
        "one": field.one or re.sub(r"^Add\b(?: (?:an|another|one|a)\b)? ?", "", add).capitalize() or "Entry",
        "key_prefix": field.prefix,
        "is_fixed": field.is_fixed,
        "is_ticked": field.is_ticked,
    }


def _choice(choice: Choice) -> Plain:
    return _filled(value=str(choice.value), label=choice.label, help=choice.help, group=choice.group)


def _filled(**named: Any) -> Plain:
    return {name: value for name, value in named.items() if value or (name == "value" and value == "")}
