"""How long the people asked are kept, and what each measure adds to it. An estimate, never finer than half a minute."""

import re

from helpers.catalogue.interview import value
from helpers.plan import asking
from helpers.plan.asking import Asked
from helpers.project.record import OwnQuestion, Project

TO_ONESELF = ("online", "paper")
"""Ways of asking in which people read the questions themselves."""


def minutes(record: Project) -> float:
    """How long one interview takes with the basket as it is, in half minutes.

    Examples
    --------
    >>> from helpers.project import Project
    >>> minutes(Project(title="Nothing asked yet"))
    3.5
    """
    return in_halves(sum(parts(record).values()))


def is_anything_asked(record: Project) -> bool:
    """Whether the plan asks anything yet beside what every interview has: a measure, or a question of one's own."""
    measures = record.measures
    return bool(measures.basket) or any(own.wording for own in measures.own_questions)


def parts(record: Project) -> dict[str, float]:
    """What the time goes into, in seconds."""
    basket = tuple(item.indicator for item in record.measures.basket)
    return {**fixed(record), "The measures of the basket": of_measures(basket, record)}


def fixed(record: Project) -> dict[str, float]:
    """What takes time whichever measures are chosen, in seconds."""
    return {
        "Greeting, information and thanks": value("opening"),
        "Consent, and the code that matches answers": _seconds(asking.of_consent(), record),
        "Age, and what people are compared by": _seconds(asking.of_people(record), record),
        "Questions of your own": sum(_own(question, record) for question in record.measures.own_questions),
    }


def of_measures(codes: tuple[str, ...], record: Project) -> float:
    """Seconds for these measures together: a question that two of them need is asked once.

    A question that only some people are asked counts as if everyone were: the estimate is of the longest way through.
    One that is asked anyway, about people themselves, counts there and not here.
    """
    known = {asked.question.code for asked in asking.of_people(record)}
    return _seconds(tuple(one for one in asking.of_measures(codes, record) if one.question.code not in known), record)


def added(code: str, others: tuple[str, ...], record: Project) -> float:
    """Seconds that one measure adds to others."""
    return of_measures((*others, code), record) - of_measures(others, record)


def seconds(asked: Asked, words_per_minute: float) -> float:
    """How long one question takes: its words, read once, and the time to answer."""
    return words(asked) / words_per_minute * 60 + _answering(asked)


def words(asked: Asked) -> int:
    """How many words are read: introduction, question, the lines that are asked, and each answer once."""
    question = asked.question
    stem = asked.wording or question.wording
    for item in question.items:
        stem = stem.replace(item.label, " ")
    lines = [item.label for item in question.items if item.code in asked.lines]
    answers = [option.label for option in question.options]
    read = (question.introduction, stem, question.instruction, question.answer, *lines, *answers)
    return sum(_count(text) for text in read)


def in_halves(total_seconds: float) -> float:
    """Seconds as minutes, to the nearest half.

    Examples
    --------
    >>> in_halves(14), in_halves(50), in_halves(430)
    (0.0, 1.0, 7.0)
    """
    return int(total_seconds / 30 + 0.5) / 2


def in_words(half_minutes: float) -> str:
    """Minutes as they are said.

    Examples
    --------
    >>> in_words(0), in_words(0.5), in_words(1), in_words(7.5)
    ('less than half a minute', 'about half a minute', 'about 1 minute', 'about 7½ minutes')
    """
    if half_minutes < 0.5:
        return "less than half a minute"
    if half_minutes == 0.5:
        return "about half a minute"
    whole, half = int(half_minutes), "½" if half_minutes % 1 else ""
    return f"about {whole}{half} minute{'' if half_minutes == 1 else 's'}"


def pace(record: Project) -> float:
    """Words per minute: read aloud by an interviewer, or by people themselves."""
    return value("words_silent" if record.approach.mode in TO_ONESELF else "words_aloud")


def _seconds(questions: tuple[Asked, ...], record: Project) -> float:
    return sum(seconds(asked, pace(record)) for asked in questions)


def _answering(asked: Asked) -> float:
    question = asked.question
    if question.kind == "grid":
        return len(asked.lines) * value("one_line")
    if question.kind == "multi":
        return len(question.options) * value("one_option")
    return value("few_words" if question.kind == "text" else "one_answer")


def _own(question: OwnQuestion, record: Project) -> float:
    if not question.wording:
        return 0
    read = _count(question.wording) + sum(_count(label) for label in question.choices.values())
    return read / pace(record) * 60 + _answering_own(question)


def _answering_own(question: OwnQuestion) -> float:
    if question.answered == "several answers":
        return len(question.choices) * value("one_option")
    return value("own_words" if question.answered == "words" else "one_answer")


def _count(text: str) -> int:
    """Words, without the numbers and strokes printed between them."""
    return len(re.findall(r"[^\W\d_][\w'’-]*", text))
