"""Which questions are asked, in which section, and why: the codebook's, less what nobody needs to be asked."""

from dataclasses import dataclass, replace
from functools import cache

from helpers import catalogue
from helpers.catalogue.records import Question
from helpers.project.record import Project
from helpers.project.record.questionnaire import OwnPlace
from helpers.survey.codebook import AGE, CONSENTS, Codebook
from helpers.survey.keys import key, keys_of

ORDER = ("office", "consent", "start", "1", "2", "3", "end")
"""Sections in the order asked. What the team fills in comes first, so that later questions can depend on it."""

PLACES = {"start": "start", "section 1": "1", "section 2": "2", "section 3": "3", "end": "end", "office": "office"}
AGE_REASON = "seeing that nobody under 16 is counted"


@dataclass(frozen=True)
class Selected:
    """A question that is asked."""

    question: Question
    lines: tuple[str, ...] = ()
    """Of one that has lines: the codes of those that are needed."""
    needed_for: tuple[str, ...] = ()
    why: str = ""
    is_own: bool = False
    offers_refusal: bool = False

    @property
    def id(self) -> str:
        """The question's id."""
        return self.question.id


def selected(record: Project, book: Codebook) -> dict[str, list[Selected]]:
    """Section -> the questions asked in it, in order. Sections without questions are there, empty."""
    sections: dict[str, list[Selected]] = {section: [] for section in ORDER}
    for question in book.questions:
        if question.section:
            sections[str(question.section)].append(_of_the_toolkit(question, record))
    sections["consent"] = [Selected(book.by_id[name]) for name in _consents(record)]
    _place_own(sections, record, book)
    if asks_panel_code(record):
        sections["end"].append(Selected(book.by_id["panel_code"]))
    return {
        section: [replace(one, offers_refusal=_offers_refusal(one, section, record)) for one in found]
        for section, found in sections.items()
    }


def asks_panel_code(record: Project) -> bool:
    """Whether people are asked to make up a code: where the team says so, or the plan goes back to the same people.

    Examples
    --------
    >>> asks_panel_code(Project(title="Asked once"))
    False
    """
    said = record.primary.questionnaire.panel_code
    if said is not None:
        return said
    goes_back = (record.approach.n_waves or len(record.primary.waves)) > 1
    return goes_back and record.approach.sample.returning != "different people"


def is_demographic(question: Question) -> bool:
    """Whether a question is about people themselves and no measure rests on it.

    Examples
    --------
    >>> is_demographic(catalogue.question("3.1")), is_demographic(catalogue.question("3.18"))
    (True, False)
    """
    return question.section == 3 and question.id not in _measured()


def is_besides(question: Question) -> bool:
    """Whether a question is neither about people themselves nor counted for a measure.

    Examples
    --------
    >>> [question.code for question in catalogue.questions() if is_besides(question)]
    ['1.4', '2.1', '2.2']
    """
    return question.section in (1, 2) and question.id not in _measured()


def uses(question: Question, record: Project) -> tuple[str, ...]:
    """What a question of the toolkit is needed for, in words: measures, comparisons, routing."""
    basket = [catalogue.indicator(item.indicator) for item in record.measures.basket]
    measures = [f"{one.code} {one.name}" for one in basket if question.id in {_id(code) for code in one.questions}]
    return (
        *measures,
        *(f"comparing people by {catalogue.breakdown(code).name.lower()}" for code in _compared(question, record)),
        *(f"weighting by {catalogue.breakdown(code).name.lower()}" for code in _weighted(question, record)),
        *_decides(question, basket),
        *((AGE_REASON,) if question.id == AGE else ()),
    )


def _of_the_toolkit(question: Question, record: Project) -> Selected:
    besides = {_id(one.question): one.why for one in record.primary.questionnaire.besides}
    return Selected(
        question,
        lines=_lines(question, record, is_whole=question.id in besides),
        needed_for=uses(question, record),
        why=besides.get(question.id, ""),
    )


def _lines(question: Question, record: Project, is_whole: bool) -> tuple[str, ...]:
    """The lines that the basket's measures read; all where none does."""
    rules = [catalogue.indicator(item.indicator).rule for item in record.measures.basket]
    conditions = [one for rule in rules if rule for one in (*rule.counts, *rule.base, *rule.outside)]
    columns = {condition.column for condition in conditions}
    needed = tuple(item.code for item in question.items if f"{question.id}_{item.code}" in columns)
    return needed if needed and not is_whole else tuple(item.code for item in question.items)


def _consents(record: Project) -> tuple[str, ...]:
    """All four until the plan says which; not the consent to use answers where that is recorded elsewhere."""
    plan = record.approach.consent
    asked = {f"consent_{scope}" for scope in plan.scopes} or set(CONSENTS)
    asked |= {"consent_analyse"}
    if plan.recorded_where:
        asked -= {"consent_analyse"}
    return tuple(name for name in CONSENTS if name in asked)


def _place_own(sections: dict[str, list[Selected]], record: Project, book: Codebook) -> None:
    """A question that follows from an answer stands after the question it follows from, whatever place it was given."""
    placed = {one.question: one for one in record.primary.questionnaire.own_places}
    for own in record.measures.own_questions:
        if not own.wording.strip():
            continue
        made = Selected(book.by_id[own.id], why=own.why, is_own=True)
        section, at = _where(made.question, placed.get(own.id, OwnPlace(question=own.id)), sections)
        sections[section].insert(at, made)


def _where(question: Question, place: OwnPlace, sections: dict[str, list[Selected]]) -> tuple[str, int]:
    wanted = PLACES[place.place] if place.place else None
    decided_in = [_position(rule.column, sections) for rule in question.ask_if]
    if not decided_in:
        section = wanted or "end"
        return section, len(sections[section])
    section, at = max(decided_in, key=lambda found: (ORDER.index(found[0]), found[1]))
    if wanted and ORDER.index(wanted) >= ORDER.index(section):
        return wanted, len(sections[wanted])
    return section, _after(sections[section], at)


def _position(column: str, sections: dict[str, list[Selected]]) -> tuple[str, int]:
    return next(
        (section, at)
        for section, found in sections.items()
        for at, one in enumerate(found)
        if column in one.question.columns
    )


def _after(found: list[Selected], at: int) -> int:
    """Behind the deciding question and those that follow from it already."""
    columns = set(found[at].question.columns)
    while at + 1 < len(found) and columns & {rule.column for rule in found[at + 1].question.ask_if}:
        at += 1
    return at + 1


def _offers_refusal(one: Selected, section: str, record: Project) -> bool:
    setting = record.primary.questionnaire.prefer_not_to_say
    is_put_to_people = section not in ("office", "consent") and one.id != "panel_code"
    is_offered_already = any(key(option.label) in keys_of("prefer_not_to_say") for option in one.question.options)
    is_open = one.is_own and one.question.kind == "text"
    is_wanted = setting == "every question" or (setting == "sensitive questions" and one.question.is_sensitive)
    return is_wanted and is_put_to_people and not is_offered_already and not is_open


@cache
def _id(code: str) -> str:
    return catalogue.question(code).id


@cache
def _measured() -> frozenset[str]:
    """Questions whose answers count for a measure; not those that only say whom it is about."""
    counted = [condition for one in catalogue.indicators() if one.rule for condition in one.rule.counts]
    columns = {condition.column for condition in counted}
    ids = {condition.question for condition in counted}
    extra = {one.rule.mean for one in catalogue.indicators() if one.rule}
    return frozenset(
        question.id for question in catalogue.questions() if {question.id, *question.columns} & (columns | ids | extra)
    )


def _compared(question: Question, record: Project) -> list[str]:
    codes = dict.fromkeys(code.strip() for name in record.approach.breakdowns for code in name.split("*"))
    return [code for code in codes if code != "comparison" and _asks(code, question)]


def _weighted(question: Question, record: Project) -> list[str]:
    weighting = record.approach.weighting
    return [code for code in (weighting.margins if weighting else ()) if _asks(code, question)]


def _asks(breakdown: str, question: Question) -> bool:
    return _id(catalogue.breakdown(breakdown).question) == question.id


def _decides(question: Question, basket: list[catalogue.Indicator]) -> list[str]:
    asked = {code for one in basket for code in one.questions}
    return [
        f"deciding who is asked {other.code}"
        for other in catalogue.questions()
        if other.code in asked and {rule.column for rule in other.ask_if} & set(question.columns)
    ]
