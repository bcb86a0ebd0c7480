"""Step 2.2: what was asked, and the waves of answers (Tool 8)."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from helpers.project.record.briefing import Briefing
from helpers.project.record.notes import Note
from helpers.project.record.part import Identifier, Part, asked, several, text
from helpers.project.record.questionnaire import Questionnaire


class Wave(Part):
    """One round of fieldwork. Waves are ordered by date."""

    KEY: ClassVar[str] = "id"

    id: Identifier
    title: str = text("Title")
    held_on: date = Field(title="Date", description="The last day of fieldwork.")


class Primary(Part):
    """Step 2.2: primary research (Tool 8)."""

    waves: tuple[Wave, ...] = several(
        "Waves", "Written by the command `add` when a file comes in: don't add one by hand."
    )
    questionnaire: Questionnaire = Questionnaire()
    notes: tuple[Note, ...] = several(
        "Notes of conversations",
        "One for each file of notes that came in. Written when a file comes in: don't add one by hand.",
    )
    closes_on: date | None = asked(
        "Last day of asking",
        "Of the round of asking that is under way, or comes next. Set it anew for each round. The monitor counts the days to it.",
    )
    briefing: Briefing = Briefing()
    fieldwork: str = text("How fieldwork went")
