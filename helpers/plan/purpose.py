"""Step 1.1: purpose, theory of change and research questions (tools 1, 2 and 12)."""

from helpers.plan import purpose_checks, tailoring, theory
from helpers.project import Opened
from helpers.project.record import Outcome, PartnerTest, ResearchQuestion
from helpers.reports.facts import facts, in_words, still_open
from helpers.reports.model import Facts, Paragraph, Section, Table

PURPOSES = {
    "experiences": "Understanding experiences of Londoners",
    "places": "Understanding places and communities",
    "impact": "Understanding the impact of action",
}
"""The three research purposes of Tool 12, by their code in the record."""

theory_of_change = theory.section
considerations = tailoring.section
checks = purpose_checks.section


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
        sections=(aim(opened), theory_of_change(opened), questions(opened), checks(opened), open_points(opened)),
    )


def aim(opened: Opened) -> Section:
    """What the research is for, whom and where it is about."""
    purpose = opened.record.purpose
    kind = ("Research purpose", PURPOSES.get(purpose.research_purpose or "", ""))
    rest = facts(purpose, "context", "aim", "who", "where", "characteristics", "long_term_difference")
    return Section("purpose", "Purpose", (Facts((kind, *rest.pairs)),))


def questions(opened: Opened) -> Section:
    """Tool 2: the research questions, what bears on each, and what partners said about them."""
    purpose = opened.record.purpose
    hoped_for = {one.id: one for one in purpose.theory_of_change.outcomes}
    asked = tuple(_question_row(question, hoped_for) for question in purpose.questions)
    partners = tuple(_partner_row(test) for test in purpose.tested_with)
    columns = ("Question", "Outcomes it asks about", "Indicators that bear on it")
    said = ("Who was asked", "When", "What they said", "What was changed")
    return Section(
        "research-questions",
        "Research questions",
        (
            *((Table("What bears on each", columns, asked),) if asked else ()),
            *((Table("Tested with partners", said, partners),) if partners else ()),
        )
        or (Paragraph("No research question has been written yet."),),
    )


def open_points(opened: Opened) -> Section:
    """What is still missing, as part of a page."""
    return still_open(missing(opened))


def missing(opened: Opened) -> tuple[str, ...]:
    """What this step still needs, in plain sentences; empty when it is complete."""
    purpose = opened.record.purpose
    written = [one for one in purpose.questions if one.text.strip()]
    tests = purpose.tested_with
    needs = {
        "Say what your organisation or initiative is trying to achieve.": purpose.aim.strip(),
        "Say which communities and people it aims to engage.": purpose.who.strip(),
        "Say which places it covers.": purpose.where.strip(),
        "Say which characteristics you want to understand.": purpose.characteristics.strip(),
        "Choose the purpose of the research: experiences, places or the impact of action.": purpose.research_purpose,
        "Write three to five research questions.": 3 <= len(written) <= 5,
        "Write out every research question that you have begun.": len(written) == len(purpose.questions),
        "Link every research question to at least one indicator.": all(asked.indicators for asked in purpose.questions),
        "Test the research questions with a partner and note what they said.": tests,
        "For every test with a partner, say who was asked and what they said.": all(
            test.who.strip() and test.said.strip() for test in tests
        ),
    }
    return tuple(sentence for sentence, is_there in needs.items() if not is_there) + theory.missing(purpose)


def _question_row(question: ResearchQuestion, hoped_for: dict[str, Outcome]) -> tuple[str, ...]:
    outcomes = "; ".join(hoped_for[one].text.rstrip(".") for one in question.outcomes if one in hoped_for)
    return (question.text or theory.NOT_WRITTEN, outcomes, theory.names(question.indicators))


def _partner_row(test: PartnerTest) -> tuple[str, ...]:
    return (test.who or theory.NOT_WRITTEN, in_words(test.when), test.said, test.changed)
