"""What the cell of an age says about childhood. Answers of a child need a parent's consent, so doubt sets a person aside."""

import re
from enum import Enum

from helpers.survey.keys import key
from helpers.survey.values import no_answer

YOUNGEST = 16
"""The toolkit asks from 16; the Market Research Society counts people under 16 as children, with a parent's consent first."""
OLDEST = 99
_ADULTS_BORN_BEFORE = 2000
"""A year of birth before this is an adult's in any survey made with this workbook."""
_NUMBER = re.compile(r"(\d{1,9})\d*(?:[.,]\d+)?")
_BELOW = {
    "under",
    "below",
    "less",
    "younger",
    "upto",
    "almost",
    "nearly",
    "before",
    "months",
    "month",
    "weeks",
    "turning",
}
_UNITS = dict(zip(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"], range(1, 10), strict=True))
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = (
    _UNITS
    | {word: number for number, word in enumerate(_TEENS, start=10)}
    | {word: 10 * number for number, word in enumerate(_TENS, start=2)}
)


class Age(Enum):
    """What an age says."""

    NONE = "no answer"
    UNDER = "under 16"
    FINE = "16 to 99"
    FINE_STRAY = "a number over 99, a slip"
    UNREADABLE = "could not be read"


def read_age(text: str) -> Age:
    """Whether a cell says that a person is under 16.

    Every number in it counts, a fraction by its whole years: "15.5", "aged 15" and "fifteen and a half" are under 16,
    "25-34" is not. Below 16 and above together ("15-17"), "under 18", a sign before the number, a year of birth from
    2000 or words alone cannot be read. A number over 99 is a slip of somebody who is no child.

    Examples
    --------
    >>> [read_age(text).value for text in ("15 and a half", "45 years", "182", "", "teenager")]
    ['under 16', '16 to 99', 'a number over 99, a slip', 'no answer', 'could not be read']
    """
    if no_answer(text) is not None:
        return Age.NONE
    words = key(text.replace("½", " ")).replace("up to", "upto").split()
    numbers = [int(whole) for whole in _NUMBER.findall(text)] or _in_words(words)
    if not numbers or re.match(r"\s*[-–−]", text) or any(_is_birth_of_child(number) for number in numbers):
        return Age.UNREADABLE
    is_below = bool(_BELOW & set(words)) or "<" in text
    if max(numbers) < YOUNGEST or (is_below and max(numbers) == YOUNGEST):
        return Age.UNDER
    if is_below or min(numbers) < YOUNGEST:
        return Age.UNREADABLE
    return Age.FINE_STRAY if max(numbers) > OLDEST else Age.FINE


def _is_birth_of_child(number: int) -> bool:
    return _ADULTS_BORN_BEFORE <= number < _ADULTS_BORN_BEFORE + 100


def _in_words(words: list[str]) -> list[int]:
    """Numbers written out, "twenty one" as 21."""
    found: list[int] = []
    before = ""
    for word in words:
        if word in _UNITS and before in _TENS:
            found[-1] += _UNITS[word]
        elif word in _WORDS:
            found.append(_WORDS[word])
        before = word
    return found
