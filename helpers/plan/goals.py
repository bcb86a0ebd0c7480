"""Goals (2.2.1): each behind an outcome of the theory of change, with a baseline, a target and a date."""

from collections.abc import Iterator
from dataclasses import replace

from helpers import catalogue
from helpers.plan.sample_change import detectable
from helpers.plan.sample_design import design
from helpers.project import Opened, Project
from helpers.project.record.goals import Goal
from helpers.project.record.purpose import Outcome
from helpers.reports import words
from helpers.reports.facts import in_words
from helpers.reports.model import Caution, Paragraph, Section, Table

WARNING = (
    "Think twice before you set a target. People's lives take different courses, and the measures come without targets "
    "or dates on purpose: nobody can say how far loneliness should fall in your street by June. A goal is your own guess, "
    "worth having where your theory of change says why it should be reached, and where missing it will make you think "
    "again rather than look for people who make it come true."
)
NO_OUTCOMES = (
    "A goal needs a theory of change behind it, and yours names no outcome yet. Write down in step 1.1 what should change "
    "for people, and how; then come back."
)
NO_MEASURES = "A goal needs a measure that would show it. Choose your basket in step 1.2; then come back."
HALF_PERCENT = 0.5


def why_not(record: Project) -> str:
    """Why no goal can be set yet; empty where one can.

    Examples
    --------
    >>> why_not(Project(title="Tea")) == NO_OUTCOMES
    True
    """
    if not record.purpose.theory_of_change.outcomes:
        return NO_OUTCOMES
    return "" if record.measures.basket else NO_MEASURES


def summary(opened: Opened) -> Section:
    """The goals with what stands behind each, the warning, and what does not fit."""
    record = opened.record
    if not record.approach.goals:
        said = (
            why_not(record) or "No goal is set. That is a good choice where nobody can say how far things should move."
        )
        return Section("goals", "Goals", (Paragraph(said),))
    cautions = tuple(Caution(text) for goal in record.approach.goals for text in doubts(record, goal))
    return Section("goals", "Goals", (Paragraph(WARNING), table(record), *cautions))


def table(record: Project) -> Table:
    """The goals side by side."""
    rows = tuple(_row(record, goal) for goal in record.approach.goals)
    columns = ("Outcome", "Measure", "Now", "Goal", "By", "Why this far")
    return Table("Goals", columns, rows)


def doubts(record: Project, goal: Goal) -> tuple[str, ...]:
    """What about a goal does not fit, in plain sentences."""
    return tuple(f"Goal “{_name(record, goal)}”: {text}" for text in _doubts(record, goal))


def missing(opened: Opened) -> tuple[str, ...]:
    """What the goals still need; nothing where none is set."""
    return tuple(
        f"Goal “{_name(opened.record, goal)}”: fill in {words.listed(empty)}."
        for goal in opened.record.approach.goals
        if (empty := _empty(goal))
    )


def in_short(record: Project, goal: Goal) -> str:
    """A goal in one sentence, as far as it is filled in."""
    parts = [_name(record, goal)]
    if goal.baseline_percent is not None:
        parts.append(f"from {_percent(goal.baseline_percent)}")
    if goal.target_percent is not None:
        parts.append(f"to {_percent(goal.target_percent)}")
    if goal.by:
        parts.append(f"by {in_words(goal.by)}")
    return " ".join(parts)


def _doubts(record: Project, goal: Goal) -> Iterator[str]:
    outcome = _outcome(record, goal)
    if goal.outcome and outcome is None:
        yield "the outcome behind it is no longer in the theory of change. Choose another, or take the goal out."
    elif outcome and goal.indicator and goal.indicator not in outcome.indicators:
        yield "your theory of change does not link this measure to this outcome."
    if goal.indicator and goal.indicator not in {item.indicator for item in record.measures.basket}:
        yield "the measure is not in your basket, so nobody will be asked."
    if goal.baseline_date and goal.by and goal.by <= goal.baseline_date:
        yield "its date is not after the baseline's."
    if goal.baseline_percent is not None and goal.target_percent is not None:
        yield from _way(goal, goal.baseline_percent, goal.target_percent)
        yield from _too_small(record, goal.baseline_percent / 100, goal.target_percent / 100)


def _way(goal: Goal, baseline: float, target: float) -> Iterator[str]:
    """Whether the target lies where the measure gets better."""
    if abs(baseline - target) < HALF_PERCENT:
        yield "it is where things stand now."
        return
    more_is = catalogue.indicator(goal.indicator).more_is if goal.indicator else "neither"
    if more_is == "worse" and target > baseline:
        yield "more is worse for this measure, and the target lies above the baseline."
    if more_is == "better" and target < baseline:
        yield "more is better for this measure, and the target lies below the baseline."


def _too_small(record: Project, baseline: float, target: float) -> Iterator[str]:
    """Whether the sample planned would probably not show the change."""
    found = replace(design(record), share=min(max(baseline, 0.01), 0.99))
    if found.target is None or found.n_waves < 2 or baseline == target:
        return
    is_matched = record.approach.sample.returning in ("same people", "some of both")
    shows = detectable(found, found.target, is_matched, "rise" if target > baseline else "fall")
    if not abs(target - baseline) >= shows:
        hoped = words.points(target - baseline)
        yield f"a change of {hoped} is less than a sample of {found.target} would probably show, so reaching it may go unseen."


def _row(record: Project, goal: Goal) -> tuple[str, ...]:
    outcome = _outcome(record, goal)
    from_when = f", {in_words(goal.baseline_date)}" if goal.baseline_date else ""
    source = f" ({goal.baseline_source}{from_when})" if goal.baseline_source or from_when else ""
    return (
        outcome.text if outcome else "",
        _measure(goal),
        f"{_percent(goal.baseline_percent)}{source.replace('(, ', '(')}",
        _percent(goal.target_percent),
        in_words(goal.by),
        goal.why,
    )


def _outcome(record: Project, goal: Goal) -> Outcome | None:
    return next((one for one in record.purpose.theory_of_change.outcomes if one.id == goal.outcome), None)


def _measure(goal: Goal) -> str:
    return f"{catalogue.indicator(goal.indicator).name} ({goal.indicator})" if goal.indicator else ""


def _name(record: Project, goal: Goal) -> str:
    outcome = _outcome(record, goal)
    return catalogue.indicator(goal.indicator).name if goal.indicator else outcome.text if outcome else "new goal"


def _percent(value: float | None) -> str:
    """A per cent as it was typed: "32%", "7.5%"."""
    return "" if value is None else f"{value:g}%"


def _empty(goal: Goal) -> tuple[str, ...]:
    fields = type(goal).model_fields
    needed = ("outcome", "indicator", "baseline_percent", "baseline_source", "baseline_date", "target_percent", "by")
    return tuple(f"“{fields[name].title}”" for name in needed if getattr(goal, name) in (None, ""))
