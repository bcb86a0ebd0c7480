"""Who is asked: the sample with what it would tell, the groups to compare, and what answers are weighted to."""

from helpers import catalogue
from helpers.plan import sample
from helpers.project import Opened
from helpers.project.record import Approach
from helpers.reports import words
from helpers.reports.facts import in_words
from helpers.reports.model import Block, Facts, Paragraph, Section, Table


def summary(opened: Opened) -> Section:
    """The sample, with groups and weights below its figures."""
    found = sample.plan(opened)
    return Section(found.id, found.title, (*found.blocks, *_compared(opened.record.approach)), found.sections)


def _compared(approach: Approach) -> tuple[Block, ...]:
    named = [catalogue.breakdown(code).name for entry in approach.breakdowns for code in _codes(entry)]
    groups = Facts((("Groups to compare", "; ".join(dict.fromkeys(named))),))
    return (groups, *_weighting(approach))


def _codes(entry: str) -> tuple[str, ...]:
    """The characteristics of one breakdown: two where they are crossed, none where it is the comparison group."""
    return tuple(code for part in entry.split("*") if (code := part.strip()) != "comparison")


def _weighting(approach: Approach) -> tuple[Block, ...]:
    weighting = approach.weighting
    if weighting is None:
        return (Paragraph("Answers are not weighted: each counts the same."),)
    rows = tuple(
        (catalogue.breakdown(code).name, group, words.percent(share))
        for code, groups in weighting.margins.items()
        for group, share in groups.items()
    )
    note = f"Source: {weighting.source}, as at {in_words(weighting.as_at)}."
    return (Table("Answers are weighted to", ("Characteristic", "Group", "Share of the population"), rows, note),)
