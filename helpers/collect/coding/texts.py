"""The texts that are coded: answers to a wave's open questions, and passages of notes. Only where people agreed to the analysis.

Nothing here leaves the computer: what is shown is masked by whoever shows it.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from helpers.collect import notes, primary
from helpers.collect.coding.log import FOLDER, Key, person_of
from helpers.project import Opened
from helpers.project.record import Note
from helpers.survey import Codebook

NOTES = "notes"
"""The name of all notes together; no wave is called that, since `data/notes` is theirs."""


@dataclass(frozen=True, repr=False)
class Text:
    """What somebody wrote, or a passage of notes. `may_be_quoted`: they agreed to that."""

    key: Key
    words: str
    may_be_quoted: bool


@dataclass(frozen=True, repr=False)
class Source:
    """One wave's answers, or one file of notes.

    `headings`: what was asked, by place; of notes one heading for all. `folder`: where its codings are.
    """

    id: str
    is_notes: bool
    title: str
    folder: Path
    texts: tuple[Text, ...]
    headings: Mapping[str, str]
    file: str = ""
    """SHA-256 of the file they were read from."""
    responses: pd.DataFrame | None = None
    """Of a wave: all of its coded answers, by the names that keys have for people."""
    by_key: Mapping[Key, Text] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {text.key: text for text in self.texts})

    def heading(self, key: Key) -> str:
        """What was asked."""
        return self.title if self.is_notes else self.headings[key.place]

    def looked_in(self, key: Key) -> str:
        """What a theme's `looked_for` names this text by."""
        return NOTES if self.is_notes else key.place


def mark_of(words: str) -> str:
    """A short mark of a text's words; blanks and line ends don't count.

    Examples
    --------
    >>> mark_of("The  lift.\\n") == mark_of("The lift."), mark_of("The lift.") == mark_of("The lifts.")
    (True, False)
    """
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:16]


def of_wave(opened: Opened, wave: str) -> Source:
    """What people wrote in a wave, question by question, in the order of the file.

    Raises
    ------
    UserProblem
        The wave's file is missing, changed or refused.
    """
    known, kept = opened.wave(wave), primary.wave_record(opened, wave)
    read = primary.reading(opened, wave).responses
    read = read.set_axis(pd.Index([person_of(kept, str(id)) for id in read["respondent_id"]], dtype=object))
    asked = open_questions(kept)
    texts = []
    for question in (id for id in asked if id in read):
        written = read[["consent_quote", question]].dropna(subset=question)
        texts += [
            Text(Key(person, question, mark_of(words)), words, bool(may_quote))
            for person, may_quote, words in written.itertuples()
            if words.strip()
        ]
    title = known.title or known.id
    return Source(wave, False, title, opened.wave_path(wave) / FOLDER, tuple(texts), asked, kept["sha256"], read)


def open_questions(kept: Mapping) -> dict[str, str]:
    """The questions of a wave that were answered in people's own words: column -> wording."""
    questions = Codebook.from_dict(kept["codebook"]).by_column
    return {column: question.wording for column, question in questions.items() if question.kind == "text"}


def until(opened: Opened, wave: str) -> tuple[Source, ...]:
    """The answers of every wave up to one, in order."""
    return tuple(of_wave(opened, known.id) for known in opened.waves_until(wave))


def of_notes(opened: Opened, wave: str | None = None) -> tuple[Source, ...]:
    """The passages of every file of notes whose people agreed to the analysis; of those of one wave, or of none, where one is named.

    Where answers are pretend ones, no notes stand beside them: those are real.
    """
    if opened.is_pretend:
        return ()
    there = (note for note in notes.usable(opened) if wave is None or note.wave in ("", wave))
    return tuple(_of_note(opened, note) for note in there)


def of(opened: Opened, batch: str) -> tuple[Source, ...]:
    """The sources of a wave, or of `NOTES`."""
    return of_notes(opened) if batch == NOTES else (of_wave(opened, batch),)


def _of_note(opened: Opened, note: Note) -> Source:
    seen: Counter[str] = Counter()
    texts = []
    for words in passages(notes.text(opened, note.id)):
        mark = mark_of(words)
        texts.append(Text(Key("", str(seen[mark]), mark), words, "quote" in note.agreed))
        seen[mark] += 1
    kind = notes.METHODS.get(note.method or "", "Notes")
    title = f"{kind}: {note.who}" if note.who else kind
    folder = notes.path_of(opened, note).parent / FOLDER
    return Source(note.id, True, title, folder, tuple(texts), {}, note.sha256)


def passages(words: str) -> Iterator[str]:
    """Parts of notes that are coded one by one: paragraphs, told apart by blank lines, or lines where there are none.

    Examples
    --------
    >>> list(passages("About the lift.\\nIt is slow.\\n\\nAbout the hall."))
    ['About the lift.\\nIt is slow.', 'About the hall.']
    >>> list(passages("About the lift.\\nAbout the hall."))
    ['About the lift.', 'About the hall.']
    """
    parts = re.split(r"\n\s*\n", words.strip())
    yield from (part.strip() for part in (parts if len(parts) > 1 else words.splitlines()) if part.strip())
