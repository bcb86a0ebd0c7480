"""Goals as a form: only where a theory of change stands behind them."""

from dataclasses import replace
from typing import Any

from helpers import catalogue
from helpers.forms import Choice, Group, field, form
from helpers.plan import goals
from helpers.project.record import Project
from helpers.steps.here import Here


def set_goals(here: Here) -> Any:
    """Goals, each with its outcome, measure, baseline, target and date; or why none can be set yet."""
    return form(here.opened, "1.3", "Goals", groups)


def groups(record: Project) -> tuple[Group, ...]:
    """The goals; where none can be set, why not."""
    why_not = goals.why_not(record)
    if why_not and not record.approach.goals:
        return (Group("", (field("no-goals", kind="notes", help=why_not),)),)
    held = field(
        "approach.goals",
        help=why_not,
        entry=(
            field("approach.goals[].outcome", choices=_outcomes(record)),
            field("approach.goals[].indicator", choices=_measures(record)),
            "baseline_percent",
            "baseline_source",
            "baseline_date",
            "target_percent",
            "by",
            "why",
        ),
        key_prefix="goal-",
        add="Add a goal",
    )
    if why_not:  # kept ones can be taken out, none can be added
        held = replace(held, is_fixed=True, choices=tuple(Choice(one.id, "Goal") for one in record.approach.goals))
    return (Group("", (held,), help=goals.WARNING, problems=_problems),)


def _outcomes(record: Project) -> tuple[Choice, ...]:
    return tuple(Choice(one.id, one.text or one.id) for one in record.purpose.theory_of_change.outcomes)


def _measures(record: Project) -> tuple[Choice, ...]:
    """The basket; what an outcome names comes first."""
    linked = {code for outcome in record.purpose.theory_of_change.outcomes for code in outcome.indicators}
    found = [
        Choice(item.indicator, catalogue.indicator(item.indicator).name, group=_whether(item.indicator in linked))
        for item in record.measures.basket
    ]
    return tuple(sorted(found, key=lambda choice: choice.value not in linked))


def _whether(is_linked: bool) -> str:
    return "Named by an outcome" if is_linked else "Named by no outcome"


def _problems(record: Project) -> dict[str, str]:
    """What does not fit, beside the target: the last thing to be filled in."""
    found = {}
    for goal in record.approach.goals:
        doubts = goals.doubts(record, goal)
        if doubts:
            found[f"approach.goals[{goal.id}].target_percent"] = " ".join(doubts)
    return found
