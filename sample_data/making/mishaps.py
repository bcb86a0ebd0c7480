"""What goes wrong in a real survey: answers left out, consent withheld, codes mistyped, cells overtyped."""

from typing import Any

import numpy as np

from making import design
from making.answers import Row

CONSENT = "consent_analyse"
NOT_ANSWERS = {"person", "submitted", "own_group", CONSENT}


def leave_answers_out(rows: list[Row], rng: np.random.Generator) -> None:
    """Blank answers, and answers that people would rather not give, column by column."""
    for name, (prefer_not, blank) in design.befriending()["missing"].items():
        for row in rows:
            for column in [known for known in row if known == name or known.startswith(f"{name}_")]:
                chance = rng.random()
                if row[column] is None:
                    continue
                if chance < prefer_not:
                    row[column] = design.PREFER_NOT
                elif chance < prefer_not + blank:
                    row[column] = None


def ask_consent(wave: dict[str, Any], rows: list[Row], rng: np.random.Generator) -> None:
    """Consent to analyse, and its scope. In the first wave the form ended at "No"."""
    order = iter(rng.permutation(len(rows)))
    for row in rows:
        row[CONSENT] = 1
        for column, (yes, no) in design.befriending()["consent_scope"].items():
            chance = rng.random()
            row[column] = 1 if chance < yes else 2 if chance < yes + no else None
    for answer, n in (("no", wave["consent"]["no"]), ("blank", wave["consent"]["blank"])):
        for _ in range(n):
            row = rows[next(order)]
            row[CONSENT] = 2 if answer == "no" else None
            if wave["tool"] == "kobo":
                _blank(row, keep=NOT_ANSWERS)
    for _ in range(wave["abandoned"]):
        _blank(rows[next(order)], keep=NOT_ANSWERS | {"q1_2", "q1_3_1_younger", "q1_3_1_older"})


def type_codes(wave: dict[str, Any], rows: list[Row], spare: list[str], rng: np.random.Generator) -> list[int]:
    """Panel codes as people type them; returns the numbers of the people who mistype theirs."""
    panel = design.befriending()["panel"]
    given = [row for row in rows if row["panel_code"]]
    mistyped = [given[index] for index in rng.permutation(len(given))[: panel["mistyped"].get(wave["id"], 0)]]
    for row in given:
        if row in mistyped:
            row["panel_code"] = spare.pop(int(rng.integers(0, len(spare))))
        elif rng.random() < panel["forgets_in_a_wave"]:
            row["panel_code"] = None
        elif rng.random() < panel["typed_loosely"]:
            row["panel_code"] = rng.choice([row["panel_code"].lower(), f"{row['panel_code']} "]).item()
    return [row["person"] for row in mistyped]


def plant_details(wave: dict[str, Any], rows: list[Row]) -> list[dict[str, Any]]:
    """Put a telephone number or an address into the first fitting open answer that may be quoted."""
    planted = []
    for detail in design.befriending()["personal_details"]:
        if detail["wave"] != wave["id"]:
            continue
        position = next(
            index
            for index, row in enumerate(rows)
            if index >= 30 and row[CONSENT] == 1 and row["consent_quote"] == 1 and row.get(detail["column"])
        )
        rows[position][detail["column"]] = detail["text"]
        planted.append({"row": position + 2, **{name: detail[name] for name in ("column", "kind", "detail")}})
    return planted


def overtype(wave: dict[str, Any], rows: list[Row]) -> list[dict[str, Any]]:
    """Put a value that is no answer into one cell; rows are counted as a spreadsheet does, headings included."""
    planted = []
    for stray in design.befriending()["stray"]:
        if stray["wave"] != wave["id"]:
            continue
        position = next(
            index
            for index, row in enumerate(rows)
            if index >= 20 * (len(planted) + 1) and row[CONSENT] == 1 and isinstance(row[stray["column"]], int)
        )
        rows[position][stray["column"]] = stray["value"]
        planted.append({"row": position + 2, "column": stray["column"], "value": stray["value"]})
    return planted


def _blank(row: Row, keep: set[str]) -> None:
    for column in row:
        if column not in keep:
            row[column] = None
