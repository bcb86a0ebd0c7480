"""Microsoft Forms: XLSX, several choices each with a semicolon behind it, Likert lines headed by their words alone."""

from collections import Counter
from pathlib import Path

from helpers.survey import Codebook

from . import people as p

BEFORE = ("ID", "Start time", "Completion time", "Email", "Name", "Last modified time")


def write(made, codebook: Codebook, folder: Path) -> tuple[Path, list[str]]:
    """IDs run from 1."""
    questions = p.asked(codebook)
    seen: Counter[str] = Counter()
    head = list(BEFORE)
    for question in questions:
        for name in p.names_of(question):
            text = p.item_label(question, name) if question.kind == "grid" else question.wording.replace(" ", "\xa0", 1)
            seen[text] += 1
            head.append(text if seen[text] == 1 else f"{text}{seen[text]}")
    rows = [head]
    for number, person in enumerate(p.people(made, codebook), start=1):
        cells = [_cell(question, person.said[name]) for question in questions for name in p.names_of(question)]
        rows.append([number, person.started, person.ended, "anonymous", None, None, *cells])
    ids = [str(number) for number in range(1, len(rows))]
    return p.written(folder, "Survey(1-99).xlsx", p.xlsx_bytes(rows)), ids


def _cell(question, value):
    if question.kind == "multi" and value is not None:
        chosen = [p.REFUSED_WORDS] if value == p.REFUSED else [p.label(question, code) for code in value]
        return "".join(f"{text};" for text in chosen)
    return p.words(question, value)
