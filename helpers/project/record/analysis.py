"""Step 2.3: by what findings are split, which of them matter, and what to bear in mind."""

from typing import ClassVar

from helpers.project.record.coding import WordsTheme
from helpers.project.record.part import Part, asked, several, text

BETWEEN = ": "
"""Stands between a breakdown and one of its groups: "age: 16-24"."""


class Marked(Part):
    """A finding that matters, and why."""

    KEY: ClassVar[str] = "id"

    id: str = text("Short name", "Tells this mark from the others.")
    indicator: str = asked("Measure", "Whose finding it is.", "", is_needed=True)
    whom: str = asked(
        "Of whom", "Everyone who answered, or one group. A group that was joined with another is shown with it.", ""
    )
    why: str = text(
        "Why it matters",
        "What you would do, ask or tell because of it. A finding that changes nothing need not be marked.",
        is_needed=True,
        is_long=True,
        limit=400,
        example="Fewer are lonely than in the first year, and the trustees asked for exactly this.",
        good="The under-35s trust their neighbours least: the summer programme is planned with them.",
        bad="Interesting.",
    )

    @property
    def group_by(self) -> str:
        """The breakdown's code; empty for everyone.

        Examples
        --------
        >>> mark = Marked(indicator="R7", whom="age: 16-24")
        >>> mark.group_by, mark.group, Marked(indicator="R7").group_by
        ('age', '16-24', '')
        """
        return self.whom.partition(BETWEEN)[0]

    @property
    def group(self) -> str:
        """The group as the breakdown names it, before any are joined; empty for everyone."""
        return self.whom.partition(BETWEEN)[2]


class Decided(Part):
    """Somebody let out that nobody, or everybody, of a group gave a sensitive answer."""

    KEY: ClassVar[str] = "id"

    id: str = text("Short name", "Tells this decision from the others.")
    indicator: str = asked("Measure", "Whose 0% or 100% it is.", "", is_needed=True)
    wave: str = asked("Wave", "Of which round of asking. Each round is decided anew.", "", is_needed=True)
    whom: str = asked("Of whom", "Everyone who answered, or one group as the findings name it.", "")
    who: str = text(
        "Who decided",
        "The person who answers for it, by name. Without a name it stays withheld.",
        is_needed=True,
        example="The data lead",
    )
    why: str = text(
        "Why it may be shown",
        "What it says of each person in the group, and why that harms none of them.",
        is_needed=True,
        is_long=True,
        limit=400,
        example="That nobody of the walking group is often lonely says something good of each of them, and they asked us to tell it.",
        good="All 14 said that they could go to somebody. We asked them, and they want it told.",
        bad="It looks good.",
    )

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Indicator, wave, breakdown, group: the finding that it lets out.

        Examples
        --------
        >>> Decided(indicator="R7", wave="2025", whom="age: 16-24").key, Decided(indicator="R7", wave="2025").key
        (('R7', '2025', 'age', '16-24'), ('R7', '2025', '', 'everyone'))
        """
        by, _, group = self.whom.partition(BETWEEN)
        return self.indicator, self.wave, by, group or "everyone"


class Analysis(Part):
    """Step 2.3: what was looked for."""

    breakdowns: tuple[str, ...] = several(
        "Findings are split by",
        "Leave it empty for the groups you planned to compare in step 1.3. Each comparison more makes it likelier that one looks "
        "striking by luck, so choose those that your questions ask for.",
    )
    marked: tuple[Marked, ...] = several(
        "Findings that matter",
        "The few that your conclusions will rest on, also where nothing changed. They stand first here.",
    )
    decided: tuple[Decided, ...] = several(
        "Sensitive 0% and 100% that may be shown",
        "That nobody, or everybody, of a group gave a sensitive answer tells what each of them said. It is withheld until a "
        "person who is named lets it out.",
    )
    themes: tuple[WordsTheme, ...] = several(
        "Themes in people's words",
        "What open answers and notes of conversations are sorted by. Add, rename, merge or take away as you read.",
    )
    notes: str = text(
        "What the analysis has to bear in mind",
        "What a reader must know to read the figures rightly: who is missing, what was asked otherwise, what happened meanwhile.",
        is_long=True,
        limit=2000,
        example="The coldest week of the year fell into the second wave. Savings were left out most often.",
    )
