"""The codebook and version that go out with every file, as JSON to read a wave against."""

import json
from typing import Any

from helpers.questionnaire.model import Questionnaire

SHEET = "codebook"
JSON_SHEET = "codebook_json"
VERSION_COLUMN = "questionnaire_version"
"""What a survey tool stores with every answer, where it can."""
LONGEST = 30_000
"""Characters of one piece: a cell of a workbook holds 32,767."""


def title(questionnaire: Questionnaire) -> str:
    """The title as a survey tool shows it: a sample is never taken for a survey of real people."""
    return f"{questionnaire.title} (invented sample)" if questionnaire.is_invented else questionnaire.title


def as_json(questionnaire: Questionnaire) -> str:
    """Version, title and codebook, on one line and in ASCII."""
    carried = {"version": questionnaire.version, "title": questionnaire.title, "codebook": questionnaire.codebook}
    return json.dumps(carried)


def pieces(questionnaire: Questionnaire) -> list[str]:
    """The JSON in pieces that fit into one cell each."""
    text = as_json(questionnaire)
    return [text[start : start + LONGEST] for start in range(0, len(text), LONGEST)]


def joined(found: list[str]) -> dict[str, Any]:
    """Version, title and codebook out of the pieces.

    Examples
    --------
    >>> joined(['{"version": "1a2b', '3c4d"}'])
    {'version': '1a2b3c4d'}
    """
    return json.loads("".join(found))
