"""Step 1.2: the basket of measures (tools 3 and 4)."""

from typing import Annotated

from pydantic import Field, StringConstraints

from helpers.project.record.part import Part, several, text


class BasketItem(Part):
    """One indicator of the basket and why it is there."""

    indicator: str = Field(title="Indicator", description="Catalogue code.")
    why: str = text("Why it is in the basket")


class OwnQuestion(Part):
    """A question of the project's own, asked beside the toolkit's (FAQ 3).

    `id` is also its column name in coded answers. `options` maps code to label; empty for open text.
    """

    id: Annotated[str, StringConstraints(pattern=r"^own_[a-z0-9_]+$")]
    wording: str = Field(title="Wording")
    options: dict[int, str] = Field(
        default_factory=dict, title="Answer options", description="Code -> label; {} for an open answer."
    )
    why: str = text("Why it is asked")


class WordingChange(Part):
    """A question whose wording was adapted (FAQ 4): kept so that differences can be explained."""

    question: str = Field(title="Question", description="Catalogue code, such as 1.7.")
    asked_as: str = Field(title="Asked as")
    why: str = text("Why it was changed")


class Measures(Part):
    """Step 1.2: the basket of measures (tools 3 and 4)."""

    basket: tuple[BasketItem, ...] = several("Basket of measures", "The indicators you chose.")
    own_questions: tuple[OwnQuestion, ...] = several("Own questions", "Asked beside the toolkit's.")
    wording_changes: tuple[WordingChange, ...] = several("Changed wording", "Toolkit questions you ask in other words.")
