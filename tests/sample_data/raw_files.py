"""A tiny reader of the sample files, for checking the truth: it shares nothing with the workbook's reader or the maker.

Every answer comes back as a code, a set of codes, text or None, under the question's id.
"""

import csv
from pathlib import Path

from openpyxl import load_workbook

from helpers import catalogue

COLUMNS = (
    "q1_2",
    "q1_5",
    "q1_7",
    "q1_8",
    "q2_4",
    "q2_7",
    "q3_2",
    "q3_13",
    "q3_18",
    "q3_19",
    "panel_code",
    "consent_analyse",
)
GRID_LINES = {"much younger than you": "younger", "much older than you": "older"}
TYPED = {
    "Consent": "consent_analyse",
    "1.7": "q1_7",
    "Q1.8": "q1_8",
    "q1_5": "q1_5",
    "Q 2.4": "q2_4",
    "2.7": "q2_7",
    "q3_18": "q3_18",
}


def rows(path: Path) -> list[dict]:
    """One dictionary per line below the headings."""
    header, *lines = _table(path)
    names = [_name(str(heading).strip(), position, header) for position, heading in enumerate(header)]
    return [{name: _answer(name, cell) for name, cell in zip(names, line, strict=True) if name} for line in lines]


def cells(path: Path) -> list[list]:
    """Every cell, headings included, so that row 2 is at position 1."""
    return _table(path)


def _table(path: Path) -> list[list]:
    if path.suffix == ".csv":
        return list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    return [list(line) for line in load_workbook(path).active.iter_rows(values_only=True)]


def _name(heading: str, position: int, header: list) -> str | None:
    if heading in TYPED:
        return TYPED[heading]
    last = heading.split("/")[-1]
    if last in (*COLUMNS, "own_group") or last.startswith(("q1_3_1_", "q1_3_2_")):
        return last
    if heading.startswith("Office use"):
        return "own_group"
    if heading.startswith("In the last 12 months, have you given any unpaid help"):
        return "q2_4"
    for line, code in GRID_LINES.items():
        if line in heading:
            earlier = sum(line in str(other) for other in header[:position])
            return f"q1_3_{1 + earlier}_{code}"
    return next((column for column in COLUMNS if catalogue.question(column).wording == heading), None)


def _answer(name: str, cell):
    text = "" if cell is None else str(cell).strip()
    if text in ("", "Prefer not to say", "prefer_not_to_say", "Prefer not to say;"):
        return None
    if name == "panel_code":
        return text
    if name == "own_group":
        return {"Matched with a befriender": 1, "On the waiting list": 2}.get(text) or int(text)
    question = catalogue.question("_".join(name.split("_")[:3]) if name.startswith("q1_3") else name)
    if question.kind == "multi":
        return _several(text, question)
    if question.kind == "number":
        return int(text) if question.minimum <= int(text) <= question.maximum else None
    labels = {option.label.lower(): option.code for option in question.options}
    code = labels.get(text.lower()) or (int(text) if text.isdigit() else None)
    return code if code in labels.values() else None


def _several(text: str, question) -> set[int]:
    found = {option.code for option in question.options if option.label.lower() in text.lower()}
    return found or {int(code) for code in text.replace(",", " ").split()}
