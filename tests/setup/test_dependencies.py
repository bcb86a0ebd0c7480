"""One list of dependencies, three files that hold it."""

import importlib.util
import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]
ASKED_FOR = {
    "jupyterlab", "ipywidgets", "voila", "pandas", "matplotlib", "seaborn", "papermill", "nbconvert", "pytest", "nbval",
}  # fmt: skip


@pytest.fixture(scope="module")
def generator():
    spec = importlib.util.spec_from_file_location("environment", ROOT / ".ci" / "environment.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def requirements():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return [Requirement(entry) for entry in project["dependencies"]]


def test_environment_is_what_pyproject_and_the_lock_make_it(generator):
    assert (ROOT / "environment.yml").read_text() == generator.environment()


def test_environment_names_every_direct_dependency_at_a_version_pyproject_allows(requirements):
    dependencies = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    by_pip = next(entry["pip"] for entry in dependencies if isinstance(entry, dict))
    pinned = dict(entry.split("==") for entry in by_pip if "==" in entry)
    assert set(pinned) == {requirement.name for requirement in requirements} and len(pinned) >= 20
    for requirement in requirements:
        assert pinned[requirement.name] in requirement.specifier, requirement
    assert set(pinned) >= ASKED_FOR
    assert {"python=3.11", "pip"} <= {entry for entry in dependencies if isinstance(entry, str)}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_every_entry_of_a_lock_is_hashed_and_no_address_stands_in_it(name):
    text = (ROOT / name).read_text()
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 10
    for entry in entries:
        assert re.match(r"[a-z0-9-]+==\S+", entry) and "--hash=sha256:" in entry, entry[:80]
    assert "://" not in text and "index" not in re.sub(r"^\S+", "", text)


def test_the_two_locks_agree():
    versions = [
        dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(), re.M))
        for name in ("requirements.lock", "requirements-test.lock")
    ]
    shared = versions[0].keys() & versions[1].keys()
    assert shared
    assert {name: versions[0][name] for name in shared} == {name: versions[1][name] for name in shared}
