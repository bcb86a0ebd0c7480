"""A finding as sentences: its title, what changed, and what a chart of it shows.

Each says no more than its numbers: a change is announced only where its interval leaves out zero, and what is withheld
is said to be withheld.
"""

from helpers import catalogue
from helpers.catalogue.records import Benchmark
from helpers.reports import words
from helpers.reports.points import BETWEEN_THE_TWO, Answer, Difference, Finding, Point

ORDINARY = frozenset(
    [
        "spring",
        "summer",
        "autumn",
        "winter",
        "wave",
        "round",
        "baseline",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "year",
        "month",
        "before",
        "after",
        "start",
        "end",
        "follow-up",
    ]
)
"""Words that begin a wave's title in lower case when it stands inside a sentence; a name keeps its capital."""
WITHHELD = "withheld"
NO_PROOF = (
    "Because people were not put into the two groups by chance, this does not show that the project made the difference"
)


def title(finding: Finding) -> str:
    """The finding in one sentence without a full stop, for the head of a chart."""
    latest = finding.latest
    who, counted = whom(finding), finding.indicator.counted
    if latest is None:
        return f"Not asked in {wave_name(list(finding.waves.values())[-1])}: how many {who} {counted}"
    if not latest.is_shown:
        return f"{words.capital(latest.band)} {who} {counted}" if latest.band else f"Withheld: how many {who} {counted}"
    return f"{words.capital(words.percent(latest.share))} of {who} {counted}{change_clause(finding)}"


def whom(finding: Finding) -> str:
    """Whom the finding speaks of: people, the indicator's base, or those of them who took part."""
    who = words.of_whom(finding.indicator.base)
    if finding.comparison:
        return words.who_took_part(who)
    return finding.everyone if who == "people" else who


def change_clause(finding: Finding) -> str:
    """What a title adds about change, with its comma: a size only where the change is clear."""
    change = finding.change
    if change is None or not change.is_shown:
        return ""
    since = wave_name(finding.waves[change.wave_before])
    if not change.is_clear:
        return f", no clear change since {since}"
    return f", {words.points(change.difference)} {_direction(change.difference)} than in {since}"


def _direction(difference: float) -> str:
    return "more" if difference > 0 else "fewer"


def wave_name(title: str) -> str:
    """A wave's title inside a sentence: "Spring 2024" becomes "spring 2024", "Acton survey" stays."""
    first = title.split(" ")[0].lower()
    return title[:1].lower() + title[1:] if first in ORDINARY else title


def value(figure: Point | Answer) -> str:
    """What may be shown of a share, in words: "24%", "fewer than 5 of 25" or "withheld"."""
    return words.percent(figure.share) if figure.is_shown else figure.band or WITHHELD


def evidence(finding: Finding, level: int) -> tuple[str, ...]:
    """The finding in full sentences, with verbs that the level of evidence allows.

    Parameters
    ----------
    level
        Nesta's level that the design reaches: 1 people reported, 2 changed while, 3 changed more than elsewhere.
    """
    latest = finding.latest
    if latest is None:
        return ()
    return tuple(
        words.sentence(text)
        for text in (
            _share_sentence(finding, latest),
            _beside_published(finding),
            _mean_sentence(finding, latest),
            *_change_sentences(finding, level),
        )
        if text
    )


def _share_sentence(finding: Finding, latest: Point) -> str:
    when = wave_name(finding.waves[latest.wave])
    who, counted = whom(finding), finding.indicator.counted
    if latest.is_shown:
        span = words.interval(latest.ci_low, latest.ci_high)
        range_said = f"; allowing for chance, between {span.replace(' to ', ' and ')}" if span else ""
        return f"In {when}, {words.percent(latest.share)} of the {_answered(latest, who)} {_said(counted)}{range_said}"
    if latest.band:
        return f"In {when}, {latest.band} {who} {_said(counted)}; so few people are not counted exactly"
    return f"In {when} the figure is withheld: {latest.note or 'it could point to single people'}"


def _said(counted: str) -> str:
    """What people report, in the past tense: "said they feel lonely", "said that more than half are"."""
    rest = counted.removeprefix("say that ")
    return f"said they {counted}" if rest == counted else f"said that {rest}"


def _answered(point: Point, who: str) -> str:
    """How many answered, of whom: "140 people who answered", "88 people who took part and answered"."""
    answered = "" if who.endswith(" answered") else " and answered" if " who " in who else " who answered"
    return f"{words.count(point.n)} {who}{answered}"


def _change_sentences(finding: Finding, level: int) -> tuple[str, ...]:
    change = finding.change
    if change is None:
        return ()
    since = wave_name(finding.waves[change.wave_before])
    if not change.is_shown:
        return (f"Change since {since} can't be shown: {change.note or 'too few people answered both times'}",)
    if change.is_one_of_many:
        first = (
            f"Taken alone, the change since {since} would count, by {words.between_points(change.ci_low, change.ci_high)}; "
            "but several measures were tested together, so it may be chance"
        )
    elif not change.is_clear:
        first = f"There is no clear change since {since}: the true change could be {words.anything_from(change.ci_low, change.ci_high)}"
    else:
        while_running = " while the project was running" if level >= 2 else ""
        verb = "rose" if change.difference > 0 else "fell"
        first = (
            f"Since {since} the share {verb} by {words.points(change.difference)}{while_running}; "
            f"allowing for chance, by {words.between_points(change.ci_low, change.ci_high)}"
        )
    return (first, *_comparison_sentences(finding, level))


def _comparison_sentences(finding: Finding, level: int) -> tuple[str, ...]:
    between = finding.between
    if between is None or not between.is_shown:
        return ()
    if not between.is_clear and not (finding.change and finding.change.is_clear):
        return ()
    if not between.is_clear:
        span = words.anything_from(between.ci_low, between.ci_high)
        return (
            f"It can't be told apart from the change in the comparison group: the difference between the two could be {span}",
        )
    size = f"by {words.points(between.difference)}; allowing for chance, by {words.between_points(between.ci_low, between.ci_high)}"
    if level >= 3:
        return (f"It changed more than in the comparison group, {size}",)
    return (f"It changed differently from the comparison group, {size}", NO_PROOF)


def _mean_sentence(finding: Finding, point: Point) -> str:
    rule = finding.indicator.rule
    if point.mean != point.mean or rule is None:
        return ""
    asked = catalogue.question(rule.mean)
    return f"The mean answer was {point.mean:.1f} on a scale from {asked.minimum} to {asked.maximum}"


def lies_within(finding: Finding) -> bool | None:
    """Whether the published figure lies in our interval; None where either is missing."""
    published, latest = finding.benchmark, finding.latest
    if published is None or latest is None or latest.ci_low != latest.ci_low:
        return None
    return latest.ci_low <= published.value <= latest.ci_high


def _beside_published(finding: Finding) -> str:
    """Whether the published figure lies in our interval; never which of the two is better."""
    published, is_within = finding.benchmark, lies_within(finding)
    if published is None or is_within is None:
        return ""
    figure = f"The figure for {published.area} in {published.year}, {words.percent(published.value)},"
    if is_within:
        return f"{figure} lies within that range, so these answers show no difference from it"
    return f"{figure} lies outside that range, but other people were asked, at another time"


def alt(finding: Finding) -> str:
    """What the chart shows, for those who can't see it: every share drawn, with its interval."""
    what = f"{whom(finding)} {finding.indicator.counted}"
    drawn = [_drawn(finding, point, "") for point in finding.points]
    drawn += [_drawn(finding, point, "comparison group, ") for point in finding.comparison]
    ending = [f"Dashed line: {published(finding.benchmark)}"] if finding.benchmark else []
    if finding.shows_all_answers:
        drawn.append("Bars of all answers: " + ", ".join(f"{one.label} {value(one)}" for one in finding.answers))
    return " ".join(words.sentence(text) for text in (f"Chart of how many {what}", *drawn, *ending))


def published(benchmark: Benchmark) -> str:
    """A published figure in short: "London 2018-19: 8%"."""
    return f"{benchmark.area} {benchmark.year}: {words.percent(benchmark.value)}"


def _drawn(finding: Finding, point: Point, before: str) -> str:
    span = words.interval(point.ci_low, point.ci_high)
    return f"{before}{finding.waves[point.wave]}: {value(point)}{f', interval {span}' if span else ''}"


def difference_words(change: Difference) -> str:
    """A change for a table cell: "−10 points", or that it is withheld."""
    if not change.is_shown:
        return WITHHELD
    return f"{words.signed(change.difference)} points"


def group_name(change: Difference) -> str:
    """Whose change it is, as a row heading."""
    return "Difference between the two" if change.group == BETWEEN_THE_TWO else words.capital(change.group)
