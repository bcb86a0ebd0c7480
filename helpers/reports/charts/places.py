"""The map of one finding: areas in the shades of their shares, with shapes that the user brings."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import ceil, cos, floor, radians

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from helpers.reports import drawing, tables, words
from helpers.reports.charts.colours import ink, shade
from helpers.reports.charts.rows import SVG, stamped
from helpers.reports.drawing import INK, LINE, SMALL, SOFT, WIDTH
from helpers.reports.model import Figure
from helpers.reports.points import Finding, Point
from helpers.reports.sentences import value

Ring = tuple[tuple[float, float], ...]
TALLEST, FOOT, STEP = 460, 44, 0.1
"""Points: how tall a map may be, and what its key takes. The scale of shades ends on whole steps of 10%."""
GRID = 0.4
"""Points between the places an outline's corners may take."""
NOT_SHOWN = {"facecolor": "white", "hatch": "////", "edgecolor": SOFT, "lw": 0.8}


@dataclass(frozen=True)
class Shape:
    """An area's outline: its name, and its rings in degrees (longitude, latitude) or in metres."""

    name: str
    rings: tuple[Ring, ...]


def places(finding: Finding, breakdown: str, name: str, shapes: Sequence[Shape]) -> Figure | None:
    """Every area of the latest wave in the shade of its share; None where no area has both a figure and a shape.

    Parameters
    ----------
    breakdown, name
        The breakdown by area as findings name it, and as people read it ("Ward").
    shapes
        Outlines, matched with the groups by their names in any case.
    """
    points = {_key(point.group): point for point in finding.groups if point.group_by == breakdown}
    behind = tables.groups(finding, breakdown, name)
    drawn = [(shape, points[_key(shape.name)]) for shape in shapes if _key(shape.name) in points]
    if behind is None or not any(point.is_shown for _, point in drawn):
        return None
    with drawing.style():
        image = _drawn(finding, shapes, points)
    shown = [point for _, point in drawn if point.is_shown]
    missing = [point.group for key, point in points.items() if key not in {_key(shape.name) for shape in shapes}]
    return Figure(
        _title(finding, shown, name), image, SVG, _alt(finding, drawn, name), behind, _cautions(shown, missing)
    )


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def _drawn(finding: Finding, shapes: Sequence[Shape], points: dict[str, Point]) -> bytes:
    paths, height = _fitted(shapes)
    low, high = _ends([point.share for point in points.values() if point.is_shown])
    axes = drawing.axes_of(height + FOOT)
    for shape, path in zip(shapes, paths, strict=True):
        if len(path.vertices):  # an area smaller than a dot of the picture has none
            _draw_area(axes, path, points.get(_key(shape.name)), (low, high))
    _draw_key(axes, low, high, any(not point.is_shown for point in points.values()))
    stamped(axes, finding)
    return drawing.svg(axes)


def _fitted(shapes: Sequence[Shape]) -> tuple[list[Path], float]:
    """Outlines moved and scaled to the picture, north up; a degree of longitude is as wide as it is in the middle."""
    outlines = [[np.asarray(ring, dtype=float) for ring in shape.rings] for shape in shapes]
    corners = np.vstack([ring for rings in outlines for ring in rings])
    (left, bottom), (right, top) = corners.min(axis=0), corners.max(axis=0)
    is_degrees = abs(corners).max() <= 180
    squeeze = cos(radians((bottom + top) / 2)) if is_degrees else 1.0
    wide, tall = max((right - left) * squeeze, 1e-12), max(top - bottom, 1e-12)
    scale = min((WIDTH - 4) / wide, (TALLEST - 4) / tall)
    shift = np.array([(WIDTH - wide * scale) / 2, FOOT + 2])
    grow = np.array([squeeze * scale, scale])
    paths = [_compound([(ring - (left, bottom)) * grow + shift for ring in rings]) for rings in outlines]
    return paths, tall * scale + 4


def _compound(rings: list[np.ndarray]) -> Path:
    """Rings on a grid so fine that nobody sees it: neighbours still meet, and an outline of 10,000 points gets small."""
    coarse = [np.round(ring / GRID) * GRID for ring in rings]
    kept = [ring[np.r_[True, np.any(np.diff(ring, axis=0) != 0, axis=1)]] for ring in coarse]
    return Path.make_compound_path(*(Path(ring, closed=True) for ring in kept if len(ring) > 3))


def _ends(shares: list[float]) -> tuple[float, float]:
    """The scale of shades, from the lowest share to the highest, on whole tenths."""
    low, high = floor(min(shares) / STEP) * STEP, ceil(max(shares) / STEP) * STEP
    return (low, high) if high > low else (max(low - STEP, 0), min(high + STEP, 1))


def _shade(share: float, ends: tuple[float, float]) -> str:
    low, high = ends
    return shade(1 - (share - low) / (high - low))


def _draw_area(axes: Axes, path: Path, point: Point | None, ends: tuple[float, float]) -> None:
    """An area with its figure where it fits; hatched where it is withheld, blank where nobody was asked."""
    if point is None:
        axes.add_artist(PathPatch(path, facecolor="white", edgecolor=LINE, lw=0.8, zorder=1))
        return
    if not point.is_shown:
        axes.add_artist(PathPatch(path, **NOT_SHOWN, zorder=1))
        return
    colour = _shade(point.share, ends)
    axes.add_artist(PathPatch(path, facecolor=colour, edgecolor="white", lw=1, zorder=2))
    said, (x, y) = value(point), _middle(path)
    if drawing.measured(said) - 9 < path.get_extents().width * 0.9 and path.get_extents().height > SMALL:
        axes.text(x, y, said, color=ink(colour), size=SMALL, ha="center", va="center_baseline", zorder=3)


def _middle(path: Path) -> tuple[float, float]:
    """The centre of the largest ring, by its area."""
    rings = [ring for ring in path.to_polygons() if len(ring) > 2]
    return max((_centre(ring) for ring in rings), key=lambda found: found[0])[1]


def _centre(ring: np.ndarray) -> tuple[float, tuple[float, float]]:
    (x, y), (after_x, after_y) = ring.T, np.roll(ring, -1, axis=0).T
    cross = x * after_y - after_x * y
    area = cross.sum() / 2
    if abs(area) < 1e-9:
        return 0.0, tuple(ring.mean(axis=0))
    return abs(area), (((x + after_x) * cross).sum() / (6 * area), ((y + after_y) * cross).sum() / (6 * area))


def _draw_key(axes: Axes, low: float, high: float, has_withheld: bool) -> None:
    n_steps, left, width = 40, 44.0, 150.0
    for step in range(n_steps):
        colour = _shade(low + (high - low) * (step + 0.5) / n_steps, (low, high))
        axes.add_artist(
            Rectangle((left + width * step / n_steps, 10), width / n_steps + 0.3, 12, facecolor=colour, lw=0)
        )
    style = {"color": SOFT, "size": SMALL, "va": "center_baseline"}
    axes.text(left - 5, 16, words.percent(low), ha="right", **style)
    axes.text(left + width + 5, 16, words.percent(high), ha="left", **style)
    if has_withheld:
        axes.add_artist(Rectangle((left + width + 60, 10), 22, 12, **NOT_SHOWN))
        axes.text(left + width + 88, 16, "not shown", ha="left", **{**style, "color": INK})


def _title(finding: Finding, shown: list[Point], name: str) -> str:
    counted = finding.indicator.counted
    low, high = (chosen(shown, key=lambda point: point.share) for chosen in (min, max))
    if low is high:
        return f"{words.capital(_said(low))} {counted}"
    return f"{words.capital(_said(high))} {counted}, against {_said(low)}, by {name.lower()}"


def _said(point: Point) -> str:
    return f"{value(point)} of {words.people(point.n)} in {point.group}"


def _cautions(shown: list[Point], missing: list[str]) -> tuple[str, ...]:
    """How many pairs of areas can't be told apart: shades look surer than figures are."""
    said = []
    pairs = list(combinations(shown, 2))
    overlap = sum(one.ci_low <= other.ci_high and other.ci_low <= one.ci_high for one, other in pairs)
    if pairs:
        said.append(
            f"The ranges of {overlap} of {words.plural(len(pairs), 'pair')} of areas overlap; shades look surer than they are"
        )
    if missing:
        said.append(f"Not on the map, for want of a shape: {words.listed(missing)}")
    return tuple(words.sentence(text) for text in said)


def _alt(finding: Finding, drawn: list[tuple[Shape, Point]], name: str) -> str:
    start = f"Map by {name.lower()} of how many {finding.indicator.who} {finding.indicator.counted}"
    areas = (f"{point.group}: {value(point)}" for _, point in drawn)
    return " ".join(words.sentence(text) for text in (start, *areas))
