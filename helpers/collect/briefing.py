"""Step 2.2: the briefing sheet for whoever asks, filled in from the plan. What the plan does not say is named as missing.

The rules on safety and on what not to do are ours, in words a new interviewer understands; they are no legal advice.
"""

import re
from datetime import date
from typing import Any

from helpers.project import Opened
from helpers.project.record import Project
from helpers.project.record.costs import Task
from helpers.questionnaire import build, length
from helpers.reports import wage, words
from helpers.reports.model import Block, Bullets, Document, Paragraph, Section

__all__ = ["NAME", "document", "missing", "summary"]

NAME = "briefing-for-researchers"
GAP = "[Still to be filled in: {}]"
FOUND = re.compile(r"\[Still to be filled in: ([^]]+)\]")
BEGINNING = (
    "Say who you are and whom you ask for, show your badge, and say in a sentence what it is for. Is this a good moment?",
    "You don't have to say “social integration” to anybody. {opening}",
    "Somebody says no? Thank them and go. Note only that nobody took part, never who it was.",
)
CONSENT = (
    "Read out what the sheet or the screen says about consent, word for word, before the first question, each point by itself.",
    "A nod is no agreement: wait for a clear yes and write it down at once. Blank counts as no.",
    "Anybody may leave out a question or stop, at any time and without a reason. Nobody agrees or answers for somebody else.",
)
ASKING = (
    "Read each question as it is written, with all its answers in their order. If it is not understood, read it again.",
    "Take the answer that is given, also when you doubt it. “Prefer not to say” is an answer.",
    "Where a question is private, hand over the card and look away. Let nobody listen in.",
)
SAFETY = (
    "Go in pairs on doorsteps and into homes. Somebody who works alone stays in public places, by daylight.",
    "Before you set out, tell the person you ring where you will be and when you are back. Ring when you are home.",
    "You never have to go in, stay or finish. If something feels wrong, leave first and explain later. In danger, ring 999.",
)
NOT = (
    "Don't steer: no “so you'd say often?”, no surprise, no opinion of your own. Don't fill in an answer yourself.",
    "Don't interview people you know well, or who get help from you. Don't promise anything.",
    "Don't tell anybody what somebody said, not even as a story. Photograph nobody, and keep nothing on your own telephone. "
    "Ask nobody under {youngest}.",
)
AGREE = {
    "analyse": "their answers may be used",
    "quote": "their words may be quoted, without a name",
    "share": "their answers may be passed on",
    "recontact": "they may be asked again",
}
YOUNGEST = {
    "nobody under 16": "16",
    "13 to 15": "13; from 13 to 15 only once a parent has agreed, and then ask the child too",
    "under 13 too": "16 unless a parent has agreed, and then ask the child too",
}
BENEFITS = "Pay can count as income for benefits: ask before you start, so that nobody loses by it."


def document(opened: Opened, today: date) -> Document:
    """The sheet as something to hand out.

    Parameters
    ----------
    today
        Where no first day of asking is set, the day whose London Living Wage is named.
    """
    record = opened.record
    *parts, last = _parts(record, today)
    return Document(
        title="Briefing for researchers",
        subtitle=record.title,
        organisation=record.approach.consent.controller or record.organisation,
        published_on="",
        summary=(),
        sections=tuple(parts),
        method=last,
        notice="This is an example. The project and every person in it are invented." if record.is_invented else "",
    )


def summary(opened: Opened, today: date) -> Section:
    """The sheet as it stands, and first what it lacks."""
    gaps = missing(opened, today)
    lead: Block = (
        Bullets(gaps)
        if gaps
        else Paragraph("The sheet says everything it should. Read it with somebody who is going out.")
    )
    return Section("briefing", "Briefing for researchers", (lead,), _parts(opened.record, today))


def missing(opened: Opened, today: date) -> tuple[str, ...]:
    """What the sheet ought to say and nothing is entered for, each with the place to enter it."""
    texts = " ".join(_texts(_parts(opened.record, today)))
    return tuple(f"Missing on the sheet: {gap}." for gap in dict.fromkeys(FOUND.findall(texts)))


def _parts(record: Project, today: date) -> tuple[Section, ...]:
    return (
        Section("for-what", "What it is for", _purpose(record)),
        Section("whom", "Whom to ask, how many, and when", _whom(record)),
        Section("begin", "How to begin", _beginning(record)),
        Section("consent", "Consent", _consent(record)),
        Section("asking", "While you ask, and what not to do", _asking(record)),
        Section("safe", "Keeping safe", _safety(record)),
        Section("pay", "Your pay", _pay(record, today)),
        Section("ring", "Whom to ring", _ring(record)),
    )


def _purpose(record: Project) -> tuple[Block, ...]:
    return (Paragraph(_or_gap(record.purpose.aim, "what the project is for (“Aim”, step 1.1)")),)


def _whom(record: Project) -> tuple[Block, ...]:
    approach = record.approach
    target = words.plural(approach.sample.target, "answer") if approach.sample.target else ""
    languages = words.listed(approach.languages) if approach.languages else ""
    pairs = (
        ("Where", _or_gap(approach.study_area, "the study area (step 1.3)")),
        ("How many, all of you together", _or_gap(target, "how many answers you hope for (“Target”, step 1.3)")),
        ("How people are found", _or_gap(approach.sample.how, "how people are recruited (step 1.3)")),
        ("Make sure of", approach.sample.reach),
        ("When", " ".join(words.sentence(text) for text in (_dates(record), approach.timing) if text)),
        ("Languages", languages),
        ("Take along", "; ".join(_lines(record.primary.briefing.bring))),
    )
    return (_points(pairs),)


def _beginning(record: Project) -> tuple[Block, ...]:
    return (Bullets(tuple(text.format(opening=_opening(record)) for text in BEGINNING)),)


def _opening(record: Project) -> str:
    """What is read first, and how long the questionnaire takes, once there is one."""
    if not record.measures.basket and not record.measures.own_questions:
        return GAP.format("what is asked (step 1.2)")
    aloud, _ = length.of(build(record))
    return (
        "Begin with the opening words of the questionnaire as they stand. It takes about "
        f"{words.plural(words.rounded(aloud), 'minute')} read aloud, the longest way through."
    )


def _consent(record: Project) -> tuple[Block, ...]:
    plan = record.approach.consent
    asked = words.listed(AGREE[scope] for scope in AGREE if scope in plan.scopes)
    pairs = (
        ("People are asked whether", _or_gap(asked, "what people are asked to agree to (step 1.3)")),
        ("Who can answer their questions", _or_gap(plan.contact, "whom people can ask (step 1.3)")),
        ("If they change their mind", _or_gap(plan.withdrawal, "how somebody can change their mind (step 1.3)")),
    )
    return (Bullets((*CONSENT, *_points(pairs).items)),)


def _safety(record: Project) -> tuple[Block, ...]:
    briefing = record.primary.briefing
    own = tuple(words.sentence(line) for line in _lines(briefing.safety))
    support = record.approach.participation.support
    upset = _or_gap(briefing.upset, "what to do when somebody is upset or may be in danger (below)")
    pairs = (("Support for you", support), ("When somebody is upset, or may be in danger", upset))
    return (Bullets((*SAFETY, *own, *_points(pairs).items)),)


def _asking(record: Project) -> tuple[Block, ...]:
    """What to do and what not to do."""
    youngest = YOUNGEST.get(record.approach.consent.children or "")
    known = youngest or _or_gap("", "whether anybody under 16 takes part (step 1.3)")
    return (Bullets((*ASKING, *(text.format(youngest=known) for text in NOT))),)


def _pay(record: Project, today: date) -> tuple[Block, ...]:
    task, day = task_of(record), _paid_from(record, today)
    said = _of_task(task, day) if task else _or_gap("", "which task of the cost plan this is (below)")
    is_unpaid = task is not None and task.pay == "volunteer"
    return (Paragraph(said),) if is_unpaid else (Paragraph(f"{said} {wage.in_words(day)} {BENEFITS}"),)


def task_of(record: Project) -> Task | None:
    """The task of the cost plan that these researchers are paid for."""
    chosen = record.primary.briefing.task
    return next((task for task in record.approach.costs.tasks if task.id == chosen), None)


def _paid_from(record: Project, today: date) -> date:
    """The day whose London Living Wage counts: that on which asking begins."""
    return record.primary.briefing.begins_on or today


def _of_task(task: Task, day: date) -> str:
    """What an hour is paid, and where that stands beside the London Living Wage."""
    what = task.what or "This task"
    if task.pay == "volunteer":
        return f"{what}: unpaid. What you spend on the way is paid back to you; ask how."
    if task.rate is None:
        return _or_gap("", f"what an hour of “{what}” is paid (cost plan, step 1.3)")
    held = wage.wage(day)
    priced = f"{what}: {words.pounds(task.rate)} an hour"
    if task.pay == "bought in":
        return f"{priced}, paid to the firm that employs you. Ask there what you get yourself."
    if task.rate >= held.rate:
        return f"{priced}, at or above the London Living Wage of {held.code}."
    return f"{priced}, which is {words.pounds(held.rate - task.rate)} below the London Living Wage of {held.code}."


def is_below(record: Project, today: date) -> bool:
    """Whether the pay on the sheet is below the London Living Wage."""
    task = task_of(record)
    held = wage.wage(_paid_from(record, today))
    return bool(task and task.pay == "paid" and task.rate is not None and task.rate < held.rate)


def _ring(record: Project) -> tuple[Block, ...]:
    briefing = record.primary.briefing
    ring = _or_gap(briefing.ring, "whom researchers ring while they are out (below)")
    return (_points((("While you are out", ring), ("Also", briefing.also))),)


def _dates(record: Project) -> str:
    """From when to when people are asked in this round."""
    begins, ends = record.primary.briefing.begins_on, record.primary.closes_on
    first = words.day(begins) if begins else GAP.format("the first day of asking (below)")
    last = words.day(ends) if ends else GAP.format("the last day of asking (beside the monitor)")
    return f"from {first} to {last}"


def _or_gap(text: str, what: str) -> str:
    return text.strip() or GAP.format(what)


def _points(pairs: tuple[tuple[str, str], ...]) -> Bullets:
    """Terms with their texts as a list: half the height of facts, so that two sides of paper do."""
    return Bullets(tuple(f"{term}: {text}" for term, text in pairs if text))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip(" -•") for line in text.splitlines() if line.strip(" -•"))


def _texts(sections: tuple[Section, ...]) -> list[str]:
    """Everything that stands on the sheet, as text."""
    found: list[Any] = []
    for section in sections:
        for block in section.blocks:
            match block:
                case Paragraph(text=text):
                    found.append(text)
                case Bullets(items=items):
                    found += items
    return found
