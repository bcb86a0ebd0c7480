"""The list of checks, and the messages they lead to."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NoReturn

from helpers.survey.data import loaded

Level = Literal["note", "warn", "refuse"]
Verdict = Literal["accept", "warn", "refuse"]

SHOWN = 5
"""How many rows or cells are named one by one before the rest is only counted."""


@dataclass(frozen=True)
class Check:
    """One entry of checks.yaml. `here` is how to mend it on the screen that shows the file's columns, where that differs."""

    code: str
    group: str
    level: Level
    looks_for: str
    what: str
    fix: str
    here: str = ""


@dataclass(frozen=True)
class Message:
    """What a check found in one file.

    `level` is "note" (verdict stays accept), "warn" or "refuse"; `row` is the row as seen in a spreadsheet, where it
    concerns one; `column` the heading in the file; `value` the offending value, never free text or anything personal.
    `fix` is how to mend it, `here` how on the screen that shows the columns.
    """

    level: Level
    code: str
    what: str
    row: int | None = None
    column: str = ""
    value: str = ""
    fix: str = ""
    here: str = ""

    def __str__(self) -> str:
        return f"{self.what} {self.fix}"


class Count(int):
    """A number that picks the word after it: "{n:was|were}".

    Examples
    --------
    >>> [f"{n} {n:answer was|answers were} left blank" for n in (Count(1), Count(3))]
    ['1 answer was left blank', '3 answers were left blank']
    """

    def __format__(self, spec: str) -> str:
        one, bar, many = spec.partition("|")
        return (one if self == 1 else many) if bar else super().__format__(spec)


class Refused(Exception):
    """The file cannot be read any further; the message is already among the findings."""


@lru_cache
def checks() -> dict[str, Check]:
    """Every check by its code, in the order of the list."""
    return {entry["code"]: Check(**entry) for entry in loaded("checks.yaml")}


class Messages:
    """Collects what the checks of one file find."""

    def __init__(self, found: Iterable[Message] = ()) -> None:
        self.found: list[Message] = list(found)

    def add(self, code: str, *, row: int | None = None, column: str = "", value: str = "", **words: object) -> None:
        """Add the message of check `code`, its words filled in."""
        check = checks()[code]
        words = {"row": row, "column": column, "value": value, **words}
        if "n" in words:
            words["n"] = Count(words["n"])
        what, fix = check.what.format(**words), check.fix.format(**words)
        here = check.here.format(**words) or fix
        self.found.append(Message(check.level, code, what, row, column, value, fix, here))

    def refuse(self, code: str, **words: object) -> NoReturn:
        """Add the message and stop reading."""
        self.add(code, **words)
        raise Refused(code)

    @property
    def verdict(self) -> Verdict:
        levels = {message.level for message in self.found}
        return "refuse" if "refuse" in levels else "warn" if "warn" in levels else "accept"

    def in_order(self) -> tuple[Message, ...]:
        """What refuses first, then what warns, then what is only noted."""
        return tuple(sorted(self.found, key=lambda message: ("refuse", "warn", "note").index(message.level)))


def listed(things: Iterable[object], shown: int = SHOWN) -> str:
    """The first few of a list, and how many more there are.

    Examples
    --------
    >>> listed([2, 3, 5, 7, 11, 13, 17])
    '2, 3, 5, 7, 11 and 2 more'
    >>> listed([2, 3])
    '2, 3'
    """
    things = list(things)
    rest = len(things) - shown
    return ", ".join(str(thing) for thing in things[:shown]) + (f" and {rest} more" if rest > 0 else "")
