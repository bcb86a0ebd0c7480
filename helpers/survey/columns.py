"""The columns of a file as a person sees them who says which is which: what each was taken for, why, and what is in it."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from helpers.catalogue.records import Question
from helpers.survey import exports
from helpers.survey.cells import letters
from helpers.survey.checks import Messages
from helpers.survey.codebook import CONSENTS, Codebook
from helpers.survey.codebook import codebook as whole_toolkit
from helpers.survey.exports.meant import as_asked
from helpers.survey.headings import PREFERS_NOT, SYSTEM, Headings
from helpers.survey.keys import key, keys_of
from helpers.survey.matching import Matched, match, nearest, reads
from helpers.survey.multi import joined_reader, tick_reader
from helpers.survey.opening import Opened, opened
from helpers.survey.tables import Table
from helpers.survey.values import Status, code_of, reader_for, replacing, shortened

Certainty = Literal["mapped", "recognised", "ask", "proposed", "left out"]
"""Said by a person; told from its heading; could be several things; a likeness only; nothing the questionnaire asks."""

MOST_TEXTS = 40
"""A column with more different texts than this is no choice between options, nor is one whose texts seldom come twice: then
they may be people's own words, and are not shown."""
MOST_CANDIDATES = 5
HIGHEST_LISTED = 100
"""Numbers up to here can be chosen from a list; higher ones are typed."""
ENOUGH_TO_TELL = 3
"""A column is told from its answers alone only where at least so many different ones fit."""

SYSTEM_NAMES = {
    "respondent_id": "Number of the submission",
    "submitted_on": "Day it was submitted",
    "weight": "Survey weight",
    "consent_analyse": "Consent: take part",
    "consent_quote": "Consent: be quoted",
    "consent_share": "Consent: answers shared",
    "consent_recontact": "Consent: be contacted again",
    "panel_code": "Self-made panel code",
}


@dataclass(frozen=True)
class Text:
    """One text of a column, how many people gave it, and how it is read: `means` is empty where it isn't known.

    `text` is the beginning of a long one, for showing; `whole` is for a mapping.
    """

    text: str
    n: int
    means: str
    is_known: bool
    whole: str


@dataclass(frozen=True)
class FileColumn:
    """One column of a file.

    Parameters
    ----------
    name
        Its name in a mapping: the heading, with "#2" for the second of the same heading.
    letter
        Where a spreadsheet shows it: "A", "AB".
    target
        What it is read as: a column of the codebook, or empty.
    certainty, why
        How that is known, and the reason in words.
    candidates
        What it could be instead, the likeliest first.
    n_filled
        How many people have something in it.
    texts
        The different texts, the most frequent first, those that can't be read before all; empty for free text.
    answers
        Code and label of the answers its question has, for saying what a text means.
    """

    name: str
    letter: str
    target: str
    certainty: Certainty
    why: str
    candidates: tuple[str, ...] = ()
    n_filled: int = 0
    texts: tuple[Text, ...] = ()
    answers: tuple[tuple[int, str], ...] = ()

    @property
    def unread(self) -> tuple[Text, ...]:
        """The texts that are no answer of the question it is read as."""
        return tuple(text for text in self.texts if not text.is_known)


@dataclass(frozen=True)
class Target:
    """What a column can be read as: for a list to choose from."""

    value: str
    label: str
    group: str


def targets(codebook: Codebook) -> tuple[Target, ...]:
    """Everything a column can be read as, in the order of the questionnaire.

    Examples
    --------
    >>> from helpers.catalogue.records import Question
    >>> [one.label for one in targets(Codebook(questions=(Question(code="3.2", id="q3_2", section=3, kind="number", wording="Age?"),)))][:2]
    ['3.2 Age?', 'Number of the submission']
    """
    questions = [question for question in codebook.questions if question.id not in SYSTEM]
    asked = [target for question in questions for target in _targets_of(question)]
    return (*asked, *(Target(name, SYSTEM_NAMES[name], "About the answers") for name in SYSTEM))


def columns(
    path: str | Path | Opened, codebook: Codebook | None = None, mapping: Mapping[str, Any] | None = None
) -> tuple[FileColumn, ...]:
    """What each column of a file was taken for; nothing where the file can't be read as a table at all.

    Parameters
    ----------
    path, codebook, mapping
        As for `read`, which decides by the same rules: this tells how.
    """
    headings = Headings(codebook or whole_toolkit())
    table = opened(path, headings.codebook, mapping).table
    if table is None:
        return ()
    matched = match(table, headings, mapping, Messages())
    table = as_asked(table, matched, headings.codebook, exports.named(table.tool))
    by_place = {place: target for target, place in matched.places.items()}
    places = [
        place for place in range(len(table.headings)) if table.headings[place].strip() or not table.is_blank(place)
    ]
    return tuple(_column(table, place, by_place.get(place, ""), headings, matched, mapping or {}) for place in places)


def _column(
    table: Table, place: int, target: str, headings: Headings, matched: Matched, mapping: Mapping[str, Any]
) -> FileColumn:
    name = table.names[place]
    counted = Counter(text.strip() for text in table.columns[place])
    n_filled = sum(n for text, n in counted.items() if text)
    certainty, why, candidates = _judged(table, place, target, headings, matched, mapping)
    texts = (
        ()
        if _is_private(table.headings[place], target, counted, headings)
        else _texts(counted, target, headings, matched)
    )
    return FileColumn(
        name, letters(place), target, certainty, why, candidates, n_filled, texts, _answers(target, headings.codebook)
    )


def _judged(
    table: Table, place: int, target: str, headings: Headings, matched: Matched, mapping: Mapping[str, Any]
) -> tuple[Certainty, str, tuple[str, ...]]:
    name, heading = table.names[place], table.headings[place]
    if name in mapping or heading in mapping:
        return "mapped", "You said so." if target else "You said that it is not to be used.", ()
    if target in matched.disputed:
        return "ask", "Several columns could be this question.", (target,)
    if target:
        return "recognised", "Its heading says so.", ()
    meant = headings.meant_by(heading)
    if len(meant) > 1:
        return "ask", "Its heading fits several questions.", meant[:MOST_CANDIDATES]
    free = [one.value for one in targets(headings.codebook) if one.value not in matched.places]
    near = _near(heading, free, headings)
    if near:
        return "proposed", "Its heading is much like this question's.", (near,)
    fits = _by_answers(table, place, free, headings)
    if fits:
        return (
            "proposed",
            "Its answers are those of this question." if len(fits) == 1 else "Its answers fit these.",
            fits,
        )
    return "left out", "The questionnaire asks nothing of this name.", ()


def _near(heading: str, free: list[str], headings: Headings) -> str:
    """The question whose wording is most like the heading, among those that have no column yet."""
    words = {_wording(headings.codebook, target): target for target in free if target not in SYSTEM}
    return words.get(nearest(heading, [wording for wording in words if wording]), "") if len(heading) > 6 else ""


def _wording(codebook: Codebook, target: str) -> str:
    question = _question(codebook, target)
    if question is None:
        return ""
    item = next((item.label for item in question.items if target == f"{question.id}_{item.code}"), "")
    return f"{question.wording} {item}".strip()


def _by_answers(table: Table, place: int, free: list[str], headings: Headings) -> tuple[str, ...]:
    """The questions whose words the column holds. Bare codes would fit too many."""
    texts = {text.strip() for text in table.columns[place] if text.strip()}
    if not ENOUGH_TO_TELL <= len(texts) <= MOST_TEXTS or any(code_of(text) is not None for text in texts):
        return ()
    closed = [
        target
        for target in free
        if (question := _question(headings.codebook, target)) is not None
        and question.kind in ("single", "grid", "multi")
        and not (question.kind == "multi" and target != question.id)
    ]
    return tuple(target for target in closed if reads(table, headings, place, target, by_people=True))[:MOST_CANDIDATES]


def _is_private(heading: str, target: str, counted: Counter[str], headings: Headings) -> bool:
    """Whether nothing of a column's content is shown: names and numbers of people, free text, codes of their own."""
    if key(heading.rsplit("/", 1)[-1]) in keys_of("identifying") or target in ("respondent_id", "panel_code"):
        return True
    question = _question(headings.codebook, target)
    if question is not None and question.kind == "text":
        return True
    is_closed = question is not None or target in CONSENTS
    different = [text for text in counted if text]
    is_choice = len(different) <= MOST_TEXTS and sum(counted[text] for text in different) >= 2 * len(different)
    return not (is_closed or is_choice)


def _texts(counted: Counter[str], target: str, headings: Headings, matched: Matched) -> tuple[Text, ...]:
    said = _reader(target, headings, matched)
    read = [Text(shortened(text, 80), n, *said(text), text) for text, n in counted.items() if text]
    return tuple(sorted(read, key=lambda one: (one.is_known, -one.n, one.text)))[:MOST_TEXTS]


def _reader(target: str, headings: Headings, matched: Matched):
    """How a text is read, in words, and whether it could be."""
    question = _question(headings.codebook, target)
    if question is None or question.id in SYSTEM:
        return lambda text: ("", True)
    values = matched.values.get(target)
    replaced = replacing(values)
    if question.kind == "multi" and target == question.id:
        joined = joined_reader(question)
        return lambda text: _told_joined(question, *joined(replaced(text)))
    if question.kind == "multi" and not target.endswith(PREFERS_NOT):
        tick = tick_reader(question, int(target.rsplit("_", 1)[1]), values)
        return lambda text: _told_tick(*tick(text))
    if question.kind == "multi":
        return lambda text: ("", True)
    reader = reader_for(question, values)
    return lambda text: _told(question, *reader(text))


NOT_AN_ANSWER = {
    Status.BLANK: "no answer",
    Status.PREFERS_NOT: "prefers not to say",
    Status.DONT_KNOW: "does not know: no answer",
    Status.NOT_ASKED_WORDS: "no answer",
    Status.UNKNOWN: "",
}


def _told(question: Question, status: Status, value: float) -> tuple[str, bool]:
    if status != Status.ANSWERED:
        return NOT_AN_ANSWER[status], status != Status.UNKNOWN
    label = next((option.label for option in question.options if option.code == value), "")
    return f"{value:.0f} {label}".strip(), True


def _told_tick(status: Status, value: float) -> tuple[str, bool]:
    if status != Status.ANSWERED:
        return NOT_AN_ANSWER[status], status != Status.UNKNOWN
    return "ticked" if value else "not ticked", True


def _told_joined(question: Question, status: Status, ticked: frozenset[int]) -> tuple[str, bool]:
    if status != Status.ANSWERED:
        return NOT_AN_ANSWER[status], status != Status.UNKNOWN
    return " + ".join(f"{one.code} {shortened(one.label, 30)}" for one in question.options if one.code in ticked), True


def _answers(target: str, codebook: Codebook) -> tuple[tuple[int, str], ...]:
    question = _question(codebook, target)
    if question is None:
        return ()
    if question.kind == "multi" and target != question.id:
        return ((1, "ticked"), (0, "not ticked"))
    if question.kind == "number" and question.maximum is not None and question.maximum <= HIGHEST_LISTED:
        return tuple((number, "") for number in range(question.minimum or 0, question.maximum + 1))
    return tuple((option.code, shortened(option.label, 60)) for option in question.options)


def _question(codebook: Codebook, target: str) -> Question | None:
    return codebook.by_column.get(target) or codebook.by_id.get(re.sub(rf"{PREFERS_NOT}$", "", target))


def _targets_of(question: Question) -> tuple[Target, ...]:
    number = "" if question.code == question.id else f"{question.code} "
    whole = f"{number}{shortened(question.wording, 70)}"
    group = f"Section {question.section}" if question.section else "Your own questions"
    if question.kind == "grid":
        return tuple(
            Target(f"{question.id}_{item.code}", f"{number}… {shortened(item.label, 60)}", group)
            for item in question.items
        )
    if question.kind != "multi":
        return (Target(question.id, whole, group),)
    ticks = (
        Target(f"{question.id}_{option.code}", f"{number}ticked: {shortened(option.label, 50)}", group)
        for option in question.options
    )
    refused = Target(f"{question.id}{PREFERS_NOT}", f"{number}ticked: prefer not to say", group)
    return (Target(question.id, f"{whole} (all ticks in one column)", group), *ticks, refused)
