"""Other languages of a questionnaire in its codebook, so that an export in any of them is recognised.

A translation is kept under the language, the place of the text and a short hash of the English that it was made from (see
`helpers.project.record.questionnaire.Translation`). An option is known by a translation only while that English stands: a
translation of what the option said before would give people an answer that they did not give.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

PREFER_NOT_TO_SAY = "Prefer not to say"

if TYPE_CHECKING:
    from helpers.catalogue.records import Item, Option, Question
    from helpers.project.record import Project


def in_all_languages(questions: Iterable[Question], record: Project) -> tuple[Question, ...]:
    """The questions, known by their translations too, and with them the ways of saying that one prefers not to say."""
    kept = _kept(record)
    refused = refusals(record, PREFER_NOT_TO_SAY)
    return tuple(_translated(question, kept, refused) if kept else question for question in questions)


def refusals(record: Project, english: str) -> tuple[str, ...]:
    """ "Prefer not to say" in the questionnaire's other languages."""
    return tuple(_of(_kept(record), "phrase.prefer_not_to_say", english))


Kept = dict[str, list[tuple[str, str]]]
"""Place -> short hash of the English and its translation, in each language."""


def _kept(record: Project) -> Kept:
    kept: Kept = {}
    for one in record.primary.questionnaire.translations:
        _, _, rest = one.key.partition(".")
        place, _, english = rest.rpartition(".")
        if one.text.strip():
            kept.setdefault(place, []).append((english, one.text.strip()))
    return kept


def _of(kept: Kept, place: str, english: str) -> Iterator[str]:
    now = hashlib.sha256(english.encode()).hexdigest()[:6]
    return (text for made_from, text in kept.get(place, ()) if made_from == now)


def _translated(question: Question, kept: Kept, refused: tuple[str, ...]) -> Question:
    # of a question's own wording any translation will do: it is the same question, whatever it said before
    wordings = tuple(text for _, text in kept.get(f"{question.id}.wording", ()))
    instructions = tuple(text for _, text in kept.get(f"{question.id}.instruction", ()))
    return question.model_copy(
        update={
            "also_worded": (*question.also_worded, *wordings, *(f"{a} {b}" for a in wordings for b in instructions)),
            "also_refused": refused,
            "options": tuple(_option(question, option, kept) for option in question.options),
            "items": tuple(_item(question, item, kept) for item in question.items),
        }
    )


def _option(question: Question, option: Option, kept: Kept) -> Option:
    place = f"scale.{question.scale}" if question.scale else f"{question.id}.option"
    others = tuple(_of(kept, f"{place}.{option.code}", option.label))
    return option.model_copy(update={"also_labelled": (*option.also_labelled, *others)}) if others else option


def _item(question: Question, item: Item, kept: Kept) -> Item:
    others = tuple(_of(kept, f"{question.id}.item.{item.code}", item.label))
    return item.model_copy(update={"also_labelled": (*item.also_labelled, *others)}) if others else item
