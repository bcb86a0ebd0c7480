"""Two small projects: one in which nothing has been decided, one in which the planning is done."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from helpers.plan.data_protection import screening_questions
from helpers.project import Opened, Project
from helpers.project.record import (
    Approach,
    Assumption,
    BasketItem,
    ConsentPlan,
    Measures,
    Outcome,
    OwnQuestion,
    PartnerTest,
    Purpose,
    ResearchQuestion,
    Sample,
    StrategyPart,
    TheoryOfChange,
    Weighting,
    WordingChange,
)
from helpers.project.record.consent import ScreeningAnswer
from helpers.project.record.conversations import Conversations
from helpers.project.record.costs import CostPlan, Task
from helpers.project.record.evidence import EvidencePlan
from helpers.project.record.fieldwork import Participation
from helpers.project.record.method import Method

PURPOSE = Purpose(
    research_purpose="impact",
    aim="Fewer lonely neighbours.",
    who="People over 65 and their younger neighbours.",
    where="Two wards.",
    characteristics="Age and whether they live alone.",
    theory_of_change=TheoryOfChange(
        problem="Neighbours don't know each other.",
        steps=("Tea afternoons.", "Visits in pairs."),
        long_term_change="A street where people look out for each other.",
        assumptions=(Assumption(id="a1", link="Steps", text="People come back."),),
        outcomes=(Outcome(id="lonely", text="People feel less lonely.", indicators=("R7",)),),
    ),
    questions=(
        ResearchQuestion(id="q1", text="Do people feel less lonely?", indicators=("R7",)),
        ResearchQuestion(id="q2", text="Do they trust their neighbours?", indicators=("R4",)),
        ResearchQuestion(id="q3", text="Do they feel that they belong?", indicators=("O1_area",)),
    ),
    tested_with=(PartnerTest(id="p1", who="The tenants' association", said="Ask about stairs too."),),
)
MEASURES = Measures(
    basket=(
        BasketItem(indicator="R7", why="It is what we work on."),
        BasketItem(indicator="R4", why="Favours show trust."),
        BasketItem(indicator="O1_area", why="Belonging is the long-term aim."),
    ),
    own_questions=(
        OwnQuestion(id="own_took_part", wording="Did you come?", options={1: "Yes", 2: "No"}, why="Two groups"),
    ),
    wording_changes=(WordingChange(question="1.7", asked_as="How often are you lonely?", why="Shorter"),),
)
CONSENT = ConsentPlan(
    controller="Tea for All",
    contact="The coordinator, 020 7946 0789",
    collected="Answers to 12 questions.",
    traceable="coded",
    scopes=("analyse", "quote"),
    children="nobody under 16",
    lawful_basis="consent",
    storage="An encrypted disk.",
    access="Two people.",
    encryption="everywhere",
    backup="A second disk in the safe.",
    shared_with="The funder gets the report.",
    retention_date=date(2027, 6, 1),
    withdrawal="Tell the coordinator until the report is out.",
    complaints="Write to the chair.",
    screening=tuple(ScreeningAnswer(question=one.code, answer="no") for one in screening_questions()),
    assessment="Not needed, agreed on 3 March 2026.",
)
APPROACH = Approach(
    balance="mixed",
    mode="face to face",
    method=Method(place="door to door", missed="People who work late: a Saturday too."),
    study_area="Two wards.",
    area_kind="official area",
    timeframe="Three waves in a year.",
    starts_on=date(2026, 4, 1),
    ends_on=date(2027, 3, 1),
    n_waves=3,
    months_between=5,
    researchers=("local researchers",),
    who_researches="Trained neighbours.",
    participation=Participation(training="Two evenings.", pay="The London Living Wage."),
    resource="20 days.",
    analysis_plan="Shares by age, open answers read twice.",
    sample=Sample(
        target=60, population=1200, recruitment="chose to join", how="A stall at the market.", returning="same people"
    ),
    conversations=(
        Conversations(id="c1", method="interviews", n_planned=6, with_whom="Six neighbours.", by_whom="A resident."),
    ),
    costs=CostPlan(
        tasks=(
            Task(id="t1", what="Asking", who="Neighbours", pay="volunteer", hours=Decimal(20), how_often="each time"),
        )
    ),
    evidence=EvidencePlan(aim=2),
    weighting=Weighting(
        margins={"age": {"16-64": 0.8, "65 and over": 0.2}}, source="Census", as_at=date(2021, 3, 21), cap=4
    ),
    breakdowns=("age",),
    consent=CONSENT,
    strategy=tuple(StrategyPart(part=number, text=f"Part {number} as written.") for number in range(1, 8)),
)


@pytest.fixture
def empty() -> Opened:
    return Opened(Path("nowhere"), Project(title="New"))


@pytest.fixture
def planned() -> Opened:
    record = Project(title="Tea", purpose=PURPOSE, measures=MEASURES, approach=APPROACH)
    return Opened(Path("nowhere"), record)
