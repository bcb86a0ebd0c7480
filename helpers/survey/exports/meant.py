"""What the cells of an export mean in words or codes of the questionnaire, where the tool writes them in its own way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from helpers.survey.cells import Cells
from helpers.survey.codebook import CONSENTS, PREFER_NOT_TO_SAY
from helpers.survey.headings import PREFERS_NOT
from helpers.survey.keys import key
from helpers.survey.multi import tick_reader
from helpers.survey.values import Status, labels_of, no_answer

if TYPE_CHECKING:
    from helpers.catalogue.records import Question
    from helpers.survey.codebook import Codebook
    from helpers.survey.exports.tool import Tool
    from helpers.survey.matching import Matched
    from helpers.survey.tables import Table

LONG_VALUE_LABEL = 100
"""Bytes. SPSS cuts them off at 120, and tools that write its files somewhat earlier."""


def as_asked(table: Table, matched: Matched, codebook: Codebook, tool: Tool) -> Table:
    """The table with the cells of its questions as the questionnaire has them."""
    if tool.no_date and "submitted_on" in matched.places:
        dates = table.cells(matched.places["submitted_on"]).texts
        if all(text.startswith(tool.no_date) for text in dates if text.strip()):
            del matched.places["submitted_on"]
    columns = list(table.columns)
    for target, place in matched.places.items():
        question = codebook.by_column.get(target) or codebook.by_id.get(target.removesuffix(PREFERS_NOT))
        if question is None:
            continue
        if table.value_labels:
            columns[place] = changed(columns[place], _labelled(question, target, table.value_labels[place]))
        if tool.cell:
            columns[place] = changed(columns[place], lambda text, q=question, t=target: tool.cell(q, t, text))
        if codebook.refusals:
            columns[place] = changed(columns[place], _refusing(codebook.refusals))
        if question.id in CONSENTS:
            columns[place] = changed(columns[place], _in_english(question))
    return replace(table, columns=tuple(columns))


def _refusing(refusals: tuple[str, ...]) -> Callable[[str], str]:
    keys = frozenset(map(key, refusals))
    return lambda text: PREFER_NOT_TO_SAY if key(text) in keys else text


def _in_english(question: Question) -> Callable[[str], str]:
    """A yes or no of the questionnaire's other languages: consent is read by its words."""
    others = {key(label): option.label for option in question.options for label in option.also_labelled}
    return lambda text: others.get(key(text), text)


def changed(cells: Cells, meant: Callable[[str], str]) -> Cells:
    """A column in which every text is replaced by what it means."""
    texts = [meant(text) for text in cells.texts]
    if texts == list(cells.texts):
        return cells
    numbers: dict[str, int] = {}
    places = np.array([numbers.setdefault(text, len(numbers)) for text in texts])
    distinct = np.empty(len(numbers), dtype=object)
    distinct[:] = list(numbers)
    return Cells(distinct, places[cells.places])


def _labelled(question: Question, target: str, value_labels: Mapping[str, str]) -> Callable[[str], str]:
    """The label of a value, because its code is the tool's own; of a number only where the label says that it is none."""

    def read(text: str) -> str:
        label = value_labels.get(text.strip(), "")
        if not label:
            return text
        if no_answer(label) is not None:
            return label
        if question.kind == "number":
            return text
        if question.kind == "multi" and target != question.id:
            tick = tick_reader(question, int(target.rsplit("_", 1)[1])) if target in question.columns else None
            return label if tick and tick(label)[0] == Status.ANSWERED else text
        return _whole(question, label)

    return read


def _whole(question: Question, label: str) -> str:
    """A label that was cut off, if it is the start of one option only."""
    if len(label.encode()) < LONG_VALUE_LABEL or key(label) in labels_of(question):
        return label
    starts = [option.label for option in question.options if key(option.label).startswith(key(label))]
    return starts[0] if len(starts) == 1 else label
