"""docs/project_record.md lists every field of the record and is up to date."""

import json
import re
from typing import Any

from pydantic import BaseModel, TypeAdapter

from helpers.project import page
from helpers.project.record import Project


def parts(kind: Any) -> list[type[BaseModel]]:
    """The parts of the record in a type: Outcome in tuple[Outcome, ...], Weighting in Weighting | None."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind]
    return [part for inner in getattr(kind, "__args__", ()) for part in parts(inner)]


def names(kind: type[BaseModel]) -> list[str]:
    """Every path below a part, without the brackets of lists."""
    found = []
    for name, field in kind.model_fields.items():
        inner = [f"{name}.{below}" for part in parts(field.annotation) for below in names(part)]
        is_plain_part = isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
        found += inner if is_plain_part else [name, *inner]
    return found


def test_the_page_is_up_to_date():
    assert page.PAGE_PATH.read_text(encoding="utf-8") == page.page(), "Run: python -m helpers.project.page"


def test_every_field_has_a_row():
    rows = re.findall(r"^\| `([^`]+)` \| \*\*", page.page(), re.MULTILINE)
    expected = names(Project)
    assert len(expected) > 100
    assert sorted(row.replace("[]", "") for row in rows) == sorted(expected)


def test_allowed_values_are_spelt_out():
    text = page.page()
    for said in ('`"face to face"`', '`"chose to join"`', '`"fairly sure"`', '`"ethnicity"`', '`"built-environment"`'):
        assert said in text
    needed = re.findall(r"^\| `([^`]+)` .*\| needed \|$", text, re.MULTILINE)
    assert "title" in needed and "measures.basket[].indicator" in needed and "measures.basket[].why" not in needed


def test_examples_fit_the_record():
    examples = re.findall(r"An (?:entry|example) of `([^`]+)`:\n\n```json\n(.*)\n```", page.page())
    assert len(examples) >= 25
    for path, text in examples:
        kind: Any = Project
        for name in path.split("."):
            kind = kind.model_fields[name].annotation
            (kind,) = parts(kind)
        TypeAdapter(kind).validate_json(text)
        assert json.loads(text).keys() == kind.model_fields.keys(), path


def test_the_example_of_a_path_fits_too():
    example = re.search(r'```json\n(\{"purpose".*)\n```', page.INTRODUCTION)[1]
    assert Project.model_validate({"title": "T", **json.loads(example)}).purpose.theory_of_change.problem


def test_parts_of_the_report_are_named_as_the_report_names_them():
    from helpers.reflect.feedback import PARTS

    anchors = {anchor for structure in PARTS.values() for anchor, _ in structure}
    description = Project.model_fields["feedback"].annotation.model_fields["sections"].description
    assert len(anchors) == 11
    assert [anchor for anchor in anchors if not re.search(rf"\b{anchor}\b", description)] == []
