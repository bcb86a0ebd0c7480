"""Answer scales: which of the team's own resemble one of the toolkit's and are not it, and what a change breaks."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from helpers import catalogue
from helpers.catalogue.records import Question
from helpers.project.record import OwnQuestion, Project
from helpers.reports import words
from helpers.survey.keys import key

ALIKE = 0.8
"""From this likeness on (0 to 1, of difflib) two questions ask nearly the same; chosen on the toolkit's own variants."""


def near_questions(own: OwnQuestion) -> tuple[Question, ...]:
    """Questions of the toolkit that are worded nearly like one of the team's own."""
    asked = key(own.wording)
    return tuple(
        question
        for question in catalogue.questions()
        if asked and any(_likeness(asked, key(text)) >= ALIKE for text in (question.wording, *question.also_worded))
    )


def near_scales(own: OwnQuestion) -> Iterator[tuple[tuple[str, ...], str]]:
    """Questions with nearly the same answers as one of the team's own, and in what the answers differ.

    One answer in common may be chance ("Other"); where the answers agree in two or more and are not the same, findings
    look alike and aren't.
    """
    mine = [key(label) for _, label in sorted(own.choices.items())]
    kinds = ("multi",) if own.answered == "several answers" else ("single", "grid")
    by_answers: dict[tuple[str, ...], list[Question]] = {}
    for question in catalogue.questions():
        if question.kind in kinds:
            by_answers.setdefault(tuple(key(option.label) for option in question.options), []).append(question)
    for answers, questions in by_answers.items():
        common = set(mine) & set(answers)
        if len(common) >= 2 and tuple(mine) != answers and _is_most(common, mine, answers):
            yield tuple(question.code for question in questions), _difference(own, questions[0])


def breaks(question: Question, record: Project) -> str:
    """What can't be compared any more once a question is asked otherwise: the basket's measures and published figures."""
    measures = [
        indicator
        for indicator in (catalogue.indicator(item.indicator) for item in record.measures.basket)
        if question.id in {catalogue.question(code).id for code in indicator.questions}
    ]
    if not measures:
        return "No measure of your basket rests on it; it can't be compared with what others asked."
    named = words.listed(f"{one.code} ({one.name})" for one in measures)
    surveys = dict.fromkeys(
        f"{one.survey} {one.year}"
        for one in catalogue.benchmarks()
        if one.is_like_for_like and one.indicator in {measure.code for measure in measures}
    )
    published = f", such as those of the {words.listed(surveys)}" if surveys else ""
    return f"{named} can't be set beside published figures{published}, nor beside a time when it was asked otherwise."


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _is_most(common: set[str], mine: list[str], answers: tuple[str, ...]) -> bool:
    """Yes and No are in many lists: two answers in common say little beside five that are not."""
    return len(common) * 2 >= min(len(mine), len(answers))


def _difference(own: OwnQuestion, question: Question) -> str:
    mine = {key(label): label for _, label in sorted(own.choices.items())}
    theirs = {key(option.label): option.label for option in question.options}
    added = [label for name, label in mine.items() if name not in theirs]
    missing = [label for name, label in theirs.items() if name not in mine]
    parts = []
    if added:
        parts.append(f"{words.listed(f'“{label}”' for label in added)} added")
    if missing:
        parts.append(f"{words.listed(f'“{label}”' for label in missing)} left out")
    return " and ".join(parts) or "the order is another"
