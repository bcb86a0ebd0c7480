"""A page with every kind of field, for the tests of the form kit: its text is a notebook's cell. PROJECT is set before it."""

from helpers import project as projects
from helpers.forms import Action, Choice, File, Group, field, form, live
from helpers.reports.model import Facts, Section

opened = projects.open(PROJECT)  # noqa: F821

MEASURES = tuple(
    Choice(f"R{number}", f"Measure {number}", group="Relationships" if number < 9 else "Other")
    for number in range(1, 19)
    if number != 10
)
MODES = tuple(Choice(mode, mode.capitalize()) for mode in ("face to face", "telephone", "online", "paper", "mixed"))


def outcomes(record):
    theory = record.purpose.theory_of_change
    return tuple(Choice(one.id, one.text or "(without words yet)") for one in theory.outcomes)


def groups(record):
    return (
        Group(
            "Canvas",
            (
                field("purpose.theory_of_change.problem", area="problem"),
                field("purpose.theory_of_change.audience", area="audience"),
                field("purpose.theory_of_change.steps", area="steps"),
                field("purpose.theory_of_change.long_term_change", area="change"),
            ),
            layout="canvas",
            areas=("problem steps change", "audience steps change"),
            help="The boxes of a canvas.",
        ),
        Group(
            "Choices",
            (
                field("purpose.research_purpose"),
                field("purpose.aim"),
                field("purpose.where"),
                field("purpose.thematic_focus", choices=MEASURES),
                field("approach.mode", choices=MODES),
                field("purpose.note", kind="notes", label="Bear in mind", help="A note that asks nothing."),
            ),
        ),
        Group(
            "Numbers",
            (
                field("approach.sample.population", label="Population", unit="people"),
                field("approach.consent.retention_date", label="Deleted by"),
                field("feedback.sections", choices=(Choice("summary", "Summary"), Choice("context", "Context"))),
            ),
            layout="two columns",
            actions=(
                Action("sheet", "Make a sheet", "A text file.", lambda _opened: File("a.txt", "text/plain", b"sheet")),
                Action("fill", "Fill in the aim", "", lambda _opened: {"purpose.aim": "Filled in."}),
                Action("break", "Break", "", lambda _opened: 1 / 0),
            ),
        ),
        Group(
            "Only with a purpose",
            (field("purpose.context"),),
            shown=lambda record: record.purpose.research_purpose == "impact",
        ),
        Group(
            "Lists",
            (
                field(
                    "purpose.theory_of_change.outcomes",
                    add="Add an outcome",
                    key_prefix="o-",
                    entry=("text", "indicators"),
                ),
                field(
                    "purpose.questions",
                    add="Add a question",
                    key_prefix="q-",
                    entry=("text", field("purpose.questions[].outcomes", choices=outcomes)),
                ),
                field(
                    "measures.own_questions", add="Add an own question", key_prefix="own_", entry=("wording", "options")
                ),
                field("measures.basket", choices=MEASURES, add="Add a measure", entry=("why",)),
                field(
                    "approach.strategy",
                    choices=tuple(Choice(number, f"Part {number}") for number in (1, 2)),
                    is_fixed=True,
                    entry=("text",),
                ),
            ),
        ),
    )


def summary(opened):
    return Section("aim", "What was entered", (Facts((("Aim", opened.record.purpose.aim),)),))


shown = form(opened, "1.1", "Every kind of field", groups)
view = live(opened, summary)
