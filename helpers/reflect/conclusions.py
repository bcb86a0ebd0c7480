"""Step 3.1: one conclusion per research question, beside its evidence, with how sure the team is."""

from helpers.disclosure import Released
from helpers.project import Opened
from helpers.project.record import ResearchQuestion
from helpers.reflect.answers import conclusion
from helpers.reflect.material import Material, gather
from helpers.reports import words
from helpers.reports.facts import still_open
from helpers.reports.model import Block, Bullets, Facts, Paragraph, Section
from helpers.reports.pretend import marked
from helpers.reports.sentences import evidence


def in_short(opened: Opened) -> str:
    """The conclusions in one line."""
    questions = opened.record.purpose.questions
    answered = sum(conclusion(opened.record.conclusions.answers, one.id) is not None for one in questions)
    return f"Research questions answered: {answered} of {len(questions)}."


def summary(opened: Opened, wave: str | None = None, released: Released | None = None) -> Section:
    """What has been concluded so far, question by question; beside what the figures say where they are given."""
    material = None if released is None else gather(opened, wave, released)
    questions = opened.record.purpose.questions
    parts = tuple(_of_question(opened, question, material) for question in questions)
    blocks: tuple[Block, ...] = (Paragraph(material.evidence.reason),) if material else ()
    if not questions:
        blocks = (Paragraph("There are no research questions yet: they are set in step 1.1."),)
    shown = Section("conclusions", "Conclusions: decided so far", blocks, (*parts, still_open(missing(opened))))
    return marked(shown) if opened.is_pretend else shown


def missing(opened: Opened) -> tuple[str, ...]:
    """What this step still needs, in plain sentences; empty when it is complete."""
    written = opened.record.conclusions.answers
    questions = opened.record.purpose.questions
    open_questions = [f"Answer this question: {one.text}" for one in questions if conclusion(written, one.id) is None]
    without_why = [one for one in questions if (found := conclusion(written, one.id)) and not found.why]
    return (
        *([] if questions else ["Set the research questions in step 1.1."]),
        *open_questions,
        *(f"Say why you are so sure of your answer to: {one.text}" for one in without_why),
    )


def _of_question(opened: Opened, question: ResearchQuestion, material: Material | None) -> Section:
    figures = (_figures(material, question),) if material else ()
    written = conclusion(opened.record.conclusions.answers, question.id)
    pairs: tuple[tuple[str, str], ...] = (("Our answer", ""),)
    if written:
        pairs = (
            ("Our answer", written.answer),
            ("How sure we are", words.capital(written.how_sure)),
            ("Why", written.why),
        )
    return Section(f"conclusion-{question.id}", question.text, (*figures, Facts(pairs)))


def _figures(material: Material, question: ResearchQuestion) -> Block:
    """The findings that bear on a question, as sentences; marked as drafts from the numbers."""
    said = tuple(
        f"{one.indicator.name}: {' '.join(sentences)}"
        for one in material.of_question(question)
        if (sentences := evidence(one, material.evidence.level, material.is_project))
    )
    return Bullets(said, is_draft=True) if said else Paragraph("No figure bears on this question.")
