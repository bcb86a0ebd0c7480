"""The questionnaire in step 2.2: what is shown, and the forms it is decided in."""

import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from helpers import project as projects
from helpers.collect import questionnaire, questionnaire_files_form, questionnaire_form, questionnaire_languages_form
from helpers.forms.arriving import Arrived
from helpers.forms.spec import spec
from helpers.project.record import Project
from helpers.project.record.questionnaire import Language, Translation
from helpers.questionnaire import translating, translation_sheet

FORMS = {
    "_content": questionnaire_form,
    "_around": questionnaire_form,
    "_in_languages": questionnaire_languages_form,
    "_files": questionnaire_files_form,
}


@pytest.fixture
def opened(tmp_path):
    shutil.copytree("sample_data/estate", tmp_path / "estate")
    return projects.open(tmp_path / "estate")


def shown(name, record):
    return spec(getattr(FORMS[name], name)(record), record)


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("record", ["estate", "befriending", None])
def test_every_form_can_be_drawn(name, record):
    held = projects.open(f"sample_data/{record}").record if record else Project(title="Nothing yet")
    assert shown(name, held)["groups"]


def test_what_stands_in_the_way_is_named(opened):
    text = repr(questionnaire.to_check(opened))
    assert "Polski: 7" in text and "not translated" in text
    assert any("not translated" in sentence for sentence in questionnaire.missing(opened))


def test_the_summary_says_version_length_and_reading_age(opened):
    text = repr(questionnaire.summary(opened))
    assert questionnaire.build(opened).version in text
    assert "about 6.5 minutes read out" in text and "Reading age: 12" in text
    assert "Automated Readability Index" in text and "We want to know whether they see it alike." in text


def test_changes_since_a_wave_are_said(opened):
    assert "Since" not in repr(questionnaire.to_check(opened))
    changed = {"measures.wording_changes[1.7]": {"question": "1.7", "asked_as": "Lonely?", "why": ""}}
    later = projects.save(opened.path, "1.2", changed)
    text = repr(questionnaire.to_check(later))
    assert "Since summer 2025" in text and "1 question can't be compared" in text
    assert "now as “Lonely?”" in text


def test_the_preview_is_a_page_or_lines(opened):
    preview = questionnaire.preview(opened)
    assert "4. How often do you feel lonely? [1.7]" in repr(preview)
    html = preview._repr_html_()
    assert 'type="radio"' in html and "<script" not in html and "<h3>" in html
    assert "Card A" in questionnaire.preview(opened, "interviewer")._repr_html_()


def test_reasons_can_be_listed_at_once():
    record = projects.open("sample_data/befriending").record
    assert not questionnaire_form._to_explain(record)
    bare = record.primary.questionnaire.model_copy(update={"besides": ()})
    without = record.model_copy(update={"primary": record.primary.model_copy(update={"questionnaire": bare})})
    (action,) = questionnaire_form._to_explain(without)
    assert "(4)" in action.label


def test_a_question_can_follow_from_every_answer_asked():
    record = projects.open("sample_data/estate").record
    values = {choice.value for choice in questionnaire_form._answers(record)}
    assert {"q2_4=1", "q2_4=2", "q3_18_12=1"} <= values and not any(one.startswith("consent") for one in values)


def test_texts_of_the_language_that_is_worked_on(opened):
    assert "primary.questionnaire.translations" not in shown("_in_languages", opened.record)["fields"]
    later = projects.save(opened.path, "2.2", {"primary.questionnaire.translating": "pl"})
    field = shown("_in_languages", later.record)["fields"]["primary.questionnaire.translations"]
    assert len(field["choices"]) > 60 and all(choice["value"].startswith("pl.") for choice in field["choices"])
    assert {choice["help"] for choice in field["choices"]} >= {"Yes", "No", "How often do you feel lonely?"}


def test_a_spreadsheet_of_translations_comes_in_and_is_told_of(opened, tmp_path):
    path = tmp_path / "back.xlsx"
    path.write_bytes(translation_sheet.render(opened.record))
    book = openpyxl.load_workbook(path)
    rows = book["translations"]
    for row in rows.iter_rows(min_row=2):
        if row[0].value == "q1_7.wording":
            row[3].value = "Jak często czuje się Pani/Pan samotna/samotny?"
        if row[0].value == "closing":
            row[2].value, row[3].value = "Other words", "Dziękuję"
    book.save(path)
    arrived = Arrived(path=path, name="back.xlsx", size=path.stat().st_size, sha256="0" * 64)
    questionnaire_languages_form._take_translations(opened, arrived)
    (standing,) = questionnaire_languages_form._brought(opened)
    assert standing.name == "back.xlsx" and standing.said[0] == "1 text taken in." and "Closing" in standing.said[1]
    later = projects.open(opened.path)
    assert any(one.text.startswith("Jak często czuje") for one in later.record.primary.questionnaire.translations)
    questionnaire_languages_form._remove_spreadsheet(opened, standing.id)
    assert questionnaire_languages_form._brought(opened) == ()


def test_files_to_take_away(opened):
    groups = questionnaire_files_form._files(opened.record)
    actions = {action.name: action for group in groups for action in group.actions}
    for name, inside in (
        ("word-easy-read", {"questionnaire-easy-read.docx", "questionnaire-easy-read-pl.docx"}),
        ("pdf", {"questionnaire.pdf", "questionnaire-pl.pdf"}),
        ("forms", {"building-sheet.html", "google-forms-script-pl.txt"}),
    ):
        with zipfile.ZipFile(io.BytesIO(actions[name].run(opened).content)) as archive:
            assert inside < set(archive.namelist())
    for name, only in (("xlsform", "xlsform.xlsx"), ("limesurvey", "limesurvey.txt"), ("typing", "typing-sheet.xlsx")):
        file = actions[name].run(opened)
        assert file.name == only and len(file.content) > 5000
    everything = actions["everything"].run(opened)
    with zipfile.ZipFile(io.BytesIO(everything.content)) as archive:
        names = set(archive.namelist())
    assert {"questionnaire.docx", "questionnaire-pl.pdf", "questionnaire-large-print.docx", "xlsform.xlsx"} <= names
    assert {"questionnaire-interviewer.pdf", "limesurvey.txt", "codebook.json"} <= names


def test_what_can_not_be_made_keeps_nothing_else_back(opened):
    asked = opened.record.primary.questionnaire.model_copy(
        update={"languages": (Language(code="bn", name="বাংলা"),), "translations": ()}
    )
    primary = opened.record.primary.model_copy(update={"questionnaire": asked})
    first = next(iter(translating.pieces(opened.record)))
    asked = asked.model_copy(update={"translations": (Translation(key=first.key("bn"), text="আপনি কেমন আছেন?"),)})
    primary = primary.model_copy(update={"questionnaire": asked})
    bengali = type(opened)(opened.path, opened.record.model_copy(update={"primary": primary}))
    (pdf,) = (
        action
        for group in questionnaire_files_form._files(bengali.record)
        for action in group.actions
        if action.name == "pdf"
    )
    with zipfile.ZipFile(io.BytesIO(pdf.run(bengali).content)) as archive:
        assert "questionnaire.pdf" in archive.namelist()
        assert "no letters for" in archive.read("NOT MADE.txt").decode()


def test_it_is_written_into_a_folder(opened, tmp_path):
    paths = questionnaire.write(opened, ("html",), tmp_path / "out", "large print")
    assert {Path(path).name for path in paths} == {
        "questionnaire-large-print.html",
        "questionnaire-large-print-pl.html",
        "codebook.json",
    }
