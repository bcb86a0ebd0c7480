"""Which column of the file is which question. What is uncertain is asked, never guessed."""

import difflib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from helpers.survey.cells import letters
from helpers.survey.checks import Messages
from helpers.survey.headings import Headings
from helpers.survey.keys import headings as system_headings
from helpers.survey.keys import key
from helpers.survey.multi import joined_reader, tick_reader
from helpers.survey.tables import Table
from helpers.survey.values import Status, reader_for, shortened

UNUSED = ""
"""In a mapping: do not use this column."""


@dataclass
class Matched:
    """Where each question, id, weight and consent stands in the file.

    `places` maps what a column is to its place in the file; `values` holds the mapping's replacements of texts;
    `id_places` every column that numbers submissions, the likeliest first; `unsure` what an uncertain column could be;
    `mapped` what the mapping names, `left_out` the columns that it leaves out; `spare` columns about which enough has been
    said; `disputed` what several columns claim to be.
    """

    places: dict[str, int] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    id_places: list[int] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)
    spare: set[int] = field(default_factory=set)
    mapped: set[str] = field(default_factory=set)
    left_out: set[int] = field(default_factory=set)
    disputed: set[str] = field(default_factory=set)


def match(table: Table, headings: Headings, mapping: Mapping[str, Any] | None, messages: Messages) -> Matched:
    """Match columns by the mapping first, then by headings.

    `mapping` maps a heading of the file ("Heading #2" for the second column of that heading) to a column of the
    codebook, to "" (not used), or to {"column": ..., "values": {"0": "2"}} where texts are to be replaced before they
    are read.
    """
    matched = Matched()
    taken = _by_mapping(table, headings, mapping or {}, matched, messages)
    candidates = {
        place: headings.meant_by(_heading_without_number(table, place))
        for place in range(len(table.headings))
        if place not in taken
    }
    candidates = {place: targets for place, targets in candidates.items() if targets}
    candidates = _three_ten(table, headings, candidates)
    _assign(table, headings, candidates, matched, messages)
    _system(table, taken | set(candidates), matched, messages)
    return matched


def _by_mapping(
    table: Table, headings: Headings, mapping: Mapping[str, Any], matched: Matched, messages: Messages
) -> set[int]:
    taken = set()
    for heading, wanted in mapping.items():
        target = wanted.get("column", UNUSED) if isinstance(wanted, Mapping) else wanted
        place = table.place_of(heading)
        if place is None:
            messages.add("mapping_unknown_column", column=heading, near=proposal(nearest(heading, table.names)))
            continue
        if target not in headings.targets and target != UNUSED:
            near = proposal(nearest(str(target), headings.targets))
            messages.add("mapping_unknown_target", column=heading, value=str(target), target=target, near=near)
            continue
        taken.add(place)
        if target == UNUSED:
            matched.left_out.add(place)
            continue
        if target in matched.places:
            _twice(table, target, [matched.places[target], place], matched, messages)
            matched.spare |= {matched.places[target], place}
        matched.places[target] = place
        matched.mapped.add(target)
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
        if set(targets) <= set(matched.places):
            # the mapping names other columns for all of these; a blank twin needs no word
            matched.spare |= {place for place in places if table.is_blank(place)}
            continue
        settled = _settled(table, headings, targets, places)
        if not settled:
            matched.unsure |= set(targets)
            matched.spare |= set(places)
            for place in places:
                _uncertain(table, headings, place, targets, messages)
        for place, target in settled:
            claims[target].append(place)
    for target, places in claims.items():
        if target not in matched.places:
            matched.places[target] = _only(table, target, places, matched, messages)


def _only(table: Table, target: str, places: list[int], matched: Matched, messages: Messages) -> int:
    """The one column of these that has answers; where several have, that is said."""
    matched.spare |= set(places)
    filled = [place for place in places if not table.is_blank(place)]
    if len(filled) > 1:
        _twice(table, target, filled, matched, messages)
    return (filled or places)[0]


def _settled(table: Table, headings: Headings, targets: tuple[str, ...], places: list[int]) -> list[tuple[int, str]]:
    """Columns with the same heading: told apart by their answers, else by their order where none is missing.

    Own questions are asked in whatever order the team puts them, so order says nothing about them.
    """
    if len(targets) == 1:
        return [(place, targets[0]) for place in places]
    possible = {place: [target for target in targets if reads(table, headings, place, target)] for place in places}
    certain = [(place, fits[0]) for place, fits in possible.items() if len(fits) == 1]
    if len(certain) == len(places):
        return certain
    is_in_printed_order = len(places) == len(targets) and not any(target.startswith("own_") for target in targets)
    if is_in_printed_order and all(target in possible[p] for p, target in zip(places, targets, strict=True)):
        return list(zip(places, targets, strict=True))
    return []


def reads(table: Table, headings: Headings, place: int, target: str, by_people: bool = False) -> bool:
    """Whether nine in ten of a column's different answers are answers to that question; `by_people`, of all its answers."""
    question = headings.codebook.by_column.get(target) or headings.codebook.by_id.get(target)
    if question is None or question.kind == "text":
        return True
    if question.kind == "multi":
        is_whole = target == question.id
        reader = joined_reader(question) if is_whole else tick_reader(question, int(target.rsplit("_", 1)[1]))
    else:
        reader = reader_for(question)
    texts, times = np.unique(table.column(place), return_counts=True)
    status = np.array([reader(text)[0] for text in texts], dtype=object)
    times = times if by_people else np.ones(len(texts), dtype=int)
    known, unknown = (int(times[status == one].sum()) for one in (Status.ANSWERED, Status.UNKNOWN))
    return unknown <= 0.1 * (known + unknown)


def _uncertain(table: Table, headings: Headings, place: int, targets: tuple[str, ...], messages: Messages) -> None:
    required = set(headings.codebook.required)
    owners = {headings.codebook.by_column[target].id for target in targets if target in headings.codebook.by_column}
    code = "column_uncertain" if required & (set(targets) | owners) else "column_unsure"
    heading = table.names[place]
    messages.add(code, column=heading, targets=" or ".join(targets), mapping=example_of_mapping(heading, targets[0]))


def _twice(table: Table, target: str, places: list[int], matched: Matched, messages: Messages) -> None:
    matched.disputed.add(target)
    columns = ", ".join(f"'{shortened(table.headings[place])}' (column {letters(place)})" for place in places)
    messages.add("column_twice", column=table.headings[places[1]], target=target, columns=columns)


def _system(table: Table, used: set[int], matched: Matched, messages: Messages) -> None:
    """Ids, dates, weights and consent: the likeliest heading of each."""
    by_key: dict[str, list[int]] = defaultdict(list)
    for place, heading in enumerate(table.headings):
        if place not in used and place not in matched.places.values():
            by_key[key(heading)].append(place)
            by_key[key(heading.rsplit("/", 1)[-1])].append(place)
    for name, texts in system_headings().items():
        places = list(dict.fromkeys(place for text in texts for place in by_key.get(text, ())))
        may_be_several = name in ("respondent_id", "submitted_on")
        if may_be_several:
            places = [place for place in places if not table.is_blank(place)]
        if name not in matched.places and places:
            matched.places[name] = places[0] if may_be_several else _only(table, name, places, matched, messages)
        if name == "respondent_id":
            is_mapped = name in matched.places and matched.places[name] not in places
            matched.id_places = [matched.places[name]] if is_mapped else places


def example_of_mapping(name: str, target: str, values: Mapping[str, str] | None = None) -> str:
    """A mapping to copy, as JSON: of a column by its name, with `values` of texts in it that mean others.

    Examples
    --------
    >>> print(example_of_mapping("Age", "q3_2", {"-9": ""}))
    {"Age": {"column": "q3_2", "values": {"-9": ""}}}
    """
    return json.dumps({name: {"column": target, "values": dict(values)} if values else target}, ensure_ascii=False)


def nearest(text: str, others: Iterable[str]) -> str:
    """The text most like another, or nothing where none is like it."""
    by_key = {key(other): other for other in others}
    close = difflib.get_close_matches(key(text), list(by_key), n=1, cutoff=0.6)
    return by_key[close[0]] if close else ""


def proposal(nearest: str) -> str:
    """What a message says about it."""
    return f" The nearest is '{shortened(nearest, 80)}'." if nearest else ""
