"""Step 1.1 as forms: the purpose, the theory of change, the research questions, and what Tool 12 asks."""

from typing import Any

from helpers.forms import Action, Field, File, Group, field, form, is_live, read_back
from helpers.plan import canvases, purpose_choices, tailoring, theory
from helpers.project import Opened
from helpers.project.record import Project
from helpers.project.record.purpose import CHAIN
from helpers.reports.sheet import Sheet
from helpers.reports.theory import chain
from helpers.steps.here import Here

STEP = "1.1"
THEORY = "purpose.theory_of_change"


def aim(here: Here) -> Any:
    """Tool 2's boxes but for the questions: what the research is for, whom and where it is about."""
    return form(here.opened, STEP, "What you want to understand", (_aim(),))


def theory_of_change(here: Here) -> Any:
    """Tool 1: the chain as a canvas, what its links rest on, and the outcomes it leads to."""
    return form(here.opened, STEP, "Your theory of change", _theory)


def theory_read_back(here: Here) -> Any:
    """What was entered of it: with the picture where somebody opens it to look, else in words alone, which takes no time."""
    return read_back(here.opened, theory.drawn if is_live() else theory.section)


def questions(here: Here) -> Any:
    """Tool 2's questions, tied to outcomes and indicators, and what partners said about them."""
    return form(here.opened, STEP, "Your research questions", _questions)


def considerations(here: Here) -> Any:
    """Tool 12: three filters, and the toolkit's questions for what was chosen."""
    return form(here.opened, STEP, "Fitting the research to your setting", _tailoring)


def _aim() -> Group:
    areas = (
        "context context aim aim",
        "research_purpose research_purpose who where",
        "characteristics characteristics long_term_difference long_term_difference",
    )
    names = dict.fromkeys(" ".join(areas).split())
    choices = {"research_purpose": purpose_choices.purposes()}
    boxes = tuple(field(f"purpose.{name}", area=name, choices=choices.get(name)) for name in names)
    return Group("", boxes, layout="canvas", areas=areas)


def _theory(record: Project) -> tuple[Group, ...]:
    areas = (
        " ".join(f"{box} " * 3 for box in CHAIN[:4]).strip(),
        " ".join(f"{box} " * 4 for box in CHAIN[4:]).strip(),
    )
    boxes = tuple(field(f"{THEORY}.{box}", area=box, label=f"{at} {_title(box)}") for at, box in enumerate(CHAIN, 1))
    return (
        Group(
            "The chain",
            boxes,
            help="Read it from 1 to 7. It is often easiest to write the last box first.",
            layout="canvas",
            areas=areas,
        ),
        Group("What its links rest on", (_assumptions(record),), help="The links you are least sure of matter most."),
        Group(
            "The outcomes you hope to see evidence of",
            (_outcomes(),),
            help="One change for people in each. Research questions and measures are tied to these.",
        ),
        Group(
            "As a picture and on paper",
            (),
            actions=(_picture(), *_sheets("theory-of-change", canvases.theory_of_change)),
        ),
    )


def _title(box: str) -> str:
    return field(f"{THEORY}.{box}").label


def _assumptions(record: Project) -> Field:
    link = field(f"{THEORY}.assumptions[].link", choices=purpose_choices.links(record))
    return field(
        f"{THEORY}.assumptions",
        help="",
        entry=(link, "text"),
        add="Add an assumption",
        one="Assumption",
        key_prefix="a-",
    )


def _outcomes() -> Field:
    themes = field(f"{THEORY}.outcomes[].themes", choices=purpose_choices.themes())
    indicators = field(f"{THEORY}.outcomes[].indicators", choices=purpose_choices.indicators())
    entry = (_sentence(f"{THEORY}.outcomes[].text"), themes, indicators)
    return field(f"{THEORY}.outcomes", help="", entry=entry, add="Add an outcome", one="Outcome", key_prefix="o-")


def _sentence(path: str) -> Field:
    """A sentence that may take up two lines."""
    return field(path, kind="long", rows=2)


def _questions(record: Project) -> tuple[Group, ...]:
    asks_about = field("purpose.questions[].outcomes", choices=purpose_choices.outcomes(record))
    looks_at = field("purpose.questions[].indicators", choices=purpose_choices.indicators())
    entry = (_sentence("purpose.questions[].text"), asks_about, looks_at)
    asked = field("purpose.questions", help="", entry=entry, add="Add a question", one="Question", key_prefix="q-")
    tests = field("purpose.tested_with", help="", add="Add a test", one="Test", key_prefix="p-")
    return (
        Group("Three to five questions", (asked,), help="Each tied to the outcomes it asks about."),
        Group("Tested with partners", (tests,), help="Who read the questions, what they said, and what you changed."),
        Group("On paper", (), actions=_sheets("research-questions", canvases.research_questions)),
    )


def _tailoring(record: Project) -> tuple[Group, ...]:
    answers = field(
        "purpose.tailoring",
        label="Questions to consider",
        help="Talk them through with your team; short notes are enough. Answers to questions that no longer show are kept.",
        choices=purpose_choices.considerations,
        entry=(field("purpose.tailoring[].answer", help="", rows=2),),
        is_fixed=True,
        hides_others=True,
    )
    return (
        Group(
            "What fits you",
            (
                field("purpose.research_purpose", choices=purpose_choices.purposes()),
                field("purpose.thematic_focus", help="One or more.", choices=purpose_choices.themes_of_work(record)),
                field("purpose.organisation_type", help="", choices=purpose_choices.organisations(record)),
            ),
        ),
        Group("", (answers,), shown=lambda held: bool(tailoring.fitting(held.purpose))),
    )


def _picture() -> Action:
    return Action(
        "picture", "Draw it", "The chain as a picture, for a document or a slide. The report will have it too.", _drawn
    )


def _drawn(opened: Opened) -> File:
    from helpers.reports.chain import PNG, draw

    return File("theory-of-change.png", PNG, draw(chain(opened.record.purpose.theory_of_change), PNG))


def _sheets(name: str, canvas: Any) -> tuple[Action, ...]:
    return (
        Action(
            f"{name}-filled",
            "Print it as it stands",
            "An A3 sheet of this canvas.",
            lambda opened: _file(name, canvas(opened)),
        ),
        Action(
            f"{name}-blank",
            "Print an empty one",
            "To write on together, on A3.",
            lambda _opened: _file(f"{name}-blank", canvas()),
        ),
    )


def _file(name: str, sheet: Sheet) -> File:
    from helpers.reports.writers.sheet import render

    return File(f"{name}.html", "text/html", render(sheet))
