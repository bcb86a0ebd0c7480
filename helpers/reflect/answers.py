"""The findings of a report: one part per research question, its conclusion first, then one chart per indicator."""

from helpers import catalogue
from helpers.project.record import Conclusion, ResearchQuestion
from helpers.reflect import groups
from helpers.reflect.material import Material
from helpers.reports import tables, words
from helpers.reports.model import Block, Bullets, Facts, Fold, Paragraph, Section
from helpers.reports.points import Finding
from helpers.reports.sentences import evidence, title
from helpers.reports.showing import figure

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
    blocks: list[Block] = [figure(finding, material.record)]
    if sentences:
        blocks.append(Paragraph(sentences, is_draft=True))
    blocks += [Paragraph(text, is_draft=True) for text in groups.sentences(material, finding)]
    blocks += _folds(material, finding)
    anchor = f"finding-{finding.indicator.code.lower().replace('_', '-')}"
    return Section(anchor, finding.indicator.name, tuple(blocks))


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
