"""Write environment.yml for conda users from pyproject.toml and requirements.lock, so that it can't drift.

Usage: python .ci/environment.py > environment.yml
"""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEADER = """\
# Made by .ci/environment.py from pyproject.toml and requirements.lock: change those, not this file.
# Versions are those of the lock for Python 3.11. No conda channel is promised: everything comes by pip.
name: social-integration-workbook
dependencies:
  - python=3.11
  - pip
  - pip:
"""


def direct_dependencies() -> list[str]:
    """Names of the packages that pyproject.toml asks for, as written there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [re.split(r"[<>=~! \[;]", entry)[0] for entry in project["dependencies"]]


def locked_versions() -> dict[str, str]:
    """Package -> version in the lock that applies to Python 3.11 (some are locked twice, with markers)."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for name, version, marker in re.findall(r"^([a-z0-9-]+)==(\S+)(?: ; (.*?))? \\$", lock, re.M):
        if not re.search(r"python_full_version >= '3\.1[2-9]'|python_full_version == '3\.1[2-9]", marker):
            found.setdefault(name, version)
    return found


def environment() -> str:
    """The whole text of environment.yml."""
    versions = locked_versions()
    lines = [f"      - {name}=={versions[name.replace('.', '-').lower()]}\n" for name in direct_dependencies()]
    return HEADER + "".join(lines) + "      - --editable .\n"


if __name__ == "__main__":
    print(environment(), end="")
