"""Step 1.3: approach (tools 5 and 6, Figure 7)."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from helpers.project.record.comparison import Comparison
from helpers.project.record.consent import ConsentPlan
from helpers.project.record.conversations import Conversations, GuidePart
from helpers.project.record.costs import CostPlan
from helpers.project.record.evidence import EvidencePlan
from helpers.project.record.fieldwork import AreaKind, LocalGroup, Participation, Researcher
from helpers.project.record.goals import Goal
from helpers.project.record.method import MODE_LABELS, Method, Mode
from helpers.project.record.part import Part, asked, several, text
from helpers.project.record.sample import Sample


class Weighting(Part):
    """Raking targets: shares of the population by question, with their source and date."""

    margins: dict[str, dict[str, float]] = Field(
        title="Margins", description="Breakdown code -> group label -> share of the population; each sums to 1."
    )
    source: str = Field(title="Source")
    as_at: date = Field(title="Date of the source")
    cap: float | None = Field(None, gt=1, title="Largest weight over the mean weight")
    file: str = Field("", title="File", description="The file of margins as it was brought in, where it came from one.")
    sha256: str = Field("", title="SHA-256 of the file", description="Tells this file from every other.")


class StrategyPart(Part):
    """One of the seven parts of the research strategy (Tool 6)."""

    KEY: ClassVar[str] = "part"

    part: int = Field(ge=1, le=7, title="Part", description="1 to 7, as in Tool 6.")
    text: str = text(
        "In your own words",
        "A short paragraph or two. Lines that begin with a hyphen become a list. Empty: the draft stands.",
        is_long=True,
        limit=4000,
    )


class Approach(Part):
    """Step 1.3: approach (tools 5 and 6, Figure 7)."""

    balance: Literal["quantitative", "qualitative", "mixed"] | None = Field(None, title="Kind of research")
    mode: Mode | None = asked("Survey mode", labels=MODE_LABELS)
    method: Method = Method()
    study_area: str = text(
        "Study area",
        "Where the research begins and ends, exactly enough that somebody else would draw the same line. The larger it "
        "is, the more people you need. Kept the same each time you ask.",
        example="The ward of Linden Hythe, and nothing outside it.",
        good="Everybody whose home is in one of the three blocks of Pellitory Court.",
        bad="The local community.",
        is_needed=True,
        is_long=True,
        limit=600,
    )
    area_kind: AreaKind | None = asked(
        "Kind of area",
        "An official area has published figures to set beside yours. A community whose edges you draw fits people's own "
        "sense of it, and has none. A catchment is where your participants come from.",
        is_needed=True,
    )
    area_change: str = text(
        "If the study area changed",
        "What changed after you first asked, and why. Figures from before and after are then about different places.",
        limit=600,
        is_long=True,
    )
    local_context: str = text(
        "Local context",
        "Who lives or takes part there, and what is going on: from official figures, from partners, from your own records.",
        example="Two estates and new flats; one household in three is one person; the day centre closed last year.",
        is_long=True,
        limit=1500,
    )
    local_groups: tuple[LocalGroup, ...] = several(
        "Local groups and gatekeepers",
        "Groups and people who could shape the research, open doors, or carry it out, and whom others listen to.",
    )
    timeframe: str = text(
        "Timeframe and frequency",
        "The whole period, when you ask, and why so often. Often enough to see a trend, seldom enough that something can "
        "have changed. The way of asking and the order of the questions stay the same.",
        example="Three times in a year, in May, November and May: before matching, after five months, after eleven.",
        good="Each May, because our year begins in April and half the families are away in summer.",
        bad="Regularly.",
        is_needed=True,
        is_long=True,
        limit=800,
    )
    starts_on: date | None = asked("Research begins", "The first day of fieldwork.", is_needed=True)
    ends_on: date | None = asked("Research ends", "When the last findings are out.")
    n_waves: int | None = asked(
        "How often you ask",
        "1 is a single picture. 2 or more can show change: a wave is one round of asking.",
        alike={"ge": 1, "le": 100},
        unit="waves",
        example="3",
        is_needed=True,
    )
    months_between: int | None = asked(
        "Months between waves",
        "Where they are not evenly spaced, the usual gap.",
        alike={"ge": 1},
        unit="months",
        example="6",
    )
    researchers: tuple[Researcher, ...] = several(
        "Who asks",
        "A small survey is easiest done by the team itself. Local researchers know people and keep the money in the area, "
        "and need a contract, training and pay. A firm is commissioned for large ones.",
        is_needed=True,
    )
    who_researches: str = text(
        "Who does the research",
        "Who plans, asks, types in, analyses; who is in charge.",
        example="Our research lead plans and analyses; eight trained neighbours ask.",
        is_needed=True,
        is_long=True,
        limit=800,
    )
    participation: Participation = Participation()
    publicity: str = text(
        "Getting the word out",
        "What people read and whom they listen to already: newsletters, notice boards, groups online, a word after prayers.",
        example="A page in the estate newsletter in March; posters in four languages; the caretaker tells people.",
        bad="Social media.",
        is_long=True,
        limit=800,
    )
    timing: str = text(
        "Days and times",
        "When the people you want to reach are there and have a quarter of an hour. Whom does your timing leave out?",
        example="Weekdays after 5 and Saturday mornings. Shift workers are asked to name an hour.",
        bad="Office hours.",
        is_long=True,
        limit=600,
    )
    events: tuple[str, ...] = several(
        "Events to join",
        "Gatherings that happen anyway, one on each line. Those who come differ from those who don't.",
        example="Spring fair, 16 May",
    )
    languages: tuple[str, ...] = several(
        "Languages other than English", "Those you offer, one on each line.", example="Bengali"
    )
    language_support: str = text(
        "Help with language and reading",
        "Who translates or interprets and who checks it; what there is for people who read little: read aloud, pictures, "
        "large print, easy read. Children should not have to interpret.",
        example="Two interviewers speak Bengali; the form is read aloud to everybody; a second speaker checked the wording.",
        is_long=True,
        limit=800,
    )
    children_wording: str = text(
        "Rephrasing for children",
        "Which questions children are asked and in which words; drawing, games or stickers in place of a form. A changed "
        "question can't be set beside adults' answers: keep the change in step 1.2.",
        example="“Do you have somebody to play with?” with three faces to point at, tried out with five children first.",
        is_long=True,
        limit=800,
    )
    resource: str = text(
        "Resource",
        "Where time and money come from, over the whole period, and what happens if some of it falls away.",
        example="The grant pays for three waves; the fourth is in the next application, and would be ten questions shorter.",
        is_needed=True,
        is_long=True,
        limit=1000,
    )
    analysis_plan: str = text(
        "How answers will be analysed",
        "How answers come together, what is worked out for whom, who reads the open ones, and how people hear of it. "
        "Decided now, it can't be bent to what comes out.",
        example="Shares and their margins for each measure, by age group; open answers read by two people; a meeting in July.",
        bad="With Excel.",
        is_needed=True,
        is_long=True,
        limit=1500,
    )
    sample: Sample = Sample()
    costs: CostPlan = CostPlan()
    evidence: EvidencePlan = EvidencePlan()
    weighting: Weighting | None = Field(None, title="Weighting")
    comparison: Comparison | None = Field(None, title="Comparison group")
    breakdowns: tuple[str, ...] = several(
        "Groups to compare",
        "By which characteristics findings are set side by side. Each asks people one more question about themselves, and "
        "each group needs enough answers of its own: take those your research questions name.",
    )
    goals: tuple[Goal, ...] = several(
        "Goals",
        "How far an indicator should have moved, by when. Only where an outcome of your theory of change stands behind it.",
    )
    conversations: tuple[Conversations, ...] = several(
        "Conversations", "Interviews, focus groups, events and diaries: asking in words."
    )
    guide: tuple[GuidePart, ...] = several(
        "Discussion guide", "What is said and asked, part by part, in your own words. Empty: the draft stands."
    )
    consent: ConsentPlan = ConsentPlan()
    strategy: tuple[StrategyPart, ...] = several("Research strategy", "The seven parts of Tool 6 in your own words.")

    @property
    def compared(self) -> Comparison | None:
        """The comparison group, once its answers can be told apart; None while it is only planned."""
        return self.comparison if self.comparison and self.comparison.is_told_apart else None
