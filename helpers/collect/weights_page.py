"""What weighting does to the figures, as step 2.3 shows it: weighted beside unweighted, and what it costs."""

import pandas as pd

from helpers import catalogue
from helpers.collect.coded import COMPARISON, TOOK_PART
from helpers.disclosure import Released
from helpers.project import Opened
from helpers.reports import tables, words
from helpers.reports.model import Block, Caution, Facts, Paragraph, Section, Table
from helpers.reports.pretend import marked
from helpers.reports.sentences import WITHHELD

CANT = (
    "Weighting makes the groups it is done by count as much as they do in the population. It can't bring back people of whom nobody "
    "answered, nor what those who answered may have in common beyond these groups: that they had time, trusted you, or were at home."
)
COLUMNS = ("Measure", "Weighted", "As they are", "Difference", "People", "Worth as many as", "Design effect")
NOTE = (
    "“Worth as many as”: an unweighted sample of so many people would be as sure of the figure. The design effect is how many times wider, in "
    "variance, weights make the interval."
)
NOT_WEIGHTED = "Answers are not weighted, so there is nothing to set side by side."


def summary(opened: Opened, wave: str, released: Released) -> Section:
    """Every measure of the basket, weighted and as people answered."""
    section = Section("weights", "What weighting does", tuple(_blocks(opened, wave, released)))
    return marked(section) if released.is_pretend else section


def _blocks(opened: Opened, wave: str, released: Released) -> list[Block]:
    plan, rows = opened.record.approach.weighting, _main(released, wave)
    if not (rows["design_effect"] > 0).any() or not _is_weighted(rows):
        return [Paragraph(NOT_WEIGHTED)]
    blocks: list[Block] = []
    if plan:
        named = words.listed(catalogue.breakdown(code).name.lower() for code in plan.margins)
        cap = f"{plan.cap:g} times the average" if plan.cap else "none"
        blocks.append(Facts((("Weighted by", named), ("Source", plan.source), ("Largest weight", cap))))
    else:
        blocks.append(Paragraph("The weights came with the survey file."))
    cells = tuple(_row(row) for row in rows.to_dict("records"))
    return [*blocks, tables.without_empty(Table("Weighted beside unweighted", COLUMNS, cells, NOTE)), Caution(CANT)]


def _main(released: Released, wave: str) -> pd.DataFrame:
    """The rows that findings speak of: those who took part where there is a comparison group, else everyone."""
    table = released.table[released.table["wave"] == wave]
    took_part = table[(table["group_by"] == COMPARISON) & (table["group"] == TOOK_PART)]
    return took_part if len(took_part) else table[table["group_by"] == ""]


def _is_weighted(rows: pd.DataFrame) -> bool:
    """Unweighted people are worth as many as they are."""
    return bool((rows["n_effective"] < rows["n"]).any())


def _row(row: dict) -> tuple[str, ...]:
    name = f"{catalogue.indicator(row['indicator']).name} ({row['indicator']})"
    if pd.isna(row["share"]):
        return (name, WITHHELD, "", "", "", "", "")
    as_they_are = "" if pd.isna(row["unweighted"]) else words.percent(row["unweighted"])
    moved = words.signed_points(row["share"] - row["unweighted"]) if as_they_are else ""
    effect = "" if pd.isna(row["design_effect"]) else f"{row['design_effect']:.1f}"
    effective = words.count(row["n_effective"])
    return (name, words.percent(row["share"]), as_they_are, moved, words.count(row["n"]), effective, effect)
