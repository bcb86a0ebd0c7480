"""Step 2.2: notes of interviews, groups, events and diaries come in, and are kept as they were received.

A file stays where it was put when it came in: with its wave, or under `data/notes` before there was one. Which wave it belongs
to is said in the record and can change; moving the file each time would be one more chance to lose it.

Their words stay in their files: of what anybody said nothing is shown in a notebook or written into the record. Coding them
is the work of step 2.3, which reads them through `text`. What opens files is imported when there is one.
"""

import hashlib
import os
import secrets
import shutil
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.forms import Arrived
from helpers.project import Opened
from helpers.project.record import Note, Project
from helpers.reports import words
from helpers.reports.model import Block, Bullets, Caution, Paragraph, Section, Table
from helpers.survey.identifiers import KINDS, kinds_in

STEP = "2.2"
METHODS = {"interviews": "Interviews", "focus groups": "Focus groups", "events": "Events", "diaries": "Diaries"}
NO_METHOD = "Not said yet"
NEEDED = ("method", "who", "when", "by_whom", "is_asked")


def take(opened: Opened, file: Arrived, wave: str | None = None, received_on: date | None = None) -> Note:
    """Bring a file of notes into the project: read once to see that it can be, kept as it was received.

    Parameters
    ----------
    wave
        The wave it belongs to, whose folder it is then kept in; None before there is any.

    Raises
    ------
    UserProblem
        It can't be read, holds no words, or is here already. Nothing has then changed.
    """
    opened.refuse_read_only()
    known = next((note for note in opened.record.primary.notes if note.sha256 == file.sha256), None)
    if known is not None:
        raise UserProblem(f"This very file is here already, as {known.file}.", file.name, "Choose another one.")
    from helpers.collect import notes_text

    found = notes_text.read(file.path, file.name)
    note = Note(
        id=f"note-{secrets.token_hex(3)}",
        file=file.name,
        sha256=file.sha256,
        received_on=received_on or datetime.now(UTC).date(),
        n_words=found.n_words,
        identifiers=kinds_in(found.text) + (("writer",) if found.names_a_writer else ()),
        wave=wave or "",
    )
    folder = place_of(opened, note)
    try:
        folder.mkdir(parents=True)
        shutil.copyfile(file.path, folder / note.file)
        os.chmod(folder / note.file, 0o600)
        projects.save(opened.path, STEP, {f"primary.notes[{note.id}]": note.model_dump(mode="json", exclude={"id"})})
    except OSError as problem:
        shutil.rmtree(folder, ignore_errors=True)
        raise UserProblem(
            f"The file could not be kept: {problem.strerror or problem}.",
            file.name,
            "Check that there is room on the disk and that you may write to the project's folder, then choose it again.",
        ) from problem
    except UserProblem:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return note


def remove(opened: Opened, note_id: str) -> None:
    """Take notes out again: the file, and what was said about them. The history keeps that they were there."""
    opened.refuse_read_only()
    note = _note(opened, note_id)
    projects.save(opened.path, STEP, {f"primary.notes[{note_id}]": None})
    shutil.rmtree(path_of(opened, note).parent, ignore_errors=True)


def usable(opened: Opened) -> tuple[Note, ...]:
    """The notes whose people agreed to the analysis: all that any later step may look at."""
    return tuple(note for note in opened.record.primary.notes if note.is_usable)


def text(opened: Opened, note_id: str) -> str:
    """What notes say, for coding. Whoever shows any of it masks it and looks at what was agreed to.

    Raises
    ------
    UserProblem
        Nobody agreed to the analysis, or the file is gone or is not the one that was received.
    """
    from helpers.collect import notes_text

    note = _note(opened, note_id)
    if not note.is_usable:
        raise UserProblem(
            "These notes are kept out of everything: consent to the analysis is not recorded for them.",
            note.file,
            "If the people in them agreed, say so in step 2.2.",
        )
    path = path_of(opened, note)
    if hashlib.sha256(_content(path)).hexdigest() != note.sha256:
        raise UserProblem(
            "The file is not as it was received: it has been changed since.",
            str(path),
            "Put back the file as it was received, or take it out and bring the changed one in as a file of its own.",
        )
    return notes_text.read(path, note.file).text


def place_of(opened: Opened, note: Note) -> Path:
    """Where a file of notes that comes in now is put. A wave has a folder once its answers are there; before that, notes have one of their own."""
    is_there = note.wave in {wave.id for wave in opened.waves}
    return (opened.wave_path(note.wave) if is_there else opened.path / "data") / "notes" / note.id


def path_of(opened: Opened, note: Note) -> Path:
    """Where the file of notes lies: with its wave, or where it was put before the wave was known."""
    places = [
        place_of(opened, note),
        *opened.path.glob(f"data/*/notes/{note.id}"),
        opened.path / "data/notes" / note.id,
    ]
    return next((place for place in places if place.is_dir()), places[0]) / note.file


def size_of(opened: Opened, note: Note) -> int:
    """Bytes of the file; 0 where it is gone."""
    path = path_of(opened, note)
    return path.stat().st_size if path.is_file() else 0


def summary(opened: Opened) -> Section:
    """How many notes of each kind there are, and how many may be used. Small counts are banded; no words are shown."""
    held = opened.record.primary.notes
    if not held:
        return Section("notes", "Notes of conversations", (Paragraph("No notes have been brought in yet."),))
    allowed = Counter(_kind(note) for note in usable(opened))
    kinds = Counter(_kind(note) for note in held)
    rows = tuple(
        (kind, words.banded(kinds[kind]), words.banded_part(allowed[kind], kinds[kind]))
        for kind in (*METHODS.values(), NO_METHOD)
        if kinds[kind]
    )
    columns = ("Kind", "Files of notes", "Of these with consent to the analysis")
    blocks: list[Block] = [Table("Notes that came in", columns, rows), *_kept_out(opened), *_open(opened)]
    return Section("notes", "Notes of conversations", tuple(blocks))


def missing(opened: Opened) -> tuple[str, ...]:
    """What is still to be said about notes that are here, in sentences without their names."""
    open_ones = [note for note in opened.record.primary.notes if any(_is_empty(note, name) for name in NEEDED)]
    titles = [(Note.model_fields[name].title or name).lower().rstrip("?") for name in NEEDED]
    return (f"Say of every file of notes: {words.listed(titles)}.",) if open_ones else ()


def problems(record: Project) -> dict[str, str]:
    """What does not hold about notes, for whoever fills in the form: path -> sentence."""
    found = {}
    for note in record.primary.notes:
        path = f"primary.notes[{note.id}]"
        for name in ("who", "where", "by_whom"):
            kinds = kinds_in(getattr(note, name))
            if kinds:
                found[f"{path}.{name}"] = f"This holds {_kinds(kinds)}. Write a role or a made-up name instead."
        if note.is_asked is False or (note.is_asked and "analyse" not in note.agreed):
            found[f"{path}.agreed"] = (
                "Without consent to the analysis these notes are kept out of everything. If the people in them want them "
                "gone, take the file out above."
            )
    return found


def flagged(note: Note) -> str:
    """What could give people away in the file itself, in a sentence; "" where nothing was found."""
    kinds = tuple(kind for kind in note.identifiers if kind != "writer")
    said = [f"holds {_kinds(kinds)}, which are masked wherever words are shown"] if kinds else []
    said += ["its properties name whoever wrote it"] if "writer" in note.identifiers else []
    return words.sentence("; ".join(said))


def _kept_out(opened: Opened) -> tuple[Block, ...]:
    held = opened.record.primary.notes
    out = len(held) - len(usable(opened))
    found = [note for note in held if note.identifiers]
    said = []
    if out:
        said.append(
            f"Kept out of everything, since consent to the analysis is not recorded: {words.banded_part(out, len(held))} of these notes."
        )
    if found:
        said.append(
            f"Contact details or a writer's name were found in {words.banded_part(len(found), len(held))} of these notes. They are "
            "masked wherever words are shown. Names are not found by a program, so somebody reads every passage before it leaves."
        )
    return tuple(Caution(words.capital(text)) for text in said)


def _open(opened: Opened) -> tuple[Block, ...]:
    sentences = missing(opened)
    return (Bullets(sentences),) if sentences else ()


def _kind(note: Note) -> str:
    return METHODS.get(note.method or "", NO_METHOD)


def _kinds(kinds: tuple[str, ...]) -> str:
    return words.listed(KINDS[kind] for kind in kinds)


def _is_empty(note: Note, name: str) -> bool:
    return getattr(note, name) in (None, "", ())


def _note(opened: Opened, note_id: str) -> Note:
    found = next((note for note in opened.record.primary.notes if note.id == note_id), None)
    if found is None:
        raise UserProblem("These notes are not here any more.", note_id, "Reload the page.")
    return found


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise UserProblem(
            f"The notes can't be opened: {problem.strerror or problem}.", str(path), "Put the file back where it was."
        ) from problem
