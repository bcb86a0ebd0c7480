"""The findings of a report: one part per research question, its conclusion first, then one chart per indicator."""

from helpers import catalogue
from helpers.catalogue.records import Benchmark
from helpers.project.record import Conclusion, ResearchQuestion
from helpers.reflect import groups
from helpers.reflect.material import Material
from helpers.reports import beside, changing, charts, tables, words
from helpers.reports.model import Block, Bullets, Facts, Figure, Fold, Paragraph, Section
from helpers.reports.points import Finding
from helpers.reports.sentences import alt, answered, evidence, title

ALL_WITHHELD = "Withheld: so few people gave some of them that they could be pointed at."
MEASURE = {False: "The toolkit's measure", True: "Measure (added, not the toolkit's)"}
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
    sentences = " ".join(evidence(finding, material.evidence.level, material.is_project))
    blocks: list[Block] = [figure(material, finding)]
    if sentences:
        blocks.append(Paragraph(sentences, is_draft=True))
    blocks += [Paragraph(text, is_draft=True) for text in groups.sentences(finding)]
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
        found.append("The interval allows for chance only, not for who chose to answer.")
    found.append(changing.turnover(finding))
    found += [_published(one) for one in finding.published]
    if finding.published:
        found.append(_ours(material, finding))
    if finding.indicator.caution:
        found.append(finding.indicator.caution)
    return tuple(words.sentence(text) for text in found if text)


def _published(figure: Benchmark) -> str:
    """What a published figure is, with what its entry in the catalogue warns of."""
    n = f", {figure.n:,} people" if figure.n else ""
    source = f"{figure.area} figure: {words.percent(figure.value)} of {beside.whose(figure)}{n}"
    return f"{source} ({figure.survey}, {beside.year(figure)}). {figure.caution}".strip()


def _ours(material: Material, finding: Finding) -> str:
    """Whom ours is of, to be read beside the published figure's people."""
    mode = material.record.approach.mode
    how = f", {_mode(mode)}" if mode else ""
    who = material.record.purpose.who
    return f"Our figure: {answered(finding)}{how}{f'. Asked were: {who}' if who else ''}"


def _mode(mode: str) -> str:
    return {"paper": "on paper", "telephone": "by telephone", "mixed": "in more than one way"}.get(mode, mode)


def _folds(material: Material, finding: Finding) -> list[Block]:
    name = finding.indicator.name
    folds: list[Block] = []
    all_answers = tables.answers(finding)
    if all_answers and not finding.shows_all_answers:
        folds.append(Fold("All answers", all_answers, name))
    folds += groups.blocks(material, finding)
    tested = tables.changes(finding)
    if tested:
        folds.append(Fold("Change between waves", (tested,), name))
    is_withheld = bool(finding.questions) and not all_answers
    return [*folds, Fold("How this was asked and counted", (_how_asked(material, finding, is_withheld),), name)]


def quoted(text: str) -> str:
    """Words as they were, in quotation marks, ending as a sentence does."""
    return f"“{text}”" if text.rstrip()[-1:] in (".", "?", "!") else f"“{text}”."


def _how_asked(material: Material, finding: Finding, is_withheld: bool) -> Facts:
    indicator = finding.indicator
    questions = [catalogue.question(code) for code in indicator.questions]
    asked = "; ".join(f"{question.wording} (question {question.code})" for question in questions)
    changed = [change for change in material.record.measures.reworded if change.question in indicator.questions]
    pairs = [
        ("Question", asked),
        ("Counted", f"People who {indicator.counted}"),
        ("Out of", words.capital(indicator.base)),
        ("Direction", DIRECTION[indicator.more_is]),
        (MEASURE[indicator.provenance == "added"], f"{indicator.measure} ({indicator.code.replace('_', ', ')})"),
        ("All answers", ALL_WITHHELD if is_withheld else ""),
        ("Asked differently here", " ".join(f"{quoted(change.asked_as)} {change.why}".strip() for change in changed)),
    ]
    return Facts(tuple(pair for pair in pairs if pair[1]))
