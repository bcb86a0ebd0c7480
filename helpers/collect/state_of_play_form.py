"""The state of play as a form: one card for every measure of the basket."""

from typing import Any

from helpers import catalogue
from helpers.collect import state_of_play
from helpers.forms import Choice, Group, field, form
from helpers.project.record import Project
from helpers.steps.here import Here

PATH = "secondary.state_of_play"
HELP = (
    "One card for each measure of your basket. Be plain about gaps: to know that nothing is held is a finding too, and the "
    "table goes into the report."
)


def holdings(here: Here) -> Any:
    """What is held on each measure, how good it is, what is improving."""
    return form(here.opened, "2.1", "State of play", groups)


def groups(record: Project) -> tuple[Group, ...]:
    """A card for every measure of the basket; where there is none, where to choose them."""
    basket = [catalogue.indicator(item.indicator) for item in record.measures.basket]
    if not basket:
        return (Group("", (field("no-measures", kind="notes", help=state_of_play.NO_BASKET),)),)
    cards = tuple(Choice(one.code, one.name, one.measure) for one in basket)
    held = field(PATH, help="", choices=cards, is_fixed=True, hides_others=True, one="Measure")
    return (Group("", (held,), help=HELP),)
