"""Step 1.3: what stands behind the kind of research and the survey mode (Tool 5 and Step 2.2)."""

from typing import Literal

from helpers.project.record.part import Part, asked, text

Mode = Literal["face to face", "telephone", "online", "paper", "mixed"]
"""How people are asked."""

MODE_LABELS = {"telephone": "By telephone", "paper": "On paper", "mixed": "In more than one way"}

Place = Literal["door to door", "visit", "street", "events"]
"""Where people are met, when they are asked face to face."""


class Method(Part):
    """Why this kind of research and this way of asking, and what is done about whom it misses."""

    kind_why: str = text(
        "Why this kind of research",
        "Which of your research questions need numbers, and which need people's own words.",
        example="We need to know how many people feel lonely, and what a visit means to them.",
        good="Two questions ask how many and how much; the third asks why, so we also hold six long conversations.",
        bad="Mixed methods are best practice.",
        is_long=True,
        limit=600,
    )
    place: Place | None = asked(
        "Where you meet people",
        "Only where you ask face to face. It decides whom you reach, and how far the people you reach are like each other.",
    )
    mode_why: str = text(
        "Why you ask in this way",
        "What speaks for it here: whom you reach, what it costs, how openly people can answer.",
        example="Most people on our list are over 70, and many don't go online.",
        good="Neighbours open the door to people they know, and some questions need explaining.",
        bad="It is the easiest for us.",
        is_long=True,
        limit=600,
    )
    missed: str = text(
        "Whom this misses, and what you do about it",
        "Every way of asking leaves somebody out. Name them, and say how you reach them all the same.",
        example="People who work late: we come back on a Saturday. People who hardly speak English: a Bengali and a Somali speaker.",
        good="Shift workers are out when we call, so each door is tried on a weekday evening and on a Saturday.",
        bad="Nobody: everybody is welcome to take part.",
        is_long=True,
        limit=600,
    )
    later_mode: Mode | None = asked(
        "How you ask the next time, if otherwise",
        "Leave it empty if you keep to one way. Where the way of asking changes, answers change with it, and nobody can "
        "tell how much of a difference is real.",
        labels=MODE_LABELS,
    )
