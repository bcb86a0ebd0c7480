"""What each person answers in each wave, as codes."""

from datetime import datetime, time, timedelta
from typing import Any

import numpy as np

from making import design
from making.people import Person, draw

Row = dict[str, Any]
"""Column -> code, tuple of codes, text, PREFER_NOT or None (blank); besides `person` and `submitted`."""

SINGLE = {"R7": "q1_7", "R6": "q1_2", "R3": "q1_8", "P3": "q2_4", "O1_area": "q2_7", "E11": "q3_13", "O2": "q3_19"}
"""Indicators that rest on one answer."""

DEMOGRAPHICS_AGE_STEP = {"2024-spring": 0, "2024-autumn": 0, "2025-spring": 1}


def wave_rows(wave: dict[str, Any], people: list[Person], rng: np.random.Generator) -> list[Row]:
    """One row per person who answers in the wave, in the order of submission, nothing missing yet."""
    answering = [person for person in people if wave["id"] in person.waves]
    counts = _who_counts(wave["id"], answering, rng)
    answering = [answering[index] for index in rng.permutation(len(answering))]
    times = _times(wave, len(answering), rng)
    return [_row(wave, person, when, counts, rng) for person, when in zip(answering, times, strict=True)]


def _who_counts(wave_id: str, answering: list[Person], rng: np.random.Generator) -> dict[str, set[int]]:
    """Indicator -> numbers of the people who count, so many that each group has the share built in."""
    made = design.befriending()
    position = design.wave_ids().index(wave_id)
    rho = made["latent_correlation"]
    counts: dict[str, set[int]] = {}
    for indicator, built_in in made["probabilities"].items():
        raised = made["condition_raises"].get(indicator, 0.0)
        score = {
            person.number: np.sqrt(rho) * person.latent[indicator]
            + np.sqrt(1 - rho) * rng.standard_normal()
            + raised * person.has_condition
            for person in answering
        }
        counts[indicator] = set()
        for label, code in design.GROUPS.items():
            group = sorted(
                (person.number for person in answering if person.group == code), key=score.__getitem__, reverse=True
            )
            counts[indicator].update(group[: round(built_in[label][position] * len(group))])
    return counts


def _row(
    wave: dict[str, Any], person: Person, when: datetime, counts: dict[str, set[int]], rng: np.random.Generator
) -> Row:
    codes = design.befriending()["codes"]
    says = {indicator: person.number in numbers for indicator, numbers in counts.items()}
    row: Row = {"person": person.number, "submitted": when, "own_group": person.group, "panel_code": person.code}
    for indicator, column in SINGLE.items():
        row[column] = draw(codes[column]["yes" if says[indicator] else "no"], rng)
    for line in ("younger", "older"):
        row[f"q1_3_1_{line}"], row[f"q1_3_2_{line}"] = _mixing(says[f"R2_{line}"], rng)
    row["q3_18"] = _reasons(rng) if says["E8"] else (12,)
    row["q3_1"], row["q3_14"], row["q3_15"] = person.gender, person.ethnicity, person.conditions
    row["q3_2"] = person.age + DEMOGRAPHICS_AGE_STEP[wave["id"]]
    row.update(_open_answers(wave, person, rng))
    return row


def _mixing(counts: bool, rng: np.random.Generator) -> tuple[int, int | None]:
    """How often, and how good: whoever never spends such time is not asked how good it is."""
    codes = design.befriending()["codes"]
    if counts:
        return draw(codes["often"], rng), draw(codes["good_time"], rng)
    if rng.random() < codes["often_but_not_good"]:
        return draw(codes["often"], rng), int(rng.integers(3, 5))
    often = draw(codes["seldom"], rng)
    return often, None if often == 1 else draw(codes["any_time"], rng)


def _reasons(rng: np.random.Generator) -> tuple[int, ...]:
    shares = design.befriending()["codes"]["q3_18"]
    n = 1 if rng.random() < 0.7 else 2
    return tuple(sorted({draw(shares, rng) for _ in range(n)}))


def _open_answers(wave: dict[str, Any], person: Person, rng: np.random.Generator) -> Row:
    words = design.read("design/open_answers.yaml")
    asked: Row = {"own_hope": str(rng.choice(words["own_hope"]))}
    if wave["asks_difference"]:
        asked["own_difference"] = str(rng.choice(words["own_difference"])) if person.group == 1 else None
        asked["own_change"] = str(rng.choice(words["own_change"]))
    return asked


def _times(wave: dict[str, Any], n: int, rng: np.random.Generator) -> list[datetime]:
    """When each answer was sent: in daylight, over the days of fieldwork, the last day included."""
    days = (wave["last_day"] - wave["first_day"]).days
    minutes = [
        (int(rng.integers(0, days + 1)), int(rng.integers(0, 9 * 60)), int(rng.integers(0, 60))) for _ in range(n - 1)
    ]
    minutes.append((days, 6 * 60 + 12, 31))
    start = datetime.combine(wave["first_day"], time(9, 5))
    return sorted(start + timedelta(days=day, minutes=minute, seconds=second) for day, minute, second in minutes)
