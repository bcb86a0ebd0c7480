"""What changed between two waves, so that a change in the form or in its coding is not taken for a change in people."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from helpers.catalogue.records import Question, is_scale
from helpers.survey.checks import listed
from helpers.survey.codebook import AGE, Codebook
from helpers.survey.keys import key
from helpers.survey.reading import Reading
from helpers.survey.values import shortened

Gravity = Literal["stop", "check", "note"]
"""Not comparable until it is settled; look before comparing; good to know."""
Kind = Literal[
    "question_added",
    "question_dropped",
    "kind",
    "wording",
    "option_added",
    "option_dropped",
    "option_worded",
    "scale_turned",
    "range",
    "routing",
    "nobody_answered",
    "out_of_range",
    "left_blank",
    "mirrored",
    "moved_by_one",
    "distribution",
    "mode",
    "tool",
    "same_people",
    "same_answers",
]

ENOUGH_PEOPLE = 30
"""Answers in both waves, below which a difference in distribution says nothing about the coding."""
ENOUGH_CHANGE = 0.25
"""Of people would have to answer otherwise (half the sum of differences in shares), before a change of coding is thought of."""
LARGE_CHANGE = 0.4
"""The same, where neither a mirror nor a move by one explains it."""
FITS_BETTER = 0.5
"""A mirrored or moved distribution must leave less than this part of the difference."""
SURE = 10.0
"""And be more likely by so much, in natural logarithms: about 20,000 to 1."""
MORE_OUT_OF_RANGE = 0.02
MORE_BLANK = 0.2
MOST_IN_BOTH = 0.5
"""Of a file's submissions (or of rows with all their answers) found in the wave before: more is likely the same file."""
FEWEST_COMPARED = 10
"""Answered columns, below which two people can easily answer alike."""


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it was.

    `question` is its code (1.7), `column` that of the coded answers where it concerns one; `before` and `now` are short texts
    for two cells of a table; `sentence` says it whole. For the team: figures may concern few people.
    """

    gravity: Gravity
    kind: Kind
    sentence: str
    question: str = ""
    column: str = ""
    before: str = ""
    now: str = ""


def differences(
    codebook_before: Codebook,
    reading_before: Reading,
    codebook_now: Codebook,
    reading_now: Reading,
    mode_before: str = "",
    mode_now: str = "",
) -> tuple[Difference, ...]:
    """Compare two waves by question id and code: what was asked, how it was read, and how people answered.

    Parameters
    ----------
    codebook_before, codebook_now
        What each wave was read against, as kept with it.
    reading_before, reading_now
        The two readings, neither refused.
    mode_before, mode_now
        How people were asked, where that is known ("online", "on paper").

    Returns
    -------
    tuple of Difference
        The gravest first, then in the order of the questionnaire. Empty where nothing changed.
    """
    found: list[Difference] = []
    found += same_people(reading_before, reading_now)
    found += _mode(mode_before, mode_now, reading_before.tool, reading_now.tool)
    before, now = codebook_before.by_id, codebook_now.by_id
    for question in _in_order(codebook_before, codebook_now):
        if question.id not in now:
            found.append(
                _one("note", "question_dropped", question, "was asked in the wave before, and not in this one.")
            )
        elif question.id not in before:
            found.append(_one("note", "question_added", question, "is asked for the first time."))
        else:
            found += _as_asked(before[question.id], now[question.id])
            found += _as_answered(before[question.id], now[question.id], reading_before, reading_now)
    return tuple(sorted(found, key=lambda one: ("stop", "check", "note").index(one.gravity)))


def _in_order(before: Codebook, now: Codebook) -> Iterator[Question]:
    yield from now.questions
    yield from (question for question in before.questions if question.id not in now.by_id)


def _one(
    gravity: Gravity, kind: Kind, question: Question, says: str, column: str = "", before: str = "", now: str = ""
) -> Difference:
    name = f"Question {question.code}" if question.code[:1].isdigit() else f"'{shortened(question.wording)}'"
    line = next((item.label for item in question.items if column == f"{question.id}_{item.code}"), "")
    option = next((option.label for option in question.options if column == f"{question.id}_{option.code}"), "")
    part = f" ('{shortened(line or option)}')" if line or option else ""
    return Difference(gravity, kind, f"{name}{part} {says}", question.code, column, before, now)


def same_people(before: Reading, now: Reading) -> Iterator[Difference]:
    """The wrong wave's file: the same submissions, or the same answers, as the wave before."""
    n = len(_own_ids(before) & _own_ids(now))
    if now.usable_n and n > MOST_IN_BOTH * now.usable_n:
        yield Difference(
            "stop",
            "same_people",
            f"{n} of {now.usable_n} submissions have numbers that the wave before has too: this may be the file of that wave.",
            before=str(before.usable_n),
            now=str(n),
        )
    alike = _same_answers(before, now)
    if alike > MOST_IN_BOTH * max(now.usable_n, 1):
        yield Difference(
            "stop",
            "same_answers",
            f"{alike} of {now.usable_n} people gave exactly the answers that somebody gave in the wave before: this may be "
            "the file of that wave.",
            before=str(before.usable_n),
            now=str(alike),
        )


def _own_ids(reading: Reading) -> set[str]:
    """Numbers that a tool made for each submission; those counted up from 1 are given again in every wave."""
    if reading.responses.empty:
        return set()
    ids = {text for text in reading.responses["respondent_id"] if not text.startswith("row ")}
    return {text for text in ids if not (text.isdecimal() and len(text) < 6)}


def _same_answers(before: Reading, now: Reading) -> int:
    """How many rows of this wave have all their answers in one row of the wave before."""
    columns = [column for column in now.responses.columns if column in set(_answers(before)) & set(_answers(now))]
    if len(columns) < FEWEST_COMPARED:
        return 0
    old, new = before.responses[columns].astype(object), now.responses[columns].astype(object)
    filled = new[new.notna().sum(axis=1) >= FEWEST_COMPARED]
    known = set(map(tuple, old.where(old.notna(), None).to_numpy()))
    return sum(1 for row in map(tuple, filled.where(filled.notna(), None).to_numpy()) if row in known)


def _answers(reading: Reading) -> Iterable[str]:
    system = (
        "respondent_id",
        "panel_code",
        "weight",
        "consent_quote",
        "consent_share",
        "consent_recontact",
        "submitted_on",
    )
    return [column for column in reading.responses.columns if column not in system]


def _mode(mode_before: str, mode_now: str, tool_before: str, tool_now: str) -> Iterator[Difference]:
    if mode_before and mode_now and mode_before != mode_now:
        yield Difference(
            "check",
            "mode",
            f"People were asked another way: {mode_before} before, {mode_now} now. Answers to delicate questions differ "
            "between them, so a change may come from that.",
            before=mode_before,
            now=mode_now,
        )
    if tool_before and tool_now and tool_before != tool_now:
        says = f"The files come from different tools: {tool_before} before, {tool_now} now."
        yield Difference("note", "tool", says, before=tool_before, now=tool_now)


def _as_asked(before: Question, now: Question) -> Iterator[Difference]:
    """What the two codebooks say about one question."""
    if before.kind != now.kind:
        yield _one(
            "stop", "kind", now, f"was of kind '{before.kind}' and is now '{now.kind}'.", "", before.kind, now.kind
        )
        return
    words_before, words_now = _wordings(before), _wordings(now)
    if set(words_before) != set(words_now):
        old, new = shortened(words_before[-1], 120), shortened(words_now[-1], 120)
        yield _one("check", "wording", now, f"was worded otherwise: '{old}' before, '{new}' now.", "", old, new)
    yield from _options(before, now)
    limits_before, limits_now = (before.minimum, before.maximum), (now.minimum, now.maximum)
    if limits_before != limits_now:
        old, new = (f"{low} to {high}" for low, high in (limits_before, limits_now))
        yield _one("stop", "range", now, f"ran from {old} before, and from {new} now.", "", old, new)
    if before.ask_if != now.ask_if:
        yield _one("check", "routing", now, "is put to other people than before: its routing changed.")


def _wordings(question: Question) -> tuple[str, ...]:
    """The last is how it was asked: a wording changed in the project comes after those of the toolkit."""
    return (question.wording, *question.also_worded)


def _options(before: Question, now: Question) -> Iterator[Difference]:
    old = {option.code: option.label for option in before.options}
    new = {option.code: option.label for option in now.options}
    shared = [code for code in new if code in old]
    if len(shared) > 2 and _labels(new, shared) == _labels(old, shared)[::-1] != _labels(old, shared):
        yield _one(
            "stop",
            "scale_turned",
            now,
            f"has its scale turned round: code {shared[0]} was '{old[shared[0]]}' and is now '{new[shared[0]]}'.",
            "",
            old[shared[0]],
            new[shared[0]],
        )
        return
    for code in [code for code in new if code not in old]:
        yield _one("check", "option_added", now, f"has a new answer: '{shortened(new[code])}'.", "", "", new[code])
    for code in [code for code in old if code not in new]:
        yield _one("check", "option_dropped", now, f"no longer has the answer '{shortened(old[code])}'.", "", old[code])
    for code in shared:
        if key(old[code]) != key(new[code]):
            says = f"has another text for code {code}: '{shortened(old[code])}' before, '{shortened(new[code])}' now."
            yield _one("check", "option_worded", now, says, "", old[code], new[code])


def _labels(options: dict[int, str], codes: list[int]) -> list[str]:
    return [key(options[code]) for code in codes]


def _as_answered(before: Question, now: Question, was: Reading, is_now: Reading) -> Iterator[Difference]:
    """How one question was answered, and what in that points to another coding."""
    if before.kind != now.kind or now.kind == "text":
        return
    for name in (now.id,) if now.kind == "multi" else now.columns:
        yield from _from_counts(now, name, was, is_now)
    if now.id == AGE:
        return
    for column in now.columns:
        if column in was.responses and column in is_now.responses:
            yield from _distribution(now, column, was, is_now)


def _from_counts(question: Question, name: str, was: Reading, is_now: Reading) -> Iterator[Difference]:
    old, new = _counted(was, name), _counted(is_now, name)
    if old is None or old["answered"] == 0:
        return
    if new is None or new["answered"] == 0:
        yield _one("check", "nobody_answered", question, "was answered before, and by nobody now.", name)
        return
    for kind, part, whole, most, words in (
        (
            "out_of_range",
            "out_of_range",
            ("answered", "out_of_range"),
            MORE_OUT_OF_RANGE,
            "holds more answers that are none of its options",
        ),
        ("left_blank", "blank", ("asked",), MORE_BLANK, "was left blank more often"),
    ):
        shares = [counts[part] / max(sum(counts[one] for one in whole), 1) for counts in (old, new)]
        if shares[1] > shares[0] + most and new[part] >= 3:
            before, now = (f"{share:.0%}" for share in shares)
            yield _one("check", kind, question, f"{words}: {before} before, {now} now.", name, before, now)


def _counted(reading: Reading, name: str) -> dict[str, int] | None:
    rows = reading.counts[reading.counts["column"] == name]
    return None if rows.empty else {str(column): int(n) for column, n in rows.iloc[0].items() if column != "column"}


def _distribution(question: Question, column: str, was: Reading, is_now: Reading) -> Iterator[Difference]:
    codes = _codes(question)
    if not codes:  # numbers that are counted or measured have no scale that could be coded otherwise
        return
    old, new = (
        np.array([(reading.responses[column] == code).sum() for code in codes], dtype=float)
        for reading in (was, is_now)
    )
    if min(old.sum(), new.sum()) < ENOUGH_PEOPLE or _distance(old, new) < ENOUGH_CHANGE:
        return
    means = (
        "Compare the two files' own codes before you compare the waves, and map the values of one where they differ."
    )
    for kind, expected, says in _recodings(old, question):
        if _explains(expected, old, new):
            yield _one("stop", kind, question, f"{says} {means}", column, _in_words(old, codes), _in_words(new, codes))
            return
    if _distance(old, new) >= LARGE_CHANGE:
        share = f"{_distance(old, new):.0%}"
        says = (
            f"is answered very differently: at least {share} of people would have had to change their answer. Either other "
            f"people were asked, or answers are coded otherwise. {means}"
        )
        yield _one("check", "distribution", question, says, column, _in_words(old, codes), _in_words(new, codes))


def _codes(question: Question) -> list[int]:
    if question.kind == "multi":
        return [0, 1]
    if is_scale(question):
        return list(range((question.maximum or 0) + 1))
    return [option.code for option in question.options]


def _recodings(old: np.ndarray, question: Question) -> Iterator[tuple[Kind, np.ndarray, str]]:
    """What the answers before would look like now, had the coding been changed."""
    turned = "swapped" if len(old) == 2 else "turned round"
    yield (
        "mirrored",
        old[::-1],
        f"is answered as if its scale had been {turned}: its answers are the mirror image of those before.",
    )
    if len(old) > 3:
        for by in (1, -1):
            moved = np.roll(old, by)
            moved[0 if by > 0 else -1] = 0
            where = "up" if by > 0 else "down"
            yield "moved_by_one", moved, f"is answered as if every answer had moved {where} by one."


def _explains(expected: np.ndarray, old: np.ndarray, new: np.ndarray) -> bool:
    is_nearer = _distance(expected, new) < FITS_BETTER * _distance(old, new)
    return is_nearer and _log_likelihood(expected, new) - _log_likelihood(old, new) > SURE


def _distance(old: np.ndarray, new: np.ndarray) -> float:
    """The least share of people who would have to answer otherwise."""
    return float(np.abs(old / max(old.sum(), 1) - new / max(new.sum(), 1)).sum() / 2)


def _log_likelihood(expected: np.ndarray, seen: np.ndarray) -> float:
    """Of the answers seen, had they the expected shares; half a person more in each, so that none is impossible."""
    shares = (expected + 0.5) / (expected.sum() + 0.5 * len(expected))
    return float((seen * np.log(shares)).sum())


def _in_words(counts: np.ndarray, codes: list[int]) -> str:
    shares = counts / max(counts.sum(), 1)
    return listed((f"{code}: {share:.0%}" for code, share in zip(codes, shares, strict=True)), 11)
