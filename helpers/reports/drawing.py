"""The drawing kit of the charts: a canvas in points, the scale from 0% to 100%, marks, and the SVG without metadata."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

from matplotlib import rc_context, rcdefaults, rcParams
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from helpers.catalogue.records import Benchmark
from helpers.reports import beside, wrapping

INK, SOFT, LINE, BAR = "#1c2733", "#51606e", "#c9d2d8", "#5f97ae"
OURS, THEIRS = "#0072b2", "#b34700"
"""Okabe and Ito's blue, and their vermilion darkened until it stands out from white by 4.5 to 1."""
PALE = "#efcfbd"
"""Of words behind a picture: they are read, and hide nothing."""
WIDTH, SIDE = 400, 20
"""Points: the width of the picture (that of a telephone, so that its text stays readable there), and what is left free
on both sides of the scale."""
HEAD, FOOT, TOP = 30, 46, 6
TEXT, SMALL = 14, 12
STYLE = {"font.family": "DejaVu Sans", "svg.fonttype": "path", "svg.hashsalt": "workbook"}
LABELLED = (0, 0.5, 1)
"""The lines of the scale that are named; four more names would touch on a telephone."""
BACKING = {"facecolor": "white", "edgecolor": "none", "pad": 2.5}
"""Behind words that cross a line of the scale."""
PRINT = 200
"""Dots per inch of a PNG."""
NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}


def axes_of(height: float, width: float = WIDTH) -> Axes:
    """Axes as large as the picture, in points, so that everything is placed by hand and nothing is cut off."""
    canvas = Canvas(figsize=(width / 72, height / 72))
    FigureCanvasSVG(canvas)
    axes = canvas.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, width), ylim=(0, height))
    axes.axis("off")
    return axes


def across(share: float) -> float:
    """Where a share stands on the scale."""
    return SIDE + share * (WIDTH - 2 * SIDE)


def colour(is_comparison: bool) -> str:
    return THEIRS if is_comparison else OURS


def line(axes: Axes, x: list[float], y: list[float], **style: Any) -> None:
    """A line or a mark, placed as it is: `axes.plot` would work out limits and colours that are not wanted here."""
    axes.add_artist(Line2D(x, y, **style))


def bar(axes: Axes, share: float, y: float) -> None:
    """A bar from 0% to a share."""
    start = across(0)
    axes.add_artist(Rectangle((start, y - 6), across(share) - start, 12, color=BAR, lw=0, zorder=2))


def mark(axes: Axes, x: float, y: float, is_comparison: bool) -> None:
    """A full dot for our people, an empty square for the comparison group: apart without colour too."""
    shape, fill = ("s", "white") if is_comparison else ("o", OURS)
    line(axes, [x], [y], marker=shape, ms=9, mfc=fill, mec=colour(is_comparison), mew=2.2, zorder=4)


def span(axes: Axes, low: float, high: float, y: float, is_comparison: bool = False) -> None:
    """The line of an interval; none where there is no interval (NaN)."""
    if low == low and high == high:
        ends = [across(max(low, 0)), across(min(high, 1))]
        line(axes, ends, [y, y], color=colour(is_comparison), lw=3.5, solid_capstyle="butt", zorder=3)


def heading(axes: Axes, y: float, name: str, small: str) -> None:
    """On the left above what is drawn: what it is, and of how many."""
    said = axes.annotate(name, (0, y), color=INK, size=TEXT, va="baseline", bbox=BACKING, zorder=3)
    if small:
        place = {"xycoords": (said, "data"), "textcoords": "offset points", "xytext": (7, 0)}
        axes.annotate(small, (1, y), **place, color=SOFT, size=SMALL, va="baseline", bbox=BACKING, zorder=3)


def numbers(axes: Axes, y: float, large: str, small: str = "") -> None:
    """On the right above what is drawn: the figure, and its interval before it in small."""
    style = {"ha": "right", "va": "baseline", "bbox": BACKING, "zorder": 3}
    said = axes.annotate(large, (WIDTH, y), color=INK, size=TEXT + 2, weight="bold", **style)
    if small:
        place = {"xycoords": (said, "data"), "textcoords": "offset points", "xytext": (-9, 0)}
        axes.annotate(small, (0, y), **place, color=SOFT, size=SMALL, **style)


def said(axes: Axes, y: float, text: str) -> None:
    """What stands where a mark would be: the band, or that the figure is withheld."""
    place = across(0) + 8
    axes.text(place, y, text, color=INK, size=SMALL + 0.5, va="center_baseline", style="italic", bbox=BACKING, zorder=2)


def fitted(text: str, width: float, n_lines: int = 1, size: float = TEXT) -> str:
    """Text broken to fit a width in points; what does not fit ends in an ellipsis (the data table has it whole)."""
    whole = wrapping.lines(text, width, size)
    if len(whole) <= n_lines:
        return "\n".join(whole)
    kept = [*whole[: n_lines - 1], wrapping.lines(text, width - measured("…", size), size)[n_lines - 1]]
    return "\n".join(kept) + "…"


def measured(text: str, size: float = SMALL) -> float:
    """How wide a text is, in points, with the gap before it; 0 where there is none."""
    return wrapping.measure(text, size) + 9 if text else 0


def scale(axes: Axes, bottom: float, top: float, key: str = "Dot: share. Line: 95% interval.") -> None:
    """The lines of 0 to 100%, the same in every chart so that charts can be compared; beneath them, what is drawn."""
    for share in (0, 0.25, 0.5, 0.75, 1):
        x = across(share)
        line(axes, [x, x], [bottom, top], color=LINE, lw=0.8, zorder=0)
        if share in LABELLED:
            axes.text(x, bottom - 5, f"{share:.0%}", color=SOFT, size=SMALL, ha="center", va="top")
    axes.text(across(0.5), 1, key, color=SOFT, size=SMALL, ha="center", va="bottom")


def reference(axes: Axes, benchmark: Benchmark, bottom: float, top: float) -> None:
    """The published figure: a dashed line with a diamond, named above the rows."""
    x = across(benchmark.value)
    line(axes, [x, x], [bottom, top + 4], color=INK, lw=1.4, ls=(0, (4, 3)), zorder=1)
    line(axes, [x], [top + 8], marker="D", color=INK, ms=6, zorder=3)
    name = beside.short(benchmark)
    side, gap = ("right", -9) if benchmark.value > 0.5 else ("left", 9)
    axes.text(x + gap, top + 8, name, color=INK, size=SMALL, va="center_baseline", ha=side)


def stamp(axes: Axes, large: str, small: str) -> None:
    """Words across the whole picture, behind what is drawn, so that no part of it can be taken for what it is not."""
    width, height = axes.get_xlim()[1], axes.get_ylim()[1]
    style = {"ha": "center", "va": "center", "color": PALE, "zorder": 0.5, "weight": "bold", "size": 30}
    for share in (0.28, 0.72) if height > width else (0.5,):
        axes.text(width / 2, height * share, f"{large}\n{small}", **style)


def svg(axes: Axes) -> bytes:
    """The picture as SVG: text as outlines, so that it looks the same everywhere; no date, no maker."""
    out = BytesIO()
    axes.figure.savefig(out, format="svg", metadata=NO_METADATA)
    return out.getvalue()


def slim(picture: bytes) -> bytes:
    """An SVG with much text at two fifths of its size: letters placed by one number, no comments, no indents."""
    text = re.sub(r"<!--.*?-->\s*", "", picture.decode(), flags=re.DOTALL)
    text = re.sub(r'transform="translate\(([-\d.]+) 0\)"/>', lambda at: f'x="{float(at[1]):.1f}"/>', text)
    return re.sub(r"\n\s+", "\n", text).encode()


def png(axes: Axes) -> bytes:
    """The picture as PNG, fine enough for print, for programs that take no SVG; no date, no maker."""
    out = BytesIO()
    axes.figure.savefig(out, format="png", dpi=PRINT, metadata={"Software": None})
    return out.getvalue()


@contextmanager
def style() -> Iterator[None]:
    """The settings under which everything is drawn, whatever a notebook has set."""
    with rc_context():
        rcdefaults()
        rcParams.update(STYLE)
        yield
