"""What a team has decided, step by step: one frozen record, no files, no widgets.

Every field carries its label (`title`) and help (`description`), so that forms, notebooks and
reports take their words from here and a field is added in one place.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

SCHEMA_VERSION = 1

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$", max_length=40)]
"""A short id: small letters, digits and hyphens. Wave ids and outcome ids are of this kind."""

ResearchPurpose = Literal["experiences", "places", "impact"]
"""Tool 12's three purposes: experiences of Londoners, places and communities, impact of action."""


class Part(BaseModel):
    """A part of the record: read-only, and strict about names it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def text(title: str, description: str = "") -> Any:
    """A field of free text, empty until somebody writes in it."""
    return Field("", title=title, description=description)


def several(title: str, description: str = "") -> Any:
    """A field that holds any number of entries, none to begin with."""
    return Field((), title=title, description=description)


# Step 1.1 -------------------------------------------------------------------------------------


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


# Step 1.2 -------------------------------------------------------------------------------------


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


# Step 1.3 -------------------------------------------------------------------------------------


class Sample(Part):
    """How many people, out of whom, and how they came to take part."""

    target: int | None = Field(None, ge=1, title="Target", description="How many answers per wave.")
    population: int | None = Field(None, ge=1, title="Population", description="How many people there are in all.")
    recruitment: Literal["everyone", "random", "chose to join"] | None = Field(None, title="How people are recruited")
    how: str = text("Recruitment in words")


class Weighting(Part):
    """Raking targets: shares of the population by question, with their source and date."""

    margins: dict[str, dict[str, float]] = Field(
        title="Margins", description="Breakdown code -> group label -> share of the population; each sums to 1."
    )
    source: str = Field(title="Source")
    as_at: date = Field(title="Date of the source")
    cap: float | None = Field(None, gt=1, title="Largest weight over the mean weight")


class Comparison(Part):
    """People who did not take part, asked the same questions."""

    question: str = Field(title="Question", description="Id of your own question that tells the groups apart.")
    programme_code: int = Field(title="Code of those who took part")
    comparison_code: int = Field(title="Code of the comparison group")
    who: str = Field(title="Who the comparison group is")
    how_formed: str = Field(title="How it was formed")
    is_self_selected: bool = Field(title="Did people choose their group themselves?")


class ConsentPlan(Part):
    """How consent is asked for and recorded, and what becomes of the answers."""

    recorded_where: str = text("Where consent is recorded, if not in the survey file")
    parents: str = text("How a parent consents for anyone under 16")
    collected: str = text("What is collected, and why")
    storage: str = text("Where it is kept")
    access: str = text("Who has access")
    retention_date: date | None = Field(None, title="Deleted by")


class StrategyPart(Part):
    """One of the seven parts of the research strategy (Tool 6)."""

    part: int = Field(ge=1, le=7)
    text: str


class Approach(Part):
    """Step 1.3: approach (tools 5 and 6, Figure 7)."""

    balance: Literal["quantitative", "qualitative", "mixed"] | None = Field(None, title="Kind of research")
    mode: Literal["face to face", "telephone", "online", "paper", "mixed"] | None = Field(None, title="Survey mode")
    study_area: str = text("Study area", "Kept the same between waves.")
    local_context: str = text("Local groups and gatekeepers")
    timeframe: str = text("Timeframe and frequency")
    who_researches: str = text("Who does the research")
    resource: str = text("Resource")
    analysis_plan: str = text("How answers will be analysed")
    sample: Sample = Sample()
    weighting: Weighting | None = Field(None, title="Weighting")
    comparison: Comparison | None = Field(None, title="Comparison group")
    breakdowns: tuple[str, ...] = several("Breakdowns", "Catalogue breakdown codes, such as age or ethnicity.")
    consent: ConsentPlan = ConsentPlan()
    strategy: tuple[StrategyPart, ...] = several("Research strategy")


# Steps 2.1 to 2.3 -----------------------------------------------------------------------------


class SecondaryFigure(Part):
    """A figure somebody else published, kept with what is needed to judge it."""

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


class Wave(Part):
    """One round of fieldwork. Waves are ordered by date."""

    id: Identifier
    title: str = text("Title")
    held_on: date = Field(title="Date", description="The last day of fieldwork.")


class Primary(Part):
    """Step 2.2: primary research (Tool 8)."""

    waves: tuple[Wave, ...] = several(
        "Waves", "Written by the command `add` when a file comes in: don't add one by hand."
    )
    fieldwork: str = text("How fieldwork went")


class Analysis(Part):
    """Step 2.3: what was looked for."""

    notes: str = text("What the analysis has to bear in mind")


# Steps 3.1 to 3.3 -----------------------------------------------------------------------------


class Conclusion(Part):
    """The team's answer to one research question."""

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


class Project(Part):
    """Everything decided in one project. `revision` counts saves."""

    schema_version: Literal[1] = SCHEMA_VERSION
    revision: int = Field(0, ge=0)
    title: str = Field(min_length=1, title="Title")
    organisation: str = text("Organisation")
    summary: str = text("In one sentence")
    is_invented: bool = Field(False, title="Invented", description="Sample projects say that nobody in them is real.")
    purpose: Purpose = Purpose()
    measures: Measures = Measures()
    approach: Approach = Approach()
    secondary: Secondary = Secondary()
    primary: Primary = Primary()
    analysis: Analysis = Analysis()
    conclusions: Conclusions = Conclusions()
    feedback: Feedback = Feedback()
    learning: Learning = Learning()
