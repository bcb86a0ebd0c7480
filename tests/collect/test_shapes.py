import json

import pytest

from helpers.collect import shapes
from helpers.errors import UserProblem

SQUARE = [[[0, 51], [0.1, 51], [0.1, 51.1], [0, 51.1], [0, 51]]]


def area(name, geometry="Polygon", coordinates=SQUARE):
    return {
        "type": "Feature",
        "properties": {"code": "E0500", "ward_name": name},
        "geometry": {"type": geometry, "coordinates": coordinates},
    }


@pytest.fixture
def file(tmp_path):
    def write(content):
        path = tmp_path / "wards.geojson"
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return path

    return write


def collection(*features):
    return {"type": "FeatureCollection", "features": list(features)}


def test_areas_are_named_by_the_property_that_holds_their_names(file):
    found = shapes.read(
        file(collection(area("Brook "), area("Mill", "MultiPolygon", [SQUARE, SQUARE]))), ["brook", "Mill"]
    )
    assert [(shape.name, len(shape.rings)) for shape in found] == [("Brook ", 1), ("Mill", 2)]


def test_points_and_lines_are_passed_over(file):
    found = shapes.read(file(collection(area("Mill"), area("Stop", "Point", [0, 51]))), ["Mill", "Stop"])
    assert [shape.name for shape in found] == ["Mill"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"PK\x03\x04", "no GeoJSON"),
        (b"[" * 100_000, "no GeoJSON"),
        (b'{"type": "Topology"}', "list of areas"),
        (b"[]", "list of areas"),
        (collection(), "no areas"),
        (collection(area("Stop", "Point", [0, 51])), "no areas"),
        (collection(area("Mill", coordinates=[[["x", 51]]])), "can't be read"),
        (collection(area("Mill", coordinates=[[[0]]])), "can't be read"),
        (b'{"features": [{"properties": {"n": "Mill"}, "geometry": {"type": "Polygon", "coordinates": [[[NaN, 1]]]}}]}',
         "can't be read"),
        (collection(area("Elsewhere")), "has the name"),
        (collection({**area("Mill"), "properties": None}), "has the name"),
    ],
)  # fmt: skip
def test_what_is_no_map_is_refused_with_the_mend(file, content, says):
    with pytest.raises(UserProblem, match=says) as problem:
        shapes.read(file(content), ["Mill"])
    assert problem.value.fix


def test_a_missing_or_too_large_file_is_refused(tmp_path, monkeypatch, file):
    with pytest.raises(UserProblem, match="no such file"):
        shapes.read(tmp_path / "none.geojson", ["Mill"])
    monkeypatch.setattr(shapes, "LARGEST", 10)
    with pytest.raises(UserProblem, match="larger than"):
        shapes.read(file(collection(area("Mill"))), ["Mill"])
