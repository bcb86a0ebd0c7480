"""Answers written as each survey tool writes them come back as they were put in."""

import numpy as np
import pytest

from helpers import catalogue, survey

TOOLS = {
    "kobo codes": "KoboToolbox",
    "kobo labels": "KoboToolbox",
    "google": "Google Forms",
    "microsoft": "Microsoft Forms",
    "typed": "typed by hand",
}


def expected(person, question, column):
    if question.kind == "multi":
        ticked = person[question.id]
        return np.nan if ticked is None else float(int(column.rsplit("_", 1)[1]) in ticked)
    value = person[column]
    if question.kind == "text":
        return value
    return np.nan if value is None else float(value)


def assert_same(reading, people, questions):
    assert reading.usable_n == len(people)
    looked_at = 0
    for question in questions:
        for column in question.columns:
            wanted = [expected(person, question, column) for person in people]
            got = reading.responses[column].tolist()
            if question.kind == "text":
                assert got == wanted, column
            else:
                np.testing.assert_array_equal(got, wanted, err_msg=column)
            looked_at += len(wanted)
    assert looked_at >= len(people) * len(questions)


@pytest.mark.parametrize("layout", TOOLS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_answers_come_back_as_they_were_put_in(layout, kind, layouts, simulate, write_csv, write_xlsx):
    questions = catalogue.questions()
    people = simulate()
    rows = layouts[layout](people, questions)
    reading = survey.read((write_csv if kind == "csv" else write_xlsx)(rows))
    expected_codes = {"routing", "printed_numbers", "identifier_column", "dates_month_first"}
    assert {m.code for m in reading.messages} <= expected_codes, reading.messages
    assert_same(reading, people, questions)
    assert reading.tool == TOOLS[layout]
    assert reading.responses["respondent_id"].tolist() == [person["id"] for person in people]
    assert reading.responses["panel_code"].tolist() == [person["panel_code"] for person in people]
    assert reading.responses["consent_quote"].tolist() == [person["consent_quote"] == 1 for person in people]


@pytest.mark.parametrize("layout", TOOLS)
@pytest.mark.parametrize("seed", range(5))
def test_any_part_of_the_questionnaire_comes_back(layout, seed, layouts, simulate, write_csv):
    questions = catalogue.questions()[seed::5]
    people = simulate(n=25, seed=seed, questions=questions)
    reading = survey.read(write_csv(layouts[layout](people, questions)))
    assert reading.verdict != "refuse", reading.messages
    assert_same(reading, people, questions)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(encoding, delimiter, layouts, simulate, write_csv):
    questions = catalogue.questions()
    people = simulate(n=20)
    for person in people:
        person["q3_3"] = "It’s “fine”, £5; café | yes"
        person["q3_4"] = "two\nlines"
    reading = survey.read(write_csv(layouts["google"](people, questions), encoding=encoding, delimiter=delimiter))
    assert_same(reading, people, questions)
    assert ("encoding_windows" in {m.code for m in reading.messages}) == (encoding == "cp1252")


def test_the_mapping_of_one_reading_reads_the_next_file(layouts, simulate, write_csv):
    people = simulate()
    path = write_csv(layouts["google"](people, catalogue.questions()))
    first = survey.read(path)
    again = survey.read(path, mapping=first.mapping)
    assert len(first.mapping) > 50
    assert again.mapping == first.mapping
    assert again.responses.equals(first.responses)


def test_microsoft_rows_asked_twice_keep_their_order(write_xlsx):
    label = "much younger than you"
    rows = [["ID", "consent", label, label + "2"], *([n, "Yes", n % 5 + 1, 5 - n % 5] for n in range(10))]
    responses = survey.read(write_xlsx(rows)).responses
    assert responses["q1_3_1_younger"].tolist() == [float(n % 5 + 1) for n in range(10)]
    assert responses["q1_3_2_younger"].tolist() == [float(5 - n % 5) for n in range(10)]


def test_one_row_that_two_grids_share_is_told_by_its_answers(write_xlsx):
    rows = [["ID", "consent", "much younger than you"], *([n, "Yes", "Mostly positive"] for n in range(10))]
    responses = survey.read(write_xlsx(rows)).responses
    assert responses["q1_3_2_younger"].tolist() == [2.0] * 10
    assert responses["q1_3_1_younger"].isna().all()


def test_one_row_that_two_grids_share_is_not_guessed(write_xlsx):
    rows = [["ID", "consent", "1.7", "much younger than you"], *([n, "Yes", 2, n % 5 + 1] for n in range(10))]
    reading = survey.read(write_xlsx(rows))
    assert "column_unsure" in {m.code for m in reading.messages}
    assert reading.responses[["q1_3_1_younger", "q1_3_2_younger"]].isna().all(axis=None)
