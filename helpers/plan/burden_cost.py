"""What minutes of interviewing cost: minutes, times the answers hoped for, times an interviewer's pay by the hour."""

from decimal import Decimal

from helpers.plan.burden import TO_ONESELF
from helpers.project.record import Project

INTERVIEWING = "interview"
"""The task of the cost plan whose pay counts is the first that speaks of it: "Interviews", "interviewers"."""


def rate(record: Project) -> Decimal | None:
    """An interviewer's pay or price by the hour, from the cost plan of step 1.3; None where there is none.

    Examples
    --------
    >>> rate(Project(title="No cost plan yet")) is None
    True
    """
    tasks = [task for task in record.approach.costs.tasks if INTERVIEWING in f"{task.what} {task.who}".lower()]
    return next((task.rate for task in tasks if task.rate), None)


def cost(half_minutes: float, answers: int, hourly: Decimal) -> Decimal:
    """Pounds for so many minutes in each of so many interviews.

    Examples
    --------
    >>> cost(0.5, 160, Decimal("15.00"))
    Decimal('20.00')
    """
    return (Decimal(str(half_minutes)) * answers * hourly / 60).quantize(Decimal("0.01"))


def in_words(half_minutes: float, record: Project) -> str:
    """What the minutes cost each time people are asked, or what is missing to say so.

    Less than half a minute is costed as half a minute, and said to be less.
    """
    hourly, answers = rate(record), record.approach.sample.target
    if record.approach.mode in TO_ONESELF:
        return "no interviewer to pay"
    if answers is None:
        return "set in step 1.3 how many answers you hope for"
    if hourly is None:
        return "set a rate for interviewing in step 1.3"
    least = "less than" if half_minutes < 0.5 else "about"
    return f"{least} £{cost(max(half_minutes, 0.5), answers, hourly):,.0f}"
