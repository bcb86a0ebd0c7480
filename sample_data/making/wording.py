"""Question wording and answer labels, from the catalogue and the project's own questions."""

from functools import cache
from typing import Any

from helpers import catalogue
from helpers.catalogue.records import Question
from making import design

LABEL_PREFER_NOT = "Prefer not to say"
MULTI = ("q3_15", "q3_18")
GRIDS = {"q1_3_1": ("younger", "older"), "q1_3_2": ("younger", "older")}
"""Grid -> the lines asked."""


@cache
def own_questions(project: str) -> dict[str, dict[str, Any]]:
    """The project's own questions by id, as the plan holds them."""
    return {asked["id"]: asked for asked in design.read(f"plans/{project}.yaml")["measures"]["own_questions"]}


def question_wording(column: str, project: str) -> str:
    """The wording of a question by its column, as this project asked it."""
    own = own_questions(project)
    if column in own:
        return own[column]["wording"]
    question = catalogue.question(column)
    changed = {
        change["question"]: change["asked_as"]
        for change in design.read(f"plans/{project}.yaml")["measures"]["wording_changes"]
    }
    return changed.get(question.code, question.wording)


def grid_stem(grid: str) -> str:
    """A grid's question without the list of its lines, as it is typed into a form that shows the lines itself."""
    return catalogue.question(grid).wording.split(" 1. ")[0]


def grid_line(grid: str, line: str) -> str:
    """The label of one line of a grid."""
    return next(item.label for item in catalogue.question(grid).items if item.code == line)


def labels(column: str, project: str) -> dict[int, str]:
    """Code -> label of a column with answers to choose from; empty for numbers and text."""
    own = own_questions(project)
    if column in own:
        return dict(own[column].get("options", {}))
    return {option.code: option.label for option in _question(column).options}


def label(column: str, value: Any, project: str) -> str:
    """An answer in words, as a form that stores labels writes it; empty where there is none."""
    if value is None:
        return ""
    if value == design.PREFER_NOT:
        return LABEL_PREFER_NOT
    return labels(column, project).get(value, str(value)) if isinstance(value, int) else str(value)


def columns_asked(rows: list[dict[str, Any]]) -> list[str]:
    """The columns of a wave in the order of the questionnaire."""
    order = [
        *(
            "own_group",
            "consent_analyse",
            "consent_quote",
            "consent_share",
            "consent_recontact",
            "panel_code",
            "own_hope",
            "q1_2",
        ),
        *(f"{grid}_{line}" for grid, lines in GRIDS.items() for line in lines),
        *("q1_7", "q1_8", "q2_4", "q2_7", "own_difference", "own_change"),
        *("q3_1", "q3_2", "q3_13", "q3_14", "q3_15", "q3_18", "q3_19"),
    ]
    return [column for column in order if column in rows[0]]


def grid_of(column: str) -> tuple[str, str] | None:
    """The grid and line of a column, or None."""
    for grid, lines in GRIDS.items():
        for line in lines:
            if column == f"{grid}_{line}":
                return grid, line
    return None


def _question(column: str) -> Question:
    grid = grid_of(column)
    return catalogue.question(grid[0] if grid else column)
