"""For paper: what a page folds away goes to the end, under the same headings, so that the report itself stays short."""

from collections.abc import Iterator
from dataclasses import replace

from helpers.reports import words
from helpers.reports.model import Block, Document, Fold, Paragraph, Section

TITLE = "Appendix: every table"


def with_appendix(document: Document) -> Document:
    """The document with its folds in an appendix before the method, and a line in their place that says where."""
    sections = tuple(_unfolded(part) for part in document.sections)
    detail = tuple(inner for part in document.sections for inner in _detail(part))
    appendix = (Section("appendix", TITLE, (), detail),) if detail else ()
    return replace(document, sections=(*sections, *appendix))


def _unfolded(section: Section) -> Section:
    kept = [block for block in section.blocks if not isinstance(block, Fold)]
    folds = [block for block in section.blocks if isinstance(block, Fold)]
    if folds:
        kept.append(Paragraph(_where(section.title, folds)))
    return replace(section, blocks=tuple(kept), sections=tuple(_unfolded(inner) for inner in section.sections))


def _where(title: str, folds: list[Fold]) -> str:
    labels = words.listed(fold.label[:1].lower() + fold.label[1:] for fold in folds)
    return f"In the appendix, under “{title}”: {labels}."


def _detail(section: Section) -> Iterator[Section]:
    """A section of the appendix for each section that folds something away, its folds under headings of their own."""
    folds = [block for block in section.blocks if isinstance(block, Fold)]
    if folds:
        inner = tuple(
            Section(f"appendix-{section.id}-{place}", fold.label, _blocks(fold)) for place, fold in enumerate(folds, 1)
        )
        yield Section(f"appendix-{section.id}", section.title, (), inner)
    for part in section.sections:
        yield from _detail(part)


def _blocks(fold: Fold) -> tuple[Block, ...]:
    return tuple(inner for block in fold.blocks for inner in (_blocks(block) if isinstance(block, Fold) else (block,)))
