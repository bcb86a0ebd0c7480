"""Tool 4: from the whole index to a basket through six filters, one after another.

What a person decided is in the record: which measures leave at which filter, and why. Here that is followed through: what
arrives at each filter, what is suggested, what goes on. Going back to a filter changes what arrives at the later ones;
what was decided there still holds for the measures that arrive.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from helpers import catalogue
from helpers.catalogue.records import Indicator
from helpers.plan import links
from helpers.plan.suggesting import RULES, Suggestion
from helpers.project.record import Project
from helpers.project.record.measures import FilterDecision
from helpers.reports import words

TOOL = 4
"""The tool whose parts are the filters."""


@dataclass(frozen=True)
class Stage:
    """One filter as it stands: what arrives, what is suggested, what leaves and why, what goes on."""

    name: str
    """Its field in the record: "relevance"."""
    number: int
    title: str
    question: str
    arriving: tuple[Indicator, ...]
    left: dict[str, str]
    """Code of an arriving measure that leaves here -> why."""
    decision: FilterDecision
    record: Project

    @cached_property
    def suggestions(self) -> dict[str, Suggestion]:
        """Code of an arriving measure -> what is suggested for it."""
        return _suggestions(self.name, self.arriving, self.record)

    @property
    def for_all(self) -> str:
        """What is suggested for every measure that arrives, where it is the same for all."""
        said = {one.words for one in self.suggestions.values()}
        return said.pop() if len(said) == 1 and len(self.suggestions) > 1 else ""

    @property
    def for_domains(self) -> dict[str, str]:
        """Domain -> what is suggested for every measure of it that arrives, where it is the same for all of them."""
        by_domain: dict[str, list[str]] = {}
        for one in self.arriving:
            by_domain.setdefault(one.domain, []).append(self.suggestions[one.code].words)
        return {domain: said[0] for domain, said in by_domain.items() if len(said) > 1 and len(set(said)) == 1}

    @property
    def remaining(self) -> tuple[Indicator, ...]:
        """What goes on to the next filter."""
        return tuple(one for one in self.arriving if one.code not in self.left)

    @property
    def suggested_to_leave(self) -> dict[str, str]:
        """Code -> reason, of those that are still here and suggested to leave."""
        return {
            one.code: self.suggestions[one.code].why
            for one in self.remaining
            if self.suggestions[one.code].says == "leaves"
        }


def stages(record: Project) -> tuple[Stage, ...]:
    """The six filters in order, each starting from what the one before left.

    Examples
    --------
    >>> [stage.title for stage in stages(Project(title="Nothing decided yet"))][:3]
    ['Domain', 'Relevance', 'Already available']
    """
    arriving = catalogue.indicators()
    found = []
    for part, (name, decision) in zip(catalogue.template_parts(TOOL), record.measures.filters, strict=True):
        left = {one.indicator: one.why for one in decision.left_out}
        stage = Stage(
            name,
            part.number,
            part.title,
            part.text,
            arriving,
            {one.code: left[one.code] for one in arriving if one.code in left},
            decision,
            record,
        )
        found.append(stage)
        arriving = stage.remaining
    return tuple(found)


def remaining(record: Project) -> tuple[Indicator, ...]:
    """What is left after the last filter."""
    return stages(record)[-1].remaining


def into_the_basket(record: Project) -> dict[str, Any]:
    """The changes that put what is left into the basket, with a first why from the links; what is there stays as it is."""
    return adding(remaining(record), record)


def adding(chosen: tuple[Indicator, ...], record: Project) -> dict[str, Any]:
    """The changes that put measures into the basket. Those that are in it, and their whys, are left alone."""
    held = {item.indicator for item in record.measures.basket}
    return {
        f"measures.basket[{one.code}]": {"indicator": one.code, "why": links.drafted_why(one, record)}
        for one in chosen
        if one.code not in held
    }


def as_suggested(record: Project, name: str) -> dict[str, Any]:
    """The changes that let everything leave a filter that is suggested to, with the suggestion's reason."""
    stage = next(one for one in stages(record) if one.name == name)
    return {
        f"measures.filters.{name}.left_out[{code}]": {"indicator": code, "why": words.sentence(why)}
        for code, why in stage.suggested_to_leave.items()
    }


def left_yet_in_the_basket(record: Project) -> dict[str, str]:
    """Measures of the basket that a filter let go -> the title of that filter: worth a second look."""
    left = {code: stage.title for stage in stages(record) for code in stage.left}
    return {item.indicator: left[item.indicator] for item in record.measures.basket if item.indicator in left}


def is_begun(record: Project) -> bool:
    """Whether anything has been decided at a filter."""
    return any(decision != FilterDecision() for _, decision in record.measures.filters)


def _suggestions(name: str, arriving: tuple[Indicator, ...], record: Project) -> dict[str, Suggestion]:
    """In the last filter the measures that are asked for most come first, so that what doesn't fit is what matters least."""
    found, before = {}, ()
    for indicator in _by_weight(arriving, record) if name == "resource" else arriving:
        found[indicator.code] = RULES[name](indicator, record, before)
        if found[indicator.code].says != "leaves":
            before = (*before, indicator.code)
    return found


def _by_weight(indicators: tuple[Indicator, ...], record: Project) -> list[Indicator]:
    return sorted(indicators, key=lambda one: -len(links.links(one, record)))
