"""Tool 5: numbers, words or both, as the research questions point to it. A suggestion with its reasons, never a decision.

The toolkit: quantitative insights answer questions about scale, qualitative ones show reasons, barriers and experiences
(Figure 6); WHAT is happening against HOW and WHY (Tool 5). `SIGNS` looks for those words; a linked indicator is found by
counting answers.
"""

import re
from dataclasses import dataclass
from typing import Literal

from helpers import catalogue
from helpers.project import Opened
from helpers.project.record import Project, ResearchQuestion
from helpers.reports import words
from helpers.reports.facts import facts
from helpers.reports.model import Block, Caution, Facts, Fold, Paragraph, Section, Table

Kind = Literal["quantitative", "qualitative", "mixed"]
NUMBERS, WORDS, BOTH = "quantitative", "qualitative", "mixed"
SAID = {NUMBERS: "numbers", WORDS: "words", BOTH: "numbers and words", None: "nothing yet"}

AFTER_HOW = "do|does|did|is|are|was|were|can|could|should|would|will|has|have|had|might|may|to|people|it|they|we"
SIGNS = (
    (NUMBERS, r"\bhow (many|much|often|long|far|likely|common|widespread|frequent\w*)\b", "asks how many, how much or how often"),
    (NUMBERS, rf"\bhow (?!(?:{AFTER_HOW}|many|much|often|long|far|likely|common|widespread|frequent\w*)\b)\w+", "asks to what degree"),
    (NUMBERS, r"\b(to what extent|proportion|percentage|per ?cent|number of|share of|rate of)\b", "asks for a share or a degree"),
    (NUMBERS, r"\b(more|less|fewer|higher|lower|greater|smaller|compar\w*|gaps?|than)\b", "sets one thing beside another"),
    (NUMBERS, r"\b(chang(e|es|ed|ing)|increas\w*|decreas\w*|improv\w*|reduc\w*|ris(e|es|en|ing)|rose|fall(s|en|ing)?|fell|grow(s|n|ing)?|grew)\b", "asks about change"),
    (NUMBERS, r"^(do|does|did|is|are|has|have|was|were|can|which|who)\b", "asks whether, who or which, which can be counted"),
    (WORDS, r"\bwhy\b", "asks why"),
    (WORDS, rf"\bhow ({AFTER_HOW})\b", "asks how things happen"),
    (WORDS, r"\b(experienc\w*|what (is|was) it like|feel(s|ing)? like|(in|what) ways?|meaning|means? to|stor(y|ies)|perce(ive|ption)\w*|describe\w*)\b", "asks about experience or meaning"),
    (WORDS, r"\b(barriers?|in the way|reasons?|what (would )?(help|hinder|prevent|stop|encourage)s?|motivat\w*|because)\b", "asks for reasons or barriers"),
)  # fmt: skip
"""What the wording of a question asks for -> how it is said."""

TRADE_OFFS = {
    NUMBERS: (
        "Numbers say how many, how much it changed and for whom, and can be set beside London's. They need many people and "
        "fixed questions, and won't say why, or what you didn't think to ask."
    ),
    WORDS: (
        "Words say why and how, in terms you could not have thought of, and give a voice to people whom numbers drown. They "
        "need time for each person, and can't say how many others feel the same, or how much has changed."
    ),
    BOTH: (
        "Both together check and explain each other: the survey finds where something happens, the conversations how. You "
        "need the people, the skills and the hours for both. A small survey and six to ten conversations may be enough."
    ),
}


@dataclass(frozen=True)
class Pointing:
    """What one research question points to, and each reason; None where neither wording nor links say."""

    text: str
    kind: Kind | None
    reasons: tuple[str, ...]


def of_question(question: ResearchQuestion) -> Pointing:
    """What one question points to, by its wording and its links.

    Examples
    --------
    >>> of_question(ResearchQuestion(id="q", text="How many neighbours greet each other, and why don't the others?")).kind
    'mixed'
    """
    text = " ".join(question.text.lower().replace("’", "'").split())
    found = [(kind, said) for kind, pattern, said in SIGNS if re.search(pattern, text)]
    if question.indicators:
        names = words.listed([_name(code) for code in question.indicators])
        found.append((NUMBERS, f"is linked to {names}, found by counting"))
    kinds = {kind for kind, _ in found}
    kind = BOTH if len(kinds) == 2 else next(iter(kinds), None)
    return Pointing(question.text, kind, tuple(dict.fromkeys(said for _, said in found)))  # type: ignore[arg-type]


def pointed_to(record: Project) -> Kind | None:
    """What the research questions together point to; None where none says anything.

    Examples
    --------
    >>> pointed_to(Project(title="No questions yet")) is None
    True
    """
    kinds = {of_question(question).kind for question in record.purpose.questions} - {None}
    return BOTH if len(kinds) > 1 else next(iter(kinds), None)


def suggestion(record: Project) -> str:
    """What the questions point to, in a sentence."""
    kind = pointed_to(record)
    if kind is None:
        return "Nothing is suggested yet: write your research questions in step 1.1, and link them to indicators."
    return f"Your questions point to {kind} research: {SAID[kind]}. It is for you to decide; the table says why each question points where it does."


def plan(opened: Opened) -> Section:
    """The kind of research: what was chosen and why, what the questions point to, what each kind gives up."""
    record = opened.record
    chosen = facts(record.approach, "balance").pairs + facts(record.approach.method, "kind_why").pairs
    return Section(
        "kind",
        "Numbers, words or both (Tool 5)",
        (
            Facts(chosen),
            Paragraph(suggestion(record)),
            *_pointings(record),
            *_trade_off(record),
            *_cautions(record),
            Fold("Tool 5: numbers and words side by side", compared().blocks, "the kind of research"),
        ),
    )


def compared() -> Section:
    """Tool 5's table, as printed, and what each kind gives up."""
    rows = tuple((one.aspect, one.quantitative, one.qualitative) for one in catalogue.comparison())
    table = Table("Numbers or words", ("", "Quantitative", "Qualitative"), rows)
    blocks = (table, Facts(tuple((kind.capitalize(), text) for kind, text in TRADE_OFFS.items())))
    return Section("comparison", "Quantitative and qualitative research (Tool 5)", blocks)


def _name(code: str) -> str:
    return f"{catalogue.indicator(code).name} ({code})"


def _pointings(record: Project) -> tuple[Block, ...]:
    found = [of_question(question) for question in record.purpose.questions if question.text]
    rows = tuple((one.text, SAID[one.kind], "; ".join(one.reasons) or "its wording does not say") for one in found)
    note = "By the words of each question and the indicators it is linked to. A rule reads no meaning: where it is wrong, you are right."
    return (
        (Table("What each question points to", ("Research question", "Points to", "Because it"), rows, note),)
        if rows
        else ()
    )


def _trade_off(record: Project) -> tuple[Paragraph, ...]:
    kind = record.approach.balance or pointed_to(record)
    return (Paragraph(TRADE_OFFS[kind]),) if kind else ()


def _cautions(record: Project) -> tuple[Caution, ...]:
    chosen, pointed, n = record.approach.balance, pointed_to(record), len(record.measures.basket)
    found = []
    if chosen and pointed and chosen != pointed and chosen != BOTH:
        lost = [
            of_question(one).text for one in record.purpose.questions if of_question(one).kind not in (chosen, None)
        ]
        found.append(f"You chose {chosen} research. It may leave part of this open: {' '.join(lost)}")
    if chosen == WORDS and n:
        found.append(
            f"{n} measure{' of the basket is' if n == 1 else 's of the basket are'} found by counting many people's answers. "
            "Conversations alone don't give them."
        )
    return tuple(Caution(text) for text in found)
