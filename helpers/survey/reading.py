"""A file of answers read against a codebook: `read`, and what comes of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers.survey import answers, consent, dates, exports, people, repeated, routing
from helpers.survey.ages import Age
from helpers.survey.checks import Message, Messages, Refused, Verdict, listed
from helpers.survey.codebook import AGE, CONSENTS, Codebook
from helpers.survey.codebook import codebook as whole_toolkit
from helpers.survey.corrections import LEFT_OUT, Correction, corrected, corrections_of, unused_columns
from helpers.survey.exports.aside import not_answers
from helpers.survey.exports.fieldwork import Collected
from helpers.survey.exports.meant import as_asked
from helpers.survey.headings import Headings
from helpers.survey.leftover import missing, unused
from helpers.survey.matching import UNUSED, Matched, example_of_mapping, match
from helpers.survey.opening import Opened, opened
from helpers.survey.tables import Table

UNREADABLE = "age could not be read"
SET_ASIDE_FOR_AGE = {Age.UNDER: "under 16", Age.UNREADABLE: UNREADABLE}
SET_ASIDE = ("row", "respondent_id", "reason")
READING = 0.7
"""Of the time a file takes, about so much is spent on its text, the rest on its answers."""
Progress = Callable[[float], None]
"""Told what share of the work is done, from 0 to 1."""
_SAYS = {"no consent": "no_consent", "under 16": "under_16", UNREADABLE: "age_unreadable"}


@dataclass(frozen=True, repr=False, eq=False)
class Reading:
    """What a file holds, and what the checks found.

    Parameters
    ----------
    verdict
        "accept", "warn" (read, with cautions) or "refuse" (nothing was read).
    messages
        What was found, the gravest first.
    responses
        One row per usable person: `respondent_id`, `panel_code` (or None), `weight` (only where the file has one),
        `consent_quote`, `consent_share`, `consent_recontact`, `submitted_on`, then the codebook's columns: codes as
        floats, NaN = no usable answer; select-all options 0/1, NaN throughout = not answered; text or None.
    usable_n
        How many rows `responses` has.
    mapping
        Heading of the file -> column of the codebook (for replaced values {"column", "values"}), "" for one that somebody
        said is not to be used: with it the same file reads the same again, and the next file likewise. Headings that occur more than once carry their position,
        "much older than you #2".
    counts
        How each question was answered: `column` (of a select-all question its id), `asked`, `answered`,
        `prefer_not_to_say`, `blank`, `out_of_range`.
    set_aside
        Why people were set aside -> how many.
    set_aside_rows
        Who was set aside, one row each: `row` (as in a spreadsheet), `respondent_id`, `reason`. For the team only.
    n_received
        How many people's rows the file holds.
    tool
        The survey tool that wrote the file, as far as its headings tell.
    collected
        How the answers were collected, from which `fieldwork` is made.
    """

    verdict: Verdict
    messages: tuple[Message, ...]
    responses: pd.DataFrame
    usable_n: int
    mapping: dict[str, Any]
    counts: pd.DataFrame
    set_aside: dict[str, int] = field(default_factory=dict)
    n_received: int = 0
    tool: str = ""
    collected: Collected = field(default_factory=Collected)
    set_aside_rows: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(SET_ASIDE)))

    @cached_property
    def fieldwork(self) -> pd.DataFrame:
        """How the answers were collected, one row per usable person in the same order: `respondent_id`, `started_at`,
        `ended_at`, `minutes`, `interviewer` (a code), `device`, `form_version`, `language`; NaT, NaN or None where the file
        does not tell. It is nobody's answer, and stands beside the responses and not in them.
        """
        return self.collected.table()

    def __repr__(self) -> str:
        """Nobody's answers: this text ends up in logs and notebooks."""
        return f"<Reading: {self.verdict}, {self.usable_n} of {self.n_received} people, {len(self.messages)} messages>"


def read(
    path: str | Path | Opened,
    codebook: Codebook | None = None,
    mapping: Mapping[str, Any] | None = None,
    corrections: Iterable[Correction | Mapping[str, Any]] = (),
    progress: Progress = lambda share: None,
) -> Reading:
    """Read a survey tool's export, or a table typed by hand, without ever guessing.

    Parameters
    ----------
    path
        CSV or TSV in any usual encoding, XLSX, XLS, ODS or SPSS, alone or in a zip; or what `opened` gives.
    codebook
        What was asked. Without one the whole of Tool 8, of which the file may hold any part.
    mapping
        Heading in the file -> column of the codebook, "" for a column not to be used, or
        {"column": "q2_4", "values": {"0": "2"}} where answers are written differently. Of several columns with the same
        heading, "Heading #2" is the second; the heading alone is the first of them that has answers.
    corrections
        Rules kept with the wave (see `Correction`, also as `to_dict` gives them): made each time, the file stays as it is.
    progress
        Called with the share of the work that is done, for a bar.

    Raises
    ------
    UserProblem
        Where there is no such file, or a correction is no rule. Everything else that is wrong with a file is a message of a refused Reading.
    """
    rules = corrections_of(corrections)
    headings = Headings(codebook or whole_toolkit())
    mapping = mapping or {}
    matched = Matched()
    by_rule: dict[str, str] = {}
    file = opened(path, headings.codebook, mapping, lambda share: progress(READING * share))
    messages = Messages(file.found)
    table = file.table
    if table is None:
        return _refused(table, matched, messages)
    try:
        left_out = np.zeros(len(table), dtype=bool)
        if rules:
            ids = people.ids(table, match(table, headings, mapping, Messages()))
            table, left_out = corrected(table, ids, rules, messages)
            by_rule = {name: UNUSED for name in unused_columns(rules) if table.place_of(name) is not None}
        matched = match(table, headings, {**mapping, **by_rule}, messages)
        # a rule may be taken away again: it is no part of what was said of the columns
        matched.left_out = {
            place for place in matched.left_out if table.names[place] not in set(by_rule) - set(mapping)
        }
        if not set(matched.places) & (set(headings.codebook.by_column) | set(headings.codebook.by_id)):
            shown = ", ".join(f"'{heading}'" for heading in table.headings[:5] if heading.strip())
            messages.refuse("no_questions", columns=shown)
        table = as_asked(table, matched, headings.codebook, exports.named(table.tool))
        unused(table, matched, messages)
        missing(table, headings, matched, messages)
        seen = lambda share: progress(READING + (1 - READING) * share)  # noqa: E731
        return _people(table, matched, headings.codebook, left_out, messages, seen)
    except Refused:
        return _refused(table, matched, messages)


def _people(
    table: Table, matched: Matched, codebook: Codebook, left_out: np.ndarray, messages: Messages, seen: Progress
) -> Reading:
    agreed = consent.consents(table, matched, codebook, messages)
    aside = _aside(table, matched, codebook, left_out, agreed["consent_analyse"], messages)
    rows = ~np.logical_or.reduce(list(aside.values()))
    ids = people.ids(table, matched)
    refused = partial(_refused, table, matched, messages, aside, ids)
    if "consent_column_missing" in {message.code for message in messages.found}:
        return _refused(table, matched, messages)
    _say_set_aside(table, matched, aside, messages)
    if not rows.any():
        _say_nobody_left(table, matched, aside, messages)
        return refused()
    usable = answers.Usable(table, rows)
    people.refuse_duplicates(table, matched, rows, messages)
    panel_codes = people.panel_codes(table, matched, rows, messages)
    weights = people.weights(table, matched, rows, messages)
    submitted_on = dates.dates(table, matched, rows, messages)
    coded = answers.code(usable, matched, codebook, messages, seen)
    asked = routing.check(coded, usable, codebook, messages)
    repeated.check(coded, usable, messages)
    if messages.verdict == "refuse":
        return refused()
    first = {"respondent_id": ids[rows], "panel_code": panel_codes[rows]}
    if weights is not None:
        first["weight"] = weights[rows]
    first |= {name: agreed[name][rows] for name in CONSENTS[1:]}
    first["submitted_on"] = submitted_on[rows].to_numpy()
    responses = pd.DataFrame({name: _series(values) for name, values in {**first, **coded.answers}.items()}, copy=False)
    return Reading(
        verdict=messages.verdict,
        messages=messages.in_order(),
        responses=responses,
        usable_n=len(responses),
        mapping=_mapping(table, matched),
        counts=answers.counts(coded, asked, codebook),
        set_aside=_counted(aside),
        n_received=len(table),
        tool=table.tool,
        collected=Collected.of(table, ids, rows),
        set_aside_rows=_listed(table, ids, aside),
    )


def _aside(
    table: Table,
    matched: Matched,
    codebook: Codebook,
    left_out: np.ndarray,
    agreed: np.ndarray,
    messages: Messages,
) -> dict[str, np.ndarray]:
    """Reason -> which rows are set aside; each counts under its first reason only."""
    reasons = {
        LEFT_OUT: left_out,
        **not_answers(table, matched, exports.named(table.tool), messages),
        "no consent": ~agreed,
    }
    reasons |= {SET_ASIDE_FOR_AGE[age]: rows for age, rows in consent.ages(table, matched, codebook).items()}
    rest = np.ones(len(table), dtype=bool)
    aside = {}
    for reason, rows in reasons.items():
        aside[reason] = rows & rest
        rest &= ~rows
    return aside


def _counted(aside: dict[str, np.ndarray]) -> dict[str, int]:
    return {reason: int(rows.sum()) for reason, rows in aside.items() if rows.any()}


def _listed(table: Table, ids: np.ndarray, aside: dict[str, np.ndarray]) -> pd.DataFrame:
    reasons = np.full(len(table), None, dtype=object)
    for reason, rows in aside.items():
        reasons[rows] = reason
    rows = reasons != None  # noqa: E711
    return pd.DataFrame(dict(zip(SET_ASIDE, (table.row_numbers[rows], ids[rows], reasons[rows]), strict=True)))


def _say_set_aside(table: Table, matched: Matched, aside: dict[str, np.ndarray], messages: Messages) -> None:
    for reason, n in _counted(aside).items():
        if reason not in _SAYS:
            # said where it was found
            continue
        rows = table.row_numbers[aside[reason]]
        row, column = (int(rows[0]), table.names[matched.places[AGE]]) if reason == UNREADABLE else (None, "")
        mapping = example_of_mapping(column, AGE, {"text of the cell": ""})
        messages.add(_SAYS[reason], row=row, column=column, n=n, of=len(table), rows=listed(rows), mapping=mapping)


def _say_nobody_left(table: Table, matched: Matched, aside: dict[str, np.ndarray], messages: Messages) -> None:
    place = matched.places.get("consent_analyse")
    reasons = ", ".join(f"{n} {reason}" for reason, n in _counted(aside).items())
    where = table.headings[place] if place is not None else "recorded elsewhere"
    messages.add("nobody_left", reasons=reasons, consent=where)


def _series(values: np.ndarray) -> pd.Series:
    """Text stays text or None: left to itself pandas makes None a NaN."""
    return pd.Series(values, dtype=object if values.dtype == object else None)


def _mapping(table: Table, matched: Matched) -> dict[str, Any]:
    read_as = {
        table.names[place]: {"column": target, "values": matched.values[target]} if target in matched.values else target
        for target, place in matched.places.items()
        if target not in matched.disputed
    }
    return read_as | {table.names[place]: UNUSED for place in sorted(matched.left_out)}


def _refused(
    table: Table | None,
    matched: Matched,
    messages: Messages,
    aside: dict[str, np.ndarray] | None = None,
    ids: np.ndarray | None = None,
) -> Reading:
    is_listed = table is not None and aside is not None and ids is not None
    return Reading(
        verdict="refuse",
        messages=messages.in_order(),
        responses=pd.DataFrame(),
        usable_n=0,
        mapping=_mapping(table, matched) if table is not None else {},
        counts=pd.DataFrame(columns=list(answers.COUNTS)),
        set_aside=_counted(aside or {}),
        n_received=len(table) if table is not None else 0,
        tool=table.tool if table is not None else "",
        set_aside_rows=_listed(table, ids, aside) if is_listed else pd.DataFrame(columns=list(SET_ASIDE)),
    )
