"""Margins of the population from a file: how its people spread over groups, by which answers are weighted.

A table with the columns `column` (which characteristic: its code, name or question number), `category`, `share` or `count`,
`source` and `date`. It is kept as it was received, under `secondary/margins/`.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from helpers import catalogue
from helpers.catalogue.records import Breakdown
from helpers.collect.looking import groups_of
from helpers.errors import UserProblem
from helpers.project import Opened, disk

FOLDER = ("secondary", "margins")
COLUMNS = ("column", "category", "source", "date")
SLACK = 0.015
"""How far published shares may miss 1 by rounding, as `estimates.rake` has it."""
EXAMPLE = "column, category, share, source, date; in a row gender, Women, 0.51, Census 2021, 2021-03-21"
NO_SOURCE = "Margins without a source can't be checked by anybody, and margins without a date may be of other people."
DATES = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y")


@dataclass(frozen=True)
class Margins:
    """Breakdown code -> group -> share of the population, with where it is from and when it was so."""

    shares: dict[str, dict[str, float]]
    source: str
    as_at: date


@dataclass(frozen=True)
class Kept:
    """A file of margins that is in the project."""

    id: str
    file: str
    size: int
    sha256: str
    margins: Margins


def read(path: Path, name: str) -> Margins:
    """The margins in a file.

    Raises
    ------
    UserProblem
        It can't be read, or is no table of margins with a source and a date: with what is wrong in it, where, and how to mend it.
    """
    rows = _rows(path, name)
    headings = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    values = [one for one in ("share", "count") if one in headings]
    lacking = [one for one in COLUMNS if one not in headings]
    if len(values) != 1 or lacking:
        what = f"no column '{lacking[0]}'" if lacking else "neither or both of the columns 'share' and 'count'"
        why = f" {NO_SOURCE}" if set(lacking) & {"source", "date"} else ""
        raise UserProblem(f"The file of margins has {what}.{why}", name, f"Give it the columns {EXAMPLE}.")
    found = [_Row(number, dict(zip(headings, cells, strict=False)), name) for number, cells in rows[1:] if any(cells)]
    if not found:
        raise UserProblem("The file of margins has headings and nothing under them.", name, "Add a row for each group.")
    source, as_at = _same(found, "source"), _day(_same(found, "date"), name)
    return Margins(_shares(found, values[0], name), source, as_at)


@dataclass(frozen=True)
class _Row:
    """One row: its number in a spreadsheet and its cells by heading."""

    number: int
    cells: dict[str, str]
    file: str

    def __getitem__(self, heading: str) -> str:
        return self.cells.get(heading, "").strip()

    def problem(self, what: str, fix: str) -> UserProblem:
        return UserProblem(what, f"{self.file}, row {self.number}", fix)


def _rows(path: Path, name: str) -> list[tuple[int, list[str]]]:
    """The rows that hold anything, with their numbers in a spreadsheet."""
    from helpers.survey.checks import Messages, Refused
    from helpers.survey.delimited import read_rows

    messages = Messages()
    try:
        grid = read_rows(path, messages)
    except Refused:
        said = messages.found[-1]
        raise UserProblem(said.what, name, said.fix or "Save the table as CSV and add it again.") from None
    numbered = ((number, grid[number - 1]) for number in range(1, len(grid) + 1))
    return [(number, cells) for number, cells in numbered if any(cell.strip() for cell in cells)]


def _same(rows: list[_Row], heading: str) -> str:
    """What every row says, or the first and nobody else."""
    said = {row[heading] for row in rows} - {""}
    if not said:
        raise UserProblem(
            f"No row of the margins has a {heading}. {NO_SOURCE}", rows[0].file, f"Fill in the column '{heading}'."
        )
    if len(said) > 1:
        raise UserProblem(
            f"The margins have several {heading}s: {'; '.join(sorted(said)[:4])}.",
            rows[0].file,
            f"Give every row one {heading}. Where two sources are needed, name both in each row.",
        )
    return said.pop()


def _day(text: str, name: str) -> date:
    for form in DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise UserProblem(
        f"'{text}' is not a date that can be read in only one way.", name, "Write the year, month and day: 2021-03-21."
    )


def _shares(rows: list[_Row], value: str, name: str) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for row in rows:
        breakdown = _breakdown(row)
        group = _group(row, breakdown)
        if group in found.setdefault(breakdown.code, {}):
            raise row.problem(f"'{group}' of {breakdown.name.lower()} is there twice.", "Keep one of the two rows.")
        found[breakdown.code][group] = _number(row, value)
    return {code: _to_one(code, groups, value, name) for code, groups in found.items()}


def _breakdown(row: _Row) -> Breakdown:
    wanted = row["column"].lower()
    for one in catalogue.breakdowns():
        question = catalogue.question(one.question)
        if wanted in (one.code, one.name.lower(), question.code, question.id):
            return one
    codes = ", ".join(one.code for one in catalogue.breakdowns())
    raise row.problem(f"There is no characteristic '{row['column']}'.", f"Write one of: {codes}.")


def _group(row: _Row, breakdown: Breakdown) -> str:
    known = {group.lower(): group for group in groups_of(breakdown)}
    group = known.get(row["category"].replace("–", "-").lower())
    if group is None:
        raise row.problem(
            f"{breakdown.name} has no group '{row['category']}'.",
            f"Write one of: {', '.join(known.values())}. Add up finer groups of the source first.",
        )
    return group


def _number(row: _Row, value: str) -> float:
    text = row[value].replace(",", "").replace(" ", "")
    try:
        number = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        raise row.problem(f"'{row[value]}' is no number.", f"Give the {value} as a number.") from None
    if not 0 <= number < float("inf"):
        raise row.problem(f"A {value} of {row[value]} can't be.", "Correct it, or leave the row out.")
    return number


def _to_one(code: str, groups: dict[str, float], value: str, name: str) -> dict[str, float]:
    total = sum(groups.values())
    if value == "share" and abs(total - 1) > SLACK:
        raise UserProblem(
            f"The shares of {code} add up to {total:.3g} and not to 1.",
            name,
            "Give each as a part of 1, or as per cent with the sign. Where a group is missing, add its row.",
        )
    if not total:
        raise UserProblem(f"Nobody is in any group of {code}.", name, "Check the column of counts.")
    return {group: number / total for group, number in groups.items()}


# --- kept with the project


def keep(opened: Opened, path: Path, name: str, sha256: str, received_on: date) -> Kept:
    """Read a file of margins and keep it as it was received, with what was read beside it."""
    opened.refuse_read_only()
    margins, content = read(path, name), path.read_bytes()
    folder = opened.path.joinpath(*FOLDER)
    one = Kept(sha256[:12], Path(name).name, len(content), sha256, margins)
    disk.write_whole(folder / f"{one.id}.csv", content)
    disk.write_whole(folder / f"{one.id}.json", _as_bytes(one, received_on))
    return one


def kept(opened: Opened) -> tuple[Kept, ...]:
    """The files of margins in the project, by name."""
    folder = opened.path.joinpath(*FOLDER)
    found = [_kept(path) for path in sorted(folder.glob("*.json"))] if folder.is_dir() else []
    return tuple(sorted(found, key=lambda one: (one.file, one.id)))


def remove(opened: Opened, id: str) -> None:
    """Take a file out again. Weights that were chosen from it stay, since the record holds them."""
    opened.refuse_read_only()
    known = {one.id for one in kept(opened)}
    if id in known:
        for ending in (".json", ".csv"):
            opened.path.joinpath(*FOLDER, f"{id}{ending}").unlink(missing_ok=True)


def weighting(one: Kept, cap: float | None) -> dict[str, Any]:
    """What the record holds of margins that are used for weighting."""
    found = {"margins": one.margins.shares, "source": one.margins.source, "as_at": one.margins.as_at.isoformat()}
    return {**found, "cap": cap, "file": one.file, "sha256": one.sha256}


def in_short(margins: Margins) -> Iterable[str]:
    """A file's margins in sentences."""
    named = {one.code: one.name for one in catalogue.breakdowns()}
    for code, groups in margins.shares.items():
        yield f"{named[code]}: {', '.join(f'{group} {share:.1%}' for group, share in groups.items())}."
    yield f"{margins.source}, {margins.as_at.day} {margins.as_at:%B %Y}."


def _as_bytes(one: Kept, received_on: date) -> bytes:
    plain = {"file": one.file, "size": one.size, "sha256": one.sha256, "received_on": received_on.isoformat()}
    plain |= {"source": one.margins.source, "as_at": one.margins.as_at.isoformat(), "shares": one.margins.shares}
    return (json.dumps(plain, indent=2, ensure_ascii=False) + "\n").encode()


def _kept(path: Path) -> Kept:
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        margins = Margins(plain["shares"], plain["source"], date.fromisoformat(plain["as_at"]))
        return Kept(path.stem, plain["file"], plain["size"], plain["sha256"], margins)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise UserProblem(
            f"What was read from a file of margins can't be opened: {problem}.",
            str(path),
            "Remove that file, and bring the margins in again.",
        ) from problem
