"""How hard a text is to read, as the age at which a schoolchild could: by counting strokes, words and sentences.

The Automated Readability Index: E. A. Smith and R. J. Senter (1967), Automated Readability Index, AMRL-TR-66-220, Aerospace
Medical Research Laboratories; a counter on an electric typewriter gave the strokes. It needs no list of words and no network. It was made for prose: of a single question it
says only which are harder than others, and nothing about whether a word is known or an idea is clear.
"""

import math
import re
from dataclasses import dataclass

from helpers.questionnaire.model import EASY, ENGLISH, Asked, Questionnaire, said

SOURCE = "Automated Readability Index (Smith and Senter, 1967)"
SENTENCE_END = re.compile(r"(?<=[.?!])\s+")
YEARS_AT_GRADE_1 = 6
"""A child in the first grade of a school in the United States, whose grades the index counts, is six years old or seven."""


@dataclass(frozen=True)
class Counted:
    """What the index counts."""

    strokes: int
    """Letters, digits and marks: every character but blanks."""
    words: int
    sentences: int

    @property
    def index(self) -> float:
        """School grade in the United States; NaN where there is no word.

        Examples
        --------
        >>> round(Counted(strokes=24, words=6, sentences=1).index, 2)
        0.41
        """
        if not self.words:
            return math.nan
        return 4.71 * self.strokes / self.words + 0.5 * self.words / self.sentences - 21.43


def counted(texts: tuple[str, ...]) -> Counted:
    """Strokes, words and sentences of texts, each of which ends a sentence.

    Examples
    --------
    >>> counted(("How often do you feel lonely?",))
    Counted(strokes=24, words=6, sentences=1)
    """
    sentences = [one for text in texts for one in SENTENCE_END.split(text) if any(map(_is_word, one.split()))]
    words = [word for sentence in sentences for word in sentence.split() if _is_word(word)]
    return Counted(sum(map(len, words)), len(words), max(1, len(sentences)))


def age(texts: tuple[str, ...]) -> int | None:
    """The age in years at which a text can be read, never under 6; None where there is no word.

    Examples
    --------
    >>> age(("How often do you feel lonely?",))
    6
    """
    index = counted(texts).index
    return None if math.isnan(index) else max(YEARS_AT_GRADE_1, math.ceil(index) + YEARS_AT_GRADE_1 - 1)


def of_question(question: Asked, language: str = ENGLISH) -> int | None:
    """The reading age of a question as it is put: what is said before it, and its own words; not its answers."""
    return age(_read(question, language))


def of(questionnaire: Questionnaire, language: str = ENGLISH) -> int | None:
    """The reading age of the whole: introduction, questions and what is said before them."""
    assert language in (ENGLISH, EASY), "the index is made for English"
    texts = [said(questionnaire.introduction, language), said(questionnaire.closing, language)]
    for question in questionnaire.questions:
        if not question.is_office:
            texts += _read(question, language)
    return age(tuple(texts))


def hardest(questionnaire: Questionnaire, n: int = 3) -> tuple[tuple[Asked, int], ...]:
    """The questions that are hardest to read, with their reading ages, hardest first."""
    found = [
        (question, years)
        for question in questionnaire.questions
        if not question.is_office and (years := of_question(question)) is not None
    ]
    return tuple(sorted(found, key=lambda one: -counted(_read(one[0], ENGLISH)).index)[:n])


def _read(question: Asked, language: str) -> tuple[str, ...]:
    """Of a question that has lines, with the first of them: it ends the sentence."""
    line = f" {said(question.items[0].label, language)}" if question.items else ""
    return (
        said(question.introduction, language),
        said(question.stem, language).removesuffix(" …") + line,
        said(question.instruction, language),
    )


def _is_word(text: str) -> bool:
    """Not a dash or a stroke that stands by itself."""
    return any(map(str.isalnum, text))
