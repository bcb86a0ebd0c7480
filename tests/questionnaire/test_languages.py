"""Languages in the files of survey tools: every text in each of them, English where nobody has translated it yet."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest
from pyxform.xls2xform import convert

from helpers import catalogue, questionnaire
from helpers.project.record.questionnaire import Language, Translation
from helpers.questionnaire import google_forms, limesurvey, words, xlsform
from helpers.questionnaire.build import places

HERE = Path(__file__).parent
baskets = SimpleNamespace(**runpy.run_path(str(HERE / "baskets.py")))
parsed = SimpleNamespace(**runpy.run_path(str(HERE / "parsed.py")))
CODES = {"pl": "Polski", "ur": "اردو"}
UNTRANSLATED = catalogue.question("1.7").wording


def translated(english, code):
    return f"{english} ({code})"


@pytest.fixture(scope="module")
def asks():
    """Everything there is, all but one question translated into Polish and Urdu."""
    record = baskets.record("everything")
    held = [
        Translation(key=words.key(code, place, english), text=translated(english, code))
        for code in CODES
        for place, english in places(record).items()
        if english != UNTRANSLATED
    ]
    made = record.primary.questionnaire.model_copy(
        update={
            "languages": tuple(Language(code=code, name=name) for code, name in CODES.items()),
            "translations": tuple(held),
        }
    )
    primary = record.primary.model_copy(update={"questionnaire": made})
    return questionnaire.build(record.model_copy(update={"primary": primary}))


def in_all(english):
    """A text as it must stand in each language."""
    if english == UNTRANSLATED:
        return {"en": english} | dict.fromkeys(CODES, english)
    return {"en": english} | {code: translated(english, code) for code in CODES}


def check(questions, asks):
    looked_at = 0
    for question in asks.questions:
        found = questions[question.id]
        assert found.label == in_all((question.stem if question.kind == "grid" else question.wording)["en"])
        assert [label for _, label in found.items] == [in_all(item.label["en"]) for item in question.items]
        if question.options:
            labels = [label for _, label in found.options if label["en"] != "Prefer not to say"]
            assert labels == [in_all(option.label["en"]) for option in question.options]
        looked_at += 1
    assert looked_at > 40


def test_xlsform(asks, tmp_path):
    xlsform.write(asks, tmp_path / "form.xlsx")
    form = parsed.xlsform(tmp_path / "form.xlsx")
    check(form.questions, asks)
    assert form.settings["default_language"] == "English (en)"
    made = convert(str(tmp_path / "form.xlsx"), validate=False)
    assert made.warnings == []
    assert all(f'<translation lang="{name} ({code})"' in made.xform for code, name in CODES.items())


def test_limesurvey(asks, tmp_path):
    limesurvey.write(asks, tmp_path / "structure.txt")
    form = parsed.limesurvey(tmp_path / "structure.txt")
    check(form.questions, asks)
    rows = form.rows
    assert next(row["text"] for row in rows if row["name"] == "additional_languages") == "pl ur"
    shapes = [
        [
            (row["class"], row["type/scale"], row["name"])
            for row in rows
            if row["language"] == code and row["class"] != "G"
        ]
        for code in ("en", *CODES)
    ]
    assert shapes[0] == shapes[1] == shapes[2] and len(shapes[0]) > 300
    groups = [
        [row["type/scale"] for row in rows if row["class"] == "G" and row["language"] == code]
        for code in ("en", *CODES)
    ]
    assert groups[0] == groups[1] == groups[2] == [f"G{number}" for number in range(1, len(groups[0]) + 1)]


def test_google_makes_one_form_for_each(asks):
    for code in CODES:
        form = google_forms.form(asks, code)
        items = [item for page in form["pages"] for item in page["items"]]
        assert [item["title"] for item in items] == [in_all(one.stem["en"])[code] for one in asks.questions]
        assert form["closing"].endswith(f"({code})")
