"""What is said of a change, by itself and beside the comparison group's.

A change is announced only where its interval leaves out zero, in its own direction, and with verbs that the level of
evidence allows.
"""

from typing import Literal

from helpers.reports import words
from helpers.reports.points import BETWEEN_THE_TWO, COMPARISON_GROUP, TOOK_PART, Difference, Finding

WITHHELD = "withheld"
NO_PROOF = (
    "Because people were not put into the two groups by chance, this does not show that the project made the difference"
)
GROUPS = {
    TOOK_PART: "In the project",
    COMPARISON_GROUP: "Comparison group",
    BETWEEN_THE_TWO: "Difference between the two",
}
"""The groups of the frames as readers know them: "took part" would be read as "took part in the survey"."""

Verdict = Literal["", "more", "less", "apart", "one of many", "unclear"]


def verdict(finding: Finding) -> Verdict:
    """How our change stands beside the comparison group's, by the signs of both.

    Returns
    -------
    str
        "more": ours is clear, and further that way than theirs. "less": ours is clear, and theirs went further the same
        way. "apart": the two differ clearly, though ours is not clear. "one of many": they differ taken alone, not among
        so many comparisons. "unclear": chance could make the difference. Empty: no difference is shown.
    """
    own, between = finding.change, finding.between
    if between is None or not between.is_shown:
        return ""
    if between.is_one_of_many:
        return "one of many"
    if not between.is_clear:
        return "unclear"
    if own is None or not own.is_clear:
        return "apart"
    return "more" if _is_rise(own) == _is_rise(between) else "less"


def clause(finding: Finding) -> str:
    """What a title adds about change, with its comma: a size only where the change is clear."""
    change = finding.change
    if change is None or not change.is_shown:
        return ""
    since = words.wave_name(finding.waves[change.wave_before])
    if not change.is_clear:
        return f", no clear difference from {since}" if finding.may_be_others else f", no clear change since {since}"
    return f", {_more_or_fewer(change)} than in {since}"


def sentences(finding: Finding, level: int, is_project: bool = True) -> tuple[str, ...]:
    """Our change, then what the comparison group's adds to it.

    Parameters
    ----------
    level
        Nesta's level of evidence that the design reaches.
    is_project
        The report is about a project that ran between the waves; else only about the waves.
    """
    change = finding.change
    if change is None:
        return ()
    since = words.wave_name(finding.waves[change.wave_before])
    if not change.is_shown:
        return (f"Change since {since} can't be shown: {change.note or 'too few people answered both times'}",)
    if level < 2 or finding.may_be_others:
        return (_differed(change, since), *_beside_comparison(finding, level))
    if change.is_one_of_many:
        own = f"Taken alone, the change since {since} would count, {_by(change)}; {_AMONG_MANY}"
    elif not change.is_clear:
        own = f"There is no clear change since {since}: the true change could be {_anything(change)}"
    else:
        now = words.wave_name(finding.waves[change.wave_after])
        when = f"Since {since}" if is_project else f"Between {since} and {now}"
        size = f"{_moved(change)}{' while the project was running' if is_project else ''}"
        own = f"{when} the share {size}; allowing for chance, {_by(change)}"
    return (own, *_beside_comparison(finding, level))


_AMONG_MANY = "but several measures were tested together, so it may be chance"


def _differed(change: Difference, since: str) -> str:
    """Level 1: what people said each time, not that anybody changed."""
    span = f"between {words.points_interval(change.ci_low, change.ci_high).replace(' to ', ' and ')}"
    if change.is_one_of_many:
        return f"Taken alone, the difference from {since} would count, {span}; {_AMONG_MANY}"
    if not change.is_clear:
        return f"There is no clear difference from {since}: allowing for chance, {span}"
    return f"That is {_more_or_fewer(change)} than in {since}; allowing for chance, {span}"


def _beside_comparison(finding: Finding, level: int) -> tuple[str, ...]:
    found, between, own = verdict(finding), finding.between, finding.change
    if not found or between is None or own is None:
        return ()
    if found == "unclear":
        said = "It can't be told apart from the change in the comparison group: the difference between the two could be"
        return (f"{said} {_anything(between)}",) if own.is_clear else ()
    if found == "one of many":
        return (
            f"Taken alone, the difference from the change in the comparison group would stand, {_by(between)}; "
            "but not among so many comparisons",
        )
    size = f"{words.points(between.difference)}; allowing for chance, {_by(between).removeprefix('by ')}"
    other = finding.comparison_change
    is_opposite = other is not None and other.is_clear and _is_rise(other) != _is_rise(own)
    if level < 3 or found == "apart" or is_opposite:
        proof = (NO_PROOF,) if level < 3 else ()
        differently = f"The comparison group changed differently{_theirs(other, own)}"
        return (differently, f"The difference between the two changes is {size}", *proof)
    verb = "rose" if _is_rise(own) else "fell"
    return (f"It {verb} {found} than in the comparison group, by {size}",)


def _theirs(other: Difference | None, own: Difference) -> str:
    """The comparison group's change, as far as it is one."""
    if other is None or not other.is_shown:
        return ""
    if not other.is_clear:
        return ": there is no clear change in it" if own.is_clear else ", though neither change is clear by itself"
    is_opposite = own.is_clear and _is_rise(other) != _is_rise(own)
    return (
        f", in the other direction: there the share {_moved(other)}" if is_opposite else f": there it {_moved(other)}"
    )


def _is_rise(change: Difference) -> bool:
    return change.difference > 0


def _moved(change: Difference) -> str:
    return f"{'rose' if _is_rise(change) else 'fell'} by {words.points(change.difference)}"


def _more_or_fewer(change: Difference) -> str:
    return f"{words.points(change.difference)} {'more' if _is_rise(change) else 'fewer'}"


def _by(change: Difference) -> str:
    return f"by {words.between_points(change.ci_low, change.ci_high)}"


def _anything(change: Difference) -> str:
    return words.anything_from(change.ci_low, change.ci_high)


def turnover(finding: Finding) -> str:
    """Who answered each time, where they are not the same people throughout; empty where they are, or nothing is shown."""
    change = finding.change
    if change is None or not change.is_shown or change.design == "matched":
        return ""
    before, after = (words.wave_name(finding.waves[wave]) for wave in (change.wave_before, change.wave_after))
    who = f"{words.count(change.n_before)} answered in {before} and {words.count(change.n_after)} in {after}"
    if change.n_matched != change.n_matched:
        return f"{who}; too few are known to be in both to say how many, and the rest are different people as far as is known"
    if not change.n_matched:
        return f"{who}; nobody is known to be in both, so those who answered may be other people"
    return f"{who}; {words.count(change.n_matched)} are known to be in both, and the rest are different people as far as is known"


def in_points(change: Difference) -> str:
    """A change for a table cell: "−10 points", or that it is withheld."""
    return words.signed_points(change.difference) if change.is_shown else WITHHELD


def group_name(change: Difference) -> str:
    """Whose change it is, as a row heading."""
    return GROUPS.get(change.group) or words.capital(change.group)
