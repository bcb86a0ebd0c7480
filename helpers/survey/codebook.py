"""What a file is read against: the questions that were asked, and which of them the findings cannot do without."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from helpers.catalogue.records import AskIf, Option, Question
from helpers.errors import UserProblem
from helpers.survey.keys import key
from helpers.survey.translations import PREFER_NOT_TO_SAY, in_all_languages, refusals

if TYPE_CHECKING:
    from helpers.catalogue.records import Indicator
    from helpers.project.record import OwnQuestion, Project

CONSENTS = ("consent_analyse", "consent_quote", "consent_share", "consent_recontact")
AGE = "q3_2"


class Codebook(BaseModel):
    """The questionnaire of one wave, kept beside its file.

    Parameters
    ----------
    questions
        Every question that may be in the file, the workbook's own (consent, panel code) included.
    required
        Columns (or ids of select-all-that-apply questions) without which an indicator of the basket cannot be worked out.
    consent_recorded_where
        Where consent was recorded if not in the file; then everyone in it is taken to have agreed to the analysis.
    parents_consent
        How a parent consented for anyone under 16; then nobody is set aside for age.
    refusals
        "Prefer not to say" in the questionnaire's other languages.

    Examples
    --------
    >>> from helpers.catalogue.records import Question
    >>> book = Codebook(questions=(Question(code="3.2", id="q3_2", section=3, kind="number", wording="Age?"),))
    >>> Codebook.from_dict(book.to_dict()) == book
    True
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    questions: tuple[Question, ...]
    required: tuple[str, ...] = ()
    consent_recorded_where: str = ""
    parents_consent: str = ""
    refusals: tuple[str, ...] = ()

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    @cached_property
    def by_column(self) -> dict[str, Question]:
        """Questions by the columns of coded answers, in order; consent and panel code are not among them."""
        return {
            column: question
            for question in self.questions
            if question.id not in (*CONSENTS, "panel_code")
            for column in question.columns
        }

    def to_dict(self) -> dict[str, Any]:
        """As plain JSON values."""
        return self.model_dump(mode="json")

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Codebook:
        """The codebook that `to_dict` wrote."""
        return cls.model_validate(values)


def codebook(record: Project | None = None) -> Codebook:
    """The codebook of a project, or of the whole of Tool 8 where there is none.

    Of a project: the questions its basket needs with those that route to them, its breakdowns, weighting and comparison
    questions, those its questionnaire asks besides, its own questions, age (for people under 16), consent and panel code;
    and what its plan says about consent.
    """
    from helpers import catalogue

    if record is None:
        return Codebook(questions=catalogue.questions() + catalogue.workbook_questions())
    basket = [catalogue.indicator(item.indicator) for item in record.measures.basket]
    wanted = {catalogue.question(code).id for indicator in basket for code in indicator.questions}
    wanted |= {catalogue.question(catalogue.breakdown(code).question).id for code in _breakdown_codes(record)} | {AGE}
    wanted |= {catalogue.question(one.question).id for one in record.primary.questionnaire.besides}
    asked = tuple(_as_asked(question, record) for question in _with_routes(wanted, catalogue.questions()))
    required = dict.fromkeys(column for indicator in basket for column in _needed(indicator))
    if record.approach.compared:
        required[record.approach.compared.question] = None
    return Codebook(
        questions=in_all_languages(asked + _own_questions(record, asked) + catalogue.workbook_questions(), record),
        required=tuple(required),
        consent_recorded_where=record.approach.consent.recorded_where,
        parents_consent=record.approach.consent.parents,
        refusals=refusals(record, PREFER_NOT_TO_SAY),
    )


def _breakdown_codes(record: Project) -> set[str]:
    weighting = record.approach.weighting
    named = (*record.approach.breakdowns, *(weighting.margins if weighting else ()))
    return {code.strip() for name in named for code in name.split("*")}


def _with_routes(wanted: set[str], questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """The wanted questions in printed order, and those that decide whether they are asked."""
    owner = {column: question.id for question in questions for column in question.columns}
    routes = {
        owner[rule.column]
        for question in questions
        if question.id in wanted
        for rule in question.ask_if
        if rule.column in owner
    }
    return tuple(question for question in questions if question.id in wanted | routes)


def _needed(indicator: Indicator) -> tuple[str, ...]:
    """Columns and select-all questions that the indicator's rule reads."""
    rule = indicator.rule
    if rule is None:
        return ()
    conditions = (*rule.counts, *rule.base, *rule.outside)
    names = [condition.column or condition.question for condition in conditions] + [rule.each, rule.mean]
    return tuple(dict.fromkeys(filter(None, names)))


def _as_asked(question: Question, record: Project) -> Question:
    """The question with the wording this project used, where it changed it."""
    changed = tuple(
        change.asked_as for change in record.measures.reworded if change.question in (question.code, question.id)
    )
    return question.model_copy(update={"also_worded": question.also_worded + changed}) if changed else question


def _own_questions(record: Project, asked: tuple[Question, ...]) -> tuple[Question, ...]:
    """The project's own questions, each asked of those whom an earlier answer leads to it.

    A question or an answer that is no longer there leads nowhere: without any left, everybody is asked.
    """
    deciding = {column: codes for question in asked for column, codes in _deciding(question).items()}
    places = {place.question: place for place in record.primary.questionnaire.own_places}
    made: list[Question] = []
    for own in record.measures.own_questions:
        answers = places[own.id].answers if own.id in places else {}
        there = {
            column: tuple(code for code in codes if code in deciding.get(column, ()))
            for column, codes in answers.items()
        }
        question = _own_question(own, {column: codes for column, codes in there.items() if codes})
        _see_that_columns_differ(question, made)
        made.append(question)
        if own.wording.strip():
            deciding |= _deciding(question)
    return tuple(made)


def _deciding(question: Question) -> dict[str, tuple[int, ...]]:
    """Column -> the answers in it that can lead to another question."""
    if question.kind == "multi":
        return dict.fromkeys(question.columns, (0, 1))
    return {question.id: tuple(option.code for option in question.options)} if question.kind == "single" else {}


KINDS = {"one answer": "single", "several answers": "multi", "number": "number", "words": "text"}


def _own_question(own: OwnQuestion, asked_of: dict[str, tuple[int, ...]]) -> Question:
    low, high = own.ends if own.answered == "number" else (None, None)
    return Question.model_validate(
        {
            "code": own.id,
            "id": own.id,
            "section": 0,
            "kind": KINDS[own.answered],
            "wording": own.wording or own.id,
            "options": tuple(Option(code=code, label=label) for code, label in own.choices.items()),
            "minimum": low,
            "maximum": high,
            "none_code": _none_of(own) if own.answered == "several answers" else None,
            "ask_if": tuple(AskIf(column=column, codes=codes, provenance="ours") for column, codes in asked_of.items()),
        }
    )


def _none_of(own: OwnQuestion) -> int | None:
    """The answer that goes with no other, told by how it begins."""
    return next((code for code, label in own.choices.items() if key(label).startswith("none of ")), None)


def _see_that_columns_differ(question: Question, others: list[Question]) -> None:
    """Several ticks have a column each, which another question's id could be."""
    for other in others:
        if shared := {*question.columns, question.id} & {*other.columns, other.id}:
            raise UserProblem(
                f"Two of your own questions would have the same column, '{min(shared)}'.",
                f"“{other.wording}” ({other.id}) and “{question.wording}” ({question.id}), step 1.2",
                "Take one of them out in step 1.2 and add it again: it then has another name.",
            )
