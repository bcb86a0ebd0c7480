"""Small multiples: one panel for each indicator, its share over the waves, all on the same scale."""

from collections.abc import Sequence
from io import BytesIO
from math import ceil
from typing import Any
from warnings import catch_warnings, simplefilter

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas

from helpers.project.opened import PRETEND
from helpers.reports import drawing, words, wrapping
from helpers.reports.charts.rows import SVG
from helpers.reports.drawing import INK, LINE, OURS, SMALL, SOFT, WIDTH
from helpers.reports.model import Figure, Table
from helpers.reports.points import Finding, Point
from helpers.reports.sentences import value

PER_ROW = 2
PANEL, TITLE, FOOT, KEY_LINE = 112, 34, 22, 17
"""Points: the height of a panel, of the two lines of its title, of what is under the last row, of a line of the key."""
NO_BREAK = "\u00a0"
SIDE, BETWEEN = 44, 8
THEME = {
    "font.family": "DejaVu Sans", "axes.facecolor": "white", "axes.edgecolor": LINE, "axes.grid": True,
    "grid.color": LINE, "grid.linewidth": 0.7, "axes.titlesize": SMALL, "axes.titlecolor": INK, "xtick.color": SOFT,
    "ytick.color": SOFT, "xtick.labelsize": SMALL - 1, "ytick.labelsize": SMALL - 1, "xtick.bottom": False,
    "ytick.left": False, "axes.titlelocation": "left", "axes.spines.top": False, "axes.spines.right": False,
}  # fmt: skip


def over_waves(findings: Sequence[Finding]) -> Figure | None:
    """How each indicator's share went over the waves; None where nothing was asked in more than one of them.

    Parameters
    ----------
    findings
        All of the same waves; those that one wave alone asked are left out.
    """
    several = [finding for finding in findings if len(finding.points) > 1]
    if not several:
        return None
    with drawing.style():
        image = _drawn(several)
    cautions = ("The lines join what people said each time; they say nothing of the time between.",)
    return Figure(_title(several), image, SVG, _alt(several), _behind(several), cautions)


def _drawn(findings: list[Finding]) -> bytes:
    key = _key(findings[0])
    foot = FOOT + KEY_LINE * len(key)
    height = ceil(len(findings) / PER_ROW) * (PANEL + TITLE) + foot
    canvas = Canvas(figsize=(WIDTH / 72, height / 72))
    FigureCanvasSVG(canvas)
    _plot(canvas, findings)
    _place(canvas, findings, height)
    for place, text in enumerate(key):
        canvas.text(0, (KEY_LINE * (len(key) - place) - 10) / height, text, color=SOFT, size=SMALL, va="center")
    if PRETEND in findings[0].waves:
        style: dict[str, Any] = {"ha": "center", "va": "center", "color": drawing.PALE, "weight": "bold", "size": 30}
        canvas.text(0.5, 0.5, "PRETEND\nsimulated answers", zorder=-1, **style)
    out = BytesIO()
    canvas.savefig(out, format="svg", metadata=drawing.NO_METADATA)
    return out.getvalue()


def _plot(canvas: Canvas, findings: list[Finding]) -> None:
    import pandas as pd
    import seaborn.objects as so

    n_waves = len(findings[0].waves)
    rows = pd.DataFrame([row for place, finding in enumerate(findings) for row in _rows(finding, place)])
    plot = (
        so.Plot(rows, x="wave", y="share", ymin="low", ymax="high", group="run")
        .facet("panel", wrap=PER_ROW)
        .add(so.Line(color=OURS, linewidth=1.2))
        .add(so.Range(color=OURS, linewidth=2.4))
        .add(so.Dot(color=OURS, pointsize=6))
        .scale(
            x=so.Continuous().tick(at=range(1, n_waves + 1)).label(like="{x:.0f}"),
            y=so.Continuous().tick(at=drawing.LABELLED).label(like="{x:.0%}"),
        )
        .limit(x=(0.5, n_waves + 0.5), y=(-0.02, 1.02))
        .label(x="", y="", title=lambda place: _name(findings[int(place)]))
        .theme(THEME)
        .on(canvas)
    )
    with catch_warnings():  # seaborn's call of pandas that pandas 4 will no longer have says so in every notebook
        simplefilter("ignore", DeprecationWarning)
        plot.plot()


def _rows(finding: Finding, panel: int) -> list[dict[str, float]]:
    """One row for each share that is shown; a withheld wave breaks the line, so what follows is another run."""
    order, rows, run = list(finding.waves), [], 0
    asked = {point.wave: point for point in finding.points}
    for place, wave in enumerate(order, 1):
        point = asked.get(wave)
        if point is None or not point.is_shown:
            run += 1
            continue
        rows.append(
            {
                "panel": panel,
                "run": run,
                "wave": place,
                "share": point.share,
                "low": point.ci_low,
                "high": point.ci_high,
            }
        )
    return rows or [dict.fromkeys(("run", "share", "low", "high"), float("nan")) | {"panel": panel, "wave": 1}]


def _place(canvas: Canvas, findings: list[Finding], height: float) -> None:
    """Every panel where the points say, and in it what can't be drawn."""
    width = (WIDTH - PER_ROW * SIDE - BETWEEN) / PER_ROW
    for place, (axes, finding) in enumerate(zip(canvas.axes, findings, strict=True)):
        down, across = divmod(place, PER_ROW)
        left = SIDE + across * (width + SIDE + BETWEEN)
        bottom = height - (down + 1) * (PANEL + TITLE)
        axes.set_position((left / WIDTH, bottom / height, width / WIDTH, (PANEL - 14) / height))
        axes.tick_params(labelbottom=True, labelleft=True)
        for point in finding.points:
            if not point.is_shown:
                wave = list(finding.waves).index(point.wave) + 1
                axes.text(wave, 0.5, "not shown", rotation=90, color=SOFT, size=SMALL - 1, ha="center", va="center")


def _name(finding: Finding) -> str:
    """An indicator's name in two lines at the most."""
    return drawing.fitted(finding.indicator.name, (WIDTH - BETWEEN) / PER_ROW - SIDE, 2, SMALL)


def _key(finding: Finding) -> list[str]:
    """Which number is which wave."""
    named = [f"{place} = {title}" for place, title in enumerate(finding.waves.values(), 1)]
    return list(wrapping.lines(",  ".join(name.replace(" ", NO_BREAK) for name in named), WIDTH, SMALL))


def _title(findings: list[Finding]) -> str:
    """How many moved clearly since the first wave that can be compared, and which way."""
    moved = [finding.change for finding in findings if finding.change is not None and finding.change.is_shown]
    up = sum(change.is_clear and change.difference > 0 for change in moved)
    down = sum(change.is_clear and change.difference < 0 for change in moved)
    if not moved:
        return f"{words.plural(len(findings), 'measure')} over {len(findings[0].waves)} waves"
    said = [f"{n} clearly {which}" for n, which in ((up, "higher"), (down, "lower")) if n]
    rest = len(moved) - up - down
    said += [f"{rest} with no clear change"] if rest else []
    return f"Of {words.plural(len(moved), 'measure')} compared with the first time: {words.listed(said)}"


def _behind(findings: list[Finding]) -> Table:
    waves = findings[0].waves
    rows = tuple((finding.indicator.name, *(_cell(finding, wave) for wave in waves)) for finding in findings)
    return Table("Shares over the waves", ("Measure", *waves.values()), rows)


def _cell(finding: Finding, wave: str) -> str:
    point = next((one for one in finding.points if one.wave == wave), None)
    return "not asked" if point is None else _with_base(point)


def _with_base(point: Point) -> str:
    base = f" of {words.people(point.n)}" if point.is_shown and point.n == point.n else ""
    span = words.interval(point.ci_low, point.ci_high)
    return f"{value(point)}{base}{f' ({span})' if span else ''}"


def _alt(findings: list[Finding]) -> str:
    said = ["Small charts of shares over the waves, each with its interval"]
    for finding in findings:
        drawn = ", ".join(f"{finding.waves[point.wave]} {value(point)}" for point in finding.points)
        said.append(f"{finding.indicator.name}: {drawn}")
    return " ".join(words.sentence(text) for text in said)
