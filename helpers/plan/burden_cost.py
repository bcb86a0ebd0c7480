"""What minutes of interviewing cost: minutes, times the answers hoped for, times an interviewer's pay by the hour."""

from decimal import Decimal

from pydantic import BaseModel

from helpers.plan.burden import TO_ONESELF
from helpers.project.record import Project, Sample
from helpers.project.record.costs import CostPlan, Task

INTERVIEWING = ("interview", "doors", "fieldwork")
"""The task of the cost plan whose pay counts is the first that speaks of one of these: "Interviews", "Knocking on doors"."""

TARGET = f"“{Sample.model_fields['target'].title}” under “Who is asked, and how many”"
"""The field of the answers hoped for, as the page of step 1.3 calls it."""

KNOWN = ("about", "less than")
"""How a cost begins that could be worked out."""


def interviewing(record: Project) -> Task | None:
    """The task of the cost plan (step 1.3) that is interviewing; None where there is none."""
    tasks = ((task, f"{task.what} {task.who}".lower()) for task in record.approach.costs.tasks)
    return next((task for task, said in tasks if any(word in said for word in INTERVIEWING)), None)


def rate(record: Project) -> Decimal | None:
    """An interviewer's pay or price by the hour; None where the cost plan has none.

    Examples
    --------
    >>> rate(Project(title="No cost plan yet")) is None
    True
    """
    task = interviewing(record)
    return task.rate or None if task else None


def hours(half_minutes: float, answers: int) -> float:
    """Hours for so many minutes in each of so many interviews.

    Examples
    --------
    >>> hours(1.5, 160)
    4.0
    """
    return half_minutes * answers / 60


def in_words(half_minutes: float, record: Project) -> str:
    """What the minutes cost each time people are asked, or what is missing to say so.

    Less than half a minute is costed as half a minute, and said to be less.
    """
    task, hourly, answers = interviewing(record), rate(record), record.approach.sample.target
    if record.approach.mode in TO_ONESELF:
        return "no interviewer to pay"
    if answers is None:
        return f"for its cost, fill in {TARGET} in step 1.3"
    least = "less than" if half_minutes < 0.5 else "about"
    in_all = hours(max(half_minutes, 0.5), answers)
    if task and task.pay == "volunteer":
        return f"{least} {max(round(in_all), 1)} hour{'' if round(in_all) <= 1 else 's'} of volunteers' time"
    if task is None:
        return f"for its cost, add interviews to {_field(CostPlan, 'tasks')} in step 1.3, with {_field(Task, 'rate')}"
    if hourly is None:
        return f"for its cost, fill in {_field(Task, 'rate')} of “{task.what or task.who}” under {_field(CostPlan, 'tasks')} in step 1.3"
    return f"{least} £{Decimal(str(in_all)) * hourly:,.0f}"


def _field(part: type[BaseModel], name: str) -> str:
    """A field as the page calls it."""
    return f"“{part.model_fields[name].title}”"
