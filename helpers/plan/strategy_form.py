"""The research strategy (Tool 6) as a form: seven parts with their drafts, and the document to take away."""

from typing import Any

from helpers import catalogue
from helpers.forms import Action, Choice, File, Group, field, form
from helpers.plan import drafts, strategy
from helpers.project import Opened
from helpers.project.record import Project
from helpers.steps.here import Here

PATH = "approach.strategy"
HELP = (
    "Each part shows the draft made from what you entered. Write your own words below it, or start from the draft and "
    "change it. Lines that begin with a hyphen become a list. Where you write nothing, the document carries the draft and "
    "says that it is one."
)
NOTHING = "Nothing that belongs here has been entered yet."
HTML = "text/html"


def write(here: Here) -> Any:
    """The seven parts, and the strategy as Word or as a page."""
    return form(here.opened, "1.3", "Research strategy", groups)


def groups(record: Project) -> tuple[Group, ...]:
    """The parts to write, and what to take away."""
    parts = tuple(
        Choice(part.number, f"{part.number}. {part.title}", _said(record, part.number, part.text))
        for part in catalogue.template_parts(strategy.TOOL)
    )
    held = field(PATH, help="", choices=parts, entry=(field(f"{PATH}[].text", help="", rows=6),), is_fixed=True)
    return (
        Group("The seven parts", (held,), help=HELP, actions=_starts(record)),
        Group("Take it away", (), help="The strategy as it stands now.", actions=(_word(), _page())),
    )


def _said(record: Project, number: int, asked: str) -> str:
    """What belongs in a part, in the toolkit's words, and its draft."""
    return f"{asked}\n\nDraft:\n{drafts.draft_text(record, number) or NOTHING}"


def _starts(record: Project) -> tuple[Action, ...]:
    written = strategy.written(record)
    empty = [
        part
        for part in catalogue.template_parts(strategy.TOOL)
        if part.number not in written and drafts.draft(record, part.number)
    ]
    return tuple(
        Action(
            f"draft-{part.number}",
            f"Start part {part.number} from its draft",
            "",
            lambda opened, number=part.number: _copied(opened, number),
            goes_to="The seven parts",
        )
        for part in empty
    )


def _copied(opened: Opened, number: int) -> dict[str, Any]:
    text = drafts.draft_text(opened.record, number)
    if any(part.part == number for part in opened.record.approach.strategy):
        return {f"{PATH}[{number}].text": text}
    return {f"{PATH}[{number}]": {"text": text}}


def _word() -> Action:
    return Action("strategy-word", "The strategy as a Word file", "To go on writing in.", _as_word)


def _page() -> Action:
    return Action("strategy-html", "The strategy as a page", "To read in a browser, or to print.", _as_page)


def _as_word(opened: Opened) -> File:
    from helpers.reports.writers import word

    return File(f"{strategy.NAME}.docx", word.MEDIA_TYPE, word.render(strategy.document(opened)))


def _as_page(opened: Opened) -> File:
    from helpers.reports.writers import html

    return File(f"{strategy.NAME}.html", HTML, html.render(strategy.document(opened)).encode())
