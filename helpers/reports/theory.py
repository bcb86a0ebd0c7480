"""The theory of change as a chain of boxes, from the record to what a page shows."""

from helpers.project.record import Assumption, TheoryOfChange
from helpers.project.record.purpose import CHAIN, LINKS
from helpers.reports.model import Chain

NO_LINK = "The chain as a whole"
"""Stands where an assumption names no link."""


def chain(theory: TheoryOfChange, *, keeps_empty: bool = True, is_drawn: bool = False) -> Chain:
    """The boxes from problem to long-term change, and what the links between them rest on.

    Parameters
    ----------
    keeps_empty
        Whether boxes that nobody has filled in yet are kept; a reader of a report has no use for them.
    is_drawn
        Whether a page shows it as a picture too.

    Examples
    --------
    >>> theory = TheoryOfChange(problem="Loneliness", steps=("Meet.", "Talk."))
    >>> chain(theory, keeps_empty=False).links
    (('Problem', 'Loneliness'), ('Steps', '1. Meet.\\n2. Talk.'))
    """
    said = {box: _in_words(getattr(theory, box)) for box in CHAIN}
    kept = [box for box in CHAIN if keeps_empty or said[box]]
    boxes = tuple((str(TheoryOfChange.model_fields[box].title), said[box]) for box in kept)
    written = [one for one in theory.assumptions if one.text.strip()]
    return Chain(
        boxes,
        tuple((link_name(one), one.text) for one in written),
        tuple(_between(one.link, kept) for one in written),
        is_drawn,
    )


def link_name(assumption: Assumption) -> str:
    """What the link that rests on it is called: its name, or the team's own words for it.

    Examples
    --------
    >>> link_name(Assumption(id="a", link="problem-audience")), link_name(Assumption(id="a", link="Tea to talk"))
    ('Problem to audience', 'Tea to talk')
    """
    return LINKS.get(assumption.link, assumption.link.strip()) or NO_LINK


def _in_words(value: str | tuple[str, ...]) -> str:
    if isinstance(value, str):
        return value.strip()
    lines = [line.strip() for line in value if line.strip()]
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def _between(link: str, kept: list[str]) -> tuple[int, int] | None:
    """Between which of the boxes that are shown; None where one of them is not, or the link is in the team's words."""
    if link not in LINKS or not set(link.split("-")) <= set(kept):
        return None
    before, after = (kept.index(box) for box in link.split("-"))
    return (before, after)
