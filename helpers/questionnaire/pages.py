"""The questionnaire cut into pages, for tools that lead people on from page to page only (Google Forms).

An answer can lead somewhere only where its question is the last on its page and has one answer: what follows from it gets
a page of its own. Where that can't be done (lines of a grid, several questions deciding together, something in between) the
question says in words who it is for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile

from helpers.questionnaire import routing
from helpers.questionnaire.choices import choices, gate, routes
from helpers.questionnaire.model import ENGLISH, Asked, Questionnaire, Route, Section, said

END, NO_CONSENT = -1, -2
"""Where an answer can lead besides a page: to the end of the form, or to its thanks to those who don't agree."""


@dataclass(frozen=True)
class Page:
    """Questions on one page.

    Parameters
    ----------
    is_first
        Of its section, whose introduction stands there.
    led_by
        Who comes to it: the route of all its questions.
    leads
        Where each answer to its last question leads, as numbers of pages; empty where all lead on to the next.
    """

    section: Section
    questions: tuple[Asked, ...]
    is_first: bool = False
    led_by: Route | None = None
    leads: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Paged:
    """All pages, and the ids of questions whose routing has to be said in words."""

    pages: tuple[Page, ...]
    in_words: frozenset[str]


def paged(questionnaire: Questionnaire) -> Paged:
    """Cut a questionnaire into pages.

    Examples
    --------
    >>> from helpers import project as projects, questionnaire
    >>> made = paged(questionnaire.build(projects.open("sample_data/befriending").record))
    >>> sorted(made.in_words), next(page.leads for page in made.pages if page.leads) == {"1": 2, "2": NO_CONSENT}
    (['q1_3_2'], True)
    """
    pages = [page for section in questionnaire.sections for page in _pages(section, questionnaire)]
    led = {question.id for page in pages if page.led_by for question in page.questions}
    routed = {question.id for question in questionnaire.questions if _is_routed(question, questionnaire)}
    leading = (replace(page, leads=_leads(at, pages, questionnaire)) for at, page in enumerate(pages))
    return Paged(tuple(leading), frozenset(routed - led))


def only_if(question: Asked, questionnaire: Questionnaire, language: str = ENGLISH) -> str:
    """Who a question is for, in words that name the deciding question by its own words: such forms have no numbers."""

    def named(decides: Asked) -> str:
        return f"“{said(decides.stem, language)}”"

    return " ".join(routing.before(question, questionnaire, language, named))


def _pages(section: Section, questionnaire: Questionnaire) -> Iterator[Page]:
    is_first, run, left = True, [], list(section.questions)
    while left:
        run.append(left.pop(0))
        following = _following(run[-1], left, questionnaire)
        if following or not left or run[-1].is_required:
            yield Page(section, tuple(run), is_first)
            is_first, run = False, []
        if following:
            yield Page(section, tuple(following), led_by=routes(following[0], questionnaire)[0])
            del left[: len(following)]


def _following(decides: Asked, left: list[Asked], questionnaire: Questionnaire) -> list[Asked]:
    """The next questions, as far as the answer to this one alone, and the same answers, lead to them."""
    first = _only_route(left[0], questionnaire) if left else None
    if decides.kind != "single" or first is None or first.column != decides.id:
        return []
    return list(takewhile(lambda question: _only_route(question, questionnaire) == first, left))


def _only_route(question: Asked, questionnaire: Questionnaire) -> Route | None:
    found = routes(question, questionnaire)
    is_by_line = any(routes(question, questionnaire, item.code) for item in question.items)
    return found[0] if len(found) == 1 and not is_by_line else None


def _is_routed(question: Asked, questionnaire: Questionnaire) -> bool:
    return any(routes(question, questionnaire, item) for item in ("", *(item.code for item in question.items)))


def _leads(at: int, pages: list[Page], questionnaire: Questionnaire) -> dict[str, int]:
    """An answer leads to the next page where that is for those who gave it, else over it."""
    last = pages[at].questions[-1]
    if last is gate(questionnaire):
        return {"1": _page(at + 1, pages), "2": NO_CONSENT}
    led_by = pages[at + 1].led_by if at + 1 < len(pages) else None
    if led_by is None:
        return {}
    leads_on = {str(code) for code in led_by.codes}
    offered = (choice.code for choice in choices(last, questionnaire))
    return {code: _page(at + 1 if code in leads_on else at + 2, pages) for code in offered}


def _page(at: int, pages: list[Page]) -> int:
    return at if at < len(pages) else END
