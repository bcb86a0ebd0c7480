"""Step 1.1: purpose and research questions (tools 1, 2 and 12)."""

from datetime import date
from itertools import pairwise
from typing import ClassVar, Literal

from helpers.project.record.part import Identifier, Part, asked, several, text

ResearchPurpose = Literal["experiences", "places", "impact"]
"""Tool 12's three purposes: experiences of Londoners, places and communities, impact of action."""


class Outcome(Part):
    """One change the project hopes for, linked to the themes and indicators that could show it."""

    KEY: ClassVar[str] = "id"

    id: Identifier
    text: str = text(
        "Outcome",
        "One change for people, in one sentence. Begin with whom it is about.",
        example="People who come to the lunches know more of their neighbours by name.",
        good="People who have a befriender feel lonely less often.",
        bad="We run 40 befriending pairs. (That is what you do, and not yet what changes for anybody.)",
        is_needed=True,
        limit=200,
    )
    themes: tuple[str, ...] = several(
        "Themes", "The themes it belongs to. Enough for now if you can't name an indicator yet."
    )
    indicators: tuple[str, ...] = several(
        "Indicators", "What could show it. Two or three are plenty; step 1.2 helps you to choose."
    )


class Assumption(Part):
    """What has to be true for one link of the chain to hold."""

    KEY: ClassVar[str] = "id"

    id: Identifier
    link: str = text("Link", "Which link of the chain rests on it.")
    text: str = text(
        "Assumption",
        "What must be true for one box to lead to the next, written so that you could find out that it is not.",
        example="People who are invited by a neighbour come, and come back.",
        good="Enough volunteers stay for a year for everybody on the list to be matched.",
        bad="Everything goes to plan.",
        is_needed=True,
        is_long=True,
        limit=300,
    )


class TheoryOfChange(Part):
    """Tool 1: Nesta's theory of change template."""

    problem: str = text(
        "Problem",
        "What is the problem you are trying to solve?",
        example="Families who moved in since the community room shut have had no easy way to meet anybody.",
        good="Neighbours on the estate know fewer people on their landing than they did five years ago.",
        bad="There is no community room. (A missing answer is not a problem: what does its absence do to people?)",
        is_long=True,
        limit=600,
    )
    audience: str = text(
        "Audience",
        "Who is it for?",
        example="Adults who live alone in the ward and would like more company.",
        good="Young people of 16 to 24 in two schools and one youth club, most of them born abroad.",
        bad="Everybody in London.",
        is_long=True,
        limit=600,
    )
    entry_point: str = text(
        "Entry point",
        "How do you reach them?",
        example="Two GP practices and the library tell people about us.",
        good="Our caretaker knows when people are in, and knocks with us.",
        bad="Social media. (Which, run by whom, read by which of the people you want to reach?)",
        is_long=True,
        limit=600,
    )
    steps: tuple[str, ...] = several(
        "Steps",
        "What do you do to bring about the change? One step on each line, in the order in which they happen.",
        example="Each person is matched with one volunteer, on shared interests.",
        good="Pairs meet for at least an hour a week.",
        bad="Raise awareness. (Who does what, with whom, how often?)",
        limit=200,
    )
    measurable_effect: str = text(
        "Measurable effect",
        "What could be counted or asked about?",
        example="How often people feel lonely; whether they have somebody to rely on.",
        good="Whether neighbours swap favours, and whether they feel that they belong.",
        bad="People are empowered. (What would they say, or do, that they did not before?)",
        is_long=True,
        limit=600,
    )
    wider_benefits: str = text(
        "Wider benefits",
        "Who else gains, and how?",
        example="Families worry less, and volunteers get to know the ward.",
        good="The landlord hears from more than the same four people.",
        bad="Society benefits.",
        is_long=True,
        limit=600,
    )
    long_term_change: str = text(
        "Long-term change",
        "What does success look like in the end?",
        example="Growing old alone does not mean being left alone.",
        good="An estate where people know their neighbours by name and new families are made welcome.",
        bad="Our grant is renewed. (That is success for you. What is it for the people you work with?)",
        is_long=True,
        limit=400,
    )
    assumptions: tuple[Assumption, ...] = several("Key assumptions", "What must hold for each link?")
    outcomes: tuple[Outcome, ...] = several("Outcomes", "The changes you would like to see evidence of.")


CHAIN = ("problem", "audience", "entry_point", "steps", "measurable_effect", "wider_benefits", "long_term_change")
"""The boxes of the theory of change, from left to right."""


def _link(before: str, after: str) -> tuple[str, str]:
    first, then = (str(TheoryOfChange.model_fields[box].title) for box in (before, after))
    return f"{before}-{after}", f"{first} to {then.lower()}"


LINKS = dict(_link(before, after) for before, after in pairwise(CHAIN)) | {
    "steps-steps": "From one of the steps to the next"
}
"""The links of the chain: code in the record -> name. Records made by hand may name a link in their own words."""


class ResearchQuestion(Part):
    """One of the three to five questions the research is to answer."""

    KEY: ClassVar[str] = "id"

    id: Identifier
    text: str = text(
        "Question",
        "One question that you could really find an answer to, and that would change what you do.",
        example="Do people who have a befriender feel lonely less often than people still on the waiting list?",
        good="Do neighbours on the estate help each other, and do people of different backgrounds get on?",
        bad="How can we reduce loneliness? (A question for a plan. What do you need to find out first?)",
        is_needed=True,
        limit=250,
    )
    outcomes: tuple[str, ...] = several("Outcomes", "The outcomes it asks about.")
    indicators: tuple[str, ...] = several("Indicators", "What you would look at to answer it.")


class PartnerTest(Part):
    """Who was asked about the research questions, what they said, and what was changed because of it."""

    KEY: ClassVar[str] = "id"

    id: Identifier
    who: str = text(
        "Who was asked",
        "A group or a role, not a person's name.",
        example="Five people who come to the lunches",
        is_needed=True,
        limit=160,
    )
    when: date | None = asked("When", "The day you asked, if you know it.")
    said: str = text(
        "What they said",
        "The gist, in their words where you can.",
        example="Ask about good days as well as bad ones.",
        good="Twenty minutes on a visit, not more. And ask the waiting list too, or you will never know.",
        bad="They liked it. (What did they like, and what would they leave out?)",
        is_needed=True,
        is_long=True,
        limit=600,
    )
    changed: str = text(
        "What was changed because of it",
        "Or why it was left as it was.",
        example="The second question now names the waiting list.",
        is_long=True,
        limit=400,
    )


class TailoringAnswer(Part):
    """An answer to one of Tool 12's considerations."""

    KEY: ClassVar[str] = "question"

    question: str = text("Consideration", "Its code, such as impact-plan-1.")
    answer: str = text("Answer", "Short notes are enough.", is_long=True, limit=600)


class Purpose(Part):
    """Step 1.1: purpose and research questions (tools 1, 2 and 12)."""

    theory_of_change: TheoryOfChange = TheoryOfChange()
    context: str = text(
        "Context",
        "The place, project or organisation and what surrounds it.",
        example="An estate of 96 flats. The community room has been shut for four years.",
        good="A charity with three staff in a ward of old terraces and new flats, where two groups have started like work.",
        bad="See our website.",
        is_long=True,
        limit=1200,
    )
    research_purpose: ResearchPurpose | None = asked(
        "Research purpose", "What the research is mainly about. It shapes everything that follows.", is_needed=True
    )
    aim: str = text(
        "Aim",
        "What your organisation or initiative is trying to achieve.",
        example="To bring people who live alone into regular contact with a neighbour of another age.",
        good="To find out what residents want, so that the association speaks for more than its committee.",
        bad="To measure social integration. (What for?)",
        is_needed=True,
        is_long=True,
        limit=500,
    )
    who: str = text(
        "Who",
        "The communities and people it aims to engage.",
        example="Adults who live on the estate.",
        good="People who live alone in the ward and would like more company, and the volunteers who visit them.",
        bad="Hard-to-reach groups. (Which, and hard for whom to reach?)",
        is_needed=True,
        is_long=True,
        limit=400,
    )
    where: str = text(
        "Where",
        "The places it covers, with their edge: you will want to keep it the same each time you ask.",
        example="The three blocks of the estate. Not the streets around it.",
        bad="East London.",
        is_needed=True,
        is_long=True,
        limit=300,
    )
    characteristics: str = text(
        "Characteristics",
        "What about people you want to understand, such as age, ethnic group or how long they have lived there, and why.",
        example="Age and long-term health conditions, because loneliness is not shared out evenly.",
        bad="All protected characteristics. (Ask only what you will look at, of enough people to look at it.)",
        is_needed=True,
        is_long=True,
        limit=400,
    )
    long_term_difference: str = text(
        "Long-term difference",
        "If it applies: the difference you want or expect to see in the long run.",
        example="More people who know their neighbours and feel that the estate is theirs.",
        is_long=True,
        limit=400,
    )
    questions: tuple[ResearchQuestion, ...] = several("Research questions", "Three to five.", is_needed=True)
    tested_with: tuple[PartnerTest, ...] = several(
        "Tested with partners", "Who read the research questions, and what they said.", is_needed=True
    )
    thematic_focus: tuple[str, ...] = several("Thematic focus", "Tool 12's themes of work, by name or short name.")
    organisation_type: str = text("Type of organisation", "One of Tool 12's types, by name or short name.")
    tailoring: tuple[TailoringAnswer, ...] = several("Answers to Tool 12", "The considerations you have an answer to.")
