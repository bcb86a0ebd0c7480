"""The second sample project: one wave on a small estate, typed into a spreadsheet by hand."""

from datetime import datetime, time
from typing import Any

import numpy as np
from openpyxl import Workbook

from making import design, truth, wording
from making.answers import SINGLE, Row
from making.people import draw
from making.workbook_file import as_bytes

SINGLES = {
    indicator: column
    for indicator, column in (SINGLE | {"R4": "q1_5"}).items()
    if indicator in ("R3", "R4", "R7", "P3", "O1_area")
}


def make() -> tuple[bytes, dict[str, Any]]:
    """The file and the truth about it."""
    rng = np.random.default_rng(design.estate()["seed"])
    rows = _rows(rng)
    return _typed(rows, rng), _truth(rows)


def _rows(rng: np.random.Generator) -> list[Row]:
    made = design.estate()
    counts = {
        indicator: set(rng.permutation(made["people"])[: round(share * made["people"])].tolist())
        for indicator, share in made["probabilities"].items()
    }
    days = sorted(made["days"][index] for index in rng.integers(0, len(made["days"]), made["people"]))
    rows = []
    for number in range(made["people"]):
        row: Row = {"number": number + 1, "day": days[number], "block": "ABC"[rng.integers(0, 3)], "consent_analyse": 1}
        row["consent_quote"] = 1 if rng.random() < made["says_yes_to_a_quote"] else 2
        for indicator, column in SINGLES.items():
            row[column] = draw(made["codes"][column]["yes" if number in counts[indicator] else "no"], rng)
        row["q3_18"] = (
            tuple(sorted({draw(made["codes"]["q3_18"], rng) for _ in range(2)})) if number in counts["E8"] else (12,)
        )
        row["q3_2"] = int(rng.integers(18, 88))
        row["own_room"] = str(rng.choice(made["own_room"]))
        rows.append(
            {column: None if rng.random() < made["blank"].get(column, 0.0) else value for column, value in row.items()}
        )
    for position in made["says_no"]:
        rows[position] |= {"consent_analyse": 2, "consent_quote": None, "own_room": None, "q3_18": None}
    return rows


def _typed(rows: list[Row], rng: np.random.Generator) -> bytes:
    made = design.estate()
    book = Workbook()
    sheet = book.active
    sheet.title = "Sheet1"
    sheet.append(list(made["headers"].values()))
    for row in rows:
        sheet.append([_as_typed(column, row[column], rng) for column in made["headers"]])
    for cell in sheet["B"][1:]:
        cell.number_format = "dd/mm/yyyy"
    return as_bytes(book, datetime.combine(made["received_on"], time(19, 30)), "Secretary")


def _as_typed(column: str, value: Any, rng: np.random.Generator) -> Any:
    """Sometimes the number of an answer, sometimes its words, with whatever capitals and blanks come along."""
    if value is None or column in ("number", "day", "block", "own_room", "q3_2"):
        return value
    if isinstance(value, tuple):
        if rng.random() < 0.5:
            return ", ".join(map(str, value)) if len(value) > 1 else value[0]
        return "; ".join(wording.label(column, code, "estate") for code in value)
    words = wording.label(column, value, "estate")
    return [value, words, words.lower(), f"{words} ", words.upper()][rng.choice(5, p=[0.35, 0.30, 0.15, 0.12, 0.08])]


def _truth(rows: list[Row]) -> dict[str, Any]:
    usable, made = truth.usable(rows), design.estate()
    return {
        "note": "All people and places are invented. Made by sample_data/make_sample_data.py; don't change it by hand.",
        "seed": made["seed"],
        "built_in": made["probabilities"],
        "waves": {
            "2025-summer": {
                "file": made["file"],
                "tool": "typed by hand",
                "received": len(rows),
                "usable": len(usable),
                "set_aside": truth.set_aside(rows),
                "colliding_codes": [],
                "stray": [],
                "personal_details": [],
                "counts": {"everyone": truth.counts(usable, made["probabilities"])},
            }
        },
    }
