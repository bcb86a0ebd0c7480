"""Research in words (2.2.4): interviews, groups, events and diaries."""

from helpers.project import Opened
from helpers.project.record.conversations import Conversations
from helpers.reports import words
from helpers.reports.facts import facts
from helpers.reports.model import Caution, Facts, Paragraph, Section

METHODS = {
    "interviews": "Interviews",
    "focus groups": "Discussion or focus groups",
    "events": "Community events",
    "diaries": "Research diaries",
}
ONE = {
    "interviews": "interview",
    "focus groups": "discussion or focus group",
    "events": "community event",
    "diaries": "research diary",
}
RECORDINGS = {
    "notes": "Notes",
    "sound": "Sound recording",
    "film": "Film",
    "written by people themselves": "Written by people themselves",
}
SHARED = ("focus groups", "events")
LARGE_GROUP = 10


def summary(opened: Opened) -> Section:
    """What conversations are planned, one part each."""
    approach = opened.record.approach
    if not approach.conversations:
        said = "No interviews, groups, events or diaries are planned."
        if approach.balance == "qualitative":
            said += " The research is to be in words: plan at least one kind."
        return Section("conversations", "Conversations", (Paragraph(said),))
    return Section("conversations", "Conversations", sections=tuple(_one(one) for one in approach.conversations))


def missing(opened: Opened) -> tuple[str, ...]:
    """What is still to be said about the conversations, or that some should be planned."""
    approach = opened.record.approach
    if not approach.conversations and approach.balance in ("qualitative", "mixed"):
        return ("Plan the conversations: interviews, focus groups, events or diaries.",)
    return tuple(
        f"{title(one)}: fill in {words.listed(empty)}." for one in approach.conversations if (empty := _empty(one))
    )


def title(one: Conversations) -> str:
    """What a kind of conversation is called, with how many there are.

    Examples
    --------
    >>> title(Conversations(id="a", method="focus groups", n_planned=2, n_people=7))
    '2 discussion or focus groups, with 7 people in each'
    """
    several = METHODS.get(one.method or "", "Conversations")
    single = ONE.get(one.method or "", "conversation")
    counted = words.plural(one.n_planned, single, several.lower()) if one.n_planned else several
    in_it = "" if one.n_planned == 1 else " in each"
    each = f", with {words.people(one.n_people)}{in_it}" if one.n_people and one.method in SHARED else ""
    return f"{counted}{each}"


def _one(one: Conversations) -> Section:
    recorded = ("How it is kept", RECORDINGS.get(one.recording or "", ""))
    alone = facts(one, "n_people").pairs if one.n_people and one.method not in SHARED else ()
    pairs = (*facts(one, "with_whom", "by_whom", "where").pairs, *alone, recorded, *facts(one, "why").pairs)
    cautions = ()
    if one.method == "focus groups" and (one.n_people or 0) > LARGE_GROUP:
        cautions = (Caution("In a group of this size a few people speak and the rest listen. Six to eight is usual."),)
    return Section(f"conversations-{one.id}", title(one), (Facts(pairs), *cautions))


def _empty(one: Conversations) -> tuple[str, ...]:
    fields = type(one).model_fields
    needed = ("method", "n_planned", "with_whom", "by_whom")
    return tuple(f"“{fields[name].title}”" for name in needed if getattr(one, name) in (None, ""))
