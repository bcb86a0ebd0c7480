"""Step 1.3: approach (tools 5 and 6, Figure 7), put together from its parts."""

from collections.abc import Callable
from pathlib import Path

from helpers import catalogue
from helpers.plan import (
    area,
    consent,
    conversations,
    costs,
    evidence,
    fieldwork,
    goals,
    guide,
    kind,
    mode,
    notice,
    sample,
    sampling,
    strategy,
)
from helpers.project import Opened
from helpers.reports.facts import facts, in_words, still_open
from helpers.reports.model import Section, Table


def in_short(opened: Opened) -> str:
    """The approach in one line."""
    approach = opened.record.approach
    parts = catalogue.template_parts(strategy.TOOL)
    return (
        f"Kind of research: {approach.balance or 'not chosen'}. Survey mode: {approach.mode or 'not chosen'}. "
        f"Answers hoped for in each wave: {in_words(approach.sample.target) or 'not set'}. "
        f"Parts of the strategy written: {len(parts) - len(strategy.unwritten(opened.record))} of {len(parts)}."
    )


def summary(opened: Opened) -> Section:
    """Everything decided in this step, in the order of its notebook, with the strategy and what is open at the end."""
    return Section(
        "approach",
        "Approach: decided so far",
        sections=tuple(part(opened) for part in (*PARTS, open_points)),
    )


def kind_of_research(opened: Opened) -> Section:
    """Tool 5: numbers, words or both."""
    return kind.plan(opened)


def place(opened: Opened) -> Section:
    """The study area and who opens doors."""
    return area.summary(opened)


def way_of_asking(opened: Opened) -> Section:
    """How people are asked."""
    return mode.plan(opened)


def people(opened: Opened) -> Section:
    """Who does the research, and how people hear of it."""
    return Section(
        "people", "Who asks, and how people hear of it", sections=(fieldwork.people(opened), fieldwork.reaching(opened))
    )


def who_is_asked(opened: Opened) -> Section:
    """The sample, the groups to compare, weights."""
    return sampling.summary(opened)


def time_and_money(opened: Opened) -> Section:
    """When and how often, what it costs, how answers are analysed."""
    return Section(
        "time-and-money",
        "Time, money, analysis",
        (facts(opened.record.approach, "resource", "analysis_plan"),),
        (fieldwork.timetable(opened), costs.plan(opened)),
    )


def talking(opened: Opened) -> Section:
    """What conversations are planned."""
    return conversations.summary(opened)


def discussion_guide(opened: Opened) -> Section:
    """The guide for them."""
    return guide.summary(opened)


def level_of_evidence(opened: Opened) -> Section:
    """The standard of evidence the design can reach."""
    return evidence.plan(opened)


def goals_set(opened: Opened) -> Section:
    """The goals, and what does not fit."""
    return goals.summary(opened)


def data_plan(opened: Opened) -> Section:
    """Consent and personal data, and whether an impact assessment is needed."""
    return consent.summary(opened)


def privacy_notice(opened: Opened) -> Section:
    """What people are told before they answer."""
    return notice.notice(opened)


def written_strategy(opened: Opened) -> Section:
    """Tool 6: the seven parts as they stand."""
    return strategy.strategy(opened)


def open_points(opened: Opened) -> Section:
    """What is still missing, as part of a page."""
    return still_open(missing(opened))


def write_strategy(
    opened: Opened, folder: str | Path | None = None, formats: tuple[str, ...] = strategy.FORMATS
) -> Section:
    """Write the research strategy as Word and as a page, and say where it is.

    Parameters
    ----------
    folder
        Where to; the project's own `reports` if None.
    formats
        "docx", "html" or both.

    Raises
    ------
    UserProblem
        There is no such format, or the folder can't be written to.
    """
    return strategy.write(opened, folder, formats)


def evidence_levels() -> Section:
    """Nesta's five levels of evidence (Figure 8)."""
    rows = tuple((f"{one.level}. {one.name}", one.description) for one in catalogue.evidence_levels())
    note = "The toolkit prints this figure as a picture; the words come from its public source."
    table = Table("Five levels of evidence", ("Level", "What the evidence can do"), rows, note)
    return Section("evidence-levels", "Levels of evidence (Nesta)", (table,))


def missing(opened: Opened) -> tuple[str, ...]:
    """What this step still needs, in plain sentences; empty when it is complete."""
    record = opened.record
    approach = record.approach
    unwritten = strategy.unwritten(record)
    return (
        *_not_said({"Choose the kind of research: numbers, words or both.": approach.balance}),
        *area.missing(opened),
        *mode.missing(opened),
        *fieldwork.missing(opened),
        *sample.missing(opened),
        *conversations.missing(opened),
        *costs.missing(opened),
        *_not_said(
            {
                "Work out the resource it takes.": approach.resource,
                "Say how answers will be analysed.": approach.analysis_plan,
            }
        ),
        *evidence.missing(opened),
        *goals.missing(opened),
        *consent.missing(opened),
        *notice.missing(opened),
        *((f"Write the parts of the research strategy still open: {', '.join(unwritten)}.",) if unwritten else ()),
    )


def _not_said(needs: dict[str, object]) -> tuple[str, ...]:
    return tuple(sentence for sentence, is_there in needs.items() if not is_there)


PARTS: tuple[Callable[[Opened], Section], ...] = (
    kind_of_research,
    place,
    way_of_asking,
    people,
    who_is_asked,
    talking,
    discussion_guide,
    time_and_money,
    level_of_evidence,
    goals_set,
    data_plan,
    privacy_notice,
    written_strategy,
)
"""What the notebook shows beside its forms, in its order."""
