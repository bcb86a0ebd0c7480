"""The discussion guide: drafted from the research questions, each part in the team's own words where they have written it."""

from dataclasses import dataclass

from helpers import catalogue
from helpers.plan import prompts
from helpers.project import Opened, Project
from helpers.project.record.conversations import GuidePart
from helpers.project.record.purpose import ResearchQuestion
from helpers.reports.model import Block, Bullets, Caution, Document, Paragraph, Section

OPENING, CLOSING = "opening", "closing"
GONE = "A research question that is no longer there"
RECORDED = {
    "film": " I would like to film our conversation.",
    "sound": " I would like to record what you say.",
    "notes": " I'll write down what you say.",
}


@dataclass(frozen=True)
class GuideSection:
    """One part of the guide as it stands."""

    about: str
    """`opening`, `closing`, or the id of a research question."""
    title: str
    prompt: str
    probes: tuple[str, ...]
    is_draft: bool


def guide(record: Project) -> tuple[GuideSection, ...]:
    """The guide as it stands: opening, a part for each research question, closing; then what is about nothing any more."""
    own = {part.about: part for part in record.approach.guide if part.prompt or part.probes}
    drafted = draft(record)
    known = {part.about for part in drafted}
    orphans = (
        GuideSection(about, GONE, one.prompt, one.probes, False) for about, one in own.items() if about not in known
    )
    return (*(_as_written(part, own.get(part.about)) for part in drafted), *orphans)


def draft(record: Project) -> tuple[GuideSection, ...]:
    """The guide made from the plan: the same answers give the same guide. Nothing where there are no research questions."""
    asked = [question for question in record.purpose.questions if question.text]
    if not asked:
        return ()
    used: set[str] = set()
    return (
        GuideSection(OPENING, "Opening", _opening(record), ("What would you like to know before we start?",), True),
        *(_part(record, question, used) for question in asked),
        GuideSection(
            CLOSING, "Closing", _closing(record), ("What would you change first, if it were up to you?",), True
        ),
    )


def summary(opened: Opened) -> Section:
    """The guide as it stands, with the parts that are still a draft marked, and questions that yes or no could answer."""
    parts = guide(opened.record)
    if not parts:
        said = "The guide is drafted from your research questions. Write those in step 1.1, and it will be here."
        return Section("discussion-guide", "Discussion guide", (Paragraph(said),))
    blocks = (*_state(parts), *_closed(opened.record))
    return Section("discussion-guide", "Discussion guide", blocks, tuple(_section(part) for part in parts))


def document(opened: Opened) -> Document:
    """The guide as something to take along."""
    record = opened.record
    return Document(
        title="Discussion guide",
        subtitle=record.title,
        organisation=record.organisation,
        published_on="",
        summary=(),
        sections=tuple(_section(part) for part in guide(record)),
        method=Section("how-to-use", "How to use this guide", (Bullets(HOW_TO), *_state(guide(record)))),
    )


HOW_TO = (
    "Ask the question as it stands, then wait. Silence brings more than the next question.",
    "The follow-ups are for when somebody stops; you won't need all of them.",
    "Follow where people lead, and come back to the guide after.",
    "Never name an answer yourself, and never say what others have answered.",
)


def closed_questions(record: Project) -> tuple[str, ...]:
    """Prompts and follow-ups in the team's own words that yes or no could answer. Opening and closing may hold such."""
    own = [part for part in guide(record) if not part.is_draft and part.about not in (OPENING, CLOSING)]
    return tuple(text for part in own for text in (part.prompt, *part.probes) if not prompts.is_open(text))


def _as_written(part: GuideSection, own: GuidePart | None) -> GuideSection:
    if own is None:
        return part
    return GuideSection(part.about, part.title, own.prompt or part.prompt, own.probes or part.probes, is_draft=False)


def _part(record: Project, question: ResearchQuestion, used: set[str]) -> GuideSection:
    found = _prompt(question, used)
    follow_up = prompts.about_change() if record.purpose.research_purpose == "impact" else found.probes[1]
    return GuideSection(question.id, question.text, found.prompt, (found.probes[0], follow_up), True)


def _prompt(question: ResearchQuestion, used: set[str]) -> prompts.Prompt:
    """The open question of the first theme linked that no earlier part has used."""
    themes = dict.fromkeys(catalogue.indicator(code).theme for code in question.indicators)
    for theme in themes:
        if theme not in used and (found := prompts.of_theme(theme)):
            used.add(theme)
            return found
    asks = f"One thing we would like to understand is this: {question.text} {prompts.general().prompt}"
    return prompts.Prompt(asks, prompts.general().probes)


def _opening(record: Project) -> str:
    from_whom = f" I am here for {record.organisation}." if record.organisation else ""
    kept = {one.recording for one in record.approach.conversations}
    how = next((text for way, text in RECORDED.items() if way in kept), "")
    return (
        f"Thank you for talking with me.{from_whom} There are no right or wrong answers. You can leave out any question, "
        f"and stop whenever you like.{how} Is that all right with you?"
    )


def _closing(record: Project) -> str:
    contact = record.approach.consent.contact
    reach = f" If you think of something later, or change your mind: {contact}." if contact else ""
    return f"What have I not asked about that matters to you? Thank you.{reach.replace('..', '.')}"


def _closed(record: Project) -> tuple[Block, ...]:
    return tuple(
        Caution(f"“{text}” can be answered with yes or no. Begin with how, what, or tell me about.")
        for text in closed_questions(record)
    )


def _section(part: GuideSection) -> Section:
    return Section(f"guide-{part.about}", part.title, (Paragraph(part.prompt), Bullets(part.probes)))


def _state(parts: tuple[GuideSection, ...]) -> tuple[Block, ...]:
    drafts = [part.title for part in parts if part.is_draft]
    if not drafts:
        return ()
    are = "is" if len(drafts) == 1 else "are"
    said = (
        "Every part is a draft" if len(drafts) == len(parts) else f"{len(drafts)} of {len(parts)} parts {are} a draft"
    )
    return (
        Caution(f"{said}, made from the research questions. Put them into your own words and try them on somebody."),
    )
