"""A page to build the questionnaire by, for tools that take in no file: Google Forms and Microsoft Forms.

Question by question: which type to choose, the exact words to paste, and where each answer leads. Google's script makes the
same form by itself; by hand it is the only way in Microsoft Forms.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from helpers.project.disk import write_whole
from helpers.questionnaire.google_forms import FARTHEST, form
from helpers.questionnaire.model import ENGLISH, Questionnaire
from helpers.reports.writers.html import policy, style

GOOGLE = {
    "choice": "Multiple choice",
    "ticks": "Tick boxes",
    "grid": "Multiple-choice grid",
    "number": "Short answer, with ⋮ > Response validation > Number > {range}",
    "text": "Short answer",
    "long": "Paragraph",
}
MICROSOFT = {
    "choice": "Choice",
    "ticks": "Choice, with “Multiple answers” on",
    "grid": "Likert",
    "number": "Text, with ⋯ > Restrictions > Number > {range}",
    "text": "Text",
    "long": "Text, with “Long answer” on",
}
"""What each tool calls the type of a question."""
AFTER_THE_LAST = "the end of the form"


@dataclass(frozen=True)
class Step:
    """One question to build. `leads` says where answers lead, for each tool: answers -> where to."""

    number: int
    given: dict[str, Any]
    google: str
    microsoft: str
    leads: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Stage:
    """One section of the form, with its questions."""

    number: int
    title: str
    help: str
    steps: tuple[Step, ...]
    is_thanks: bool = False


def write(questionnaire: Questionnaire, path: Path, language: str = ENGLISH) -> None:
    """The page in one language, as HTML without script.

    Raises
    ------
    UserProblem
        Where it can't be written.
    """
    look = style("page.css") + _style()
    spoken = next(one for one in questionnaire.languages if one.code == language)
    page = (
        environment()
        .get_template("building_sheet.html.j2")
        .render(
            asks=questionnaire,
            language=spoken,
            made=form(questionnaire, language),
            stages=stages(questionnaire, language),
            style=look,
            policy=policy(look),
        )
    )
    write_whole(path, page.encode())


def stages(questionnaire: Questionnaire, language: str = ENGLISH) -> tuple[Stage, ...]:
    """The sections to build, in order.

    Examples
    --------
    >>> from helpers import project as projects, questionnaire
    >>> made = stages(questionnaire.build(projects.open("sample_data/befriending").record))
    >>> next(step.leads for stage in made for step in stage.steps if step.leads)[0]
    ('Yes', 'section 3', 'question 3')
    """
    pages = form(questionnaire, language)["pages"]
    firsts, n = [], 1
    for page in pages:
        firsts.append(n)
        n += len(page["items"])
    return tuple(_stage(at, pages, firsts) for at in range(len(pages)))


def _stage(at: int, pages: list[dict[str, Any]], firsts: list[int]) -> Stage:
    page = pages[at]
    steps = (_step(number, given, pages, firsts) for number, given in enumerate(page["items"], firsts[at]))
    return Stage(at + 1, page["title"], page["help"], tuple(steps), is_thanks=not page["items"])


def _step(number: int, given: dict[str, Any], pages: list[dict[str, Any]], firsts: list[int]) -> Step:
    limits = {"range": _range(given)}
    return Step(
        number=number,
        given=given,
        google=GOOGLE[given["kind"]].format(**limits),
        microsoft=MICROSOFT[given["kind"]].format(**limits),
        leads=tuple(_leads(given, pages, firsts)),
    )


def _range(given: dict[str, Any]) -> str:
    low, high = given.get("low"), given.get("high")
    if high == FARTHEST:
        return "Is number" if low == -FARTHEST else f"Greater than or equal to {low}"
    return f"Between {low} and {high}"


def _leads(given: dict[str, Any], pages: list[dict[str, Any]], firsts: list[int]) -> list[tuple[str, str, str]]:
    """Answers that lead to the same place together; Microsoft's branching knows questions, Google's sections."""
    together: dict[object, list[str]] = {}
    for answer, page in zip(given["choices"], given.get("leads", ()), strict=False):
        together.setdefault(page, []).append(answer)
    found = []
    for page, answers in together.items():
        is_end = page == "end"
        google = AFTER_THE_LAST if is_end else f"section {page + 1}"
        microsoft = AFTER_THE_LAST if is_end or not pages[page]["items"] else f"question {firsts[page]}"
        found.append((", ".join(answers), google, microsoft))
    return found


@cache
def environment() -> Environment:
    """The templates, with everything that people typed escaped."""
    return Environment(
        loader=PackageLoader("helpers.questionnaire", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _style() -> str:
    return (Path(__file__).parent / "templates" / "building_sheet.css").read_text(encoding="utf-8")
