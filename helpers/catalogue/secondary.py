"""Existing data: further sources, and how the measures that it covers are worked out of tables of counts."""

from functools import lru_cache

from helpers.catalogue.reader import entries
from helpers.catalogue.records import Source, Worked


@lru_cache
def more_sources() -> tuple[Source, ...]:
    """Sources that Tool 7 does not list: named in Tool 3 only, or added.

    Examples
    --------
    >>> [source.name for source in more_sources() if source.provenance == "added"][0]
    'Explore education statistics'
    """
    return entries(Source, "more_sources.yaml")


@lru_cache
def worked() -> tuple[Worked, ...]:
    """How each indicator that existing data covers is worked out, and what to fetch for it.

    Examples
    --------
    >>> [one.formula for one in worked()][:3]
    ['rate', 'dissimilarity', 'entropy']
    """
    return entries(Worked, "worked.yaml")


def worked_out(indicator: str) -> Worked | None:
    """How one indicator is worked out of counts; None where it isn't.

    Examples
    --------
    >>> worked_out("R5").per, worked_out("R7")
    (1000, None)
    """
    return next((one for one in worked() if one.code == indicator), None)
