"""The numbers behind the length of an interview, each with its unit and its source."""

from dataclasses import dataclass
from functools import cache

from helpers.catalogue.reader import raw


@dataclass(frozen=True)
class Number:
    """One number: what it is, in which unit, and where it comes from."""

    label: str
    value: float
    unit: str
    source: str

    @property
    def is_assumption(self) -> bool:
        """Nobody measured it: it is ours, and says so."""
        return self.source.startswith("our assumption")


@cache
def numbers() -> dict[str, Number]:
    """Every number by its name in `data/interview.yaml`.

    Examples
    --------
    >>> numbers()["words_aloud"].value, numbers()["words_aloud"].unit
    (120, 'words per minute')
    """
    return {name: Number(**entry) for name, entry in raw("interview.yaml").items()}


def value(name: str) -> float:
    """One of the numbers.

    Examples
    --------
    >>> value("small_sample")
    100
    """
    return numbers()[name].value
