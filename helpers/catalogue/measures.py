"""The 30 themes, their indicators, and the published figures to hold them against."""

from functools import lru_cache
from typing import Any, get_args

from helpers.catalogue.reader import raw, table
from helpers.catalogue.records import Benchmark, Domain, Indicator, Theme

DOMAINS: tuple[str, ...] = get_args(Domain)

OF_THEME = ("measure", "existing_source", "geography", "standard_question", "is_secondary")
"""What Tool 3 prints once for a theme and each of its indicators carries."""


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
    """The 30 measurement themes of Figure 3, by domain.

    Examples
    --------
    >>> len(themes()), themes()[6].name
    (30, 'Loneliness')
    """
    names = ("code", "name", "name_in_index", "is_starred")
    return tuple(
        Theme.model_validate({"domain": domain, **{name: entry[name] for name in names}}) for domain, entry in _themes()
    )


@lru_cache
def indicators() -> tuple[Indicator, ...]:
    """The 38 indicators that the toolkit's text names; 24 of them can be asked in a survey.

    Examples
    --------
    >>> len(indicators()), sum(indicator.rule is not None for indicator in indicators())
    (38, 24)
    """
    return tuple(
        Indicator.model_validate(
            {"theme": theme["code"], "domain": domain, **{name: theme[name] for name in OF_THEME}, **entry}
        )
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


def _themes() -> list[tuple[str, dict[str, Any]]]:
    return [(domain, entry) for domain in DOMAINS for entry in raw(f"measures/{domain.lower()}.yaml")]
