"""How long the questionnaire takes: its words, read once, and the time to answer. An estimate of the longest way through.

The numbers behind it, with their sources, are the catalogue's (`interview.yaml`), as for the basket in step 1.2.
"""

import re

from helpers.catalogue.interview import value
from helpers.questionnaire.model import Asked, Questionnaire, said

WORD = re.compile(r"[^\W\d_][\w'’-]*")


def minutes(questions: tuple[Asked, ...], is_read_aloud: bool) -> float:
    """Minutes, to the nearest half, with greeting and thanks; what the team fills in itself takes nobody's time.

    Examples
    --------
    >>> minutes((), is_read_aloud=True)
    2.0
    """
    total = value("opening") + sum(seconds(question, is_read_aloud) for question in questions)
    return int(total / 30 + 0.5) / 2


def seconds(question: Asked, is_read_aloud: bool) -> float:
    """How long one question takes."""
    if question.is_office:
        return 0
    pace = value("words_aloud" if is_read_aloud else "words_silent")
    return n_words(question) / pace * 60 + _answering(question)


def n_words(question: Asked) -> int:
    """How many words are read: introduction, question, lines, and each answer once."""
    read = (question.introduction, question.stem, question.instruction, question.low, question.high)
    answers = (*(item.label for item in question.items), *(option.label for option in question.options))
    return sum(len(WORD.findall(said(texts))) for texts in (*read, *answers))


def of(questionnaire: Questionnaire) -> tuple[float, float]:
    """Minutes where it is read aloud, and where people read it themselves."""
    return minutes(questionnaire.questions, True), minutes(questionnaire.questions, False)


def _answering(question: Asked) -> float:
    if question.kind == "grid":
        return len(question.items) * value("one_line")
    if question.kind == "multi":
        return len(question.options) * value("one_option")
    if question.kind == "text":
        return value("own_words" if question.is_open else "few_words")
    return value("one_answer")
