"""A finding as one figure: its chart, the numbers behind it, and what a reader must bear in mind."""

from helpers.catalogue.records import Benchmark
from helpers.project import Project
from helpers.reports import beside, changing, charts, tables, words
from helpers.reports.model import Figure
from helpers.reports.points import Finding
from helpers.reports.sentences import alt, answered, title


def figure(finding: Finding, record: Project) -> Figure:
    """The one chart of a finding, with its numbers and what to bear in mind."""
    picture, behind = charts.draw(finding), tables.numbers(finding)
    return Figure(title(finding), picture, "image/svg+xml", alt(finding), behind, cautions(finding, record))


def cautions(finding: Finding, record: Project) -> tuple[str, ...]:
    """What must be said beside the figure, in whole sentences."""
    found = []
    if finding.is_self_chosen and any(point.is_shown for point in finding.points):
        found.append("The interval allows for chance only, not for who chose to answer.")
    found.append(changing.turnover(finding))
    found += [_published(one) for one in finding.published]
    if finding.published:
        found.append(_ours(finding, record))
    if finding.indicator.caution:
        found.append(finding.indicator.caution)
    return tuple(words.sentence(text) for text in found if text)


def _published(figure: Benchmark) -> str:
    """What a published figure is, with what its entry in the catalogue warns of."""
    n = f", {figure.n:,} people" if figure.n else ""
    source = f"{figure.area} figure: {words.percent(figure.value)} of {beside.whose(figure)}{n}"
    return f"{source} ({figure.survey}, {beside.year(figure)}). {figure.caution}".strip()


def _ours(finding: Finding, record: Project) -> str:
    """Whom ours is of, to be read beside the published figure's people."""
    mode = record.approach.mode
    how = f", {_mode(mode)}" if mode else ""
    who = record.purpose.who
    return f"Our figure: {answered(finding)}{how}{f'. Asked were: {who}' if who else ''}"


def _mode(mode: str) -> str:
    return {"paper": "on paper", "telephone": "by telephone", "mixed": "in more than one way"}.get(mode, mode)
