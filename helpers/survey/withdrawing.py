"""One person's row taken out of a file of answers, everything else left as it is."""

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from helpers.errors import UserProblem
from helpers.survey import people
from helpers.survey.checks import Messages, Refused
from helpers.survey.codebook import Codebook
from helpers.survey.delimited import read_as
from helpers.survey.headings import Headings, KnownHeadings
from helpers.survey.kinds import kind_of
from helpers.survey.matching import Matched, match
from helpers.survey.tables import Table, read_table

NUMBER = "respondent_id"
"""Heading of the numbers of submissions, where they are written down here."""


def row_of(path: Path, codebook: Codebook, mapping: Mapping[str, Any], who: str) -> tuple[int, str, str] | None:
    """The row (as in a spreadsheet), id and self-made code of the submission with this number, else with this code.

    Returns
    -------
    tuple of int, str and str, or None
        None where there is none. The code is "" where the person made none.

    Raises
    ------
    UserProblem
        Several rows have it, or the file can't be read.
    """
    table, matched = _read(path, codebook, mapping)
    ids, codes = people.ids(table, matched), _codes(table, matched)
    # a file without numbers of its own has those of its rows
    number = who.strip() if matched.id_places else who.strip().removeprefix("row ")
    for texts, wanted in ((ids, number), (codes, people.code_of(who))):
        places = np.flatnonzero(texts == wanted) if wanted else np.array([], dtype=int)
        if places.size > 1:
            raise UserProblem(
                f"{places.size} rows have that number or code.",
                "who withdraws",
                "Give the number of the submission, as your survey tool shows it.",
            )
        if places.size:
            return int(table.row_numbers[places[0]]), str(ids[places[0]]), str(codes[places[0]])
    return None


def without_row(path: Path, row: int) -> bytes | None:
    """A text file without one row, all others byte for byte as they were; a blank line keeps the others' numbers.

    Returns
    -------
    bytes or None
        None where the file isn't text.
    """
    if kind_of(path) != "text":
        return None
    encoding, skipped, delimiter = read_as(path, Messages())
    written = io.BytesIO()
    with encoding.opened(path) as file, io.TextIOWrapper(written, encoding.name, newline="") as out:
        out.write(file.read(skipped))
        for number, lines in enumerate(_records(file, delimiter), start=2 if skipped else 1):
            text = "".join(lines)
            out.write(text if number != row else text[len(text.rstrip("\r\n")) :])
        out.flush()
        return written.getvalue()


def as_csv(path: Path, codebook: Codebook, mapping: Mapping[str, Any], row: int) -> bytes:
    """The table of answers in a file as UTF-8 CSV without one row; blank lines keep the others' numbers.

    For formats of which a row can't be taken out in place. Only the table that is read is in it: other sheets, pictures and
    formatting are not. Where rows are told apart by their place alone and are counted without a heading, as in SPSS, their
    numbers are written down: below a heading they would be others.
    """
    table, matched = _read(path, codebook, mapping)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    headings, columns = list(table.headings), [table.column(place) for place in range(len(table.headings))]
    if not matched.id_places and 1 in table.row_numbers:
        headings, columns = [NUMBER, *headings], [people.ids(table, matched), *columns]
    writer.writerow(headings)
    at = 1
    for place, number in enumerate(table.row_numbers):
        text.write("\n" * int(number - at - 1))
        at = int(number)
        if number == row:
            text.write("\n")
        else:
            writer.writerow([column[place] for column in columns])
    return text.getvalue().encode("utf-8-sig")


def _records(file: io.TextIOWrapper, delimiter: str) -> Iterator[list[str]]:
    """The lines of each record, which may have line ends in its cells."""
    lines: list[str] = []

    def noted() -> Iterator[str]:
        for line in file:
            lines.append(line)
            yield line

    for _ in csv.reader(noted(), delimiter=delimiter, strict=True):
        yield lines
        lines.clear()


def _codes(table: Table, matched: Matched) -> np.ndarray:
    place = matched.places.get("panel_code")
    return np.full(len(table), "", dtype=object) if place is None else table.cells(place).each(people.code_of)


def _read(path: Path, codebook: Codebook, mapping: Mapping[str, Any]) -> tuple[Table, Matched]:
    messages, headings = Messages(), Headings(codebook)
    try:
        table = read_table(path, KnownHeadings.of(headings, mapping), messages)
    except Refused as problem:
        raise UserProblem(
            "The file can't be read any more.", str(path), "Bring the wave's survey file in again."
        ) from problem
    return table, match(table, headings, mapping, messages)
