"""Pay of the people who do the research, beside the London Living Wage, which carries its year and its source."""

from datetime import date

from helpers import catalogue
from helpers.plan.money import pounds
from helpers.project.record import Project
from helpers.project.record.costs import Task
from helpers.reports import words
from helpers.reports.wage import in_words, newer, wage

__all__ = ["advice", "below", "checked", "day", "in_words", "newer", "wage"]

ADVICE_FROM = "Step 2.2.2: local researchers"
"""Where the toolkit's sentence on pay stands, in the catalogue's passages."""


def day(record: Project, today: date) -> date:
    """The day whose rate counts: today, or the last day of research that is over."""
    ends_on = record.approach.ends_on
    return ends_on if ends_on is not None and ends_on < today else today


def advice() -> str:
    """What the toolkit says of pay, in its words."""
    (passage,) = catalogue.passages(ADVICE_FROM)
    return f"The toolkit (section 2.2.2): “{passage.text}”"


def below(task: Task, today: date) -> str:
    """What to say of a task that pays less than the London Living Wage; "" where it does not, or nothing is known."""
    rate = wage(today)
    if task.pay != "paid" or task.rate is None or task.rate >= rate.rate:
        return ""
    return (
        f"{task.what or 'This task'} pays {pounds(task.rate)} an hour, {pounds(rate.rate - task.rate)} less than the London Living "
        f"Wage of {rate.code} ({pounds(rate.rate)})."
    )


def _older(today: date) -> str:
    return ", which may be an older rate by now" if newer(today) else ""


def checked(record: Project, today: date) -> tuple[str, ...]:
    """How pay stands beside the London Living Wage: what is below, what can't be told, or that all is well."""
    tasks = record.approach.costs.tasks
    low = tuple(said for said in (below(task, today) for task in tasks) if said)
    paid = [task for task in tasks if task.pay == "paid" and task.rate is not None]
    bought = [task.what for task in tasks if task.pay == "bought in"]
    fine = (
        (f"Every hour that you pay is at or above the London Living Wage of {wage(today).code}{_older(today)}.",)
        if paid and not low
        else ()
    )
    asked = (
        (
            f"What is bought in has a price, not a pay: ask whether the people who do the work get the London Living Wage ({words.listed(bought)}).",
        )
        if bought
        else ()
    )
    return (*low, *fine, *asked)
