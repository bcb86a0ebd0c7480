"""Records to build questionnaires from: the samples, nothing chosen, everything chosen, and fifty baskets by chance."""

import random
from functools import cache

import pytest

from helpers import catalogue
from helpers import project as projects
from helpers.project.record import Approach, BasketItem, Measures, OwnQuestion, Primary, Project, Questionnaire
from helpers.project.record.consent import ConsentPlan
from helpers.project.record.questionnaire import Besides, OwnPlace
from helpers.project.record.sample import Sample

SAMPLES = ("estate", "befriending")


def basket(*codes, **parts):
    return Measures(basket=tuple(BasketItem(indicator=code) for code in codes), **parts)


def everything():
    """Every measure, every demographic and every other question."""
    measured = {code for one in catalogue.indicators() for code in one.questions}
    besides = [one for one in catalogue.questions() if one.code not in measured]
    return Project(
        title="Everything",
        measures=basket(*(one.code for one in catalogue.indicators())),
        approach=Approach(n_waves=2, breakdowns=tuple(one.code for one in catalogue.breakdowns())),
        primary=Primary(
            questionnaire=Questionnaire(besides=tuple(Besides(question=one.code, why="To see") for one in besides))
        ),
    )


OWN_KINDS = (
    {},
    {"options": {1: "Yes", 2: "No"}},
    {"kind": "several answers", "options": {1: "A lift", 2: "Company, tea; a chat", 4: "None of these"}},
    {"kind": "number", "lowest": 0, "highest": 10},
    {"kind": "number", "lowest": 1, "highest": 31},
    {"kind": "number"},
    {"kind": "words", "options": {1: "Not shown"}},
)


def by_chance(seed):
    """Some measures, breakdowns, consents and own questions, the last of them with routes, all drawn with a seed."""
    chance = random.Random(seed)

    def some(of, most):
        return tuple(chance.sample(of, chance.randint(0, min(most, len(of)))))

    indicators = [one.code for one in catalogue.indicators()]
    demographics = [one.code for one in catalogue.questions() if one.section == 3]
    own = tuple(
        OwnQuestion(
            id=f"own_{number}",
            wording=chance.choice(["What would help?", "Did you come?", ""]),
            **chance.choice(OWN_KINDS),
        )
        for number in range(chance.randint(0, 5))
    )
    answers = ["q2_4=1", "q2_4=2", "q1_7=1", "q2_3_4=1", "q3_14=3", "own_0=1", "own_1=2", "own_0_2=1", "q9_9=1"]
    places = ("start", "section 1", "section 2", "section 3", "end", "office", None)
    return Project(
        title=f"By chance {seed}",
        measures=basket(*some(indicators, 15), own_questions=own),
        approach=Approach(
            n_waves=chance.choice([None, 1, 3]),
            breakdowns=some([one.code for one in catalogue.breakdowns()], 4),
            sample=Sample(returning=chance.choice([None, "same people", "different people"])),
            consent=ConsentPlan(
                scopes=some(["analyse", "quote", "share", "recontact"], 4), recorded_where=chance.choice(["", "Paper"])
            ),
        ),
        primary=Primary(
            questionnaire=Questionnaire(
                besides=tuple(Besides(question=code) for code in some(demographics, 5)),
                own_places=tuple(
                    OwnPlace(question=one.id, place=chance.choice(places), asked_of=some(answers, 4)) for one in own
                ),
                prefer_not_to_say=chance.choice(["every question", "sensitive questions", "no question"]),
            )
        ),
    )


def own_kinds():
    """A question of one's own of every kind, and one that follows from a tick."""
    worded = (
        ("own_one", "Did you come last week?", {"options": {1: "Yes", 2: "No"}}),
        (
            "own_some",
            "What brought you here?",
            {
                "kind": "several answers",
                "options": {1: "Tea, cake", 2: "Company; a chat", 5: "Other", 9: "None of these"},
            },
        ),
        ("own_which", "What else brought you?", {}),
        ("own_mark", "How warm is the hall?", {"kind": "number", "lowest": 0, "highest": 5}),
        ("own_visits", "How often have you come this month?", {"kind": "number", "lowest": 1, "highest": 31}),
        ("own_years", "For how many years have you come?", {"kind": "number"}),
        ("own_wish", "What would you change?", {"kind": "words"}),
    )
    own = tuple(OwnQuestion(id=name, wording=words, why="To see", **parts) for name, words, parts in worded)
    return Project(
        title="Own kinds",
        measures=basket("R7", "P1", own_questions=own),
        primary=Primary(
            questionnaire=Questionnaire(
                own_places=(OwnPlace(question="own_which", place="end", asked_of=("own_some_5=1",)),)
            )
        ),
    )


NAMES = (*SAMPLES, "empty", "everything", "own kinds", *(f"by chance {seed}" for seed in range(50)))
"""All that the tests go through."""
ALL = (*NAMES[:13], *(pytest.param(name, marks=pytest.mark.slow) for name in NAMES[13:]))
"""For `parametrize`: a few in the fast tests, and all in the slow ones."""


@cache
def record(name):
    """The record of one of `NAMES`."""
    if name in SAMPLES:
        return projects.open(f"sample_data/{name}").record
    if name == "empty":
        return Project(title="Nothing chosen")
    if name == "own kinds":
        return own_kinds()
    return everything() if name == "everything" else by_chance(int(name.rsplit(" ", 1)[1]))
