"""The cost plan as groups of the form of step 1.3."""

from datetime import date

from helpers.forms import Choice, Group, field
from helpers.plan import costs, pay
from helpers.plan.sample_design import waves
from helpers.project.record import Project
from helpers.reports import words

TASKS, ITEMS = "approach.costs.tasks", "approach.costs.items"
PAY = (
    Choice("paid", "Paid by the hour"),
    Choice("bought in", "Bought in: somebody sends a bill"),
    Choice("volunteer", "Volunteers, unpaid"),
)
TURNS = (Choice("once", "Once in the research"), Choice("each time", "Each time people are asked"))
ITEM_TURNS = (*TURNS, Choice("each answer", "For each answer"))


def groups(record: Project) -> tuple[Group, ...]:
    """Tasks, expenses, thanks, and what there is to spend."""
    return (_tasks(record), _items(), _thanks(), _money(record))


def _tasks(record: Project) -> Group:
    said = " ".join((*pay.checked(record, date.today()), pay.in_words(date.today())))
    return Group(
        "Tasks",
        (
            field(
                TASKS,
                entry=(
                    "what",
                    "who",
                    field(f"{TASKS}[].pay", choices=PAY),
                    "hours",
                    "rate",
                    field(f"{TASKS}[].how_often", choices=TURNS),
                ),
                add="Add a task",
                key_prefix="t-",
                one="Task",
            ),
            field("approach.costs.on_costs_percent"),
            field("approach.costs.volunteer_hour"),
            field("costs-pay", kind="notes", label="Pay", help=said),
        ),
        help=(
            f"Planning, training, asking, coming back, typing in, analysing, writing, telling people. You ask {words.plural(waves(record), 'time')}, so what is "
            "done each time is multiplied by that."
        ),
        problems=costs.problems,
    )


def _items() -> Group:
    return Group(
        "Materials and expenses",
        (
            field(
                ITEMS,
                entry=("what", "kind", "amount", "price", field(f"{ITEMS}[].how_often", choices=ITEM_TURNS)),
                add="Add an expense",
                key_prefix="i-",
                one="Expense",
            ),
        ),
        help="What is counted for each answer is multiplied by your target.",
    )


def _thanks() -> Group:
    return Group(
        "Thanking people",
        (field("approach.costs.incentive"), field("approach.costs.incentive_how")),
        help="A thank-you brings in people who would not have answered, and costs less than asking twice.",
    )


def _money(record: Project) -> Group:
    return Group(
        "What there is to spend",
        (field("approach.costs.budget"), field("approach.costs.contingency_percent"), field("approach.costs.funding")),
        help=f"The plan as it is: {costs.in_short(record)}.",
    )
