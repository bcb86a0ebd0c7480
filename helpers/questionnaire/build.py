"""From the record to the questionnaire: what is asked, in which order, of whom, and in which words."""

import re

from helpers.catalogue.records import Question
from helpers.project.record import Project
from helpers.questionnaire import interviewing, length, opening
from helpers.questionnaire.asking import Selected, selected
from helpers.questionnaire.model import ENGLISH, Asked, Item, Language, Option, Questionnaire, Route, Section
from helpers.questionnaire.words import Words, phrases
from helpers.survey.codebook import Codebook, codebook

TO_ONESELF = ("online", "paper")
"""Ways of asking in which people read the questions themselves."""

SPECIFIED = re.compile(r"please (?:specify|describe)|\(specify\)|\.{4,}", re.IGNORECASE)
LINES = re.compile(r"[\s;:]*\b1\. .*$", re.DOTALL)
"""In a question that has lines: where the printed wording begins to count them."""
ENDS = re.compile(r"(\d+) \(([^)]+)\)")


def build(record: Project) -> Questionnaire:
    """The questionnaire of a project, as it stands.

    Its questions and codes are those that `survey.codebook(record)` reads answers against, except that it leaves out what
    is not asked: consents that people are not asked for, the panel code where nobody is asked again, lines of a question
    that no measure needs.

    Examples
    --------
    >>> empty = build(Project(title="Nothing chosen yet"))
    >>> [question.id for question in empty.questions]
    ['consent_analyse', 'consent_quote', 'consent_share', 'consent_recontact', 'q3_2']
    """
    return _build(record, Words(record))


def places(record: Project) -> dict[str, str]:
    """Everything that can be translated: place ("q1_7.option.3") -> its English, in the order of the questionnaire."""
    words = Words(record)
    _build(record, words)
    return words.places


def _build(record: Project, words: Words) -> Questionnaire:
    book = codebook(record)
    words.places["introduction"] = ""  # first among what is translated; it is drafted once its length is known
    sections = _sections(record, book, words)
    questions = tuple(question for section in sections for question in section.questions)
    takes = length.minutes(questions, is_read_aloud=record.approach.mode not in TO_ONESELF)
    return Questionnaire(
        title=record.title,
        organisation=record.approach.consent.controller or record.organisation,
        contact=record.approach.consent.contact,
        is_invented=record.is_invented,
        languages=(Language(code=ENGLISH, name="English"), *_languages(record)),
        introduction=words.texts("introduction", opening.introduction(record, takes)),
        sections=sections,
        closing=words.texts("closing", opening.closing(record)),
        phrases={
            name: words.texts(f"phrase.{name}", text)
            for name, text in phrases().items()
            if name not in opening.OF_SECTIONS
        },
        codebook=book.to_dict(),
    )


def _languages(record: Project) -> tuple[Language, ...]:
    return tuple(Language(code=one.code, name=one.name or one.code) for one in record.primary.questionnaire.languages)


def _sections(record: Project, book: Codebook, words: Words) -> tuple[Section, ...]:
    """Sections with questions in them, numbered through; what the team fills in has no number."""
    made, before, number = [], [], 0
    owners = {column: question.id for question in book.questions for column in question.columns}
    for section, found in selected(record, book).items():
        if not found:
            continue
        title = words.texts(f"section-{section}.title", opening.title(section))
        introduction = words.texts(f"section-{section}.introduction", opening.of_section(section, record))
        questions = []
        for one in found:
            is_office = section == "office"
            number += not is_office
            said_before = opening.of_question(one.question, tuple(before), record)
            questions.append(_question(one, 0 if is_office else number, said_before, record, words, owners))
            before.append(one.question.code)
        made.append(
            Section(
                code=section,
                title=title,
                notes=opening.notes(section),
                introduction=introduction,
                questions=tuple(questions),
            )
        )
    return tuple(made)


def _question(
    one: Selected, number: int, introduction: str, record: Project, words: Words, owners: dict[str, str]
) -> Asked:
    question = one.question
    changed = _reworded(question, record)
    wording = changed or question.wording
    low, high = _ends(question)
    said_before = words.texts(f"{question.id}.introduction", introduction)
    stem = words.texts(f"{question.id}.wording", _stem(question, wording))
    return Asked(
        id=question.id,
        code=question.code,
        number=number,
        kind=question.kind,
        wording={**stem, ENGLISH: wording},
        stem=stem,
        introduction=said_before,
        instruction=words.texts(f"{question.id}.instruction", question.instruction),
        low=words.texts(f"{question.id}.low", low),
        high=words.texts(f"{question.id}.high", high),
        scale=question.scale,
        items=tuple(
            Item(code=item.code, label=words.texts(f"{question.id}.item.{item.code}", item.label))
            for item in question.items
            if item.code in one.lines
        ),
        options=_options(question, words),
        minimum=question.minimum,
        maximum=question.maximum,
        none_code=question.none_code,
        offers_refusal=one.offers_refusal,
        ask_if=_routes(one, owners),
        is_required=question.id == "consent_analyse",
        is_sensitive=question.is_sensitive,
        is_office=not number,
        needs_card=bool(number) and interviewing.needs_card(question),
        is_open=one.is_own and question.kind == "text",
        needed_for=one.needed_for,
        why=one.why,
        interviewer=interviewing.note(question, one.is_own, is_office=not number),
        provenance="own" if one.is_own else "reworded" if changed else question.provenance,
    )


def _reworded(question: Question, record: Project) -> str:
    changes = [
        change.asked_as for change in record.measures.reworded if change.question in (question.code, question.id)
    ]
    return changes[-1].strip() if changes else ""


def _stem(question: Question, wording: str) -> str:
    """A question that has lines, without them: they stand below it."""
    return LINES.sub(" …", wording) if question.items else wording


def _ends(question: Question) -> tuple[str, str]:
    """What the ends of a scale of numbers mean; as printed: "Scale: 0 (not at all satisfied) to 10 (...)"."""
    found = ENDS.findall(question.answer)
    return (found[0][1], found[-1][1]) if len(found) == 2 else ("", "")


def _options(question: Question, words: Words) -> tuple[Option, ...]:
    place = f"scale.{question.scale}" if question.scale else f"{question.id}.option"
    return tuple(
        Option(
            code=option.code,
            label=words.texts(f"{place}.{option.code}", option.label),
            heading=words.texts(f"{question.id}.heading.{option.code}", option.heading),
            is_specified=bool(SPECIFIED.search(option.label)),
        )
        for option in question.options
    )


def _routes(one: Selected, owners: dict[str, str]) -> tuple[Route, ...]:
    """The question's routes; of one that has lines, those of the lines that are asked."""
    return tuple(
        Route(column=rule.column, question=owners[rule.column], codes=rule.codes, item=rule.item)
        for rule in one.question.ask_if
        if not rule.item or rule.item in one.lines
    )
