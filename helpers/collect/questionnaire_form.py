"""What is asked besides the measures, why, of whom, and what is said around it: step 2.2 as forms."""

from typing import Any, get_args

from helpers import catalogue
from helpers.catalogue.records import Question
from helpers.forms import Action, Choice, Group, field, form
from helpers.project.record import Project
from helpers.project.record.questionnaire import Place as Standpoint
from helpers.questionnaire import asking, checks, open_questions, opening
from helpers.questionnaire.build import build
from helpers.questionnaire.model import Asked, said
from helpers.steps.here import Here

STEP = "2.2"
PATH = "primary.questionnaire"
PLACES = {
    "start": "First, before everything else",
    "section 1": "After the questions on relationships and wellbeing",
    "section 2": "After the questions on the community",
    "section 3": "After the questions about people themselves",
    "end": "Last",
    "office": "In a box that the team fills in",
}
REFUSAL = (
    Choice("every question", "At every question", "Save the consents, and where people write in their own words."),
    Choice(
        "sensitive questions", "At sensitive questions only", "Health, ethnic group, money, loneliness and the like."
    ),
    Choice("no question", "Nowhere, as in the toolkit"),
)
PEOPLE, OTHERS = "About people themselves", "Other questions of the toolkit"
KEEP = (
    "Thoroughly review each: asking too many questions about people can annoy them, and make them worry who will know. What "
    "you don't hold can't be lost."
)


def content(here: Here) -> Any:
    """What is asked besides the measures' questions, why, and where the team's own questions stand."""
    return form(here.opened, STEP, "What is asked, and why", _content)


def around(here: Here) -> Any:
    """Introduction, words before sections and questions, closing words."""
    return form(here.opened, STEP, "What is said around the questions", _around)


# What is asked ---------------------------------------------------------------------------------------------------


def _content(record: Project) -> tuple[Group, ...]:
    besides = field(
        f"{PATH}.besides",
        help="",
        choices=_besides(record),
        entry=("why",),
        add="Add a question",
        one="Question",
    )
    own = () if not record.measures.own_questions else (_own_questions(record),)
    return (
        Group(
            "Questions about people, and others that no measure counts",
            (besides,),
            help=KEEP,
            actions=_to_explain(record),
            problems=_problems,
        ),
        *own,
        Group(
            "Codes and ways out",
            (field(f"{PATH}.panel_code"), field(f"{PATH}.prefer_not_to_say", choices=REFUSAL)),
        ),
    )


def _besides(record: Project) -> tuple[Choice, ...]:
    found = []
    for question in catalogue.questions():
        if asking.is_demographic(question) or asking.is_besides(question):
            used = asking.uses(question, record)
            help = f"Asked anyway: {'; '.join(used)}" if used else "Nothing in your plan uses it."
            group = PEOPLE if asking.is_demographic(question) else OTHERS
            found.append(Choice(question.code, f"{question.code} {question.wording}", help, group))
    return tuple(found)


def _unexplained(record: Project) -> tuple[Question, ...]:
    """Questions about people that the plan asks and nobody has given a reason for."""
    listed = {one.question for one in record.primary.questionnaire.besides}
    return tuple(
        question
        for question in catalogue.questions()
        if asking.is_demographic(question)
        and not listed & {question.code, question.id}
        and any(use != asking.AGE_REASON for use in asking.uses(question, record))
    )


def _to_explain(record: Project) -> tuple[Action, ...]:
    n = len(_unexplained(record))
    if not n:
        return ()
    return (
        Action(
            "explain",
            f"List what the plan asks about people anyway ({n})",
            "So that you can say why you need each.",
            lambda opened: {
                f"{PATH}.besides[{one.code}]": {"question": one.code} for one in _unexplained(opened.record)
            },
        ),
    )


def _problems(record: Project) -> dict[str, str]:
    """What the checks say of questions that are listed here, beside each."""
    ids = {catalogue.question(one.question).id: one.question for one in record.primary.questionnaire.besides}
    found = checks.remarks(build(record), record)
    return {
        f"{PATH}.besides[{ids[remark.about]}].why": remark.text
        for remark in found
        if remark.kind == "mend" and remark.about in ids
    }


def _own_questions(record: Project) -> Group:
    own = tuple(Choice(one.id, one.wording or "Not worded yet") for one in record.measures.own_questions)
    uses = tuple(
        Choice(code, use.heading, f"The toolkit's example: {use.text}") for code, use in open_questions.uses().items()
    )
    assert set(PLACES) == set(get_args(Standpoint))
    held = field(
        f"{PATH}.own_places",
        help="",
        choices=own,
        entry=(
            field(f"{PATH}.own_places[].place", choices=tuple(Choice(code, text) for code, text in PLACES.items())),
            field(f"{PATH}.own_places[].asked_of", choices=_answers),
            field(f"{PATH}.own_places[].use", choices=uses),
        ),
        is_fixed=True,
    )
    return Group(
        "Where your own questions stand, and who is asked them",
        (held,),
        help="The questions themselves are made in step 1.2. Open questions begin with what, why, how or describe.",
    )


def _answers(record: Project) -> tuple[Choice, ...]:
    """Every answer that a question can follow from, under its question."""
    return tuple(
        Choice(f"{column}={code}", label, group=f"{question.code} {_short(said(question.stem))}")
        for question in build(record).questions
        if question.kind in ("single", "multi") and question.id[:7] != "consent"
        for column, code, label in _ways(question)
    )


def _ways(question: Asked) -> list[tuple[str, int, str]]:
    if question.kind == "single":
        return [(question.id, option.code, said(option.label)) for option in question.options]
    return [(column, 1, said(option.label)) for column, option in zip(question.columns, question.options, strict=True)]


# What is said around it ------------------------------------------------------------------------------------------


def _around(record: Project) -> tuple[Group, ...]:
    made = build(record)
    drafts = {
        "introduction": opening.drafted_introduction(record, _minutes(record)),
        "closing": opening.drafted_closing(record),
    }
    texts = [
        part
        for name, draft in drafts.items()
        for part in (
            field(f"{name}-draft", kind="notes", label="The draft", help=draft),
            field(f"{PATH}.{name}", rows=6),
        )
    ]
    start = Action(
        "start-from-drafts",
        "Start from the drafts",
        "Copies each draft into its box, for you to change. A box that has words in it stays as it is.",
        lambda opened: {
            f"{PATH}.{name}": draft
            for name, draft in drafts.items()
            if not getattr(opened.record.primary.questionnaire, name)
        },
    )
    places = tuple(_openings(record, made.sections))
    spoken = field(
        f"{PATH}.opening_words",
        help="",
        choices=places,
        entry=(field(f"{PATH}.opening_words[].text", rows=3),),
        is_fixed=True,
        hides_others=True,
    )
    return (
        Group("First and last", tuple(texts), actions=(start,)),
        Group(
            "Before sections and questions", (spoken,), help="The toolkit's words stand there until you write your own."
        ),
    )


def _minutes(record: Project) -> float:
    from helpers.questionnaire import length

    aloud, silent = length.of(build(record))
    return silent if record.approach.mode in ("online", "paper") else aloud


def _openings(record: Project, sections: Any) -> list[Choice]:
    found = []
    for section in sections:
        if section.code.isdigit():
            printed = opening.printed_of_section(section.code)
            found.append(
                Choice(f"section-{section.code}", f"Before “{said(section.title)}”", f"The toolkit: “{printed}”")
            )
        found += [
            Choice(
                question.id,
                f"Before {question.code} {_short(said(question.stem))}",
                f"Now: “{said(question.introduction)}”",
            )
            for question in section.questions
            if said(question.introduction)
        ]
    return found


def _short(text: str) -> str:
    return text if len(text) <= 70 else f"{text[:68].rsplit(' ', 1)[0]} …"
