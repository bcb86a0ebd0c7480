"""The documents that pages link to: the README and what lies in `docs`, and nothing else of this folder."""

import posixpath
from functools import cache
from pathlib import Path

from helpers.steps.listing import ROOT, steps

READ = "/read/"
STEP = "/voila/render/"


@cache
def documents() -> dict[str, Path]:
    """What can be read, by its path in the workbook's folder. Files that come later aren't in it."""
    docs = ROOT / "docs"
    found = [ROOT / "README.md", *sorted(docs.glob("*.md")), *sorted((docs / "images").glob("*.png"))]
    return {path.relative_to(ROOT).as_posix(): path for path in found if path.is_file()}


@cache
def notebooks() -> dict[str, str]:
    """The ten notebooks: their path in the workbook's folder, and what they are called in addresses."""
    return {f"workbooks/{step.notebook}": step.notebook for step in steps()}


def address_of(target: str, origin: str, query: str) -> str | None:
    """Where a link on a page leads.

    Parameters
    ----------
    target
        As it is written, relative to where it stands: `1_2_measures.ipynb`, `../docs/checks.md#age`.
    origin
        The file it is written in, relative to the workbook's folder.
    query
        Of the page it stands on, so that the project stays the same.

    Examples
    --------
    >>> address_of("1_2_measures.ipynb", "workbooks/01_plan/1_1_purpose_and_questions.ipynb", "project=tea")
    '/voila/render/01_plan/1_2_measures.ipynb?project=tea'
    >>> address_of("../docs/checks.md#age", "workbooks/00_start.ipynb", "")
    '/read/docs/checks.md#age'
    >>> address_of("../pyproject.toml", "docs/checks.md", "")
    """
    path, hash_sign, part = target.partition("#")
    path = posixpath.normpath(posixpath.join(posixpath.dirname(origin), path))
    if path in notebooks():
        return f"{STEP}{notebooks()[path]}?{query}" if query else None
    if path in documents():
        return f"{READ}{path}" + (f"?{query}" if query else "") + hash_sign + part
    return None
