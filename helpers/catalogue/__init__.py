"""What the toolkit knows, read from the files in `data/` on demand.

Every list is a tuple of records (`helpers.catalogue.records`), in printed order, read once.

Examples
--------
>>> from helpers import catalogue
>>> catalogue.indicator("R7").counted
'feel lonely often or always'
"""

from helpers.catalogue.fieldwork import living_wages, survey_modes
from helpers.catalogue.guidance import (
    comparison,
    considerations,
    errata,
    evidence_levels,
    examples,
    faqs,
    passages,
    readings,
    sources,
    template_parts,
    tips,
    tools,
)
from helpers.catalogue.instrument import breakdowns, questions, scales, sections, workbook_questions
from helpers.catalogue.lookup import not_added, one
from helpers.catalogue.measures import benchmarks, domains, indicators, themes
from helpers.catalogue.records import Breakdown, Indicator, Question, Theme
from helpers.catalogue.secondary import more_sources, worked, worked_out

__all__ = [
    "benchmarks",
    "breakdown",
    "breakdowns",
    "comparison",
    "considerations",
    "domains",
    "errata",
    "evidence_levels",
    "examples",
    "faqs",
    "indicator",
    "indicators",
    "living_wages",
    "more_sources",
    "not_added",
    "passages",
    "question",
    "questions",
    "readings",
    "scales",
    "sections",
    "sources",
    "survey_modes",
    "template_parts",
    "theme",
    "themes",
    "tips",
    "tools",
    "workbook_questions",
    "worked",
    "worked_out",
]


def indicator(code: str) -> Indicator:
    """One indicator by its code.

    Examples
    --------
    >>> indicator("R3").name
    'People from different backgrounds get on'
    >>> indicator("R1")
    Traceback (most recent call last):
    ...
    helpers.errors.UserProblem: There is no indicator 'R1' in the catalogue.
      Where: R1
      What to do: Did you mean R1_age or R1_ethnicity or R1_education or R1_income? docs/measures.md lists every code.
    """
    return one("indicator", code, [(entry.code, entry) for entry in indicators()])


def theme(code: str) -> Theme:
    """One theme by its code.

    Examples
    --------
    >>> theme("R7").name
    'Loneliness'
    """
    return one("theme", code, [(entry.code, entry) for entry in themes()])


def question(code: str) -> Question:
    """One question by its printed number or its id, the workbook's own questions included.

    Examples
    --------
    >>> question("1.7").wording
    'How often do you feel lonely?'
    >>> question("q1_7") is question("1.7")
    True
    """
    known = questions() + workbook_questions()
    return one("question", code, [(name, entry) for entry in known for name in (entry.code, entry.id)])


def breakdown(code: str) -> Breakdown:
    """One breakdown by its code.

    Examples
    --------
    >>> breakdown("age").bands["75 and over"]
    (75, 99)
    """
    return one("breakdown", code, [(entry.code, entry) for entry in breakdowns()])
