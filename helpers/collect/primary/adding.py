"""A file comes in as a wave, or in the place of an older export of the same wave."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from helpers import project as projects
from helpers import survey
from helpers.collect import inbox
from helpers.collect.primary import comparing, doubts
from helpers.collect.primary.kept import (
    EARLIER,
    Kept,
    answered,
    clear_begun,
    content_of,
    free_name,
    keep_changed,
    keep_new,
    last_day,
    reading,
    sha256_of,
    wave_record,
)
from helpers.collect.primary.told import as_plain, in_words
from helpers.errors import COMMAND, UserProblem
from helpers.project import Opened, disk, lock
from helpers.project.opened import PRETEND_PERSON, WAVE_FILE, check_wave_id
from helpers.project.record import Wave
from helpers.reports.model import Paragraph, Section
from helpers.steps import Here
from helpers.survey import Codebook, Reading
from helpers.survey.columns import targets
from helpers.survey.matching import UNUSED


def check(
    file: str | Path,
    project: str | Path | None = None,
    mapping: dict[str, Any] | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> Reading:
    """Read a file against a project's questionnaire (or the whole of Tool 8) and keep nothing."""
    codebook = survey.codebook(projects.open(project).record) if project is not None else None
    return survey.read(_existing(file), codebook, mapping, progress=progress)


def add(
    project: str | Path,
    file: str | Path,
    wave: str,
    held_on: date | None = None,
    mapping: dict[str, Any] | None = None,
    received_on: date | None = None,
    is_replacing: bool = False,
) -> Reading:
    """Bring a file in as a wave: checked, mapped, kept as received with its SHA-256.

    Parameters
    ----------
    held_on
        The last day of fieldwork; by default the last date of an answer in the file.
    mapping
        Columns of the file whose meaning can't be told from their names -> columns of the codebook. By default none; of
        a file that replaces another, that one's where it fits.
    received_on
        The day it came in; by default today.
    is_replacing
        The file is a newer export of a wave that is there: it takes its place, with the corrections kept with the wave.
        The older file is kept aside, in `earlier/` of the wave's folder.

    Raises
    ------
    UserProblem
        The file is refused, the wave is there already (or is not, where it should be replaced), or no date can be found.
        Nothing has then changed.
    """
    check_wave_id(wave)
    source = _existing(file)
    path = projects.open(project).path
    with lock.locked(path):
        opened = projects.open(path)
        opened.refuse_read_only()
        inbox.clear_unfinished(opened)
        content = content_of(source)
        older = _to_replace(opened, wave, content) if is_replacing else None
        if older is None and _is_there(opened, wave, content):
            return _finished(opened, wave, held_on)
        refuse_known(opened, wave, sha256_of(content))
        codebook = survey.codebook(opened.record)
        read = _read(opened, wave, source, mapping, older or {})
        _refuse_unusable(read, source, content)
        day = held_on or last_day(read)
        if day is None:
            raise UserProblem(
                "The file does not say for certain when its answers were given.",
                str(source),
                "Say when fieldwork ended, such as: --date 2026-05-31.",
            )
        kept = {
            "file": source.name,
            "sha256": sha256_of(content),
            "received_on": (received_on or _today()).isoformat(),
            "held_on": day.isoformat(),
            "tool": read.tool,
            "mode": opened.record.approach.mode or "",
            "mapping": read.mapping,
            "codebook": codebook.to_dict(),
            "check": as_plain(read),
            "answered": answered(read),
        }
        kept |= comparing.with_wave_before(opened, wave, day, codebook, read, kept["mode"])
        found = {"asked_with": doubts.versions(read), "doubts": list(doubts.about(opened, wave, day, read))}
        kept |= {name: some for name, some in found.items() if some}
        if older is None:
            kept["file"] = _kept_name(source)
            keep_new(opened.wave_path(wave), content, kept)
        else:
            _replace(opened.wave_path(wave), content, kept, older)
        _record_wave(opened, wave, day)
    return read


@dataclass(frozen=True)
class Replacing:
    """What a newer export does to the answers of a wave, counted by the ids of submissions.

    `n_before` and `n_now` are usable answers; `n_kept` of those before are in the new file, `n_gone` are not.
    `n_withdrawn` people withdrew from the wave, and could be in the new file again.
    """

    n_before: int
    n_now: int
    n_kept: int
    n_gone: int
    n_withdrawn: int


def replacing(opened: Opened, wave: str, now: Reading) -> Replacing | None:
    """What bringing `now` in under the name of a wave would do to it; None where there is no such wave."""
    if wave not in {known.id for known in opened.waves}:
        return None
    before = set(reading(opened, wave).responses["respondent_id"])
    coming = set(now.responses["respondent_id"]) if now.usable_n else set()
    withdrawn = sum(entry["n"] for entry in wave_record(opened, wave).get("withdrawn", ()))
    return Replacing(len(before), len(coming), len(before & coming), len(before - coming), withdrawn)


def add_if_given(here: Here, file: str | None, wave: str | None) -> Section | None:
    """What the notebook of step 2.2 calls: bring `file` in as a new wave, if one is named."""
    if file is None:
        return None
    if wave is None:
        raise UserProblem("The new wave has no name.", "the parameter 'wave'", "Give it one, such as 2026-spring.")
    read = add(here.opened.path, file, wave)
    return Section("add", f"Brought in as wave {wave}", (Paragraph(in_words(read)),))


def said_before(opened: Opened, wave: str, file: survey.Opened, codebook: Codebook) -> dict[str, Any]:
    """What was said of the columns of a wave that is there, as far as another file has them and the questionnaire asks it."""
    allowed = {one.value for one in targets(codebook)} | {UNUSED}
    return {
        name: said
        for name, said in wave_record(opened, wave)["mapping"].items()
        if file.table and name in file.table.names and (said["column"] if isinstance(said, dict) else said) in allowed
    }


def _existing(file: str | Path) -> Path:
    path = Path(file).expanduser()
    if not path.is_file():
        raise UserProblem("There is no such file.", str(path), "Check the spelling and the folder.")
    return path


def _read(opened: Opened, wave: str, source: Path, mapping: dict[str, Any] | None, older: Kept) -> Reading:
    """A newer export is read as the older was, as far as it has the same columns, unless somebody says otherwise."""
    codebook = survey.codebook(opened.record)
    file = survey.opened(source, codebook, mapping)
    if mapping is None and older:
        mapping = said_before(opened, wave, file, codebook)
    return survey.read(file, codebook, mapping, older.get("corrections", []))


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
            f"Choose another name for a new wave. If this is a newer export of the same wave: {COMMAND} add FILE "
            f"--project P --wave {wave} --replace.",
        )
    if wave_record(opened, wave)["sha256"] != sha256_of(content):
        raise UserProblem(
            f"The folder of wave '{wave}' holds another file, which the project's record does not know.",
            str(folder),
            "Move that folder out of the project, and bring the file in again.",
        )
    return True


def _to_replace(opened: Opened, wave: str, content: bytes) -> Kept:
    """What is kept with the wave that a newer export replaces."""
    if wave not in {known.id for known in opened.waves}:
        raise UserProblem(
            f"There is no wave '{wave}' whose answers could be replaced.",
            str(opened.path),
            "Bring the file in as a new wave, without --replace.",
        )
    older = wave_record(opened, wave)
    clear_begun(opened.wave_path(wave), older)
    sha256 = sha256_of(content)
    if older["sha256"] == sha256:
        raise UserProblem(
            f"This very file is in the project already, as wave '{wave}'.",
            str(opened.wave_path(wave)),
            "Export the answers anew, and bring that file in.",
        )
    return older


def refuse_known(opened: Opened, wave: str | None, sha256: str) -> None:
    """Refuse a file that is another wave (two waves that are one show no change), or that somebody was taken out of.

    `wave` is what it is to become, None where that isn't known yet: then no wave may be this very file.
    """
    for known in opened.waves:
        kept = wave_record(opened, known.id)
        if known.id != wave and kept["sha256"] == sha256:
            raise UserProblem(
                f"This very file is in the project already, as wave '{known.id}'.",
                str(opened.wave_path(known.id)),
                "Export the new wave's answers, and bring that file in.",
            )
        if sha256 in {entry["sha256_before"] for entry in kept.get("withdrawn", ())}:
            raise UserProblem(
                f"This file is wave '{known.id}' as it was before somebody withdrew: it still holds that person's answers.",
                str(opened.wave_path(known.id)),
                "Delete this copy. Delete the person's answers in the survey tool too, and export from there again.",
            )


def _replace(folder: Path, content: bytes, kept: Kept, older: Kept) -> None:
    """Put a newer export in the place of the older one, which is kept aside under the day it came in."""
    aside = folder / EARLIER
    aside.mkdir(exist_ok=True)
    name = free_name(aside, f"{older['received_on']} {older['file']}")
    disk.write_whole(aside / name, content_of(folder / older["file"]))
    entry = {"file": f"{EARLIER}/{name}", "sha256": older["sha256"], "received_on": older["received_on"]}
    carried = {
        name: older[name] for name in ("corrections", "corrections_history", "settled", "withdrawn") if name in older
    }
    kept |= carried | {
        "file": free_name(folder, kept["file"]),
        "earlier": [*older.get("earlier", ()), {**entry, "replaced_on": kept["received_on"]}],
    }
    keep_changed(folder, kept, content, going=(older["file"],))


def _finished(opened: Opened, wave: str, held_on: date | None) -> Reading:
    """Bring a wave that was kept but not recorded into the record."""
    _record_wave(opened, wave, held_on or date.fromisoformat(wave_record(opened, wave)["held_on"]))
    return reading(opened, wave)


def _record_wave(opened: Opened, wave: str, day: date) -> None:
    known = next((one for one in opened.record.primary.waves if one.id == wave), None)
    line = known.model_copy(update={"held_on": day}) if known else Wave(id=wave, held_on=day)
    if line != known:
        projects.save_new_wave(opened.path, line)


def _refuse_unusable(reading: Reading, source: Path, content: bytes) -> None:
    """Refuse what the check refuses, and a file that somebody was still writing."""
    if reading.verdict == "refuse":
        raise UserProblem(
            f"This file can't be used:\n{in_words(reading)}", str(source), "Mend what is listed, and bring it in again."
        )
    if reading.responses["respondent_id"].astype(str).str.startswith(PRETEND_PERSON).any():
        raise UserProblem(
            "This file holds pretend answers, which nobody gave: it can't be brought in.",
            str(source),
            "Choose the file that your survey tool exported.",
        )
    if content_of(source) != content:
        raise UserProblem(
            "The file changed while it was read.", str(source), "Close it in other programs, and try again."
        )


def _kept_name(source: Path) -> str:
    """The file's own name, unless that is the name of our record beside it."""
    return f"received-{source.name}" if source.name.lower() == WAVE_FILE else source.name


def _today() -> date:
    return datetime.now(UTC).date()
