"""Step 1.3: approach (tools 5 and 6, Figure 7)."""

from datetime import date
from typing import Literal

from pydantic import Field

from helpers.project.record.costs import CostPlan
from helpers.project.record.evidence import EvidencePlan
from helpers.project.record.part import Part, several, text
from helpers.project.record.sample import Sample


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
    costs: CostPlan = CostPlan()
    evidence: EvidencePlan = EvidencePlan()
    weighting: Weighting | None = Field(None, title="Weighting")
    comparison: Comparison | None = Field(None, title="Comparison group")
    breakdowns: tuple[str, ...] = several("Breakdowns", "Catalogue breakdown codes, such as age or ethnicity.")
    consent: ConsentPlan = ConsentPlan()
    strategy: tuple[StrategyPart, ...] = several("Research strategy")
