"""What has changed since an earlier wave's questionnaire, and what can no longer be compared because of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from helpers import catalogue
from helpers.catalogue.records import Question
from helpers.reports import words
from helpers.survey.codebook import Codebook

NOT_COMPARED = ("consent_analyse", "consent_quote", "consent_share", "consent_recontact", "panel_code")


@dataclass(frozen=True)
class Change:
    """One change of one question. `breaks`: whether answers before and after can't be set side by side."""

    question: str
    what: Literal["new", "gone", "wording", "answers", "lines", "kind"]
    text: str
    breaks: bool


def changes(before: Codebook, now: Codebook, translations: Iterable[str] = ()) -> tuple[Change, ...]:
    """Question by question, in the order of the earlier questionnaire; what is new comes last.

    `translations` are texts in other languages: a codebook keeps them among a question's wordings, and they change nothing
    in the English.

    Examples
    --------
    >>> from helpers.survey import codebook
    >>> changes(codebook(), codebook())
    ()
    """
    others = tuple(text.strip() for text in translations if text.strip())
    found = [change for question in before.questions for change in _of(question, now.by_id.get(question.id), others)]
    new = [
        Change(one.id, "new", f"{_named(one)}: new, so there is nothing to compare it with yet.", False)
        for one in now.questions
        if one.id not in before.by_id and one.id not in NOT_COMPARED
    ]
    return (*found, *new)


def _of(before: Question, now: Question | None, others: tuple[str, ...]) -> Iterator[Change]:
    if before.id in NOT_COMPARED:
        return
    name = _named(before)
    if now is None:
        yield Change(before.id, "gone", f"{name}: no longer asked, so its story ends here.", True)
        return
    if before.kind != now.kind:
        yield Change(before.id, "kind", f"{name}: answered in another way than before.", True)
    earlier_words, later_words = _asked_as(before, others), _asked_as(now, others)
    if earlier_words != later_words:
        text = f"{name}: asked before as “{earlier_words}”, now as “{later_words}”. A difference between the two times may be the words and not the people."
        yield Change(before.id, "wording", text, True)
    earlier, later = _answers(before), _answers(now)
    if list(earlier.items()) != list(later.items()):
        text = f"{name}: {_difference(earlier, later)}. People choose among the answers they see, so all shares may move; answers can't be set side by side."
        yield Change(before.id, "answers", text, True)
    if before.kind == now.kind == "number" and _numbers(before) != _numbers(now):
        text = f"{name}: numbers {_numbers(before)} before, {_numbers(now)} now. A mean of one can't be set beside a mean of the other."
        yield Change(before.id, "answers", text, True)
    lines = {item.code: item.label for item in before.items}
    if lines != {item.code: item.label for item in now.items}:
        yield Change(
            before.id, "lines", f"{name}: other lines than before; compare only those that are in both.", False
        )


def _asked_as(question: Question, others: tuple[str, ...]) -> str:
    """In the project's words where it changed them: the codebook keeps them behind the printed wordings."""
    printed = next((one for one in catalogue.questions() if one.id == question.id), None)
    changed = question.also_worded[len(printed.also_worded) :] if printed else ()
    ours = [text for text in changed if not text.startswith(others)]
    return ours[-1] if ours else question.wording


def _answers(question: Question) -> dict[int, str]:
    return {option.code: option.label for option in question.options}


def _numbers(question: Question) -> str:
    highest = "" if question.maximum is None else f" to {question.maximum}"
    return f"from {question.minimum or 0}{highest}"


def _difference(before: dict[int, str], now: dict[int, str]) -> str:
    if set(before.values()) == set(now.values()):
        return "the answers stand in another order or have other codes"
    added = [f"“{label}”" for label in now.values() if label not in before.values()]
    gone = [f"“{label}”" for label in before.values() if label not in now.values()]
    parts = [f"{words.listed(added)} added" if added else "", f"{words.listed(gone)} left out" if gone else ""]
    return " and ".join(part for part in parts if part)


def _named(question: Question) -> str:
    text = question.wording if len(question.wording) <= 60 else f"{question.wording[:58].rsplit(' ', 1)[0]} …"
    return f"{question.code} “{text}”" if question.section else f"“{text}”"
