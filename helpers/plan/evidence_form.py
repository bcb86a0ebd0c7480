"""The standard of evidence and the comparison group as groups of the form of step 1.3."""

from typing import Any

from helpers import catalogue
from helpers.forms import Action, Choice, Group, field
from helpers.plan import evidence
from helpers.plan.sample_design import waves
from helpers.project import Opened
from helpers.project.record import Project

GROUP = "approach.comparison"
EVALUATORS = (
    Choice("ourselves", "We ourselves"),
    Choice("independent", "Somebody independent"),
)


def groups(record: Project) -> tuple[Group, ...]:
    """The comparison group where people are asked more than once; then the level aimed for and who judges."""
    return (*_comparison(record), _level(record))


def _level(record: Project) -> Group:
    levels = tuple(
        Choice(one.level, f"{one.level}. {one.name}", one.description) for one in catalogue.evidence_levels()
    )
    who = (field("approach.evidence.evaluator_who"),) if record.approach.evidence.evaluator == "independent" else ()
    return Group(
        "Standard of evidence",
        (
            field("approach.evidence.aim", choices=levels),
            field("approach.evidence.why"),
            field("approach.evidence.evaluator", choices=EVALUATORS),
            *who,
        ),
        help=evidence.in_words(record),
    )


def _comparison(record: Project) -> tuple[Group, ...]:
    if waves(record) < 2 and record.approach.comparison is None:
        return ()
    if record.approach.comparison is None:
        begin = Action("comparison-begin", "Plan a comparison group", "", lambda _opened: {GROUP: {}})
        return (Group("Comparison group", (), help=evidence.RAISE["no comparison"], actions=(begin,)),)
    return (
        Group(
            "Comparison group",
            (
                field(f"{GROUP}.who"),
                field(f"{GROUP}.how_formed"),
                field(f"{GROUP}.is_self_selected", is_needed=True),
                field(f"{GROUP}.question", choices=_questions),
                *_codes(record),
            ),
            help="Asked the same questions at the same times. Level 3 of evidence needs one that people don't choose themselves.",
            actions=(
                Action("comparison-end", "Do without a comparison group", "What is written here is taken out.", _end),
            ),
        ),
    )


def _questions(record: Project) -> tuple[Choice, ...]:
    own = (one for one in record.measures.own_questions if one.answered == "one answer" and len(one.options) > 1)
    return tuple(Choice(one.id, one.wording or one.id) for one in own)


def _codes(record: Project) -> tuple[Any, ...]:
    """The answers of the question that tells the groups apart, once it is chosen."""
    comparison = record.approach.comparison
    own = next((one for one in record.measures.own_questions if comparison and one.id == comparison.question), None)
    if own is None:
        return ()
    answers = tuple(Choice(code, f"{code} {label}") for code, label in own.options.items())
    return (field(f"{GROUP}.programme_code", choices=answers), field(f"{GROUP}.comparison_code", choices=answers))


def _end(_opened: Opened) -> dict[str, Any]:
    return {GROUP: None}
