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


class OwnQuestion(Part):
    """A question of the project's own, asked beside the toolkit's (FAQ 3).

    `id` is also its column name in coded answers. `options` maps code to label; empty for open text.
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
    options: dict[int, str] = asked(
        "Answer options",
        "One on each line, its number first. Leave it empty for an open answer, in people's own words.",
        {},
        example="1 Yes\n2 No",
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
