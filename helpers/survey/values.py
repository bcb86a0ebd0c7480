"""From the text of a cell to a code: one distinct text of a column is looked at once."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

import numpy as np

from helpers.catalogue.records import Question
from helpers.survey.cells import Cells
from helpers.survey.keys import key, keys_of

NAN = float("nan")


class Status(IntEnum):
    """What became of a cell."""

    BLANK = 0
    ANSWERED = 1
    PREFERS_NOT = 2
    DONT_KNOW = 3
    NOT_ASKED_WORDS = 4
    UNKNOWN = 5


Read = tuple[Status, float]
Reader = Callable[[str], Read]

_CODE = re.compile(r"\+?0*(\d{1,9})(?:\.0*)?[):]?")
_NUMBER = re.compile(r"[-+]?[\d.,\s]*\d\s*%?")
_BEGINS_WITH_NUMBER = re.compile(r"\s*[-+]?\s*\d")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_YEARS = re.compile(r"(\d{1,3})\s*(?:years?|yrs?)?(?:\s*old)?\.?", re.IGNORECASE)
_SCALE_END = re.compile(r"(\d{1,3})\s*[-–—:=(.]?\s*\(?([^\d]+)")
_END_IN_WORDS = re.compile(r"(\d+) \(([^)]+)\)")
_OTHER = re.compile(r"\b(other|another|specify|describe)\b", re.IGNORECASE)
_TAIL = re.compile(r"(\s*[,(–-]?\s*please (describe|specify)\)?|\s*\(specify\))\W*$", re.IGNORECASE)


@dataclass(frozen=True)
class Column:
    """One column read: for each row the place of its text among `texts`, and for each text what it means."""

    places: np.ndarray
    texts: np.ndarray
    text_status: np.ndarray
    text_value: np.ndarray

    @property
    def status(self) -> np.ndarray:
        """One Status per row."""
        return self.text_status[self.places]

    @property
    def value(self) -> np.ndarray:
        """One code per row, NaN where there is no usable answer."""
        return self.text_value[self.places]

    def counts(self) -> np.ndarray:
        """How often each text occurs."""
        return np.bincount(self.places, minlength=len(self.texts))


def read_column(cells: Cells, reader: Reader) -> Column:
    """Read every distinct text of a column once.

    Examples
    --------
    >>> column = read_column(Cells.of(["1", "", "1"]), lambda text: (Status.ANSWERED, float(text)) if text else (Status.BLANK, NAN))
    >>> column.value.tolist()
    [1.0, nan, 1.0]
    """
    read = [reader(text) for text in cells.texts]
    status = np.array([one[0] for one in read], dtype=np.int8)
    value = np.array([one[1] for one in read], dtype=float)
    return Column(cells.places, cells.texts, status, value)


def no_answer(text: str, also_refused: tuple[str, ...] = ()) -> Status | None:
    """Blank, "prefer not to say" and the like; None where the text may be an answer."""
    if not text or text.isspace():
        return Status.BLANK
    if _BEGINS_WITH_NUMBER.match(text):
        return None
    if also_refused and key(text) in map(key, also_refused):
        return Status.PREFERS_NOT
    return _words_of_no_answer().get(key(text))


@lru_cache
def _words_of_no_answer() -> dict[str, Status]:
    kinds = {
        "dont_know": Status.DONT_KNOW,
        "prefer_not_to_say": Status.PREFERS_NOT,
        "not_answered": Status.NOT_ASKED_WORDS,
    }
    return {"": Status.NOT_ASKED_WORDS} | {words: kind for name, kind in kinds.items() for words in keys_of(name)}


def reader_for(question: Question, values: dict[str, str] | None = None) -> Reader:
    """How a cell of this question is read. `values` replaces texts before that: {"0": "2"}, or {"-9": ""} for missing."""
    read = _number_reader(question) if question.kind == "number" else _option_reader(question)
    replaced = replacing(values)
    return lambda text: read(replaced(text))


def replacing(values: dict[str, str] | None) -> Callable[[str], str]:
    """Texts as a mapping's `values` want them read, whatever their case; all others as they are."""
    if not values:
        return lambda text: text
    replaced = {key_or_number(old): str(new) for old, new in values.items()}
    return lambda text: replaced.get(key_or_number(text), text)


def key_or_number(text: str) -> str:
    """Numbers keep their sign and point ("-9" is not "9"); words are compared by their key."""
    text = str(text).strip()
    if _CODE.fullmatch(text):
        return str(int(_CODE.fullmatch(text)[1]))
    return text if _NUMBER.fullmatch(text) else key(text)


def _option_reader(question: Question) -> Reader:
    labels = labels_of(question)
    codes = {option.code for option in question.options}
    # a question with its own option "N/A" or "prefer not to say" means that option
    may_be_not_applicable = any(label.startswith("not applicable") for label in labels)

    def read(text: str) -> Read:
        code = code_of(text)
        if code is not None:
            # where labels are numbers too, "1" may be the first answer or the answer "1"
            is_clear = code in codes and labels.get(str(code), code) == code
            return (Status.ANSWERED, float(code)) if is_clear else (Status.UNKNOWN, NAN)
        if _NUMBER.fullmatch(text.strip()):
            return (Status.UNKNOWN, NAN)
        if (code := labels.get(key(text))) is not None:
            return (Status.ANSWERED, float(code))
        status = no_answer(text, question.also_refused)
        if status == Status.NOT_ASKED_WORDS and may_be_not_applicable and key(text):
            return (Status.UNKNOWN, NAN)
        return (Status.UNKNOWN if status is None else status, NAN)

    return read


def _number_reader(question: Question) -> Reader:
    lowest = question.minimum if question.minimum is not None else -np.inf
    highest = question.maximum if question.maximum is not None else np.inf
    is_scale = question.minimum == 0 and question.maximum is not None
    ends = ends_of(question)

    def read(text: str) -> Read:
        status = no_answer(text, question.also_refused)
        if status is not None:
            return (status, NAN)
        number = ends.get(key(text))
        if number is None:
            number = _number(text.strip(), (question.minimum, question.maximum) if is_scale else (), ends)
        if number is None:
            return (Status.UNKNOWN, NAN)
        return (Status.ANSWERED, float(number)) if lowest <= number <= highest else (Status.UNKNOWN, NAN)

    return read


def ends_of(question: Question) -> dict[str, int]:
    """What is printed for the ends of a scale of numbers, as keys -> their numbers; empty where nothing is.

    Examples
    --------
    >>> from helpers import catalogue
    >>> ends_of(catalogue.question("q3_19"))
    {'not at all satisfied': 0, 'completely satisfied': 10}
    """
    return {key(words): int(number) for number, words in _END_IN_WORDS.findall(question.answer)}


def _number(text: str, numbers: tuple[int | None, ...], ends: dict[str, int]) -> int | None:
    """A whole number, "45 years", or the end of a scale with its words ("10 - completely satisfied").

    The words of the other end say that the form counted the other way round: then nothing is known.
    """
    if (code := code_of(text)) is not None:
        return code
    if match := _YEARS.fullmatch(text):
        return int(match[1])
    match = _SCALE_END.fullmatch(text)
    if not match or int(match[1]) not in numbers:
        return None
    number = int(match[1])
    return number if ends.get(key(match[2]), number) == number else None


def code_of(text: str) -> int | None:
    """The code a cell holds: "4", "4.0", "04", "4." or "4)"; None for words, signs and fractions.

    Examples
    --------
    >>> [code_of(text) for text in ("4", " 4.0 ", "-4", "4.5", "four")]
    [4, 4, None, None, None]
    """
    match = _CODE.fullmatch(text.strip())
    return int(match[1]) if match else None


@lru_cache(maxsize=512)
def labels_of(question: Question) -> dict[str, int]:
    """The keys of everything that means an option -> its code; what two options share means neither.

    Beside the label itself: other labels of the catalogue, the label without its examples or "please describe", and
    the code followed by any of these.
    """
    meant: dict[str, set[int]] = {}
    for option in question.options:
        for label in (option.label, *option.also_labelled):
            for form in (label, _TAIL.sub("", label), re.sub(r"\s*\([^()]*\)", "", label), label.split(" such as")[0]):
                meant.setdefault(key(form), set()).add(option.code)
                meant.setdefault(f"{option.code} {key(form)}", set()).add(option.code)
    if is_yes_or_no(question):
        yes_code = next(option.code for option in question.options if key(option.label) == "yes")
        no_code = next(option.code for option in question.options if key(option.label) == "no")
        for text, code in (("y", yes_code), ("true", yes_code), ("n", no_code), ("false", no_code)):
            meant.setdefault(text, set()).add(code)
    return {text: codes.pop() for text, codes in meant.items() if text and len(codes) == 1}


def is_yes_or_no(question: Question) -> bool:
    """Whether yes and no are all its answers."""
    return {key(option.label) for option in question.options} == {"yes", "no"}


def takes_other_answers(question: Question) -> bool:
    """Whether an option invites people to write in an answer of their own."""
    return any(_OTHER.search(option.label) for option in question.options)


def allowed(question: Question) -> str:
    """The answers a question has, in words for a message.

    Examples
    --------
    >>> from helpers.catalogue.records import Question
    >>> allowed(Question(code="3.2", id="q3_2", section=3, kind="number", wording="Age?", minimum=16, maximum=99))
    'whole numbers from 16 to 99'
    """
    if question.kind == "number":
        ends = zip(("from", "to"), (question.minimum, question.maximum), strict=True)
        return " ".join(("whole numbers", *(f"{word} {end}" for word, end in ends if end is not None)))
    shown = "; ".join(f"{option.code} {shortened(option.label, 40)}" for option in question.options[:8])
    return f"the answers {shown}" + ("; ..." if len(question.options) > 8 else "")


def printable(text: str) -> str:
    """A text without the blanks around it, and without characters that no document can hold; line breaks and tabs are kept.

    Examples
    --------
    >>> printable(" one\\x07\\ntwo ")
    'one\\ntwo'
    """
    return (text if text.isprintable() else _CONTROL.sub("", text)).strip()


def shortened(text: str, most: int = 60) -> str:
    """A text cut for a message."""
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 3].rstrip() + "..."
