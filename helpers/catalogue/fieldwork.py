"""How people can be asked, and what an hour of asking should pay: what stands behind a plan for fieldwork."""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from helpers.catalogue.reader import entries
from helpers.catalogue.records import Entry, Provenance

Aspect = Literal["Reach", "Cost", "Quality", "Who is missed", "Effect on answers"]


class Remark(Entry):
    """What is known of one way of asking under one aspect, in our words, and from where."""

    aspect: Aspect
    text: str
    source: str


class SurveyMode(Entry):
    """One way of asking people. The toolkit prints a sentence on four; the remarks beside it are added."""

    code: str
    name: str
    mode: Literal["face to face", "telephone", "online", "paper"]
    """The survey mode of the project record that it is a kind of."""
    passage: str = ""
    """The code of the toolkit's own sentence, where it has one."""
    design_effect: float
    """A common allowance, where nothing better is known."""
    design_effect_why: str
    remarks: tuple[Remark, ...]
    provenance: Provenance

    def remark(self, aspect: Aspect) -> Remark:
        return next(remark for remark in self.remarks if remark.aspect == aspect)


class LivingWage(Entry):
    """The London Living Wage of one year: a voluntary rate, set each autumn by the Living Wage Foundation."""

    code: str
    """The year, as the foundation names it: "2025-26"."""
    rate: Decimal
    """Pounds an hour, from the age of 18."""
    announced: date
    pay_by: date
    """By when accredited employers pay it."""
    next_due: date
    """From this day on there may be a newer rate."""
    source: str
    provenance: Provenance = "added"


@lru_cache
def survey_modes() -> tuple[SurveyMode, ...]:
    """Ways of asking people, side by side (Step 2.2.2 and what was added to it).

    Examples
    --------
    >>> [mode.name for mode in survey_modes() if mode.provenance == "printed"]
    ['Door to door', 'In the street', 'By telephone', 'Online']
    """
    return entries(SurveyMode, "survey_modes.yaml")


@lru_cache
def living_wages() -> tuple[LivingWage, ...]:
    """The London Living Wage, newest first.

    Examples
    --------
    >>> [(wage.code, str(wage.rate)) for wage in living_wages()][-1]
    ('2023-24', '13.15')
    """
    return entries(LivingWage, "living_wage.yaml")
