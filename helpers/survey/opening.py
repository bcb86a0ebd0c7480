"""A file opened once: to be read, and to be shown column by column, without opening it again."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.survey.checks import Message, Messages, Refused
from helpers.survey.codebook import Codebook
from helpers.survey.codebook import codebook as whole_toolkit
from helpers.survey.delimited import Seen
from helpers.survey.headings import Headings, KnownHeadings
from helpers.survey.tables import Table, read_table


@dataclass(frozen=True, repr=False, eq=False)
class Opened:
    """The table in a file, None where there is none that can be read, and what was found while it was opened.

    It serves any mapping of its columns: the mapping it was opened with only helps to find the header.
    """

    table: Table | None
    found: tuple[Message, ...]


def opened(
    path: str | Path | Opened,
    codebook: Codebook | None = None,
    mapping: Mapping[str, Any] | None = None,
    seen: Seen = lambda share: None,
) -> Opened:
    """Open a file for `read` and `columns`, which both take what this gives in place of a path.

    Parameters
    ----------
    path, codebook, mapping
        As for `read`. What is open already is given back as it is.
    seen
        Told what share of a text file has been read.

    Raises
    ------
    UserProblem
        Where there is no such file.
    """
    if isinstance(path, Opened):
        return path
    messages = Messages()
    known = KnownHeadings.of(Headings(codebook or whole_toolkit()), mapping or {})
    try:
        table = read_table(Path(path), known, messages, seen)
    except Refused:
        table = None
    return Opened(table, tuple(messages.found))
