"""Invented people, and who of them answers in which wave."""

from dataclasses import dataclass, field

import numpy as np

from making import design


@dataclass
class Person:
    """One invented person: what stays the same between waves."""

    number: int
    group: int
    age: int
    gender: int
    ethnicity: int
    conditions: tuple[int, ...]
    latent: dict[str, float]
    code: str | None
    waves: list[str] = field(default_factory=list)

    @property
    def has_condition(self) -> bool:
        return 3 not in self.conditions


def draw(shares: dict, rng: np.random.Generator):
    """One key of `shares`, drawn with those probabilities."""
    keys = list(shares)
    weights = np.array([shares[key] for key in keys], dtype=float)
    return keys[rng.choice(len(keys), p=weights / weights.sum())]


def invite(rng: np.random.Generator) -> list[Person]:
    """Everybody who answers in at least one wave, with the waves they answer in."""
    people: list[Person] = []
    for wave in design.befriending()["waves"]:
        for label, n in wave["people"].items():
            known = [person for person in people if person.group == design.GROUPS[label]]
            for index in rng.permutation(len(known))[: n["returning"]]:
                known[index].waves.append(wave["id"])
            for _ in range(n["new"]):
                people.append(_person(len(people) + 1, design.GROUPS[label], rng))
                people[-1].waves.append(wave["id"])
    people[7].gender, people[7].age = design.befriending()["people"]["one_person_of_gender"], 61
    _give_codes(people, rng)
    return people


def _person(number: int, group: int, rng: np.random.Generator) -> Person:
    made_of = design.befriending()["people"]
    low, high, _ = made_of["age_bands"][
        rng.choice(len(made_of["age_bands"]), p=[share for *_, share in made_of["age_bands"]])
    ]
    conditions = tuple(int(code) for code in draw(made_of["conditions"], rng).split())
    return Person(
        number,
        group,
        int(rng.integers(low, high + 1)),
        draw(made_of["gender"], rng),
        draw(made_of["ethnicity"], rng),
        conditions,
        {indicator: float(rng.standard_normal()) for indicator in design.befriending()["probabilities"]},
        None,
    )


def _give_codes(people: list[Person], rng: np.random.Generator) -> None:
    """Codes that differ, save for the pairs planted: two people who answer in all waves each."""
    panel = design.befriending()["panel"]
    every = every_code()
    unused = iter(every[index] for index in rng.permutation(len(every)))
    for person in people:
        if rng.random() < panel["gives_a_code"]:
            person.code = next(unused)
    first = [person for person in people if person.code and len(person.waves) == 3]
    for pair in range(panel["colliding_pairs"]):
        first[20 * pair + 5].code = first[20 * pair].code


def every_code() -> list[str]:
    """Two letters of a mother's first name and a day of the month, in all combinations."""
    return [
        f"{letters}{day:02d}" for letters in design.befriending()["panel"]["name_beginnings"] for day in range(1, 32)
    ]


def spare_codes(people: list[Person]) -> list[str]:
    """Codes that nobody has, for mistyping into."""
    taken = {person.code for person in people}
    return [code for code in every_code() if code not in taken]
