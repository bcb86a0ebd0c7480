"""The seven parts of the research strategy (Tool 6), drafted from what has been entered in steps 1.1 to 1.3.

A draft says nothing that nobody has entered, and changes no word or stop of it: it puts answers in order, each by itself,
with a word in front that says what it is.
"""

from collections.abc import Callable, Iterator
from datetime import date

from helpers import catalogue
from helpers.plan import goals, own_words
from helpers.plan.area import KINDS
from helpers.plan.consent_checks import is_date_of_the_past
from helpers.plan.conversations import title
from helpers.plan.fieldwork import RESEARCHERS
from helpers.plan.purpose import PURPOSES
from helpers.project import Project
from helpers.project.record import SecondaryFigure
from helpers.project.record.conversations import Conversations
from helpers.reports import words
from helpers.reports.facts import in_words
from helpers.reports.model import Bullets, Paragraph

Words = Paragraph | Bullets

BALANCE = {
    "quantitative": "in numbers (quantitative)",
    "qualitative": "in words (qualitative)",
    "mixed": "in numbers and in words",
}
RECRUITMENT = {
    "everyone": "everybody is asked",
    "random": "chance alone decides who is asked",
    "chose to join": "people choose to take part",
}


def draft(record: Project, part: int) -> tuple[Words, ...]:
    """One part as a draft; nothing where nothing that belongs there has been entered.

    Examples
    --------
    >>> draft(Project(title="Tea"), 1)
    ()
    """
    return tuple(PARTS[part](record))


def draft_text(record: Project, part: int) -> str:
    """The draft as text to start from."""
    return own_words.text(draft(record, part))


def _purpose(record: Project) -> Iterator[Words]:
    purpose = record.purpose
    yield from _said("", purpose.aim)
    yield from _said("What the research is about", PURPOSES.get(purpose.research_purpose or "", ""))
    yield from _said("The difference we hope to see in the long term", purpose.long_term_difference)
    yield from _listed("The research questions", tuple(question.text for question in purpose.questions))


def _context(record: Project) -> Iterator[Words]:
    theory = record.purpose.theory_of_change
    yield from _said("", record.purpose.context)
    yield from _said("The problem it responds to", theory.problem)
    yield from _said("Local context", record.approach.local_context)
    figures = record.secondary.figures
    yield from _listed("What is known already", tuple(_figure(one) for one in figures))


def _targeting(record: Project) -> Iterator[Words]:
    purpose, approach = record.purpose, record.approach
    yield from _said("Who", purpose.who)
    yield from _said("Where", purpose.where)
    yield from _said("Study area", approach.study_area)
    yield from _said("Kind of area", KINDS.get(approach.area_kind or "", ""))
    yield from _said("How many people there are", in_words(approach.sample.population))
    yield from _said("What we want to be able to tell apart", purpose.characteristics)
    yield from _listed("Groups who open doors", tuple(_group(one.name, one.reaches) for one in approach.local_groups))


def _measures(record: Project) -> Iterator[Words]:
    names = (catalogue.indicator(item.indicator).name for item in record.measures.basket)
    yield from _listed("Measures of the toolkit", tuple(names))
    yield from _listed("Questions of our own", tuple(one.wording for one in record.measures.own_questions))
    yield from _listed("Goals", tuple(goals.in_short(record, goal) for goal in record.approach.goals))


def _collection(record: Project) -> Iterator[Words]:
    approach = record.approach
    sample, plan = approach.sample, approach.consent
    yield from _said("Kind of research", BALANCE.get(approach.balance or "", ""))
    yield from _said("How people are asked", approach.mode)
    yield from _said("Answers hoped for each time", in_words(sample.target))
    yield from _said("How people come to take part", RECRUITMENT.get(sample.recruitment or "", ""))
    yield from _said("", sample.how)
    yield from _listed("Conversations", tuple(_conversation(one) for one in approach.conversations))
    yield from _said("How people hear of it", approach.publicity)
    yield from _said("Days and times", approach.timing)
    yield from _said("Languages other than English", words.listed(approach.languages))
    yield from _said("What is collected, and why", plan.collected)
    yield from _said("Who sees it", plan.access)
    has_passed = " (this date has passed: set one that lies ahead)" if is_date_of_the_past(record, date.today()) else ""
    yield from _said("Deleted by", f"{in_words(plan.retention_date)}{has_passed}")
    yield from _said("How answers are analysed", approach.analysis_plan)


def _resources(record: Project) -> Iterator[Words]:
    approach = record.approach
    yield from _said("", approach.resource)
    yield from _said("Who asks", words.listed(RESEARCHERS[one].lower() for one in approach.researchers))
    yield from _said("Who does the research", approach.who_researches)
    yield from _said("When", approach.timeframe)
    yield from _said("From", in_words(approach.starts_on))
    yield from _said("To", in_words(approach.ends_on))


def _tracking(record: Project) -> Iterator[Words]:
    approach = record.approach
    yield from _said("How often we ask", words.plural(approach.n_waves, "time") if approach.n_waves else "")
    yield from _said("In between", words.plural(approach.months_between, "month") if approach.months_between else "")
    yield from _said("The same each time", approach.study_area)
    if approach.comparison:
        yield from _said("Asked beside them for comparison", approach.comparison.who)
    yield from _said("The next time", record.learning.next_wave)


PARTS: dict[int, Callable[[Project], Iterator[Words]]] = {
    1: _purpose,
    2: _context,
    3: _targeting,
    4: _measures,
    5: _collection,
    6: _resources,
    7: _tracking,
}
"""Tool 6's parts by their number."""


def _said(label: str, text: str | None) -> Iterator[Words]:
    """What somebody typed, as it was typed, after what it is."""
    if text and text.strip():
        yield Paragraph(f"{label}: {text.strip()}" if label else text.strip())


def _listed(label: str, items: tuple[str, ...]) -> Iterator[Words]:
    kept = tuple(item for item in items if item)
    if kept:
        yield Paragraph(f"{label}:")
        yield Bullets(kept)


def _figure(figure: SecondaryFigure) -> str:
    return f"{figure.what}: {figure.value} ({figure.area}, {figure.period}; {figure.source})"


def _group(name: str, reaches: str) -> str:
    return f"{name}: {reaches}" if name and reaches else name or reaches


def _conversation(one: Conversations) -> str:
    return f"{title(one)}{f': {one.with_whom}' if one.with_whom else ''}" if one.method or one.with_whom else ""
