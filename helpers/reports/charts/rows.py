"""One line of a chart of shares: its name and base, its figure and interval, and its mark on the scale beneath."""

from matplotlib.axes import Axes

from helpers.project.opened import PRETEND
from helpers.reports import drawing, words
from helpers.reports.points import Answer, Finding, Point
from helpers.reports.sentences import value

ROW, ANSWER_ROW = 52, 40
"""The height of a row, in points: its words on one line, what is drawn on the next."""
DRAWN, WORDS = 16, 34
"""How far above a row's foot its mark stands, and the line of its words."""
NAMED = 262
"""Points that a row's name and base may take, beside its figures."""
LABELLED = 335
"""Points that an answer's label may take, beside its share."""
NAME_LINE = 18
"""Points that each further line of a name takes."""
SVG = "image/svg+xml"


def draw_point(axes: Axes, name: str, point: Point, y: float, is_comparison: bool = False) -> None:
    """A share with its interval; where it is withheld, the words that say so in the place of a mark."""
    n = words.people(point.n) if point.n == point.n else ""
    drawing.heading(axes, y + WORDS, row_name(name, point, 1)[0], n)
    if not point.is_shown:
        drawing.said(axes, y + DRAWN, value(point))
        return
    drawing.span(axes, point.ci_low, point.ci_high, y + DRAWN, is_comparison)
    drawing.mark(axes, drawing.across(point.share), y + DRAWN, is_comparison)
    drawing.numbers(axes, y + WORDS, value(point), words.interval(point.ci_low, point.ci_high))


def row_name(name: str, point: Point, n_lines: int = 2) -> list[str]:
    """The lines that a row's name takes up beside its base and figures."""
    n = words.people(point.n) if point.n == point.n else ""
    return drawing.fitted(name, NAMED - drawing.measured(n), n_lines).split("\n")


def draw_answer(axes: Axes, answer: Answer, y: float) -> None:
    """An answer's bar from 0%, or the words that stand in its place."""
    drawing.heading(axes, y + WORDS - 6, drawing.fitted(answer.label, LABELLED), "")
    if answer.is_shown:
        drawing.bar(axes, answer.share, y + DRAWN - 5)
        drawing.numbers(axes, y + WORDS - 6, value(answer))
    else:
        drawing.said(axes, y + DRAWN - 5, value(answer))


def stamped(axes: Axes, finding: Finding) -> None:
    """Simulated answers say across the whole picture that they are."""
    if PRETEND in finding.waves:
        drawing.stamp(axes, "PRETEND", "simulated answers")
