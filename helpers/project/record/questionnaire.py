"""Step 2.2: the questionnaire, as far as the basket leaves it to the team (Tool 8)."""

from helpers.project.record.part import Part, text


class Questionnaire(Part):
    """What the team decides about its questionnaire. Which questions are asked follows from the basket."""

    introduction: str = text(
        "Introduction",
        "What people read or hear first: who asks, what for, how long it takes, that it is up to them. Leave it empty to "
        "use the draft.",
        is_long=True,
        limit=1200,
    )
