"""What the sample's figures reckon with: what was filled in, what is assumed instead, and what can't be."""

from collections.abc import Iterator
from dataclasses import dataclass

from helpers.estimates.planning import invited
from helpers.plan import mode
from helpers.project.record import Project, Sample
from helpers.reports import words

SHARE, CORRELATION, ATTRITION = 0.5, 0.5, 0.25
"""Assumed until somebody knows better: the most cautious share; two answers of one person half alike; a quarter lost."""
SEVERAL_WAYS = 1.5
"""The design effect where people are asked in more than one way, or in a way not yet chosen, unless each is asked."""
REPORTED_FROM = 10
"""Answers below which a report shows no figure (policy `report`)."""

PREFIX = "approach.sample."


@dataclass(frozen=True)
class Design:
    """A sample as its figures see it. Shares are 0 to 1. `assumed`: a sentence for each thing nobody filled in."""

    target: int | None
    population: int | None
    share: float
    response: float | None
    attrition: float
    correlation: float
    design_effect: float
    margin_points: int | None
    n_waves: int
    is_topped_up: bool
    """Others take the place of those who are lost."""
    is_compared: bool
    """A comparison group is planned: the answers are of two groups together."""
    assumed: tuple[str, ...]

    @property
    def matched(self) -> int | None:
        """How many of those who answered are expected to answer the next time."""
        return None if self.target is None else int(self.target * (1 - self.attrition) + 0.5)

    @property
    def is_impossible(self) -> bool:
        """More answers than people."""
        return self.target is not None and self.population is not None and self.target > self.population

    def to_approach(self, answers: float) -> int | None:
        """How many to ask for so many answers; None where nobody has said how many will answer."""
        return None if self.response is None else invited(answers, self.response)


def design(record: Project) -> Design:
    """What the record says of the sample, with what is assumed where it says nothing.

    Examples
    --------
    >>> found = design(Project(title="Nothing filled in"))
    >>> found.share, found.design_effect, len(found.assumed)
    (0.5, 1.5, 2)
    """
    sample, n_waves = record.approach.sample, waves(record)
    effect, why = _design_effect(record)
    return Design(
        target=sample.target,
        population=sample.population,
        share=_share(sample.expected_percent, SHARE),
        response=None if sample.response_percent is None else sample.response_percent / 100,
        attrition=_share(sample.attrition_percent, ATTRITION),
        correlation=CORRELATION if sample.correlation is None else sample.correlation,
        design_effect=effect,
        margin_points=sample.margin_points,
        n_waves=n_waves,
        is_topped_up=sample.returning == "some of both",
        is_compared=record.approach.comparison is not None,
        assumed=tuple(_assumed(record, n_waves, why)),
    )


def waves(record: Project) -> int:
    """How many times people are asked: as planned, or as many waves as the record lists, at least one."""
    return record.approach.n_waves or max(len(record.primary.waves), 1)


def problems(record: Project) -> dict[str, str]:
    """What can't be, or says something else than meant: path of the field -> sentence to stand beside it."""
    sample, found = record.approach.sample, design(record)
    said = {
        "target": _of_target(found),
        "response_percent": _of_response(found, sample),
        "change_points": _of_change(sample, record.approach.n_waves),
        "attrition_percent": _of_attrition(found, sample),
        "correlation": _of_correlation(sample),
    }
    return {PREFIX + name: sentence for name, sentence in said.items() if sentence}


def _share(percent: int | None, otherwise: float) -> float:
    return otherwise if percent is None else percent / 100


def _design_effect(record: Project) -> tuple[float, str]:
    """The design effect, and why this one where it is assumed."""
    approach = record.approach
    if approach.sample.design_effect is not None:
        return approach.sample.design_effect, ""
    if approach.sample.recruitment == "everyone":
        return 1.0, "A design effect of 1: everybody is asked, so nobody is drawn together with a neighbour."
    way = mode.chosen(record)
    if way is None:
        return (
            SEVERAL_WAYS,
            f"A design effect of {SEVERAL_WAYS:g}, a common allowance, until the way of asking is settled.",
        )
    return way.design_effect, f"A design effect of {way.design_effect:g}: {way.design_effect_why}."


def _assumed(record: Project, n_waves: int, design_effect: str) -> Iterator[str]:
    sample = record.approach.sample
    if sample.expected_percent is None:
        yield "A share of 50 in a hundred, which asks for the most answers."
    if design_effect:
        yield design_effect
        if record.approach.weighting:
            yield "Nothing for the precision that weights cost: your first wave will tell, as a design effect."
    if n_waves > 1 and sample.returning != "different people":
        if sample.correlation is None:
            yield "One person's two answers half alike (a correlation of 0.5). Your first two waves will tell."
        if sample.attrition_percent is None:
            yield "A quarter of the people lost from one time to the next: our guess, so put in your own."


def _of_target(found: Design) -> str:
    if found.target is None:
        return ""
    if found.population is not None and found.target > found.population:
        return f"{words.plural(found.target, 'answer')} from {words.people(found.population)} can't be. Lower the target, or correct the population."
    if found.target < REPORTED_FROM:
        return f"Below {REPORTED_FROM} answers a report shows no figure, so that nobody is recognised. Plan conversations instead, or ask more people."
    return ""


def _of_response(found: Design, sample: Sample) -> str:
    if found.target is None or found.response is None or found.population is None:
        return ""
    asked, most = invited(found.target, found.response), int(found.population * found.response)
    if asked <= found.population or found.target > found.population:
        return ""
    return (
        f"For {words.plural(found.target, 'answer')} at {sample.response_percent} in a hundred you would have to ask "
        f"{words.people(asked)}, and there {'is' if found.population == 1 else 'are'} {found.population:,}. "
        f"{f'At best {most:,} would answer.' if most else 'Nobody would answer.'}"
    )


def _of_change(sample: Sample, n_waves: int | None) -> str:
    if sample.change_points is None:
        return ""
    if n_waves == 1:
        return "You ask once, so no change can be seen. Say how often you ask, or leave this empty."
    share = 50 if sample.expected_percent is None else sample.expected_percent
    can_fall, can_rise = share - sample.change_points >= 0, share + sample.change_points <= 100
    if not (can_fall or can_rise):
        return f"From {share} in a hundred, {sample.change_points} points can be neither lost nor gained. Hope for less, or correct the share you expect."
    if can_fall and can_rise:
        return ""
    return f"From {share} in a hundred, {sample.change_points} points can't be {'lost' if can_rise else 'gained'}: this can only be a {'rise' if can_rise else 'fall'}."


def _of_attrition(found: Design, sample: Sample) -> str:
    if found.target is None or found.n_waves < 2 or sample.returning == "different people":
        return ""
    left = found.target * (1 - found.attrition) ** (found.n_waves - 1)
    if left >= REPORTED_FROM or found.target < REPORTED_FROM:
        return ""
    return f"By the last time about {int(left)} of the first {found.target:,} people would be left: too few to show how they changed. Add people, or go back sooner."


def _of_correlation(sample: Sample) -> str:
    if sample.correlation is not None and sample.returning == "different people":
        return "This counts only where the same people answer twice, and you ask different people each time."
    return ""
