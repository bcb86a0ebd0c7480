"""Columns that are no question, and questions that have no column."""

import re

from helpers.catalogue.records import Question
from helpers.survey.cells import letters
from helpers.survey.checks import Messages, listed
from helpers.survey.codebook import AGE
from helpers.survey.headings import Headings
from helpers.survey.keys import key, keys_of
from helpers.survey.matching import Matched, example_of_mapping, nearest, proposal, reads
from helpers.survey.tables import Table
from helpers.survey.values import code_of, shortened

_NOTES = re.compile(r"(?:.*[/.:-])?note_\w+")
"""What an XLSForm of ours only says: ODK exports a blank column for it."""


def unused(table: Table, matched: Matched, messages: Messages) -> None:
    """Name the columns nobody uses: those that identify people, repeated headings, and the rest."""
    rest, identifying = [], []
    for place in _free(table, matched):
        heading = table.headings[place]
        if place in matched.spare or (_NOTES.fullmatch(heading) and table.is_blank(place)):
            continue
        words = key(heading.rsplit("/", 1)[-1])
        if not heading.strip():
            rest.append(f"column {letters(place)} (no heading)")
        elif words in keys_of("identifying"):
            identifying.append(heading.strip())
        elif (match := re.fullmatch(r"(.+)\.\d{1,2}", heading)) and match[1] in table.headings:
            messages.add("repeated_headings", column=heading, first=match[1])
        elif not {words, key(heading)} & keys_of("ignored"):
            rest.append(f"'{shortened(heading)}'")
    if identifying:
        messages.add("identifier_column", columns=listed(identifying, 10))
    if rest:
        messages.add("columns_unused", columns=listed(rest, 10))


def missing(table: Table, headings: Headings, matched: Matched, messages: Messages) -> None:
    """Questions that are nowhere: refused where the basket needs them; options of a list that have no column."""
    codebook = headings.codebook
    for question in dict.fromkeys(codebook.by_column.values()):
        present = [column for column in question.columns if column in matched.places]
        if question.id in matched.places or len(present) == len(question.columns):
            continue
        if question.kind == "multi" and present:
            _say_options(question, present, messages)
            continue
        absent = (question.id,) if question.kind == "multi" else [c for c in question.columns if c not in present]
        needed = [target for target in absent if target in codebook.required]
        for target in needed:
            _say_missing("column_missing", question, target, table, headings, matched, messages)
        # without a project nobody knows what was asked
        if codebook.required and not present and not needed and not matched.unsure & set(absent):
            is_age = question.id == AGE and not codebook.parents_consent
            code = "age_not_found" if is_age else "question_absent"
            _say_missing(code, question, absent[0], table, headings, matched, messages)


def _free(table: Table, matched: Matched) -> list[int]:
    used = {*matched.places.values(), *matched.id_places}
    places = [place for place in range(len(table.headings)) if place not in used]
    return [place for place in places if table.headings[place].strip() or not table.is_blank(place)]


def _say_options(question: Question, present: list[str], messages: Messages) -> None:
    absent = [option.label for option in question.options if f"{question.id}_{option.code}" not in present]
    shown = listed((f"'{shortened(label, 40)}'" for label in absent), 3)
    messages.add("option_columns_missing", question=question.code, options=shown)


def _say_missing(
    code: str,
    question: Question,
    target: str,
    table: Table,
    headings: Headings,
    matched: Matched,
    messages: Messages,
) -> None:
    free = _free(table, matched)
    texts = [table.names[place] for place in free]
    near = nearest(question.wording, texts) or nearest(question.code, texts)
    says = proposal(near)
    by_answers = [place for place in free if _holds_its_words(table, headings, place, target, question)]
    if not near and len(by_answers) == 1:
        near = table.names[by_answers[0]]
        says = f" By its answers it could be '{shortened(near, 80)}'."
    messages.add(
        code,
        column=target,
        question=question.code,
        wording=shortened(question.wording),
        target=target,
        near=says,
        mapping=example_of_mapping(near or "heading in your file", target),
    )


def _holds_its_words(table: Table, headings: Headings, place: int, target: str, question: Question) -> bool:
    """Whether a column holds the labels of that question. Codes 1 to 5 would fit too many."""
    has_words = any(text.strip() and code_of(text) is None for text in table.columns[place])
    is_closed = question.kind in ("single", "grid", "multi") and len(question.options) > 2
    return has_words and is_closed and reads(table, headings, place, target)
