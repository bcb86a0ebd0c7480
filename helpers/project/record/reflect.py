"""Steps 3.1 to 3.3: conclusions, reports, lessons."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from helpers.project.record.part import Part, several, text


class Conclusion(Part):
    """The team's answer to one research question."""

    KEY: ClassVar[str] = "question"

    question: str = Field(title="Question", description="Id of the research question.")
    answer: str = Field(title="Answer")
    how_sure: Literal["not sure", "fairly sure", "sure"] = Field(title="How sure")
    why: str = text("Why")


class Conclusions(Part):
    """Step 3.1: conclusions."""

    answers: tuple[Conclusion, ...] = several("Conclusions", "One for each research question.")


class Feedback(Part):
    """Step 3.2: reports (tools 9, 10, 11)."""

    structure: Literal["project", "research"] | None = Field(None, title="Report structure")
    audience: str = text("Audience")
    sections: dict[str, str] = Field(
        default_factory=dict,
        title="Own words",
        description=(
            "Part of the report -> your own words for it. Both structures: summary, context. Project report: overview, "
            "design, delivery, impacts, lessons, legacy. Research report: purpose, findings, implications, next-steps."
        ),
    )


class Action(Part):
    """Something that will be done, by whom, by when, and on what evidence."""

    KEY: ClassVar[str] = "id"

    id: str = text("Short name", "Tells this action from the others.")
    what: str = Field(title="Action")
    owner: str = Field(title="Owner", description="A role, not a person's name.")
    by: date | None = Field(None, title="By")
    evidence: tuple[str, ...] = several("Evidence", "Catalogue codes of the findings it rests on.")


class Learning(Part):
    """Step 3.3: lessons and actions."""

    lessons: tuple[str, ...] = several("Lessons", "One sentence each.")
    implications: str = text("Implications")
    actions: tuple[Action, ...] = several("Actions", "What will be done about it.")
    next_wave: str = text("Next wave")
