"""A form as a PDF: tagged, checked against PDF/UA-1 by the compiler that makes it, the codebook attached to it."""

from pathlib import Path

from pydantic import TypeAdapter

from helpers.questionnaire.carried import as_json
from helpers.questionnaire.layout import Sheet
from helpers.questionnaire.model import Questionnaire
from helpers.reports.writers.typesetting import MEDIA_TYPE, typeset

__all__ = ["MEDIA_TYPE", "render"]

TEMPLATE = Path(__file__).with_name("templates") / "form.typ"


def render(sheet: Sheet, questionnaire: Questionnaire, fonts: Path | None = None) -> bytes:
    """The whole file as bytes; the same form gives the same bytes.

    Parameters
    ----------
    fonts
        A folder with fonts (.ttf, .otf) for letters that ours lacks, such as Bengali or Chinese.

    Raises
    ------
    UserProblem
        A letter that no font has: nothing is printed with boxes in its place.
    """
    inputs = {"sheet": TypeAdapter(Sheet).dump_json(sheet).decode(), "codebook": as_json(questionnaire)}
    return typeset(TEMPLATE, inputs, f"{sheet.language.name}, {sheet.title}", fonts=fonts)
