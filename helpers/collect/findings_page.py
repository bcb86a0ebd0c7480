"""What step 2.3 shows: every released finding of a wave, overall, by group and over the waves."""

from helpers import catalogue
from helpers.disclosure import Released
from helpers.project import Opened
from helpers.reports import tables, words
from helpers.reports.finding import Finding, find
from helpers.reports.model import Block, Bullets, Caution, Facts, Fold, Section, Table
from helpers.reports.pretend import marked
from helpers.reports.sentences import WITHHELD, value


def summary(opened: Opened, wave: str, released: Released) -> Section:
    """Coverage first, then one table over all indicators, then each by itself.

    Parameters
    ----------
    released
        What may leave under the policy: nothing else is shown, in a notebook either.
    """
    waves = {known.id: known.title or known.id for known in opened.waves_until(wave)}
    codes = [item.indicator for item in opened.record.measures.basket]
    found = [finding for code in codes if (finding := find(released, catalogue.indicator(code), waves))]
    blocks: list[Block] = [_coverage(opened, wave, released), _overview(found)]
    if opened.record.approach.sample.recruitment == "chose to join":
        blocks.append(Caution("People chose to take part, so no interval can speak for those who did not."))
    if released.notes:
        blocks.append(Bullets(tuple(words.sentence(note) for note in released.notes)))
    sections = tuple(_of_indicator(opened, finding) for finding in found)
    shown = Section("analysis", f"What the answers of {waves[wave]} say", tuple(blocks), sections)
    return marked(shown) if released.is_pretend else shown


def _coverage(opened: Opened, wave: str, released: Released) -> Facts:
    """How many answered, beside how many were hoped for and how many people there are."""
    counts = released.counts[released.counts["wave"] == wave].set_index("what")["n"]
    sample = opened.record.approach.sample
    pairs = [("Answers received", counts.get("received")), ("Usable", counts.get("usable"))]
    pairs += [("Hoped for", sample.target), ("People there are in all", sample.population)]
    return Facts(tuple((term, words.count(number) or WITHHELD) for term, number in pairs if number is not None))


def _overview(found: list[Finding]) -> Table:
    rows = tuple(
        (
            f"{finding.indicator.name} ({finding.indicator.code})",
            words.count(latest.n),
            value(latest),
            words.interval(latest.ci_low, latest.ci_high),
            tables.status(latest),
        )
        for finding in found
        if (latest := finding.latest)
    )
    who = "Those who took part" if any(finding.comparison for finding in found) else "Everyone who answered"
    return Table(who, ("Indicator", "People", "Share", "95% interval", "Note"), rows)


def _of_indicator(opened: Opened, finding: Finding) -> Section:
    breakdowns = [catalogue.breakdown(code) for code in opened.record.approach.breakdowns if "*" not in code]
    by_group = [tables.groups(finding, breakdown.code, breakdown.name) for breakdown in breakdowns]
    folds = {
        "By group": tuple(table for table in by_group if table),
        "Change between waves": tuple(table for table in [tables.changes(finding)] if table),
        "All answers": tables.answers(finding),
    }
    blocks = [tables.numbers(finding), *(Fold(title, inside) for title, inside in folds.items() if inside)]
    if finding.indicator.caution:
        blocks.insert(1, Caution(finding.indicator.caution))
    return Section(f"analysis-{finding.indicator.code.lower()}", finding.indicator.name, tuple(blocks))
