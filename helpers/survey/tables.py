"""One table of text out of any file: its headings, and which rows are answers."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from helpers.errors import UserProblem
from helpers.survey import header_rows
from helpers.survey.cells import Cells, Grid, letters
from helpers.survey.checks import Messages, Refused, listed
from helpers.survey.delimited import Seen, read_rows, squared
from helpers.survey.exports import SPSS, TYPED, archive, odk, spss, tool_of
from helpers.survey.exports.tool import Head, Known
from helpers.survey.kinds import NAMES, fits, kind_of
from helpers.survey.workbooks import Sheet, read_sheets


@dataclass(frozen=True)
class Table:
    """Headings and columns of text. `row_numbers` are those of a spreadsheet, the first line being 1.

    `codes` are the short names that a tool gives columns beside their headings (Q17), `value_labels` what the values of
    each column mean where the file says so; both may be empty.
    """

    headings: tuple[str, ...]
    columns: tuple[Cells, ...]
    row_numbers: np.ndarray
    tool: str
    codes: tuple[str, ...] = ()
    value_labels: tuple[Mapping[str, str], ...] = ()

    def __len__(self) -> int:
        return len(self.row_numbers)

    def cells(self, place: int) -> Cells:
        """One column, each distinct text of it once."""
        return self.columns[place]

    def column(self, place: int) -> np.ndarray:
        """One column's texts."""
        return self.columns[place].values

    @cached_property
    def names(self) -> tuple[str, ...]:
        """One name per column for mappings: its heading; "Heading #2" for the second of the same heading."""
        times, seen, names = Counter(self.headings), Counter(), []
        for heading in self.headings:
            seen[heading] += 1
            name = heading if times[heading] == 1 else f"{heading} #{seen[heading]}"
            while name != heading and name in times:
                name = name.replace(" #", "  #")
            names.append(name)
        return tuple(names)

    def place_of(self, name: str) -> int | None:
        """The column of that name, or of that short name. A heading that several have is the first with answers."""
        if name in self.names:
            return self.names.index(name)
        places = [place for place, heading in enumerate(self.headings) if heading == name]
        if not places and self.codes.count(name) == 1:
            return self.codes.index(name)
        return next((place for place in places if not self.is_blank(place)), places[0] if places else None)

    def is_blank(self, place: int) -> bool:
        """Whether nobody has anything in this column."""
        return not any(map(str.strip, self.columns[place].texts))

    @cached_property
    def stripped(self) -> frozenset[str]:
        """The headings without the blanks around them."""
        return frozenset(heading.strip() for heading in self.headings)


def read_table(path: Path, known: Known, messages: Messages, seen: Seen = lambda share: None) -> Table:
    """The table of answers in a file. `seen` is told what share of a text file has been read.

    Raises
    ------
    Refused
        Where the file is not a table, or a table that cannot be read without risk.
    UserProblem
        Where there is no such file.
    """
    if not path.is_file():
        raise UserProblem(f"There is no file {path.name}.", str(path), "Check the name and the folder.")
    kind = kind_of(path)
    if kind == "zip":
        return _from_archive(path, known, messages)
    if kind in NAMES and not fits(kind, path.suffix):
        messages.add("extension_differs", extension=path.suffix or "nothing", kind=NAMES[kind])
    return _from_file(path, kind, known, messages, seen)


def _from_file(path: Path, kind: str, known: Known, messages: Messages, seen: Seen = lambda share: None) -> Table:
    if kind == "empty":
        messages.refuse("file_empty")
    if kind == "locked":
        messages.refuse("file_locked")
    if kind == "workbook":
        return _from_sheets(read_sheets(path, messages), known, messages)
    if kind == "SPSS":
        return _from_spss(path, known, messages)
    if kind != "text":
        messages.refuse("file_unknown", kind=kind)
    return _from_rows(read_rows(path, messages, seen), known, messages)


def _from_rows(rows: Grid, known: Known, messages: Messages) -> Table:
    header = header_rows.find(rows, known, messages)
    squared(rows, header, messages)
    return _table(rows, header, known, messages)


def _from_sheets(sheets: list[Sheet], known: Known, messages: Messages) -> Table:
    hidden = [sheet.name for sheet in sheets if not sheet.is_visible]
    if hidden:
        messages.add("sheet_hidden", sheets=listed(f"'{name}'" for name in hidden))
    filled = [sheet for sheet in sheets if sheet.rows.is_filled.any()]
    if not filled:
        messages.refuse("file_empty")
    scores = [header_rows.best_score(sheet.rows, known) for sheet in filled]
    best = max(scores)
    alike = [sheet.name for sheet, score in zip(filled, scores, strict=True) if best > 1 and score >= max(best / 2, 2)]
    if len(alike) > 1:
        messages.refuse("sheets_several", sheets=listed(f"'{name}'" for name in alike))
    sheet = filled[scores.index(best)]
    others = [other.name for other in filled if other is not sheet]
    if others:
        messages.add("sheets_other", sheet=sheet.name, others=listed(f"'{name}'" for name in others))
    header = header_rows.find(sheet.rows, known, messages)
    _refuse_merged(sheet, header, messages)
    return _table(sheet.rows, header, known, messages)


def _from_spss(path: Path, known: Known, messages: Messages) -> Table:
    found = spss.variables(path, messages)
    tool = tool_of(found.names)
    head = spss.head(found, known)
    _refuse_conflicts(head, 0, messages)
    return Table(
        head.headings,
        found.rows.columns,
        np.arange(len(found.rows)) + 1,
        SPSS.name if tool is TYPED else tool.name,
        found.names,
        found.value_labels,
    )


def _from_archive(path: Path, known: Known, messages: Messages) -> Table:
    """The one table of answers in an archive, with ODK's tables of repeats where a person has one entry in them."""
    with archive.members(path, messages) as members:
        kinds = {member: kind_of(member.path) for member in members}
        # one alone needs no comparing
        texts = {member: _rows_of(member, kinds[member]) if len(members) > 1 else None for member in members}
        repeats = {member: rows for member, rows in texts.items() if rows is not None and odk.is_repeat(rows)}
        member = _main(
            [member for member in members if member not in repeats and kinds[member] in NAMES], texts, known, messages
        )
        others = [other.name for other in members if other is not member]
        messages.add("archive_read", file=member.name, n=len(others), others=listed(f"'{name}'" for name in others))
        if texts[member] is None:
            return _from_file(member.path, kinds[member], known, messages)
        rows = read_rows(member.path, messages)
        for other, entries in repeats.items():
            rows = odk.with_repeat(rows, entries, other.name, known, messages)
        return _from_rows(rows, known, messages)


def _rows_of(member: archive.Member, kind: str) -> Grid | None:
    """The rows of a text file; None where it is another kind, or cannot be read: what is chosen is read again, aloud."""
    if kind != "text":
        return None
    try:
        return read_rows(member.path, Messages())
    except Refused:
        return None


def _main(
    members: list[archive.Member], texts: dict[archive.Member, Grid | None], known: Known, messages: Messages
) -> archive.Member:
    if not members:
        messages.refuse("archive_empty")
    if len(members) == 1:
        return members[0]
    scores = [header_rows.best_score(rows, known) if (rows := texts[member]) is not None else 0 for member in members]
    best = max(scores)
    alike = [member for member, score in zip(members, scores, strict=True) if score >= max(best / 2, 2)]
    if len(alike) != 1:
        messages.refuse("archive_several", files=listed(f"'{member.name}'" for member in alike or members))
    return alike[0]


def _refuse_merged(sheet: Sheet, header: int, messages: Messages) -> None:
    areas = [area for area in sheet.merged if area[1][0] >= header and area[0][0] < len(sheet.rows)]
    if areas:
        shown = listed(f"{letters(start[1])}{start[0] + 1}:{letters(end[1])}{end[0] + 1}" for start, end in areas)
        messages.refuse("merged_cells", row=areas[0][0][0] + 1, cells=shown)


def _table(rows: Grid, header: int, known: Known, messages: Messages) -> Table:
    head, tool = header_rows.read(rows, header, known, messages)
    _refuse_conflicts(head, header + 1, messages)
    kept = np.flatnonzero(rows.is_filled)
    kept = kept[kept > header + head.n_more]
    repeats = kept[: header_rows.n_repeated(head.headings, [rows[row] for row in kept[:2]], known)]
    if repeats.size:
        messages.add("header_rows_more", row=int(repeats[0]) + 1, rows=listed(repeats + 1))
        kept = kept[repeats.size :]
    width = len(head.headings)
    again = header_rows.again(rows, header, kept, width)
    if again.size:
        messages.add("header_inside", row=int(again[0]) + 1, rows=listed(again + 1))
        kept = np.setdiff1d(kept, again)
    n_totals = header_rows.n_totals(rows.columns[:width], kept)
    if n_totals:
        totals = kept[-n_totals:] + 1
        messages.add("totals_row", row=int(totals[0]), n=n_totals, rows=listed(totals))
        kept = kept[:-n_totals]
    if not kept.size:
        messages.refuse("no_rows")
    columns = [cells[kept] for cells in rows.columns[:width]]
    for options in head.options:
        options.join(columns)
    return Table(head.headings, tuple(columns), kept + 1, tool.name, head.names)


def _refuse_conflicts(head: Head, row: int, messages: Messages) -> None:
    for place in head.conflicts:
        messages.add("heading_conflict", row=row or None, column=head.names[place])
