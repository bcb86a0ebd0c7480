"""Our share less a published one, with the uncertainty of both; worked out from what was released."""

import math

from helpers import estimates
from helpers.catalogue.records import Benchmark
from helpers.estimates import Against, Share
from helpers.reports import beside, words
from helpers.reports.model import Table
from helpers.reports.points import Finding, Point

COLUMNS = ("Published figure", "Theirs", "Ours less theirs", "95% interval", "Clear?", "What to bear in mind")


def difference(latest: Point | None, published: Benchmark) -> Against | None:
    """The difference; None where ours is withheld or has no interval."""
    if latest is None or not latest.is_shown or math.isnan(latest.ci_low):
        return None
    ours = Share(
        share=latest.share,
        std_error=math.nan,
        ci_low=latest.ci_low,
        ci_high=latest.ci_high,
        n=int(latest.n),
        n_effective=latest.n_effective,
        design_effect=latest.design_effect,
    )
    return estimates.against(ours, published.value, n=published.n)


def table(finding: Finding) -> Table | None:
    """Every published figure that may stand beside ours; None where there is none, or ours is withheld."""
    rows = [_row(one, found) for one in finding.published if (found := difference(finding.latest, one)) is not None]
    if not rows:
        return None
    note = "Both figures are uncertain, and the interval holds both. Other people were asked, at another time."
    return Table(f"{finding.indicator.name}: beside published figures", COLUMNS, tuple(rows), note)


def _row(one: Benchmark, found: Against) -> tuple[str, ...]:
    said = (one.caution, f"Asked of {beside.whose(one)}", found.assumed)
    return (
        f"{beside.named(one)} ({one.survey})",
        words.percent(one.value),
        words.signed_points(found.difference),
        words.points_interval(found.ci_low, found.ci_high).removesuffix(" points"),
        "yes" if found.is_clear else "no",
        " ".join(words.sentence(text) for text in said if text),
    )


def sentence(finding: Finding) -> str:
    """The first published figure in a sentence; empty where the table is."""
    found = difference(finding.latest, finding.benchmark) if finding.benchmark else None
    if found is None or finding.benchmark is None:
        return ""
    where = f"the published figure for {beside.named(finding.benchmark)} ({words.percent(finding.benchmark.value)})"
    if not found.is_clear:
        could = words.points_interval(found.ci_low, found.ci_high).replace(" to ", " and ")
        return f"Our figure can't be told apart from {where}: allowing for chance in both, between {could}"
    size = words.points(found.difference)
    by = words.between_points(found.ci_low, found.ci_high)
    return f"Our figure is {size} {'above' if found.difference > 0 else 'below'} {where}; allowing for chance in both, {by}"
