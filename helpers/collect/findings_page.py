"""What step 2.3 shows of the released findings: what matters first, all at a glance, then each measure by itself."""

from dataclasses import dataclass

from helpers import catalogue
from helpers.collect import against, looking, moving
from helpers.disclosure import Released
from helpers.project import Opened, Project
from helpers.project.breakdowns import COMPARISON, breakdown, in_sentence, name_of
from helpers.project.evidence import reach
from helpers.project.record import Marked
from helpers.reports import beside, changing, charts, showing, tables, words
from helpers.reports.alongside import LONDON, alongside, boroughs, why_apart
from helpers.reports.finding import find
from helpers.reports.model import Block, Bullets, Caution, Facts, Fold, Paragraph, Section, Table
from helpers.reports.points import CLEAR, Finding, Point
from helpers.reports.pretend import marked as marked_pretend
from helpers.reports.sentences import WITHHELD, evidence, value

SELF_CHOSEN = "chose to join"
NOT_MARKED = "Nothing is marked as mattering yet."
EACH = "Each measure by itself"
WAVES = "All measures over the waves"
ONE_WAVE = "There is one wave so far, so nothing can be set side by side."
GONE = "This measure was not asked in this wave."


@dataclass(frozen=True)
class Shown:
    """Everything the page draws on: the findings of the basket in its order, and how much may be said of change."""

    opened: Opened
    wave: str
    waves: dict[str, str]
    released: Released
    findings: dict[str, Finding]
    level: int
    is_drawn: bool = False
    """Groups, change and answers are drawn too: on a page, where one measure at a time is opened. A run keeps their tables."""

    @property
    def record(self) -> Project:
        return self.opened.record

    def section(self, made: Section) -> Section:
        """As it is shown: of pretend answers everything says so."""
        return marked_pretend(made) if self.released.is_pretend else made


def gather(opened: Opened, wave: str, released: Released, is_drawn: bool = False) -> Shown:
    """Every finding of the basket, with the published figures that may stand beside it."""
    record = opened.record
    waves = words.told_apart({known.id: known.title or known.id for known in opened.waves_until(wave)})
    is_self_chosen = record.approach.sample.recruitment == SELF_CHOSEN
    places = (LONDON, *boroughs(record))
    findings = {}
    for item in record.measures.basket:
        published = alongside(catalogue.benchmarks(), item.indicator, record, places)
        found = find(released, catalogue.indicator(item.indicator), waves, published, is_self_chosen)
        if found is not None:
            findings[item.indicator] = found
    return Shown(opened, wave, waves, released, findings, _level(record, findings), is_drawn)


def _level(record: Project, findings: dict[str, Finding]) -> int:
    tested = [one for one in findings.values() if one.change is not None and one.change.is_shown]
    others = bool(tested) and all(one.may_be_others for one in tested)
    is_difference_shown = any(changing.verdict(one) for one in findings.values())
    return reach(bool(tested), others, record.approach.compared, is_difference_shown).level


def summary(shown: Shown) -> Section:
    """The whole page, as a run keeps it."""
    each = tuple(_measure(shown, code) for code in shown.findings)
    parts = (_marked(shown), _glance(shown), *_over_waves(shown), Section("analysis-each", EACH, (), each))
    return shown.section(Section("analysis", _title(shown), _coverage(shown), parts))


def glance(shown: Shown) -> Section:
    """What matters, and every measure in one table."""
    return shown.section(Section("analysis", _title(shown), _coverage(shown), (_marked(shown), _glance(shown))))


def over_waves(shown: Shown) -> Section:
    """Every measure over the waves in small charts."""
    parts = _over_waves(shown) or (Section("analysis-waves", WAVES, (Paragraph(ONE_WAVE),)),)
    return shown.section(parts[0])


def measure(shown: Shown, code: str) -> Section:
    """One measure by itself."""
    return shown.section(_measure(shown, code))


def _title(shown: Shown) -> str:
    return f"What the answers of {shown.waves[shown.wave]} say"


# --- what matters


def _marked(shown: Shown) -> Section:
    """The marked findings first, each with why it matters."""
    parts = tuple(_of_mark(shown, mark, number) for number, mark in enumerate(looking.marks(shown.record)))
    return Section("marked", "Marked as mattering", () if parts else (Paragraph(NOT_MARKED),), parts)


def _of_mark(shown: Shown, mark: Marked, number: int) -> Section:
    finding = shown.findings.get(mark.indicator)
    blocks: list[Block] = [Paragraph(text) for text in words.paragraphs(mark.why)]
    if finding is None:
        blocks.append(Paragraph(GONE))
    elif mark.whom:
        blocks += _of_group(shown, finding, mark)
    else:
        blocks += [showing.figure(finding, shown.record), *_said(shown, finding)]
    name = catalogue.indicator(mark.indicator).name
    whom = looking.whom(shown.record).get(mark.whom, mark.whom)
    return Section(f"marked-{number}", f"{name}: {whom}" if mark.whom else name, tuple(blocks))


def _of_group(shown: Shown, finding: Finding, mark: Marked) -> list[Block]:
    """One group in a sentence, and the chart in which it stands beside the others."""
    name = name_of(shown.record, mark.group_by)
    point = group_point(shown.record, finding, mark.group_by, mark.group)
    if point is None:
        return [Paragraph(f"Findings are not split by {in_sentence(name)} now, or nobody of this group answered.")]
    drawn = charts.by_group(finding, mark.group_by, name)
    return [*([drawn] if drawn else []), Paragraph(_group_sentence(finding, point))]


def group_point(record: Project, finding: Finding, group_by: str, group: str) -> Point | None:
    """A group as it is shown: by itself, or joined with others, which its label then lists."""
    one = breakdown(record, group_by)
    points = (point for point in finding.groups if point.group_by == group_by)
    return next((point for point in points if group in looking.parts_of(point.group, one)), None)


def _group_sentence(finding: Finding, point: Point) -> str:
    counted = finding.indicator.counted
    if not point.is_shown:
        return words.sentence(f"{point.group}: {point.band or WITHHELD}{f' {counted}' if point.band else ''}")
    span = words.interval(point.ci_low, point.ci_high).replace(" to ", " and ")
    of_whom = f"{value(point)} of the {words.count(point.n)} who answered {counted}"
    return words.sentence(f"{point.group}: {of_whom}; allowing for chance, between {span}")


# --- at a glance


def _coverage(shown: Shown) -> tuple[Block, ...]:
    """How many answered, and what is true of every figure."""
    released, sample = shown.released, shown.record.approach.sample
    counts = released.counts[released.counts["wave"] == shown.wave].set_index("what")["n"]
    pairs = [("Answers received", counts.get("received")), ("Usable", counts.get("usable"))]
    pairs += [("Hoped for", sample.target), ("People there are in all", sample.population)]
    facts = Facts(tuple((term, words.count(number) or WITHHELD) for term, number in pairs if number is not None))
    blocks: list[Block] = [facts]
    if sample.recruitment == SELF_CHOSEN:
        blocks.append(Caution("People chose to take part, so no interval can speak for those who did not."))
    if released.notes:
        blocks.append(Bullets(tuple(words.sentence(note) for note in released.notes)))
    return tuple(blocks)


def _glance(shown: Shown) -> Section:
    found = list(shown.findings.values())
    return Section("analysis-glance", "All measures at a glance", (_overview(shown, found),))


def _over_waves(shown: Shown) -> tuple[Section, ...]:
    drawn = charts.over_waves(list(shown.findings.values())) if len(shown.waves) > 1 else None
    return (Section("analysis-waves", WAVES, (drawn,)),) if drawn else ()


def _overview(shown: Shown, found: list[Finding]) -> Table:
    has_comparison = any(finding.comparison for finding in found)
    has_change = any(finding.change for finding in found)
    columns = ("Measure", "People", "Share", "95% interval", "Change", "In words", "Groups differ by", "Note")
    note = f"{tables.CLEAR_MEANS} {moving.LIMITS}" if has_change else ""
    rows = tuple(_overview_row(shown, finding, finding.latest) for finding in found if finding.latest)
    caption = "People in the project" if has_comparison else "Everyone who answered"
    return tables.without_empty(Table(caption, columns, rows, note))


def _overview_row(shown: Shown, finding: Finding, latest: Point) -> tuple[str, ...]:
    change = finding.change
    return (
        f"{finding.indicator.name} ({finding.indicator.code})",
        words.count(latest.n),
        value(latest),
        words.interval(latest.ci_low, latest.ci_high),
        changing.in_points(change) if change else "",
        moving.short(finding),
        _clearly_apart(shown, finding.indicator.code),
        tables.status(latest),
    )


# --- one measure


def _measure(shown: Shown, code: str) -> Section:
    finding, indicator = shown.findings.get(code), catalogue.indicator(code)
    anchor = f"analysis-{code.lower().replace('_', '-')}"
    if finding is None:
        return Section(anchor, indicator.name, (Paragraph(GONE),))
    blocks: list[Block] = [showing.figure(finding, shown.record), *_said(shown, finding)]
    folds = {
        "By group": _by_group(shown, finding),
        "Change between waves": _change(shown, finding),
        "Beside published figures": _published(shown, finding),
        "All answers": _answers(shown, finding),
    }
    blocks += [Fold(title, inside, indicator.name) for title, inside in folds.items() if inside]
    return Section(anchor, indicator.name, tuple(blocks))


def _said(shown: Shown, finding: Finding) -> tuple[Paragraph, ...]:
    """The finding in sentences, then in short, then beside the published figure with the uncertainty of both."""
    by_range_alone = words.sentence(beside.sentence(finding))
    found = evidence(finding, shown.level, shown.record.is_about_project)
    own = " ".join(text for text in found if text != by_range_alone)
    texts = (own, words.sentence(moving.sentence(finding)), words.sentence(against.sentence(finding)))
    return tuple(Paragraph(text) for text in texts if text)


def _by_group(shown: Shown, finding: Finding) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for code in shown.record.breakdowns:
        if COMPARISON in code.split("*"):
            continue
        name = name_of(shown.record, code)
        drawn = charts.by_group(finding, code, name) if shown.is_drawn else None
        table = None if drawn else tables.groups(finding, code, name)
        apart = _whether_apart(shown, finding.indicator.code, code)
        said = Paragraph(apart) if apart else None
        blocks += [one for one in (drawn, table, said, tables.changes_by_group(finding, code, name)) if one]
        if not (drawn or table):
            blocks.append(Paragraph(f"By {in_sentence(name)}: this wave has no answers to that question."))
    return tuple(blocks)


def _whether_apart(shown: Shown, code: str, code_by: str) -> str:
    """Whether the groups of a breakdown differ at all, allowing for every comparison made; empty where it was not tested."""
    tests = shown.released.apart
    rows = tests[(tests["indicator"] == code) & (tests["group_by"] == code_by) & (tests["wave"] == shown.wave)]
    name = in_sentence(name_of(shown.record, code_by))
    if rows.empty:
        return ""
    test = rows.iloc[0]
    if test["q_value"] != test["q_value"]:
        return f"Whether groups by {name} differ can't be told: a group is withheld, or too few answered."
    if test["q_value"] < CLEAR:
        return f"Groups by {name} differ, also when all the comparisons made here are allowed for."
    if test["p_value"] < CLEAR:
        return f"Taken alone, groups by {name} would differ, but so many were compared that it may be chance."
    return f"Chance alone could explain how groups by {name} differ."


def _clearly_apart(shown: Shown, code: str) -> str:
    """The breakdowns whose groups clearly differ, for a table."""
    tests = shown.released.apart
    clear = tests[(tests["indicator"] == code) & (tests["wave"] == shown.wave) & (tests["q_value"] < CLEAR)]
    names = [
        in_sentence(name_of(shown.record, one)) for one in shown.record.breakdowns if one in set(clear["group_by"])
    ]
    return words.listed(names) if names else ""


def _change(shown: Shown, finding: Finding) -> tuple[Block, ...]:
    drawn = charts.slope(finding) if shown.is_drawn else None
    return tuple(one for one in (drawn, tables.changes(finding)) if one)


def _published(shown: Shown, finding: Finding) -> tuple[Block, ...]:
    """Those that may stand beside ours, then those that must not, each with its reason."""
    beside_ours = against.table(finding)
    apart = tuple(
        (one.statement, f"{one.survey}, {one.year}", words.sentence(reason))
        for one in catalogue.benchmarks()
        if one.indicator == finding.indicator.code and (reason := why_apart(shown.record, one))
    )
    columns = ("Published figure", "Where from", "Why it is not set beside ours")
    blocked = Table("Published figures left out", columns, apart) if apart else None
    return tuple(one for one in (beside_ours, blocked) if one)


def _answers(shown: Shown, finding: Finding) -> tuple[Block, ...]:
    drawn = [charts.answers(finding, question) for question in finding.questions] if shown.is_drawn else []
    return tuple(figure for figure in drawn if figure) or tables.answers(finding)
