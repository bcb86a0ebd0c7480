"""Step 1.1: purpose and research questions (tools 1, 2 and 12)."""

from typing import Literal

from pydantic import Field

from helpers.project.record.part import Identifier, Part, several, text

ResearchPurpose = Literal["experiences", "places", "impact"]
"""Tool 12's three purposes: experiences of Londoners, places and communities, impact of action."""


class Outcome(Part):
    """One change the project hopes for, linked to the indicators that could show it."""

    id: Identifier
    text: str = Field(title="Outcome", description="A change for people, in one sentence.")
    indicators: tuple[str, ...] = several("Indicators", "Catalogue codes such as R7 or O1_area.")


class Assumption(Part):
    """What has to be true for one link of the chain to hold."""

    link: str = Field(title="Link", description="Which step of the chain rests on it.")
    text: str = Field(title="Assumption")


class TheoryOfChange(Part):
    """Tool 1: Nesta's theory of change template."""

    problem: str = text("Problem", "What is the problem you are trying to solve?")
    audience: str = text("Audience", "Who is it for?")
    entry_point: str = text("Entry point", "How do you reach them?")
    steps: tuple[str, ...] = several("Steps", "What do you do to bring about the change?")
    measurable_effect: str = text("Measurable effect", "What could be counted or asked about?")
    wider_benefits: str = text("Wider benefits", "Who else gains, and how?")
    long_term_change: str = text("Long-term change", "What does success look like in the end?")
    assumptions: tuple[Assumption, ...] = several("Key assumptions", "What must hold for each link?")
    outcomes: tuple[Outcome, ...] = several("Outcomes", "The changes you would like to see evidence of.")


class ResearchQuestion(Part):
    """One of the three to five questions the research is to answer."""

    id: Identifier
    text: str = Field(title="Question")
    outcomes: tuple[str, ...] = several("Outcomes", "Ids of the outcomes it asks about.")
    indicators: tuple[str, ...] = several("Indicators", "Catalogue codes whose findings bear on it.")


class PartnerTest(Part):
    """Who was asked about the research questions, and what they said."""

    who: str = Field(title="Who was asked")
    said: str = Field(title="What they said")


class TailoringAnswer(Part):
    """An answer to one of Tool 12's considerations."""

    question: str = Field(title="Consideration", description="Its code, such as impact-plan-1.")
    answer: str = Field(title="Answer")


class Purpose(Part):
    """Step 1.1: purpose and research questions (tools 1, 2 and 12)."""

    theory_of_change: TheoryOfChange = TheoryOfChange()
    context: str = text("Context", "The place, project or organisation and what surrounds it.")
    research_purpose: ResearchPurpose | None = Field(None, title="Research purpose")
    aim: str = text("Aim", "What your organisation or initiative is trying to achieve.")
    who: str = text("Who", "The communities and people it aims to engage.")
    where: str = text("Where", "The places it covers.")
    characteristics: str = text("Characteristics", "Which characteristics you want to understand.")
    long_term_difference: str = text("Long-term difference", "The difference you want or expect to see.")
    questions: tuple[ResearchQuestion, ...] = several("Research questions", "Three to five.")
    tested_with: tuple[PartnerTest, ...] = several(
        "Tested with partners", "Who read the research questions, and what they said."
    )
    thematic_focus: tuple[str, ...] = several("Thematic focus", "Tool 12's themes of work, by name or short name.")
    organisation_type: str = text("Type of organisation", "One of Tool 12's types, by name or short name.")
    tailoring: tuple[TailoringAnswer, ...] = several("Answers to Tool 12", "The considerations you have an answer to.")
