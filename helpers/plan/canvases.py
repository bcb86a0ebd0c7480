"""Tools 1 and 2 on paper: both canvases as A3 sheets, blank for a workshop or filled with what has been decided."""

from helpers import catalogue
from helpers.catalogue.records import TemplatePart
from helpers.plan import tailoring, theory
from helpers.project import Opened
from helpers.project.record import Project, Purpose, ResearchQuestion, TheoryOfChange
from helpers.project.record.purpose import CHAIN, LINKS
from helpers.reports.facts import in_words
from helpers.reports.sheet import Box, Sheet
from helpers.reports.theory import chain, link_name

NESTA = (
    "Boxes after the Theory of Change template of Nesta's DIY Toolkit (diytoolkit.org), which is Tool 1 of the Social "
    "Integration Measurement Toolkit."
)
TOOL_2 = "Boxes after Tool 2 of the Social Integration Measurement Toolkit."
N_QUESTIONS, N_OUTCOMES, N_PARTNERS = 5, 4, 3
"""Lines to write on in a blank."""
ARROWS = tuple(link for link in LINKS if len(set(link.split("-"))) == 2)
"""The links between two boxes, from left to right."""
BLANK = Project(title="-")


def theory_of_change(opened: Opened | None = None) -> Sheet:
    """Tool 1: seven boxes from left to right, below them what each link rests on, and the outcomes. Blank without a project."""
    held = _record(opened).purpose.theory_of_change
    said = [text for _, text in chain(held).links]
    boxes = [
        Box(area, f"{part.number} {part.title}", part.text, _lines(text))
        for area, part, text in zip(CHAIN, catalogue.template_parts(1), said, strict=False)
    ]
    return Sheet(
        "Theory of change",
        _subtitle(opened),
        (
            " ".join(f"{area} {area}" for area in CHAIN),
            f". {' '.join(f'{area} {area}' for area in _link_areas())} .",
            " ".join(["outcomes"] * 9 + ["rest"] * 5),
        ),
        (5, 2.8, 2.2),
        (*boxes, *_links(held), _outcomes(held), _rest(held)),
        NESTA,
    )


def research_questions(opened: Opened | None = None) -> Sheet:
    """Tool 2: context, purpose, people and places, the difference hoped for, and the questions. Blank without a project."""
    purpose = _record(opened).purpose
    parts = {part.field.rpartition(".")[2]: part for part in catalogue.template_parts(2)}
    plain = ("context", "aim", "who", "where", "characteristics", "long_term_difference")
    boxes = [Box(area, parts[area].title, parts[area].text, _lines(getattr(purpose, area))) for area in plain]
    return Sheet(
        "Research questions",
        _subtitle(opened),
        (
            "context context aim aim questions questions questions",
            "research_purpose research_purpose who where questions questions questions",
            "long_term_difference long_term_difference characteristics characteristics questions questions questions",
            "partners partners partners partners questions questions questions",
        ),
        (2.6, 2, 2, 2.6),
        (*boxes, _purpose(purpose), _questions(purpose, parts["questions"]), _partners(purpose)),
        TOOL_2,
    )


def _record(opened: Opened | None) -> Project:
    return opened.record if opened else BLANK


def _subtitle(opened: Opened | None) -> str:
    return ", ".join(part for part in (opened.title, opened.record.organisation) if part) if opened else ""


def _lines(text: str) -> tuple[str, ...]:
    """One for each line that was typed."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _link_areas() -> tuple[str, ...]:
    return tuple(f"link-{number}" for number in range(1, len(ARROWS) + 1))


def _links(held: TheoryOfChange) -> list[Box]:
    def about(link: str) -> tuple[str, ...]:
        return tuple(one.text for one in held.assumptions if one.link == link and one.text.strip())

    return [
        Box(area, LINKS[link], "What must hold for this link?", about(link), is_note=True)
        for area, link in zip(_link_areas(), ARROWS, strict=True)
    ]


def _rest(held: TheoryOfChange) -> Box:
    others = (one for one in held.assumptions if one.link not in ARROWS and one.text.strip())
    lines = tuple(f"{link_name(one)}: {one.text}" for one in others)
    return Box(
        "rest", "What else must hold", "Between one of the steps and the next, or for the whole.", lines, is_note=True
    )


def _outcomes(held: TheoryOfChange) -> Box:
    written = [one for one in held.outcomes if one.text.strip()]
    lines = tuple(
        f"{number}. {one.text}{_after('Shown by', theory.shown_by(one))}" for number, one in enumerate(written, 1)
    )
    prompt = "The changes you would like to see evidence of, and what could show each."
    return Box("outcomes", "Outcomes", prompt, lines, n_slots=N_OUTCOMES)


def _purpose(purpose: Purpose) -> Box:
    ticks = tuple((name, code == purpose.research_purpose) for name, code in tailoring.offered("purpose"))
    return Box("research_purpose", "Research purpose", "What the research is mainly about.", ticks=ticks)


def _questions(purpose: Purpose, part: TemplatePart) -> Box:
    outcomes = {one.id: one.text for one in purpose.theory_of_change.outcomes}
    written = [one for one in purpose.questions if one.text.strip()]
    lines = tuple(f"{number}. {_question(one, outcomes)}" for number, one in enumerate(written, 1))
    return Box("questions", part.title, part.text, lines, n_slots=N_QUESTIONS)


def _question(one: ResearchQuestion, outcomes: dict[str, str]) -> str:
    about = "; ".join(outcomes[outcome].rstrip(".") for outcome in one.outcomes if outcomes.get(outcome))
    return f"{one.text}{_after('Asks about', about)}{_after('Looks at', theory.names(one.indicators))}"


def _partners(purpose: Purpose) -> Box:
    written = [one for one in purpose.tested_with if one.who.strip() or one.said.strip()]
    lines = tuple(
        f"{one.who}{f' ({in_words(one.when)})' if one.when else ''}: {one.said}{_after('Changed', one.changed)}"
        for one in written
    )
    return Box(
        "partners",
        "Tested with partners",
        "Who was asked, what they said, and what changed.",
        lines,
        n_slots=N_PARTNERS,
    )


def _after(lead: str, text: str) -> str:
    return f"\n{lead}: {text}" if text else ""
