"""Step 2.2: answers come in, are checked, and are kept as they were received."""

import csv
import hashlib
import json
import os
import shutil
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import project as projects
from helpers import survey
from helpers.errors import UserProblem
from helpers.project import Opened, disk
from helpers.project.record import Wave
from helpers.project.store import check_wave_id
from helpers.reports.model import Bullets, Facts, Paragraph, Section, Table
from helpers.steps import Here
from helpers.survey import Codebook, Reading

WAVE_FILE = "wave.json"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def check(file: str | Path, project: str | Path | None = None) -> Reading:
    """Read a file against a project's questionnaire (or the whole of Tool 8) and keep nothing."""
    codebook = survey.codebook(projects.open(project).record) if project is not None else None
    return survey.read(_existing(file), codebook)


def add(
    project: str | Path,
    file: str | Path,
    wave: str,
    held_on: date | None = None,
    mapping: dict[str, str] | None = None,
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
    opened = projects.open(project)
    check_wave_id(wave)
    source = _existing(file)
    _refuse_second_file(opened, wave)
    codebook = survey.codebook(opened.record)
    reading = survey.read(source, codebook, mapping)
    if reading.verdict == "refuse":
        raise UserProblem(
            f"This file can't be used:\n{in_words(reading)}", str(source), "Mend what is listed, and bring it in again."
        )
    day = held_on or last_day(reading)
    if day is None:
        raise UserProblem(
            "The file does not say when its answers were given.",
            str(source),
            "Say when fieldwork ended: --date 2026-05-31.",
        )
    content = source.read_bytes()
    kept = {
        "file": source.name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "received_on": (received_on or datetime.now(UTC).date()).isoformat(),
        "tool": reading.tool,
        "mapping": reading.mapping,
        "codebook": codebook.to_dict(),
        "check": as_plain(reading),
    }
    _keep(opened.wave_path(wave), source.name, content, kept)
    titles = {known.id: known.title for known in opened.waves}
    projects.save_new_wave(opened.path, Wave(id=wave, title=titles.get(wave, ""), held_on=day))
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
        The file is missing, or is not the one that was received.
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
    return survey.read(path, Codebook.from_dict(kept["codebook"]), kept["mapping"])


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
    return "\n".join(lines)


def write_clean(reading: Reading, path: Path) -> None:
    """Coded answers by question id as CSV; text that a spreadsheet would take for a formula is made safe."""
    table = reading.responses.copy()
    for column in table.columns:
        if not pd.api.types.is_numeric_dtype(table[column]):
            table[column] = [
                f"'{value}" if isinstance(value, str) and value.startswith(STARTS_A_FORMULA) else value
                for value in table[column]
            ]
    text = table.to_csv(index=False, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")
    disk.write_whole(path, text.encode("utf-8"))


def summary(opened: Opened, wave: str | None = None) -> Section:
    """What came in, what was set aside and why, for one wave."""
    if wave is None or not opened.waves:
        return Section("primary", "Answers", (Paragraph("No answers have been brought in yet."),))
    kept, read = wave_record(opened, wave), reading(opened, wave)
    facts = (
        ("File", kept["file"]),
        ("Exported by", read.tool),
        ("Received on", kept["received_on"]),
        ("Verdict", read.verdict),
        ("Answers received", str(read.n_received)),
        ("Usable", str(read.usable_n)),
    )
    aside = tuple((reason, str(n)) for reason, n in read.set_aside.items() if n)
    blocks: list[Any] = [Facts(facts)]
    if aside:
        blocks.append(Table("Set aside, and why", ("Reason", "Answers"), aside))
    if read.messages:
        blocks.append(Paragraph("What the check found:"))
        blocks.append(Bullets(tuple(f"{message.what} {message.fix}".strip() for message in read.messages)))
    return Section("primary", f"Answers of wave {wave}", tuple(blocks))


def missing(opened: Opened) -> tuple[str, ...]:
    """What step 2.2 still needs."""
    return () if opened.waves else ("No answers have been brought in: workbook add FILE --project P --wave W.",)


def _existing(file: str | Path) -> Path:
    path = Path(file).expanduser()
    if not path.is_file():
        raise UserProblem("There is no such file.", str(path), "Check the spelling and the folder.")
    return path


def _refuse_second_file(opened: Opened, wave: str) -> None:
    if (opened.wave_path(wave) / WAVE_FILE).exists():
        raise UserProblem(
            f"Wave '{wave}' has its answers already.",
            str(opened.wave_path(wave)),
            "Choose another name for a new wave. To replace the answers, move that folder out of the project first.",
        )


def _keep(folder: Path, name: str, content: bytes, kept: dict[str, Any]) -> None:
    """Write the wave's folder beside its place and give it its name last: it is there whole or not at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        disk.write_whole(unfinished / name, content)
        disk.write_whole(unfinished / WAVE_FILE, (json.dumps(kept, indent=2, ensure_ascii=False) + "\n").encode())
        os.chmod(unfinished, 0o755)
        os.replace(unfinished, folder)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
