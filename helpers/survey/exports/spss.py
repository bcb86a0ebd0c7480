"""SPSS, .sav and .zsav: values with labels, declared missing values, and for every variable a name and a label.

A variable is known by its label, or by its name where that is an id of this workbook. An answer is read by its value label,
because its code is the tool's that wrote the file; where a value has no label, its code counts as in any other file.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpers.survey.cells import Grid
from helpers.survey.checks import Messages
from helpers.survey.delimited import LONGEST_CELL
from helpers.survey.exports import qualtrics
from helpers.survey.exports.child import MEGABYTES, SECONDS, lines
from helpers.survey.exports.meant import changed
from helpers.survey.exports.tool import Head, Known
from helpers.survey.values import no_answer
from helpers.survey.workbooks import MOST_CHARACTERS


@dataclass(frozen=True)
class Variables:
    """An SPSS file as text: names, labels, what values are labelled, and the cells. A missing value is blank, or its label
    where that says more ("Refused")."""

    names: tuple[str, ...]
    texts: tuple[str, ...]
    value_labels: tuple[Mapping[str, str], ...]
    rows: Grid = field(default_factory=Grid)


def variables(path: Path, messages: Messages) -> Variables:
    """What an SPSS file holds.

    Raises
    ------
    Refused
        Where it is damaged, or more than is safe to open.
    """
    told, rows, last = [], Grid(), {}
    for last in lines("sav_child.py", path.resolve(), MOST_CHARACTERS, LONGEST_CELL):
        if "variable" in last:
            told.append(last)
        elif "rows" in last:
            rows.extend(last["rows"])
    problem = last.get("error")
    if problem == "broken":
        messages.refuse("spss_broken")
    if problem == "large":
        messages.refuse("workbook_too_large", size=f"more than {MOST_CHARACTERS:,} characters")
    if problem:
        limit = f"{SECONDS} seconds" if problem == "late" else f"memory of {MEGABYTES:,} MB"
        messages.refuse("workbook_too_slow", limit=limit)
    if not len(rows):
        messages.refuse("no_rows")
    rows.columns = tuple(
        changed(cells, _missing_as_said(variable)) for cells, variable in zip(rows.columns, told, strict=True)
    )
    names, texts, labels = zip(*((one["variable"], one["label"], one["labels"]) for one in told), strict=True)
    return Variables(names, texts, labels, rows)


def head(found: Variables, known: Known) -> Head:
    """One heading per variable."""
    conflicts = tuple(
        place
        for place, (name, text) in enumerate(zip(found.names, found.texts, strict=True))
        if qualtrics.is_conflict(name, text, known)
    )
    headings = tuple(qualtrics.heading(name, text, known) for name, text in zip(found.names, found.texts, strict=True))
    return Head(headings, 0, found.names, conflicts)


def _missing_as_said(variable: dict[str, Any]) -> Callable[[str], str]:
    labels, areas = variable["labels"], variable["missing"]

    def read(text: str) -> str:
        if not _is_missing(text, areas):
            return text
        label = labels.get(text, "")
        return label if label and no_answer(label) is not None else ""

    return read


def _is_missing(text: str, areas: list[list]) -> bool:
    for lowest, highest in areas:
        if isinstance(lowest, str):
            if text == lowest.rstrip():
                return True
            continue
        try:
            if text and lowest <= float(text) <= highest:
                return True
        except ValueError:
            continue
    return False
