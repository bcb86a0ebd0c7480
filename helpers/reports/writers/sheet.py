"""A sheet to print on A3: one self-contained page without script, that flows on overleaf where its text is longer."""

import re

from markupsafe import Markup

from helpers.reports.sheet import GAP_MM, PADDING_MM, PROMPT, TITLE, WIDTH_MM, Fitted, Sheet, fitted
from helpers.reports.writers.html import environment, policy, style

AREA = re.compile(r"[a-z][a-z0-9_-]*")


def render(sheet: Sheet) -> bytes:
    """The page as bytes. Everything people typed is escaped; the same sheet gives the same bytes."""
    made = fitted(sheet)
    look = style("sheet.css") + _look(made)
    page = environment().get_template("sheet.html.j2")
    return page.render(sheet=made.sheet, overleaf=made.overleaf, style=look, policy=policy(look)).encode()


def _look(made: Fitted) -> Markup:
    """Where the boxes stand, and how large their text is: from our own names and numbers only."""
    names = {name for row in made.sheet.areas for name in row.split()} - {"."}
    assert all(AREA.fullmatch(name) for name in names), f"not an area among {names}"
    assert names == {box.area for box in made.sheet.boxes}, "every area has its box"
    areas = " ".join(f'"{row}"' for row in made.sheet.areas)
    rows = " ".join(f"minmax({height:.1f}mm, auto)" for height in made.heights)
    placed = "".join(f"#{name} {{ grid-area: {name}; }}\n" for name in sorted(names))
    return Markup(
        f".sheet, .overleaf {{ width: {WIDTH_MM:g}mm; }}\n"
        f".grid {{ gap: {GAP_MM:g}mm; grid-template-areas: {areas}; grid-template-rows: {rows}; }}\n"
        f".box {{ padding: {PADDING_MM:g}mm; font-size: {made.size:g}pt; }}\n"
        f".box h2 {{ font-size: {TITLE:g}pt; }}\n.prompt {{ font-size: {PROMPT:g}pt; }}\n{placed}"
    )
