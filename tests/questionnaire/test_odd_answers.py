"""Own questions and languages that a survey tool has no room for are refused with what to do, or made to fit."""

import pytest
from pyxform.xls2xform import convert

from helpers import questionnaire
from helpers.errors import UserProblem
from helpers.project.record import BasketItem, Measures, OwnQuestion, Primary, Project, Questionnaire
from helpers.project.record.questionnaire import Language
from helpers.questionnaire import google_forms, limesurvey, typing_sheet, xlsform


def asks(options, **parts):
    own = OwnQuestion(id="own_list", wording="Which?", why="To see", options=options)
    measures = Measures(basket=(BasketItem(indicator="R7"),), own_questions=(own,))
    return questionnaire.build(Project(title="Odd", measures=measures, **parts))


@pytest.mark.parametrize("code", [-1, 123456])
def test_limesurvey_would_drop_an_answer_with_such_a_number(code, tmp_path):
    made = asks({1: "Yes", code: "No"})
    with pytest.raises(UserProblem, match=f"no room for an answer numbered {code}"):
        limesurvey.write(made, tmp_path / "structure.txt")
    xlsform.write(made, tmp_path / "form.xlsx")
    assert convert(str(tmp_path / "form.xlsx"), validate=False).warnings == []


def test_google_takes_the_same_words_only_once():
    with pytest.raises(UserProblem, match="Two answers to “Which\\?” have the same words"):
        google_forms.form(asks({1: "Yes", 2: "Yes"}))


def test_an_answer_without_words_is_called_by_its_number(tmp_path):
    made = asks({1: "Yes", 2: " "})
    xlsform.write(made, tmp_path / "form.xlsx")
    assert convert(str(tmp_path / "form.xlsx"), validate=False).warnings == []
    items = [item for page in google_forms.form(made)["pages"] for item in page["items"]]
    assert next(item["choices"] for item in items if item["title"] == "Which?")[:2] == ["Yes", "2"]
    entries = next(column.entries for column in typing_sheet.columns(made) if column.name == "own_list")
    assert entries[:2] == ("1 = Yes", "2 = 2")


def test_a_language_with_a_script_or_brackets_in_its_name(tmp_path):
    languages = (Language(code="zh-Hant", name="中文 (繁體)"), Language(code="pt-BR", name="Português: Brasil"))
    made = asks({1: "Yes"}, primary=Primary(questionnaire=Questionnaire(languages=languages)))
    xlsform.write(made, tmp_path / "form.xlsx")
    found = convert(str(tmp_path / "form.xlsx"), validate=False)
    assert found.warnings == []
    assert all(f'lang="{name}"' in found.xform for name in ("中文 繁體 (zh)", "Português Brasil (pt)"))
