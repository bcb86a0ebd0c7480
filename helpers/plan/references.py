"""What points to something that is no longer there: a question, an answer, an outcome or a measure that was taken out.

Nothing is deleted with it. What somebody wrote about a research question stays when the question goes, and here it is said
where it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from helpers import catalogue
from helpers.plan.guide import CLOSING, OPENING
from helpers.project import Project
from helpers.project.record import ResearchQuestion
from helpers.reports import words
from helpers.survey.codebook import codebook

LONGEST = 60
"""Letters of somebody's text that are enough to find it by."""


@dataclass(frozen=True)
class Loose:
    """Something that points nowhere: the step it is in, what it is, and what is gone."""

    step: str
    what: str
    gone: str

    @property
    def words(self) -> str:
        """As it is said in the check."""
        return f"Step {self.step}: {self.what} {self.gone}."


def loose(record: Project) -> tuple[Loose, ...]:
    """Everything that points to what is no longer there, in the order of the steps.

    Examples
    --------
    >>> from helpers.project.record import Conclusion
    >>> answer = Conclusion(question="q1", answer="Yes, a little.", how_sure="fairly sure")
    >>> loose(Project(title="Tea", conclusions={"answers": [answer]}))[0].words
    'Step 3.1: the answer “Yes, a little.” belongs to a research question that is no longer there.'
    """
    return (*_questions(record), *_plan(record), *_follow_ups(record), *_answers(record), *_actions(record))


def gone_outcomes(question: ResearchQuestion, record: Project) -> tuple[str, ...]:
    """Ids of the outcomes that a research question names and the theory of change no longer holds."""
    there = {one.id for one in record.purpose.theory_of_change.outcomes}
    return tuple(one for one in question.outcomes if one not in there)


def _questions(record: Project) -> Iterator[Loose]:
    for question in record.purpose.questions:
        n = len(gone_outcomes(question, record))
        if n:
            outcomes = "an outcome that is" if n == 1 else f"{n} outcomes that are"
            yield Loose("1.1", f"the question {_quoted(question.text)}", f"asks about {outcomes} no longer there")


def _plan(record: Project) -> Iterator[Loose]:
    """The parts of step 1.3: the comparison group, goals, the discussion guide."""
    outcomes = {one.id for one in record.purpose.theory_of_change.outcomes}
    own = {one.id for one in record.measures.own_questions}
    comparison = record.approach.comparison
    if comparison and comparison.question and comparison.question not in own:
        yield Loose("1.3", "the comparison group", "is told apart by a question of your own that is no longer there")
    for goal in record.approach.goals:
        if goal.outcome and goal.outcome not in outcomes:
            name = catalogue.indicator(goal.indicator).name if goal.indicator else goal.why
            yield Loose("1.3", f"the goal {_quoted(name)}", "rests on an outcome that is no longer there")
    about = {one.id for one in record.purpose.questions} | {OPENING, CLOSING}
    for part in record.approach.guide:
        said = part.prompt or " ".join(part.probes)
        if said and part.about not in about:
            yield Loose("1.3", f"the part {_quoted(said)} of the discussion guide", _OF_A_QUESTION)


def _follow_ups(record: Project) -> Iterator[Loose]:
    """Own questions that were to follow from answers, none of which anybody can give any more."""
    book = codebook(record)
    for place in record.primary.questionnaire.own_places:
        question = book.by_id.get(place.question)
        if question and place.asked_of and not question.ask_if:
            yield Loose(
                "2.2", f"your question {_quoted(question.wording)}", "follows from an answer that nobody is asked for"
            )


def _answers(record: Project) -> Iterator[Loose]:
    asked = {one.id for one in record.purpose.questions}
    for answer in record.conclusions.answers:
        if answer.question not in asked:
            yield Loose("3.1", f"the answer {_quoted(answer.answer or answer.why)}", _OF_A_QUESTION)


def _actions(record: Project) -> Iterator[Loose]:
    """Actions whose evidence is a measure that nobody is asked about any more."""
    held = {item.indicator for item in record.measures.basket}
    for action in record.learning.actions:
        gone = tuple(code for code in action.evidence if code not in held)
        if gone:
            names = words.listed(f"{catalogue.indicator(code).name} ({code})" for code in gone)
            is_or_are = "is" if len(gone) == 1 else "are"
            yield Loose(
                "3.3", f"the action {_quoted(action.what)}", f"rests on {names}, which {is_or_are} not in the basket"
            )


_OF_A_QUESTION = "belongs to a research question that is no longer there"


def _quoted(text: str) -> str:
    """The beginning of what somebody wrote, by which it is found."""
    plain = " ".join(text.split())
    if not plain:
        return "without words"
    return f"“{plain}”" if len(plain) <= LONGEST else f"“{plain[:LONGEST].rsplit(' ', 1)[0]} …”"
