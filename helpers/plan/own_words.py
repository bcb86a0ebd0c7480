"""Drafts and people's own words: a draft stands until somebody has written something, and can be copied to start from."""

import re
from collections.abc import Iterable

from helpers.reports.model import Block, Bullets, Paragraph

BULLET = re.compile(r"^\s*[-•*]\s+")


def blocks(text: str) -> tuple[Paragraph | Bullets, ...]:
    """Text as somebody typed it: a blank line parts paragraphs, lines that begin with a hyphen make a list.

    Examples
    --------
    >>> blocks("We ask:\\n- who\\n- how often\\n\\nThen we stop.")  # doctest: +NORMALIZE_WHITESPACE
    (Paragraph(text='We ask:', is_draft=False), Bullets(items=('who', 'how often'), is_numbered=False, is_draft=False),
     Paragraph(text='Then we stop.', is_draft=False))
    """
    made: list[Paragraph | Bullets] = []
    for group in re.split(r"\n\s*\n", text):
        lines = [line for line in group.splitlines() if line.strip()]
        for is_list, run in _runs(lines):
            if is_list:
                made.append(Bullets(tuple(" ".join(BULLET.sub("", line).split()) for line in run)))
            else:
                made.append(Paragraph(" ".join(" ".join(run).split())))
    return tuple(made)


def text(parts: Iterable[Block]) -> str:
    """Paragraphs and lists as the text that gives them again when it is read by `blocks`.

    Examples
    --------
    >>> text((Paragraph("We ask:"), Bullets(("who", "how often"))))
    'We ask:\\n- who\\n- how often'
    """
    typed = ""
    for part in parts:
        between = "\n" if isinstance(part, Bullets) else "\n\n"
        typed += f"{between if typed else ''}{_typed(part)}"
    return typed


def _typed(part: Block) -> str:
    if isinstance(part, Bullets):
        return "\n".join(f"- {item}" for item in part.items)
    assert isinstance(part, Paragraph), f"no draft consists of {type(part).__name__}"
    return part.text


def _runs(lines: list[str]) -> Iterable[tuple[bool, list[str]]]:
    """Lines that belong together: those of a list, and those of a paragraph."""
    run: list[str] = []
    for line in lines:
        if run and bool(BULLET.match(line)) != bool(BULLET.match(run[0])):
            yield bool(BULLET.match(run[0])), run
            run = []
        run.append(line)
    if run:
        yield bool(BULLET.match(run[0])), run
