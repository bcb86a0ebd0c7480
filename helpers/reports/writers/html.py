"""A document as one self-contained HTML page, and a section as a fragment for notebooks.

Everything is rendered by Jinja with autoescape on: text that people typed can never become markup. The page holds no
script and asks for nothing from outside, and a content security policy in it forbids both.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from helpers.project.disk import write_whole
from helpers.reports.model import Block, Chain, Document, Figure, Fold, Section, Table

NUMBER = re.compile(r"^(?:under |over )?[+−-]?[\d,.]+%?(?: to [+−-]?[\d,.]+%?)?(?: points?)?$")
IN_PLACE = re.compile(r"^(?:withheld|not (?:asked|published)|(?:all but )?fewer than .*)$")
"""What may stand where there is no number to show."""
DEEPEST_HEADING = 6
FIRST_COLUMN, TEXT_COLUMN, LETTER, PADDING, TELEPHONE = 136, 128, 9, 16, 350
"""Pixels, as page.css has them: the narrowest columns, a wide letter, the space between columns, a telephone's measure."""
LONG_TERM = 30
"""Letters beyond which a term stands above its text, not beside it."""


def write(document: Document, path: Path) -> Path:
    """Write the document to `path` as one HTML file; gives the path back."""
    write_whole(path, render(document).encode())
    return path


def render(document: Document) -> str:
    """The whole page as text."""
    sections = (*document.sections, document.method)
    _check_anchors(sections)
    look = style("page.css")
    return (
        environment()
        .get_template("page.html.j2")
        .render(document=document, sections=sections, style=look, policy=policy(look))
    )


def section_html(section: Section) -> str:
    """One section as a fragment with its own small style, for a notebook's output."""
    return environment().get_template("fragment.html.j2").render(section=section, style=style("fragment.css"))


@cache
def environment() -> Environment:
    """The templates, with everything that people typed escaped."""
    made = Environment(
        loader=PackageLoader("helpers.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "kind": lambda block: type(block).__name__,
        "data_address": data_address,
        "picture": picture,
        "number_columns": number_columns,
        "may_overflow": may_overflow,
        "is_stacked": lambda facts: any(len(term) > LONG_TERM for term, _ in facts.pairs),
        "heading": lambda level: min(level, DEEPEST_HEADING),
    }
    return made


@cache
def style(name: str) -> Markup:
    """A style sheet of ours, by its file name."""
    return Markup((files("helpers.reports") / "templates" / name).read_text(encoding="utf-8"))


def policy(look: Markup) -> str:
    """Only this style sheet, by its hash, and only pictures that are in the page."""
    digest = base64.b64encode(hashlib.sha256(str(look).encode()).digest()).decode()
    return f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def data_address(figure: Figure) -> str:
    """The picture as a data address. As an `img`, an SVG can neither run script nor fetch anything."""
    assert figure.media_type in ("image/svg+xml", "image/png"), f"no picture of type {figure.media_type}"
    return f"data:{figure.media_type};base64,{base64.b64encode(figure.image).decode()}"


def picture(chain: Chain) -> Figure:
    """The chain as a picture. Only a page that shows one loads what it takes to draw."""
    from helpers.reports.chain import figure

    return figure(chain)


def number_columns(table: Table) -> tuple[bool, ...]:
    """For each column: is all it holds a number, or what stands in for one? Such columns align right."""

    def is_number_column(cells: Iterable[str]) -> bool:
        filled = [cell for cell in cells if cell]
        return any(NUMBER.match(cell) for cell in filled) and all(
            NUMBER.match(cell) or IN_PLACE.match(cell) for cell in filled
        )

    return tuple(is_number_column(row[place] for row in table.rows) for place in range(len(table.columns)))


def may_overflow(table: Table) -> bool:
    """Whether a telephone is too narrow for the table, which must then be scrolled, with the keyboard too."""
    numbers = number_columns(table)
    width = FIRST_COLUMN
    for place in range(1, len(table.columns)):
        cells = [row[place] for row in table.rows] if numbers[place] else []
        longest = max(len(text) for text in (*table.columns[place].split(), *cells))
        width += max(longest * LETTER + PADDING, 0 if numbers[place] else TEXT_COLUMN)
    return width > TELEPHONE


def _check_anchors(sections: Iterable[Section]) -> None:
    anchors = [section.id for section in _all_sections(sections)]
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]*", anchor) for anchor in anchors), f"not a section id among {anchors}"
    assert len(anchors) == len(set(anchors)), f"a section id twice in {anchors}"


def _all_sections(sections: Iterable[Section]) -> Iterator[Section]:
    for section in sections:
        yield section
        yield from _all_sections(section.sections)


def figures(document: Document) -> tuple[Figure, ...]:
    """Every figure of the document, in order: for checks and for writers that number them."""
    sections = _all_sections((*document.sections, document.method))
    return tuple(_figures([*document.summary, *(block for section in sections for block in section.blocks)]))


def _figures(blocks: Iterable[Block]) -> Iterator[Figure]:
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Fold):
            yield from _figures(block.blocks)
