"""What a team has decided, step by step: one frozen record, no files, no widgets. One module per stage or step."""

from typing import Literal

from pydantic import Field

from helpers.project.record.analysis import Analysis, Decided, Marked
from helpers.project.record.approach import Approach, Comparison, ConsentPlan, StrategyPart, Weighting
from helpers.project.record.coding import WordsTheme
from helpers.project.record.costs import CostPlan
from helpers.project.record.evidence import EvidencePlan
from helpers.project.record.measures import BasketItem, Measures, OwnQuestion, WordingChange
from helpers.project.record.notes import Note
from helpers.project.record.part import Identifier, Part, text
from helpers.project.record.primary import Primary, Wave
from helpers.project.record.purpose import (
    Assumption,
    Outcome,
    PartnerTest,
    Purpose,
    ResearchPurpose,
    ResearchQuestion,
    TailoringAnswer,
    TheoryOfChange,
)
from helpers.project.record.questionnaire import Questionnaire
from helpers.project.record.reflect import Action, Conclusion, Conclusions, Feedback, Learning
from helpers.project.record.sample import Sample
from helpers.project.record.secondary import ComparatorArea, Secondary, SecondaryFigure, SecondaryTable

SCHEMA_VERSION = 3

__all__ = [
    "SCHEMA_VERSION",
    "Action",
    "Analysis",
    "Approach",
    "Assumption",
    "BasketItem",
    "ComparatorArea",
    "Comparison",
    "Conclusion",
    "Conclusions",
    "ConsentPlan",
    "CostPlan",
    "Decided",
    "EvidencePlan",
    "Feedback",
    "Identifier",
    "Learning",
    "Marked",
    "Measures",
    "Note",
    "Outcome",
    "OwnQuestion",
    "Part",
    "PartnerTest",
    "Primary",
    "Project",
    "Purpose",
    "Questionnaire",
    "ResearchPurpose",
    "ResearchQuestion",
    "Sample",
    "Secondary",
    "SecondaryFigure",
    "SecondaryTable",
    "StrategyPart",
    "TailoringAnswer",
    "TheoryOfChange",
    "Wave",
    "Weighting",
    "WordingChange",
    "WordsTheme",
]


class Project(Part):
    """Everything decided in one project. `revision` counts saves."""

    schema_version: Literal[3] = SCHEMA_VERSION
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

    @property
    def breakdowns(self) -> tuple[str, ...]:
        """By what findings are split: what step 2.3 chose, else what step 1.3 planned."""
        return self.analysis.breakdowns or self.approach.breakdowns

    @property
    def is_about_project(self) -> bool:
        """A project ran between the waves: what the team chose, else what its research purpose suggests."""
        structure = self.feedback.structure
        return structure == "project" if structure else self.purpose.research_purpose == "impact"
