"""Typst for every PDF of ours: tagged, checked against PDF/UA-1 by the compiler, with our fonts and no date."""

import json
import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from helpers.errors import UserProblem

MEDIA_TYPE = "application/pdf"
NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""The file says nothing about when it was made: its content says what it holds."""
FAMILY = "DejaVu Sans"
FONTS = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSans-Oblique.ttf")
"""They lie in matplotlib's package, and have Latin, Greek, Cyrillic, Arabic and Hebrew letters, and the box to tick."""


def typeset(
    template: Path,
    inputs: Mapping[str, str],
    where: str,
    pictures: Mapping[str, bytes] | None = None,
    fonts: Path | None = None,
) -> bytes:
    """A PDF as bytes; the same inputs give the same bytes.

    Parameters
    ----------
    template
        A Typst file, which reads `inputs` from `sys.inputs` and, as JSON, the names of our fonts from `fonts`.
    where
        What a letter without a shape is said to be in.
    pictures
        File name -> content, of what the template shows.
    fonts
        A folder with fonts (.ttf, .otf) for letters that ours lacks, such as Bengali or Chinese.

    Raises
    ------
    UserProblem
        A letter that no font has: nothing is printed with boxes in its place.
    """
    import typst

    given = [str(fonts)] if fonts and fonts.is_dir() else []
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_our_fonts()), *given]
    )
    families = [FAMILY, *(name for name in found.families() if name != FAMILY)]
    try:
        made = typst.compile(
            {"main.typ": template.read_bytes(), **(pictures or {})},
            font_paths=found,
            ignore_system_fonts=True,
            sys_inputs={**inputs, "fonts": json.dumps(families)},
            pdf_standards=["ua-1"],
            timestamp=NO_DATE,
        )
    except typst.TypstError as problem:
        raise _unshown(problem, where) from problem
    assert isinstance(made, bytes)
    return made


def _unshown(problem: Exception, where: str) -> Exception:
    said = str(problem)
    if "could not be displayed" not in said:
        return problem
    letter = said.split("`")[1].strip('"') if "`" in said else ""
    return UserProblem(
        f"The PDF has no letters for “{letter}”, so it would show an empty box there.",
        where,
        "Take the Word file, which uses the fonts of your computer. Or put a free font that has these letters, such as one "
        "of the Noto family, into a folder named “fonts” inside the project's folder, and try again.",
    )


@cache
def _our_fonts() -> Path:
    """Only ours, in a folder of their own: beside them lies a font whose every letter is an empty box."""
    package = find_spec("matplotlib")
    assert package and package.submodule_search_locations, "matplotlib is among what the workbook needs"
    source = Path(package.submodule_search_locations[0]) / "mpl-data" / "fonts" / "ttf"
    folder = Path(tempfile.mkdtemp(prefix="workbook-fonts-"))
    for name in FONTS:
        shutil.copyfile(source / name, folder / name)
    return folder
