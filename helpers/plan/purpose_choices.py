"""What there is to choose from in step 1.1: purposes, links of the chain, themes and indicators, outcomes, Tool 12's filters."""

from helpers import catalogue
from helpers.forms import Choice
from helpers.plan import tailoring
from helpers.project.record import Project
from helpers.project.record.purpose import LINKS

MEANT = {
    "experiences": "How people live, and whether they can reach what the city offers.",
    "places": "How an area is changing, and what that does to the way people live together.",
    "impact": "What difference a project, an investment or an organisation makes.",
}
"""What each research purpose is about, in our words."""


def purposes() -> tuple[Choice, ...]:
    """Tool 12's three research purposes."""
    return tuple(Choice(code, name, MEANT[code]) for name, code in tailoring.offered("purpose"))


def links(record: Project) -> tuple[Choice, ...]:
    """The links of the chain, and those that the team has named in its own words."""
    own = dict.fromkeys(one.link for one in record.purpose.theory_of_change.assumptions)
    named = tuple(Choice(link, link, group="In your own words") for link in own if link and link not in LINKS)
    return (*(Choice(link, name, group="Links of the chain" if named else "") for link, name in LINKS.items()), *named)


def themes() -> tuple[Choice, ...]:
    """The toolkit's themes by domain."""
    return tuple(
        Choice(theme.code, f"{theme.name} ({theme.code})", group=domain)
        for domain in catalogue.domains()
        for theme in catalogue.themes()
        if theme.domain == domain
    )


def indicators() -> tuple[Choice, ...]:
    """The indicators by domain and theme, each with what it measures."""
    return tuple(
        Choice(one.code, f"{one.name} ({one.code})", _about(one.measure, one.is_secondary), f"{domain}: {theme.name}")
        for domain in catalogue.domains()
        for theme in catalogue.themes()
        for one in catalogue.indicators()
        if theme.domain == domain and one.theme == theme.code
    )


def outcomes(record: Project) -> tuple[Choice, ...]:
    """The outcomes of the theory of change."""
    there = record.purpose.theory_of_change.outcomes
    return tuple(
        Choice(one.id, one.text.strip() or f"Outcome {number} (not written yet)") for number, one in enumerate(there, 1)
    )


def themes_of_work(record: Project) -> tuple[Choice, ...]:
    """Tool 12's thematic focus: by name, or by short name where the record has that."""
    return _named("focus", record.purpose.thematic_focus)


def organisations(record: Project) -> tuple[Choice, ...]:
    """Tool 12's types of organisation."""
    return _named("organisation", (record.purpose.organisation_type,))


def considerations(record: Project) -> tuple[Choice, ...]:
    """Tool 12's questions for what was chosen, under their stages."""
    stages = {code: f"Stage {name}" for code, name in tailoring.STAGES.items()} | {"all": "At every stage"}
    return tuple(
        Choice(one.code, one.question, f"For: {one.choice}", stages[one.stage])
        for one in tailoring.fitting(record.purpose)
    )


def _named(name: str, held: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(code if code in held else choice, choice) for choice, code in tailoring.offered(name))


def _about(measure: str, is_secondary: bool) -> str:
    return f"{measure}. {'Existing data: nobody has to be asked.' if is_secondary else ''}".strip()
