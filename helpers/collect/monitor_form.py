"""The fieldwork monitor on its page, and the one date it needs."""

from datetime import UTC, datetime
from typing import Any

from helpers.errors import UserProblem
from helpers.forms import Group, field, form, is_live, live
from helpers.project import Opened
from helpers.reports.model import Caution, Section
from helpers.steps.here import Here


def closing(here: Here) -> Any:
    """The last day of asking."""
    return form(here.opened, "2.2", "Last day of asking", (Group("", (field("primary.closes_on"),)),))


def monitor(here: Here) -> Any:
    """How fieldwork stands: whole for those who see the page, in one line where a run keeps what is shown."""
    return live(here.opened, shown)


def shown(opened: Opened) -> Section:
    """The monitor as it may be shown here and now."""
    from helpers.collect import monitor_page
    from helpers.collect.monitor import standing

    today = datetime.now(UTC).date()
    try:
        found = standing(opened, today)
    except UserProblem as problem:
        return Section("monitor", monitor_page.TITLE, (Caution(f"{problem.what} {problem.fix}"),))
    return (
        monitor_page.section(found, opened.record.approach.sample.reach) if is_live() else monitor_page.in_short(found)
    )
