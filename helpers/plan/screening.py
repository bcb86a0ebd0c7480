"""Is an impact assessment (DPIA) needed? The answers to the questions that decide it, and what they mean."""

from helpers.plan.data_protection import ScreeningQuestion, screening_questions, sources
from helpers.project.record.consent import ConsentPlan
from helpers.reports.model import Block, Bullets, Paragraph, Table

NEEDED = (
    "Do an impact assessment before you collect anything. One yes to a question of this kind is enough: the ICO asks for "
    "an assessment wherever that is planned."
)
PROBABLY = (
    "You will most likely need an impact assessment. Of these features one may be harmless; two or more together usually "
    "call for one. If you decide against it, write down why."
)
CONSIDER = (
    "These answers alone don't call for an impact assessment. One of them points to a risk, so think about one all the "
    "same, and write down what you decided and why."
)
NOT_NEEDED = "These answers don't call for an impact assessment. Write down that you looked, when, and who did."
OPEN = "Not settled: answer the questions that are still open. Where you are not sure, ask, or treat it as a yes."
WHAT_IT_IS = (
    "An impact assessment is a short document: what is collected and why it is needed, what could go wrong for people, and "
    "what you do about it. Where a high risk is left, the ICO has to be asked before you begin."
)


def answers(plan: ConsentPlan) -> dict[str, str]:
    """The answers given so far, by the question's code: "yes", "no", "not sure" or nothing."""
    given = {one.question: one.answer or "" for one in plan.screening}
    return {question.code: given.get(question.code, "") for question in screening_questions()}


def meaning(plan: ConsentPlan) -> str:
    """What the answers mean, in plain words; empty where nothing has been answered.

    One yes to what the ICO lists as always needing an assessment decides. Otherwise two or more of the European
    criteria usually do (WP 248 rev.01), and what is not sure is not settled.

    Examples
    --------
    >>> from helpers.project.record.consent import ScreeningAnswer
    >>> meaning(ConsentPlan(screening=(ScreeningAnswer(question="matching", answer="yes"),))) == NEEDED
    True
    """
    if not any(answers(plan).values()):
        return ""
    together = len(_said(plan, "yes", "together"))
    if _said(plan, "yes", "alone"):
        return NEEDED
    if together > 1:
        return PROBABLY
    if unsettled(plan):
        return OPEN
    return CONSIDER if together else NOT_NEEDED


def unsettled(plan: ConsentPlan) -> tuple[ScreeningQuestion, ...]:
    """The questions without an answer, and those answered with "not sure"."""
    given = answers(plan)
    return tuple(question for question in screening_questions() if given[question.code] in ("", "not sure"))


def is_called_for(plan: ConsentPlan) -> bool:
    """Whether the answers call for an assessment, or most likely do."""
    return meaning(plan) in (NEEDED, PROBABLY)


def blocks(plan: ConsentPlan) -> tuple[Block, ...]:
    """The answers as a table with what they mean, or what is to be done first."""
    notes = {one.question: one.note for one in plan.screening}
    given = answers(plan)
    rows = tuple(
        (question.question, given[question.code].capitalize() or "Not answered", notes.get(question.code, ""))
        for question in screening_questions()
        if given[question.code]
    )
    if not rows:
        return (Paragraph("None of the questions that decide whether an impact assessment is needed is answered yet."),)
    table = Table("Is an impact assessment needed?", ("Question", "Answer", "Why"), rows, _source())
    decided = (Paragraph(f"What was decided: {plan.assessment}"),) if plan.assessment else ()
    return (Paragraph(meaning(plan)), *_open(plan), *decided, table)


def missing(plan: ConsentPlan) -> tuple[str, ...]:
    """What is still to be answered or decided."""
    needs = {
        "Impact assessment: answer the questions that decide whether one is needed.": not unsettled(plan)
        or is_called_for(plan),
        "Impact assessment: write down what was decided about it, by whom and when.": plan.assessment
        or not meaning(plan),
    }
    return tuple(sentence for sentence, is_there in needs.items() if not is_there)


def _said(plan: ConsentPlan, answer: str, counts: str) -> tuple[str, ...]:
    given = answers(plan)
    return tuple(one.code for one in screening_questions() if one.counts == counts and given[one.code] == answer)


def _open(plan: ConsentPlan) -> tuple[Block, ...]:
    still = unsettled(plan)
    if not still or is_called_for(plan):
        return ()
    return (Paragraph("Still open:"), Bullets(tuple(question.question for question in still)))


def _source() -> str:
    used = (sources()[name].name for name in ("dpia", "high_risk", "criteria"))
    return f"The questions are in our words. Sources: {'; '.join(used)}."
