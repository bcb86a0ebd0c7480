"""Step 3.3: lessons, what will be done about them, and the next wave."""

from helpers import catalogue
from helpers.project import Opened
from helpers.project.record import Action
from helpers.reports.facts import facts, in_words, still_open
from helpers.reports.model import Block, Bullets, Paragraph, Section, Table


def in_short(opened: Opened) -> str:
    """The learning in one line."""
    learning = opened.record.learning
    return f"Lessons written down: {len(learning.lessons)}. Actions agreed: {len(learning.actions)}."


def summary(opened: Opened) -> Section:
    """What has been decided in this step: lessons, implications, actions with their evidence, the next wave."""
    learning = opened.record.learning
    return Section(
        "learning",
        "Lessons and actions: decided so far",
        (*_lessons(learning.lessons), facts(learning, "implications", "next_wave"), *_actions(learning.actions)),
        (still_open(missing(opened)),),
    )


def missing(opened: Opened) -> tuple[str, ...]:
    """What this step still needs, in plain sentences; empty when it is complete."""
    learning = opened.record.learning
    without_evidence = tuple(action.what for action in learning.actions if not action.evidence)
    without_date = tuple(action.what for action in learning.actions if action.by is None)
    needs = {
        "Write down at least one lesson.": learning.lessons,
        "Say what follows from the findings for future work.": learning.implications,
        "Agree at least one action, with who will do it.": learning.actions,
        "Say whether there will be another wave, and when.": learning.next_wave,
    }
    return (
        *(sentence for sentence, is_there in needs.items() if not is_there),
        *(f"Name the finding this action rests on: {what}" for what in without_evidence),
        *(f"Set a date for this action: {what}" for what in without_date),
    )


def _lessons(lessons: tuple[str, ...]) -> tuple[Block, ...]:
    return (Bullets(lessons),) if lessons else (Paragraph("No lesson has been written down yet."),)


def _actions(actions: tuple[Action, ...]) -> tuple[Table, ...]:
    rows = tuple((action.what, action.owner, in_words(action.by), _evidence(action.evidence)) for action in actions)
    return (Table("Actions", ("What will be done", "By whom", "By when", "Because of"), rows),) if rows else ()


def _evidence(codes: tuple[str, ...]) -> str:
    return "; ".join(f"{catalogue.indicator(code).name} ({code})" for code in codes)
