"""The briefing sheet: what only those in charge can say, the sheet as it stands, and the sheet to take away."""

from datetime import UTC, date, datetime
from typing import Any

from helpers.collect import briefing
from helpers.forms import Action, Choice, File, Group, field, form, read_back
from helpers.project import Opened
from helpers.project.record import Project
from helpers.reports.model import Section
from helpers.steps.here import Here

PATH = "primary.briefing"
HELP = (
    "The sheet is made from your plan. What it says of safety and of what not to do is a start: change the Word file to fit "
    "your place, and go through it with everybody before they first go out."
)


def sheet(here: Here) -> Any:
    """What the sheet needs, and the sheet as Word or as a page."""
    return form(here.opened, "2.2", "Briefing for researchers", groups)


def reading_back(here: Here) -> Any:
    """The sheet as it stands."""
    return read_back(here.opened, shown)


def shown(opened: Opened) -> Section:
    """The sheet, and what it lacks."""
    return briefing.summary(opened, today())


def groups(record: Project) -> tuple[Group, ...]:
    """What is asked for the sheet, and what to take away."""
    tasks = tuple(Choice(task.id, task.what or task.id) for task in record.approach.costs.tasks)
    names = ("begins_on", "ring", "upset", "safety", "bring")
    chosen = field(f"{PATH}.task", choices=tasks) if tasks else field("no-tasks", kind="notes", help=NO_TASKS)
    asked = (*(field(f"{PATH}.{name}") for name in names), chosen, field(f"{PATH}.also"))
    return (
        Group("What only you can say", asked, help=HELP, problems=_problems),
        Group("Take it away", (), help="The sheet as it stands now.", actions=(_word(), _page())),
    )


NO_TASKS = "Pay is named here once the cost plan of step 1.3 has a task for those who ask."


def _problems(record: Project) -> dict[str, str]:
    if not briefing.is_below(record, today()):
        return {}
    return {
        f"{PATH}.task": "This pays less than the London Living Wage, and the sheet says so. The toolkit's advice is to pay it or more."
    }


def _word() -> Action:
    return Action("briefing-word", "The sheet as a Word file", "To change and to print.", _as_word)


def _page() -> Action:
    return Action("briefing-html", "The sheet as a page", "To read in a browser, or to print.", _as_page)


def _as_word(opened: Opened) -> File:
    from helpers.reports.writers import word

    return File(f"{briefing.NAME}.docx", word.MEDIA_TYPE, word.render(briefing.document(opened, today())))


def _as_page(opened: Opened) -> File:
    from helpers.reports.writers import html

    return File(f"{briefing.NAME}.html", "text/html", html.render(briefing.document(opened, today())).encode())


def today() -> date:
    """The day whose London Living Wage counts where no first day of asking is set."""
    return datetime.now(UTC).date()
