"""The cost plan added up: what each task and item costs, once, each time people are asked, and over the research."""

from dataclasses import dataclass
from decimal import Decimal

from helpers.plan.money import NOTHING, part, to_the_penny
from helpers.plan.sample_design import waves
from helpers.project.record import Project
from helpers.project.record.costs import Item, Task


@dataclass(frozen=True)
class Line:
    """One line of the plan. A cost of None: something that it takes is not filled in yet."""

    what: str
    detail: str
    once: Decimal | None
    each_time: Decimal | None

    def over(self, n_waves: int) -> Decimal | None:
        """Over the whole research."""
        return None if self.once is None or self.each_time is None else self.once + n_waves * self.each_time


@dataclass(frozen=True)
class Total:
    """The plan in sum. `allowance` is over the whole research, and part of `whole`."""

    once: Decimal
    each_time: Decimal
    n_waves: int
    allowance: Decimal
    whole: Decimal


@dataclass(frozen=True)
class Given:
    """What volunteers give: hours, and their value where a value of an hour is stated."""

    once: Decimal
    each_time: Decimal
    whole: Decimal
    value: Decimal | None


def lines(record: Project) -> tuple[Line, ...]:
    """Every line that costs money, in the order of the plan: tasks, employer's costs, items, thank-yous."""
    return (
        *tasks(record),
        *_on_costs(record),
        *(_item(one, record) for one in record.approach.costs.items),
        *_thanks(record),
    )


def tasks(record: Project) -> tuple[Line, ...]:
    """What is paid or bought by the hour; volunteers' tasks are apart (`given`)."""
    return tuple(_task(one) for one in record.approach.costs.tasks if one.pay != "volunteer")


def total(record: Project) -> Total:
    """The lines added up. What is not known yet counts as nothing, and is said elsewhere to be missing.

    Examples
    --------
    >>> total(Project(title="No plan yet")).whole
    Decimal('0.00')
    """
    known, n_waves = lines(record), waves(record)
    once = sum((line.once or NOTHING for line in known), NOTHING)
    each_time = sum((line.each_time or NOTHING for line in known), NOTHING)
    before = once + n_waves * each_time
    allowance = part(before, record.approach.costs.contingency_percent)
    return Total(once, each_time, n_waves, allowance, before + allowance)


def given(record: Project) -> Given:
    """Volunteers' hours, which cost nothing here and are never part of the total."""
    plan, n_waves = record.approach.costs, waves(record)
    by_turn = {
        turn: sum(
            (one.hours or NOTHING for one in plan.tasks if one.pay == "volunteer" and one.how_often == turn), NOTHING
        )
        for turn in ("once", "each time")
    }
    whole = by_turn["once"] + n_waves * by_turn["each time"]
    value = None if plan.volunteer_hour is None else to_the_penny(whole * plan.volunteer_hour)
    return Given(by_turn["once"], by_turn["each time"], whole, value)


def _task(task: Task) -> Line:
    cost = None if task.hours is None or task.rate is None else to_the_penny(task.hours * task.rate)
    return _line(task.what, task.who, cost, task.how_often)


def _item(item: Item, record: Project) -> Line:
    cost = None if item.amount is None or item.price is None else to_the_penny(item.amount * item.price)
    if item.how_often == "each answer":
        target = record.approach.sample.target
        return _line(
            item.what,
            item.kind or "",
            None if None in (cost, target) else (cost or NOTHING) * (target or 0),
            "each time",
        )
    return _line(item.what, item.kind or "", cost, item.how_often)


def _thanks(record: Project) -> tuple[Line, ...]:
    each, target = record.approach.costs.incentive, record.approach.sample.target
    if not each:
        return ()
    return (
        _line(
            "Thank-you for each person who answers",
            "",
            None if target is None else to_the_penny(each * target),
            "each time",
        ),
    )


def _on_costs(record: Project) -> tuple[Line, ...]:
    percent = record.approach.costs.on_costs_percent
    paid = [_task(one) for one in record.approach.costs.tasks if one.pay == "paid"]
    if not percent or not paid:
        return ()
    once, each = (sum((getattr(line, turn) or NOTHING for line in paid), NOTHING) for turn in ("once", "each_time"))
    return (Line("Employer's costs on top of pay", f"{percent}%", part(once, percent), part(each, percent)),)


def _line(what: str, detail: str, cost: Decimal | None, how_often: str | None) -> Line:
    if cost is None or how_often is None:
        return Line(what, detail, None, None)
    return Line(what, detail, *((cost, NOTHING) if how_often == "once" else (NOTHING, cost)))
