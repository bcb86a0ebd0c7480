"""The chart of one finding: its share over the waves, or its share with all answers where there is one wave.

What is withheld has no mark, only words, and so no hidden number.
"""

from dataclasses import dataclass

from matplotlib.axes import Axes

from helpers.reports import drawing
from helpers.reports.changing import GROUPS
from helpers.reports.charts.rows import ANSWER_ROW, DRAWN, ROW, draw_answer, draw_point, stamped
from helpers.reports.drawing import FOOT, HEAD, INK, TEXT, TOP
from helpers.reports.points import COMPARISON_GROUP, TOOK_PART, Finding, Point


@dataclass(frozen=True)
class Row:
    """A line of the chart over waves: a share, or the heading of a series."""

    name: str
    is_comparison: bool = False
    point: Point | None = None


def draw(finding: Finding) -> bytes:
    """An SVG of the finding."""
    with drawing.style():
        return _answers(finding) if finding.shows_all_answers else _waves(finding)


def _waves(finding: Finding) -> bytes:
    rows = _rows(finding)
    axes, top = _axes(finding, sum(ROW if row.point else HEAD for row in rows))
    y = top
    for before, row in zip([None, *rows], rows, strict=False):
        y -= ROW if row.point else HEAD
        if row.point is None:
            _draw_head(axes, row, y + HEAD / 2 - 3)
        else:
            draw_point(axes, row.name, row.point, y, row.is_comparison)
            _join(axes, before, row, y + DRAWN)
    return _finished(axes, finding, top)


def _join(axes: Axes, before: Row | None, row: Row, y: float) -> None:
    """A thin line from one wave to the next, broken where a wave is withheld."""
    points = (before.point if before else None, row.point)
    if all(point is not None and point.is_shown for point in points):
        places = [drawing.across(point.share) for point in points]
        drawing.line(axes, places, [y + ROW, y], color=drawing.colour(row.is_comparison), lw=1, alpha=0.5, zorder=1)


def _rows(finding: Finding) -> list[Row]:
    own = [Row(finding.waves[point.wave], False, point) for point in finding.points]
    other = [Row(finding.waves[point.wave], True, point) for point in finding.comparison]
    return [Row(GROUPS[TOOK_PART]), *own, Row(GROUPS[COMPARISON_GROUP], True), *other] if other else own


def _draw_head(axes: Axes, row: Row, y: float) -> None:
    drawing.mark(axes, 7, y, row.is_comparison)
    axes.text(18, y, row.name, color=INK, size=TEXT, weight="bold", va="center_baseline", bbox=drawing.BACKING)


def _answers(finding: Finding) -> bytes:
    """The share on top, and under it a bar for each answer that people could give."""
    axes, top = _axes(finding, ROW + HEAD + ANSWER_ROW * len(finding.answers))
    draw_point(axes, "The share", finding.points[0], top - ROW)
    y = top - ROW - HEAD
    axes.text(0, y + HEAD / 2 - 4, "All answers", color=INK, size=TEXT, weight="bold", va="center_baseline")
    for answer in finding.answers:
        y -= ANSWER_ROW
        draw_answer(axes, answer, y)
    return _finished(axes, finding, top, top - ROW)


def _axes(finding: Finding, height: float) -> tuple[Axes, float]:
    """A canvas with room for so much, and where its rows begin."""
    above = TOP + (HEAD if finding.benchmark else 0)
    return drawing.axes_of(above + height + FOOT), height + FOOT


def _finished(axes: Axes, finding: Finding, top: float, line_ends: float = FOOT) -> bytes:
    """The published figure's line runs only beside the rows it may be read against."""
    drawing.scale(axes, FOOT, top)
    stamped(axes, finding)
    if finding.benchmark:
        drawing.reference(axes, finding.benchmark, line_ends, top)
    return drawing.svg(axes)
