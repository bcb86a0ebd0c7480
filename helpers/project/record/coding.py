"""Step 2.3: the themes by which people's own words are sorted (the codebook). Who gave which theme to what is in the waves' folders."""

from typing import ClassVar

from helpers.project.record.part import Identifier, Part, asked, several, text


class WordsTheme(Part):
    """One theme that people's own words are read for.

    Nothing that anybody said is ever part of the record: an example is made up.
    """

    KEY: ClassVar[str] = "id"

    id: Identifier
    name: str = text(
        "Theme",
        "A few words that say what it is about. It can be renamed at any time: what was given it stays with it.",
        example="The lift and the stairs",
        good="Would have liked a say in whom they meet",
        bad="Negative",
        is_needed=True,
        limit=80,
    )
    meaning: str = text(
        "What belongs to it",
        "So that somebody else would give it to the same words as you. When you change this, what was coded before is marked to "
        "be looked at again.",
        example="Anything in the building that keeps people in: lift, stairs, ramps, doors.",
        bad="Problems.",
        is_needed=True,
        is_long=True,
        limit=500,
    )
    excludes: str = text(
        "What does not",
        "What could be mistaken for it, and where that goes instead.",
        example="Being kept in by one's own health: that is “Health”.",
        is_long=True,
        limit=400,
    )
    example: str = text(
        "An example",
        "Make one up. What somebody really said does not belong here: this stands in the project's record and its history.",
        example="“On the fourth floor a broken lift is a prison.”",
        limit=200,
    )
    questions: tuple[str, ...] = several(
        "Research questions it bears on", "It is then laid beside the figures of that question."
    )
    outcomes: tuple[str, ...] = several("Outcomes it bears on", "Where it tells of a change that you hope for.")
    looked_for: tuple[str, ...] = several(
        "Where it is looked for",
        "Tick nothing, and every text is read for it. Where it can come up in the answers to one question only, tick that: it is then "
        "counted among those who answered it.",
    )
    joined_to: str = text(
        "Counts as part of",
        "To merge this theme into another. What was given this one is counted there; take it back, and they are two again.",
    )
    is_sensitive: bool | None = asked(
        "Does it tell something delicate?",
        "Such as health, belief, being treated unfairly, or money. Then it is not shown that nobody, or everybody, of a group wrote of it.",
    )
