"""Two small projects: one in which nothing has been decided, one in which the planning is done."""

from datetime import date
from pathlib import Path

import pytest

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
APPROACH = Approach(
    balance="mixed",
    mode="face to face",
    study_area="Two wards.",
    timeframe="Three waves in a year.",
    who_researches="Trained neighbours.",
    resource="20 days.",
    analysis_plan="Shares by age, open answers read twice.",
    sample=Sample(target=60, population=1200, recruitment="chose to join"),
    weighting=Weighting(
        margins={"age": {"16-64": 0.8, "65 and over": 0.2}}, source="Census", as_at=date(2021, 3, 21), cap=4
    ),
    breakdowns=("age",),
    consent=ConsentPlan(
        collected="Answers to 12 questions.",
        storage="An encrypted disk.",
        access="Two people.",
        retention_date=date(2027, 6, 1),
    ),
    strategy=tuple(StrategyPart(part=number, text=f"Part {number} as written.") for number in range(1, 8)),
)


@pytest.fixture
def empty() -> Opened:
    return Opened(Path("nowhere"), Project(title="New"))


@pytest.fixture
def planned() -> Opened:
    record = Project(title="Tea", purpose=PURPOSE, measures=MEASURES, approach=APPROACH)
    return Opened(Path("nowhere"), record)
