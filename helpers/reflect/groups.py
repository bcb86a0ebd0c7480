"""Findings by group: which groups may be set side by side, what is said of them, and what of the plan is not shown."""

from helpers.project.breakdowns import in_sentence, name_of
from helpers.reflect.material import Material
from helpers.reports import tables, words
from helpers.reports.model import Block, Fold, Paragraph
from helpers.reports.points import COMPARISON, Finding, Point

LARGE_ENOUGH = 30
"""Answers a group needs before it is set beside another: below it an interval is wider than 17 points either side."""


def comparable(finding: Finding) -> tuple[str, ...]:
    """The breakdowns in which at least two groups are large enough to be set side by side."""
    large = [point.group_by for point in finding.groups if _is_large(point)]
    return tuple(code for code in dict.fromkeys(large) if large.count(code) > 1)


def _is_large(point: Point) -> bool:
    return point.is_shown and point.n >= LARGE_ENOUGH


def blocks(material: Material, finding: Finding) -> tuple[Block, ...]:
    """The tables by group, and which breakdowns of the plan are not among them; nothing where `none_shown` says it."""
    if none_shown(material):
        return ()
    name = finding.indicator.name
    made = tuple(
        table for code in comparable(finding) if (table := tables.groups(finding, code, name_of(material.record, code)))
    )
    missing = tuple(Paragraph(text) for text in _not_shown(material, finding))
    return (Fold("By group", (*made, *missing), name),) if made else missing


def _not_shown(material: Material, finding: Finding) -> tuple[str, ...]:
    """One line for what was kept back, one for what the wave did not ask."""
    absent = [code for code in _planned(material) if code not in comparable(finding)]
    asked = {point.group_by for one in material.findings.values() for point in one.groups}
    kept_back = [in_sentence(name_of(material.record, code)) for code in absent if code in asked]
    not_asked = [in_sentence(name_of(material.record, code)) for code in absent if code not in asked]
    lines = []
    if kept_back:
        whose = "its groups" if len(kept_back) == 1 else "their groups"
        lines.append(
            f"Not shown by {words.listed(kept_back, 'or')}: too few people in {whose}, or too much would show who they are."
        )
    if not_asked:
        lines.append(f"Not shown by {words.listed(not_asked, 'or')}: this wave has no answers to that question.")
    return tuple(lines)


def _planned(material: Material) -> tuple[str, ...]:
    """The breakdowns whose groups stand beside each other; the comparison group has a series of its own in every chart."""
    return tuple(code for code in material.record.breakdowns if COMPARISON not in code.split("*"))


def none_shown(material: Material) -> str:
    """Said once for the whole report, where no breakdown of any finding has two groups large enough; else empty."""
    planned = _planned(material)
    if not material.findings or any(comparable(finding) for finding in material.findings.values()):
        return ""
    if not planned and not any(finding.groups for finding in material.findings.values()):
        return ""
    by = (
        f" by {words.listed((in_sentence(name_of(material.record, code)) for code in planned), 'or')}"
        if planned
        else ""
    )
    return (
        f"Nothing is shown{by} here: with fewer than {LARGE_ENOUGH} answers in a group, even a large difference could be "
        "chance."
    )


def sentences(material: Material, finding: Finding) -> tuple[str, ...]:
    """Where two groups' intervals stand apart, the pair that is furthest apart; nothing is said of the rest."""
    return tuple(text for code in comparable(finding) if (text := _apart(material, finding, code)))


def _apart(material: Material, finding: Finding, breakdown: str) -> str:
    points = [point for point in finding.groups if point.group_by == breakdown and _is_large(point)]
    low, high = min(points, key=lambda point: point.share), max(points, key=lambda point: point.share)
    if not low.ci_high < high.ci_low:
        return ""
    described = [
        f"{words.percent(one.share)} of the {words.count(one.n)} in “{one.group}” "
        f"({words.interval(one.ci_low, one.ci_high)})"
        for one in (high, low)
    ]
    return f"By {in_sentence(name_of(material.record, breakdown))}, {words.listed(described)}: their intervals do not overlap."
