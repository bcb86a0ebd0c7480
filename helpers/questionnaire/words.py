"""The texts of a questionnaire in every language: English as it is asked, and what people have translated."""

import hashlib
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from helpers.catalogue.reader import raw
from helpers.project.record import Project
from helpers.questionnaire.model import EASY, ENGLISH, Texts

FILLED = re.compile(r"\{[a-z_]+\}")


@cache
def phrases() -> dict[str, str]:
    """What a form says besides its questions, in English, by name.

    Examples
    --------
    >>> phrases()["tick_one"]
    'Please tick one box.'
    """
    # an absolute path leads the catalogue's reader here and not to its own folder
    found: dict[str, Any] = raw(str(Path(__file__).resolve().with_name("phrases.yaml")))
    return dict(found)


def key(language: str, place: str, english: str) -> str:
    """Under which key a translation is kept: it fits only the English that it was made from.

    Examples
    --------
    >>> key("pl", "q1_7.wording", "How often do you feel lonely?")
    'pl.q1_7.wording.422c5b'
    """
    return f"{language}.{place}.{hashlib.sha256(english.encode()).hexdigest()[:6]}"


def fits(english: str, translation: str) -> bool:
    """Whether a translation leaves room for what is filled in: the same words in braces, and no other brace.

    Examples
    --------
    >>> fits("Question {number}", "Pytanie {number}"), fits("Question {number}", "Pytanie {numer}"), fits("Yes", "Tak {")
    (True, False, False)
    """
    return sorted(FILLED.findall(english)) == sorted(FILLED.findall(translation)) and not (
        set("{}") & set(FILLED.sub("", translation)) - set(FILLED.sub("", english))
    )


@dataclass
class Words:
    """Gives each text in every language there is, and remembers in `places` what it was asked for, in order."""

    record: Project
    places: dict[str, str] = field(default_factory=dict)
    """Place ("q1_7.option.3") -> the English that stands there."""

    def __post_init__(self) -> None:
        asked = self.record.primary.questionnaire
        self._languages = (*(language.code for language in asked.languages), EASY)
        self._translated = {one.key: one.text for one in asked.translations if one.text.strip()}

    def texts(self, place: str, english: str) -> Texts:
        """The text that stands at a place: English, and each language that it has been translated into."""
        if not english:
            return {}
        self.places[place] = english
        translated = {
            language: self._translated[name]
            for language in self._languages
            if (name := key(language, place, english)) in self._translated and fits(english, self._translated[name])
        }
        return {ENGLISH: english, **translated}
