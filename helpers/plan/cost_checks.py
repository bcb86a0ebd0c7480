"""What in the cost plan can't be, or does not add up, in sentences that stand beside their field."""

from decimal import Decimal

from helpers.plan import burden, burden_cost
from helpers.plan.cost_lines import total
from helpers.plan.money import hours, pounds
from helpers.project.record import Project
from helpers.project.record.costs import Item, Task
from helpers.reports import words

PREFIX = "approach.costs."


def problems(record: Project) -> dict[str, str]:
    """What can't be or does not add up: path of the field -> sentence to stand beside it."""
    costs, target = record.approach.costs, record.approach.sample.target
    said = {f"tasks[{task.id}].rate": _of_task(task) for task in costs.tasks}
    said |= {f"items[{item.id}].how_often": _of_item(item, target) for item in costs.items}
    said["incentive"] = (
        f"Fill in {burden_cost.TARGET}: this is multiplied by it." if costs.incentive and target is None else ""
    )
    said["budget"] = _of_budget(record)
    interviews = burden_cost.interviewing(record)
    if interviews:
        said[f"tasks[{interviews.id}].hours"] = of_interviews(record)
    return {PREFIX + name: sentence for name, sentence in said.items() if sentence}


def of_interviews(record: Project) -> str:
    """Where the hours for interviews are fewer than the interviews themselves take; "" where they are not, or unknown."""
    task, target = burden_cost.interviewing(record), record.approach.sample.target
    if task is None or task.hours is None or target is None or record.approach.mode in burden.TO_ONESELF:
        return ""
    if not burden.is_anything_asked(record):
        return ""
    minutes = burden.minutes(record)
    least = Decimal(str(burden_cost.hours(minutes, target)))
    if task.hours >= least:
        return ""
    return (
        f"{words.plural(target, 'interview')} of {burden.in_words(minutes)} {'takes' if target == 1 else 'take'} {hours(least.quantize(Decimal('0.1')))} of talking alone, and "
        f"{task.what or 'interviews'} has {hours(task.hours)}. Add the way there, doors that stay shut, and typing in."
    )


def _of_task(task: Task) -> str:
    if task.pay == "volunteer" and task.rate:
        return f"{task.what or 'This task'} is done by volunteers, so it has no pay. It is left out of the total."
    return ""


def _of_item(item: Item, target: int | None) -> str:
    if item.how_often == "each answer" and target is None:
        return f"{item.what or 'This'} is counted for each answer: fill in {burden_cost.TARGET}."
    return ""


def _of_budget(record: Project) -> str:
    budget, whole = record.approach.costs.budget, total(record).whole
    if budget is None or whole <= budget:
        return ""
    return f"The plan costs {pounds(whole)}, {pounds(whole - budget)} more than there is. Ask fewer people, less often or fewer questions, or find the rest."
