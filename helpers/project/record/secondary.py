"""Step 2.1: what others published (Tool 7)."""

from typing import ClassVar

from pydantic import Field

from helpers.project.record.part import Part, several, text


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
