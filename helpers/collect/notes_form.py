"""Notes of conversations as they come in: a place for the files, and the facts about each."""

from typing import Any

from helpers.collect import notes
from helpers.forms import Arrived, Choice, Group, Place, Standing, field, form, upload
from helpers.forms.asked import Field
from helpers.project import Opened
from helpers.project.record import Note, Project
from helpers.reports import words
from helpers.steps.here import Here

STEP = "2.2"
ENDINGS = (".txt", ".md", ".docx")
MOST = 20_000_000
"""Bytes of a file of notes: more than any transcript, and pictures are not needed in one."""
TITLE = "Files of notes"
HELP = (
    "Notes or transcripts of interviews, focus groups, events and diaries, as text or Word files, one for each conversation. They "
    "stay on this computer, in the project's folder. Use made-up names in them."
)
PATH = "primary.notes"
NONE_YET = "Once a file of notes has come in, its facts are asked for here: who, when, where, and what they agreed to."
SCOPES = (
    Choice("analyse", "Their words may be used in the analysis"),
    Choice("quote", "They may be quoted, without a name"),
    Choice("share", "What they said may be passed on beyond the team"),
    Choice("recontact", "They may be asked again"),
)


def bring_in_notes(here: Here) -> Any:
    """The place for files of notes."""

    def take(opened: Opened, file: Arrived) -> None:
        there = {wave.id for wave in opened.waves}
        notes.take(opened, file, here.wave if here.wave in there else None)

    return upload(here.opened, Place(TITLE, HELP, ENDINGS, take, standing, remove, MOST))


def facts(here: Here) -> Any:
    """Who, when, where and what was agreed to, for each file of notes."""
    return form(here.opened, STEP, "Notes of conversations", groups)


def standing(opened: Opened) -> tuple[Standing, ...]:
    """The files of notes that are there, as their place lists them."""
    return tuple(
        Standing(note.id, note.file, notes.size_of(opened, note), note.sha256, _said(note))
        for note in opened.record.primary.notes
    )


def remove(opened: Opened, note_id: str) -> None:
    """Take a file of notes out, with what was said about it."""
    notes.remove(opened, note_id)


def groups(record: Project) -> tuple[Group, ...]:
    """One card for each file that is there; none can be added but by a file."""
    held = record.primary.notes
    if not held:
        return (Group("", (field("no-notes", kind="notes", help=NONE_YET),)),)
    waves = tuple(Choice(wave.id, wave.title or wave.id) for wave in record.primary.waves)
    entry: tuple[str | Field, ...] = (
        "method",
        "who",
        "n_people",
        "when",
        "where",
        "by_whom",
        field(f"{PATH}[].wave", choices=waves),
        "is_asked",
        field(f"{PATH}[].agreed", choices=SCOPES),
    )
    shown = field(
        PATH,
        help="",
        entry=entry,
        choices=tuple(Choice(note.id, note.file, notes.flagged(note)) for note in held),
        is_fixed=True,
        one="Notes",
    )
    return (Group("", (shown,), problems=notes.problems),)


def _said(note: Note) -> tuple[str, ...]:
    consent = "" if note.is_usable else "kept out until consent to the analysis is recorded below"
    return tuple(text for text in (words.plural(note.n_words or 0, "word"), notes.flagged(note), consent) if text)
