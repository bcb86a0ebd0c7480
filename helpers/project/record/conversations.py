"""Step 1.3: research in words: who is talked with, and the guide for it (toolkit 2.2.4)."""

from typing import ClassVar, Literal

from helpers.project.record.part import Identifier, Part, asked, several, text

ConversationMethod = Literal["interviews", "focus groups", "events", "diaries"]
"""The toolkit's four ways of asking in words."""

Recording = Literal["notes", "sound", "film", "written by people themselves"]
"""How what is said is kept."""


class Conversations(Part):
    """One kind of conversation: how many, with whom, by whom, where."""

    KEY: ClassVar[str] = "id"

    id: Identifier
    method: ConversationMethod | None = asked("Method", "One kind at a time; add another below.", is_needed=True)
    n_planned: int | None = asked(
        "How many",
        "How many interviews, groups, events or diaries. Stop when two in a row tell you nothing new.",
        alike={"ge": 1},
        example="12",
        is_needed=True,
    )
    n_people: int | None = asked(
        "People in each", "For groups and events. Six to eight is a group in which everybody speaks.", alike={"ge": 1}
    )
    with_whom: str = text(
        "With whom",
        "Look for a range of people and experience, not for an average. Who would be missed?",
        example="Four people who have a befriender, four who are waiting, four who stopped.",
        bad="Whoever comes.",
        is_needed=True,
        is_long=True,
        limit=500,
    )
    by_whom: str = text(
        "By whom",
        "People speak more freely to somebody who has no say over what they get.",
        example="Two trained residents; never the person who visits them.",
        is_needed=True,
        limit=300,
    )
    where: str = text(
        "Where and when",
        "A place people know, that they can reach and where nobody overhears; an hour that suits them.",
        example="At home or in the library's small room, on weekday mornings in May.",
        limit=300,
    )
    recording: Recording | None = asked(
        "How it is kept",
        "Ask before you record. Sound and film show who somebody is: they need safer keeping than notes.",
    )
    why: str = text(
        "What it adds to the numbers",
        "What you hope to understand that a questionnaire can't tell you.",
        example="Why pairs stop, which nobody ticks in a box.",
        is_long=True,
        limit=400,
    )


class GuidePart(Part):
    """One part of the discussion guide, in the team's own words."""

    KEY: ClassVar[str] = "about"

    about: str = asked("About", "`opening`, `closing`, or the id of a research question.", "")
    prompt: str = text(
        "What you say or ask",
        "A question nobody can answer with yes or no: begin with how, what, or tell me about.",
        example="Tell me about the people you see in a usual week.",
        good="What makes it easier or harder to get to know your neighbours?",
        bad="Do you feel lonely?",
        is_long=True,
        limit=800,
    )
    probes: tuple[str, ...] = several(
        "If there is more to say",
        "Two or three short follow-ups, one on each line.",
        example="Can you give me an example?",
    )
