"""Step 3.1: one conclusion per research question, beside its evidence, with how sure the team is."""

from helpers.disclosure import Released
from helpers.project import Opened
from helpers.project.record import ResearchQuestion
from helpers.reflect.answers import conclusion
from helpers.reflect.material import Material, gather
from helpers.reports import words
from helpers.reports.facts import still_open
from helpers.reports.model import Block, Bullets, Facts, Paragraph, Section
from helpers.reports.sentences import evidence


def in_short(opened: Opened) -> str:
    """The conclusions in one line."""
    questions = opened.record.purpose.questions
    answered = sum(conclusion(opened.record.conclusions.answers, one.id) is not None for one in questions)
    return f"Research questions answered: {answered} of {len(questions)}."


def summary(opened: Opened) -> Section:
    """What has been concluded so far, question by question."""
    questions = opened.record.purpose.questions
    blocks = [block for question in questions for block in _answer(opened, question)]
    if not questions:
        blocks = [Paragraph("There are no research questions yet: they are set in step 1.1.")]
    return Section("conclusions", "Conclusions: decided so far", tuple(blocks), (still_open(missing(opened)),))


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


def beside_evidence(opened: Opened, wave: str | None, released: Released) -> Section:
    """Each research question with what the released figures say about it, and the team's answer beside it."""
    material = gather(opened, wave, released)
    parts = tuple(_with_evidence(material, question) for question in opened.record.purpose.questions)
    return Section(
        "evidence", "What the figures say about each question", (Paragraph(material.evidence.reason),), parts
    )


def _with_evidence(material: Material, question: ResearchQuestion) -> Section:
    found = material.of_question(question)
    said = tuple(
        f"{one.indicator.name}: {' '.join(sentences)}"
        for one in found
        if (sentences := evidence(one, material.evidence.level))
    )
    figures = Bullets(said, is_draft=True) if said else Paragraph("No figure bears on this question.")
    return Section(f"evidence-{question.id}", question.text, (figures, *_answer(material.opened, question)))


def _answer(opened: Opened, question: ResearchQuestion) -> tuple[Block, ...]:
    written = conclusion(opened.record.conclusions.answers, question.id)
    if written is None:
        return (Facts(((question.text, ""),)),)
    said = f"{words.sentence(written.answer)} {words.capital(written.how_sure)}"
    return (Facts(((question.text, f"{said}: {written.why}" if written.why else f"{said}."),)),)
