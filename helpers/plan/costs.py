"""The cost plan: each task and item, the total each time and over the research, pay, and what volunteers give."""

from datetime import date
from decimal import Decimal

from helpers.plan import pay
from helpers.plan.cost_checks import problems
from helpers.plan.cost_lines import Line, given, lines, total
from helpers.plan.money import NOTHING, hours, pounds
from helpers.plan.sample_design import waves
from helpers.project import Opened
from helpers.project.record import Project
from helpers.project.record.costs import Task
from helpers.reports import words
from helpers.reports.facts import facts
from helpers.reports.model import Block, Bullets, Caution, Facts, Paragraph, Section, Table

NOT_KNOWN = "not known yet"
TURNS = {"once": "once", "each time": "each time", "each answer": "for each answer", None: "not said yet"}


def plan(opened: Opened, today: date | None = None) -> Section:
    """The cost plan as a section: tasks, everything bought, totals, pay, volunteers.

    Parameters
    ----------
    today
        The day on which pay is checked; today where it is left out. Research that is over is checked by its last day.
    """
    record = opened.record
    if not lines(record) and not record.approach.costs.tasks:
        return Section("costs", "What it costs", (Paragraph("No tasks and no expenses are written down yet."),))
    blocks = (*_tasks(record), *_expenses(record), totals(record), *_cautions(record), *_given(record), *_money(record))
    return Section("costs", "What it costs", blocks, (_pay(record, pay.day(record, today or date.today())),))


def in_short(record: Project) -> str:
    """The plan in one line: "£2,340 each time, £7,722 in all for 3 times"."""
    found = total(record)
    if not found.whole:
        return "not added up yet"
    if found.n_waves == 1:
        return f"{pounds(found.whole)} in all"
    return (
        f"{pounds(found.each_time)} each time, {pounds(found.whole)} in all for {words.plural(found.n_waves, 'time')}"
    )


def totals(record: Project) -> Table:
    """Once, each time, over the research, with the allowance."""
    found, percent = total(record), record.approach.costs.contingency_percent
    before = found.once + found.n_waves * found.each_time
    parts = (
        ("Once", pounds(found.once)),
        ("Each time", pounds(found.each_time)),
        (f"Each time, {words.plural(found.n_waves, 'time')}", pounds(found.n_waves * found.each_time)),
    )
    rows = [
        *(parts if found.n_waves > 1 else (("Work and expenses", pounds(before)),)),
        *([(f"Allowance of {percent}%", pounds(found.allowance))] if percent else []),
        ("In all", pounds(found.whole)),
    ]
    return Table("In all", ("", "Cost"), tuple(rows), _note(record, found.whole))


def missing(opened: Opened) -> tuple[str, ...]:
    """What the cost plan still lacks."""
    costs = opened.record.approach.costs
    unknown = [line.what or "a line without a name" for line in lines(opened.record) if line.over(1) is None]
    no_pay = [task.what or "a task without a name" for task in costs.tasks if task.pay is None]
    return (
        *(() if costs.tasks else ("Cost plan: list the tasks, with their hours.",)),
        *(
            (f"Cost plan: fill in hours or number, price and how often for: {words.listed(unknown)}.",)
            if unknown
            else ()
        ),
        *((f"Cost plan: say how it is paid: {words.listed(no_pay)}.",) if no_pay else ()),
    )


def _tasks(record: Project) -> tuple[Table, ...]:
    n_waves = waves(record)
    rows = tuple(_task_row(task, n_waves) for task in record.approach.costs.tasks)
    columns = ("Task", "Who does it", "Hours", "By the hour", "How often", "Over the research")
    return (Table("Tasks", columns, rows),) if rows else ()


def _task_row(task: Task, n_waves: int) -> tuple[str, ...]:
    turns = n_waves if task.how_often == "each time" else 1
    if task.pay == "volunteer":
        rate, cost = "volunteers", "no pay"
    else:
        rate = NOT_KNOWN if task.rate is None else pounds(task.rate)
        known = task.hours is not None and task.rate is not None and task.how_often is not None
        cost = pounds((task.hours or NOTHING) * (task.rate or NOTHING) * turns) if known else NOT_KNOWN
    return (
        task.what,
        task.who,
        hours(task.hours) if task.hours is not None else NOT_KNOWN,
        rate,
        TURNS[task.how_often],
        cost,
    )


def _expenses(record: Project) -> tuple[Table, ...]:
    from_tasks = len([task for task in record.approach.costs.tasks if task.pay != "volunteer"])
    rows = tuple(_row(line, waves(record)) for line in lines(record)[from_tasks:])
    return (Table("Everything else", ("What", "Kind", "Each time", "Over the research"), rows),) if rows else ()


def _row(line: Line, n_waves: int) -> tuple[str, ...]:
    whole = line.over(n_waves)
    if whole is None or line.each_time is None:
        return (line.what, line.detail, NOT_KNOWN, NOT_KNOWN)
    return (line.what, line.detail, pounds(line.each_time) if line.each_time else "once", pounds(whole))


def _note(record: Project, whole: Decimal) -> str:
    unknown = sum(line.over(1) is None for line in lines(record))
    target, n_waves = record.approach.sample.target, waves(record)
    said = []
    if unknown:
        said.append(f"{words.plural(unknown, 'line')} not known yet and left out.")
    if target and whole:
        said.append(f"That is {pounds(whole / (target * n_waves))} for each answer, if {target:,} answer each time.")
    return " ".join(said)


def _cautions(record: Project) -> tuple[Caution, ...]:
    return tuple(Caution(sentence) for sentence in problems(record).values())


def _given(record: Project) -> tuple[Paragraph, ...]:
    found = given(record)
    if not found.whole:
        return ()
    worth = (
        ""
        if found.value is None
        else f" At {pounds(record.approach.costs.volunteer_hour or NOTHING)} an hour that would be {pounds(found.value)}."
    )
    return (
        Paragraph(f"Volunteers give {hours(found.whole)} over the research.{worth} No part of this is in the total."),
    )


def _money(record: Project) -> tuple[Block, ...]:
    costs = record.approach.costs
    pairs = [pair for pair in facts(costs, "incentive_how", "funding").pairs if pair[1]]
    if costs.budget is not None:
        left = costs.budget - total(record).whole
        pairs.insert(
            0,
            (
                "What there is to spend",
                f"{pounds(costs.budget)}{f', of which {pounds(left)} is left' if left >= 0 else ''}",
            ),
        )
    return (Facts(tuple(pairs)),) if pairs else ()


def _pay(record: Project, today: date) -> Section:
    said = pay.checked(record, today)
    blocks: tuple[Block, ...] = (Bullets(said),) if said else ()
    return Section("pay", "Pay", (*blocks, Paragraph(pay.advice()), Paragraph(pay.in_words(today))))
