"""What the cells of an export mean in words or codes of the questionnaire, where the tool writes them in its own way."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from helpers.survey.cells import Cells
from helpers.survey.codebook import CONSENTS, PREFER_NOT_TO_SAY
from helpers.survey.headings import PREFERS_NOT
from helpers.survey.keys import key
from helpers.survey.multi import tick_reader
from helpers.survey.values import Status, code_of, labels_of, no_answer, reader_for

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
    """What a value is labelled, because its code is the tool's own. A value without a label is its code, unless the labels of
    others show that the tool counts otherwise: then nobody knows."""
    if question.kind == "multi" and target != question.id:
        return _ticked(question, target, value_labels)
    labels = {value: _whole(question, label) for value, label in value_labels.items() if label}
    read = reader_for(question)
    counts_otherwise = any(
        status == Status.ANSWERED and code_of(value) not in (None, code)
        for value, (status, code) in ((value, read(label)) for value, label in labels.items())
    )

    def meant(text: str) -> str:
        value = text.strip()
        if label := labels.get(value):
            is_spare = (
                question.kind == "number" and no_answer(label) is None and _only_describes(label, value, question)
            )
            return text if is_spare and not counts_otherwise else label
        return f"{value} (no label)" if counts_otherwise and code_of(value) is not None else text

    return meant


def _ticked(question: Question, target: str, value_labels: Mapping[str, str]) -> Callable[[str], str]:
    """The label of an option's value, where it says whether the option was ticked, or why nothing is known."""
    tick = tick_reader(question, int(target.rsplit("_", 1)[1])) if target in question.columns else None

    def meant(text: str) -> str:
        label = value_labels.get(text.strip(), "")
        is_told = bool(label) and (no_answer(label) is not None or (tick and tick(label)[0] == Status.ANSWERED))
        return label if is_told else text

    return meant


def _only_describes(label: str, value: str, question: Question) -> bool:
    """Whether a number's label says the same number in other words ("99 or over"), or describes a point of a scale."""
    numbers = re.findall(r"\d+", label)
    return numbers == [value] or (not numbers and question.minimum == 0)


def _whole(question: Question, label: str) -> str:
    """A label that was cut off, if it is the start of one option only."""
    if len(label.encode()) < LONG_VALUE_LABEL or key(label) in labels_of(question):
        return label
    starts = [option.label for option in question.options if key(option.label).startswith(key(label))]
    return starts[0] if len(starts) == 1 else label
