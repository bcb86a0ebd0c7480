"""Tool 8's questions and what belongs to them: scales, sections, breakdowns, the workbook's own questions."""

from functools import lru_cache
from typing import Any

from helpers.catalogue.reader import entries, raw
from helpers.catalogue.records import Breakdown, Question, Scale, Section

TOOL_8 = ("questions/section_1.yaml", "questions/section_2.yaml", "questions/section_3.yaml")


@lru_cache
def scales() -> tuple[Scale, ...]:
    """Answer scales that several questions share, and Tool 3's summary keys, which are never used for scoring.

    Examples
    --------
    >>> [option.label for option in scales()[1].options]
    ['Definitely agree', 'Tend to agree', 'Tend to disagree', 'Definitely disagree']
    """
    return tuple(Scale.model_validate({**entry, "options": _coded(entry["options"])}) for entry in raw("scales.yaml"))


@lru_cache
def questions() -> tuple[Question, ...]:
    """All questions of Tool 8 in printed order, 2.7b, which Tool 3 adds, and any that were added here.

    Examples
    --------
    >>> from helpers.catalogue import not_added
    >>> len(not_added(questions())), questions()[0].columns
    (38, ('q1_1_age', 'q1_1_ethnicity', 'q1_1_education', 'q1_1_income'))
    """
    return tuple(_question(entry) for name in TOOL_8 for entry in raw(name))


@lru_cache
def workbook_questions() -> tuple[Question, ...]:
    """The workbook's own questions (section 0): consent with its scope, and the self-made panel code.

    Examples
    --------
    >>> [question.id for question in workbook_questions()]
    ['consent_analyse', 'consent_quote', 'consent_share', 'consent_recontact', 'panel_code']
    """
    return tuple(_question(entry) for entry in raw("questions/section_0.yaml"))


@lru_cache
def sections() -> tuple[Section, ...]:
    """Tool 8's three sections with their notes."""
    return entries(Section, "questions/sections.yaml")


@lru_cache
def breakdowns() -> tuple[Breakdown, ...]:
    """The demographics by which findings can be split.

    Examples
    --------
    >>> [breakdown.code for breakdown in breakdowns()][:4]
    ['age', 'gender', 'ethnicity', 'disability']
    """
    return entries(Breakdown, "breakdowns.yaml")


def _question(entry: dict[str, Any]) -> Question:
    options = _scale_options(entry["scale"]) if "scale" in entry else _coded(entry.get("options", {}))
    return Question.model_validate(
        {
            "section": int(entry["code"][0]) if entry["code"][0].isdigit() else 0,
            **entry,
            "options": options,
            "items": _coded(entry.get("items", {})),
        }
    )


def _scale_options(code: str) -> tuple[Any, ...]:
    return next(scale.options for scale in scales() if scale.code == code)


def _coded(labels: dict[Any, Any]) -> tuple[dict[str, Any], ...]:
    """The files write `1: "Never"`, or `1: {label: "Never", ...}` where there is more to say."""
    return tuple(
        {"code": code, **(value if isinstance(value, dict) else {"label": value})} for code, value in labels.items()
    )
