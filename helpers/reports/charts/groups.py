"""The chart of one finding by group: a dot and an interval for each group of the latest wave."""

from helpers.reports import drawing, tables, words
from helpers.reports.charts.rows import NAME_LINE, ROW, SVG, WORDS, draw_point, row_name, stamped
from helpers.reports.drawing import FOOT, TOP
from helpers.reports.model import Figure
from helpers.reports.points import Finding, Point
from helpers.reports.sentences import value

APART_BY_CHANCE = (
    "The lowest and the highest of several groups stand further apart than they are, by chance alone; "
    "ranges that overlap are no proof that the groups are alike"
)


def by_group(finding: Finding, breakdown: str, name: str) -> Figure | None:
    """Every group's share with its interval; None where the finding is not split that way.

    Parameters
    ----------
    breakdown, name
        The breakdown as findings name it ("age"), and as people read it ("Age").
    """
    points = [point for point in finding.groups if point.group_by == breakdown]
    behind = tables.groups(finding, breakdown, name)
    if behind is None:
        return None
    cautions = (words.sentence(APART_BY_CHANCE),) if sum(point.is_shown for point in points) > 1 else ()
    return Figure(
        _title(finding, points, name), _drawn(finding, points), SVG, _alt(finding, points, name), behind, cautions
    )


def _drawn(finding: Finding, points: list[Point]) -> bytes:
    with drawing.style():
        names = [row_name(point.group, point) for point in points]
        top = FOOT + sum(ROW + NAME_LINE * (len(name) - 1) for name in names)
        axes, y = drawing.axes_of(top + TOP), top
        for name, point in zip(names, points, strict=True):
            for line in name[:-1]:
                y -= NAME_LINE
                drawing.heading(axes, y + NAME_LINE - ROW + WORDS, line, "")
            y -= ROW
            draw_point(axes, name[-1], point, y)
        drawing.scale(axes, FOOT, top)
        stamped(axes, finding)
        return drawing.svg(axes)


def _title(finding: Finding, points: list[Point], name: str) -> str:
    """The lowest and the highest that are shown, and whether their ranges leave room for chance."""
    counted, by = finding.indicator.counted, f"by {name.lower()}"
    shown = sorted((point for point in points if point.is_shown), key=lambda point: point.share)
    if not shown:
        return f"Withheld {by}: how many {finding.indicator.who} {counted}"
    low, high = shown[0], shown[-1]
    if low is high:
        others = "; the other groups are withheld" if points[1:] else ""
        return f"{words.capital(_said(low))} {counted}{others}"
    overlap = "; the two ranges overlap" if low.ci_high >= high.ci_low else ""
    return f"{words.capital(by)}, from {_said(low)} to {_said(high)} {counted}{overlap}"


def _said(point: Point) -> str:
    return f"{value(point)} of {words.people(point.n)} ({point.group})"


def _alt(finding: Finding, points: list[Point], name: str) -> str:
    start = f"Chart of how many {finding.indicator.who} {finding.indicator.counted}, by {name.lower()}"
    return " ".join(words.sentence(text) for text in (start, *(_drawn_as(point) for point in points)))


def _drawn_as(point: Point) -> str:
    span = words.interval(point.ci_low, point.ci_high)
    return f"{point.group}: {value(point)}{f', interval {span}' if span else ''}"
