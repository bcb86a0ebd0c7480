"""What people say beside what is established from outside, and places side by side: from released figures alone."""

from collections.abc import Iterator

import pandas as pd

from helpers import catalogue, estimates
from helpers.collect.findings_page import Shown
from helpers.collect.moving import BETTER
from helpers.collect.secondary import shown as secondary
from helpers.collect.secondary import tables as counted
from helpers.errors import UserProblem
from helpers.estimates import Index
from helpers.project.breakdowns import name_of, own_breakdowns
from helpers.reports import tables, words
from helpers.reports.model import Block, Bullets, Caution, Paragraph, Section, Table
from helpers.reports.points import Point
from helpers.reports.sentences import value

SAY, RECORDED = "People say", "Recorded"
ESTABLISHED = ("records", "census", "estimates")
"""How figures come about that rest on nobody's opinion. Published surveys stand beside ours only where they are like ours: see `against`."""
LEAST_PLACES = 3
WIDTH = 2 * 1.959964
"""Standard errors in a 95% interval."""
NOTHING = "No figure from existing data is on a domain that the survey also asks about. Figures and tables are brought in in step 2.1."
BOTH_TRUE = (
    "What people perceive and what is recorded are both true. Where the two point different ways, that may be the finding: more "
    "records can mean more trust in those who record."
)
NO_PLACES = (
    f"Places are set side by side once findings are split by a question of your own with {LEAST_PLACES} or more answers, such as the "
    "site or the ward, and each place has enough answers to be shown."
)
NOT_AN_ORDER = (
    "A place's rank is a range, since its figures are uncertain and other weights would give other ranks. Places whose ranges overlap are "
    "in no order. A good figure on one measure makes up for a bad one on another: read the measures themselves first."
)


def both_kinds(shown: Shown) -> Section:
    """Per domain: what people say, and what existing data say; only domains that have both."""
    said, known = _said(shown), _known(shown)
    themes, made = [one.code for one in catalogue.themes()], []
    for domain in catalogue.domains():
        rows = sorted([*said.get(domain, []), *known.get(domain, [])], key=lambda row: themes.index(row[0]))
        if domain in said and domain in known:
            columns = ("Theme", "Which", "What", "Figure", "Of whom, where and when")
            made.append(Table(domain, columns, tuple(rows)))
    blocks: tuple[Block, ...] = (*made, Paragraph(BOTH_TRUE)) if made else (Paragraph(NOTHING),)
    return shown.section(Section("both-kinds", "Perceived and recorded", blocks))


Rows = dict[str, list[tuple[str, ...]]]


def _said(shown: Shown) -> Rows:
    rows: Rows = {}
    for finding in shown.findings.values():
        latest = finding.latest
        if latest is None:
            continue
        span = words.interval(latest.ci_low, latest.ci_high)
        figure = f"{value(latest)}{f' ({span})' if span else ''}"
        one = finding.indicator
        people = (
            f"{words.people(latest.n)}, {shown.waves[shown.wave]}" if latest.n == latest.n else shown.waves[shown.wave]
        )
        rows.setdefault(one.domain, []).append((one.theme, SAY, one.name, figure, people))
    return rows


def _known(shown: Shown) -> Rows:
    rows: Rows = {}
    for code, what, figure, where in _existing(shown):
        one = catalogue.indicator(code)
        rows.setdefault(one.domain, []).append((one.theme, RECORDED, what, figure, where))
    return rows


def _existing(shown: Shown) -> Iterator[tuple[str, str, str, str]]:
    """Measure, what, figure, where and when: of figures that were typed in, then of tables that were confirmed."""
    held = shown.record.secondary
    for one in held.figures:
        if one.indicator and one.mode in ESTABLISHED:
            yield one.indicator, one.what, one.value, f"{one.area}, {one.period}"
    for table in held.tables:
        if not (table.is_confirmed and table.indicator and table.mode in ESTABLISHED):
            continue
        try:
            made = counted.figures_of(shown.opened, table)
        except UserProblem:  # step 2.1 says why a table gives nothing
            continue
        name = catalogue.indicator(table.indicator).name
        for figure in made:
            whom = f" ({figure.group})" if figure.group else ""
            where = ", ".join(part for part in (figure.area, figure.period) if part)
            yield table.indicator, f"{name}{whom}", secondary.value(figure), where


# --- places


def places(shown: Shown) -> Section:
    """One index for each question of the project's own that findings are split by: scores, ranks with their range, and how much hangs on choices."""
    chosen = [one.code for one in own_breakdowns(shown.record) if one.code in shown.record.breakdowns]
    made = [section for code in chosen if (section := _index(shown, code))]
    blocks = () if made else (Paragraph(NO_PLACES),)
    return shown.section(Section("places", "Places side by side", blocks, tuple(made)))


def _index(shown: Shown, code: str) -> Section | None:
    figures, errors, better = _figures(shown, code)
    if len(figures) < LEAST_PLACES or not better:
        return None
    try:
        found = estimates.composite_index(figures, better, std_errors=errors)
    except UserProblem as problem:
        return Section(f"places-{code}", name_of(shown.record, code), (Caution(f"{problem.what} {problem.fix}"),))
    names = words.listed(catalogue.indicator(one).name for one in better)
    about = f"Made of {len(better)} measures with equal weight, each scaled over the places (z-scores) so that more is better: {names}."
    notes = (Bullets(tuple(words.sentence(note) for note in found.notes)),) if found.notes else ()
    blocks = (Paragraph(about), _ranks(found), _sensitivity(found), *notes, Caution(NOT_AN_ORDER))
    return Section(f"places-{code}", name_of(shown.record, code), blocks)


def _figures(shown: Shown, code: str) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, str]]:
    """Released shares and their errors, places by measures; only measures that are shown for every place and have a better side."""
    columns: dict[str, dict[str, Point]] = {}
    for indicator, finding in shown.findings.items():
        points = {point.group: point for point in finding.groups if point.group_by == code}
        if BETTER[finding.indicator.more_is] and points and all(point.is_shown for point in points.values()):
            columns[indicator] = points
    shares = pd.DataFrame({name: {place: one.share for place, one in found.items()} for name, found in columns.items()})
    errors = pd.DataFrame(
        {
            name: {place: (one.ci_high - one.ci_low) / WIDTH for place, one in found.items()}
            for name, found in columns.items()
        }
    )
    differing = [name for name in shares if shares[name].nunique() > 1]
    better = {name: BETTER[shown.findings[name].indicator.more_is] for name in differing}
    return shares, errors, {name: side for name, side in better.items() if side}


def _ranks(found: Index) -> Table:
    rows = tuple(
        (
            str(row.place),
            f"{row.score:+.2f}".replace("-", "−"),
            f"{row.rank:g}",
            f"{row.rank_low:g} to {row.rank_high:g}",
            "yes" if row.is_apart else "no",
        )
        for row in found.table.sort_values("rank").itertuples()
    )
    note = "Rank 1 is best. The range holds the rank in 95 of 100 tries with other weights, the other scale, and figures moved by chance."
    return Table("Score and rank", ("Place", "Score", "Rank", "Could be", "Apart from all others?"), rows, note)


def _sensitivity(found: Index) -> Table:
    rows = tuple(
        (
            _choice(str(row.choice)),
            "" if row.correlation != row.correlation else f"{row.correlation:.2f}",
            f"{row.largest_move:g}",
            str(row.place),
        )
        for row in found.sensitivity.itertuples()
    )
    columns = ("Had we chosen otherwise", "Likeness of ranks", "Largest move", "Of which place")
    note = "Likeness of ranks: 1 is the same order (Spearman's correlation)."
    return tables.without_empty(Table("How much hangs on the choices", columns, rows, note))


def _choice(choice: str) -> str:
    """ "without R7" by the measure's name."""
    code = choice.removeprefix("without ")
    return choice if code == choice else f"Without {catalogue.indicator(code).name.lower()} ({code})"
