"""Which column of the file is which question. What is uncertain is asked, never guessed."""

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from helpers.catalogue.records import Question
from helpers.survey.checks import Messages, listed
from helpers.survey.headings import Headings
from helpers.survey.keys import headings as system_headings
from helpers.survey.keys import key, keys_of
from helpers.survey.multi import joined_reader, tick_reader
from helpers.survey.tables import Table, letters
from helpers.survey.values import Status, reader_for, shortened

UNUSED = ""
"""In a mapping: do not use this column."""


@dataclass
class Matched:
    """Where each question, id, weight and consent stands in the file.

    `places` maps what a column is to its place in the file; `values` holds the mapping's replacements of texts;
    `id_places` every column that numbers submissions, the likeliest first.
    """

    places: dict[str, int] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    id_places: list[int] = field(default_factory=list)


def match(table: Table, headings: Headings, mapping: Mapping[str, Any] | None, messages: Messages) -> Matched:
    """Match columns by the mapping first, then by headings.

    `mapping` maps a heading of the file to a column of the codebook, to "" (not used), or to
    {"column": ..., "values": {"0": "2"}} where texts are to be replaced before they are read.
    """
    matched = Matched()
    taken = _by_mapping(table, headings, mapping or {}, matched, messages)
    candidates = {
        place: headings.meant_by(_heading_without_number(table, place))
        for place in range(len(table.headings))
        if place not in taken and not table.is_blank(place)
    }
    candidates = {place: targets for place, targets in candidates.items() if targets}
    candidates = _three_ten(table, headings, candidates)
    _assign(table, headings, candidates, matched, messages)
    _system(table, headings, taken | set(candidates), matched, messages)
    return matched


def _by_mapping(
    table: Table, headings: Headings, mapping: Mapping[str, Any], matched: Matched, messages: Messages
) -> set[int]:
    taken = set()
    for heading, wanted in mapping.items():
        target = wanted.get("column", UNUSED) if isinstance(wanted, Mapping) else wanted
        if heading not in table.headings:
            messages.add("mapping_unknown_column", column=heading, near=_proposal(_nearest(heading, table.headings)))
            continue
        if target not in headings.targets and target != UNUSED:
            near = _proposal(_nearest(str(target), headings.targets))
            messages.add("mapping_unknown_target", column=heading, value=str(target), target=target, near=near)
            continue
        place = table.headings.index(heading)
        taken.add(place)
        if target == UNUSED:
            continue
        if target in matched.places:
            _twice(table, headings, target, [matched.places[target], place], messages)
        matched.places[target] = place
        if isinstance(wanted, Mapping):
            matched.values[target] = {str(old): str(new) for old, new in wanted.get("values", {}).items()}
    return taken


def _heading_without_number(table: Table, place: int) -> str:
    """Excel numbers repeated headings: the second "much older than you" becomes "much older than you2"."""
    heading = table.headings[place].strip()
    shorter = re.sub(r"(?<=[^\d.])\d{1,2}$", "", heading)
    return shorter if shorter != heading and shorter in table.stripped and len(shorter) > 8 else heading


def _three_ten(table: Table, headings: Headings, candidates: dict[int, tuple[str, ...]]) -> dict[int, tuple[str, ...]]:
    """A spreadsheet writes the number 3.10 as 3.1: such a heading beside 3.9 or 3.11 may be either question."""
    keys = [key(heading) for heading in table.headings]
    ten = tuple(name for name in ("q3_10a", "q3_10b") if name in headings.codebook.by_id) or ("q3_10a",)
    return {
        place: ("q3_1", *ten)
        if keys[place] == "3 1" and {"3 9", "3 11"} & {*keys[max(place - 1, 0) : place], *keys[place + 1 : place + 2]}
        else targets
        for place, targets in candidates.items()
    }


def _assign(
    table: Table,
    headings: Headings,
    candidates: dict[int, tuple[str, ...]],
    matched: Matched,
    messages: Messages,
) -> None:
    rivals: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, targets in candidates.items():
        rivals[targets].append(place)
    claims: dict[str, list[int]] = defaultdict(list)
    for targets, places in rivals.items():
        for place, target in _settled(table, headings, targets, places, messages):
            claims[target].append(place)
    for target, places in claims.items():
        if target in matched.places:
            places = [matched.places[target]]
        if len(places) > 1:
            _twice(table, headings, target, places, messages)
        matched.places[target] = places[0]


def _settled(
    table: Table, headings: Headings, targets: tuple[str, ...], places: list[int], messages: Messages
) -> list[tuple[int, str]]:
    """Columns with the same heading: told apart by their answers, else by their order where none is missing."""
    if len(targets) == 1:
        return [(place, targets[0]) for place in places]
    possible = {place: [target for target in targets if _reads(table, headings, place, target)] for place in places}
    certain = [(place, fits[0]) for place, fits in possible.items() if len(fits) == 1]
    if len(certain) == len(places):
        return certain
    if len(places) == len(targets) and all(target in possible[p] for p, target in zip(places, targets, strict=True)):
        return list(zip(places, targets, strict=True))
    for place in places:
        _uncertain(table, headings, place, targets, messages)
    return []


def _reads(table: Table, headings: Headings, place: int, target: str) -> bool:
    """Whether nine in ten of a column's answers are answers to that question."""
    question = headings.codebook.by_column.get(target) or headings.codebook.by_id.get(target)
    if question is None or question.kind == "text":
        return True
    if question.kind == "multi":
        is_whole = target == question.id
        reader = joined_reader(question) if is_whole else tick_reader(question, int(target.rsplit("_", 1)[1]))
    else:
        reader = reader_for(question)
    status = [reader(text)[0] for text in np.unique(table.column(place))]
    known, unknown = status.count(Status.ANSWERED), status.count(Status.UNKNOWN)
    return known > 0 and unknown <= 0.1 * (known + unknown)


def _uncertain(table: Table, headings: Headings, place: int, targets: tuple[str, ...], messages: Messages) -> None:
    required = set(headings.codebook.required)
    owners = {headings.codebook.by_column[target].id for target in targets if target in headings.codebook.by_column}
    code = "column_uncertain" if required & (set(targets) | owners) else "column_unsure"
    heading = table.headings[place]
    messages.add(code, column=heading, targets=" or ".join(targets), mapping=example_of_mapping(heading, targets[0]))


def _twice(table: Table, headings: Headings, target: str, places: list[int], messages: Messages) -> None:
    columns = ", ".join(f"'{shortened(table.headings[place])}' (column {letters(place)})" for place in places)
    messages.add("column_twice", column=table.headings[places[1]], target=target, columns=columns)


def _system(table: Table, headings: Headings, used: set[int], matched: Matched, messages: Messages) -> None:
    """Ids, dates, weights and consent: the likeliest heading of each."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for place, heading in enumerate(table.headings):
        if place not in used and place not in matched.places.values() and not table.is_blank(place):
            by_key[key(heading)].append(place)
            by_key[key(heading.rsplit("/", 1)[-1])].append(place)
    for name, texts in system_headings().items():
        places = list(dict.fromkeys(place for text in texts for place in by_key.get(text, ())))
        if name == "respondent_id":
            matched.id_places = [matched.places[name]] if name in matched.places else places
        if name in matched.places or not places:
            continue
        if len(places) > 1 and name not in ("respondent_id", "submitted_on"):
            _twice(table, headings, name, places, messages)
        matched.places[name] = places[0]


def unused(table: Table, matched: Matched, messages: Messages) -> None:
    """Name the columns nobody uses: those that identify people, repeated headings, and the rest."""
    rest = []
    identifying = []
    for place, heading in enumerate(table.headings):
        if place in matched.places.values() or place in matched.id_places or not heading.strip():
            continue
        words = key(heading.rsplit("/", 1)[-1])
        if words in keys_of("identifying"):
            identifying.append(heading.strip())
        elif (match := re.fullmatch(r"(.+)\.\d{1,2}", heading)) and match[1] in table.headings:
            messages.add("repeated_headings", column=heading, first=match[1])
        elif words not in keys_of("ignored") and key(heading) not in keys_of("ignored"):
            rest.append(shortened(heading))
    if identifying:
        messages.add("identifier_column", columns=listed(identifying, 10))
    if rest:
        messages.add("columns_unused", columns=listed((f"'{heading}'" for heading in rest), 10))


def missing(table: Table, headings: Headings, matched: Matched, messages: Messages) -> None:
    """Questions that are nowhere: refused where the basket needs them; options of a list that have no column."""
    codebook = headings.codebook
    free = [heading for place, heading in enumerate(table.headings) if place not in matched.places.values()]
    is_project = bool(codebook.required)
    unsure = {
        word for message in messages.found if message.code.startswith("column_un") for word in message.what.split()
    }
    for question in dict.fromkeys(codebook.by_column.values()):
        targets = [column for column in question.columns if column in matched.places]
        if question.id in matched.places or len(targets) == len(question.columns):
            continue
        if question.kind == "multi" and targets:
            absent = [option for option in question.options if f"{question.id}_{option.code}" not in matched.places]
            shown = listed((f"'{shortened(option.label, 40)}'" for option in absent), 3)
            messages.add("option_columns_missing", question=question.code, options=shown)
            continue
        wanted = [question.id] if question.kind == "multi" else [c for c in question.columns if c not in targets]
        for target in wanted:
            if target in codebook.required:
                _say_missing("column_missing", question, target, free, messages)
        if is_project and not targets and not set(wanted) & set(codebook.required) and not unsure & set(wanted):
            _say_missing("question_absent", question, wanted[0], free, messages)


def _say_missing(code: str, question: Question, target: str, free: list[str], messages: Messages) -> None:
    nearest = _nearest(question.wording, free) or _nearest(question.code, free)
    messages.add(
        code,
        column=target,
        question=question.code,
        wording=shortened(question.wording),
        target=target,
        near=_proposal(nearest),
        mapping=example_of_mapping(nearest or "heading in your file", target),
    )


def example_of_mapping(heading: str, target: str) -> str:
    """One line of a mapping file, to copy."""
    return f'{{"{heading}": "{target}"}}'


def _nearest(text: str, others: Iterable[str]) -> str:
    by_key = {key(other): other for other in others}
    close = difflib.get_close_matches(key(text), list(by_key), n=1, cutoff=0.6)
    return by_key[close[0]] if close else ""


def _proposal(nearest: str) -> str:
    return f" The nearest is '{shortened(nearest, 80)}'." if nearest else ""
