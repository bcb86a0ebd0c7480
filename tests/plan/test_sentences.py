"""Every sentence that planning shows, for a project with nothing, with one of everything, and the samples: as people write."""

import re
import runpy
from decimal import Decimal
from pathlib import Path

import pytest

from helpers import project as projects
from helpers.forms.state import State
from helpers.plan import (
    approach,
    approach_form,
    consent_form,
    conversations_form,
    costs_form,
    drafts,
    filters_form,
    goals_form,
    guide,
    measures,
    measures_form,
    method_form,
    notice,
    purpose,
    purpose_form,
    sample_form,
    strategy_form,
)
from helpers.project import Opened, Project
from helpers.project.record import Approach, Measures, Purpose, Secondary
from helpers.reports.model import plain
from helpers.steps import contents
from helpers.steps.listing import SAMPLES

made = runpy.run_path(str(Path(__file__).with_name("filled.py")))
GIVEN = {
    "goals.outcome": "o-1", "goals.indicator": "R7", "breakdowns": ("age",), "weighting": None, "sample.correlation": None, "sample.design_effect": 1.0,
    "strategy": (), "basket.indicator": "R7", "filters": Measures().filters, "figures.indicator": "R5",
    "theory_of_change.outcomes.id": "o-1", "theory_of_change.outcomes.indicators": ("R7",),
    "theory_of_change.outcomes.themes": ("R7",), "theory_of_change.assumptions.link": "steps-steps",
    "questions.id": "q-1", "questions.indicators": ("R7",), "questions.outcomes": ("o-1",), "oldest": 2019,
    "own_questions.id": "own_1", "own_questions.options": {1: "Yes"}, "own_questions.about": "R7",
    "wording_changes.question": "1.7", "comparison.question": "own_1", "guide.about": "q-1",
    "screening.question": "matching", "tables": (), "comparators": (),
}  # fmt: skip
KEPT = ("oldest", "schema_version", "part", "aim")
WRONG = {
    "one of several": r"(?<![\w.,:/–-])(?<!Part )1 (?!is\b|yes\b|always\b|leaves\b|arrives\b|goes\b)[a-z]+(?<!s)s\b(?! \()",
    "nothing counted": r"(?<![\w.,:/–£-])0 (?!points\b)[a-z]+s\b",
    "nothing": r"\bNone\b(?! of\b|\.)|\bnan\b",
    "an id": r"\b(?:o-1|q-1|own_1|id-\d+)\b",
    "a code": r"(?<!\()\b[a-z]+_[a-z_]+\b",
    "a plural that is not settled": r"\(s\)",
    "two stops": r"(?<!\.)\.\.(?!\.)|\?\.|!\.|:\.|,\.",
    "a gap": r" [,;.](?=\s|$)",
    "an empty quotation": r"“\s*”",
}
"""What no sentence shows."""


def ones(held, name=""):
    """The same, with every number 1."""
    if isinstance(held, dict):
        return {key: ones(value, key) for key, value in held.items()}
    if isinstance(held, list | tuple):
        return [ones(value, name) for value in held]
    is_number = isinstance(held, int | float | Decimal) and not isinstance(held, bool)
    return 1 if is_number and name not in KEPT else held


@pytest.fixture(params=["empty", "one of everything", "planned", "befriending", "estate"])
def opened(request, tmp_path):
    if request.param in ("befriending", "estate"):
        return projects.open(SAMPLES / request.param)
    if request.param == "planned":
        return request.getfixturevalue("planned")
    if request.param == "empty":
        return Opened(tmp_path, Project(title="New"))
    parts = {"purpose": Purpose, "measures": Measures, "approach": Approach, "secondary": Secondary}
    whole = {name: ones(made["filled"](part, GIVEN).model_dump()) for name, part in parts.items()}
    return Opened(tmp_path, Project.model_validate({"title": "Tea", **whole}))


def sections(opened):
    """Everything that the planning notebooks show."""
    yield from (purpose.summary(opened), purpose.considerations(opened), purpose.checks(opened))
    yield from (measures.summary(opened), measures.chosen(opened), measures.suggested(opened), measures.burden(opened))
    yield from (approach.summary(opened), contents(opened))


def texts(opened):
    """Each line of it, and of drafts, open points and forms."""
    for section in sections(opened):
        yield from plain(section).splitlines()
    for step in (purpose, measures, approach):
        yield step.in_short(opened)
        yield from step.missing(opened)
    for part in range(1, 8):
        yield from drafts.draft_text(opened.record, part).splitlines()
    yield from notice.draft_text(opened.record).splitlines()
    for part in guide.guide(opened.record):
        yield from (part.title, part.prompt, *part.probes)
    for groups in forms(opened):
        state = State(opened, groups)
        yield from state.problems().values()
        for group in state.spec["groups"]:
            yield from (group.get("title", ""), *group.get("help", "").splitlines())


def forms(opened):
    """The groups of every form of the three steps."""
    yield from ((purpose_form._aim(),), purpose_form._theory, purpose_form._questions, purpose_form._tailoring)
    yield from (
        filters_form.groups,
        measures_form._basket,
        measures_form._own_words,
        method_form.kinds,
        method_form.modes,
    )
    yield from (approach_form._sample, costs_form.groups, approach_form._timetable, approach_form._people)
    yield from (sample_form.groups, goals_form.groups, consent_form.groups, consent_form._notice, strategy_form.groups)
    yield from (conversations_form._conversations, conversations_form._guide)


def test_no_sentence_counts_wrongly_or_shows_what_is_inside(opened):
    # the cells of a table stand two blanks apart
    lines = [cell for line in texts(opened) for cell in re.split(r"\s{2,}", line) if cell]
    assert len(lines) > 150
    wrong = {
        f"{kind}: {line}"
        for line in dict.fromkeys(lines)
        for kind, pattern in WRONG.items()
        if re.search(pattern, line)
    }
    assert not wrong, "\n".join(sorted(wrong))


@pytest.mark.parametrize(
    "line",
    [
        "There are 1 questions",
        "about 0 minutes",
        "None people",
        "asks about o-1",
        "by age_group",
        "Who asks..",
        "a “” b",
    ],
)
def test_what_is_wrong_is_found(line):
    assert any(re.search(pattern, line) for pattern in WRONG.values())
