"""What the workbook suggests for one measure at one filter of Tool 4, and why, in plain words. The person decides."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from helpers import catalogue
from helpers.catalogue.interview import value
from helpers.catalogue.records import Indicator
from helpers.plan import burden, burden_cost, coverage, links
from helpers.project.record import Project
from helpers.reports import words

Says = Literal["stays", "leaves", "weigh"]


@dataclass(frozen=True)
class Suggestion:
    """For one measure: it stays, it leaves, or there is something to weigh."""

    says: Says
    why: str

    @property
    def words(self) -> str:
        """As it is read beside the measure."""
        return f"{HEADS[self.says]}: {self.why}"


HEADS = {"stays": "Suggested to stay", "leaves": "Suggested to leave", "weigh": "Your call"}


def by_domain(indicator: Indicator, record: Project, _before: tuple[str, ...]) -> Suggestion:
    """Filter 1: whether its domain was chosen."""
    chosen = record.measures.domains
    if not chosen:
        return Suggestion("stays", "no domain is ticked above, so that every one stays.")
    if indicator.domain in chosen:
        return Suggestion("stays", f"{indicator.domain} is one of the domains you chose.")
    return Suggestion("leaves", f"it belongs to {indicator.domain}, which you did not choose.")


def by_relevance(indicator: Indicator, record: Project, _before: tuple[str, ...]) -> Suggestion:
    """Filter 2: what in step 1.1 asks for it."""
    found = links.links(indicator, record)
    if any(not link.is_by_theme for link in found):
        return Suggestion("stays", f"linked to {links.in_words(tuple(one for one in found if not one.is_by_theme))}.")
    if found:
        return Suggestion("weigh", f"its theme is linked to {links.in_words(found)}; the measure itself is not named.")
    if not links.linked(record):
        return Suggestion("weigh", "nothing in step 1.1 is linked to a measure yet.")
    return Suggestion("leaves", "no outcome and no research question of step 1.1 is linked to it.")


def by_availability(indicator: Indicator, record: Project, _before: tuple[str, ...]) -> Suggestion:
    """Filter 3: whether there is a figure that can be used again."""
    source = f"{indicator.existing_source} ({indicator.geography})"
    noted = [one for one in record.secondary.figures if one.indicator == indicator.code]
    already = f" You have noted a figure for {noted[0].area} in step 2.1." if noted else ""
    if indicator.is_secondary:
        return Suggestion("stays", f"found in existing data, so that nobody has to be asked: {source}.{already}")
    if not indicator.existing_source:
        return Suggestion("stays", f"nobody publishes a figure.{already}")
    area = record.measures.area
    if area is None:
        return Suggestion(
            "weigh",
            f"a figure exists: {source}.{already}",
        )
    if coverage.covers(indicator, area):
        return Suggestion(
            "weigh", f"{source} covers {coverage.AREAS[area]}. If that is enough, you need not ask.{already}"
        )
    return Suggestion("stays", f"what exists does not reach down to {coverage.AREAS[area]}: {source}.{already}")


def by_area(indicator: Indicator, record: Project, _before: tuple[str, ...]) -> Suggestion:
    """Filter 4: whether its figures are of the area you need, and recent enough."""
    area = record.measures.area
    if indicator.is_secondary and area is not None and not coverage.covers(indicator, area):
        return Suggestion(
            "leaves",
            f"its figures are published for {indicator.geography}, which is larger than {coverage.AREAS[area]}, and the "
            "toolkit has no question for it.",
        )
    if indicator.is_secondary:
        return Suggestion("stays", f"published for {indicator.geography}. Look up how recent the latest release is.")
    return Suggestion("stays", f"if you ask, the answers are of your own area and of now. {_beside(indicator, record)}")


def by_ease(indicator: Indicator, record: Project, _before: tuple[str, ...]) -> Suggestion:
    """Filter 5: what makes it hard to ask."""
    if indicator.is_secondary:
        return Suggestion("stays", "nobody has to be asked.")
    hard = _hard(indicator)
    if not _counts_only_some(indicator):
        return (
            Suggestion("weigh", hard) if hard else Suggestion("stays", "one plain question that everybody can answer.")
        )
    target = record.approach.sample.target
    if target is not None and target < value("small_sample"):
        few = f"only {indicator.base} count, and among {target} answers there may be too few."
        return Suggestion("leaves", f"{few} {hard}")
    return Suggestion("weigh", f"only {indicator.base} count. A report shows a figure from ten of them on. {hard}")


def by_resource(indicator: Indicator, record: Project, before: tuple[str, ...]) -> Suggestion:
    """Filter 6: what it adds to the interview, after the measures that come before it, against the minutes there are."""
    if indicator.is_secondary:
        return Suggestion("stays", "takes none of the interview. Somebody has to look it up.")
    extra = burden.in_halves(burden.added(indicator.code, before, record))
    cost = burden_cost.in_words(extra, record)
    adds = f"adds {burden.in_words(extra)}{f' ({cost})' if cost.startswith(burden_cost.KNOWN) else ''}"
    limit = record.measures.minutes
    if limit is None:
        return Suggestion("stays", f"{adds}.")
    total = burden.in_halves(sum(burden.fixed(record).values()) + burden.of_measures((*before, indicator.code), record))
    if total > limit:
        return Suggestion(
            "leaves", f"{adds}. With it the interview takes {burden.in_words(total)}, and you have {limit:g}."
        )
    return Suggestion("stays", f"{adds}. With it and what comes before it: {burden.in_words(total)} of {limit:g}.")


def said_once(name: str, record: Project) -> str:
    """What holds for every measure at a filter, so that it is said once above them; "" where there is nothing."""
    titles = {field: f"“{info.title}”" for field, info in type(record.measures).model_fields.items()}
    if name == "available" and record.measures.area is None:
        return f"Fill in {titles['area']} above to see where an existing figure is enough."
    if name != "resource":
        return ""
    cost = burden_cost.in_words(1, record)
    missing = "" if cost.startswith(burden_cost.KNOWN) else words.sentence(cost)
    fits = "" if record.measures.minutes else f"Fill in {titles['minutes']} above to see what fits."
    return (
        f"The minutes are added up in the order of how much step 1.1 asks for each. {fits} {missing}".strip().replace(
            "  ", " "
        )
    )


Rule = Callable[[Indicator, Project, tuple[str, ...]], Suggestion]

RULES: dict[str, Rule] = {
    "domain": by_domain,
    "relevance": by_relevance,
    "available": by_availability,
    "area": by_area,
    "ease": by_ease,
    "resource": by_resource,
}
"""Filter -> what it suggests for a measure, given the record and the measures suggested to stay before it."""


def _beside(indicator: Indicator, record: Project) -> str:
    figure = coverage.newest(indicator)
    if figure is None:
        return "There is no figure in hand to set beside yours."
    found, oldest = coverage.year(figure.year), record.measures.oldest
    old = f", older than {oldest}" if found and oldest and found < oldest else ""
    return f"To set beside yours: {figure.area}, {figure.survey}, {figure.year}{old}."


def _hard(indicator: Indicator) -> str:
    asked = [catalogue.question(code) for code in indicator.questions]
    longest = max((len(question.options) for question in asked if question.kind == "multi"), default=0)
    said = [
        "Sensitive: people need privacy, and must be able to skip it." if indicator.is_sensitive else "",
        f"{len(asked)} questions, one leading to the other." if len(asked) > 1 else "",
        f"{longest} answers to read out or show on a card." if longest >= value("long_list") else "",
        indicator.caution if _counts_only_some(indicator) else "",
    ]
    return " ".join(part for part in said if part)


def _counts_only_some(indicator: Indicator) -> bool:
    """Whether many of those asked are outside the base: a condition says who is in it."""
    return indicator.rule is not None and bool(indicator.rule.base)
