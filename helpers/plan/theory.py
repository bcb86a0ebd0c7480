"""Tool 1: the theory of change, what it still needs, and what it leads to."""

from helpers import catalogue
from helpers.project import Opened
from helpers.project.record import Outcome, Purpose, TheoryOfChange
from helpers.reports.model import Section, Table
from helpers.reports.theory import chain

NOT_WRITTEN = "Not written yet"


def section(opened: Opened) -> Section:
    """The chain from problem to long-term change, what it rests on, and the outcomes it leads to."""
    return _section(opened, is_drawn=False)


def drawn(opened: Opened) -> Section:
    """The same with the chain as a picture too, which takes a moment to draw."""
    return _section(opened, is_drawn=True)


def missing(purpose: Purpose) -> tuple[str, ...]:
    """What the theory still needs: needed where impact is the question, and optional elsewhere."""
    theory_of_change = purpose.theory_of_change
    needs = _begun(theory_of_change)
    if purpose.research_purpose == "impact":
        needs = _needed(theory_of_change) | needs
    return tuple(f"Theory of change: {sentence}" for sentence, is_there in needs.items() if not is_there)


def _needed(theory_of_change: TheoryOfChange) -> dict[str, bool]:
    outcomes = theory_of_change.outcomes
    return {
        "say what problem you are trying to solve.": bool(theory_of_change.problem.strip()),
        "list the steps that bring the change about.": bool(theory_of_change.steps),
        "name the outcomes you hope to see evidence of.": bool(outcomes),
        "link every outcome to at least one indicator.": all(outcome.indicators for outcome in outcomes),
        "write down what has to be true for it to work.": bool(theory_of_change.assumptions),
        "describe the long-term change.": bool(theory_of_change.long_term_change.strip()),
    }


def _begun(theory_of_change: TheoryOfChange) -> dict[str, bool]:
    return {
        "write out every outcome that you have begun.": all(one.text.strip() for one in theory_of_change.outcomes),
        "write out every assumption that you have begun.": all(
            one.text.strip() for one in theory_of_change.assumptions
        ),
    }


def _section(opened: Opened, is_drawn: bool) -> Section:
    theory_of_change = opened.record.purpose.theory_of_change
    outcomes = tuple((one.text or NOT_WRITTEN, shown_by(one)) for one in theory_of_change.outcomes)
    table = Table("Outcomes and what could show them", ("Outcome", "Themes and indicators"), outcomes)
    return Section(
        "theory-of-change",
        "Theory of change",
        (chain(theory_of_change, is_drawn=is_drawn), *((table,) if outcomes else ())),
    )


def shown_by(outcome: Outcome) -> str:
    """What could show an outcome: its indicators, and the themes of which it names none yet."""
    covered = {catalogue.indicator(code).theme for code in outcome.indicators}
    open_themes = [catalogue.theme(code) for code in outcome.themes if code not in covered]
    said = [names(outcome.indicators)] if outcome.indicators else []
    said += [f"{theme.name} ({theme.code}): no indicator chosen yet" for theme in open_themes]
    return "; ".join(said)


def names(codes: tuple[str, ...]) -> str:
    """Indicators by name and code."""
    return "; ".join(f"{catalogue.indicator(code).name} ({code})" for code in codes)
