"""Translations: out as a spreadsheet, back again, and what no longer fits."""

import csv
import io

import openpyxl
import pytest

from helpers import project as projects
from helpers import questionnaire
from helpers.errors import UserProblem
from helpers.project.record import BasketItem, Measures, Primary, Project, Questionnaire, WordingChange
from helpers.project.record.questionnaire import Language, Translation
from helpers.questionnaire import layout, translating, translation_sheet, words

WORDING = "How often do you feel lonely?"


def record(*translations, reworded=()):
    return Project(
        title="R7",
        measures=Measures(basket=(BasketItem(indicator="R7"), BasketItem(indicator="P3")), wording_changes=reworded),
        primary=Primary(
            questionnaire=Questionnaire(
                languages=(Language(code="pl", name="Polski"), Language(code="so", name="Soomaali")),
                translations=tuple(Translation(key=key, text=text) for key, text in translations),
            )
        ),
    )


@pytest.fixture
def sheet(tmp_path):
    """A spreadsheet as it goes out, with some cells filled in: {(place, heading): text}."""

    def made(of, filled, name="translations.xlsx"):
        path = tmp_path / name
        path.write_bytes(translation_sheet.render(of))
        book = openpyxl.load_workbook(path)
        rows = book["translations"]
        headings = [cell.value for cell in rows[1]]
        for row in rows.iter_rows(min_row=2):
            for at, heading in enumerate(headings):
                if (row[0].value, heading) in filled:
                    row[at].value = filled[row[0].value, heading]
        book.save(path)
        return path

    return made


def test_there_is_a_row_for_every_text_and_a_column_for_every_language():
    book = openpyxl.load_workbook(io.BytesIO(translation_sheet.render(record())))
    rows = list(book["translations"].iter_rows(values_only=True))
    assert rows[0][3:] == ("Polski (pl)", "Soomaali (so)", "Easy read (English) (easy)")
    assert [row[0] for row in rows[1:]] == [piece.place for piece in translating.pieces(record())]
    assert next(row[:3] for row in rows if row[0] == "q1_7.wording") == ("q1_7.wording", "1.7 Question", WORDING)
    assert sum(row[0] == "scale.yes_no.1" for row in rows) == 1


def test_what_is_filled_in_comes_back(sheet):
    filled = {("q1_7.wording", "Polski (pl)"): "Jak często?", ("scale.yes_no.1", "Soomaali (so)"): "Haa"}
    found = translation_sheet.read(sheet(record(), filled), record())
    assert {one["key"]: one["text"] for one in found.changes.values()} == {
        words.key("pl", "q1_7.wording", WORDING): "Jak często?",
        words.key("so", "scale.yes_no.1", "Yes"): "Haa",
    }
    assert found.remarks == ()


def test_it_stands_in_the_project_and_in_the_form(tmp_path, sheet):
    opened = projects.create(tmp_path / "kitchen", "Kitchen")
    opened = projects.save(opened.path, "1.2", {"measures.basket[R7]": {"indicator": "R7", "why": ""}})
    opened = projects.save(
        opened.path, "2.2", {"primary.questionnaire.languages[pl]": {"code": "pl", "name": "Polski"}}
    )
    path = sheet(opened.record, {("q1_7.wording", "Polski (pl)"): "Jak często?"})
    opened = projects.save(opened.path, "2.2", translation_sheet.read(path, opened.record).changes)
    made = questionnaire.build(opened.record)
    polish = layout.sheet(made, language="pl")
    assert next(block.stem for block in polish.blocks if block.id == "q1_7") == "Jak często?"
    assert translation_sheet.read(path, opened.record).changes == {}


def test_english_that_has_changed_is_left_out_and_said(sheet):
    path = sheet(record(), {("q1_7.wording", "Polski (pl)"): "Jak często?"})
    reworded = record(reworded=(WordingChange(question="1.7", asked_as="Lonely?"),))
    found = translation_sheet.read(path, reworded)
    assert found.changes == {} and "English has changed" in found.remarks[0] and "1.7 Question" in found.remarks[0]


def test_words_in_braces_have_to_be_there(sheet):
    filled = {
        ("phrase.go_to", "Polski (pl)"): "Idź do pytania {numer}.",
        ("phrase.page", "Polski (pl)"): "{page}/{pages}",
    }
    found = translation_sheet.read(sheet(record(), filled), record())
    assert [one["text"] for one in found.changes.values()] == ["{page}/{pages}"]
    assert "words in braces" in found.remarks[0]


def test_a_broken_phrase_typed_by_hand_leaves_the_english():
    english = words.phrases()["go_to"]
    made = questionnaire.build(record((words.key("pl", "phrase.go_to", english), "Idź {0} {answers}")))
    assert made.phrase("go_to", "pl", answers="“No”", number=3) == "If you answered “No”: go to question 3."


def test_a_csv_comes_in_too(tmp_path):
    path = tmp_path / "polish.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(
            [(*translation_sheet.FIXED, "Polski (pl)"), ("q1_7.wording", "", WORDING, "Jak często?")]
        )
    assert translation_sheet.read(path, record()).n_texts == 1


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        ([("Name", "Age"), ("A", "3")], "no row of headings"),
        ([translation_sheet.FIXED, ("q1_7.wording", "", WORDING)], "No column is headed"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path, rows, what):
    path = tmp_path / "other.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    with pytest.raises(UserProblem, match=what):
        translation_sheet.read(path, record())


def test_a_formula_stays_a_text(sheet):
    found = translation_sheet.read(sheet(record(), {("closing", "Polski (pl)"): "'=1+1"}), record())
    (change,) = found.changes.values()
    made = record((change["key"], "=1+1"))
    book = openpyxl.load_workbook(io.BytesIO(translation_sheet.render(made)))
    cells = [row[3] for row in book["translations"].iter_rows(min_row=2) if row[0].value == "closing"]
    assert [(cell.value, cell.data_type) for cell in cells] == [("=1+1", "s")]


def test_missing_and_whole():
    pieces = translating.pieces(record())
    assert len(translating.missing(pieces, "pl")) == len(pieces) > 40
    every = record(*((piece.key("pl"), f"pl {piece.english}") for piece in pieces))
    assert translating.missing(translating.pieces(every), "pl") == ()
    made = questionnaire.build(every)
    texts = [block.stem for block in layout.sheet(made, language="pl").blocks]
    assert all(text.startswith("pl ") for text in texts)
