"""Step 2.2: answers come in, are checked, and are kept as they were received."""

import csv
import hashlib
import json
import os
import secrets
import shutil
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import project as projects
from helpers import survey
from helpers.errors import COMMAND, UserProblem
from helpers.project import Opened, disk, lock
from helpers.project.opened import WAVE_FILE, check_wave_id
from helpers.project.record import Wave
from helpers.reports.model import Facts, Paragraph, Section, Table
from helpers.steps import Here
from helpers.survey import Codebook, Reading

CODES = (
    "Answers that are numbers were read by the toolkit's codes, such as 1.7: 1 = Often/always to 5 = Never. If a scale of "
    "yours runs the other way, map it: docs/mapping.md."
)
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def check(file: str | Path, project: str | Path | None = None, mapping: dict[str, Any] | None = None) -> Reading:
    """Read a file against a project's questionnaire (or the whole of Tool 8) and keep nothing."""
    codebook = survey.codebook(projects.open(project).record) if project is not None else None
    return survey.read(_existing(file), codebook, mapping)


def add(
    project: str | Path,
    file: str | Path,
    wave: str,
    held_on: date | None = None,
    mapping: dict[str, Any] | None = None,
    received_on: date | None = None,
) -> Reading:
    """Bring a file in as a wave: checked, mapped, kept as received with its SHA-256.

    Parameters
    ----------
    held_on
        The last day of fieldwork; by default the last date of an answer in the file.
    mapping
        Columns of the file whose meaning can't be told from their names -> columns of the codebook.
    received_on
        The day it came in; by default today.

    Raises
    ------
    UserProblem
        The file is refused, the wave is there already, or no date can be found. Nothing has then changed.
    """
    check_wave_id(wave)
    source = _existing(file)
    path = projects.open(project).path
    with lock.locked(path):
        opened = projects.open(path)
        opened.refuse_read_only()
        codebook = survey.codebook(opened.record)
        content = _content(source)
        if _is_there(opened, wave, content):
            return _finished(opened, wave, held_on)
        _refuse_known(opened, wave, content)
        reading = survey.read(source, codebook, mapping)
        _refuse_unusable(reading, source, content)
        day = held_on or last_day(reading)
        if day is None:
            raise UserProblem(
                "The file does not say for certain when its answers were given.",
                str(source),
                "Say when fieldwork ended, such as: --date 2026-05-31.",
            )
        kept = {
            "file": _kept_name(source),
            "sha256": hashlib.sha256(content).hexdigest(),
            "received_on": (received_on or datetime.now(UTC).date()).isoformat(),
            "held_on": day.isoformat(),
            "tool": reading.tool,
            "mapping": reading.mapping,
            "codebook": codebook.to_dict(),
            "check": as_plain(reading),
            "answered": _answered(reading),
        }
        _keep(opened.wave_path(wave), content, kept)
        _record_wave(opened, wave, day)
    return reading


def add_if_given(here: Here, file: str | None, wave: str | None) -> Section:
    """What the notebook of step 2.2 calls: bring `file` in as a new wave, if one is named."""
    if file is None:
        return Section("add", "No new file", (Paragraph("Set the parameter 'file' to bring a survey file in."),))
    if wave is None:
        raise UserProblem("The new wave has no name.", "the parameter 'wave'", "Give it one, such as 2026-spring.")
    reading = add(here.opened.path, file, wave)
    return Section("add", f"Brought in as wave {wave}", (Paragraph(in_words(reading)),))


def reading(opened: Opened, wave: str) -> Reading:
    """Read a wave's file again, with the mapping and the codebook that were kept with it.

    Raises
    ------
    UserProblem
        The file is missing, is not the one that was received, or is not read as it was then.
    """
    folder = opened.wave_path(wave)
    kept = wave_record(opened, wave)
    path = folder / kept["file"]
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as problem:
        raise UserProblem(
            f"The answers of wave '{wave}' can't be opened: {problem.strerror}.",
            str(path),
            "Put the file back where it was.",
        ) from problem
    if found != kept["sha256"]:
        raise UserProblem(
            f"The answers of wave '{wave}' are not as they were received: the file has been changed since.",
            str(path),
            "Put back the file as it was received. To correct an answer, correct it where it was collected and bring "
            "the new export in as a new wave.",
        )
    again = survey.read(path, Codebook.from_dict(kept["codebook"]), kept["mapping"])
    if again.verdict == "refuse" or _answered(again) != kept["answered"]:
        raise UserProblem(
            f"The answers of wave '{wave}' are not read as they were when they came in, so figures made of them could differ "
            f"from earlier ones ({kept['check']['usable_n']} usable answers then, {again.usable_n} now).",
            str(path),
            "Move that folder out of the project, and bring the file in again with this version of the workbook.",
        )
    return again


def wave_record(opened: Opened, wave: str) -> dict[str, Any]:
    """What was written down when the wave's file came in: its hash, date, tool, mapping, codebook and check."""
    path = opened.wave_path(wave) / WAVE_FILE
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise UserProblem(
            f"The record of wave '{wave}' can't be read: {problem}.",
            str(path),
            "Bring the wave's survey file in again.",
        ) from problem


def last_day(reading: Reading) -> date | None:
    """The last day on which somebody answered, where the file says."""
    if "submitted_on" not in reading.responses:
        return None
    days = pd.to_datetime(reading.responses["submitted_on"], errors="coerce").dropna()
    return days.max().date() if len(days) else None


def as_plain(reading: Reading) -> dict[str, Any]:
    """The verdict as `check --json` prints it and `wave.json` keeps it; no answer of anybody's is in it."""
    messages = [
        {name: getattr(message, name) for name in ("level", "code", "what", "row", "column", "value", "fix")}
        for message in reading.messages
    ]
    return {"verdict": reading.verdict, "usable_n": reading.usable_n, "messages": messages}


def in_words(reading: Reading) -> str:
    """Verdict and messages for a person to read."""
    verdicts = {
        "accept": "The file is in order",
        "warn": "The file can be used, with the cautions below",
        "refuse": "The file can't be used until this is mended",
    }
    lines = [f"{verdicts[reading.verdict]}: {reading.usable_n} usable of {reading.n_received} answers."]
    lines += [f"- {message.what} {message.fix}".rstrip() for message in reading.messages]
    if reading.verdict != "refuse":
        lines.append(CODES)
    return "\n".join(lines)


def write_clean(reading: Reading, path: Path) -> None:
    """Coded answers by question id as CSV, for the team: one row per person, so keep it as safe as the answers.

    Contact details in open answers are masked, and text that a spreadsheet would take for a formula is made safe.
    """
    table = reading.responses.copy()
    for column in table.columns:
        if not pd.api.types.is_numeric_dtype(table[column]):
            table[column] = [
                no_formula(survey.masked(value)) if isinstance(value, str) else value for value in table[column]
            ]
    text = table.to_csv(index=False, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
    disk.write_whole(path, text.encode("utf-8"))


def summary(opened: Opened, wave: str | None = None) -> Section:
    """What came in, what was set aside and why, for one wave."""
    if wave is None or not opened.waves:
        return Section("primary", "Answers", (Paragraph("No answers have been brought in yet."),))
    kept, read, folder = wave_record(opened, wave), reading(opened, wave), opened.wave_path(wave)
    facts = (
        ("File", kept["file"]),
        ("Exported by", read.tool),
        ("Received on", kept["received_on"]),
        ("Verdict", read.verdict),
        ("Usable answers", str(read.usable_n)),
    )
    blocks: list[Any] = [Facts(facts)]
    aside = tuple((reason, _banded(n)) for reason, n in read.set_aside.items() if n)
    if aside:
        blocks.append(Table("Set aside, and why", ("Reason", "Answers"), aside))
    if read.messages:
        blocks.append(
            Paragraph(
                f"The check has {len(read.messages)} remarks. They name rows, so they are kept with the answers and not "
                f"shown here: {folder / WAVE_FILE} holds them."
            )
        )
    return Section("primary", f"Answers of wave {wave}", tuple(blocks))


def missing(opened: Opened) -> tuple[str, ...]:
    """What step 2.2 still needs."""
    return () if opened.waves else (f"No answers have been brought in: {COMMAND} add FILE --project P --wave W.",)


def _banded(n: int) -> str:
    """A count as an executed notebook may show it: it lies beside the report and may be handed on with it."""
    return "fewer than 5" if n < 5 else str(n)


def no_formula(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> no_formula("=1+1"), no_formula("one")
    ("'=1+1", 'one')
    """
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text


def _existing(file: str | Path) -> Path:
    path = Path(file).expanduser()
    if not path.is_file():
        raise UserProblem("There is no such file.", str(path), "Check the spelling and the folder.")
    return path


def _content(source: Path) -> bytes:
    try:
        return source.read_bytes()
    except OSError as problem:
        raise UserProblem(
            f"The file can't be opened: {problem.strerror or problem}.",
            str(source),
            "Close it in other programs, and check that you may read it.",
        ) from problem


def _is_there(opened: Opened, wave: str, content: bytes) -> bool:
    """True where this very file was kept and only its line in the record is missing (the machine stopped in between).

    Raises
    ------
    UserProblem
        The wave has answers already, or its folder holds something else.
    """
    folder = opened.wave_path(wave)
    if not folder.exists():
        return False
    recorded = {known.id for known in opened.record.primary.waves}
    if not (folder / WAVE_FILE).is_file() or wave in recorded:
        raise UserProblem(
            f"Wave '{wave}' has its answers already, or its folder is in use.",
            str(folder),
            "Choose another name for a new wave. To replace the answers, move that folder out of the project first.",
        )
    if wave_record(opened, wave)["sha256"] != hashlib.sha256(content).hexdigest():
        raise UserProblem(
            f"The folder of wave '{wave}' holds another file, which the project's record does not know.",
            str(folder),
            "Move that folder out of the project, and bring the file in again.",
        )
    return True


def _refuse_known(opened: Opened, wave: str, content: bytes) -> None:
    """The same file as another wave would show no change between two waves that are one."""
    sha256 = hashlib.sha256(content).hexdigest()
    for known in opened.waves:
        if known.id != wave and wave_record(opened, known.id)["sha256"] == sha256:
            raise UserProblem(
                f"This very file is in the project already, as wave '{known.id}'.",
                str(opened.wave_path(known.id)),
                "Export the new wave's answers, and bring that file in.",
            )


def _finished(opened: Opened, wave: str, held_on: date | None) -> Reading:
    """Bring a wave that was kept but not recorded into the record."""
    _record_wave(opened, wave, held_on or date.fromisoformat(wave_record(opened, wave)["held_on"]))
    return reading(opened, wave)


def _record_wave(opened: Opened, wave: str, day: date) -> None:
    titles = {known.id: known.title for known in opened.record.primary.waves}
    projects.save_new_wave(opened.path, Wave(id=wave, title=titles.get(wave, ""), held_on=day))


def _answered(reading: Reading) -> dict[str, int]:
    """How many answered each question: what a later reading of the same file is held against."""
    return {row.column: int(row.answered) for row in reading.counts.itertuples()}


def _refuse_unusable(reading: Reading, source: Path, content: bytes) -> None:
    """Refuse what the check refuses, and a file that somebody was still writing."""
    if reading.verdict == "refuse":
        raise UserProblem(
            f"This file can't be used:\n{in_words(reading)}", str(source), "Mend what is listed, and bring it in again."
        )
    if _content(source) != content:
        raise UserProblem(
            "The file changed while it was read.", str(source), "Close it in other programs, and try again."
        )


def _kept_name(source: Path) -> str:
    """The file's own name, unless that is the name of our record beside it."""
    return f"received-{source.name}" if source.name.lower() == WAVE_FILE else source.name


def _keep(folder: Path, content: bytes, kept: dict[str, Any]) -> None:
    """Write the wave's folder beside its place and give it its name last: it is there whole or not at all."""
    unfinished = folder.with_name(f".{folder.name}-{secrets.token_hex(8)}")
    try:
        disk.write_whole(unfinished / kept["file"], content)
        disk.write_whole(unfinished / WAVE_FILE, (json.dumps(kept, indent=2, ensure_ascii=False) + "\n").encode())
        os.replace(unfinished, folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
