"""A finding as sentences: its title, its share, and what a chart of it shows.

Each says no more than its numbers, and what is withheld is said to be withheld. Changes are in `changing`, published
figures in `beside`.
"""

from helpers import catalogue
from helpers.reports import beside, changing, words
from helpers.reports.changing import WITHHELD
from helpers.reports.points import Answer, Finding, Point

__all__ = ["WITHHELD", "alt", "evidence", "title", "value", "whom"]


def title(finding: Finding) -> str:
    """The finding in one sentence without a full stop, for the head of a chart; every percentage with its base."""
    latest = finding.latest
    who, counted = whom(finding), finding.indicator.counted
    if latest is None:
        return f"Not asked in {words.wave_name(list(finding.waves.values())[-1])}: how many {who} {counted}"
    if latest.is_shown:
        of_whom = f"{words.count(latest.n)} {answered(finding)}"
        return f"{words.capital(value(latest))} of the {of_whom} {counted}{changing.clause(finding)}"
    if latest.band:
        return f"{words.capital(latest.band)} {answered(finding)} {counted}"
    return f"Withheld: how many {who} {counted}"


def whom(finding: Finding) -> str:
    """Whom the finding speaks of: people, those the indicator counts in, or those of them in the project."""
    who = finding.indicator.who
    if finding.is_of_project:
        return words.in_project(who)
    return "people who answered" if finding.is_self_chosen and who == "people" else who


def answered(finding: Finding) -> str:
    """The same people, those of them who answered: "people in the project who answered"."""
    who = whom(finding)
    return who if who.endswith(" answered") else f"{who}{' and' if ' who ' in who else ' who'} answered"


def value(figure: Point | Answer) -> str:
    """What may be shown of a share, in words: "24%", "under 1%", "fewer than 5 of 25" or "withheld"."""
    if not figure.is_shown:
        return figure.band or WITHHELD
    return figure.edge or words.percent(figure.share)


def evidence(finding: Finding, level: int, is_project: bool = True) -> tuple[str, ...]:
    """The finding in full sentences, with verbs that the level of evidence allows.

    Parameters
    ----------
    level
        Nesta's level that the design reaches: 1 people reported, 2 changed while, 3 changed more than elsewhere.
    is_project
        The report is about a project that ran between the waves, not only about the waves.
    """
    latest = finding.latest
    if latest is None:
        return ()
    return tuple(
        words.sentence(text)
        for text in (
            _share_sentence(finding, latest),
            beside.sentence(finding),
            _mean_sentence(finding, latest),
            *changing.sentences(finding, level, is_project),
        )
        if text
    )


def _share_sentence(finding: Finding, latest: Point) -> str:
    when, counted = words.wave_name(finding.waves[latest.wave]), finding.indicator.counted
    if latest.is_shown:
        span = words.interval(latest.ci_low, latest.ci_high)
        range_said = f"; allowing for chance, between {span.replace(' to ', ' and ')}" if span else ""
        of_whom = f"{words.count(latest.n)} {answered(finding)}"
        return f"In {when}, {value(latest)} of the {of_whom} {_said(counted)}{range_said}"
    if latest.band:
        return f"In {when}, {latest.band} {answered(finding)} {_said(counted)}; so few people are not counted exactly"
    return f"In {when} the figure is withheld: {latest.note or 'it could point to single people'}"


def _said(counted: str) -> str:
    """What people report, in the past tense: "said they feel lonely", "said that more than half are"."""
    rest = counted.removeprefix("say that ")
    return f"said they {counted}" if rest == counted else f"said that {rest}"


def _mean_sentence(finding: Finding, point: Point) -> str:
    rule = finding.indicator.rule
    if point.mean != point.mean or rule is None:
        return ""
    asked = catalogue.question(rule.mean)
    return f"The mean answer was {point.mean:.1f} on a scale from {asked.minimum} to {asked.maximum}"


def alt(finding: Finding) -> str:
    """What the chart shows, for those who can't see it: every share drawn, with its interval."""
    what = f"{whom(finding)} {finding.indicator.counted}"
    drawn = [_drawn(finding, point, "") for point in finding.points]
    drawn += [_drawn(finding, point, "comparison group, ") for point in finding.comparison]
    ending = [f"Dashed line: {beside.short(finding.benchmark)}"] if finding.benchmark else []
    if finding.shows_all_answers:
        drawn.append("Bars of all answers: " + ", ".join(f"{one.label} {value(one)}" for one in finding.answers))
    return " ".join(words.sentence(text) for text in (f"Chart of how many {what}", *drawn, *ending))


def _drawn(finding: Finding, point: Point, before: str) -> str:
    span = words.interval(point.ci_low, point.ci_high)
    return f"{before}{finding.waves[point.wave]}: {value(point)}{f', interval {span}' if span else ''}"
