"""PNG of the pictures that this workbook draws, for programs that take no SVG.

Reads what the drawing kit writes and nothing else: paths of straight lines and curves, filled or drawn, reused and moved.
A picture that holds more than that is a fault of ours.
"""

import re
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

DOTS_PER_INCH = 200
POINTS_PER_INCH = 72
HREF = "{http://www.w3.org/1999/xlink}href"
POINTS_OF = {"M": 1, "L": 1, "Q": 2, "C": 3, "Z": 0}
CODES = {"M": Path.MOVETO, "L": Path.LINETO, "Q": Path.CURVE3, "C": Path.CURVE4, "Z": Path.CLOSEPOLY}
PASSED_OVER = ("defs", "style", "clipPath", "metadata", "title", "desc")
INHERITED = {"fill": "#000000", "stroke": "none", "stroke-width": "1"}

Style = dict[str, str]


def png(svg: bytes) -> bytes:
    """The same picture as PNG, fine enough for print; without date or maker."""
    root = ElementTree.fromstring(svg)
    _, _, width, height = (float(number) for number in root.attrib["viewBox"].split())
    canvas = Canvas(figsize=(width / POINTS_PER_INCH, height / POINTS_PER_INCH), dpi=DOTS_PER_INCH)
    FigureCanvasAgg(canvas)
    axes = canvas.add_axes((0, 0, 1, 1), xlim=(0, width), ylim=(height, 0))
    axes.axis("off")
    named = {element.attrib["id"]: element for element in root.iter() if "id" in element.attrib}
    for order, (path, style) in enumerate(_paths(root, named, Affine2D(), INHERITED)):
        axes.add_patch(PathPatch(path, zorder=order, **_look(style)))
    out = BytesIO()
    canvas.savefig(out, format="png", dpi=DOTS_PER_INCH, metadata={"Software": None})
    return out.getvalue()


def _paths(element: Any, named: dict[str, Any], placed: Affine2D, style: Style) -> list[tuple[Path, Style]]:
    """Every path under an element where it stands, in the order in which they are drawn."""
    tag = element.tag.rsplit("}", 1)[-1]
    if tag in PASSED_OVER:
        return []
    placed, style = _moved(element.attrib, placed), {**style, **_style(element.attrib.get("style", ""))}
    if tag == "path":
        drawn = element.attrib.get("d", "")  # a blank is a letter without a line
        return [(_path(drawn).transformed(placed), style)] if drawn else []
    if tag == "use":
        place = Affine2D().translate(float(element.attrib.get("x", 0)), float(element.attrib.get("y", 0))) + placed
        return _paths(named[element.attrib[HREF][1:]], named, place, style)
    assert tag in ("svg", "g"), f"the drawing kit writes no <{tag}>"
    return [found for inner in element for found in _paths(inner, named, placed, style)]


def _moved(attributes: dict[str, str], placed: Affine2D) -> Affine2D:
    """What comes last in a transform is done first."""
    for name, numbers in re.findall(r"(\w+)\(([^)]*)\)", attributes.get("transform", "")):
        x, y = ([float(number) for number in re.split(r"[\s,]+", numbers.strip())] * 2)[:2]
        assert name in ("translate", "scale"), f"the drawing kit writes no {name}"
        step = Affine2D().translate(x, y) if name == "translate" else Affine2D().scale(x, y)
        placed = step + placed
    return placed


def _path(drawn: str) -> Path:
    points: list[tuple[float, float]] = []
    codes: list[Any] = []
    for letter, numbers in re.findall(r"([A-Za-z])([^A-Za-z]*)", drawn):
        given = [float(number) for number in numbers.split()]
        n = POINTS_OF[letter.upper()]
        codes += [CODES[letter.upper()]] * max(n, 1)
        points += list(zip(given[::2], given[1::2], strict=True)) if n else [points[-1]]
    return Path(points, codes)


def _style(text: str) -> Style:
    pairs = (pair.split(":", 1) for pair in text.split(";") if ":" in pair)
    return {name.strip(): value.strip() for name, value in pairs}


def _look(style: Style) -> dict[str, Any]:
    """The style as matplotlib says it."""
    drawn = style["stroke"] != "none"
    width = float(style["stroke-width"]) if drawn else 0.0
    opacity = float(style.get("opacity", 1))
    look: dict[str, Any] = {
        "facecolor": _colour(style["fill"], float(style.get("fill-opacity", 1)) * opacity),
        "edgecolor": _colour(style["stroke"], float(style.get("stroke-opacity", 1)) * opacity),
        "linewidth": width,
        "capstyle": {"square": "projecting"}.get(
            style.get("stroke-linecap", "butt"), style.get("stroke-linecap", "butt")
        ),
        "joinstyle": style.get("stroke-linejoin", "round"),
    }
    if style.get("stroke-dasharray", "none") != "none" and drawn:
        # matplotlib counts dashes in widths of the line
        dashes = [float(number) / width for number in re.split(r"[\s,]+", style["stroke-dasharray"])]
        look["linestyle"] = (float(style.get("stroke-dashoffset", 0)) / width, dashes)
    return look


def _colour(colour: str, opacity: float) -> Any:
    return "none" if colour == "none" else (colour, opacity)
