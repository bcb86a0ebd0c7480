"""Which heading is which question."""

import pytest

from helpers import catalogue, survey
from helpers.survey.headings import Headings

HEADINGS = Headings(survey.codebook())

KNOWN = {
    "q1_7": "q1_7",
    "Q1_7": "q1_7",
    "1.7": "q1_7",
    "1.7.": "q1_7",
    "Q1.7": "q1_7",
    "Q 1.7)": "q1_7",
    "Question 1.7": "q1_7",
    "How often do you feel lonely?": "q1_7",
    "HOW OFTEN DO YOU FEEL LONELY": "q1_7",
    "1.7. How often do you feel lonely?": "q1_7",
    "relationships/q1_7": "q1_7",
    "group_a/group_b/q1_7": "q1_7",
    "group.q1_7": "q1_7",
    "group-q1_7": "q1_7",
    "group__q1_7": "q1_7",
    "group|q1_7": "q1_7",
    "Relationships/How often do you feel lonely?": "q1_7",
    "<p>How often do you&nbsp;feel <b>lonely</b>?</p>": "q1_7",
    "2.7b": "q2_7b",
    "3.10a": "q3_10a",
    "Please think about the people close to you such as your spouse/partner, immediate family and friends. How much can you rely on them if you have a serious problem?": "q1_2",
    "q1_1_age": "q1_1_age",
    "1.1 age": "q1_1_age",
    "What proportion of your friends [are of a similar age as you]": "q1_1_age",
    "What proportion of your friends are of a similar age as you?": "q1_1_age",
    "have similar incomes to you": "q1_1_income",
    "q2_3": "q2_3",
    "q2_3/1": "q2_3_1",
    "q2_3.13": "q2_3_13",
    "q2_3_13": "q2_3_13",
    "q2_3[4]": "q2_3_4",
    "leisure/q2_3/4": "q2_3_4",
    "2.3/Watch TV": "q2_3_3",
    "What is your religion": "q3_16",
}  # fmt: skip


@pytest.mark.parametrize("heading", KNOWN)
def test_headings(heading):
    assert HEADINGS.meant_by(heading) == (KNOWN[heading],)


@pytest.mark.parametrize(
    "heading",
    ["", "7", "1", "17", "1.77", "lonely", "q1", "Q1_77", "How lonely do you feel?", "a/1", "1.1", "q4_1", "aged"],
)
def test_what_is_not_a_heading_is_not_guessed(heading):
    assert HEADINGS.meant_by(heading) == ()


def test_no_two_questions_share_a_heading_unless_the_toolkit_does():
    shared = {text: targets for text, targets in HEADINGS.known.items() if len(targets) > 1}
    assert len(HEADINGS.known) > 1000
    assert set(shared) == {"3 10", "q3 10"}


def test_a_spreadsheets_3_1_may_be_3_10(write_xlsx):
    rows = [["consent", 3.9, 3.1, 3.11], *([1, 1, n % 3 + 1, 1] for n in range(9))]
    reading = survey.read(write_xlsx(rows))
    assert "column_unsure" in {message.code for message in reading.messages}
    assert reading.responses["q3_1"].isna().all()
    sure = survey.read(write_xlsx([["consent", 3.1, 3.2, 3.9], *([1, n % 5 + 1, 30, 1] for n in range(9))]))
    assert sure.responses["q3_1"].notna().all()


def test_the_two_printed_3_10_in_their_order(write_csv):
    rows = [["consent", "3.10", "3.10"], *([1, n % 3 + 1, n % 8 + 1] for n in range(16))]
    responses = survey.read(write_csv(rows)).responses
    assert responses["q3_10a"].tolist() == [n % 3 + 1 for n in range(16)]
    assert responses["q3_10b"].tolist() == [n % 8 + 1 for n in range(16)]


def test_a_missing_question_is_proposed_by_heading_and_by_answers(write_csv):
    book = survey.codebook().model_copy(update={"required": ("q1_7",)})
    by_heading = survey.read(write_csv([["consent", "How often do you feel alone?"], [1, 2]]), book)
    assert "How often do you feel alone?" in str(by_heading.messages) or by_heading.messages[0].code == "no_questions"
    rows = [["consent", "1.8", "How often do you feel alone?"], *([1, 1, 2] for _ in range(5))]
    (message, *_) = survey.read(write_csv(rows), book).messages
    assert message.code == "column_missing" and '{"How often do you feel alone?": "q1_7"}' in message.fix
    rows = [["consent", "1.8", "Wellbeing item 3"], *([1, 1, "Hardly ever"] for _ in range(5))]
    (message, *_) = survey.read(write_csv(rows), book).messages
    assert '{"Wellbeing item 3": "q1_7"}' in message.fix


def test_a_mapping_overrides_and_can_leave_out(write_csv):
    path = write_csv([["consent", "1.7", "item 3"], *([1, 5, 2] for _ in range(5))])
    reading = survey.read(path, mapping={"1.7": "", "item 3": "q1_7"})
    assert reading.responses["q1_7"].tolist() == [2.0] * 5
    assert reading.verdict == "accept"


def test_two_headings_mapped_to_one_question_are_refused(write_csv):
    path = write_csv([["consent", "a", "b"], [1, 5, 2]])
    reading = survey.read(path, mapping={"a": "q1_7", "b": "q1_7"})
    assert reading.messages[0].code == "column_twice"


def test_an_empty_twin_does_no_harm(write_csv):
    rows = [["consent", "1.7", "How often do you feel lonely?"], *([1, 4, ""] for _ in range(5))]
    reading = survey.read(write_csv(rows))
    assert reading.verdict == "accept" and reading.responses["q1_7"].tolist() == [4.0] * 5


def test_all_questions_are_named_by_id_number_and_wording():
    for question in catalogue.questions():
        if question.kind != "grid":
            for heading in (
                question.id,
                question.wording,
                f"group/{question.id}",
                f"{question.code} {question.wording}",
            ):
                assert HEADINGS.meant_by(heading) == (question.id,), heading


def test_answers_without_a_heading_are_named(write_csv):
    (message,) = survey.read(write_csv([["consent", "1.7", ""], [1, 5, 2]])).messages
    assert (message.code, message.level) == ("columns_unused", "note") and "column C (no heading)" in message.what


def test_text_keeps_everything_but_control_characters(write_csv):
    text = "=HYPERLINK(1) <b>বাংলা</b> 😀 مرحبا \x07\x1b end\nsecond line"
    reading = survey.read(write_csv([["consent", "3.3"], [1, text]]))
    assert reading.responses["q3_3"].tolist() == [text.replace("\x07\x1b", "")]
