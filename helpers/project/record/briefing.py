"""Step 2.2: what researchers are told before they go out, as far as the plan does not say it already."""

from datetime import date

from helpers.project.record.part import Part, asked, text


class Briefing(Part):
    """The briefing sheet for whoever asks: what only the people in charge of the fieldwork can say."""

    begins_on: date | None = asked(
        "First day of asking", "Of the round that is briefed. Its last day is set beside the monitor."
    )
    ring: str = text(
        "Whom researchers ring",
        "A role and a number that is answered whenever somebody is out, evenings and Saturdays included.",
        example="The coordinator, 020 7946 0000, until the last pair is home",
        bad="The office",
        is_needed=True,
        limit=200,
    )
    safety: str = text(
        "Rules of your own for keeping safe",
        "How people sign in and out, which streets or hours to leave out, what to do about dogs. One on each line; the sheet has the usual rules already.",
        example="Text “out” and “home” to the coordinator.",
        is_long=True,
        limit=800,
    )
    upset: str = text(
        "When somebody is upset, or may be in danger",
        "Whom a researcher tells, and which help to point people to. Check that every number is answered.",
        example="Stop, and stay as long as they like. Give them the card with the three numbers. Tell the coordinator the same day.",
        is_needed=True,
        is_long=True,
        limit=800,
    )
    bring: str = text(
        "What to take along",
        "One on each line.",
        example="Badge with photograph\nAnswer cards\nPrivacy notice to leave behind",
        is_long=True,
        limit=500,
    )
    task: str = text(
        "Task in the cost plan",
        "The one that these researchers are paid for: its pay is named on the sheet, beside the London Living Wage.",
        is_needed=True,
    )
    also: str = text("What else they should know", is_long=True, limit=800)
