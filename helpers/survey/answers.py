"""The answers of usable people: coded, counted and checked, one question after the other."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from helpers.catalogue.records import Question
from helpers.survey import strays
from helpers.survey.cells import Cells
from helpers.survey.checks import Messages, listed
from helpers.survey.codebook import AGE, Codebook
from helpers.survey.headings import PREFERS_NOT
from helpers.survey.identifiers import KINDS, kinds_in
from helpers.survey.keys import key, keys_of
from helpers.survey.matching import Matched
from helpers.survey.multi import join_split, joined_reader, read_joined, tick_reader
from helpers.survey.tables import Table
from helpers.survey.values import NAN, Column, Status, printable, read_column, reader_for, replacing, shortened

LONGEST_REFUSAL = 40
"""Characters. Whoever writes more than "I would prefer not to say" has said something."""


@dataclass
class Coded:
    """Coded answers of the usable rows, and one status per row and question (or grid line)."""

    answers: dict[str, np.ndarray] = field(default_factory=dict)
    status: dict[str, np.ndarray] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Usable:
    """The rows that may be looked at: everything below is blind to all others."""

    table: Table
    rows: np.ndarray

    @property
    def row_numbers(self) -> np.ndarray:
        return self.table.row_numbers[self.rows]

    def cells(self, place: int) -> Cells:
        return self.table.cells(place)[self.rows]


def code(
    usable: Usable,
    matched: Matched,
    codebook: Codebook,
    messages: Messages,
    seen: Callable[[float], None] = lambda share: None,
) -> Coded:
    """Read every question of the codebook; what is not in the file stays NaN (text: None). `seen` is told how far it is."""
    coded = Coded()
    questions = tuple(dict.fromkeys(codebook.by_column.values()))
    for number, question in enumerate(questions):
        seen(number / len(questions))
        if question.id == AGE and codebook.parents_consent:
            question = question.model_copy(update={"minimum": 0})
        if question.kind == "multi":
            _code_multi(question, usable, matched, coded, messages)
        else:
            for column in question.columns:
                _code_column(question, column, usable, matched, coded, messages)
    return coded


def _code_column(
    question: Question, column: str, usable: Usable, matched: Matched, coded: Coded, messages: Messages
) -> None:
    n = int(usable.rows.sum())
    place = matched.places.get(column)
    if place is None:
        coded.answers[column] = np.full(n, None, dtype=object) if question.kind == "text" else np.full(n, NAN)
        return
    coded.headings[column] = usable.table.names[place]
    if question.kind == "text":
        _code_text(column, place, usable, coded, messages)
        return
    read = read_column(usable.cells(place), reader_for(question, matched.values.get(column)))
    strays.report(question, read, usable.row_numbers, coded.headings[column], messages, column)
    coded.answers[column], coded.status[column] = read.value, read.status


def _code_text(column: str, place: int, usable: Usable, coded: Coded, messages: Messages) -> None:
    cells = usable.cells(place)
    texts = cells.each_text(printable)
    is_refusal = cells.each_text(_prefers_not, bool)
    is_answer = (texts != "") & ~is_refusal
    coded.answers[column] = np.where(is_answer, texts, None)[cells.places]
    coded.status[column] = np.select(
        [is_answer, is_refusal], [np.int8(Status.ANSWERED), np.int8(Status.PREFERS_NOT)], np.int8(Status.BLANK)
    )[cells.places]
    kinds_by_text = {number: kinds for number, text in enumerate(texts) if (kinds := kinds_in(text))}
    if kinds_by_text:
        at = np.flatnonzero(np.isin(cells.places, list(kinds_by_text)))
        kinds = dict.fromkeys(KINDS[kind] for row in at for kind in kinds_by_text[cells.places[row]])
        rows = usable.row_numbers[at]
        messages.add(
            "identifiers_in_text",
            row=int(rows[0]),
            column=coded.headings[column],
            kinds=", ".join(kinds),
            rows=listed(rows),
        )


def _prefers_not(text: str) -> bool:
    return len(text) < LONGEST_REFUSAL and key(text) in keys_of("prefer_not_to_say")


def _code_multi(question: Question, usable: Usable, matched: Matched, coded: Coded, messages: Messages) -> None:
    codes = [option.code for option in question.options]
    joined = _joined(question, codes, usable, matched, coded, messages)
    split = _split(question, codes, usable, matched, coded, messages)
    if joined and split:
        _refuse_difference(question, joined, split, usable, messages)
        # an answer written in by hand is only in the joined column, the ticks are in the others
        use_split = (joined[0] != Status.ANSWERED) & (split[0] == Status.ANSWERED)
        joined = (np.where(use_split, split[0], joined[0]), np.where(use_split[:, None], split[1], joined[1]))
    status, ticks = joined or split or (None, np.full((int(usable.rows.sum()), len(codes)), NAN))
    if status is not None:
        status, ticks = _blank_contradictions(question, status, ticks, codes, usable, coded, messages)
        coded.status[question.id] = status
    for place, name in enumerate(question.columns):
        coded.answers[name] = ticks[:, place]


def _joined(
    question: Question, codes: list[int], usable: Usable, matched: Matched, coded: Coded, messages: Messages
) -> tuple[np.ndarray, np.ndarray] | None:
    place = matched.places.get(question.id)
    if place is None:
        return None
    heading = coded.headings[question.id] = usable.table.names[place]
    replaced, read = replacing(matched.values.get(question.id)), joined_reader(question)
    places, texts, status, ticks = read_joined(usable.cells(place), lambda text: read(replaced(text)), codes)
    is_also_split = any(name in matched.places for name in question.columns)
    if not is_also_split:
        # where the ticks have columns of their own, what is written in by hand does not matter
        column = Column(places, texts, status, np.full(len(texts), NAN))
        strays.report(question, column, usable.row_numbers, heading, messages, question.id)
    return status[places], ticks[places]


def _split(
    question: Question, codes: list[int], usable: Usable, matched: Matched, coded: Coded, messages: Messages
) -> tuple[np.ndarray, np.ndarray] | None:
    present = [name in matched.places for name in question.columns]
    if not any(present):
        return None
    n = int(usable.rows.sum())
    ticks, status = np.full((n, len(codes)), NAN), np.zeros((n, len(codes)), dtype=np.int8)
    for place, (name, option) in enumerate(zip(question.columns, codes, strict=True)):
        if name not in matched.places:
            continue
        heading = coded.headings[name] = usable.table.names[matched.places[name]]
        reader = tick_reader(question, option, matched.values.get(name))
        read = read_column(usable.cells(matched.places[name]), reader)
        strays.report(question, read, usable.row_numbers, heading, messages, name, of_ticks=True)
        ticks[:, place], status[:, place] = read.value, read.status
    coded.headings.setdefault(question.id, next(coded.headings[n] for n in question.columns if n in coded.headings))
    has_none_column = question.none_code in codes and present[codes.index(question.none_code)]
    row_status, filled = join_split(ticks, status, has_none_column)
    _say_not_offered(question, row_status, filled, present, usable, coded, messages)
    filled[:, ~np.array(present)] = NAN
    refused_place = matched.places.get(f"{question.id}{PREFERS_NOT}")
    if refused_place is not None:
        refused = read_column(usable.cells(refused_place), tick_reader(question, PREFERS_NOT_CODE))
        prefers_not = (refused.value == 1) | (refused.status == Status.PREFERS_NOT)
        row_status = np.where(prefers_not, Status.PREFERS_NOT, row_status)
        filled[prefers_not] = NAN
    return row_status, filled


def _say_not_offered(
    question: Question,
    row_status: np.ndarray,
    filled: np.ndarray,
    present: list[bool],
    usable: Usable,
    coded: Coded,
    messages: Messages,
) -> None:
    """An option added while people were already answering: those before it neither ticked it nor left it."""
    for place, name in enumerate(question.columns):
        missed = present[place] & (row_status == Status.ANSWERED) & np.isnan(filled[:, place])
        if missed.any():
            rows = usable.row_numbers[missed]
            label = shortened(question.options[place].label, 40)
            messages.add(
                "option_not_offered",
                row=int(rows[0]),
                column=coded.headings[name],
                n=rows.size,
                rows=listed(rows),
                option=label,
                question=question.code,
            )


def _refuse_difference(
    question: Question,
    joined: tuple[np.ndarray, np.ndarray],
    split: tuple[np.ndarray, np.ndarray],
    usable: Usable,
    messages: Messages,
) -> None:
    both = (joined[0] == Status.ANSWERED) & (split[0] == Status.ANSWERED)
    one = (joined[0] == Status.ANSWERED) & (split[0] == Status.BLANK)
    differs = one | (both & ((joined[1] != split[1]) & ~np.isnan(split[1])).any(axis=1))
    if differs.any():
        rows = usable.row_numbers[differs]
        messages.add("layouts_differ", row=int(rows[0]), question=question.code, column=question.id, rows=listed(rows))


def _blank_contradictions(
    question: Question,
    status: np.ndarray,
    ticks: np.ndarray,
    codes: list[int],
    usable: Usable,
    coded: Coded,
    messages: Messages,
) -> tuple[np.ndarray, np.ndarray]:
    """ "None of these" with something ticked says nothing: it is left blank."""
    if question.none_code not in codes:
        return status, ticks
    none = codes.index(question.none_code)
    others = np.delete(ticks, none, axis=1)
    contradicts = (ticks[:, none] == 1) & (others == 1).any(axis=1)
    if contradicts.any():
        rows = usable.row_numbers[contradicts]
        messages.add(
            "none_with_others",
            row=int(rows[0]),
            column=coded.headings[question.id],
            option="The answer that rules out all others"
            if question.is_sensitive
            else f"'{shortened(question.options[none].label, 40)}'",
            question=question.code,
            rows=listed(rows),
            n=rows.size,
        )
    return np.where(contradicts, Status.UNKNOWN, status), np.where(contradicts[:, None], NAN, ticks)


def counts(coded: Coded, asked: dict[str, np.ndarray], codebook: Codebook) -> pd.DataFrame:
    """How every question was answered by usable people: one row per column, of a select-all question one in all.

    `asked` counts people the question was put to by its routing, or who answered it; `blank` those of them who left it
    out, said N/A or "don't know".
    """
    rows = []
    for question in dict.fromkeys(codebook.by_column.values()):
        for name in (question.id,) if question.kind == "multi" else question.columns:
            if name not in coded.status:
                continue
            status = coded.status[name]
            answered = status == Status.ANSWERED
            refused, unknown = status == Status.PREFERS_NOT, status == Status.UNKNOWN
            put_to = asked.get(name, np.ones(len(status), dtype=bool)) | answered | refused | unknown
            rest = put_to & ~answered & ~refused & ~unknown
            rows.append((name, *(int(part.sum()) for part in (put_to, answered, refused, rest, unknown))))
    return pd.DataFrame(rows, columns=list(COUNTS))


PREFERS_NOT_CODE = -1
"""No option of any question: its column is read for ticks only."""
COUNTS = ("column", "asked", "answered", "prefer_not_to_say", "blank", "out_of_range")
