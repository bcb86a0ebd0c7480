"""Step 2.2: notes of interviews, focus groups, events and diaries, as they came in. Their words are in files of their own."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from helpers.project.record.consent import Scope
from helpers.project.record.conversations import ConversationMethod
from helpers.project.record.part import Identifier, Part, asked, several, text


class Note(Part):
    """One file of notes: what it is, and what the people in it agreed to.

    The file is kept as it was received, under `data/`; nothing that anybody said is ever part of the record.
    """

    KEY: ClassVar[str] = "id"

    id: Identifier
    file: str = Field("", title="File", description="The name it came with. Written when the file comes in.")
    sha256: str = Field("", title="SHA-256", description="Of the file as it was received. Written when it comes in.")
    received_on: date | None = Field(None, title="Received on", description="Written when the file comes in.")
    n_words: int | None = Field(None, ge=0, title="Words", description="Counted when the file comes in.")
    identifiers: tuple[str, ...] = Field(
        (),
        title="Identifiers found",
        description="Kinds of contact details that the text holds, such as e-mail. Written when the file comes in.",
    )
    wave: str = text("Wave", "The round of asking that it belongs to. Leave it empty while there is none.")
    method: ConversationMethod | None = asked("Method", "How people were talked with.", is_needed=True)
    who: str = text(
        "Who",
        "A role or a made-up name, never a real one: what you write here stands in the project's record and in its history.",
        example="Participant 7, has a befriender since March",
        good="Group of six: people on the waiting list",
        bad="Joyce from number 14",
        is_needed=True,
        limit=150,
    )
    n_people: int | None = asked(
        "People in it", "How many people speak in these notes.", alike={"ge": 1, "le": 1000}, unit="people", example="1"
    )
    when: date | None = asked("When", "The day of the conversation; of a diary its last day.", is_needed=True)
    where: str = text(
        "Where",
        "The kind of place. An address of somebody's home says who it was.",
        example="At home",
        bad="14 Malting Row",
        limit=150,
    )
    by_whom: str = text(
        "Who talked with them",
        "The interviewer's code or role; of a diary, who collected it.",
        example="Interviewer 3",
        is_needed=True,
        limit=150,
    )
    is_asked: bool | None = asked(
        "Was everybody in it asked for their consent?",
        "Until this says yes, nothing of these notes is used.",
        is_needed=True,
    )
    agreed: tuple[Scope, ...] = several(
        "What they agreed to",
        "Of a group: what everybody agreed to. Without a tick at the analysis the notes are kept out of everything.",
        is_needed=True,
    )

    @property
    def is_usable(self) -> bool:
        """Whether everybody in it was asked, and agreed to the analysis."""
        return bool(self.is_asked) and "analyse" in self.agreed
