"""What the toolkit tells its readers: tools and templates, considerations, tips, sources, examples, errata."""

from functools import lru_cache

from helpers.catalogue.reader import entries
from helpers.catalogue.records import (
    Comparison,
    Consideration,
    Erratum,
    EvidenceLevel,
    Example,
    Faq,
    Passage,
    Source,
    TemplatePart,
    Tip,
    Tool,
)


@lru_cache
def tools() -> tuple[Tool, ...]:
    """The twelve tools of Part C.

    Examples
    --------
    >>> tools()[7].title
    'BUILDING YOUR QUESTIONNAIRE FOR PRIMARY RESEARCH'
    """
    return entries(Tool, "tools.yaml")


@lru_cache
def template_parts(tool: int | None = None) -> tuple[TemplatePart, ...]:
    """The boxes of the canvases (1, 2) and the parts of the templates (6, 9, 10, 11), of all tools or of one.

    Examples
    --------
    >>> [part.title for part in template_parts(6)][:2]
    ['Research Purpose', 'Research Context']
    """
    every = entries(TemplatePart, "template_parts.yaml")
    return tuple(part for part in every if tool in (None, part.tool))


@lru_cache
def considerations() -> tuple[Consideration, ...]:
    """Tool 12's questions under its three filters.

    Examples
    --------
    >>> considerations()[0].question
    "Who are your target 'Londoners'?"
    """
    return entries(Consideration, "considerations.yaml")


@lru_cache
def comparison(where: str = "Tool 5") -> tuple[Comparison, ...]:
    """Quantitative and qualitative research side by side: Tool 5's rows, or those of "Figure 6".

    Examples
    --------
    >>> [row.aspect for row in comparison()]
    ['What', 'How', 'Research methods', 'Sampling', 'Question types', 'Analysis methods']
    """
    return tuple(row for row in entries(Comparison, "comparison.yaml") if row.where == where)


@lru_cache
def evidence_levels() -> tuple[EvidenceLevel, ...]:
    """Nesta's five levels of evidence (Figure 8).

    Examples
    --------
    >>> [level.name for level in evidence_levels()][:3]
    ['Account of impact', 'Correlation', 'Causation']
    """
    return entries(EvidenceLevel, "evidence_levels.yaml")


@lru_cache
def sources() -> tuple[Source, ...]:
    """Tool 7's datasets and portals.

    Examples
    --------
    >>> sources()[1].name
    'NOMIS'
    """
    return entries(Source, "sources.yaml")


@lru_cache
def readings() -> tuple[Source, ...]:
    """The further reading list. Most entries were links in print and carry no address.

    Examples
    --------
    >>> readings()[0].group
    'Starting points'
    """
    return entries(Source, "readings.yaml")


@lru_cache
def tips() -> tuple[Tip, ...]:
    """The ten overarching tips.

    Examples
    --------
    >>> tips()[7].text
    'Identify clear conclusions and lessons to inform future delivery.'
    """
    return entries(Tip, "tips.yaml")


@lru_cache
def faqs() -> tuple[Faq, ...]:
    """The five frequently asked questions.

    Examples
    --------
    >>> faqs()[0].question
    'Do I need to gather information against all social integration measures?'
    """
    return entries(Faq, "faqs.yaml")


@lru_cache
def examples() -> tuple[Example, ...]:
    """Part D's eight practical examples.

    Examples
    --------
    >>> examples()[4].title
    'The Cares Family Social Evaluation Research'
    """
    return entries(Example, "examples.yaml")


@lru_cache
def passages(where: str | None = None) -> tuple[Passage, ...]:
    """Printed passages that steps name, all or those of one place ("Figure 7", "Step 2.2.3").

    Examples
    --------
    >>> [passage.heading for passage in passages("Step 2.3")]  # doctest: +ELLIPSIS
    ['Reliability', 'Data coverage and quality', ..., 'Demographic analysis', 'Change analysis']
    """
    every = entries(Passage, "passages.yaml")
    return tuple(passage for passage in every if where in (None, passage.where))


@lru_cache
def errata() -> tuple[Erratum, ...]:
    """Faults of the printed toolkit: what is printed, where, and what is done about it here.

    Examples
    --------
    >>> errata()[0].code
    'forty-indicators'
    """
    return entries(Erratum, "errata.yaml")
