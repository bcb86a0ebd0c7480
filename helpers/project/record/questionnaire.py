"""Step 2.2: the questionnaire, as far as the basket leaves it to the team (Tool 8)."""

from typing import Annotated, ClassVar, Literal

from pydantic import StringConstraints

from helpers.project.record.part import Part, asked, several, text

Place = Literal["start", "section 1", "section 2", "section 3", "end", "office"]
"""Where a question of the team's own stands: before everything else, after a section, last, or in the box that the team
fills in."""

Refusal = Literal["every question", "sensitive questions", "no question"]
"""Where "prefer not to say" is offered. The toolkit never does."""

OpenUse = Literal["follow on", "find out more", "extent", "impact"]
"""What an open question is for: the toolkit's four uses (Tool 8)."""

LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,8})?$")]


AnswerName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*=[0-9]+$")]
"""An answer by its column and code: "q2_4=1"."""


class Besides(Part):
    """A toolkit question that is asked besides the basket's, or about people themselves, and why it is needed."""

    KEY: ClassVar[str] = "question"

    question: str = asked("Question", "Its number in the toolkit, such as 3.1.", ...)
    why: str = text(
        "Why do you need this?",
        "What you will do with the answers: whom you compare, which figure you hold yours against, whom you would "
        "otherwise miss. People may ask, so say it as you would to them.",
        is_needed=True,
        is_long=True,
        limit=300,
        example="Our funder asks whether the lunches reach people with long-term conditions as well as everybody else.",
        good="To see whether private renters feel as much at home here as owners.",
        bad="For monitoring.",
    )


class OwnPlace(Part):
    """Where one of the team's own questions stands, and who is asked it."""

    KEY: ClassVar[str] = "question"

    question: str = asked("Question", "Id of a question of your own.", ...)
    place: Place | None = asked(
        "Where it stands",
        "Questions that could colour later answers go last; one that lets people set the subject themselves goes first.",
    )
    asked_of: tuple[AnswerName, ...] = several(
        "Who is asked",
        "Leave it empty for everybody. Tick answers, and only people who gave one of them are asked: a follow-up such as "
        "“If yes, please say why”. Of answers to one question any will do; where two questions are named, both have to hold.",
    )

    use: OpenUse | None = asked(
        "If people answer in their own words: what it is for", "The toolkit (Tool 8) names four uses of open questions."
    )

    @property
    def answers(self) -> dict[str, tuple[int, ...]]:
        """Column -> codes, of the answers that lead to the question; they are kept as "q2_4=1"."""
        found: dict[str, tuple[int, ...]] = {}
        for name in self.asked_of:
            column, _, code = name.partition("=")
            found[column] = (*found.get(column, ()), int(code))
        return found


class OpeningWords(Part):
    """What is said before a section or a question, in the team's own words."""

    KEY: ClassVar[str] = "place"

    place: str = asked("Where it stands", "section-1, section-2, section-3, or the id of a question.", ...)
    text: str = text("What is said there", "Leave it empty to use the toolkit's.", is_long=True, limit=800)


class Language(Part):
    """A language that the questionnaire is offered in besides English."""

    KEY: ClassVar[str] = "code"

    code: LanguageCode = asked("Code", "Two letters as they are used on the web: pl for Polish, bn for Bengali.", ...)
    name: str = text(
        "Name of the language",
        "As its speakers write it, so that they find it.",
        example="Polski",
        is_needed=True,
        limit=40,
    )


class Translation(Part):
    """One text of the questionnaire in another language, or in easy words.

    The key names the language ("easy" for easy read), the place of the text and a short hash of the English that was
    translated: once the English is changed the translation no longer fits, and the new text counts as not translated.
    """

    KEY: ClassVar[str] = "key"

    key: str = asked("Which text", "Language, place and a short hash of the English.", ...)
    text: str = text("Translation", is_long=True, limit=2000)


class Questionnaire(Part):
    """What the team decides about its questionnaire. Which questions are asked follows from the basket."""

    introduction: str = text(
        "Introduction",
        "What people read or hear first: who asks, what for, how long it takes, that it is up to them. Leave it empty to "
        "use the draft.",
        is_long=True,
        limit=1200,
    )
    closing: str = text(
        "Closing words",
        "What people read or hear last: thanks, what happens next, whom to ask. Leave it empty to use the draft.",
        is_long=True,
        limit=600,
    )
    opening_words: tuple[OpeningWords, ...] = several(
        "Words before sections and questions", "Where you say it otherwise than the toolkit."
    )
    besides: tuple[Besides, ...] = several(
        "Questions about people themselves, and others that no measure counts",
        "Each is one more thing that somebody has to tell you. Tick what you need, and say why.",
    )
    own_places: tuple[OwnPlace, ...] = several("Where your own questions stand", "And who is asked them.")
    panel_code: bool | None = asked(
        "Ask for a code that people make up themselves",
        "It joins one person's answers from one time to the next without a name. Leave it empty, and it is asked for "
        "where your plan goes back to the same people.",
    )
    prefer_not_to_say: Refusal = asked(
        "Where people can say that they prefer not to answer",
        "The toolkit offers it nowhere. Somebody who finds no way out skips the question, or makes something up. Who "
        "prefers not to say is outside the figure, and how many did is shown beside it.",
        "every question",
    )
    languages: tuple[Language, ...] = several("Languages besides English", "Those in which people can answer.")
    translating: str = text(
        "Language you are working on", "Its texts are shown below, one by one, with the English above each."
    )
    translations: tuple[Translation, ...] = several(
        "Translations", "Each text of the questionnaire in each language. Nothing is translated by machine."
    )
