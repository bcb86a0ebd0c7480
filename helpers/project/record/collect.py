"""Steps 2.1 to 2.3: what was found, asked and looked for."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from helpers.project.record.part import Identifier, Part, several, text


class SecondaryFigure(Part):
    """A figure somebody else published, kept with what is needed to judge it."""

    KEY: ClassVar[str] = "id"

    id: str = text("Short name", "Tells this figure from the others.")
    indicator: str = text("Indicator", "Catalogue code, or empty for context.")
    what: str = Field(title="What it says")
    value: str = Field(title="Figure as published")
    area: str = Field(title="Area")
    period: str = Field(title="Period")
    source: str = Field(title="Source")
    note: str = text("Note")


class Secondary(Part):
    """Step 2.1: the baseline record (Tool 7)."""

    figures: tuple[SecondaryFigure, ...] = several("Figures", "What others published.")


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
    fieldwork: str = text("How fieldwork went")


class Analysis(Part):
    """Step 2.3: what was looked for."""

    notes: str = text("What the analysis has to bear in mind")
