"""Step 1.3: goals, each behind an outcome of the theory of change (toolkit 2.2.1)."""

from datetime import date
from typing import ClassVar

from helpers.project.record.part import Identifier, Part, asked, text


class Goal(Part):
    """How far one indicator should have moved, by when, from where."""

    KEY: ClassVar[str] = "id"

    id: Identifier
    outcome: str = text("Outcome", "The outcome of your theory of change that stands behind this goal.", is_needed=True)
    indicator: str = text("Indicator", "The one measure of your basket that would show it.", is_needed=True)
    baseline_percent: float | None = asked(
        "Where it stands now",
        "The share before your work begins, from your own first wave or from a source that asked the same question of "
        "the same kind of people.",
        alike={"ge": 0, "le": 100},
        unit="%",
        example="31",
        is_needed=True,
    )
    baseline_source: str = text(
        "Source of that figure",
        "Who asked whom, and how.",
        example="Our first wave: 142 people on the client list, face to face",
        bad="The internet.",
        is_needed=True,
        limit=300,
    )
    baseline_date: date | None = asked("Date of that figure", "When people were asked.", is_needed=True)
    target_percent: float | None = asked(
        "Where it should be",
        "The share you hope for.",
        alike={"ge": 0, "le": 100},
        unit="%",
        example="25",
        is_needed=True,
    )
    by: date | None = asked("By when", "When you will measure again.", is_needed=True)
    why: str = text(
        "Why this far",
        "What makes this much change likely in this time: your own records, what others reached, how strong the link in "
        "your theory of change is.",
        example="Schemes like ours report falls of five to ten points in a year; our link from visits to loneliness is a short one.",
        bad="The funder asked for 20%.",
        is_long=True,
        limit=600,
    )
