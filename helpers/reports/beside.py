"""Published figures beside ours: whose they are, and whether they lie in our range; never which of the two is better."""

import re

from helpers.catalogue.records import Benchmark
from helpers.reports import words
from helpers.reports.points import Finding

NOT_STATED = "not stated"


def named(published: Benchmark) -> str:
    """Where and when a published figure is from: "London, 2018-19"; "London, undated"."""
    return f"{published.area}, {year(published)}"


def short(published: Benchmark) -> str:
    """A published figure for a chart: "London 2018-19: 8%"."""
    return f"{published.area} {year(published)}: {words.percent(published.value)}"


def whose(published: Benchmark) -> str:
    """Who was asked for a published figure, and how: "adults aged 16 and over, online, some on paper"."""
    return f"{base(published)}, {mode(published)}"


def is_counted_otherwise(published: Benchmark) -> bool:
    """The same question, but not quite the same answers are counted: its caution then says what "ours" counts."""
    return re.search(r"\bours\b", published.caution) is not None


def lies_within(finding: Finding) -> tuple[bool, ...]:
    """For each published figure, whether it lies in our interval; empty where there is no interval."""
    latest = finding.latest
    if latest is None or latest.ci_low != latest.ci_low:
        return ()
    return tuple(latest.ci_low <= one.value <= latest.ci_high for one in finding.published)


def sentence(finding: Finding) -> str:
    """Each published figure with its people, and whether it lies in our range; empty where that can't be said."""
    found = tuple(zip(finding.published, lies_within(finding), strict=False))
    if not found:
        return ""
    if len(found) > 1:
        figures = words.listed(_figure(one, is_within) for one, is_within in found)
        return f"Published figures for {found[0][0].area} disagree: {figures}. Other people were asked, at another time"
    ((one, is_within),) = found
    return (
        f"The figure for {one.area}, {words.percent(one.value)} of {base(one)}, lies {_range(is_within)}, but other "
        f"people were asked, {_when(one)} ({mode(one)})"
    )


def _figure(published: Benchmark, is_within: bool) -> str:
    asked = f"{year(published)}, {mode(published)}"
    return f"{words.percent(published.value)} of {base(published)} ({asked}) lies {_range(is_within)}"


def _range(is_within: bool) -> str:
    return "within that range, so chance alone could explain the gap" if is_within else "outside that range"


def base(published: Benchmark) -> str:
    """Who was asked: "adults aged 16 and over"."""
    return "people not described" if published.base == NOT_STATED else published.base


def year(published: Benchmark) -> str:
    """When a published figure was asked, "2018-19" or "undated"."""
    return "undated" if published.year == NOT_STATED else published.year


def _when(published: Benchmark) -> str:
    return "at a time not stated" if published.year == NOT_STATED else f"in {published.year}"


def mode(published: Benchmark) -> str:
    """How they were asked: "face to face"."""
    return "how is not stated" if published.mode == NOT_STATED else published.mode
