"""Questions of the project's own (FAQ 3) and the log of changed wording (FAQ 4), in words."""

from functools import lru_cache
from pathlib import Path

from helpers import catalogue
from helpers.errors import UserProblem
from helpers.project import Opened, entries
from helpers.project.record import OwnQuestion, WordingChange
from helpers.reports import words
from helpers.reports.model import Caution, Section, Table

NOT_ALIKE = (
    "A figure that was asked in other words is no longer like for like: the workbook does not set published figures beside "
    "it. The answer options stay as they are, because scoring rests on them."
)


def own_questions(opened: Opened) -> tuple[Section, ...]:
    """Questions of the project's own; nothing where there are none."""
    rows = tuple(
        (
            own.wording or "No wording yet",
            _answers(own),
            about(own.about),
            own.why,
        )
        for own in opened.record.measures.own_questions
    )
    if not rows:
        return ()
    table = Table("Questions of your own", ("Question", "Answers", "What it measures", "Why it is asked"), rows)
    return (Section("own-questions", "Questions of your own", (table,)),)


def _answers(own: OwnQuestion) -> str:
    """What people choose from or give."""
    listed = "; ".join(f"{code} {label}" for code, label in own.choices.items())
    if own.answered == "several answers":
        return f"{listed} (as many as apply)"
    low, high = own.ends
    number = f"a number from {low}" + (f" to {high}" if high is not None else "")
    return {"one answer": listed, "number": number, "words": "open answer"}[own.answered]


def changes(opened: Opened) -> tuple[Section, ...]:
    """The log of changed wording, with who changed it and when; nothing where nothing was changed."""
    rows = tuple(
        (
            change.question,
            catalogue.question(change.question).wording,
            change.asked_as or "Not written yet",
            change.why,
            _by(opened, change),
        )
        for change in opened.record.measures.wording_changes
    )
    if not rows:
        return ()
    columns = ("Question", "As the toolkit words it", "As you ask it", "Why", "Changed")
    log = Table("Wording that was changed", columns, rows)
    return (Section("wording", "Wording that was changed", (log, Caution(NOT_ALIKE))),)


def about(subject: str) -> str:
    """What a question of one's own measures, as it is read: a theme with its code, or a domain.

    Examples
    --------
    >>> about("R7"), about("Relationships"), about("")
    ('Loneliness (R7)', 'Relationships', '')
    """
    if not subject or subject in catalogue.domains():
        return subject
    return f"{catalogue.theme(subject).name} ({subject})"


def missing(opened: Opened) -> tuple[str, ...]:
    """What own questions and changed wording still lack."""
    measures = opened.record.measures
    unworded = sum(not own.wording for own in measures.own_questions)
    unexplained = [own for own in measures.own_questions if own.wording and not own.why]
    return (
        *((f"Word your own questions: {unworded} without words.",) if unworded else ()),
        *(f"Say why you ask “{own.wording}”" for own in unexplained),
        *(f"Write how you ask question {one.question}." for one in measures.wording_changes if not one.asked_as),
        *(
            f"Say why question {one.question} is asked in other words."
            for one in measures.wording_changes
            if one.asked_as and not one.why
        ),
    )


def _by(opened: Opened, change: WordingChange) -> str:
    return _last_changed(opened.path, change.question, change.asked_as, change.why)


@lru_cache(maxsize=500)
def _last_changed(path: Path, question: str, _asked_as: str, _why: str) -> str:
    """Who changed it last and when, from the history; empty where the history doesn't say. Looked up once for each text."""
    try:
        found = entries.last_change(path, f"measures.wording_changes[{question}]")
    except UserProblem:  # there is no folder, as in a plan that was never saved
        return ""
    return f"{words.day(found.when.date())}{f', {found.who}' if found.who else ''}" if found else ""
