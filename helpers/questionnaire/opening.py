"""What is said before and after questions: drafts from the toolkit and the plan, until the team words them itself."""

import math

from helpers import catalogue
from helpers.catalogue.records import Question, Section
from helpers.project.record import Project
from helpers.questionnaire.words import phrases

OPENS = {"1": "1.1", "2": "2.1", "3": "3.1"}
"""The question whose printed introduction opens its section, whether or not the question itself is asked."""

OF_SECTIONS = ("office", "consent", "consent_each", "start", "end")
"""Phrases that are a section's title or introduction: they are translated there."""

INTRODUCES = {"2.5": "2.4", "2.6": "2.4"}
"""Questions that an earlier question's printed introduction is about too ("any unpaid help and work you may have done")."""


def title(section: str) -> str:
    """The heading of a section, as people read it: the toolkit prints its own in capitals.

    Examples
    --------
    >>> title("1"), title("consent")
    ('Relationships & wellbeing', 'Your agreement')
    """
    if section in OPENS:
        return _section(section).title.capitalize()
    return phrases()[section]


def notes(section: str) -> tuple[str, ...]:
    """The toolkit's notes on a section, for whoever makes the questionnaire."""
    return _section(section).notes if section in OPENS else ()


def of_section(section: str, record: Project) -> str:
    """What is said before a section: the team's words, or the toolkit's; before the consents, that silence is no consent."""
    drafted = phrases()["consent_each"] if section == "consent" else printed_of_section(section)
    return _own(f"section-{section}", record) or drafted


def printed_of_section(section: str) -> str:
    """The toolkit's words before a section; "" before the workbook's own."""
    return catalogue.question(OPENS[section]).introduction if section in OPENS else ""


def of_question(question: Question, before: tuple[str, ...], record: Project) -> str:
    """What is said before a question: the team's words, or the toolkit's, unless they have opened the section already.

    `before` holds the numbers of the questions asked before it.
    """
    own = _own(question.id, record)
    if own or question.code in OPENS.values():
        return own
    carried = INTRODUCES.get(question.code, "")
    if not carried or {carried, *(code for code, from_ in INTRODUCES.items() if from_ == carried)} & set(before):
        return question.introduction
    return catalogue.question(carried).introduction


def introduction(record: Project, minutes: float) -> str:
    """What people read or hear first: the team's words, or a draft from the plan. `minutes` is how long it takes."""
    own = record.primary.questionnaire.introduction.strip()
    return own or drafted_introduction(record, minutes)


def closing(record: Project) -> str:
    """What people read or hear last: the team's words, or a draft from the plan."""
    own = record.primary.questionnaire.closing.strip()
    return own or drafted_closing(record)


def drafted_introduction(record: Project, minutes: float) -> str:
    """A draft: who asks, what for, how long it takes, that it is up to people, whom to ask."""
    plan = record.approach.consent
    who = plan.controller or record.organisation
    parts = (
        f"This survey is by {who}." if who else "",
        "We want to find out how people are doing, and what we could do better.",
        f"It takes about {math.ceil(minutes)} minutes.",
        "It is up to you whether you take part. You can leave out any question and stop at any time.",
        "There are no right or wrong answers.",
        f"If you have questions: {_sentence(plan.contact)}" if plan.contact else "",
        f"If you change your mind later: {_sentence(plan.withdrawal)}" if plan.withdrawal else "",
    )
    return " ".join(part for part in parts if part)


def drafted_closing(record: Project) -> str:
    """A draft: thanks, and whom to ask."""
    contact = record.approach.consent.contact
    asked = f" If you have questions or want to change your mind: {_sentence(contact)}" if contact else ""
    return f"Thank you for your answers and your time.{asked}"


def _own(place: str, record: Project) -> str:
    held = {one.place: one.text.strip() for one in record.primary.questionnaire.opening_words}
    return held.get(place, "")


def _section(code: str) -> Section:
    return next(section for section in catalogue.sections() if str(section.number) == code)


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
