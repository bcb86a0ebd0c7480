"""docs/project_record.md: what `project.json` may hold. Run `python -m helpers.project.page` after changing the record."""

import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpers import catalogue
from helpers.project.record import Project

ROOT = Path(__file__).parents[2]
PAGE_PATH = ROOT / "docs" / "project_record.md"
SAMPLES = tuple(ROOT / "sample_data" / name / "project.json" for name in ("befriending", "estate"))

Field = tuple[str, dict[str, Any], bool]
"""Path in the record, what the schema says of it, and whether an entry without it is refused."""

INTRODUCTION = """<!-- Made by `python -m helpers.project.page` from helpers/project/record/. Change the record, not this page. -->
# The project record

Everything a team decides is in one file of its project folder, `project.json`. The forms of the planning steps fill it in for you
([forms in the browser](serving.md)). What the later steps decide is, for now, written by hand, in a text editor such as Notepad, TextEdit (as plain text) or the one in JupyterLab.

How to go about it:

1. Copy `project.json` to another name first. If something goes wrong, put the copy back.
2. Have one of the samples open beside it: [befriending](../sample_data/befriending/project.json) has nearly every field filled in,
   [estate](../sample_data/estate/project.json) fewer.
3. Change what is between the quotation marks. Text stands between straight `"`; a `"` within the text is written `\\"`, a new line `\\n`. Numbers, `true`, `false` and
   `null` (nothing decided yet) stand without. Entries of a list are separated by commas, with none after the last. Save as UTF-8.
4. Don't rename a field, and leave out those you have nothing for: a field that isn't there is empty. Order doesn't matter. Leave `schema_version` and `revision` alone.
   An entry whose `id` you leave out gets one; leave those that are there alone, since the history knows entries by them.
5. Open the project: `python3 workbook.py report my_project`, or any notebook. What doesn't fit is named with its line or its field, and nothing is changed.

A field's path says where it stands: `purpose.theory_of_change.problem` is

```json
{"purpose": {"theory_of_change": {"problem": "Neighbours don't know each other."}}}
```

and `[]` in a path means each entry of a list. Codes of indicators, questions and groups are on the page of [measures](measures.md). "Needed" means that the record, or the entry, is refused without it. Everything else may stay
empty, and each notebook says what its step still lacks.
"""


def page() -> str:
    """The whole page as Markdown."""
    record = _schema()
    steps = [(name, _definition(field)) for name, field in record["properties"].items() if _definition(field)]
    simple = [(name, field, _is_needed(record, name)) for name, field in record["properties"].items()]
    top = _table([entry for entry in simple if not _definition(entry[1])])
    return INTRODUCTION + "\n## The project\n\n" + top + "".join(_step(name, definition) for name, definition in steps)


def _step(name: str, definition: dict[str, Any]) -> str:
    fields = list(_fields(name, definition))
    examples = "".join(_example(path, field) for path, field, _ in fields if _entry(field))
    return f"\n## {definition['description'].rstrip('.')}\n\n{_table(fields)}{examples}"


def _fields(path: str, definition: dict[str, Any]) -> Iterator[Field]:
    """The fields of a part in order; those of an inner part, or of a list's entries, follow the field that holds them."""
    for name, field in definition["properties"].items():
        inner = f"{path}.{name}"
        if (part := _definition(field)) and not _may_be_null(field):
            yield from _fields(inner, part)
            continue
        yield inner, field, _is_needed(definition, name)
        if entry := _entry(field):
            yield from _fields(f"{inner}[]" if field.get("type") == "array" else inner, entry)


def _table(fields: list[Field]) -> str:
    rows = "".join(
        f"| `{path}` | {_cell(_title(field))} | {_cell(_takes(path, field))} | {'needed' if is_needed else ''} |\n"
        for path, field, is_needed in fields
    )
    return f"| field | what it is | takes | |\n|---|---|---|---|\n{rows}"


def _title(field: dict[str, Any]) -> str:
    described = field.get("description", "")
    part = (_definition(field) or {}).get("description", "")
    title = field.get("title") or (_definition(field) or {})["title"]
    return f"**{title}{'' if title.endswith('?') else '.'}** {described or part}".rstrip()


def _takes(path: str, field: dict[str, Any]) -> str:
    if path in CHOICES:
        return CHOICES[path]()
    if "anyOf" in field:
        others = [one for one in field["anyOf"] if one.get("type") != "null"]
        return f"{_takes('', others[0])}, or `null`"
    if "const" in field:
        return f"always `{_json(field['const'])}`"
    if "enum" in field:
        return "one of " + ", ".join(f"`{_json(value)}`" for value in field["enum"])
    if "$ref" in field:
        return "an entry, see below"
    kind = field["type"]
    if kind == "array":
        return "a list of entries, see below" if _definition(field["items"]) else f"a list of {_plural(field['items'])}"
    return {"object": _pairs, "string": _text, "integer": _number, "number": _number, "boolean": _yes_no}[kind](field)


def _pairs(field: dict[str, Any]) -> str:
    within = field["additionalProperties"]
    return 'pairs: `{"name": "text"}`' if within["type"] == "string" else 'pairs of pairs: `{"name": {"name": 0.5}}`'


def _text(field: dict[str, Any]) -> str:
    if field.get("format") == "date":
        return 'a date: `"2026-05-31"`'
    if "pattern" in field:
        begins = "beginning with `own_`, then " if field["pattern"].startswith("^own_") else ""
        marks = "underscores" if begins else "hyphens"
        longest = f", at most {field['maxLength']}" if "maxLength" in field else ""
        return f"a short name {begins or 'of '}small letters, digits and {marks}{longest}"
    return "text"


def _number(field: dict[str, Any]) -> str:
    least = f", {field['minimum']} or more" if "minimum" in field else ""
    least += f", more than {field['exclusiveMinimum']}" if "exclusiveMinimum" in field else ""
    most = f" and at most {field['maximum']}" if "maximum" in field else ""
    return ("a whole number" if field["type"] == "integer" else "a number") + least + most


def _yes_no(_field: dict[str, Any]) -> str:
    return "`true` or `false`"


def _plural(items: dict[str, Any]) -> str:
    return {"string": 'texts: `["...", "..."]`'}[items["type"]]


def _example(path: str, field: dict[str, Any]) -> str:
    entries = sorted(_in_samples(path), key=lambda entry: (not all(entry.values()), len(_json(entry))))
    found = [_json(entry) for entry in entries]
    assert found, f"no sample has an entry of {path}"
    lead = "An entry of" if field.get("type") == "array" else "An example of"
    return f"\n{lead} `{path}`:\n\n```json\n{found[0]}\n```\n"


def _in_samples(path: str) -> Iterator[Any]:
    for sample in SAMPLES:
        held = json.loads(sample.read_text(encoding="utf-8"))
        for name in path.split("."):
            held = held.get(name) or {}
        yield from held if isinstance(held, list) else [held] if held else []


def _entry(field: dict[str, Any]) -> dict[str, Any] | None:
    """The part that a list's entries, or a field that may be null, consist of."""
    return _definition(field["items"]) if "items" in field else _definition(field) if _may_be_null(field) else None


def _definition(field: dict[str, Any]) -> dict[str, Any] | None:
    reference = next((one["$ref"] for one in [field, *field.get("anyOf", ())] if "$ref" in one), None)
    return _schema()["$defs"][reference.rsplit("/", 1)[1]] if reference else None


def _may_be_null(field: dict[str, Any]) -> bool:
    return "anyOf" in field


def _is_needed(definition: dict[str, Any], name: str) -> bool:
    return name in definition.get("required", ())


def _choices(filter_name: str, lead: str) -> Callable[[], str]:
    def told() -> str:
        entries = [entry for entry in catalogue.considerations() if entry.filter == filter_name]
        return f"{lead} " + ", ".join(f"`{_json(code)}`" for code in dict.fromkeys(one.choice_code for one in entries))

    return told


def _breakdowns() -> str:
    codes = ", ".join(f"`{_json(entry.code)}`" for entry in catalogue.breakdowns())
    return f'a list of {codes}; two at once are `"age*gender"`'


CHOICES: dict[str, Callable[[], str]] = {
    "purpose.thematic_focus": _choices("focus", "a list of"),
    "purpose.organisation_type": _choices("organisation", "one of"),
    "approach.breakdowns": _breakdowns,
    "analysis.breakdowns": _breakdowns,
}
"""Fields whose values are names from the catalogue, few enough to be listed."""


@lru_cache
def _schema() -> dict[str, Any]:
    return Project.model_json_schema()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("->", "→")


if __name__ == "__main__":
    PAGE_PATH.write_text(page(), encoding="utf-8", newline="\n")
    print(f"Written: {PAGE_PATH}")
