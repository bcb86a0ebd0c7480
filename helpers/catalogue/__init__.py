"""What the toolkit knows, read from the files in `data/` on demand."""

from helpers.catalogue.instrument import breakdowns, questions, scales, sections, workbook_questions
from helpers.catalogue.lookup import one
from helpers.catalogue.records import Breakdown, Question

__all__ = ["breakdown", "breakdowns", "question", "questions", "scales", "sections", "workbook_questions"]


def question(code: str) -> Question:
    """One question by its printed number or its id, the workbook's own questions included.

    Examples
    --------
    >>> question("1.7").wording
    'How often do you feel lonely?'
    >>> question("q1_7") is question("1.7")
    True
    """
    known = questions() + workbook_questions()
    return one("question", code, [(name, entry) for entry in known for name in (entry.code, entry.id)])


def breakdown(code: str) -> Breakdown:
    """One breakdown by its code.

    Examples
    --------
    >>> breakdown("age").bands["75 and over"]
    (75, 99)
    """
    return one("breakdown", code, [(entry.code, entry) for entry in breakdowns()])
