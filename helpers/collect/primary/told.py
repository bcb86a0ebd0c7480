"""What a reading found, in words for a person and as tables for the team."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import survey
from helpers.project import disk
from helpers.survey import Reading

CODES = (
    "Answers that are numbers were read by the toolkit's codes, such as 1.7: 1 = Often/always to 5 = Never. If a scale of "
    "yours runs the other way,"
)
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_plain(reading: Reading) -> dict[str, Any]:
    """The verdict as `check --json` prints it and `wave.json` keeps it; no answer of anybody's is in it."""
    messages = [
        {name: getattr(message, name) for name in ("level", "code", "what", "row", "column", "value", "fix")}
        for message in reading.messages
    ]
    return {"verdict": reading.verdict, "usable_n": reading.usable_n, "messages": messages}


def in_words(reading: Reading) -> str:
    """Verdict and messages for a person to read."""
    verdicts = {
        "accept": "The file is in order",
        "warn": "The file can be used, with the cautions below",
        "refuse": "The file can't be used until this is mended",
    }
    lines = [f"{verdicts[reading.verdict]}: {reading.usable_n} usable of {reading.n_received} answers."]
    lines += [f"- {message.what} {message.fix}".rstrip() for message in reading.messages]
    if reading.verdict != "refuse":
        lines.append(f"{CODES} map it: docs/mapping.md.")
    return "\n".join(lines)


def write_clean(reading: Reading, path: Path) -> None:
    """Coded answers by question id as CSV, for the team: one row per person, so keep it as safe as the answers.

    Contact details in open answers are masked, and text that a spreadsheet would take for a formula is made safe.
    """
    table = reading.responses.copy()
    for column in table.columns:
        if not pd.api.types.is_numeric_dtype(table[column]):
            table[column] = [
                no_formula(survey.masked(value)) if isinstance(value, str) else value for value in table[column]
            ]
    text = table.to_csv(index=False, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
    disk.write_whole(path, text.encode("utf-8"))


def set_aside_csv(reading: Reading) -> bytes:
    """Who was set aside and why, one row each: the row in the file, the id, the reason; nobody's answers.

    For the team: an id leads to a person. An id in which contact details stand is masked.
    """
    rows = reading.set_aside_rows.itertuples(index=False)
    return as_csv(
        ("row in the file", "id", "reason"),
        ((row.row, survey.masked(str(row.respondent_id)), row.reason) for row in rows),
    )


def as_csv(head: tuple[str, ...], rows: Iterable[Iterable[Any]]) -> bytes:
    """A table that spreadsheets open in the right encoding and take for text."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([no_formula(str(cell)) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def no_formula(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> no_formula("=1+1"), no_formula("one")
    ("'=1+1", 'one')
    """
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
