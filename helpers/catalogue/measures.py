"""The 30 themes, their indicators, what was added to them, and the published figures to hold them against."""

from functools import lru_cache
from typing import Any, get_args

from helpers.catalogue.reader import raw, table
from helpers.catalogue.records import Benchmark, Domain, Indicator, Theme

DOMAINS: tuple[str, ...] = get_args(Domain)

OF_THEME = ("measure", "existing_source", "geography", "standard_question", "is_secondary", "provenance")
"""What Tool 3 prints once for a theme and each of its indicators carries. One added to a printed theme has its own."""


def domains() -> tuple[str, ...]:
    """The three domains of social integration, and the outcomes above and across them.

    Examples
    --------
    >>> domains()
    ('Relationships', 'Equality', 'Participation', 'Outcomes')
    """
    return DOMAINS


@lru_cache
def themes() -> tuple[Theme, ...]:
    """The 30 measurement themes of Figure 3, by domain, and any that were added.

    Examples
    --------
    >>> from helpers.catalogue import not_added
    >>> len(not_added(themes())), themes()[6].name
    (30, 'Loneliness')
    """
    names = ("code", "name", "name_in_index", "is_starred", "provenance")
    return tuple(Theme.model_validate({"domain": domain, **_only(names, entry)}) for domain, entry in _themes())


@lru_cache
def indicators() -> tuple[Indicator, ...]:
    """The 38 indicators that the toolkit's text names, 24 of which can be asked in a survey, and any that were added.

    Examples
    --------
    >>> from helpers.catalogue import not_added
    >>> printed = not_added(indicators())
    >>> len(printed), sum(indicator.rule is not None for indicator in printed)
    (38, 24)
    """
    return tuple(
        Indicator.model_validate({"theme": theme["code"], "domain": domain, **_shared(theme, entry), **entry})
        for domain, theme in _themes()
        for entry in theme["indicators"]
    )


@lru_cache
def benchmarks(indicator: str | None = None) -> tuple[Benchmark, ...]:
    """Published figures, all or those of one indicator, each with survey, mode, year, wording, base and area.

    Only those with `is_like_for_like` may stand beside a finding, and then with their caution.

    Examples
    --------
    >>> [(figure.value, figure.mode) for figure in benchmarks("R3") if figure.area == "London"]
    [(0.92, 'face to face'), (0.75, 'online, some on paper')]
    """
    every = table(Benchmark, "benchmarks.csv")
    return every if indicator is None else tuple(figure for figure in every if figure.indicator == indicator)


def _shared(theme: dict[str, Any], indicator: dict[str, Any]) -> dict[str, Any]:
    """What an indicator takes from its theme: nothing that is printed, where the indicator itself is not."""
    is_guest = indicator.get("provenance") == "added" != theme.get("provenance")
    return {} if is_guest else _only(OF_THEME, theme)


def _only(names: tuple[str, ...], entry: dict[str, Any]) -> dict[str, Any]:
    return {name: entry[name] for name in names if name in entry}


def _themes() -> list[tuple[str, dict[str, Any]]]:
    return [(domain, entry) for domain in DOMAINS for entry in raw(f"measures/{domain.lower()}.yaml")]
