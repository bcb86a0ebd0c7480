"""Step 1.3: how many people are asked, who they are, and how often."""

from typing import Literal

from helpers.project.record.part import Part, asked, text

Recruitment = Literal["everyone", "random", "chose to join"]
"""How people come to take part."""

Returning = Literal["same people", "different people", "some of both"]
"""Who is asked when the research goes back."""


class Sample(Part):
    """How many people, out of whom, how they come to take part, and how many of them answer.

    Per cent as whole numbers, as they are typed; `helpers.plan.sample` turns them into shares.
    """

    target: int | None = asked(
        "Target",
        "How many answers you hope for each time you ask.",
        alike={"ge": 1},
        is_needed=True,
        unit="answers",
        example="120",
    )
    population: int | None = asked(
        "Population",
        "How many people there are in all, out of whom you ask: everyone who lives in the study area, or everyone who "
        "takes part in your project. Leave it empty where nobody knows.",
        alike={"ge": 1},
        unit="people",
        example="1200",
    )
    recruitment: Recruitment | None = asked(
        "How people are recruited",
        "Everyone: each person in the population is asked. Random: a draw decides who is asked. Chose to join: people "
        "come forward, are passed in the street, or are asked at an event.",
        is_needed=True,
    )
    how: str = text("Recruitment in words")
