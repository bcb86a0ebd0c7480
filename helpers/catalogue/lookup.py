"""Finding one entry by its code, with a message that helps when there is none."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import TypeVar

from helpers.errors import UserProblem

Record = TypeVar("Record")


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
