"""Finding entries: one by its code, with a message that helps when there is none, or all that were not added."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TypeVar

from helpers.catalogue.records import Benchmark, Indicator, Item, Option, Question, Scale, Theme
from helpers.errors import UserProblem

Record = TypeVar("Record")
Marked = TypeVar("Marked", bound=Theme | Indicator | Question | Option | Item | Scale | Benchmark)


def not_added(entries: Iterable[Marked]) -> tuple[Marked, ...]:
    """The entries that came with the toolkit and this workbook, without those that were added beside them.

    Examples
    --------
    >>> from helpers.catalogue.records import Option
    >>> not_added([Option(code=1, label="Yes"), Option(code=2, label="Sometimes", provenance="added")])
    (Option(code=1, label='Yes', provenance='printed', printed_code=None, heading='', also_labelled=()),)
    """
    return tuple(entry for entry in entries if entry.provenance != "added")


def one(kind: str, code: str, known: Iterable[tuple[str, Record]]) -> Record:
    """The record whose name is `code`; a record may be listed under several names.

    Examples
    --------
    >>> one("colour", "red", [("red", 1), ("green", 2)])
    1
    >>> one("colour", "gren", [("red", 1), ("green", 2)])
    Traceback (most recent call last):
    ...
    helpers.errors.UserProblem: There is no colour 'gren' in the catalogue.
      Where: gren
      What to do: Did you mean green? docs/measures.md lists every code.
    """
    by_name = dict(known)
    if code in by_name:
        return by_name[code]
    near = _near(str(code), list(by_name))
    suggestion = f"Did you mean {' or '.join(near)}? " if near else ""
    raise UserProblem(
        f"There is no {kind} '{code}' in the catalogue.", str(code), f"{suggestion}docs/measures.md lists every code."
    )


def _near(code: str, names: list[str]) -> list[str]:
    """Names that begin like the code ("R1" -> "R1_age") come before names that merely look like it."""
    begins = [name for name in names if code and name.lower().startswith(code.lower())]
    if begins:
        return begins[:4]
    by_lower = {name.lower(): name for name in names}
    return [by_lower[match] for match in get_close_matches(code.lower(), by_lower, n=3)]
