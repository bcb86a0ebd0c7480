"""Tool 3: every measure with what there is to know about it, for looking through."""

import re
from dataclasses import dataclass

from helpers import catalogue
from helpers.catalogue.records import Benchmark, Indicator, Question
from helpers.plan import burden, coverage
from helpers.project.record import Project
from helpers.reports import words

EXISTING, ASKING = "Existing data", "Asking people"


@dataclass(frozen=True)
class Entry:
    """One measure of the index.

    `facts` are pairs of term and text in the order they are to be read; the other fields are what it can be found by.
    """

    code: str
    name: str
    domain: str
    found_by: str
    source: str
    """The survey or dataset, without its year: "Survey of Londoners"."""
    areas: tuple[str, ...]
    """For what sizes of area a figure is published."""
    facts: tuple[tuple[str, str], ...]

    @property
    def title(self) -> str:
        """Its name with its code."""
        return f"{self.name} ({self.code})"


def entries() -> tuple[Entry, ...]:
    """Every measure, in the order of the index.

    Examples
    --------
    >>> entry = entries()[11]
    >>> entry.title, entry.found_by, entry.areas
    ('Cannot rely a lot on anyone close (R6)', 'Asking people', ('London',))
    """
    return tuple(_entry(one) for one in catalogue.indicators())


def sources() -> tuple[str, ...]:
    """The surveys and datasets that figures come from, by name."""
    return tuple(sorted({entry.source for entry in entries()} - {""}, key=str.casefold))


def _entry(indicator: Indicator) -> Entry:
    return Entry(
        indicator.code,
        indicator.name,
        indicator.domain,
        EXISTING if indicator.is_secondary else ASKING,
        source(indicator.existing_source),
        coverage.areas(indicator),
        tuple(pair for pair in _facts(indicator) if pair[1]),
    )


def source(printed: str) -> str:
    """The survey or dataset as printed, without year and frequency.

    Examples
    --------
    >>> source("Survey of Londoners 18-19 (annual)"), source("Taking part survey (2019 - annual)")
    ('Survey of Londoners', 'Taking part survey')
    """
    return re.sub(r"\s*\(.*?\)|\s+\d\d-\d\d", "", printed).strip()


def _facts(indicator: Indicator) -> tuple[tuple[str, str], ...]:
    theme = catalogue.theme(indicator.theme)
    is_added = indicator.provenance == "added"
    return (
        ("Theme", f"{theme.name} ({theme.code}), {theme.domain}"),
        ("Measure" if is_added else "Measure, as the toolkit prints it", indicator.measure),
        ("Added", "Not one of the toolkit's measures: it was added beside them." if is_added else ""),
        *(pair for code in indicator.questions for pair in _asked(catalogue.question(code))),
        ("Counted", f"{words.capital(indicator.who)} who {indicator.counted}" if indicator.counted else ""),
        ("Out of", indicator.base),
        ("In an interview", _takes(indicator)),
        ("Existing source", indicator.existing_source),
        ("Figures exist for", indicator.geography),
        ("Instead of a question", indicator.standard_question if indicator.is_secondary else ""),
        *(_published(figure) for figure in catalogue.benchmarks(indicator.code)),
        ("Sensitive", "Ask in private, and let people skip it." if indicator.is_sensitive else ""),
        ("Take care", indicator.caution),
        *(
            ("Mistake in the toolkit", f"{one.where}: {one.printed} Here: {one.what_we_do}")
            for one in _errata(indicator)
        ),
    )


def _asked(question: Question) -> tuple[tuple[str, str], ...]:
    """The question with its answers. A number in a range prints no options; Tool 8 says how it is answered."""
    answers = "; ".join(f"{option.code} {option.label}" for option in question.options) or question.answer
    return (
        (f"Question {question.code}", question.wording),
        (f"Lines of {question.code}", "; ".join(item.label for item in question.items)),
        (f"Answers to {question.code}", answers),
    )


def _takes(indicator: Indicator) -> str:
    if indicator.is_secondary:
        return ""
    alone = burden.of_measures((indicator.code,), Project(title="Index"))
    return f"{burden.in_words(burden.in_halves(alone)).capitalize()}, read aloud"


def _published(figure: Benchmark) -> tuple[str, str]:
    term = "Published, may stand beside yours" if figure.is_like_for_like else "Published, for background only"
    known = [part for part in (figure.survey, figure.year, figure.mode, figure.base) if part != "not stated"]
    answers = [words.plural(figure.n, "answer")] if figure.n else []
    where = ", ".join([*known, figure.area, *answers])
    return term, f"{figure.statement.rstrip('.')} ({where}). {figure.caution}".strip()


def _errata(indicator: Indicator) -> list:
    return (
        [one for one in catalogue.errata() if indicator.theme in one.themes] if indicator.provenance != "added" else []
    )
