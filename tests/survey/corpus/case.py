"""What a file of the corpus is, and what a good one of twenty people holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NAN = float("nan")
N = 20
HEAD = ("id", "consent", "1.7", "3.19", "3.2", "2.4", "2.3", "3.3")
LEISURE = ({3}, {4, 6}, {13}, {1, 3}, {2})
"""Options of 2.3 ticked, by turns."""
LABELS = {
    "1.7": ("Often/always", "Some of the time", "Occasionally", "Hardly ever", "Never"),
    "2.4": ("Yes", "No"),
}
COLUMNS = {"1.7": "q1_7", "3.19": "q3_19", "3.2": "q3_2", "2.4": "q2_4", "3.3": "q3_3"}


def person(number: int) -> dict[str, Any]:
    """One person's answers by heading; 2.3 as codes joined by blanks."""
    return {
        "id": f"R{number:02}",
        "consent": "Yes",
        "1.7": number % 5 + 1,
        "3.19": number % 11,
        "3.2": 20 + 2 * number,
        "2.4": number % 2 + 1,
        "2.3": " ".join(map(str, sorted(LEISURE[number % 5]))),
        "3.3": f"Wales {number}",
    }


PEOPLE = tuple(map(person, range(N)))


def rows(
    changes: Mapping[tuple[int, str], Any] | None = None,
    columns: Mapping[str, Any] | None = None,
    head: tuple[str, ...] = HEAD,
) -> list[list[Any]]:
    """The good file as rows of cells.

    `changes` replaces single cells by (person from 0, heading), `columns` whole ones by a list or a function of the number
    of the person; headings that are not in the good file are added at its end.
    """
    columns, changes = columns or {}, changes or {}
    all_heads = (*head, *(heading for heading in columns if heading not in head))
    table: list[list[Any]] = [list(all_heads)]
    for number, one in enumerate(PEOPLE):
        made = {
            heading: values(number) if callable(values) else values[number % len(values)]
            for heading, values in columns.items()
        }
        cells = {**one, **made}
        table.append([changes.get((number, heading), cells.get(heading)) for heading in all_heads])
    return table


@dataclass(frozen=True)
class Case:
    """One file and what must come of it.

    Parameters
    ----------
    name, file, content
        What it is about, the file's name and its bytes.
    verdict
        "accept", "warn" or "refuse".
    check
        A check that must speak, "" for none; `silent` that no other may.
    row, column, value
        What its message must name, where given.
    says
        Words that its message must hold.
    answers
        Coded answers that differ from the good file's: column -> {person from 0: answer} or a list for all.
    gone
        People of the good file who are set aside.
    more
        Respondents beside those of the good file.
    only
        Columns to look at, where the file does not hold the whole good one.
    mapping
        As given to `survey.read`.
    """

    name: str
    file: str
    content: bytes
    verdict: str
    check: str = ""
    row: int | None = None
    column: str = ""
    value: str | None = None
    says: tuple[str, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    gone: tuple[int, ...] = ()
    only: tuple[str, ...] | None = None
    ids: bool = True
    mapping: Mapping[str, Any] | None = None


def expected(case: Case) -> dict[str, list[Any]]:
    """The exact coded answers of an accepted file: column -> one answer per usable person."""
    found: dict[str, list[Any]] = {COLUMNS[heading]: [one[heading] for one in PEOPLE] for heading in COLUMNS}
    for code in range(1, 14):
        found[f"q2_3_{code}"] = [float(code in LEISURE[number % 5]) for number in range(N)]
    if case.ids:
        found["respondent_id"] = [one["id"] for one in PEOPLE]
    for column, changed in case.answers.items():
        if isinstance(changed, list):
            found[column] = changed
        else:
            found[column] = [changed.get(number, answer) for number, answer in enumerate(found.get(column, [None] * N))]
    kept = [number for number in range(N) if number not in case.gone]
    wanted = case.only if case.only is not None else tuple(found)
    return {column: [found[column][number] for number in kept] for column in (*wanted, *case.answers)}
