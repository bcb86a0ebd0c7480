"""Links between the pages lead somewhere."""

import re

import pytest

from helpers.steps.listing import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "helpers").glob("*.md")])
LINK = re.compile(r"(?<!`)\[[^\]]*\]\(([^)\s]+)\)")


def inside(document) -> list[str]:
    targets = LINK.findall(document.read_text(encoding="utf-8"))
    return [target.partition("#")[0] for target in targets if not target.startswith(("http", "#"))]


def test_there_are_pages_with_links():
    assert {"README.md", "CONTRIBUTING.md", "toolkit_map.md"} <= {page.name for page in PAGES}
    assert sum(len(inside(page)) for page in PAGES) > 100


@pytest.mark.parametrize("document", PAGES, ids=lambda document: str(document.relative_to(ROOT)))
def test_links_lead_somewhere(document):
    missing = [target for target in inside(document) if not (document.parent / target).resolve().exists()]
    assert not missing


def test_contributing_names_files_that_exist():
    """Paths in backticks, with <...> standing for any name."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    paths = set(re.findall(r"`((?:helpers|workbooks|docs|tests)/[^`\s]*)`", text))
    assert len(paths) > 12
    missing = [path for path in paths if not list(ROOT.glob(re.sub(r"<[^>]+>", "*", path)))]
    assert not missing
