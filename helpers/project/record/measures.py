"""Step 1.2: the basket of measures (tools 3 and 4), own questions and changed wording (FAQs 3 and 4)."""

from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from helpers.project.record.part import Part, asked, several, text

Domain = Literal["Relationships", "Equality", "Participation", "Outcomes"]
"""The three domains of social integration, and the outcomes above and across them."""

Area = Literal["project", "neighbourhood", "ward", "borough", "London"]
"""What a figure has to be about, from the smallest to the largest."""


class BasketItem(Part):
    """One indicator of the basket and why it is there."""

    KEY: ClassVar[str] = "indicator"

    indicator: str = asked("Indicator", "Catalogue code.", ...)
    why: str = text(
        "Why it is in the basket",
        "One sentence: which question or outcome it bears on, and what you would do differently if it moved.",
        is_needed=True,
        is_long=True,
        limit=300,
        good="Borrowing a ladder says more about neighbours than any opinion.",
        bad="It is in the toolkit.",
    )


class LeftOut(Part):
    """One measure that left at a filter, and why."""

    KEY: ClassVar[str] = "indicator"

    indicator: str = asked("Measure", "Catalogue code.", ...)
    why: str = text(
        "Why it leaves",
        "In words that your partners would accept.",
        limit=300,
        good="Only private renters count, and hardly anyone here rents privately.",
        bad="Not needed.",
    )


class FilterDecision(Part):
    """What was decided at one of the six filters. A measure that is not named stays."""

    left_out: tuple[LeftOut, ...] = several("Left out here", "The measures that go no further, each with why.")
    note: str = text(
        "Note",
        "What you want to remember about this filter: who decided, what was close.",
        is_long=True,
        limit=600,
    )
    is_done: bool = asked("This filter is done", "You can come back to it at any time.", False)


class Filters(Part):
    """Tool 4's six filters, in their order."""

    domain: FilterDecision = FilterDecision()
    relevance: FilterDecision = FilterDecision()
    available: FilterDecision = FilterDecision()
    area: FilterDecision = FilterDecision()
    ease: FilterDecision = FilterDecision()
    resource: FilterDecision = FilterDecision()


OwnKind = Literal["one answer", "several answers", "number", "words"]
"""How people answer a question of the project's own."""


class OwnQuestion(Part):
    """A question of the project's own, asked beside the toolkit's (FAQ 3).

    `id` is also its column name in coded answers; where several answers can be ticked each has a column, `<id>_<code>`.
    `options` maps code to label.
    """

    KEY: ClassVar[str] = "id"

    id: Annotated[str, StringConstraints(pattern=r"^own_[a-z0-9_]+$")]
    wording: str = text(
        "Wording",
        "As it is read out or printed. One thing at a time, in words your respondents use.",
        is_needed=True,
        is_long=True,
        limit=300,
        example="If the community room opened again, what would you come to?",
        good="In the last month, have you been to a lunch at the hall?",
        bad="Don't you agree that our friendly lunches are helpful and fun?",
    )
    kind: OwnKind | None = asked(
        "How it is answered",
        "Left open, people choose one answer where there are answers to choose from, and write in their own words where "
        "there are none.",
        labels={
            "one answer": "One of the answers below",
            "several answers": "As many of the answers below as apply",
            "number": "A number",
            "words": "In people's own words",
        },
    )
    options: dict[int, str] = asked(
        "Answer options",
        "One on each line, its number first. Where several can be ticked, an answer that begins with “None of” goes with no "
        "other. Leave it empty for a number, or for an answer in people's own words.",
        {},
        example="1 Yes\n2 No",
    )
    lowest: int | None = asked(
        "Lowest number",
        "Where a number is asked: the lowest that somebody can give, 0 unless you say so. Numbers are whole; what lies outside is "
        "taken for a slip.",
        alike={"ge": 0, "le": 999_999},
    )
    highest: int | None = asked(
        "Highest number",
        "Where a number is asked: the highest that somebody can give. From 0 to 10 or less, people choose it from a list.",
        alike={"ge": 0, "le": 999_999},
    )
    why: str = text(
        "Why it is asked",
        "What you will do with the answers. If you can't say, leave the question out.",
        is_needed=True,
        is_long=True,
        limit=400,
        example="So that the first thing that happens in the room is something people want.",
    )
    about: str = text(
        "What it measures",
        "A theme or a domain of the toolkit, where the question belongs to one. It is then counted in the balance.",
    )

    @property
    def answered(self) -> OwnKind:
        """How it is answered; in words as long as there is nothing to choose from.

        Examples
        --------
        >>> OwnQuestion(id="own_tea").answered, OwnQuestion(id="own_tea", options={1: "Yes", 2: "No"}).answered
        ('words', 'one answer')
        """
        if self.kind in ("number", "words"):
            return self.kind
        return (self.kind or "one answer") if self.options else "words"

    @property
    def choices(self) -> dict[int, str]:
        """The answers to choose from; none where a number or words are asked for, whatever was listed."""
        return self.options if self.answered in ("one answer", "several answers") else {}

    @property
    def ends(self) -> tuple[int, int | None]:
        """Where a number is asked, the lowest and the highest it can be; no highest where nobody has said one.

        Examples
        --------
        >>> OwnQuestion(id="own_visits", lowest=1).ends, OwnQuestion(id="own_mark", lowest=10, highest=0).ends
        ((1, None), (0, 10))
        """
        lowest = self.lowest or 0
        return (lowest, None) if self.highest is None else (min(lowest, self.highest), max(lowest, self.highest))


class WordingChange(Part):
    """A question whose wording was adapted (FAQ 4): kept so that differences can be explained."""

    KEY: ClassVar[str] = "question"

    question: str = asked("Question", "Catalogue code, such as 1.7.", ...)
    asked_as: str = text(
        "Asked as",
        "The question as you ask it. The answer options stay as they are: scoring rests on them.",
        is_needed=True,
        is_long=True,
        limit=600,
    )
    why: str = text(
        "Why it was changed",
        "What went wrong with the printed words, and who noticed. Figures asked in other words are no longer like for like.",
        is_needed=True,
        is_long=True,
        limit=400,
        example="In the pilot people said no and then told us whom they had helped.",
    )


class Measures(Part):
    """Step 1.2: the basket of measures (tools 3 and 4)."""

    domains: tuple[Domain, ...] = several(
        "Domains that matter to you",
        "Tick what your research is about. With none ticked, measures of every domain stay. Touching all three gives a "
        "fuller picture; that is advice and not a rule.",
    )
    area: Area | None = asked(
        "What figures have to be about",
        "The smallest group or area that a figure must be about to be of use to you. Existing data rarely reach below a "
        "borough.",
    )
    oldest: int | None = asked(
        "Oldest year of use",
        "A published figure from before this year is too old for you.",
        alike={"ge": 1990, "le": 2100},
    )
    minutes: float | None = asked(
        "Minutes you have",
        "How long one interview, or filling in the form, may take. Think of the people you ask: what would you give?",
        alike={"gt": 0, "le": 180},
        unit="minutes",
    )
    filters: Filters = Filters()
    basket: tuple[BasketItem, ...] = several("Basket of measures", "The indicators you chose.", is_needed=True)
    own_questions: tuple[OwnQuestion, ...] = several("Own questions", "Asked beside the toolkit's.")
    wording_changes: tuple[WordingChange, ...] = several("Changed wording", "Toolkit questions you ask in other words.")

    @property
    def reworded(self) -> tuple[WordingChange, ...]:
        """The changes that say how a question is asked now. One that was only begun changes nothing yet."""
        return tuple(change for change in self.wording_changes if change.asked_as.strip())
