"""A file of answers read against a codebook: `read`, and what comes of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers.survey import answers, consent, dates, people, routing
from helpers.survey.ages import Age
from helpers.survey.checks import Message, Messages, Refused, Verdict, listed
from helpers.survey.codebook import AGE, CONSENTS, Codebook
from helpers.survey.codebook import codebook as whole_toolkit
from helpers.survey.headings import Headings
from helpers.survey.leftover import missing, unused
from helpers.survey.matching import Matched, example_of_mapping, match
from helpers.survey.tables import Table, read_table, without_position

UNREADABLE = "age could not be read"
SET_ASIDE_FOR_AGE = {Age.UNDER: "under 16", Age.UNREADABLE: UNREADABLE}
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
        Heading of the file -> column of the codebook (for replaced values {"column", "values"}): with it the same file
        reads the same again, and the next file likewise. Headings that occur more than once carry their position,
        "much older than you #2".
    counts
        How each question was answered: `column` (of a select-all question its id), `asked`, `answered`,
        `prefer_not_to_say`, `blank`, `out_of_range`.
    set_aside
        Why people were set aside -> how many.
    n_received
        How many people's rows the file holds.
    tool
        The survey tool that wrote the file, as far as its headings tell.
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

    def __repr__(self) -> str:
        """Nobody's answers: this text ends up in logs and notebooks."""
        return f"<Reading: {self.verdict}, {self.usable_n} of {self.n_received} people, {len(self.messages)} messages>"


def read(path: str | Path, codebook: Codebook | None = None, mapping: Mapping[str, Any] | None = None) -> Reading:
    """Read a survey tool's export, or a table typed by hand, without ever guessing.

    Parameters
    ----------
    path
        CSV or TSV in any usual encoding, XLSX, XLS or ODS.
    codebook
        What was asked. Without one the whole of Tool 8, of which the file may hold any part.
    mapping
        Heading in the file -> column of the codebook, "" for a column not to be used, or
        {"column": "q2_4", "values": {"0": "2"}} where answers are written differently. Of several columns with the same
        heading, "Heading #2" is the second; the heading alone is the first of them that has answers.

    Raises
    ------
    UserProblem
        Where there is no such file. Everything else that is wrong with a file is a message of a refused Reading.
    """
    messages = Messages()
    headings = Headings(codebook or whole_toolkit())
    matched = Matched()
    table = None
    try:
        table = read_table(Path(path), _meanings(headings, mapping or {}), messages)
        matched = match(table, headings, mapping, messages)
        if not set(matched.places) & (set(headings.codebook.by_column) | set(headings.codebook.by_id)):
            shown = ", ".join(f"'{heading}'" for heading in table.headings[:5] if heading.strip())
            messages.refuse("no_questions", columns=shown)
        unused(table, matched, messages)
        missing(table, headings, matched, messages)
        return _people(table, matched, headings.codebook, messages)
    except Refused:
        return _refused(table, matched, messages)


def _meanings(headings: Headings, mapping: Mapping[str, Any]) -> Callable[[str], frozenset[str]]:
    """What the mapping names is a heading, whatever it says."""
    mapped = {*mapping, *map(without_position, mapping)}

    def means(text: str) -> frozenset[str]:
        return headings.meaning(text) | ({text} if text in mapped else frozenset())

    return means


def _people(table: Table, matched: Matched, codebook: Codebook, messages: Messages) -> Reading:
    agreed = consent.consents(table, matched, codebook, messages)
    rows = agreed["consent_analyse"].copy()
    aside = {"no consent": ~rows}
    for reason, has_age in consent.ages(table, matched, codebook).items():
        aside[SET_ASIDE_FOR_AGE[reason]] = has_age & rows
    for people_aside in aside.values():
        rows &= ~people_aside
    set_aside = {reason: int(people_aside.sum()) for reason, people_aside in aside.items() if people_aside.any()}
    is_asked = "consent_column_missing" not in {message.code for message in messages.found}
    if not is_asked:
        return _refused(table, matched, messages)
    _say_set_aside(table, matched, aside, messages)
    usable = answers.Usable(table, rows)
    ids = people.ids(table, matched, rows, messages)
    panel_codes = people.panel_codes(table, matched, rows, messages)
    weights = people.weights(table, matched, rows, messages)
    submitted_on = dates.dates(table, matched, rows, messages)
    coded = answers.code(usable, matched, codebook, messages)
    asked = routing.check(coded, usable, codebook, messages)
    if messages.verdict == "refuse":
        return _refused(table, matched, messages, set_aside)
    first = {"respondent_id": ids[rows], "panel_code": panel_codes[rows]}
    if weights is not None:
        first["weight"] = weights[rows]
    first |= {name: agreed[name][rows] for name in CONSENTS[1:]}
    first["submitted_on"] = submitted_on[rows].to_numpy()
    responses = pd.DataFrame({name: _series(values) for name, values in {**first, **coded.answers}.items()})
    return Reading(
        verdict=messages.verdict,
        messages=messages.in_order(),
        responses=responses,
        usable_n=len(responses),
        mapping=_mapping(table, matched),
        counts=answers.counts(coded, asked, codebook),
        set_aside=set_aside,
        n_received=len(table),
        tool=table.tool,
    )


def _say_set_aside(table: Table, matched: Matched, aside: dict[str, np.ndarray], messages: Messages) -> None:
    counts = {reason: int(people_aside.sum()) for reason, people_aside in aside.items() if people_aside.any()}
    for reason, n in counts.items():
        rows = table.row_numbers[aside[reason]]
        row, column = (int(rows[0]), table.names[matched.places[AGE]]) if reason == UNREADABLE else (None, "")
        mapping = example_of_mapping(column, AGE, {"text of the cell": ""})
        messages.add(_SAYS[reason], row=row, column=column, n=n, of=len(table), rows=listed(rows), mapping=mapping)
    if sum(counts.values()) == len(table):
        place = matched.places.get("consent_analyse")
        reasons = ", ".join(f"{n} {reason}" for reason, n in counts.items())
        where = table.headings[place] if place is not None else "recorded elsewhere"
        messages.refuse("nobody_left", reasons=reasons, consent=where)


def _series(values: np.ndarray) -> pd.Series:
    """Text stays text or None: left to itself pandas makes None a NaN."""
    return pd.Series(values, dtype=object if values.dtype == object else None)


def _mapping(table: Table, matched: Matched) -> dict[str, Any]:
    return {
        table.names[place]: {"column": target, "values": matched.values[target]} if target in matched.values else target
        for target, place in matched.places.items()
        if target not in matched.disputed
    }


def _refused(
    table: Table | None, matched: Matched, messages: Messages, set_aside: dict[str, int] | None = None
) -> Reading:
    return Reading(
        verdict="refuse",
        messages=messages.in_order(),
        responses=pd.DataFrame(),
        usable_n=0,
        mapping=_mapping(table, matched) if table is not None else {},
        counts=pd.DataFrame(columns=list(answers.COUNTS)),
        set_aside=set_aside or {},
        n_received=len(table) if table is not None else 0,
        tool=table.tool if table is not None else "",
    )
