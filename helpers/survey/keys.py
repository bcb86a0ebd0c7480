"""Comparing wording: two texts are the same when their keys are, whatever their case, quotes, blanks and mark-up."""

import html
import re
import unicodedata
from functools import lru_cache
from typing import Any

from helpers.survey.data import loaded

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_MARKS = "✓✔☑☒☐"


class _Kept(dict):
    """What is left of each character in a key, for `str.translate`: found out once."""

    def __missing__(self, number: int) -> str:
        character = chr(number)
        category = unicodedata.category(character)
        if character in "'’‘ʼ`" or category == "Cf":
            self[number] = ""
        else:
            self[number] = character if category[0] in "LNM" or character in _MARKS else " "
        return self[number]


_KEPT = _Kept()


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """Letters and digits of a text, in small letters, single blanks between.

    Examples
    --------
    >>> key("  Often / Always. "), key("<b>Don’t</b> know"), key("q2_3/1"), key("Q1.7")
    ('often always', 'dont know', 'q2 3 1', 'q1 7')
    """
    text = without_tags(text)
    if "&" in text:
        text = html.unescape(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.casefold().replace("&", " and ").translate(_KEPT).split())


def without_tags(text: str) -> str:
    """A text without mark-up.

    Examples
    --------
    >>> without_tags("<b>1. How lonely?</b>")
    ' 1. How lonely? '
    """
    return _TAG.sub(" ", text) if "<" in text else text


@lru_cache
def _words() -> dict[str, Any]:
    return loaded("words.yaml")


@lru_cache
def keys_of(name: str) -> frozenset[str]:
    """The keys of one list of words.yaml.

    Examples
    --------
    >>> "prefer not to say" in keys_of("prefer_not_to_say")
    True
    """
    return frozenset(map(key, _words()[name]))


@lru_cache
def question_headings() -> dict[str, tuple[str, ...]]:
    """Question id -> headings that people shorten it to and that can mean nothing else."""
    return {name: tuple(texts) for name, texts in _words()["question_headings"].items()}


@lru_cache
def fieldwork_headings() -> dict[str, tuple[str, ...]]:
    """Headings that tell how answers were collected: what they tell -> their keys, the surest first."""
    return {name: tuple(dict.fromkeys(map(key, texts))) for name, texts in _words()["fieldwork"].items()}


@lru_cache
def headings() -> dict[str, tuple[str, ...]]:
    """Headings that are not questions: what they are -> their keys, the likeliest first."""
    return {name: tuple(dict.fromkeys(map(key, texts))) for name, texts in _words()["headings"].items()}
