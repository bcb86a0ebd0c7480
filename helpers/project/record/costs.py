"""Step 1.3: what the research costs, in hours and in pounds. Money is kept to the penny."""

from decimal import Decimal
from typing import ClassVar, Literal

from helpers.project.record.part import Identifier, Part, asked, several, text

Pay = Literal["paid", "bought in", "volunteer"]
"""Paid by the hour by the project, invoiced by somebody else, or unpaid."""

MONEY = {"ge": 0, "le": 10_000_000, "decimal_places": 2}
HOURS = {"ge": 0, "le": 100_000, "decimal_places": 2}
AT_MOST_ALL = {"ge": 0, "le": 100}


class Task(Part):
    """One piece of work, with the hours it takes and who does it."""

    KEY: ClassVar[str] = "id"

    id: Identifier
    what: str = text("Task", "One piece of work.", example="Interviews, with the way there and back", limit=120)
    who: str = text("Who does it", example="Eight local interviewers", limit=120)
    pay: Pay | None = asked(
        "How it is paid",
        "Paid: people whom you pay by the hour. Bought in: a person or firm that sends a bill. Volunteer: nobody is paid.",
    )
    hours: Decimal | None = asked(
        "Hours",
        "Of everybody together, for one round. Count training, travel, calls that come to nothing, and typing in.",
        alike=HOURS,
        example="80",
        good="80: 120 interviews of half an hour, and a third again for doors that stay shut.",
        bad="60: 120 interviews of half an hour.",
        unit="hours",
    )
    rate: Decimal | None = asked(
        "Pay or price by the hour",
        "What the person is paid by the hour before tax, or what the firm charges. Nothing for volunteers.",
        alike=MONEY,
        example="16.50",
        unit="£ an hour",
    )
    how_often: Literal["once", "each time"] | None = asked(
        "How often", "Once in the whole research, or each time people are asked."
    )


class Item(Part):
    """One thing that is bought, or one expense."""

    KEY: ClassVar[str] = "id"

    id: Identifier
    what: str = text("What", example="Translation of the questionnaire into Bengali", limit=120)
    kind: Literal["materials", "translation", "travel", "venue", "access", "equipment", "other"] | None = asked(
        "Kind", "Access: interpreters, childcare, carers' time, large print."
    )
    amount: int | None = asked("How many", alike={"ge": 0, "le": 10_000_000}, example="2")
    price: Decimal | None = asked("Price of one", alike=MONEY, example="180.00", unit="£")
    how_often: Literal["once", "each time", "each answer"] | None = asked(
        "How often",
        "Once in the whole research, each time people are asked, or for each answer (multiplied by your target).",
    )


class CostPlan(Part):
    """What has to be done and bought, once or each time people are asked."""

    tasks: tuple[Task, ...] = several(
        "Tasks", "From planning to feeding back. What is left out here is done in the evenings by somebody."
    )
    items: tuple[Item, ...] = several("Materials and expenses", "Printing, translation, travel, rooms, equipment.")
    incentive: Decimal | None = asked(
        "Thank-you for each person who answers",
        "A voucher or cash. Leave it empty if there is none.",
        alike=MONEY,
        example="10.00",
        unit="£",
    )
    incentive_how: str = text(
        "How the thank-you is given",
        "Of what kind, when, and how you make sure that it doesn't count as income for people on benefits.",
        example="A shop voucher, given before the first question, so that nobody has to finish to earn it.",
        limit=300,
    )
    on_costs_percent: int | None = asked(
        "Employer's costs on top of pay",
        "National Insurance, pension and holiday pay of the people whom you pay, as a percentage of their pay. Ask whoever runs your payroll.",
        alike=AT_MOST_ALL,
        example="20",
        unit="%",
    )
    volunteer_hour: Decimal | None = asked(
        "Value of a volunteer's hour",
        "Only to show what is given. It is never part of the total. Leave it empty to show hours alone.",
        alike=MONEY,
        example="14.80",
        unit="£ an hour",
    )
    contingency_percent: int | None = asked(
        "Allowance for what goes otherwise",
        "A share of everything else, kept back. Ten per cent is common.",
        alike=AT_MOST_ALL,
        example="10",
        unit="%",
    )
    budget: Decimal | None = asked(
        "What there is to spend",
        "Over the whole research, all waves together.",
        alike=MONEY,
        example="12000.00",
        unit="£",
    )
    funding: str = text(
        "Where the money comes from",
        "Who pays, until when, and what happens if a later wave has no money behind it.",
        example="The grant covers two waves; the third is in next year's application.",
        is_long=True,
        limit=600,
    )
