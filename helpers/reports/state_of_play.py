"""What is held today on each measure of the basket, how good it is, what is improving: a table for the step and the report.

After what Newham set out in public of its own data: its current state of play, and the improvements it is making.
"""

import json
from collections.abc import Iterable

from helpers import catalogue
from helpers.catalogue.records import Indicator
from helpers.project import Opened
from helpers.project.opened import WAVE_FILE
from helpers.project.record import Project
from helpers.project.record.state_of_play import QUALITIES, Holding
from helpers.reports import words
from helpers.reports.model import Table

CAPTION = "State of play: what is held today on each measure"
COLUMNS = ("Measure", "Held today", "How good it is", "What is improving")
NOT_SAID = "not said yet"


def table(opened: Opened, is_whole: bool = False) -> Table | None:
    """One row for every measure of the basket; None where nobody has said anything of any, or there is no basket.

    Parameters
    ----------
    is_whole
        Give the table also where nothing has been said yet: it then holds what the workbook itself knows.
    """
    record = opened.record
    held = {one.indicator: one for one in record.secondary.state_of_play if is_said(one)}
    codes = tuple(item.indicator for item in record.measures.basket)
    if not codes or not (is_whole or held.keys() & set(codes)):
        return None
    asked = _asked(opened)
    rows = tuple(
        _row(record, catalogue.indicator(code), held.get(code, Holding(indicator=code)), asked) for code in codes
    )
    return Table(CAPTION, COLUMNS, rows)


def is_said(one: Holding) -> bool:
    """Whether anybody has said anything of it."""
    return bool(one.held or one.quality or one.why or one.improving)


def _row(record: Project, indicator: Indicator, one: Holding, asked: dict[str, frozenset[str]]) -> tuple[str, ...]:
    held = [words.sentence(one.held)] if one.held else []
    here = _in_the_workbook(record, indicator, asked)
    held += [f"In this workbook: {here}."] if here else []
    good = [
        words.sentence(text) for text in (QUALITIES[one.quality].split(":")[0] if one.quality else "", one.why) if text
    ]
    return (
        f"{indicator.name} ({indicator.code})",
        " ".join(held) or NOT_SAID,
        " ".join(good) or NOT_SAID,
        words.sentence(one.improving) or ("nothing noted" if is_said(one) else NOT_SAID),
    )


def _in_the_workbook(record: Project, indicator: Indicator, asked: dict[str, frozenset[str]]) -> str:
    """Answers, tables and figures that are in the project, without any number out of them."""
    code, secondary = indicator.code, record.secondary
    waves = [title for title, columns in asked.items() if _is_asked(indicator, columns)]
    figures = sum(one.indicator == code for one in secondary.figures)
    tables = sum(one.indicator == code for one in secondary.tables)
    said = [f"answers of {words.listed(waves)}"] if waves else []
    said += [words.plural(tables, "table of counts", "tables of counts")] if tables else []
    said += [words.plural(figures, "published figure")] if figures else []
    return "; ".join(said)


def _asked(opened: Opened) -> dict[str, frozenset[str]]:
    """Wave, as readers know it -> columns of answers that somebody filled in."""
    found: dict[str, frozenset[str]] = {}
    if opened.is_pretend:
        return found
    for wave in opened.waves:
        kept = json.loads((opened.wave_path(wave.id) / WAVE_FILE).read_text(encoding="utf-8"))
        columns = frozenset(column for column, n in kept.get("answered", {}).items() if n)
        found[words.wave_name(words.short(wave.title)) or words.month(wave.held_on)] = columns
    return found


def _is_asked(indicator: Indicator, columns: Iterable[str]) -> bool:
    """Whether every question that the measure needs was answered by somebody."""
    questions = [catalogue.question(code) for code in indicator.questions]
    there = set(columns)
    return bool(questions) and all({one.id, *one.columns} & there for one in questions)
