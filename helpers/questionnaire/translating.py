"""Translations: what there is to translate, what is missing, and a spreadsheet with a column per language."""

from dataclasses import dataclass

from helpers import catalogue
from helpers.project.record import Project
from helpers.project.record.questionnaire import Translation
from helpers.questionnaire.build import places
from helpers.questionnaire.model import EASY, Texts
from helpers.questionnaire.words import Words, key, phrases


@dataclass(frozen=True)
class Piece:
    """One text to translate: where it stands ("q1_7.option.3"), in words and as a place, and what there is of it."""

    place: str
    where: str
    texts: Texts

    @property
    def english(self) -> str:
        """What is asked."""
        return self.texts["en"]

    def key(self, language: str) -> str:
        """The key of its translation in the record."""
        return key(language, self.place, self.english)


def pieces(record: Project) -> tuple[Piece, ...]:
    """Every text of the questionnaire, in its order; an answer scale that several questions share once."""
    words = Words(record)
    return tuple(Piece(place, where(place), words.texts(place, english)) for place, english in places(record).items())


def missing(found: tuple[Piece, ...], language: str) -> tuple[Piece, ...]:
    """What has not been translated into a language."""
    return tuple(piece for piece in found if language not in piece.texts)


def outdated(record: Project, language: str) -> tuple[Translation, ...]:
    """Translations whose English has changed since, or is no longer asked."""
    current = {piece.key(language) for piece in pieces(record)}
    return tuple(
        one
        for one in record.primary.questionnaire.translations
        if one.key.startswith(f"{language}.") and one.text.strip() and one.key not in current
    )


def languages(record: Project) -> dict[str, str]:
    """Code -> name of what texts are translated into; easy read comes last."""
    named = {one.code: one.name or one.code for one in record.primary.questionnaire.languages}
    return {**named, EASY: "Easy read (English)"}


PARTS = {
    "introduction": "Said before",
    "wording": "Question",
    "instruction": "How to answer",
    "low": "Lowest number means",
    "high": "Highest number means",
    "title": "Heading",
}


def where(place: str) -> str:
    """Where a text stands, in words.

    Examples
    --------
    >>> where("q1_7.option.3"), where("section-2.title"), where("scale.agreement.1"), where("phrase.tick_one")
    ('1.7 Answer 3', 'Section 2 Heading', 'Scale “Agreement” answer 1', 'On every form')
    """
    match place.split("."):
        case ["introduction" | "closing" as one]:
            return one.capitalize()
        case ["phrase", _]:
            return "On every form"
        case ["scale", scale, code]:
            return f"Scale “{_scale(scale)}” answer {code}"
        case [owner, "option", code]:
            return f"{_owner(owner)} Answer {code}"
        case [owner, "heading", code]:
            return f"{_owner(owner)} Heading above answer {code}"
        case [owner, "item", code]:
            return f"{_owner(owner)} Line {code}"
        case [owner, part]:
            return f"{_owner(owner)} {PARTS[part]}"
    raise AssertionError(f"no such place: {place}")


def _scale(code: str) -> str:
    return next(scale.name for scale in catalogue.scales() if scale.code == code)


def _owner(name: str) -> str:
    if name.startswith("section-"):
        section = name.removeprefix("section-")
        return f"Section {section}" if section.isdigit() else f"Section “{phrases()[section]}”"
    return name.removeprefix("q").replace("_", ".") if name[0] == "q" and name[1].isdigit() else name
