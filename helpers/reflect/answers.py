"""The findings of a report: one part per research question, its conclusion first, then one chart per indicator."""

from helpers import catalogue
from helpers.catalogue.records import Benchmark
from helpers.project.record import Conclusion, ResearchQuestion
from helpers.reflect.material import Material
from helpers.reports import charts, tables, words
from helpers.reports.model import Block, Bullets, Facts, Figure, Fold, Paragraph, Section
from helpers.reports.points import Finding, Point
from helpers.reports.sentences import alt, evidence, title

LARGE_ENOUGH = 30
"""Answers a group needs before it is set beside another: below it an interval is wider than 17 points either side."""
ALL_WITHHELD = "Withheld: so few people gave some of them that they could be pointed at."
DIRECTION = {
    "better": "A higher figure is better.",
    "worse": "A lower figure is better.",
    "neither": "Neither higher nor lower is better in itself.",
}


def parts(material: Material) -> tuple[Section, ...]:
    """One section per research question, and one for what the basket measures beyond them."""
    shown: set[str] = set()
    sections = [_of_question(material, question, shown) for question in material.record.purpose.questions]
    rest = [finding for code, finding in material.findings.items() if code not in shown]
    if rest:
        heading = "What else was measured" if sections else "What people said"
        sections.append(Section("other-findings", heading, (), tuple(_of_indicator(material, one) for one in rest)))
    return tuple(sections)


def _of_question(material: Material, question: ResearchQuestion, shown: set[str]) -> Section:
    """An indicator that bears on two questions is charted under the first and named under the second."""
    found = material.of_question(question)
    new = [finding for finding in found if finding.indicator.code not in shown]
    again = [finding for finding in found if finding.indicator.code in shown]
    shown |= {finding.indicator.code for finding in new}
    blocks: list[Block] = []
    if again:
        blocks.append(Bullets(tuple(f"{words.sentence(title(one))} (Charted above.)" for one in again), is_draft=True))
    if not found:
        blocks.append(Paragraph("The survey has no measure of this question, so no figure here answers it."))
    parts = tuple(_of_indicator(material, finding) for finding in new)
    return Section(f"question-{question.id}", question.text, tuple(blocks), (*parts, *_conclusion(material, question)))


def _conclusion(material: Material, question: ResearchQuestion) -> tuple[Section, ...]:
    """After the figures: what the team makes of them."""
    written = conclusion(material.record.conclusions.answers, question.id)
    if written is None:
        return ()
    pairs = (("Our answer", written.answer), ("How sure we are", words.capital(written.how_sure)), ("Why", written.why))
    facts = Facts(tuple(pair for pair in pairs if pair[1]))
    return (Section(f"conclusion-{question.id}", "What we conclude", (facts,)),)


def conclusion(written: tuple[Conclusion, ...], question: str) -> Conclusion | None:
    """The team's answer to one research question, if it has written one."""
    return next((one for one in written if one.question == question), None)


def _of_indicator(material: Material, finding: Finding) -> Section:
    sentences = " ".join(evidence(finding, material.evidence.level))
    blocks: list[Block] = [figure(material, finding)]
    if sentences:
        blocks.append(Paragraph(sentences, is_draft=True))
    blocks += [Paragraph(text, is_draft=True) for text in _group_sentences(finding)]
    blocks += _folds(material, finding)
    anchor = f"finding-{finding.indicator.code.lower().replace('_', '-')}"
    return Section(anchor, finding.indicator.name, tuple(blocks))


def figure(material: Material, finding: Finding) -> Figure:
    """The one chart of a finding, with its numbers and what to bear in mind."""
    return Figure(
        title(finding),
        charts.draw(finding),
        "image/svg+xml",
        alt(finding),
        tables.numbers(finding),
        _cautions(material, finding),
    )


def _cautions(material: Material, finding: Finding) -> tuple[str, ...]:
    found = []
    if material.is_self_chosen and any(point.is_shown for point in finding.points):
        found.append("The interval allows for chance only, not for who chose to take part.")
    if finding.benchmark:
        found.append(_beside(finding.benchmark, material.record.approach.mode))
    if finding.indicator.caution:
        found.append(finding.indicator.caution)
    return tuple(words.sentence(text) for text in found)


def _beside(published: Benchmark, mode: str | None) -> str:
    """What the published figure is, and what sets it apart from ours."""
    n = f", {published.n:,} people" if published.n else ""
    source = f"{published.area} figure: {published.survey}, {published.year} ({published.mode}{n})."
    other_mode = f"Here people answered {_mode(mode)}." if mode and not published.mode.startswith(mode) else ""
    return " ".join(part for part in (source, other_mode, published.caution) if part)


def _mode(mode: str) -> str:
    return {"paper": "on paper", "telephone": "by telephone", "mixed": "in more than one way"}.get(mode, mode)


def _folds(material: Material, finding: Finding) -> list[Block]:
    folds: list[Block] = []
    all_answers = tables.answers(finding)
    if all_answers and not finding.shows_all_answers:
        folds.append(Fold("All answers", all_answers))
    by_group = tuple(table for code in comparable(finding) if (table := tables.groups(finding, code, _name(code))))
    if by_group:
        folds.append(Fold("By group", by_group))
    tested = tables.changes(finding)
    if tested:
        folds.append(Fold("Change between waves", (tested,)))
    is_withheld = bool(finding.questions) and not all_answers
    return [*folds, Fold("How this was asked and counted", (_how_asked(material, finding, is_withheld),))]


def _name(breakdown: str) -> str:
    return words.listed(catalogue.breakdown(code).name for code in breakdown.split("*"))


def comparable(finding: Finding) -> tuple[str, ...]:
    """The breakdowns in which at least two groups are large enough to be set side by side."""
    large = [point.group_by for point in finding.groups if _is_large(point)]
    return tuple(code for code in dict.fromkeys(large) if large.count(code) > 1)


def _is_large(point: Point) -> bool:
    return point.is_shown and point.n >= LARGE_ENOUGH


def _group_sentences(finding: Finding) -> tuple[str, ...]:
    """Where two groups' intervals stand apart, the pair that is furthest apart; nothing is said of the rest."""
    return tuple(text for code in comparable(finding) if (text := _apart(finding, code)))


def _apart(finding: Finding, breakdown: str) -> str:
    points = [point for point in finding.groups if point.group_by == breakdown and _is_large(point)]
    low, high = min(points, key=lambda point: point.share), max(points, key=lambda point: point.share)
    if not low.ci_high < high.ci_low:
        return ""
    described = [
        f"{words.percent(one.share)} of “{one.group}” ({words.interval(one.ci_low, one.ci_high)})"
        for one in (high, low)
    ]
    return f"By {_name(breakdown).lower()}, {words.listed(described)}: their intervals do not overlap."


def quoted(text: str) -> str:
    """Words as they were, in quotation marks, ending as a sentence does."""
    return f"“{text}”" if text.rstrip()[-1:] in (".", "?", "!") else f"“{text}”."


def _how_asked(material: Material, finding: Finding, is_withheld: bool) -> Facts:
    indicator = finding.indicator
    questions = [catalogue.question(code) for code in indicator.questions]
    asked = "; ".join(f"{question.wording} (question {question.code})" for question in questions)
    changed = [change for change in material.record.measures.wording_changes if change.question in indicator.questions]
    pairs = [
        ("Question", asked),
        ("Counted", f"People who {indicator.counted}"),
        ("Out of", words.capital(indicator.base)),
        ("Direction", DIRECTION[indicator.more_is]),
        ("The toolkit's measure", f"{indicator.measure} ({indicator.code.replace('_', ', ')})"),
        ("All answers", ALL_WITHHELD if is_withheld else ""),
        ("Asked differently here", " ".join(f"{quoted(change.asked_as)} {change.why}".strip() for change in changed)),
    ]
    return Facts(tuple(pair for pair in pairs if pair[1]))
