"""Step 1.1: whether outcomes, research questions, indicators and assumptions fit together. Advice, in plain sentences."""

from helpers.plan import references
from helpers.project import Opened
from helpers.project.record import Outcome, Purpose, ResearchQuestion, TheoryOfChange
from helpers.project.record.purpose import LINKS
from helpers.reports import words
from helpers.reports.model import Bullets, Caution, Paragraph, Section

NOTHING_YET = "There is nothing to compare yet: it begins with the first outcome or research question."
TAKEN_OUT = (
    "Something here was taken out, and other parts of the project still point to it. Nothing was deleted with it: look at "
    "each, and link it anew or take it out too."
)
FEWEST, MOST = 3, 5
"""How many research questions the toolkit asks for."""


def section(opened: Opened) -> Section:
    """What is worth another look, and what points to something that was taken out; says so where nothing is."""
    purpose = opened.record.purpose
    found = checks(purpose)
    is_there = purpose.questions or purpose.theory_of_change.outcomes
    nothing = "Questions, outcomes, indicators and assumptions fit together." if is_there else NOTHING_YET
    blocks = (Bullets(found) if found else Paragraph(nothing), *_loose(opened))
    return Section("fits-together", "Does it fit together?", blocks)


def checks(purpose: Purpose) -> tuple[str, ...]:
    """Everything worth another look, in plain sentences; empty when nothing is, or nothing is there to check."""
    theory = purpose.theory_of_change
    return (
        *_number(purpose.questions),
        *(f"No research question asks about the outcome {_quoted(one)}." for one in unasked(purpose)),
        *(f"The question {_quoted(one)} asks about none of your outcomes." for one in aimless(purpose)),
        *(_without_indicator(one) for one in theory.outcomes if one.text.strip() and not one.indicators),
        *_unassumed(theory),
    )


def unasked(purpose: Purpose) -> tuple[Outcome, ...]:
    """The outcomes that no research question asks about, once there are questions."""
    asked = {outcome for question in purpose.questions for outcome in question.outcomes}
    outcomes = purpose.theory_of_change.outcomes if purpose.questions else ()
    return tuple(one for one in outcomes if one.text.strip() and one.id not in asked)


def aimless(purpose: Purpose) -> tuple[ResearchQuestion, ...]:
    """The research questions that ask about no outcome that is there, where there are outcomes."""
    there = {one.id for one in purpose.theory_of_change.outcomes}
    if not there:
        return ()
    return tuple(one for one in purpose.questions if one.text.strip() and not there & set(one.outcomes))


def links_without_assumption(theory: TheoryOfChange) -> tuple[str, ...]:
    """Links between two boxes that are filled in, of which nobody has said what they rest on; by name."""
    assumed = {one.link for one in theory.assumptions if one.text.strip()}
    between = {link: link.split("-") for link in LINKS}
    return tuple(
        LINKS[link]
        for link, (before, after) in between.items()
        if before != after and link not in assumed and getattr(theory, before) and getattr(theory, after)
    )


def _loose(opened: Opened) -> tuple[Caution | Bullets, ...]:
    found = tuple(one.words for one in references.loose(opened.record))
    return (Caution(TAKEN_OUT), Bullets(found)) if found else ()


def _number(questions: tuple[ResearchQuestion, ...]) -> tuple[str, ...]:
    n = len([one for one in questions if one.text.strip()])
    if n > MOST:
        return (
            f"There are {n} research questions. Three to five can be kept in mind: which could be joined or dropped?",
        )
    if 0 < n < FEWEST:
        return (
            f"There {'is one research question' if n == 1 else 'are two research questions'} so far. Most projects need three to five.",
        )
    return ()


def _without_indicator(outcome: Outcome) -> str:
    if outcome.themes:
        return f"The outcome {_quoted(outcome)} has a theme and no indicator yet. Step 1.2 helps you to choose one."
    return f"The outcome {_quoted(outcome)} has no indicator that could show it."


def _unassumed(theory: TheoryOfChange) -> tuple[str, ...]:
    links = links_without_assumption(theory)
    if not links:
        return ()
    return (f"Nobody has written down yet what these links of the chain rest on: {words.listed(links)}.",)


def _quoted(one: Outcome | ResearchQuestion) -> str:
    return f"“{one.text.strip().rstrip('.')}”"
