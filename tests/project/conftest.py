"""A project of its own for each test, and a look at everything in its folder."""

from pathlib import Path

import pytest

from helpers import project as projects


@pytest.fixture
def folder(tmp_path):
    """A new, empty project."""
    return projects.create(tmp_path / "tea", "Tea on Tuesdays").path


@pytest.fixture
def content():
    """A function: folder -> every file in it with its bytes, the lock left out."""

    def read(folder: Path) -> dict[str, bytes]:
        return {
            file.relative_to(folder).as_posix(): file.read_bytes()
            for file in sorted(folder.rglob("*"))
            if file.is_file() and file.name != ".lock"
        }

    return read


@pytest.fixture
def without_flushing(monkeypatch):
    """Saves don't wait for the disk: for tests of what is saved, not of whether it lasts."""
    monkeypatch.setattr("os.fsync", lambda _handle: None)
