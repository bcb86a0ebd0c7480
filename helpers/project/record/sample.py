"""Step 1.3: how many people are asked, who they are, and how often."""

from typing import Literal

from helpers.project.record.part import Part, asked, text

Recruitment = Literal["everyone", "random", "chose to join"]
"""How people come to take part."""

Returning = Literal["same people", "different people", "some of both"]
"""Who is asked when the research goes back."""


class Sample(Part):
    """How many people, out of whom, how they come to take part, and how many of them answer.

    Per cent and points are whole numbers, as they are typed; `helpers.plan.sample` turns them into shares.
    """

    target: int | None = asked(
        "Target",
        "How many answers you hope for each time you ask. The tables below show what a number like this can tell.",
        alike={"ge": 1, "le": 10_000_000},
        example="120",
        good="120: what our interviewers can do in three weeks, and enough to see a change of 13 points in matched answers.",
        bad="As many as possible.",
        is_needed=True,
        unit="answers each time",
    )
    population: int | None = asked(
        "Population",
        "How many people there are in all, out of whom you ask: everyone who lives in the study area, or everyone who "
        "takes part in your project. Leave it empty where nobody knows.",
        alike={"ge": 1, "le": 100_000_000},
        example="1200",
        unit="people",
    )
    recruitment: Recruitment | None = asked(
        "How people are recruited",
        "Everyone: each person in the population is asked. Random: chance alone decides who is asked. Chose to join: "
        "people come forward, are met in the street or at an event, or answer an open call.",
        is_needed=True,
        labels={
            "everyone": "Everyone is asked",
            "random": "Chance decides who is asked",
            "chose to join": "People choose to join",
        },
    )
    how: str = text(
        "Recruitment in words",
        "Where you find people, who approaches them and what is said, so that somebody else could do it the same way.",
        example="Every second door in each of the twelve streets, tried twice: a weekday evening and a Saturday.",
        good="Everybody on the client list of 1 April gets a letter, then a call. Taking part has no bearing on the service.",
        bad="Via our networks.",
        is_long=True,
        limit=800,
    )
    reach: str = text(
        "Groups you make sure to reach",
        "Which groups need enough answers to be looked at by themselves, and how you will notice in time that one is short.",
        example="At least 40 private renters. We count each Friday and go back to the streets where they live.",
        good="Forty answers from under-35s, who are a third of the ward and seldom answer: the count is read every week.",
        bad="A representative sample.",
        is_long=True,
        limit=600,
    )
    returning: Returning | None = asked(
        "Who is asked the next time",
        "The same people show change with fewer answers, and need a code by which their answers can be joined. "
        "Different people are a fresh sample each time.",
        labels={"same people": "The same people", "different people": "Other people"},
    )
    expected_percent: int | None = asked(
        "Share you expect",
        "Your best guess of how many in a hundred will give the answer that counts, from a published figure or an "
        "earlier survey. Leave it empty for 50, which is the most cautious.",
        alike={"ge": 1, "le": 99},
        example="25",
        unit="in a hundred",
    )
    margin_points: int | None = asked(
        "Margin you can live with",
        "How far a figure may be off, up or down, because you asked some people and not all. Five points is common for "
        "a borough, ten for a small project.",
        alike={"ge": 1, "le": 49},
        example="8",
        unit="points",
    )
    change_points: int | None = asked(
        "Change you hope to see",
        "By how many points a share would have to move for you to call it worth while.",
        alike={"ge": 1, "le": 99},
        example="10",
        good="10: fewer than one in ten would not change what we do next.",
        bad="1: any improvement counts.",
        unit="points",
    )
    response_percent: int | None = asked(
        "How many of those asked will answer",
        "Of a hundred people you approach, how many give an answer. Guess low. A pilot of twenty tells you more than a "
        "guess.",
        alike={"ge": 1, "le": 100},
        example="40",
        unit="in a hundred",
    )
    attrition_percent: int | None = asked(
        "How many are lost by the next time",
        "Of a hundred people who answered, how many you will not reach again: moved, ill, no longer willing, or with a "
        "code that can't be matched.",
        alike={"ge": 0, "le": 99},
        example="25",
        unit="in a hundred",
    )
    design_effect: float | None = asked(
        "Design effect",
        "How many times as many answers you need because people were not drawn one by one: neighbours are alike, and "
        "weights cost precision. Leave it empty and a common allowance for your way of asking is used and named.",
        alike={"ge": 1, "le": 20},
        example="1.5",
        unit="times",
    )
    correlation: float | None = asked(
        "How alike one person's two answers are",
        "From 0 (the second answer has nothing to do with the first) to 1 (it is always the same). This is an "
        "assumption until you have two waves. Leave it empty for 0.5.",
        alike={"ge": 0, "le": 0.99},
        example="0.5",
    )
