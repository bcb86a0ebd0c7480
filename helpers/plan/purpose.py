"""Step 1.1: purpose, theory of change and research questions (tools 1, 2 and 12)."""

from helpers import catalogue
from helpers.catalogue.records import Consideration
from helpers.project import Opened
from helpers.project.record import Purpose, TheoryOfChange
from helpers.reports.facts import facts, still_open
from helpers.reports.model import Bullets, Chain, Facts, Paragraph, Section, Table

PURPOSES = {
    "experiences": "Understanding experiences of Londoners",
    "places": "Understanding places and communities",
    "impact": "Understanding the impact of action",
}
"""The three research purposes of Tool 12, by their code in the record."""

FILTERS = {
    "purpose": "Your research purpose",
    "focus": "The theme of your research",
    "organisation": "Your kind of organisation",
}
"""Tool 12's three filters."""

STAGES = {"plan": "1 Plan", "collect": "2 Collect", "reflect": "3 Reflect", "all": "All stages"}


def in_short(opened: Opened) -> str:
    """The purpose in one line."""
    purpose = opened.record.purpose
    chosen = PURPOSES.get(purpose.research_purpose or "", "Purpose not chosen yet")
    return (
        f"{chosen}. Research questions: {len(purpose.questions)}. "
        f"Outcomes hoped for: {len(purpose.theory_of_change.outcomes)}. Tested with partners: {len(purpose.tested_with)}."
    )


def summary(opened: Opened) -> Section:
    """What has been decided in this step: purpose, theory of change, questions, who they were tested with."""
    return Section(
        "purpose-and-questions",
        "Purpose and questions: decided so far",
        sections=(aim(opened), theory_of_change(opened), questions(opened), open_points(opened)),
    )


def aim(opened: Opened) -> Section:
    """What the research is for, whom and where it is about."""
    purpose = opened.record.purpose
    kind = ("Research purpose", PURPOSES.get(purpose.research_purpose or "", ""))
    rest = facts(purpose, "context", "aim", "who", "where", "characteristics", "long_term_difference")
    return Section("purpose", "Purpose", (Facts((kind, *rest.pairs)),))


def theory_of_change(opened: Opened) -> Section:
    """Tool 1: the chain from problem to long-term change, what it rests on, and the outcomes it leads to."""
    theory = opened.record.purpose.theory_of_change
    outcomes = tuple((outcome.text, _names(outcome.indicators)) for outcome in theory.outcomes)
    table = Table("Outcomes and what could show them", ("Outcome", "Indicators"), outcomes)
    return Section("theory-of-change", "Theory of change", (_chain(theory), *_if_any(table)))


def questions(opened: Opened) -> Section:
    """Tool 2: the research questions, what bears on each, and what partners said about them."""
    purpose = opened.record.purpose
    asked = tuple((question.text, _names(question.indicators)) for question in purpose.questions)
    partners = tuple((test.who, test.said) for test in purpose.tested_with)
    return Section(
        "research-questions",
        "Research questions",
        (
            *_if_any(Table("What bears on each", ("Question", "Indicators that bear on it"), asked)),
            *_if_any(Table("Tested with partners", ("Who was asked", "What they said"), partners)),
        )
        or (Paragraph("No research question has been written yet."),),
    )


def considerations(opened: Opened) -> Section:
    """Tool 12: what to think about, for this project's purpose, thematic focus and type of organisation.

    A filter that the project has not chosen from yet shows its choices instead.
    """
    purpose = opened.record.purpose
    chosen = {
        "purpose": tuple(filter(None, (purpose.research_purpose,))),
        "focus": purpose.thematic_focus,
        "organisation": tuple(filter(None, (purpose.organisation_type,))),
    }
    said = {answer.question: answer.answer for answer in purpose.tailoring}
    return Section(
        "tailoring",
        "Tailoring your research (Tool 12)",
        sections=tuple(_filter(name, choices, said) for name, choices in chosen.items()),
    )


def open_points(opened: Opened) -> Section:
    """What is still missing, as part of a page."""
    return still_open(missing(opened))


def missing(opened: Opened) -> tuple[str, ...]:
    """What this step still needs, in plain sentences; empty when it is complete."""
    purpose = opened.record.purpose
    needs = {
        "Say what your organisation or initiative is trying to achieve.": purpose.aim,
        "Say which communities and people it aims to engage.": purpose.who,
        "Say which places it covers.": purpose.where,
        "Say which characteristics you want to understand.": purpose.characteristics,
        "Choose the purpose of the research: experiences, places or the impact of action.": purpose.research_purpose,
        "Write three to five research questions.": 3 <= len(purpose.questions) <= 5,
        "Link every research question to at least one indicator.": all(asked.indicators for asked in purpose.questions),
        "Test the research questions with a partner and note what they said.": purpose.tested_with,
    }
    return tuple(sentence for sentence, is_there in needs.items() if not is_there) + _missing_theory(purpose)


def _missing_theory(purpose: Purpose) -> tuple[str, ...]:
    """A theory of change is needed where impact is the question, and optional elsewhere."""
    if purpose.research_purpose != "impact":
        return ()
    theory = purpose.theory_of_change
    needs = {
        "Theory of change: say what problem you are trying to solve.": theory.problem,
        "Theory of change: list the steps that bring the change about.": theory.steps,
        "Theory of change: name the outcomes you hope to see evidence of.": theory.outcomes,
        "Theory of change: link every outcome to at least one indicator.": all(o.indicators for o in theory.outcomes),
        "Theory of change: write down what has to be true for it to work.": theory.assumptions,
        "Theory of change: describe the long-term change.": theory.long_term_change,
    }
    return tuple(sentence for sentence, is_there in needs.items() if not is_there)


def _chain(theory: TheoryOfChange) -> Chain:
    boxes = facts(
        theory, "problem", "audience", "entry_point", "steps", "measurable_effect", "wider_benefits", "long_term_change"
    )
    return Chain(boxes.pairs, tuple((assumption.link, assumption.text) for assumption in theory.assumptions))


def _filter(name: str, choices: tuple[str, ...], said: dict[str, str]) -> Section:
    asked = tuple(one for one in catalogue.considerations() if one.filter == name)
    fitting = tuple(one for one in asked if {one.choice, one.choice_code} & set(choices))
    if fitting:
        table = Table("Questions to consider", ("Question", "For", "Stage", "Answer"), _rows(fitting, said))
        return Section(f"tailoring-{name}", FILTERS[name], (table,))
    offered = Bullets(tuple(dict.fromkeys(one.choice for one in asked)))
    return Section(f"tailoring-{name}", FILTERS[name], (Paragraph("Not chosen yet. There are:"), offered))


def _rows(fitting: tuple[Consideration, ...], said: dict[str, str]) -> tuple[tuple[str, ...], ...]:
    return tuple((one.question, one.choice, STAGES[one.stage], said.get(one.code, "")) for one in fitting)


def _names(codes: tuple[str, ...]) -> str:
    return "; ".join(f"{catalogue.indicator(code).name} ({code})" for code in codes)


def _if_any(table: Table) -> tuple[Table, ...]:
    return (table,) if table.rows else ()
