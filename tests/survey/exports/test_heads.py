"""Headings that a tool writes in its own way, and traps in them."""

import pytest

from helpers import catalogue, survey
from helpers.survey import Codebook
from helpers.survey.pretend import pretend

from .layouts import limesurvey, surveymonkey

BOOK = Codebook(questions=(*catalogue.questions(), *catalogue.workbook_questions()))
ABOUT = ["StartDate", "EndDate", "Finished", "RecordedDate", "ResponseId"]


def codes(reading):
    return {message.code for message in reading.messages}


def qualtrics_rows(tags, texts, answers, with_texts=True):
    head = [*ABOUT, "consent", *tags]
    second = ["Start Date", "End Date", "Finished", "Recorded Date", "Response ID", "Consent", *texts]
    third = [f'{{"ImportId":"{name}"}}' for name in head]
    days = ["2026-01-05 10:00:00", "2026-01-05 10:12:00", "1", "2026-01-05 10:12:00"]
    people = [[*days, f"R_{n}", "Yes", *answers] for n in range(12)]
    return [head, *([second, third] if with_texts else []), *people]


def test_qualtrics_tags_are_no_numbers_of_the_toolkit(write_csv):
    """Question 1 of a Qualtrics survey with eight lines has the tags Q1_1 to Q1_8; block numbering gives Q1.7."""
    for tag in ("Q1_7", "Q1.7"):
        reading = survey.read(
            write_csv(qualtrics_rows([tag, "q1_8"], ["How is the food?", "How is it?"], [2, 3])), BOOK
        )
        assert reading.responses["q1_7"].isna().all() and reading.responses["q1_8"].eq(3).all()
        alone = survey.read(write_csv(qualtrics_rows([tag, "q1_8"], [], [2, 3], with_texts=False)), BOOK)
        assert alone.responses["q1_7"].isna().all() and alone.responses["q1_8"].eq(3).all()


def test_a_mapping_may_name_the_tag_or_the_text(write_csv):
    rows = qualtrics_rows(["Q1_7", "q1_8"], ["How is the food?", "How is it?"], [2, 3])
    for name in ("Q1_7", "How is the food?"):
        assert survey.read(write_csv(rows), BOOK, {name: "q1_7"}).responses["q1_7"].eq(2).all()


def test_the_text_of_a_question_decides_over_its_tag(write_csv):
    rows = qualtrics_rows(["Q1_7", "Q9"], ["How often do you feel lonely?", catalogue.question("1.8").wording], [2, 3])
    responses = survey.read(write_csv(rows), BOOK).responses
    assert responses["q1_7"].eq(2).all() and responses["q1_8"].eq(3).all()


def test_an_id_with_the_text_of_another_question_is_refused(write_csv):
    rows = qualtrics_rows(["q1_7", "q1_8"], [catalogue.question("2.7").wording, "How is it?"], [2, 3])
    reading = survey.read(write_csv(rows), BOOK)
    (message,) = (message for message in reading.messages if message.code == "heading_conflict")
    assert reading.verdict == "refuse" and message.column == "q1_7" and message.row == 1


def test_words_written_in_beside_an_option_are_no_answer(write_csv):
    text = catalogue.question("3.9").wording
    rows = qualtrics_rows(["Q5", "Q5_8_TEXT"], [f"{text} - Selected Choice", f"{text} - Other - Text"], [8, "Carer"])
    reading = survey.read(write_csv(rows), BOOK)
    assert reading.responses["q3_9"].eq(8).all() and "column_twice" not in codes(reading)


def test_seen_and_not_answered_is_no_answer(write_csv):
    rows = qualtrics_rows(["q1_7", "q1_8"], ["How often do you feel lonely?", "How is it?"], ["-99", 3])
    reading = survey.read(write_csv(rows), BOOK)
    assert reading.verdict == "accept" and reading.responses["q1_7"].isna().all()


@pytest.mark.parametrize(
    "heading", ["3. {}", "Q3. {}", "Q12) {}", "(4) {}", "G01Q02. {}", "G01Q02[SQ001]. {}", "<b>7.</b> {}"]
)
def test_numbers_of_a_form_before_the_wording(heading, write_csv):
    rows = [["consent", heading.format("How often do you feel lonely?")], *([["Yes", 2]] * 9)]
    assert survey.read(write_csv(rows), BOOK).responses["q1_7"].eq(2).all()


@pytest.mark.parametrize(
    "heading", ["1.7. Something else altogether", "Partner: age", "Partner. Age", "Child1. Age", "1.7 Food"]
)
def test_what_only_begins_like_a_question_is_not_guessed(heading, write_csv):
    rows = [["consent", "q1_8", heading], *([["Yes", 2, 30]] * 9)]
    reading = survey.read(write_csv(rows), BOOK)
    assert reading.responses["q3_2"].isna().all() and reading.responses["q1_7"].isna().all()
    assert "columns_unused" in codes(reading)


@pytest.mark.parametrize("heading", ["q1_group-q1_7", "a-b-q1_7", "part.one.q1_7", "a/b/q1_7"])
def test_groups_before_a_name(heading, write_csv):
    rows = [["consent", heading], *([["Yes", 2]] * 9)]
    assert survey.read(write_csv(rows), BOOK).responses["q1_7"].eq(2).all()


def monkey(first, second, people):
    return [
        ["Respondent ID", "Collector ID", *first],
        ["", "", *second],
        *([n, 7, *person] for n, person in enumerate(people)),
    ]


def test_who_wrote_in_another_answer_gave_that_answer(write_csv):
    """SurveyMonkey has the answer in one column and "Other" with what was written in the next."""
    wording, options = catalogue.question("3.8").wording, ["Trade apprenticeships", ""]
    people = [["Yes", options[n % 2], "" if n % 2 == 0 else "City & Guilds"] for n in range(10)]
    rows = monkey(["consent", wording, ""], ["Response", "Response", "Other (please specify)"], people)
    assert survey.read(write_csv(rows), BOOK).responses["q3_8"].tolist() == [3.0, 6.0] * 5
    both = [[*person[:1], "No qualifications", "none"] for person in people]
    reading = survey.read(
        write_csv(monkey(["consent", wording, ""], ["Response", "Response", "Other (please specify)"], both)), BOOK
    )
    assert reading.verdict == "refuse" and "recoded" in codes(reading)


def test_another_answer_beside_several(write_csv):
    wording = catalogue.question("2.6").wording
    people = [["Yes", "Organising a community event (e.g. street party)", "Bins" if n % 2 else ""] for n in range(10)]
    rows = monkey(["consent", wording, ""], ["Response", "Response", "Another local issue (specify)"], people)
    responses = survey.read(write_csv(rows), BOOK).responses
    assert responses["q2_6_5"].eq(1).all() and responses["q2_6_6"].tolist() == [0.0, 1.0] * 5


def test_a_person_is_no_second_header_row(write_csv):
    rows = [["consent", "3.3", "q1_7"], ["Yes", "Response", 2], *([["Yes", "Kent", 3]] * 8)]
    reading = survey.read(write_csv(rows), BOOK)
    assert reading.usable_n == 9
    rows = monkey(["consent", "q1_7"], ["Response", "Response"], [["Yes", 2]] * 8)
    assert survey.read(write_csv(rows), BOOK).n_received == 8


def test_the_second_row_has_more_headings_than_the_first(tmp_path):
    """Lines of grids are known by themselves, so the second row alone looks more like a header than the first."""
    book = Codebook(
        questions=(*(q for q in catalogue.questions() if q.kind == "grid"), *catalogue.workbook_questions())
    )
    made = pretend(book, n=20, seed=2)
    path, _ = surveymonkey.write(made, book, tmp_path, file="csv")
    reading = survey.read(path, book)
    assert reading.n_received == 20 and "header_rows_of_tool" in codes(reading)


@pytest.mark.parametrize("answers", ["code", "full"])
def test_other_in_limesurvey(answers, tmp_path):
    made = pretend(BOOK, n=60, seed=9)
    path, _ = limesurvey.write(made, BOOK, tmp_path, answers=answers, other="q3_16")
    wanted = made.responses["q3_16"]
    assert wanted.eq(8).any()
    assert survey.read(path, BOOK).responses["q3_16"].equals(wanted)
