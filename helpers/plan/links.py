"""What in step 1.1 asks for a measure: the outcomes and research questions that name it or its theme."""

from dataclasses import dataclass
from typing import Literal

from helpers import catalogue
from helpers.catalogue.records import Indicator
from helpers.project.record import Project


@dataclass(frozen=True)
class Link:
    """One outcome or research question that a measure bears on."""

    kind: Literal["outcome", "research question"]
    text: str
    is_by_theme: bool = False
    """Through the theme of the measure; the measure itself is not named."""

    @property
    def words(self) -> str:
        """The link as it is said: the outcome “People feel less lonely”."""
        return f"the {self.kind} “{self.text.rstrip('.')}”"


def links(indicator: Indicator, record: Project) -> tuple[Link, ...]:
    """Every outcome and research question that asks for this measure; those that name it come first."""
    purpose = record.purpose
    outcomes = purpose.theory_of_change.outcomes
    named = [
        *(Link("outcome", one.text) for one in outcomes if indicator.code in one.indicators),
        *(Link("research question", one.text) for one in purpose.questions if indicator.code in one.indicators),
    ]
    # an outcome that names measures of a theme has chosen among them
    by_theme = [
        Link("outcome", one.text, is_by_theme=True)
        for one in outcomes
        if indicator.theme in one.themes and not any(_theme(code) == indicator.theme for code in one.indicators)
    ]
    return tuple(named + by_theme)


def linked(record: Project) -> tuple[Indicator, ...]:
    """The measures that outcomes and research questions ask for, in the order of the index."""
    return tuple(indicator for indicator in catalogue.indicators() if links(indicator, record))


def in_words(found: tuple[Link, ...]) -> str:
    """Links in one phrase; long lists are cut after two.

    Examples
    --------
    >>> in_words((Link("outcome", "People feel less lonely."),))
    'the outcome “People feel less lonely”'
    """
    said = [link.words for link in found[:2]]
    more = f" and {len(found) - 2} more" if len(found) > 2 else ""
    return (", " if more else " and ").join(said) + more


def drafted_why(indicator: Indicator, record: Project) -> str:
    """A first sentence on why the measure is in the basket, from what it is linked to; empty where it is not."""
    found = links(indicator, record)
    return f"It bears on {in_words(found)}." if found else ""


def _theme(code: str) -> str:
    return catalogue.indicator(code).theme
