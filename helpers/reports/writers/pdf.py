"""A document as a PDF for print and for screen readers: tagged, with real headings, headed tables and described pictures."""

import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from helpers.project.disk import write_whole
from helpers.reports.model import Chain, Document, Figure, Table
from helpers.reports.writers.html import number_columns
from helpers.reports.writers.typesetting import MEDIA_TYPE, typeset
from helpers.reports.writers.word_tables import shares_of_width

__all__ = ["MEDIA_TYPE", "render", "write"]

TEMPLATE = Path(__file__).parents[1] / "templates" / "report.typ"
ENDINGS = {"image/svg+xml": "svg", "image/png": "png"}


def write(document: Document, path: Path, fonts: Path | None = None) -> Path:
    """Write the document to `path` as one PDF; gives the path back."""
    write_whole(path, render(document, fonts))
    return path


def render(document: Document, fonts: Path | None = None) -> bytes:
    """The whole file as bytes; the same document gives the same bytes.

    Parameters
    ----------
    fonts
        A folder with fonts for letters that ours lacks.

    Raises
    ------
    UserProblem
        A letter that no font has.
    """
    pictures: dict[str, bytes] = {}
    told = json.dumps(_told(document, pictures), ensure_ascii=False)
    return typeset(TEMPLATE, {"document": told}, document.title, pictures, fonts)


def _told(part: Any, pictures: dict[str, bytes]) -> Any:
    """A part of a document as JSON has it, each with its kind; pictures are put aside under a name."""
    if isinstance(part, Chain):
        return {**_fields(part, pictures), "picture": _told(_picture(part), pictures) if part.is_drawn else None}
    if isinstance(part, Figure):
        name = f"picture-{len(pictures) + 1}.{ENDINGS[part.media_type]}"
        pictures[name] = part.image
        return {**_fields(part, pictures, ("image",)), "file": name}
    if isinstance(part, Table):
        return {**_fields(part, pictures), "is_number": number_columns(part), "widths": shares_of_width(part)}
    if is_dataclass(part):
        return _fields(part, pictures)
    if isinstance(part, tuple | list):
        return [_told(one, pictures) for one in part]
    return part


def _fields(part: Any, pictures: dict[str, bytes], left_out: Iterable[str] = ()) -> dict[str, Any]:
    told = {one.name: _told(getattr(part, one.name), pictures) for one in fields(part) if one.name not in left_out}
    return {"kind": type(part).__name__, **told}


def _picture(chain: Chain) -> Figure:
    from helpers.reports.chain import figure

    return figure(chain)
