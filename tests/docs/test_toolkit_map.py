"""Nothing of the toolkit is lost: every section has a place here, and every place exists."""

import importlib
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from pydantic import BaseModel

from helpers.project import Project
from helpers.steps.listing import ROOT

MAP = ROOT / "docs" / "toolkit_map.md"
LINK = re.compile(r"\[[^\]]+\]\(([^)]+)\)")
NAME = re.compile(r"`([^`]+)`")

NAMED = """
Background
What is the toolkit for?
Who should use it, and why?
How can it help in practice?
What the GLA will do
What partners can do
All of Us: the definition
The vision (Figure 2)
London's measures (Figure 3)
Figure 4: a snapshot
The measurement process (Figure 5)
Stage 1: Plan
Stage 2: Collect
Stage 3: Reflect
Theory of change
Numbers or words (Figure 6)
Test with partners
Figure 7: study area
Figure 7: local context
Figure 7: types of information and approach
Figure 7: research approach
Figure 7: who undertakes it
Figure 7: communications and publicity
Figure 7: research timings
Figure 7: language
Figure 7: informed consent and data sensitivity
Figure 7: sampling
Figure 7: timeframes and timescales
Figure 7: resource
Figure 7: analysis
Two purposes
What to review
Keep a clear record
2.2.1 Tracking change and setting goals
2.2.2 Ways of surveying
2.2.2 Community and local researchers
2.2.3 Introducing the research
2.2.3 Audience and language
2.2.3 Longitudinal research
2.2.3 Answer scales
2.2.3 Bringing in other measures
2.2.3 Allowing for comparison
2.2.4 Qualitative approaches
2.2.5 Standards of evidence (Figure 8)
Reliability
Data coverage and quality
Quantitative and qualitative analysis
Demographic analysis
Change analysis
Integrity and confidentiality
3.1 Surprises
3.1 Patterns
3.1 Change over time
3.1 Comparison with wider averages
Interim feedback
Audiences
Seven ways to share
Lessons, implications, further research
Contact
Submit your own
"""
"""Sections whose row must be there by this name."""

COUNTED = {"Tip": 10, "FAQ": 5, "Example": 8, "1.1 question": 4, "1.2 question": 4, "Tool": 12}
"""Sections that are numbered, with how many there are."""


def rows() -> list[tuple[str, str, str]]:
    cells = [
        line.strip("|").split(" | ") for line in MAP.read_text(encoding="utf-8").splitlines() if line.startswith("| ")
    ]
    return [tuple(cell.strip() for cell in row) for row in cells if row[0].strip() != "In the toolkit"]


def plain(text: str) -> str:
    """Letters and digits only: heading and anchor are spelt differently by JupyterLab and by GitHub."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def headings(path: Path) -> set[str]:
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=4).cells
        text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    else:
        text = path.read_text(encoding="utf-8")
    return {plain(heading) for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


def test_every_section_has_a_row_and_every_row_a_place():
    found = [name for name, _, _ in rows()]
    assert len(found) == len(set(found)) >= 120
    assert set(NAMED.strip().splitlines()) <= set(found)
    for kind, count in COUNTED.items():
        numbers = {int(match[1]) for name in found if (match := re.match(rf"{kind} (\d+)(:|$)", name))}
        assert numbers == set(range(1, count + 1)), kind
    for _, what, where in rows():
        assert what
        assert LINK.search(where) or NAME.search(where) or "planned: " in where or where == "this page"


@pytest.mark.parametrize("target", sorted({target for *_, where in rows() for target in LINK.findall(where)}))
def test_every_page_and_heading_exists(target):
    file, _, anchor = target.partition("#")
    path = (MAP.parent / file).resolve()
    assert path.is_file()
    assert not anchor or plain(anchor) in headings(path)


@pytest.mark.parametrize("name", sorted({name for *_, where in rows() for name in NAME.findall(where)}))
def test_every_function_and_field_exists(name):
    first, *rest = name.split(".")
    found: Any = importlib.import_module("helpers") if first == "helpers" else Project(title="T")
    for part in rest if first == "helpers" else (first, *rest):
        if isinstance(found, BaseModel):
            assert part in type(found).model_fields, name
            found = getattr(found, part)
        elif hasattr(found, part):
            found = getattr(found, part)
        else:
            found = importlib.import_module(f"{found.__name__}.{part}")


def test_the_places_are_many_and_of_every_kind():
    text = "".join(where for *_, where in rows())
    notebooks = set(re.findall(r"workbooks/(\S+?\.ipynb)", text))
    assert len(notebooks) == 10
    assert len(set(NAME.findall(text))) > 40
