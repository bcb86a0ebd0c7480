"""SPSS files: value labels, missing values, long texts, dates, alphabets, and what is refused."""

from datetime import datetime

import pandas as pd
import pyreadstat
import pytest

from helpers import catalogue, survey
from helpers.survey import Codebook
from helpers.survey.exports import child

BOOK = Codebook(questions=(*catalogue.questions(), *catalogue.workbook_questions()))
YES = {1: "Yes", 2: "No"}


@pytest.fixture
def write_sav(tmp_path):
    def write(columns, name="answers.sav", **options):
        path = tmp_path / name
        pyreadstat.write_sav(pd.DataFrame(columns), path, **options)
        return path

    return write


def codes(reading):
    return {message.code for message in reading.messages}


def test_labels_count_and_not_the_codes_of_the_tool(write_sav):
    labels = {5: "Often/always", 4: "Some of the time", 3: "Occasionally", 2: "Hardly ever", 1: "Never"}
    path = write_sav(
        {"consent": [1.0] * 5, "lonely": [5.0, 4.0, 3.0, 2.0, 1.0]},
        column_labels={"lonely": "How often do you feel lonely?"},
        variable_value_labels={"consent": YES, "lonely": labels},
    )
    reading = survey.read(path, BOOK)
    assert (reading.verdict, reading.tool) == ("accept", "SPSS")
    assert reading.responses["q1_7"].tolist() == [1.0, 2.0, 3.0, 4.0, 5.0]


def test_codes_count_where_there_are_no_labels(write_sav):
    reading = survey.read(write_sav({"consent": [1.0] * 3, "q1_7": [1.0, 5.0, None]}), BOOK)
    assert reading.responses["q1_7"].tolist()[:2] == [1.0, 5.0] and reading.responses["q1_7"].isna()[2]


def test_a_label_the_questionnaire_does_not_have_is_not_read_by_its_code(write_sav):
    labels = {1: "Never ever", 2: "Rarely"}
    path = write_sav(
        {"consent": [1.0] * 6, "q1_7": [1.0, 2.0] * 3}, variable_value_labels={"q1_7": labels, "consent": YES}
    )
    reading = survey.read(path, BOOK)
    assert reading.verdict == "refuse" and "recoded" in codes(reading)


def test_codes_do_not_count_where_the_labels_of_others_show_another_order(write_sav):
    path = write_sav(
        {"consent": [1.0] * 10, "q1_7": [1.0, 2.0, 3.0, 4.0, 5.0] * 2},
        variable_value_labels={"consent": YES, "q1_7": {1: "Never", 5: "Often/always"}},
    )
    reading = survey.read(path, BOOK)
    assert reading.verdict == "refuse" and "recoded" in codes(reading)


@pytest.mark.parametrize(
    ("name", "values", "labels", "wanted"),
    [
        ("q3_19", [1.0, 2.0, 11.0], {n + 1: str(n) for n in range(11)}, [0.0, 1.0, 10.0]),
        ("q3_19", [0.0, 4.0, 10.0], {0: "Not at all satisfied", 10: "Completely satisfied"}, [0.0, 4.0, 10.0]),
        ("q3_19", [0.0, 4.0, 10.0], {0: "Very unhappy", 10: "10 very happy"}, [0.0, 4.0, 10.0]),
        ("q3_19", [0.0, 4.0, 10.0], {0: "Completely satisfied", 10: "Not at all satisfied"}, None),
        ("q3_2", [30.0, 45.0, 99.0], {99: "99 or over"}, [30.0, 45.0, 99.0]),
        ("q3_2", [21.0, 22.0, 22.0], {21: "16-24", 22: "25-34"}, None),
    ],
)
def test_the_labels_of_numbers_are_not_passed_over(name, values, labels, wanted, write_sav):
    path = write_sav({"consent": [1.0] * 12, name: values * 4}, variable_value_labels={"consent": YES, name: labels})
    reading = survey.read(path, BOOK)
    assert (reading.verdict == "refuse") == (wanted is None)
    assert wanted is None or reading.responses[name].tolist() == wanted * 4


def test_an_age_labelled_as_not_known_is_no_age(write_sav):
    path = write_sav(
        {"consent": [1.0] * 3, "q3_2": [30.0, 45.0, 99.0]}, variable_value_labels={"q3_2": {99: "Age unknown"}}
    )
    reading = survey.read(path, BOOK)
    assert reading.responses["q3_2"].tolist() == [30.0, 45.0] and "age_unreadable" in codes(reading)


def test_missing_values_are_no_answers_and_refusals_are_counted(write_sav):
    path = write_sav(
        {"consent": [1.0] * 6, "q1_7": [1.0, 9.0, 8.0, -1.0, 97.0, 2.0], "q3_2": [30.0, -9.0, 99.0, 45.0, 50.0, 61.0]},
        variable_value_labels={
            "consent": YES,
            "q1_7": {9: "Refused", 8: "Don't know", -1: "Skipped by the office"},
            "q3_2": {-9: "Refused"},
        },
        missing_ranges={"q1_7": [{"lo": 8, "hi": 97}, -1], "q3_2": [-9]},
    )
    reading = survey.read(path, BOOK)
    assert reading.responses["q1_7"].tolist()[::5] == [1.0, 2.0] and reading.responses["q1_7"].isna().sum() == 4
    assert reading.responses["q3_2"].tolist()[2] == 99.0 and reading.responses["q3_2"].isna().sum() == 1
    refused = reading.counts.set_index("column")["prefer_not_to_say"]
    assert refused["q1_7"] == 1 and refused["q3_2"] == 1
    assert "out_of_range" not in codes(reading)


def test_long_texts_dates_and_weights(write_sav):
    text = "It’s “fine”, £5; café — বাংলা " * 60
    path = write_sav(
        {
            "consent": ["Yes"] * 3,
            "q3_3": [text, "Kent", ""],
            "date": [datetime(2026, 1, 5, 10, 30)] * 3,
            "weight": [0.5, 1.0, 1.5],
            "id": [1.0, 2.0, 3.0],
        }
    )
    responses = survey.read(path, BOOK).responses
    assert responses["q3_3"].tolist() == [text.strip(), "Kent", None]
    assert responses["submitted_on"].dt.strftime("%Y-%m-%d").tolist() == ["2026-01-05"] * 3
    assert responses["weight"].tolist() == [0.5, 1.0, 1.5] and responses["respondent_id"].tolist() == ["1", "2", "3"]


def test_more_rows_than_are_read_at_once(write_sav):
    n = 45_000
    reading = survey.read(write_sav({"consent": ["Yes"] * n, "q1_7": [float(i % 5 + 1) for i in range(n)]}), BOOK)
    assert reading.usable_n == n and reading.responses["q1_7"].tolist() == [float(i % 5 + 1) for i in range(n)]


def test_a_name_and_a_label_of_two_questions_are_refused(write_sav):
    label = catalogue.question("2.7").wording
    reading = survey.read(
        write_sav({"consent": ["Yes"] * 3, "q1_7": [1.0, 2.0, 3.0]}, column_labels={"q1_7": label}), BOOK
    )
    assert reading.verdict == "refuse" and "heading_conflict" in codes(reading)


def test_options_whose_labels_are_cut_off_before_they_differ_are_asked_about(write_sav):
    question = catalogue.question("2.6")
    names = [f"V{option.code}" for option in question.options]
    labels = {
        name: f"{question.wording} - {option.label}"[:250] for name, option in zip(names, question.options, strict=True)
    }
    path = write_sav(
        {"consent": ["Yes"] * 3, "q1_7": [1.0, 2.0, 3.0]}
        | {name: [1.0, 0.0, 1.0] for name in names[:-1]}
        | {names[-1]: [0.0, 1.0, 0.0]},
        column_labels=labels,
    )
    reading = survey.read(path, BOOK)
    assert "column_unsure" in codes(reading) and reading.responses[list(question.columns)].isna().all(axis=None)
    mapping = dict(zip(names, question.columns, strict=True))
    assert survey.read(path, BOOK, mapping).responses["q2_6_1"].tolist() == [1.0, 0.0, 1.0]


def test_a_file_in_the_alphabet_of_windows(write_sav, tmp_path):
    path = write_sav({"consent": ["Yes"] * 2, "q3_3": ["cafe 5", "Kent"]})
    content = path.read_bytes()
    assert b"cafe 5" in content
    (tmp_path / "windows.sav").write_bytes(content.replace(b"cafe 5", b"caf\xe9 5"))
    assert survey.read(tmp_path / "windows.sav", BOOK).responses["q3_3"].tolist() == ["café 5", "Kent"]


@pytest.mark.parametrize("cut", [200, 400, 900])
def test_a_file_that_was_cut_off_is_refused(cut, write_sav, tmp_path):
    content = write_sav({"consent": ["Yes"] * 200, "q1_7": [1.0] * 200}).read_bytes()
    (tmp_path / "cut.sav").write_bytes(content[:cut])
    assert codes(survey.read(tmp_path / "cut.sav", BOOK)) == {"spss_broken"}


def test_a_file_without_people(write_sav):
    assert "no_rows" in codes(survey.read(write_sav({"consent": pd.Series([], dtype=float)}), BOOK))


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (child.LATE, "workbook_too_slow"),
        (child.CUT_OFF, "workbook_too_slow"),
        ({"error": "large"}, "workbook_too_large"),
    ],
)
def test_a_file_that_takes_too_much_is_refused(said, code, write_sav, monkeypatch):
    monkeypatch.setattr("helpers.survey.exports.spss.lines", lambda *arguments: iter([said]))
    assert codes(survey.read(write_sav({"consent": ["Yes"]}), BOOK)) == {code}
