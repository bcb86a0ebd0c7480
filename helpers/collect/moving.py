"""A change as the toolkit's step 2.3 asks for it: high or low, better or worse, large or small; and what could have been seen.

Worked out from released figures alone, so that it tells no more than they do.
"""

import math

from helpers import estimates
from helpers.estimates import Change, Movement
from helpers.reports import beside, words
from helpers.reports.points import Difference, Finding

BETTER = {"better": "higher", "worse": "lower", "neither": None}
SIZES = {"big": "a big change", "moderate": "a middling change", "small": "a small change"}
LEVELS = {"high": "above", "low": "below", "in the middle": "not clearly above or below"}
LIMITS = (
    "What is big and what small is ours, since the toolkit gives no limits: Cohen's h of 0.5 or more is a big change, under 0.2 a small one "
    "(about 25 and 10 points around the middle, fewer near 0% and 100%)."
)


def movement(finding: Finding) -> Movement | None:
    """Level, direction and size; None where there is no change to speak of, or it is withheld."""
    change, latest = finding.change, finding.latest
    if change is None or latest is None or not change.is_shown or not latest.is_shown:
        return None
    found = estimates.classify(
        _as_estimated(change),
        change.share_before,
        change.share_after,
        latest.ci_low,
        latest.ci_high,
        reference=_reference(finding),
        better=BETTER[finding.indicator.more_is],
    )
    # among many comparisons an interval that leaves out zero by itself may be luck
    is_clear = change.is_clear or not found.size
    return found if is_clear else Movement(found.level, "no clear change", "", *_rest(found))


def _rest(found: Movement) -> tuple[float, float, float]:
    return found.effect, found.smallest, found.reference


def _as_estimated(change: Difference) -> Change:
    n_matched = 0 if math.isnan(change.n_matched) else int(change.n_matched)
    return Change(
        change.difference,
        math.nan,
        change.ci_low,
        change.ci_high,
        change.p_value,
        change.design,
        n_matched,
        change.smallest,
    )


def _reference(finding: Finding) -> float:
    """What high and low are measured against: the published figure, else half of the people."""
    return finding.benchmark.value if finding.benchmark else 0.5


def short(finding: Finding) -> str:
    """For a table: "getting better: a small change", "no clear change"; empty where nothing can be said."""
    found = movement(finding)
    if found is None:
        return ""
    return f"{found.direction}: {SIZES[found.size]}" if found.size else found.direction


def sentence(finding: Finding) -> str:
    """High or low, better or worse, large or small, in one sentence; empty where there is no change to speak of."""
    found, change = movement(finding), finding.change
    if found is None or change is None:
        return ""
    since = words.wave_name(finding.waves[change.wave_before])
    if found.size:
        moved = f"{found.direction} since {since}: {SIZES[found.size]} ({words.signed_points(change.difference)})"
    else:
        moved = f"no clear change since {since}{_could_be(found)}"
    level = f"{LEVELS[found.level]} {_against(finding)}, " if found.level in LEVELS else ""
    return f"In short: {level}{moved}"


def _could_be(found: Movement) -> str:
    """What could have passed unseen: no clear change is not no change."""
    if math.isnan(found.smallest):
        return ""
    return f"; with so many answers only a change of about {words.points(found.smallest)} or more would probably have been seen"


def _against(finding: Finding) -> str:
    return f"the figure for {beside.named(finding.benchmark)}" if finding.benchmark else "half of the people"
