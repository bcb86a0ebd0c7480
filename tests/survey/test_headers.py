"""Which rows are headings and which are people."""

from helpers import catalogue, survey
from helpers.catalogue.records import Question

CLOSED = tuple(
    question
    for question in catalogue.questions()
    if question.kind == "single" and {option.label for option in question.options} == {"Yes", "No"}
)


def codes(reading):
    return [message.code for message in reading.messages]


def test_people_who_answer_no_are_no_headings(write_csv):
    assert len(CLOSED) >= 2
    head = ["No.", "consent", *(question.code for question in CLOSED)]
    people = [[n, "Yes", *(["No"] * len(CLOSED))] for n in range(30)]
    reading = survey.read(write_csv([head, *people]))
    assert (reading.verdict, reading.usable_n, reading.n_received) == ("accept", 30, 30)
    without_id = survey.read(write_csv([row[1:] for row in [head, *people]]))
    assert (without_id.verdict, without_id.usable_n) == ("accept", 30)


def test_an_answer_row_is_not_taken_for_the_header(write_csv):
    own = tuple(
        Question(code=f"own_{n}", id=f"own_{n}", section=0, kind="text", wording=f"Wording {n}?") for n in range(3)
    )
    book = survey.Codebook(questions=(*catalogue.workbook_questions(), *own), consent_recorded_where="On paper")
    rows = [["a", "b", "c"], ["No", "No", "No"], ["Date", "Yes", "ID"], ["x", "y", "z"]]
    reading = survey.read(write_csv(rows), book, {"a": "own_0", "b": "own_1", "c": "own_2"})
    assert reading.usable_n == 3
    # nothing known in the header: an answer that happens to be a heading does not make a header either
    assert codes(survey.read(write_csv([["colour", "size"], ["red", "No"], ["blue", "ID"]]), book)) == ["no_questions"]


def test_answers_that_name_other_columns_stay(write_csv):
    rows = [["consent", "3.3", "3.4"], ["Yes", "ID", "Date"], ["Yes", "Poland", "Kent"]]
    reading = survey.read(write_csv(rows))
    assert reading.responses["q3_3"].tolist() == ["ID", "Poland"]


def test_further_header_rows_of_a_tool_are_read_as_such(write_csv):
    head = ["StartDate", "EndDate", "ResponseId", "RecordedDate", "consent", "q1_7"]
    wordings = ["Start Date", "End Date", "Response ID", "Recorded Date", "Consent", "How often do you feel lonely?"]
    imports = [f'{{"ImportId":"{name}"}}' for name in head]
    people = [["2025-03-31", "2025-03-31", f"R_{n}", "2025-03-31", "Yes", n % 5 + 1] for n in range(10)]
    reading = survey.read(write_csv([head, wordings, imports, *people]))
    assert (reading.usable_n, reading.tool) == (10, "Qualtrics")
    (message,) = (message for message in reading.messages if message.code == "header_rows_of_tool")
    assert (message.level, message.row) == ("note", 2) and "2, 3" in message.what


def test_import_ids_make_all_rows_above_them_headers(write_csv):
    head = ["ResponseId", "RecordedDate", "consent", "own_x", "own_y", "q1_7"]
    wordings = ["Response ID", "Recorded Date", "May we?", "What is it?", "And then?", "How often?"]
    imports = [f'{{"ImportId":"{name}"}}' for name in head]
    reading = survey.read(write_csv([head, wordings, imports, ["R_1", "2025-03-31", "Yes", "a", "b", 2]]))
    assert (reading.usable_n, reading.n_received) == (1, 1)
