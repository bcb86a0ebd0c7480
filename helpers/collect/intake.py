"""What the screen for a waiting file shows and does: verdict, columns, names of the wave, bringing it in. Plain data, no widget."""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any

from helpers import survey
from helpers.collect import inbox, primary
from helpers.collect.inbox import Waiting
from helpers.collect.primary import adding, comparing, doubts
from helpers.collect.primary.told import as_csv as table_as_csv
from helpers.errors import UserProblem
from helpers.forms import Arrived
from helpers.forms.arriving import in_megabytes
from helpers.project import Opened
from helpers.survey import Difference, Reading
from helpers.survey import Opened as OpenedFile
from helpers.survey.columns import FileColumn, columns, targets
from helpers.survey.exports import TYPED

Plain = dict[str, Any]

HEADLINES = {
    "accept": "The file is in order.",
    "warn": "The file can be used, with the cautions below.",
    "refuse": "The file can't be used yet. Mend what is listed first; often it is enough to say what a column is.",
}
HOPELESS = "This file can't be used."
"""Where not even its columns can be told."""
LEVELS = {"refuse": "To mend", "warn": "To know", "note": "Noted"}


@dataclass(frozen=True)
class Examined:
    """A waiting file, read as it would be brought in now: by what was said of its columns, here or for the wave it replaces."""

    waiting: Waiting
    file: OpenedFile
    mapping: Plain
    reading: Reading
    columns: tuple[FileColumn, ...]


def take(opened: Opened, file: Arrived) -> None:
    """Keep an arrived file in the inbox. A file that is a wave already is refused here, before anybody maps its columns."""
    adding.refuse_known(opened, None, file.sha256)
    inbox.put(opened, file.path, file.name, file.size, file.sha256, datetime.now(UTC).date())


def examine(opened: Opened, waiting: Waiting, file: OpenedFile | None = None) -> Examined:
    """Read the file that waits by the project's questionnaire and what was said about it.

    `file` is the same one, where it is open already.
    """
    codebook = survey.codebook(opened.record)
    file = file or survey.opened(waiting.path, codebook, waiting.mapping)
    is_newer = waiting.wave in {known.id for known in opened.waves}
    before = adding.said_before(opened, waiting.wave, file, codebook) if is_newer else {}
    mapping = {**before, **waiting.mapping}
    return Examined(waiting, file, mapping, survey.read(file, codebook, mapping), columns(file, codebook, mapping))


def beside(opened: Opened, examined: Examined) -> Plain:
    """How the waiting file stands to the waves that are there: the wave before, what differs from it, what it would replace."""
    reading, waiting = examined.reading, examined.waiting
    if reading.verdict == "refuse":
        return {"compared": None, "replaces": None, "doubts": []}
    day = _day_typed(waiting) or primary.last_day(reading)
    book, mode = survey.codebook(opened.record), opened.record.approach.mode or ""
    compared = comparing.with_wave_before(opened, waiting.wave, day, book, reading, mode).get("compared")
    replaces = primary.replacing(opened, waiting.wave, reading)
    return {
        "compared": compared and {**compared, "found": [difference(Difference(**one)) for one in compared["found"]]},
        "replaces": asdict(replaces) if replaces else None,
        "doubts": list(doubts.about(opened, waiting.wave, day, reading)),
    }


def difference(one: Difference) -> Plain:
    """One difference as the screens show it."""
    shown = {name: getattr(one, name) for name in ("gravity", "kind", "sentence", "question")}
    return {**shown, "is_blocking": comparing.is_blocking(one)}


def told(opened: Opened, examined: Examined | None, beside: Plain | None = None) -> Plain:
    """All that the screen shows, as plain data. Small numbers are shown: this is for those who hold the answers."""
    if examined is None:
        return {"kind": "intake", "file": None, "is_read_only": opened.is_read_only}
    waiting, reading = examined.waiting, examined.reading
    return {
        "kind": "intake",
        "is_read_only": opened.is_read_only,
        "file": {"name": waiting.name, "sha256": waiting.sha256, "facts": _facts(waiting, reading)},
        "verdict": reading.verdict,
        "headline": HEADLINES[reading.verdict] if examined.columns else HOPELESS,
        "messages": [
            {"level": one.level, "says": LEVELS[one.level], "what": one.what, "fix": one.here}
            for one in reading.messages
        ],
        "columns": [_column(one, examined.mapping.get(one.name)) for one in examined.columns],
        "as_in": _as_in(opened, examined),
        "targets": [[one.value, one.label, one.group] for one in targets(survey.codebook(opened.record))],
        "codes": f"{primary.CODES} say so at its column below." if reading.verdict != "refuse" else "",
        "set_aside": [[reason, n] for reason, n in reading.set_aside.items() if n],
        "wave": _wave(opened, waiting, reading),
        **(beside or {}),
    }


def choose(opened: Opened, examined: Examined, column: str, target: str | None) -> Waiting:
    """Say what a column is: a column of the codebook, "" for one that isn't used, None to leave it to the workbook."""
    mapping = dict(examined.waiting.mapping)
    known = {one.name for one in examined.columns}
    allowed = {one.value for one in targets(survey.codebook(opened.record))}
    if column not in known or not (target is None or target == "" or target in allowed):
        raise UserProblem("That column or that question is not there.", column, "Reload the page.")
    mapping.pop(column, None)
    if target is not None:
        mapping[column] = target
    return inbox.decide(opened, examined.waiting.sha256, mapping=mapping)


def read_as_in(opened: Opened, examined: Examined, wave: str) -> Waiting:
    """Read the columns as those of a wave that is there, as far as this file has them; what was said so far goes before."""
    there = adding.said_before(opened, opened.wave(wave).id, examined.file, survey.codebook(opened.record))
    return inbox.decide(opened, examined.waiting.sha256, mapping={**there, **examined.waiting.mapping})


def replace_text(opened: Opened, examined: Examined, column: str, text: str, new: str | None) -> Waiting:
    """Say how one text of a column is read: a code, "" for no answer, None as it stands."""
    found = next((one for one in examined.columns if one.name == column), None)
    texts = [one.whole for one in found.texts if one.text == text] if found and found.target else []
    if found is None or not texts:
        raise UserProblem("That answer is not there.", column, "Reload the page.")
    mapping = dict(examined.waiting.mapping)
    was = examined.mapping.get(column, found.target)
    values = dict(was.get("values", {})) if isinstance(was, dict) else {}
    for whole in texts:
        values.pop(whole, None)
        if new is not None:
            values[whole] = new
    mapping[column] = {"column": found.target, "values": values} if values else found.target
    return inbox.decide(opened, examined.waiting.sha256, mapping=mapping)


def bring_in(opened: Opened, examined: Examined, is_replacing: bool = False) -> Reading:
    """Make the waiting file a wave, with everything that was decided about it, and empty the inbox.

    `is_replacing`: it takes the place of the wave of that name.

    Raises
    ------
    UserProblem
        The file is refused, the wave has no name or no date, or it is there already. Everything is then as it was.
    """
    waiting = examined.waiting
    if not waiting.wave:
        raise UserProblem("The wave has no name yet.", "Name of the wave", "Give it one, such as 2026-spring.")
    day = _day(waiting.held_on)
    reading = primary.add(opened.path, waiting.path, waiting.wave, day, examined.mapping, is_replacing=is_replacing)
    inbox.clear(opened)
    return reading


def as_csv(reading: Reading) -> bytes:
    """The checks' findings as a table, for whoever mends the file."""
    head = ("level", "row", "column", "value", "what", "how to mend it")
    rows = ((one.level, one.row or "", one.column, one.value, one.what, one.fix) for one in reading.messages)
    return table_as_csv(head, rows)


def _facts(waiting: Waiting, reading: Reading) -> list[str]:
    rows = (
        f"{reading.n_received:,} {'row' if reading.n_received == 1 else 'rows'} of answers"
        if reading.n_received
        else ""
    )
    usable = f"{reading.usable_n:,} usable" if reading.n_received and reading.verdict != "refuse" else ""
    by = reading.tool if reading.tool == TYPED.name else f"written by {reading.tool}" if reading.tool else ""
    return [fact for fact in (in_megabytes(waiting.size), rows, usable, by) if fact]


def _column(column: FileColumn, said: Any) -> Plain:
    values = said.get("values", {}) if isinstance(said, dict) else {}
    return {
        "name": column.name,
        "letter": column.letter,
        "target": column.target,
        "certainty": column.certainty,
        "why": column.why,
        "candidates": list(column.candidates),
        "n": column.n_filled,
        "options": [list(answer) for answer in column.answers],
        "texts": [[one.text, one.n, one.means, one.is_known, values.get(one.whole)] for one in column.texts],
    }


def _as_in(opened: Opened, examined: Examined) -> str:
    """The latest wave, where something was said of columns there that would be read otherwise here."""
    last = opened.waves[-1].id if opened.waves else ""
    if not last or last == examined.waiting.wave:
        return ""
    now = {one.name: examined.mapping.get(one.name, one.target) for one in examined.columns}
    there = adding.said_before(opened, last, examined.file, survey.codebook(opened.record))
    return last if any(now[name] != said for name, said in there.items()) else ""


def _wave(opened: Opened, waiting: Waiting, reading: Reading) -> Plain:
    last = primary.last_day(reading) if reading.verdict != "refuse" else None
    return {
        "id": waiting.wave,
        "held_on": waiting.held_on,
        "last_day": last.isoformat() if last else "",
        "there": [one.id for one in opened.waves],
    }


def _day_typed(waiting: Waiting) -> date | None:
    """The day as far as it was typed right."""
    try:
        return date.fromisoformat(waiting.held_on)
    except ValueError:
        return None


def _day(held_on: str) -> date | None:
    if not held_on:
        return None
    try:
        return date.fromisoformat(held_on)
    except ValueError as problem:
        raise UserProblem(f"'{held_on}' is no date.", "Last day of fieldwork", "Write it as 2026-05-31.") from problem
