"""Step 2.1: what the organisation holds today on each measure of the basket, how good it is, and what is getting better."""

from typing import ClassVar, Literal

from helpers.project.record.part import Part, asked, text

Quality = Literal["good", "with care", "weak", "nothing"]
"""How far what is held today can be relied on for the measure."""

QUALITIES: dict[str, str] = {
    "good": "Good: the right people and place, recent, and counted the same way each time",
    "with care": "Usable with care",
    "weak": "Too weak to rely on",
    "nothing": "Nothing is held",
}


class Holding(Part):
    """What is held on one measure of the basket."""

    KEY: ClassVar[str] = "indicator"

    indicator: str = asked("Measure", "Its code in the catalogue.", "")
    held: str = text(
        "What you hold today",
        "Records, earlier surveys, figures of others: of whom, of which place, from when.",
        example="The membership list says who came, since 2019; nobody has been asked how lonely they feel.",
        bad="Some data.",
        is_needed=True,
        is_long=True,
        limit=500,
    )
    quality: Quality | None = asked(
        "How good it is", "For this measure, not in general.", labels=QUALITIES, is_needed=True
    )
    why: str = text(
        "Why",
        "What it rests on, and what it leaves out.",
        example="Only those who came, and only whether; ages are missing for one in three.",
        is_long=True,
        limit=400,
    )
    improving: str = text(
        "What is improving",
        "What is being done about it, by whom and by when. Empty where nothing is.",
        example="Asked in the survey from May 2026 on; the list asks for age from April.",
        is_long=True,
        limit=400,
    )
