"""One run of the main job, shared by the tests that look at what it made."""

import hashlib
import shutil
from pathlib import Path

import pytest

from helpers.cli import main
from helpers.steps.listing import SAMPLES


def _fingerprint(folder: Path) -> dict[str, str]:
    """Every file below a folder with the hash of its content; lock files are nobody's work."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


@pytest.fixture(scope="session")
def main_job(tmp_path_factory):
    """`workbook report` on the first sample: where its results are, and the sample before and after."""
    out = tmp_path_factory.mktemp("out")
    before = _fingerprint(SAMPLES / "befriending")
    code = main(["report", "--out", str(out)])
    return {"code": code, "out": out, "before": before, "after": _fingerprint(SAMPLES / "befriending")}


@pytest.fixture
def fingerprint():
    """A function: folder -> every file in it with its hash."""
    return _fingerprint


@pytest.fixture
def project(tmp_path):
    """A copy of the first sample that a test may change."""
    folder = tmp_path / "befriending"
    shutil.copytree(SAMPLES / "befriending", folder)
    return folder
