"""A script that makes the questionnaire as a Google Form: Google takes in no file, but runs this when it is pasted.

What the script does stands in `google_forms.js`; here is what it is given. Titles are the questions' own words without
numbers, since Google heads the columns of its answers with them.
"""

import json
from pathlib import Path
from typing import Any

from helpers.errors import UserProblem
from helpers.project.disk import write_whole
from helpers.questionnaire.carried import title
from helpers.questionnaire.choices import alone, choices
from helpers.questionnaire.model import ENGLISH, Asked, Questionnaire, said
from helpers.questionnaire.pages import END, NO_CONSENT, Page, Paged, only_if, paged
from helpers.questionnaire.routing import quoted
from helpers.questionnaire.workbook import plain

_SCRIPT = Path(__file__).with_name("google_forms.js")
FARTHEST = 10**6
"""Google asks for both ends of a range."""


def write(questionnaire: Questionnaire, path: Path, language: str = ENGLISH) -> None:
    """The script in one language: a Google Form has only one.

    Raises
    ------
    UserProblem
        Where it can't be written.
    """
    given = json.dumps(form(questionnaire, language), indent=1)
    write_whole(path, f"const QUESTIONNAIRE = {given};\n\n{_SCRIPT.read_text(encoding='utf-8')}".encode())


def form(questionnaire: Questionnaire, language: str = ENGLISH) -> dict[str, Any]:
    """What the script makes: pages with their questions, and where answers lead.

    Raises
    ------
    UserProblem
        Two answers to a question have the same words.
    """
    cut = paged(questionnaire)
    pages = [_page(page, cut, questionnaire, language) for page in cut.pages]
    if any(NO_CONSENT in page.leads.values() for page in cut.pages):
        thanks = [_words(questionnaire.phrases[name], language) for name in ("thanks", "consent_no_end")]
        pages.append({"title": thanks[0], "help": thanks[1], "items": [], "isAfterEnd": True})
    introduction = _words(questionnaire.introduction, language)
    return {
        "title": plain(title(questionnaire)),
        "description": "\n\n".join(filter(None, (introduction, f"[{questionnaire.version}]"))),
        "closing": _words(questionnaire.closing, language),
        "pages": pages,
    }


def _page(page: Page, cut: Paged, questionnaire: Questionnaire, language: str) -> dict[str, Any]:
    """The last page is the one for those who don't agree."""
    items = [_item(question, cut, questionnaire, language) for question in page.questions]
    if page.leads:
        ends = {END: "end", NO_CONSENT: len(cut.pages)}
        offered = (choice.code for choice in choices(page.questions[-1], questionnaire))
        items[-1]["leads"] = [ends.get(page.leads[code], page.leads[code]) for code in offered]
    return {
        "title": _words(page.section.title, language),
        "help": _words(page.section.introduction, language) if page.is_first else "",
        "items": items,
    }


def _item(question: Asked, cut: Paged, questionnaire: Questionnaire, language: str) -> dict[str, Any]:
    offered = [_words(choice.label, language) for choice in choices(question, questionnaire)]
    if len({*offered}) < len(offered):
        raise UserProblem(
            f"Two answers to “{said(question.wording)}” have the same words.",
            question.id,
            "Word them differently: Google Forms takes each only once, and they could not be told apart when they come in.",
        )
    made: dict[str, Any] = {
        "kind": _kind(question, questionnaire),
        "introduction": _words(question.introduction, language),
        "title": _words(question.stem if question.kind == "grid" else question.wording, language),
        "help": plain(help_text(question, cut, questionnaire, language)),
        "isRequired": question.is_required,
        "rows": [_words(item.label, language) for item in question.items],
        "choices": offered,
    }
    if made["kind"] == "number":
        low, high = question.minimum, question.maximum
        made["low"], made["high"] = -FARTHEST if low is None else low, FARTHEST if high is None else high
        name = "write_number" if high is None else "write_number_from_to"
        made["range"] = questionnaire.phrase(name, language, low=low, high=high)
    return made


def help_text(question: Asked, cut: Paged, questionnaire: Questionnaire, language: str = ENGLISH) -> str:
    """What stands below the question: how to answer, what goes alone, and who it is for where the form can't see to it."""
    parts = [said(question.instruction, language)]
    if by_itself := alone(question):
        labels = {choice.code: said(choice.label, language) for choice in choices(question, questionnaire)}
        named = quoted(tuple(labels[code] for code in by_itself), questionnaire, language)
        parts.append(questionnaire.phrase("choose_alone", language, options=named))
    if question.id in cut.in_words:
        parts.append(only_if(question, questionnaire, language))
    return " ".join(filter(None, parts))


def _kind(question: Asked, questionnaire: Questionnaire) -> str:
    if question.kind in ("multi", "grid"):
        return "ticks" if question.kind == "multi" else "grid"
    if choices(question, questionnaire):
        return "choice"
    return "number" if question.kind == "number" else "long" if question.is_open else "text"


def _words(texts: dict[str, str], language: str) -> str:
    return plain(said(texts, language))
