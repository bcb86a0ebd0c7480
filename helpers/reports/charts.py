"""The chart of one finding: its share over the waves, or its share with all answers where there is one wave.

What is withheld has no mark, only words, and so no hidden number.
"""

from dataclasses import dataclass

from matplotlib.axes import Axes

from helpers.reports import drawing, words
from helpers.reports.drawing import FOOT, HEAD, INK, RIGHT, SMALL, SOFT, TEXT, TOP, WIDTH
from helpers.reports.points import COMPARISON_GROUP, TOOK_PART, Answer, Finding, Point
from helpers.reports.sentences import value

MARGIN, ROW = 104, 48
"""The margin with the names of the waves, and the height of one row, in points."""
ANSWER_MARGIN, ANSWER_LETTERS = 146, 20
ANSWER_ROW = 36


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
            _draw_point(axes, row.name, row.point, y + ROW / 2, row.is_comparison, MARGIN)
            _join(axes, before, row, y + ROW / 2)
    return _finished(axes, finding, top, MARGIN)


def _join(axes: Axes, before: Row | None, row: Row, y: float) -> None:
    """A thin line from one wave to the next, broken where a wave is withheld."""
    points = (before.point if before else None, row.point)
    if all(point is not None and point.is_shown for point in points):
        places = [drawing.across(point.share, MARGIN) for point in points]
        drawing.line(axes, places, [y + ROW, y], color=drawing.colour(row.is_comparison), lw=1, alpha=0.5, zorder=1)


def _rows(finding: Finding) -> list[Row]:
    own = [Row(finding.waves[point.wave], False, point) for point in finding.points]
    other = [Row(finding.waves[point.wave], True, point) for point in finding.comparison]
    return [Row(TOOK_PART), *own, Row(COMPARISON_GROUP, True), *other] if other else own


def _draw_head(axes: Axes, row: Row, y: float) -> None:
    drawing.mark(axes, 7, y, row.is_comparison)
    name = words.capital(row.name)
    axes.text(18, y, name, color=INK, size=TEXT, weight="bold", va="center_baseline", bbox=drawing.BACKING)


def _draw_point(axes: Axes, name: str, point: Point, y: float, is_comparison: bool, left: float) -> None:
    axes.text(0, y + 1, drawing.fitted(name, 15), color=INK, size=TEXT, va="bottom", linespacing=1.05)
    axes.text(0, y - 3, words.people(point.n) if point.n == point.n else "", color=SOFT, size=SMALL, va="top")
    if not point.is_shown:
        drawing.said(axes, y, value(point), left)
        return
    drawing.span(axes, point.ci_low, point.ci_high, y, left, is_comparison)
    drawing.mark(axes, drawing.across(point.share, left), y, is_comparison)
    drawing.numbers(axes, y, value(point), words.interval(point.ci_low, point.ci_high))


def _answers(finding: Finding) -> bytes:
    """The share on top, and under it a bar for each answer that people could give."""
    axes, top = _axes(finding, ROW + HEAD + ANSWER_ROW * len(finding.answers))
    point = finding.points[0]
    _draw_point(axes, "The share", point, top - ROW / 2, False, ANSWER_MARGIN)
    y = top - ROW - HEAD
    axes.text(0, y + HEAD / 2 - 4, "All answers", color=INK, size=TEXT, weight="bold", va="center_baseline")
    for answer in finding.answers:
        y -= ANSWER_ROW
        _draw_answer(axes, answer, y + ANSWER_ROW / 2)
    return _finished(axes, finding, top, ANSWER_MARGIN, top - ROW)


def _draw_answer(axes: Axes, answer: Answer, y: float) -> None:
    name = drawing.fitted(answer.label, ANSWER_LETTERS)
    axes.text(0, y, name, color=INK, size=SMALL + 1, va="center", linespacing=1.1)
    if not answer.is_shown:
        drawing.said(axes, y, value(answer), ANSWER_MARGIN)
        return
    drawing.bar(axes, answer.share, y, ANSWER_MARGIN)
    axes.text(WIDTH - RIGHT + 15, y, value(answer), color=INK, size=TEXT, va="center_baseline")


def _axes(finding: Finding, height: float) -> tuple[Axes, float]:
    """A canvas with room for so much, and where its rows begin."""
    above = TOP + (HEAD if finding.benchmark else 0)
    return drawing.axes_of(above + height + FOOT), height + FOOT


def _finished(axes: Axes, finding: Finding, top: float, left: float, line_ends: float = FOOT) -> bytes:
    """The published figure's line runs only beside the rows it may be read against."""
    drawing.scale(axes, FOOT, top, left)
    if finding.benchmark:
        drawing.reference(axes, finding.benchmark, line_ends, top, left)
    return drawing.svg(axes)
