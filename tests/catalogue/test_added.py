"""What CONTRIBUTING says of adding a question and a measure, done to a copy: it loads, is marked, and no test minds."""

import os
import re
import shutil
import subprocess
import sys
import textwrap

import pytest

from helpers.steps.listing import ROOT

RENAMED = {"R11": "R98", "2.8": "2.98", "q2_8": "q2_98"}
"""So that somebody who has followed the example to the letter can still run this test."""

LOADS = """
from helpers import catalogue, survey
measure, question = catalogue.indicator("R98"), catalogue.question("2.98")
print(measure.theme, measure.domain, measure.provenance, question.provenance, question.columns)
print(len(catalogue.indicators()), len(catalogue.not_added(catalogue.indicators())))
print("q2_98" in survey.codebook().by_column)
"""


def examples() -> dict[str, str]:
    """The two blocks of YAML in CONTRIBUTING.md: file -> what is added to it."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    blocks = re.findall(r"For `(\w+\.yaml)`:\n\n +```yaml\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 2
    for old, new in RENAMED.items():
        assert any(f'"{old}"' in block for _, block in blocks)
        blocks = [(name, block.replace(f'"{old}"', f'"{new}"')) for name, block in blocks]
    return {name: textwrap.dedent(block.rstrip(" ")) for name, block in blocks}


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The workbook's code, pages and tests with the measure and its question added, and the page made again."""
    copy = tmp_path_factory.mktemp("added")
    leave = shutil.ignore_patterns("__pycache__", ".ruff_cache", ".hypothesis")
    for name in ("helpers", "docs", "sample_data", "tests/catalogue", "tests/plan"):
        shutil.copytree(ROOT / name, copy / name, ignore=leave)
    shutil.copy(ROOT / "pyproject.toml", copy)
    for name, block in examples().items():
        path = next((copy / "helpers" / "catalogue" / "data").rglob(name))
        with path.open("a", encoding="utf-8") as file:
            file.write(block)
    run(copy, "-m", "helpers.catalogue.page")
    return copy


def run(folder, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout


def test_a_question_and_a_measure_are_added_as_contributing_says(copy):
    said = run(copy, "-c", LOADS).splitlines()
    assert said[0] == "R98 Relationships added added ('q2_98',)"
    n, n_of_the_toolkit = map(int, said[1].split())
    assert n_of_the_toolkit == 38 < n
    assert said[2] == "True"


def test_the_page_marks_them_and_counts_the_toolkits_own(copy):
    text = (copy / "docs" / "measures.md").read_text(encoding="utf-8")
    assert "The toolkit names 38 indicators in its text; 24 of them" in text
    assert "`R98` Neighbours known by name" not in text and "`R98` Know neighbours by name" in text
    assert "### R98 Neighbours known by name\n\nAdded here, not the toolkit's. Proportion who know most" in text
    assert "- **`R98` Know neighbours by name** (more is better) (added here, not the toolkit's)\n  - Reads" in text
    assert "(`q2_98`) How many of your neighbours do you know by name? (added here, not the toolkit's) → `R98`" in text
    assert "1 All of them; 2 Most of them" in text


@pytest.mark.slow
def test_no_test_of_the_catalogue_minds_what_was_added(copy):
    counts = run(copy, "-m", "pytest", "tests/catalogue", "tests/plan", "-p", "no:cacheprovider", "--ignore=tests/catalogue/test_added.py")  # fmt: skip
    assert counts.count(".") > 100
