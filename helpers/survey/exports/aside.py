"""Rows of an export that are no finished answer of a person: previews, unfinished, rejected. Set aside, counted and said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from helpers.survey.checks import Messages, listed
from helpers.survey.exports.tool import REASONS, Aside, Tool
from helpers.survey.matching import UNUSED, Matched, example_of_mapping

if TYPE_CHECKING:
    from helpers.survey.tables import Table


def not_answers(table: Table, matched: Matched, tool: Tool, messages: Messages) -> dict[str, np.ndarray]:
    """Reason -> which rows; a row counts under its first reason only. A column that the mapping leaves out says nothing."""
    found: dict[str, np.ndarray] = {}
    rest = np.ones(len(table), dtype=bool)
    for aside in sorted(tool.aside, key=lambda aside: REASONS.index(aside.reason)):
        for place in _places(table, matched, aside):
            rows = rest & _is_aside(table, place, aside)
            if rows.any():
                found[aside.reason] = found.get(aside.reason, np.zeros(len(table), dtype=bool)) | rows
                rest &= ~rows
                _say(table, place, aside.reason, rows, messages)
    return found


def _places(table: Table, matched: Matched, aside: Aside) -> list[int]:
    headings = {place: {heading.strip()} for place, heading in enumerate(table.headings)}
    for place, code in enumerate(table.codes):
        headings[place].add(code)
    return [place for place, names in headings.items() if names & set(aside.headings) and place not in matched.left_out]


def _is_aside(table: Table, place: int, aside: Aside) -> np.ndarray:
    labels = table.value_labels[place] if table.value_labels else {}
    return table.cells(place).each(
        lambda text: aside.is_aside(text) or (text in labels and aside.is_aside(labels[text])), bool
    )


def _say(table: Table, place: int, reason: str, rows: np.ndarray, messages: Messages) -> None:
    numbers = table.row_numbers[rows]
    messages.add(
        "no_answer_of_a_person",
        row=int(numbers[0]),
        column=table.names[place],
        n=numbers.size,
        of=len(table),
        reason=reason,
        rows=listed(numbers),
        mapping=example_of_mapping(table.names[place], UNUSED),
    )
