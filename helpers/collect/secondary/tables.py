"""Tables of counts come in, are kept as they were received with their hash, and are read again from there."""

import hashlib
import json
import os
import re
import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from helpers import catalogue
from helpers import project as projects
from helpers.catalogue.records import Worked
from helpers.collect.secondary import mapping, received
from helpers.collect.secondary.counts import counts
from helpers.collect.secondary.figures import Figure, figures
from helpers.collect.secondary.kept import TABLE_FILE, facts, folder_of
from helpers.collect.secondary.received import Received, SeveralTables
from helpers.collect.secondary.totals import Totals
from helpers.errors import UserProblem
from helpers.project import Opened, disk, lock
from helpers.project.opened import DEVICES
from helpers.project.record import SecondaryTable

Plain = dict[str, Any]

MOST_BYTES = 100_000_000
MOST_SHEETS = 6
STEP = "2.1"
PEOPLE = Worked(code="", formula="share", counted="people", fetch="", sources=(), areas=())
"""How a table is read whose counts are the totals of another one."""


@dataclass(frozen=True)
class Added:
    """A table that came in: its entry in the record, and what was found in the file."""

    table: SecondaryTable
    found: Received


def add_table(
    project: str | Path,
    file: str | Path,
    indicator: str = "",
    sheet: str | None = None,
    name: str = "",
    received_on: date | None = None,
    origin: str = "",
    **described: Any,
) -> Added:
    """Bring a table of counts in: read, kept as received with its SHA-256, its columns proposed.

    Parameters
    ----------
    indicator
        The measure that is worked out from it; empty for context.
    sheet
        Which sheet of a workbook, where several hold a table.
    name
        A short name for its folder: small letters, digits, hyphens. Made from the file's name where empty. The name of a
        table whose file was lost puts the file back.
    received_on
        The day it came in; by default today.
    origin
        Where it was fetched from, such as the address that was asked.
    described
        Fields of `helpers.project.record.SecondaryTable` that are known already, such as `period` and `source`.

    Raises
    ------
    UserProblem
        It can't be used, or is there already. Nothing has then changed.

    Examples
    --------
    >>> added = add_table("my_project", "hate_crime.csv", "R5")  # doctest: +SKIP
    >>> added.table.count_columns, added.table.total_columns  # doctest: +SKIP
    (('Hate crimes recorded',), ('Residents',))
    """
    opened = projects.open(project)
    opened.refuse_read_only()
    source = _existing(file)
    worked = catalogue.worked_out(indicator) if indicator else None
    if indicator and worked is None:
        raise UserProblem(
            f"The measure {indicator} is not worked out from tables.",
            "indicator",
            f"Choose one of: {', '.join(one.code for one in catalogue.worked())}.",
        )
    content = _content(source)
    found = received.read(source, sheet)
    if _content(source) != content:
        raise UserProblem(
            "The file changed while it was read.", str(source), "Close it in other programs, and try again."
        )
    with lock.locked(opened.path):
        opened = projects.open(opened.path)
        recorded = {table.id: table for table in opened.record.secondary.tables}
        table_id = _free_id(opened, name or source.stem, content, found.sheet)
        if not folder_of(opened, table_id).exists():
            _keep(folder_of(opened, table_id), content, _kept(source, content, found, received_on, origin))
    if table_id in recorded:  # what was said of it stays; that the columns are right has to be said again
        changes: Plain = {f"secondary.tables[{table_id}].is_confirmed": None}
    else:
        proposed = {
            "title": next(iter(found.notes), "") or source.stem,
            "indicator": indicator,
            "proposed_for": indicator,
        }
        table = SecondaryTable(id=table_id, **{**proposed, **mapping.propose(found, worked), **described})
        changes = {f"secondary.tables[{table_id}]": table.model_dump(mode="json")}
    saved = projects.save(opened.path, STEP, changes)
    return Added(next(one for one in saved.record.secondary.tables if one.id == table_id), found)


def add_tables(project: str | Path, file: str | Path) -> tuple[Added, ...]:
    """Bring in every table of a file: one, or of a workbook one for each sheet that holds one.

    Raises
    ------
    UserProblem
        The file can't be used, or more sheets hold a table than anybody would look through.
    """
    try:
        return (add_table(project, file),)
    except SeveralTables as several:
        if len(several.sheets) > MOST_SHEETS:
            raise UserProblem(
                several.what, several.where, "Save the sheet you need as a file of its own, and add that."
            ) from None
        stem = Path(file).stem
        return tuple(add_table(project, file, sheet=sheet, name=f"{stem}-{sheet}") for sheet in several.sheets)


def again(opened: Opened, table_id: str) -> Received:
    """A table, read again from the file that was received.

    Raises
    ------
    UserProblem
        The file is missing, or is not the one that was received.
    """
    kept = facts(opened, table_id)
    path = _existing(folder_of(opened, table_id) / kept["file"])
    return _again(path, kept["sha256"], kept["sheet"], path.stat().st_mtime_ns)


def proposed(opened: Opened, table_id: str) -> Plain:
    """What the columns of a table probably mean for the measure that was chosen since: changes of the record.

    Raises
    ------
    UserProblem
        It is not there, or its file is not as it was received.
    """
    table = next(one for one in opened.record.secondary.tables if one.id == table_id)
    meant = mapping.propose(again(opened, table_id), catalogue.worked_out(table.indicator))
    start = {
        name: field.get_default() for name, field in SecondaryTable.model_fields.items() if name in mapping.PROPOSED
    }
    changes = {**start, **meant, "proposed_for": table.indicator, "is_confirmed": None}
    return {f"secondary.tables[{table_id}].{name}": value for name, value in changes.items()}


def figures_of(opened: Opened, table: SecondaryTable) -> tuple[Figure, ...]:
    """What a table says of its measure; nothing where none was chosen.

    Raises
    ------
    UserProblem
        It can't be read again, or what its columns are said to mean does not give the measure.
    """
    if not table.indicator:
        return ()
    return figures(_as_said(opened, table), table, opened.record, _totals(opened, table))


def _as_said(opened: Opened, table: SecondaryTable) -> Received:
    """A table, with a column for each thing that its rows count, where somebody said so."""
    found = again(opened, table.id)
    return received.spread(found, table.kinds_column) if table.kinds_column else found


def _totals(opened: Opened, table: SecondaryTable) -> Totals | None:
    if not table.total_table:
        return None
    other = next((one for one in opened.record.secondary.tables if one.id == table.total_table), None)
    if other is None or other.id == table.id:
        raise UserProblem(
            "The table that holds the total is not here.",
            table.title or table.id,
            "Choose another one, or add it again.",
        )
    if not other.is_confirmed:
        raise UserProblem(
            f"The total comes from “{other.title or other.id}”, whose columns nobody has looked at yet.",
            table.title or table.id,
            "Say there first that its columns are right.",
        )
    by_area: dict[str, dict[str, float | None]] = {}
    for one in counts(_as_said(opened, other), other, PEOPLE):
        periods = by_area.setdefault(one.area.casefold(), {})
        if one.period in periods:
            raise UserProblem(
                f"It has several totals for {one.area}: of {one.group or one.place or 'several places'}, among others.",
                other.title or other.id,
                "Keep its rows for all of them under “Only these rows”, or choose one column that counts.",
            )
        periods[one.period] = one.count
    return Totals(other.title or other.id, by_area, other.is_published is True)


@lru_cache(maxsize=32)
def _again(path: Path, sha256: str, sheet: str, _changed: int) -> Received:
    content = _content(path)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise UserProblem(
            "This table is not as it was received: the file has been changed since.",
            str(path),
            "Put back the file as it was received. A corrected table comes in as a new one.",
        )
    return received.read(path, sheet or None)


def _kept(source: Path, content: bytes, found: Received, received_on: date | None, origin: str) -> Plain:
    return {
        "file": f"received-{source.name}" if source.name.lower() == TABLE_FILE else source.name,
        "sheet": found.sheet,
        "sha256": hashlib.sha256(content).hexdigest(),
        "received_on": (received_on or datetime.now(UTC).date()).isoformat(),
        "fetched_from": origin,
        "rows": len(found.rows),
        "columns": [
            {"heading": one.heading, "holds": one.kind, "texts": list(one.texts), "withheld": one.n_withheld}
            for one in found.columns
        ],
        "notes": list(found.notes),
        "remarks": list(found.remarks),
    }


def _keep(folder: Path, content: bytes, kept: Plain) -> None:
    """Write the folder beside its place and give it its name last: it is there whole or not at all."""
    unfinished = folder.with_name(f".{folder.name}-{secrets.token_hex(8)}")
    try:
        disk.write_whole(unfinished / kept["file"], content)
        disk.write_whole(unfinished / TABLE_FILE, (json.dumps(kept, indent=2, ensure_ascii=False) + "\n").encode())
        os.replace(unfinished, folder)
    except OSError as problem:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise UserProblem(
            f"The table could not be put into the project: {problem.strerror or problem}.",
            str(folder),
            "Check that there is room on the disk and that you may write to this folder, then try again.",
        ) from problem
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def _free_id(opened: Opened, name: str, content: bytes, sheet: str) -> str:
    """A short name that no other table has.

    That of a table whose folder is gone, or of a folder that holds this very table and is not recorded, is taken up again.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    recorded = {table.id for table in opened.record.secondary.tables}
    parent = opened.path / "secondary"
    there = {path.name for path in parent.iterdir()} if parent.is_dir() else set()
    for known in sorted(one for one in there if (parent / one / TABLE_FILE).is_file() and not one.startswith(".")):
        kept = facts(opened, known)
        if (kept["sha256"], kept["sheet"]) != (sha256, sheet):
            continue
        if known in recorded:
            raise UserProblem(
                f"This very table is in the project already, as '{known}'.",
                str(parent / known),
                "Change what is said of it in step 2.1, or take it out first.",
            )
        return known
    base = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:32] or "table"
    base = f"table-{base}" if DEVICES.fullmatch(base) else base
    if base in recorded - there:
        return base
    return next(
        one for one in (base, *(f"{base}-{n}" for n in range(2, 1000))) if one not in recorded and one not in there
    )


def _existing(file: str | Path) -> Path:
    path = Path(file).expanduser()
    if not path.is_file():
        raise UserProblem("There is no such file.", str(path), "Check the spelling and the folder.")
    if path.stat().st_size > MOST_BYTES:
        raise UserProblem(
            f"The file has {path.stat().st_size / 1e6:,.0f} MB, more than a table of counts should ({MOST_BYTES / 1e6:,.0f} MB).",
            str(path),
            "Keep the areas and years you need, and add that.",
        )
    return path


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise UserProblem(
            f"The file can't be opened: {problem.strerror or problem}.",
            str(path),
            "Put it back where it was, close it in other programs, and check that you may read it.",
        ) from problem
