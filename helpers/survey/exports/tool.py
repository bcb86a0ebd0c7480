"""What can be particular to a survey tool, with what is usual where a tool has nothing of its own."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from helpers.survey.cells import Cells
from helpers.survey.keys import key

if TYPE_CHECKING:
    from helpers.catalogue.records import Question

TEST = "a test or preview"
UNFINISHED = "not finished"
REJECTED = "rejected in the survey tool"
UNREADABLE_THERE = "could not be decrypted in the survey tool"
REASONS = (TEST, UNFINISHED, REJECTED, UNREADABLE_THERE)
"""Why a row of an export is no answer, besides what people said: in the order in which they count."""


class Known(Protocol):
    """What the codebook, and the mapping, know as a heading."""

    def __call__(self, text: str) -> frozenset[str]:
        """The questions, id, date, weight or consent a text can stand for; empty where for nothing."""

    def question(self, text: str) -> Question | None:
        """The question whose whole wording, number or id this is."""

    def is_id(self, text: str) -> bool:
        """Whether it is an id or column of the codebook, letter by letter."""


@dataclass(frozen=True)
class Options:
    """Columns that hold one question together: one per option, or one for the answer and one for what was written in.

    `places` are the columns, the first of which is kept; `labels` what is chosen where one is filled, empty where the cell
    itself is the answer.
    """

    places: tuple[int, ...]
    labels: tuple[str, ...]

    def join(self, columns: list[Cells]) -> None:
        """Put the question into the first of its columns, and nothing into the others."""
        rows = zip(*(columns[place] for place in self.places), strict=True)
        joined = [
            ", ".join(label or cell for label, cell in zip(self.labels, row, strict=True) if cell.strip())
            for row in rows
        ]
        for place in self.places:
            columns[place] = Cells.of([""] * len(joined))
        columns[self.places[0]] = Cells.of(joined)


@dataclass(frozen=True)
class Head:
    """The header of a table, which may take several rows.

    `names` and `texts` are the rows that name a column and say its question, where a tool writes both; `n_more` how many
    rows below the first belong to the header; `conflicts` the columns whose name and text are different questions; `options`
    the columns that hold one question together.
    """

    headings: tuple[str, ...]
    n_more: int = 0
    names: tuple[str, ...] = ()
    conflicts: tuple[int, ...] = ()
    options: tuple[Options, ...] = ()


@dataclass(frozen=True)
class Aside:
    """A column that tells which rows are no finished answer of a person: `is_aside` looks at one cell."""

    reason: str
    headings: tuple[str, ...]
    is_aside: Callable[[str], bool]


@dataclass(frozen=True)
class Tool:
    """One survey tool.

    Parameters
    ----------
    name
        As people know it.
    signatures
        Headings that give it away: all of one set must be there.
    head
        How its header is read: from the first row, the rows below it and what is known; None where it takes one row.
    aside
        Which rows are no finished answers.
    cell
        What a cell of a question means in words or codes of the codebook, where the tool writes it in its own way: from the
        question, the column it is for, and the text.
    no_date
        How every date begins of a survey that kept none.
    """

    name: str
    signatures: tuple[frozenset[str], ...] = ()
    head: Callable[[tuple[str, ...], list[list[str]], Known], Head] | None = None
    aside: tuple[Aside, ...] = ()
    cell: Callable[[Question, str, str], str] | None = None
    no_date: str = ""

    def wrote(self, seen: Set[str]) -> bool:
        """Whether these are its headings, in small letters and without blanks around them."""
        return any(seen >= {heading.casefold() for heading in signature} for signature in self.signatures)


def is_word(*words: str) -> Callable[[str], bool]:
    """Whether a cell is one of these words, whatever their case and punctuation.

    Examples
    --------
    >>> is_word("Survey Preview", "1")(" survey preview ")
    True
    """
    keys = frozenset(map(key, words))
    return lambda text: key(text) in keys


def is_option_column(question: Question, column: str) -> bool:
    """Whether a column holds one option of a select-all question, or that a person preferred not to answer it."""
    return question.kind == "multi" and column != question.id


def as_tick(text: str) -> str:
    """A tick, of a tool that leaves an option's column blank where it was not chosen: its text, number, or words written in."""
    return "1" if text.strip() not in ("", "0") else text


def is_blank(text: str) -> bool:
    """Whether a cell holds nothing."""
    return not text.strip()
