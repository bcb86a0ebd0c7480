"""Research in words as forms: the conversations, and the guide for them."""

from dataclasses import replace
from typing import Any

from helpers.forms import Action, Choice, File, Group, field, form
from helpers.plan import guide
from helpers.plan.approach_form import choices
from helpers.plan.conversations import METHODS, RECORDINGS
from helpers.plan.guide import GuideSection
from helpers.project import Opened
from helpers.project.record import Project
from helpers.steps.here import Here

GUIDE_HELP = (
    "Each part stands under the draft made from your research questions. Write your own words where you would put it "
    "otherwise; leave a part empty and the draft stands."
)
NO_QUESTIONS = "The guide is drafted from your research questions. Write those in step 1.1, and it will be here."


def conversations(here: Here) -> Any:
    """Interviews, focus groups, events and diaries."""
    return form(here.opened, "1.3", "Conversations", _conversations)


def discussion_guide(here: Here) -> Any:
    """The discussion guide, part by part."""
    return form(here.opened, "1.3", "Discussion guide", _guide)


def _conversations(_record: Project) -> tuple[Group, ...]:
    path = "approach.conversations"
    entry = (
        field(f"{path}[].method", choices=choices(METHODS)),
        "n_planned",
        "n_people",
        "with_whom",
        "by_whom",
        "where",
        field(f"{path}[].recording", choices=choices(RECORDINGS)),
        "why",
    )
    held = field(path, help="", entry=entry, key_prefix="talk-", add="Add a kind of conversation")
    return (Group("Who is talked with", (held,)),)


def _guide(record: Project) -> tuple[Group, ...]:
    parts = guide.draft(record)
    if not parts:
        return (Group("The guide", (field("no-guide", kind="notes", help=NO_QUESTIONS),)),)
    asked = field("approach.guide[].prompt")
    plain = {"help": "", "example": "", "good": "", "bad": ""}
    held = field(
        "approach.guide",
        help="",
        entry=(replace(asked, **plain, rows=2), replace(field("approach.guide[].probes"), example="", rows=2)),
        choices=tuple(Choice(part.about, part.title, _drafted(part)) for part in parts),
        is_fixed=True,
        hides_others=True,
    )
    shown = f"{GUIDE_HELP} {asked.help} Good: “{asked.good}” Not so good: “{asked.bad}”"
    return (Group("The guide", (held,), help=shown, actions=(*_start(record), _take_along()), problems=_closed),)


def _drafted(part: GuideSection) -> str:
    return "\n".join((f"Draft: {part.prompt}", *(f"- {probe}" for probe in part.probes)))


def _start(record: Project) -> tuple[Action, ...]:
    if not any(part.is_draft for part in guide.guide(record)):
        return ()
    return (
        Action(
            "guide-from-draft",
            "Start from the draft",
            "Copies the draft into every part that is still empty, for you to change.",
            _copied,
        ),
    )


def _copied(opened: Opened) -> dict[str, Any]:
    held = {part.about for part in opened.record.approach.guide}
    changes: dict[str, Any] = {}
    for part in guide.guide(opened.record):
        if not part.is_draft:
            continue
        path, written = f"approach.guide[{part.about}]", {"prompt": part.prompt, "probes": list(part.probes)}
        if part.about in held:
            changes |= {f"{path}.{name}": value for name, value in written.items()}
        else:
            changes[path] = written
    return changes


def _take_along() -> Action:
    return Action("guide-word", "The guide as a Word file", "As it stands, to print or to change.", _as_word)


def _as_word(opened: Opened) -> File:
    from helpers.reports.writers import word

    return File("discussion_guide.docx", word.MEDIA_TYPE, word.render(guide.document(opened)))


def _closed(record: Project) -> dict[str, str]:
    """Questions of one's own that yes or no could answer."""
    closed = set(guide.closed_questions(record))
    said = "Yes or no would answer this. Begin with how, what, or tell me about."
    return {
        f"approach.guide[{part.about}].{name}": said
        for part in record.approach.guide
        for name, texts in (("prompt", (part.prompt,)), ("probes", part.probes))
        if closed & set(texts)
    }
