"""What is asked, in order, before any writer decides how it looks: every file that goes out is written from this alone.

Texts are held per language: `{"en": "How often do you feel lonely?", "pl": "..."}`. English is always there; a language
that is not there has not been translated, and `said` gives the English in its place. "easy" holds easy-read wording.
"""

import hashlib
import json
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from helpers.catalogue.records import columns_of

Texts = dict[str, str]
"""Language code -> text. Empty where nothing is said."""

Kind = Literal["single", "multi", "grid", "number", "text"]

ENGLISH = "en"
EASY = "easy"
"""Easy-read wording stands beside the languages: `texts["easy"]`. It is English and not one of `languages`."""

PREFER_NOT_TO_SAY = "prefer_not_to_say"
"""What stands in a file for it: `helpers.survey` reads these words at every kind of question, and of a select-all question
in a column of its own, `<id>_prefer_not_to_say`."""

RIGHT_TO_LEFT = ("ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi")


class Shape(BaseModel):
    """Read-only, and strict about names it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Language(Shape):
    """A language: its code as on the web ("pl") and its name as its speakers write it ("Polski")."""

    code: str
    name: str

    @property
    def is_right_to_left(self) -> bool:
        """Whether it is written from right to left.

        Examples
        --------
        >>> Language(code="ur", name="اردو").is_right_to_left, Language(code="pl", name="Polski").is_right_to_left
        (True, False)
        """
        return self.code.split("-")[0] in RIGHT_TO_LEFT


class Option(Shape):
    """One answer: its code, which never changes, its words, and the heading printed above it and those that follow.

    `is_specified`: "Other, please specify". Paper leaves a line for it; coded answers have no column for what is written.
    """

    code: int
    label: Texts
    heading: Texts = {}
    is_specified: bool = False


class Item(Shape):
    """One line of a question that asks the same of several things."""

    code: str
    label: Texts


class Route(Shape):
    """Asked only of people whose answer in `column` is one of `codes`.

    Parameters
    ----------
    column, question
        The column of coded answers that decides ("q1_3_1_younger") and the id of its question ("q1_3_1").
    codes
        Any of these answers leads here.
    item
        Of a grid: the code of the one line that this concerns; "" for the whole question.
    """

    column: str
    question: str
    codes: tuple[int, ...]
    item: str = ""


class Asked(Shape):
    """One question as it is asked.

    Parameters
    ----------
    id, code
        Column name ("q1_7") and the toolkit's number ("1.7"); of the team's own and the workbook's questions both are the id.
    number
        1 to n in the order asked, as printed on paper; 0 for what the team fills in itself.
    stem
        The question as it stands above its lines, where there are lines: without them.
    items
        Of a grid: the lines that are asked, which can be fewer than the toolkit's.
    low, high
        Of a number that is a scale: what its ends mean ("not at all satisfied", "completely satisfied").
    scale
        The shared answer scale its options come from ("agreement"), where they do.
    offers_refusal
        Whether "prefer not to say" is offered beside the options; it has no code of its own.
    ask_if
        Routes, all of which have to hold (of a grid: those of each line for that line). Empty: everybody is asked.
    is_required
        Without an answer a form cannot go on: the consent to use the answers, and nothing else.
    is_office
        Filled in by the team and never put to people.
    is_open
        Answered in people's own words, at length.
    needed_for
        What the plan needs it for: "R7 Loneliness", "comparing people by gender".
    why
        Why it is needed, in the team's words.
    interviewer
        A note for whoever reads the question out, never read out itself.
    needs_card
        Whether an interviewer shows the answers on a card.
    provenance
        "printed", "inferred", "ours", "added" as in the catalogue; "own" for the team's own; "reworded" for a toolkit
        question in the team's words.
    """

    id: str
    code: str
    number: int = 0
    kind: Kind
    wording: Texts
    stem: Texts = {}
    introduction: Texts = {}
    instruction: Texts = {}
    low: Texts = {}
    high: Texts = {}
    scale: str = ""
    options: tuple[Option, ...] = ()
    items: tuple[Item, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    none_code: int | None = None
    offers_refusal: bool = False
    ask_if: tuple[Route, ...] = ()
    is_required: bool = False
    is_sensitive: bool = False
    is_office: bool = False
    is_open: bool = False
    needed_for: tuple[str, ...] = ()
    why: str = ""
    interviewer: str = ""
    needs_card: bool = False
    provenance: Literal["printed", "inferred", "ours", "added", "own", "reworded"] = "printed"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of coded answers, as the codebook has them."""
        return columns_of(self)


class Section(Shape):
    """Questions under one heading.

    `notes` are the toolkit's notes to whoever makes the questionnaire, never shown to people who answer it.
    """

    code: str
    title: Texts
    notes: tuple[str, ...] = ()
    introduction: Texts = {}
    questions: tuple[Asked, ...]


class Questionnaire(Shape):
    """The whole of it, in the order asked.

    Parameters
    ----------
    languages
        English first.
    sections
        "office", "consent", "start", "1", "2", "3", "end": only those with questions in them.
    phrases
        What forms say besides questions, by name: "tick_one", "prefer_not_to_say", "go_to" ... (`phrases.py`).
    codebook
        What answers are read against, as `helpers.survey.codebook(record).to_dict()`: goes out with every file.
    """

    title: str
    organisation: str
    contact: str = ""
    is_invented: bool = False
    languages: tuple[Language, ...]
    introduction: Texts
    closing: Texts
    sections: tuple[Section, ...]
    phrases: dict[str, Texts]
    codebook: dict[str, Any]

    @cached_property
    def questions(self) -> tuple[Asked, ...]:
        """Every question in the order asked."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def by_id(self) -> dict[str, Asked]:
        """Questions by id."""
        return {question.id: question for question in self.questions}

    @property
    def gate(self) -> Route | None:
        """The answer without which nothing after the section on consent is asked; None where consent is recorded elsewhere."""
        if "consent_analyse" not in self.by_id:
            return None
        return Route(column="consent_analyse", question="consent_analyse", codes=(1,))

    @cached_property
    def version(self) -> str:
        """Eight letters and digits that change with any wording, option, order, routing or translation."""
        asked = self.model_dump(mode="json", include={"introduction", "closing", "phrases"})
        asked["sections"] = [_as_answered(section) for section in self.sections]
        plain = json.dumps(asked, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(plain.encode()).hexdigest()[:8]

    def phrase(self, name: str, language: str = ENGLISH, **parts: object) -> str:
        """One of the phrases, with what belongs into it."""
        return said(self.phrases[name], language).format(**parts)


def said(texts: Texts, language: str = ENGLISH) -> str:
    """A text in a language; in English where it has not been translated, "" where nothing is said.

    Examples
    --------
    >>> said({"en": "Yes", "pl": "Tak"}, "pl"), said({"en": "No"}, "pl"), said({})
    ('Tak', 'No', '')
    """
    return texts.get(language) or texts.get(ENGLISH, "")


def _as_answered(section: Section) -> Any:
    """What people who answer see of a section, and where it leads."""
    questions = {
        "questions": {"__all__": {"needed_for", "why", "interviewer", "needs_card", "provenance", "is_sensitive"}}
    }
    return section.model_dump(mode="json", exclude={"notes": True, **questions})
