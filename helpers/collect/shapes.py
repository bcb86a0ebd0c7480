"""Outlines of areas for a map: a GeoJSON file that the user brings, such as a council's wards."""

import json
from collections.abc import Iterable, Iterator
from math import isfinite
from pathlib import Path
from typing import Any

from helpers.errors import UserProblem
from helpers.reports.charts import Shape
from helpers.reports.charts.places import Ring

LARGEST = 30_000_000
"""Bytes; London's wards in full detail take about 20 million."""
MEND = (
    "Choose a GeoJSON file (.geojson) of areas. Councils and the Office for National Statistics offer them beside "
    "shapefiles, which can't be read here."
)


def read(path: Path, areas: Iterable[str]) -> tuple[Shape, ...]:
    """The outlines in a GeoJSON file (RFC 7946), named by the property that holds most of the areas' names.

    Parameters
    ----------
    areas
        The areas as the answers name them; letters' case and blanks don't matter.

    Raises
    ------
    UserProblem
        No GeoJSON, no areas in it, coordinates that are no numbers, or none of the areas' names.
    """
    features = [feature for feature in _features(path) if _polygons(feature)]
    if not features:
        raise UserProblem("The file holds no areas (polygons).", str(path), MEND)
    wanted = {_key(area): area for area in areas}
    name = _naming(features, wanted, path)
    return tuple(Shape(_text(feature, name), tuple(_rings(feature, path))) for feature in features)


def _features(path: Path) -> list[dict[str, Any]]:
    if not path.is_file():
        raise UserProblem("There is no such file of shapes.", str(path), MEND)
    if path.stat().st_size > LARGEST:
        mend = "Choose outlines with less detail: those called generalised, or simplified to 20 or 200 metres."
        raise UserProblem(f"The file of shapes is larger than {LARGEST // 1_000_000} MB.", str(path), mend)
    try:
        whole = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as problem:
        raise UserProblem("The file of shapes is no GeoJSON.", str(path), MEND) from problem
    found = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(found, list):
        raise UserProblem("The file of shapes holds no list of areas (a FeatureCollection).", str(path), MEND)
    return [feature for feature in found if isinstance(feature, dict)]


def _polygons(feature: dict[str, Any]) -> list[Any]:
    """The polygons of an area, each a list of rings; of points and lines none."""
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict):
        return []
    corners = geometry.get("coordinates")
    if not isinstance(corners, list):
        return []
    return {"Polygon": [corners], "MultiPolygon": corners}.get(str(geometry.get("type")), [])


def _rings(feature: dict[str, Any], path: Path) -> Iterator[Ring]:
    try:
        for polygon in _polygons(feature):
            for ring in polygon:
                yield tuple(_corner(corner) for corner in ring)
    except (TypeError, ValueError, IndexError) as problem:
        raise UserProblem("An area's outline in the file of shapes can't be read.", str(path), MEND) from problem


def _corner(corner: Any) -> tuple[float, float]:
    x, y = float(corner[0]), float(corner[1])
    if not (isfinite(x) and isfinite(y)):
        raise ValueError("a corner of an outline lies nowhere")
    return x, y


def _naming(features: list[dict[str, Any]], wanted: dict[str, str], path: Path) -> str:
    """The property whose values are most of the areas' names."""
    names = dict.fromkeys(name for feature in features for name in feature.get("properties") or {})
    hits = {name: len({_key(_text(feature, name)) for feature in features} & wanted.keys()) for name in names}
    best = max(hits, key=lambda name: hits[name], default="")
    if not best or not hits[best]:
        some = ", ".join(list(wanted.values())[:3])
        mend = f"Name the areas in both alike. The answers name {some}; the file has the properties {', '.join(names)}."
        raise UserProblem("No area in the file of shapes has the name of one in the answers.", str(path), mend)
    return best


def _text(feature: dict[str, Any], name: str) -> str:
    return str((feature.get("properties") or {}).get(name, ""))


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
