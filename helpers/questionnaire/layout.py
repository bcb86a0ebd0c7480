"""A questionnaire laid out for people: what stands in each block, in one language, for one kind of reader.

The writers of pages, Word files and PDFs place these blocks and decide nothing about words or order, so that all of them
ask the same.
"""

from dataclasses import dataclass
from typing import Literal

from helpers.catalogue.records import is_scale
from helpers.questionnaire import routing
from helpers.questionnaire.choices import choices
from helpers.questionnaire.model import (
    EASY,
    ENGLISH,
    PREFER_NOT_TO_SAY,
    Asked,
    Language,
    Questionnaire,
    Section,
    said,
)

Kind = Literal["standard", "large print", "easy read", "interviewer"]
KINDS: tuple[Kind, ...] = ("standard", "large print", "easy read", "interviewer")

WIDEST_TABLE = 8
"""Answers beside each other in a table of rows, at most; more, or larger print, and each row is asked by itself."""
NOT_READ_OUT = "Do not read out"


@dataclass(frozen=True)
class Box:
    """One answer to tick. `note`: for interviewers. `has_line`: there is room to say which."""

    code: str
    label: str
    heading: str = ""
    has_line: bool = False
    note: str = ""


@dataclass(frozen=True)
class Row:
    """One line of a question that asks the same of several things."""

    code: str
    letter: str
    label: str


@dataclass(frozen=True)
class Block:
    """One question.

    Parameters
    ----------
    answer
        "boxes" (one below the other), "table" (rows by boxes), "rows" (each row with its boxes), "scale" (boxes in a line,
        `low` and `high` under its ends), "number", "short" (a line to write on) or "long" (several).
    printed
        The toolkit's number, small, so that answers on paper find their place when they are typed in.
    before, after
        Routing, as people read it.
    card
        The letter of the card that an interviewer shows.
    """

    id: str
    number: str
    printed: str
    stem: str
    how: str
    answer: Literal["boxes", "table", "rows", "scale", "number", "short", "long"]
    is_single: bool
    introduction: str = ""
    instruction: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()
    rows: tuple[Row, ...] = ()
    low: str = ""
    high: str = ""
    note: str = ""
    card: str = ""
    is_office: bool = False


@dataclass(frozen=True)
class Part:
    """Questions under one heading."""

    code: str
    title: str
    introduction: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Card:
    """The answers to one or several questions, for people to choose from: large, and without "prefer not to say"."""

    letter: str
    questions: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True)
class Sheet:
    """The whole form in one language for one kind of reader."""

    kind: Kind
    language: Language
    title: str
    organisation: str
    introduction: str
    parts: tuple[Part, ...]
    closing: str
    version: str
    foot: str
    page: str
    """"Page {page} of {pages}", the braces still in it."""
    picture: str
    notice: str = ""
    advice: tuple[str, ...] = ()
    """For interviewers: before they begin."""
    cards: tuple[Card, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Every question, in order."""
        return tuple(block for part in self.parts for block in part.blocks)


ADVICE = (
    "Read each question out as it stands, and nothing else. If somebody asks what is meant, read it again and say that it is "
    "what it means to them.",
    "What stands in a grey box is for you and is never read out.",
    "Show a card where one is named: the cards are at the end. Read answers out only to somebody who can't read the card.",
    "“Prefer not to say” is not on the cards and not read out. Tick it when somebody would rather not answer, and go on.",
    "Write what people say in their own words, and nothing that would tell who they are.",
)


def sheet(questionnaire: Questionnaire, kind: Kind = "standard", language: str = ENGLISH) -> Sheet:
    """The form as it is laid out.

    Examples
    --------
    >>> from helpers import project as projects, questionnaire
    >>> made = questionnaire.build(projects.open("sample_data/estate").record)
    >>> [block.number for block in sheet(made).blocks][:3], sheet(made).blocks[0].answer
    (['1', '2', '3'], 'boxes')
    """
    spoken = EASY if kind == "easy read" and language == ENGLISH else language
    named = next(one for one in questionnaire.languages if one.code == language)
    cards = _cards(questionnaire) if kind == "interviewer" else {}
    return Sheet(
        kind=kind,
        language=named,
        title=questionnaire.title,
        organisation=questionnaire.organisation,
        introduction=said(questionnaire.introduction, spoken),
        parts=tuple(
            Part(
                section.code,
                said(section.title, spoken),
                said(section.introduction, spoken),
                tuple(_block(question, section, questionnaire, kind, spoken, cards) for question in section.questions),
            )
            for section in questionnaire.sections
        ),
        closing=said(questionnaire.closing, spoken),
        version=questionnaire.version,
        foot=_foot(questionnaire, kind, named),
        page=said(questionnaire.phrases["page"], spoken),
        picture=questionnaire.phrase("picture", spoken),
        notice="Invented sample project: nobody in it is real." if questionnaire.is_invented else "",
        advice=ADVICE if kind == "interviewer" else (),
        cards=tuple(_shown(letter, questionnaire, cards, spoken) for letter in dict.fromkeys(cards.values())),
    )


def _foot(questionnaire: Questionnaire, kind: Kind, language: Language) -> str:
    """What stands at the foot of each page: it says which form somebody has in their hands."""
    version = questionnaire.phrase("version", language.code, version=questionnaire.version)
    named = () if kind == "standard" else (kind.capitalize(),)
    spoken = () if language.code == ENGLISH else (language.name,)
    return " · ".join((questionnaire.title, version, *named, *spoken))


def _cards(questionnaire: Questionnaire) -> dict[str, str]:
    """Question id -> letter of its card; questions with the same answers share one."""
    letters: dict[tuple[str, ...], str] = {}
    found = {}
    for question in questionnaire.questions:
        labels = tuple(said(option.label) for option in question.options)
        if question.needs_card:
            found[question.id] = letters.setdefault(labels, _letter(len(letters)).upper())
    return found


def _shown(letter: str, questionnaire: Questionnaire, cards: dict[str, str], language: str) -> Card:
    questions = [one for one in questionnaire.questions if cards.get(one.id) == letter]
    numbers = ", ".join(questionnaire.phrase("question", language, number=one.number) for one in questions)
    boxes = _boxes(questions[0], questionnaire, "standard", language)
    return Card(letter, numbers, tuple(box for box in boxes if box.code != PREFER_NOT_TO_SAY))


def _block(
    question: Asked, section: Section, questionnaire: Questionnaire, kind: Kind, language: str, cards: dict[str, str]
) -> Block:
    return Block(
        id=question.id,
        number=str(question.number or ""),
        printed=question.code,
        stem=said(question.stem, language),
        how="" if kind == "interviewer" else _how(question, questionnaire, language),
        answer=_answer(question, kind),
        is_single=question.kind != "multi",
        introduction=said(question.introduction, language),
        instruction=said(question.instruction, language),
        before=routing.before(question, questionnaire, language),
        after=routing.after(question, questionnaire, language),
        boxes=_boxes(question, questionnaire, kind, language),
        rows=tuple(
            Row(item.code, _letter(place), said(item.label, language)) for place, item in enumerate(question.items)
        ),
        low=said(question.low, language),
        high=said(question.high, language),
        note=_note(question, cards) if kind == "interviewer" else "",
        card=cards.get(question.id, ""),
        is_office=question.is_office,
    )


def _answer(question: Asked, kind: Kind) -> Literal["boxes", "table", "rows", "scale", "number", "short", "long"]:
    if question.kind == "grid":
        is_wide = kind in ("large print", "easy read") or len(question.options) > WIDEST_TABLE
        return "rows" if is_wide else "table"
    if question.kind == "number":
        return "scale" if is_scale(question) else "number"
    if question.kind == "text":
        return "long" if question.is_open else "short"
    return "boxes"


def _boxes(question: Asked, questionnaire: Questionnaire, kind: Kind, language: str) -> tuple[Box, ...]:
    """The options, or the numbers of a scale; then "prefer not to say", where it is offered."""
    refusal = said(questionnaire.phrases[PREFER_NOT_TO_SAY], language)
    note = NOT_READ_OUT if kind == "interviewer" else ""
    if is_scale(question):
        numbers = [choice for choice in choices(question, questionnaire) if choice.code != PREFER_NOT_TO_SAY]
        made = [Box(choice.code, choice.code) for choice in numbers]
    else:
        made = [
            Box(str(one.code), said(one.label, language), said(one.heading, language), one.is_specified)
            for one in question.options
        ]
    if question.offers_refusal:
        made.append(Box(PREFER_NOT_TO_SAY, refusal, note=note))
    return tuple(made)


def _how(question: Asked, questionnaire: Questionnaire, language: str) -> str:
    """How to answer, unless the question says so itself, as "Please select all that apply" does."""
    if question.is_office:
        return ""
    if question.kind == "multi":
        is_said = language in (ENGLISH, EASY) and "all that apply" in said(question.stem, language).lower()
        return "" if is_said else questionnaire.phrase("tick_all", language)
    if question.kind == "number":
        name = "choose_number" if is_scale(question) else "write_number_from_to"
        if question.minimum is None or question.maximum is None:
            return questionnaire.phrase("write_number", language)
        return questionnaire.phrase(name, language, low=question.minimum, high=question.maximum)
    names = {"single": "tick_one", "grid": "tick_each", "text": "write_words" if question.is_open else "write_short"}
    return questionnaire.phrase(names[question.kind], language)


def _note(question: Asked, cards: dict[str, str]) -> str:
    card = cards.get(question.id)
    note = question.interviewer
    return note.replace("Show the card", f"Show card {card}") if card else note


def _letter(place: int) -> str:
    """a to z, then aa, ab ..."""
    return (_letter(place // 26 - 1) if place > 25 else "") + chr(ord("a") + place % 26)
