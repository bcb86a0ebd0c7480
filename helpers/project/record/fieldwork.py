"""Step 1.3: who opens doors, who asks, and when (Figure 7, tip 5)."""

from typing import ClassVar, Literal

from helpers.project.record.part import Identifier, Part, several, text

AreaKind = Literal["official area", "community", "catchment", "no area"]
"""A borough or ward; a place whose edges the team draws; where participants come from; not about a place."""

Researcher = Literal["project team", "local researchers", "commissioned"]
"""Who asks the questions."""

LocalPart = Literal["shapes it", "opens doors", "asks questions", "spreads the word", "hears the findings"]
"""The part a local group or person can play."""


class LocalGroup(Part):
    """A group or a person whom others listen to, and the part they can play."""

    KEY: ClassVar[str] = "id"

    id: Identifier
    name: str = text(
        "Group or person",
        "A role says enough; leave private names and telephone numbers out.",
        example="The two residents' associations",
        limit=200,
    )
    reaches: str = text(
        "Whom they reach", "Whom you would miss without them.", example="Families who moved in lately", limit=300
    )
    parts: tuple[LocalPart, ...] = several("The part they can play", "As many as fit.")
    agreed: str = text(
        "What has been agreed",
        "What they said they would do, and what they get for it. Empty until somebody has asked them.",
        example="They hand out the leaflet and lend us the hall; we come back in June with what we found.",
        limit=400,
    )


class Participation(Part):
    """People from the place as researchers, or shaping the research (participatory research, tip 5)."""

    role: str = text(
        "What people from the place do",
        "From commenting on the questions to asking them, reading the answers and telling others. Say where they decide, "
        "and where they are only heard.",
        example="Six residents shorten the questionnaire, ask the questions, and decide with us what goes into the summary.",
        good="They decide which three findings we take to the landlord.",
        bad="Residents will be involved throughout.",
        is_long=True,
        limit=800,
    )
    training: str = text(
        "Training",
        "What they learn before they start: asking without steering, consent, keeping answers safe, what to do when "
        "somebody is upset.",
        example="Two evenings, with practice in pairs, and a first interview together with one of us.",
        is_long=True,
        limit=600,
    )
    pay: str = text(
        "Pay",
        "The toolkit's advice is to pay for people's time, at the London Living Wage or above. Say the rate, and that "
        "pay can affect benefits, so that people can check first.",
        example="The London Living Wage for every hour, training and travel included.",
        bad="A certificate.",
        limit=400,
    )
    support: str = text(
        "Support",
        "Who is there for them: a person to ring while they are out, a talk afterwards, the rule for working in pairs.",
        example="Always in pairs on doorsteps; the coordinator answers the telephone until the last pair is home.",
        is_long=True,
        limit=600,
    )
    credit: str = text(
        "Credit",
        "How their part is named, with their agreement: in the report, at the event, in a reference.",
        example="Named in the report by those who wish it; a reference for everybody who asks.",
        limit=400,
    )
