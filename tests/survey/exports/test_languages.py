"""An export in another language of the questionnaire comes back as the English one does."""

import hashlib

import pytest

from helpers import catalogue, project, survey
from helpers.project.record.questionnaire import Language, Translation
from helpers.questionnaire.build import places
from helpers.questionnaire.words import key
from helpers.survey.pretend import pretend

from .layouts import google, kobo, limesurvey
from .layouts import people as p
from .test_round_trip import assert_same

SAMPLE = "sample_data/befriending"


@pytest.fixture(scope="module")
def record():
    """A sample whose every text is translated, into words that nobody mistakes for the English."""
    record = project.open(SAMPLE).record
    asked = record.primary.questionnaire
    found = places(record)
    translations = tuple(
        Translation(key=key("pl", place, english), text=_polish(english)) for place, english in found.items() if english
    )
    assert len(translations) > 100
    changed = asked.model_copy(
        update={"languages": (Language(code="pl", name="Polski"),), "translations": translations}
    )
    return record.model_copy(update={"primary": record.primary.model_copy(update={"questionnaire": changed})})


def _polish(english):
    """The same braces, other words: every word turned round, with its English length and a letter of Polish."""
    return " ".join(word if "{" in word else f"{word[::-1].lower()}ł" for word in english.split())


class InPolish:
    """A question as the Polish form shows it, for the layout writers."""

    @staticmethod
    def of(question):
        words = {}
        for option in question.options:
            words[option.code] = option.also_labelled[-1] if option.also_labelled else option.label
        options = tuple(option.model_copy(update={"label": words[option.code]}) for option in question.options)
        items = tuple(
            item.model_copy(update={"label": (item.also_labelled or (item.label,))[-1]}) for item in question.items
        )
        wording = question.also_worded[-1] if question.also_worded else question.wording
        return question.model_copy(update={"wording": wording, "options": options, "items": items})


@pytest.fixture
def polish(record, monkeypatch):
    """The codebook as the Polish form words it; refusals too."""
    book = survey.codebook(record)
    assert book.refusals
    monkeypatch.setattr(p, "REFUSED_WORDS", book.refusals[0])
    return book, book.model_copy(update={"questions": tuple(map(InPolish.of, _without_instruction(book, record)))})


def _without_instruction(book, record):
    """Of a wording with an instruction behind it the form shows the wording alone above its column."""
    for question in book.questions:
        kept = [
            text
            for text in question.also_worded
            if not question.instruction or len(text) == len(_polish(question.wording))
        ]
        yield question.model_copy(update={"also_worded": tuple(kept) or question.also_worded})


@pytest.mark.parametrize(
    ("write", "options"),
    [
        (kobo.write, {"labels": True}),
        (kobo.write, {"labels": True, "select": "details", "file": "csv"}),
        (limesurvey.write, {"headings": "text", "answers": "full"}),
        (limesurvey.write, {"headings": "codetext", "answers": "full"}),
        (google.write, {}),
    ],
)
def test_labels_in_another_language_come_back(write, options, polish, tmp_path):
    book, in_polish = polish
    made = pretend(book, n=40, seed=5)
    path, ids = write(made, in_polish, tmp_path, **options)
    reading = survey.read(path, book)
    assert_same(reading, made, ids)
    agreed = made.people["consent_analyse"]
    refused = reading.counts.set_index("column")["prefer_not_to_say"]
    assert refused.to_dict() == made.prefers_not[agreed].sum().to_dict() and refused.sum() > 0


def test_a_translation_of_what_an_option_said_before_is_not_known(record):
    """Otherwise a yes could be read as the no that now stands in its place."""
    before = hashlib.sha256(b"Often/always, nearly").hexdigest()[:6]
    asked = record.primary.questionnaire
    old = (*asked.translations, Translation(key=f"pl.q1_7.option.1.{before}", text="Prawie zawsze"))
    primary = record.primary.model_copy(update={"questionnaire": asked.model_copy(update={"translations": old})})
    question = survey.codebook(record.model_copy(update={"primary": primary})).by_id["q1_7"]
    labels = [label for option in question.options for label in option.also_labelled]
    assert "Prawie zawsze" not in labels and _polish("Often/always") in labels


def test_a_questionnaire_in_english_has_nothing_added():
    book = survey.codebook(project.open(SAMPLE).record)
    assert book.refusals == () and book.by_id["q1_7"].options == catalogue.question("1.7").options
