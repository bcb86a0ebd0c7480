"""The data index (Tool 7) for looking through: every source, what was added to the toolkit's list marked as such."""

from dataclasses import dataclass

from helpers import catalogue
from helpers.catalogue.records import AreaLevel, Source
from helpers.project import Project
from helpers.reports import words

PRINTED, TOOL_3, ADDED = (
    "The toolkit's list (Tool 7)",
    "Named in the toolkit's index of measures (Tool 3)",
    "Added here",
)
LISTS = {"printed": PRINTED, "inferred": TOOL_3, "added": ADDED}
AREAS: tuple[AreaLevel, ...] = (
    "school or setting", "neighbourhood", "ward", "constituency", "borough", "London", "England or UK",
)  # fmt: skip
WHOLE_AREA = "The area as a whole"


@dataclass(frozen=True)
class Entry:
    """One source: what it is found by, and pairs of term and text in the order they are to be read."""

    code: str
    name: str
    themes: tuple[str, ...]
    """Names of the themes it bears on; "The area as a whole" where it is not about one."""
    areas: tuple[str, ...]
    list: str
    facts: tuple[tuple[str, str], ...]


def entries() -> tuple[Entry, ...]:
    """Every source: Tool 7's in its order, then those of Tool 3, then what was added.

    Examples
    --------
    >>> [entry.name for entry in entries()][:2], len(entries())
    (['London Social Integration Database', 'NOMIS'], 33)
    """
    return tuple(_entry(source) for source in (*catalogue.sources(), *catalogue.more_sources()))


def for_basket(record: Project) -> set[str]:
    """Codes of the sources that bear on a measure of the basket."""
    codes = {item.indicator for item in record.measures.basket}
    themes = {one.theme for one in catalogue.indicators() if one.code in codes}
    named = {source for one in catalogue.worked() if one.code in codes for source in one.sources}
    every = (*catalogue.sources(), *catalogue.more_sources())
    return named | {source.code for source in every if themes & set(source.themes)}


def themes() -> tuple[str, ...]:
    """The themes that a source bears on, in the toolkit's order."""
    named = {theme for source in (*catalogue.sources(), *catalogue.more_sources()) for theme in source.themes}
    return (WHOLE_AREA, *(_name(theme.code) for theme in catalogue.themes() if theme.code in named))


def _entry(source: Source) -> Entry:
    about = tuple(_name(code) for code in source.themes) or (WHOLE_AREA,)
    is_printed = source.provenance == "printed"
    facts = (
        ("Group", source.group),
        ("As the toolkit prints it" if is_printed else "What it holds", words.capital(source.description)),
        ("Address", source.url),
        ("About", words.listed(about)),
        ("Figures for", words.listed(source.areas)),
        ("How figures come about", source.mode or ""),
        ("Updated", source.updated),
        ("Since the toolkit was printed" if is_printed else "Take care", source.now),
        ("From", LISTS[source.provenance]),
        *(
            (f"For {catalogue.indicator(one.code).name} ({one.code})", f"{one.fetch} {one.caution}".strip())
            for one in catalogue.worked()
            if source.code in one.sources
        ),
    )
    kept = tuple(pair for pair in facts if pair[1])
    return Entry(source.code, source.name, about, source.areas, LISTS[source.provenance], kept)


def _name(code: str) -> str:
    return f"{catalogue.theme(code).name} ({code})"
