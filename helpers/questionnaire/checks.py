"""What to look at before a questionnaire goes out, in plain sentences: reasons, scales, routes, words, translations."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from helpers import catalogue
from helpers.project.record import OwnQuestion, Project
from helpers.questionnaire import asking, length, open_questions, scales, translating
from helpers.questionnaire.model import EASY, Asked, Questionnaire, said
from helpers.reports import words
from helpers.survey.keys import key

Kind = Literal["mend", "compare", "weigh"]
"""`mend`: something is missing or does not hold. `compare`: a comparison is lost. `weigh`: a choice worth a second look."""


@dataclass(frozen=True)
class Remark:
    """One thing to look at. `about`: the id of the question it concerns, "" for the whole."""

    kind: Kind
    about: str
    text: str


def remarks(questionnaire: Questionnaire, record: Project) -> tuple[Remark, ...]:
    """Everything worth looking at, in the order of the questionnaire's making.

    Examples
    --------
    >>> from helpers.questionnaire import build
    >>> record = Project(title="Nothing chosen yet")
    >>> [remark.kind for remark in remarks(build(record), record)]
    ['mend', 'weigh']
    """
    return tuple(remark for check in CHECKS for remark in check(questionnaire, record))


def _nothing_asked(questionnaire: Questionnaire, record: Project) -> Iterator[Remark]:
    if not any(question.needed_for for question in questionnaire.questions if question.id != asking.AGE):
        yield Remark("mend", "", "No measure of your basket needs a question: choose measures in step 1.2.")


def _consent(questionnaire: Questionnaire, record: Project) -> Iterator[Remark]:
    plan = record.approach.consent
    if not plan.scopes:
        yield Remark(
            "weigh",
            "consent_analyse",
            "Step 1.3 doesn't say yet what people are asked to agree to, so all four consents are asked.",
        )
    if plan.traceable == "anonymous" and "panel_code" in questionnaire.by_id:
        yield Remark(
            "mend",
            "panel_code",
            "Your plan calls answers anonymous, and a code joins one person's answers: say “coded” in step 1.3, or leave "
            "the code out.",
        )
    if "panel_code" not in questionnaire.by_id and record.approach.sample.returning == "same people":
        yield Remark(
            "compare",
            "panel_code",
            "Your plan goes back to the same people. Without a code nobody's answers can be joined, and a change shows "
            "only when it is large.",
        )


def _reasons(questionnaire: Questionnaire, record: Project) -> Iterator[Remark]:
    """The age question has a reason of its own."""
    for question in questionnaire.questions:
        if not _is_about_people(question) or question.why.strip():
            continue
        used = [use for use in question.needed_for if use != asking.AGE_REASON]
        if question.id == asking.AGE and not used:
            continue
        needed = f"It is asked for {words.listed(used)}." if used else "Nothing in your plan uses it."
        yield Remark("mend", question.id, f"{_named(question)}: nobody has said why you need it. {needed}")


def _is_about_people(question: Asked) -> bool:
    return (
        question.provenance != "own"
        and question.id[0] == "q"
        and asking.is_demographic(catalogue.question(question.id))
    )


def _wording(questionnaire: Questionnaire, record: Project) -> Iterator[Remark]:
    for question in questionnaire.questions:
        if question.provenance == "reworded":
            lost = scales.breaks(catalogue.question(question.id), record)
            yield Remark("compare", question.id, f"{_named(question)}: asked in your own words. {lost}")


def _own(questionnaire: Questionnaire, record: Project) -> Iterator[Remark]:
    for own in record.measures.own_questions:
        if not own.wording.strip():
            yield Remark("mend", own.id, "A question of your own has no wording yet, so it isn't asked.")
            continue
        named = f"“{_shortened(own.wording)}”"
        for question in scales.near_questions(own):
            if question.id in questionnaire.by_id:
                yield Remark("weigh", own.id, f"{named} asks nearly what {question.code} asks already.")
            else:
                text = f"{named} is nearly the toolkit's {question.code}: “{question.wording}” Only asked in those words, and with its answers, can it be compared."
                yield Remark("compare", own.id, text)
        for codes, difference in scales.near_scales(own):
            text = f"{named} has nearly the answers of {words.listed(codes)}: {difference}. Findings will look alike and can't be set side by side."
            yield Remark("compare", own.id, text)
        if own.answered == "words" and open_questions.is_put_closed(own.wording):
            text = f"{named} can be answered with yes or no. The toolkit says that open questions begin with what, why, how or describe."
            yield Remark("weigh", own.id, text)


def _own_alike(questionnaire: Questionnaire, record: Project) -> Iterator[Remark]:
    """Forms that head their columns with words can't tell two questions with the same words apart."""
    by_words: dict[str, list[OwnQuestion]] = {}
    for own in record.measures.own_questions:
        by_words.setdefault(key(own.wording), []).append(own)
    for words_alike, alike in by_words.items():
        if words_alike and len(alike) > 1:
            text = f"{len(alike)} questions of your own are worded “{_shortened(alike[0].wording)}”. Google Forms and Microsoft Forms give back only the words, so their answers can't be told apart: word each by itself."
            yield Remark("mend", alike[1].id, text)


def _own_answers(questionnaire: Questionnaire, record: Project) -> Iterator[Remark]:
    """What is wrong with the answers of an own question, before somebody can't choose or can't be counted."""
    for own in record.measures.own_questions:
        named = f"“{_shortened(own.wording)}”"
        labels = [key(label) for label in own.choices.values()]
        alike = [label for label in own.choices.values() if key(label) and labels.count(key(label)) > 1]
        if own.kind in ("one answer", "several answers") and not own.options:
            yield Remark("mend", own.id, f"{named} has no answers to choose from yet, so it is answered in words.")
        if "" in labels:
            yield Remark("mend", own.id, f"{named} has an answer without words: people see only its number.")
        if alike:
            yield Remark(
                "mend", own.id, f"{named} has the answer “{alike[0]}” more than once: nobody can tell which is meant."
            )
        if len(own.choices) == 1:
            yield Remark("mend", own.id, f"{named} has only one answer to choose from.")
        if own.options and own.answered in ("number", "words"):
            asked_for = "a number" if own.answered == "number" else "people's own words"
            yield Remark("weigh", own.id, f"{named} asks for {asked_for}, so the answers listed with it are not shown.")


def _routes(questionnaire: Questionnaire, record: Project) -> Iterator[Remark]:
    """A follow-up whose deciding question is not asked is put to everybody: said, since nobody chose that."""
    for place in record.primary.questionnaire.own_places:
        if place.question not in questionnaire.by_id:
            continue
        question = questionnaire.by_id[place.question]
        followed = {route.column for route in question.ask_if}
        if place.answers.keys() - followed:
            who = "only what is left of that decides who is asked" if followed else "everybody is asked"
            text = f"{_named(question)}: was to follow from an answer that nobody is asked for any more, so {who}."
            yield Remark("mend", place.question, text)


def _openings(questionnaire: Questionnaire, record: Project) -> Iterator[Remark]:
    before: set[str] = set()
    for question in questionnaire.questions:
        speaks_back = said(question.introduction).startswith("In the previous set of questions")
        if speaks_back and not before & {"q1_1", "q1_2"}:
            text = f"{_named(question)}: its introduction speaks of questions before it that you don't ask. Say it in your own words."
            yield Remark("weigh", question.id, text)
        before.add(question.id)
    first = next((section.code for section in questionnaire.sections if section.code in "123"), "")
    firstly = [one for one in questionnaire.sections if said(one.introduction).startswith("Firstly")]
    if firstly and firstly[0].code != first:
        text = (
            f"“{said(firstly[0].title)}” begins with “Firstly”, and is not the first section. Say it in your own words."
        )
        yield Remark("weigh", "", text)


def _refusing(questionnaire: Questionnaire, record: Project) -> Iterator[Remark]:
    closed = [
        one for one in questionnaire.questions if one.is_sensitive and not one.offers_refusal and not one.is_office
    ]
    if closed:
        text = f"{words.listed(_named(one) for one in closed)}: sensitive, and people can't say that they prefer not to answer."
        yield Remark("weigh", closed[0].id, text)


def _too_long(questionnaire: Questionnaire, record: Project) -> Iterator[Remark]:
    aloud, silent = length.of(questionnaire)
    takes = silent if record.approach.mode in ("online", "paper") else aloud
    if record.measures.minutes is not None and takes > record.measures.minutes:
        text = f"It takes about {takes:g} minutes, and you have {record.measures.minutes:g} (step 1.2)."
        yield Remark("weigh", "", text)


def _translations(questionnaire: Questionnaire, record: Project) -> Iterator[Remark]:
    pieces = translating.pieces(record)
    for language in questionnaire.languages[1:]:
        missing = translating.missing(pieces, language.code)
        if missing:
            text = f"{language.name}: {words.plural(len(missing), 'text')} of {len(pieces)} not translated; English stands there until they are."
            yield Remark("mend", "", text)
        stale = translating.outdated(record, language.code)
        if stale:
            text = f"{language.name}: {words.plural(len(stale), 'translation')} of words that have changed since; kept, and not used."
            yield Remark("mend", "", text)


def _easy(questionnaire: Questionnaire, record: Project) -> Iterator[Remark]:
    adapted = [one for one in questionnaire.questions if EASY in one.stem or any(EASY in o.label for o in one.options)]
    if adapted:
        text = f"Easy read: {words.listed(_named(one) for one in adapted)} in other words. Answers to them are not like for like with the others': note on each form that it was the easy-read one, and look at the two apart."
        yield Remark("compare", adapted[0].id, text)


CHECKS: tuple[Callable[[Questionnaire, Project], Iterator[Remark]], ...] = (
    _nothing_asked,
    _consent,
    _reasons,
    _wording,
    _own,
    _own_alike,
    _own_answers,
    _routes,
    _openings,
    _refusing,
    _too_long,
    _translations,
    _easy,
)


def _named(question: Asked) -> str:
    text = _shortened(said(question.stem))
    return f"{question.code} “{text}”" if question.code[0].isdigit() else f"“{text}”"


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:58].rsplit(' ', 1)[0]} …"
