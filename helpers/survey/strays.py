"""Answers that are none of the options: a stray one is blanked and named, a column full of them is refused."""

import difflib
from collections import Counter

import numpy as np

from helpers.catalogue.records import Question
from helpers.survey.checks import SHOWN, Messages
from helpers.survey.codebook import AGE
from helpers.survey.identifiers import kinds_in
from helpers.survey.keys import key
from helpers.survey.matching import example_of_mapping
from helpers.survey.values import (
    Column,
    Status,
    allowed,
    code_of,
    is_yes_or_no,
    key_or_number,
    labels_of,
    shortened,
    takes_other_answers,
)

MOST_STRAY_SHARE = 0.1
"""Of the answers of a column; more, and at least three of them, are no strays."""
MOST_OTHER_SHARE = 1 / 3
"""The same for a question that lets people write in an answer of their own."""
LONGEST_NUMBER_SHOWN = 7
"""Characters. A longer number in an answer is more likely somebody's telephone or membership number than a slip."""
LONGEST_OWN_SHOWN = 2
"""Characters of words in answer to a project's own question: nobody knows how private it is."""
HALF_USED_AT_LEAST = 20
"""Answers to a scale, none of which lies in its upper half, that make one ask whether it was offered whole."""
MISSING = {
    "-1",
    "-7",
    "-8",
    "-9",
    "-88",
    "-98",
    "-99",
    "-999",
    "77",
    "88",
    "97",
    "98",
    "99",
    "777",
    "888",
    "997",
    "998",
    "999",
    "9999",
}
"""What programs and people write for "no answer"."""
SHIFTED_AT_LEAST = 2
"""Answers just beyond one end of a scale, with its other end never used, that show it to be shifted by one."""


def report(
    question: Question,
    column: Column,
    row_numbers: np.ndarray,
    heading: str,
    messages: Messages,
    target: str,
    of_ticks: bool = False,
) -> None:
    """Say what is odd about one column (`target` of the codebook) of a question with options or numbers."""
    _words(question, column, heading, messages)
    _numbers(question, column, heading, messages)
    if not of_ticks and _is_shifted(question, column, heading, messages, target):
        return
    if not of_ticks:
        _mixed(question, column, heading, messages)
        _half_used(question, column, heading, messages)
    answers = "1 or 0 (or TRUE, x, Yes; a blank is not ticked)" if of_ticks else allowed(question)
    if _is_recoded(question, column, of_ticks):
        _say_recoded(question, column, heading, answers, messages, target)
        return
    _name_strays(question, column, row_numbers, heading, answers, messages, target)


def _n(column: Column, *kinds: Status) -> int:
    return int(column.counts()[np.isin(column.text_status, kinds)].sum())


def _words(question: Question, column: Column, heading: str, messages: Messages) -> None:
    for check, kind in (("not_answered_words", Status.NOT_ASKED_WORDS), ("dont_know", Status.DONT_KNOW)):
        if n := _n(column, kind):
            messages.add(check, column=heading, n=n, question=question.code)


def _numbers(question: Question, column: Column, heading: str, messages: Messages) -> None:
    """Numbers that are answers and may yet mean something else."""
    counts = column.counts()
    if question.id == AGE:
        oldest = int(counts[column.text_value == 99].sum())
        nearly = int(counts[(column.text_value >= 90) & (column.text_value < 99)].sum())
        if oldest >= 3 and oldest > nearly:
            mapping = example_of_mapping(heading, AGE, {"99": ""})
            messages.add("age_99", column=heading, value="99", n=oldest, mapping=mapping)
    misprinted = {option.code for option in question.options if option.printed_code is not None}
    misprinted |= {option.printed_code for option in question.options if option.printed_code is not None}
    if misprinted and any(code_of(text) in misprinted for text in column.texts):
        messages.add("printed_numbers", column=heading, question=question.code)


def _mixed(question: Question, column: Column, heading: str, messages: Messages) -> None:
    """Codes in some rows and labels in others: two ways of typing, or two files put together, that may not agree."""
    if question.kind not in ("single", "grid") or any(label.isdigit() for label in labels_of(question)):
        return
    is_answer = column.text_status == Status.ANSWERED
    is_code = np.array([code_of(text) is not None for text in column.texts], dtype=bool)
    # "2 = Some of the time" says which code its words have
    says_both = [
        key(text).split(" ")[0] == f"{value:g}" for text, value in zip(column.texts, column.text_value, strict=True)
    ]
    is_label = ~is_code & ~np.array(says_both, dtype=bool)
    counts = column.counts()
    n_codes, n_labels = int(counts[is_answer & is_code].sum()), int(counts[is_answer & is_label].sum())
    if n_codes and n_labels:
        codes = sorted({int(value) for value in column.text_value[is_answer & is_code]})
        text = {option.code: option.label for option in question.options}[codes[0]]
        messages.add(
            "codes_mixed",
            column=heading,
            value=str(codes[0]),
            codes=n_codes,
            labels=n_labels,
            first=codes[0],
            label=shortened(text, 40),
            question=question.code,
        )


def _half_used(question: Question, column: Column, heading: str, messages: Messages) -> None:
    """A scale from 0 to 10 on which nobody goes beyond 5: the form may have offered 1 to 5."""
    if question.kind != "number" or question.id == AGE or question.minimum is None or not question.maximum:
        return
    used = column.text_value[(column.text_status == Status.ANSWERED) & (column.counts() > 0)]
    n = _n(column, Status.ANSWERED)
    if n >= HALF_USED_AT_LEAST and used.max() <= (question.minimum + question.maximum) / 2:
        messages.add(
            "scale_half_used",
            column=heading,
            value=str(int(used.max())),
            n=n,
            highest=int(used.max()),
            question=question.code,
            first=question.minimum,
            last=question.maximum,
        )


def _is_shifted(question: Question, column: Column, heading: str, messages: Messages, target: str) -> bool:
    """Whether codes run from 0 to 4 where the question has 1 to 5, or from 1 to 11 where it has 0 to 10."""
    codes = [option.code for option in question.options] or [question.minimum, question.maximum]
    if None in codes or question.id == AGE:
        return False
    first, last = min(codes), max(codes)
    beyond_times, used = _beyond(column)
    for beyond, never in ((first - 1, last), (last + 1, first)):
        if beyond_times[beyond] >= SHIFTED_AT_LEAST and used and never not in used:
            if beyond == 0 and is_yes_or_no(question):
                _say_noughts(question, beyond_times[0], never, heading, messages, target)
                return True
            messages.add(
                "recoded_shifted",
                column=heading,
                value=str(beyond),
                shown=beyond,
                n=beyond_times[beyond],
                never=never,
                question=question.code,
                first=first,
                last=last,
                allowed=allowed(question),
                mapping=example_of_mapping(heading, target, _moved(first, last, by=1 if beyond < first else -1)),
            )
            return True
    return False


def _beyond(column: Column) -> tuple[Counter[int | None], set[int | None]]:
    """How often each code comes that is none of the question's, and which of the question's own are used."""
    beyond_times: Counter[int | None] = Counter()
    used = set()
    for text, n, status, value in zip(
        column.texts, column.counts(), column.text_status, column.text_value, strict=True
    ):
        if status == Status.UNKNOWN:
            beyond_times[code_of(text)] += int(n)
        elif status == Status.ANSWERED:
            used.add(code_of(text) if np.isnan(value) else int(value))
    return beyond_times, used


def _say_noughts(question: Question, n: int, never: int, heading: str, messages: Messages, target: str) -> None:
    """1 and 0 in place of 1 and 2: nearly always yes and no, and not codes that count from 0."""
    codes = {key(option.label): str(option.code) for option in question.options}
    mapping = example_of_mapping(heading, target, {"1": codes["yes"], "0": codes["no"]})
    messages.add(
        "recoded_noughts",
        column=heading,
        value="0",
        n=n,
        never=never,
        question=question.code,
        allowed=allowed(question),
        mapping=mapping,
    )


def _moved(first: int, last: int, by: int) -> dict[str, str]:
    """What the codes of a shifted column mean."""
    return {str(code - by): str(code) for code in range(first, last + 1)}


def _is_recoded(question: Question, column: Column, of_ticks: bool) -> bool:
    answered, unknown = _n(column, Status.ANSWERED), _n(column, Status.UNKNOWN)
    total = answered + unknown
    if unknown < 2:
        return False
    if takes_other_answers(question) and not of_ticks:
        is_word = np.array([key_or_number(text) == key(text) and code_of(text) is None for text in column.texts])
        is_unknown = column.text_status == Status.UNKNOWN
        own_words = column.counts() * (is_unknown & is_word)
        numbers = unknown - int(own_words.sum())
        return (
            unknown > MOST_OTHER_SHARE * total
            or _too_many(numbers, total)
            or _too_many(int(own_words.max(initial=0)), total)
        )
    return _too_many(unknown, total) or unknown >= total / 2


def _too_many(n: int, total: int) -> bool:
    return n >= 3 and n > MOST_STRAY_SHARE * total


def _say_recoded(
    question: Question, column: Column, heading: str, answers: str, messages: Messages, target: str
) -> None:
    counts = column.counts()
    unknown = np.flatnonzero(column.text_status == Status.UNKNOWN)
    common = sorted(unknown, key=lambda place: -counts[place])
    may_show = [shown for place in common if (shown := showable(question, column.texts[place], counts[place]))][:3]
    n = _n(column, Status.UNKNOWN)
    is_missing = bool(may_show) and may_show[0] in MISSING
    # an example with a code in it would be copied as it is
    means = "" if is_missing else "the number it means" if question.kind == "number" else "the code it means"
    messages.add(
        "recoded",
        column=heading,
        value=may_show[0] if may_show else "",
        question=question.code,
        n=n,
        answered=n + _n(column, Status.ANSWERED),
        shown=_examples(question, may_show),
        allowed=answers,
        mapping=example_of_mapping(heading, target, {may_show[0] if may_show else "text in the file": means}),
    )


def _examples(question: Question, may_show: list[str]) -> str:
    if may_show:
        return "for example " + ", ".join(f"'{text}'" for text in may_show)
    return "not shown here, because the question is sensitive" if question.is_sensitive else "words of people's own"


def _name_strays(
    question: Question,
    column: Column,
    row_numbers: np.ndarray,
    heading: str,
    answers: str,
    messages: Messages,
    target: str,
) -> None:
    at = np.flatnonzero(column.status == Status.UNKNOWN)
    counts = column.counts()
    for row in at[:SHOWN]:
        place = column.places[row]
        value = showable(question, column.texts[place], counts[place])
        messages.add(
            "out_of_range",
            row=int(row_numbers[row]),
            column=heading,
            value=value,
            shown=f"'{value}'" if value else "the text of this cell",
            question=question.code,
            allowed=answers,
            also=_also(question, column, value, heading, target),
        )
    if at.size > SHOWN:
        messages.add(
            "out_of_range_more",
            row=int(row_numbers[at[SHOWN]]),
            column=heading,
            n=at.size - SHOWN,
            question=question.code,
            allowed=answers,
        )


def _also(question: Question, column: Column, value: str, heading: str, target: str) -> str:
    """One answer just beyond the scale may be a slip, or the only sign that the whole scale was moved."""
    codes = [option.code for option in question.options] or [question.minimum, question.maximum]
    if None in codes or question.id == AGE or question.kind == "multi":
        return ""
    first, last = min(codes), max(codes)
    used = set(column.text_value[column.text_status == Status.ANSWERED])
    for beyond, never, by in ((last + 1, first, -1), (first - 1, last, 1)):
        if value == str(beyond) and never not in used:
            mapping = example_of_mapping(heading, target, _moved(first, last, by=by))
            return f" If the form counted from {first - by}, map the values: {mapping}."
    return ""


def showable(question: Question, text: str, times: int) -> str:
    """A wrong answer that may stand in a message: a number, or words nearly an option's or written by three people.

    Anything else could be a person's own words, or a name. Beside a row number, words say more of a person than a
    message may: of sensitive questions only numbers are shown, of a project's own questions numbers and up to two
    characters.
    """
    text = text.strip()
    if kinds_in(text) or len(text) > 80:
        return ""
    if key_or_number(text) != key(text) or code_of(text) is not None:
        return text if len(text) <= LONGEST_NUMBER_SHOWN else ""
    if question.is_sensitive:
        return ""
    if question.id.startswith("own_"):
        return text if len(text) <= LONGEST_OWN_SHOWN else ""
    is_near = bool(difflib.get_close_matches(key(text), list(labels_of(question)), n=1, cutoff=0.75))
    return shortened(text) if is_near or times >= 3 else ""
