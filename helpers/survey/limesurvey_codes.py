"""The codes that stand for our ids in LimeSurvey, which allows letters and digits only and no more than twenty.

Both ways go by this one rule: the structure file that is brought into LimeSurvey, and the headings of its export.
"""

from collections.abc import Iterable

LONGEST = 20
"""Of a question's or a subquestion's code (LimeSurvey's column `questions.title`)."""
PREFERS_NOT = "pnts"
""""Prefer not to say". Answer codes have five characters at most, and longer ones are dropped without a word."""
VERSION = "questionnaireversion"
"""A hidden question that says in every response which questionnaire it answers."""
UNDERSCORE = "x"
"""What stands for it."""


def question_codes(ids: Iterable[str]) -> dict[str, str]:
    """LimeSurvey's code of each question, by id. The ids are those of a codebook, in its order.

    An id that is too long, or that would have the code of one before it, is cut and numbered.

    Examples
    --------
    >>> question_codes(["q1_3_1", "own_best_thing_about_the_hall", "own_best_thing_about_the_street"])
    {'q1_3_1': 'q1x3x1', 'own_best_thing_about_the_hall': 'ownxbestxthingxabout', 'own_best_thing_about_the_street': 'ownxbestxthingxabon2'}
    """
    codes: dict[str, str] = {}
    for name in ids:
        whole = plain_code(name)
        code, number = whole[:LONGEST], 1
        while code in codes.values() or code == VERSION:
            number += 1
            code = f"{whole[: LONGEST - 1 - len(str(number))]}n{number}"
        codes[name] = code
    return codes


def plain_code(name: str) -> str:
    """An id, or the code of a line or of an option, in letters and digits.

    Examples
    --------
    >>> plain_code("consent_analyse"), plain_code("13")
    ('consentxanalyse', '13')
    """
    return name.replace("_", UNDERSCORE)
