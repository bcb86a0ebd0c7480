"""What a cell means, and the values that must never pass for another."""

import math

import numpy as np
import pytest

from helpers import catalogue, survey
from helpers.catalogue.records import Option, Question
from helpers.survey.multi import join_split, joined_reader, tick_reader
from helpers.survey.values import Status, labels_of, reader_for

ANSWERED, BLANK, PREFERS_NOT, DONT_KNOW, NOT_ASKED, UNKNOWN = (
    Status.ANSWERED,
    Status.BLANK,
    Status.PREFERS_NOT,
    Status.DONT_KNOW,
    Status.NOT_ASKED_WORDS,
    Status.UNKNOWN,
)

LONELY = [
    ("1", ANSWERED, 1),
    (" 4.0 ", ANSWERED, 4),
    ("04", ANSWERED, 4),
    ("2.", ANSWERED, 2),
    ("Often/always", ANSWERED, 1),
    ("OFTEN / ALWAYS.", ANSWERED, 1),
    ("<span>Hardly\xa0ever</span> ", ANSWERED, 4),
    ("4 - Hardly ever", ANSWERED, 4),
    ("5. Never", ANSWERED, 5),
    ("", BLANK, None),
    (" \t", BLANK, None),
    ("Prefer not to say", PREFERS_NOT, None),
    ("I’d rather not say", PREFERS_NOT, None),
    ("don't know", DONT_KNOW, None),
    ("N/A", NOT_ASKED, None),
    ("-", NOT_ASKED, None),
    # never taken for an answer
    ("-1", UNKNOWN, None),
    ("-9", UNKNOWN, None),
    ("99", UNKNOWN, None),
    ("0", UNKNOWN, None),
    ("1.5", UNKNOWN, None),
    ("1,5", UNKNOWN, None),
    ("100%", UNKNOWN, None),
    ("1/2", UNKNOWN, None),
    ("1 2", UNKNOWN, None),
    ("5 Often/always", UNKNOWN, None),
    ("Often", UNKNOWN, None),
    ("Never ever", UNKNOWN, None),
    ("1e0", UNKNOWN, None),
    ("2025-01-04", UNKNOWN, None),
]


@pytest.mark.parametrize(("text", "status", "value"), LONELY)
def test_single_answers(text, status, value):
    got = reader_for(catalogue.question("1.7"))(text)
    assert got[0] == status
    assert got[1] == value or (value is None and math.isnan(got[1]))


@pytest.mark.parametrize(
    ("code", "text", "status", "value"),
    [
        ("3.2", "45", ANSWERED, 45),
        ("3.2", "45 years old", ANSWERED, 45),
        ("3.2", "99", ANSWERED, 99),
        ("3.2", "45.5", UNKNOWN, None),
        ("3.2", "25-34", UNKNOWN, None),
        ("3.2", "1980", UNKNOWN, None),
        ("3.2", "-9", UNKNOWN, None),
        ("3.19", "10", ANSWERED, 10),
        ("3.19", "0 (not at all satisfied)", ANSWERED, 0),
        ("3.19", "10 - completely satisfied", ANSWERED, 10),
        ("3.19", "5 or 6", UNKNOWN, None),
        ("3.19", "11", UNKNOWN, None),
        ("3.19", "Not applicable", NOT_ASKED, None),
        ("2.4", "yes", ANSWERED, 1),
        ("2.4", "FALSE", ANSWERED, 2),
        ("2.4", "0", UNKNOWN, None),
        ("3.5", "Other language", ANSWERED, 2),
        ("3.11", "Other", ANSWERED, 6),
        ("3.14", "Any other Asian background", ANSWERED, 13),
        ("1.3.2", "Very positive", ANSWERED, 1),
    ],
)
def test_other_questions(code, text, status, value):
    got = reader_for(catalogue.question(code))(text)
    assert got[0] == status
    assert got[1] == value or (value is None and math.isnan(got[1]))


def test_labels_that_are_numbers_are_not_taken_for_codes():
    options = tuple(Option(code=code, label=label) for code, label in ((1, "0"), (2, "1"), (3, "9 or more")))
    question = Question(code="own_n", id="own_n", section=0, kind="single", wording="How many?", options=options)
    read = reader_for(question)
    assert [read(text)[0] for text in ("-1", "-9", "1", "2.0", "9 or more")] == [
        *(UNKNOWN, UNKNOWN, UNKNOWN),
        *(ANSWERED, ANSWERED),
    ]


def test_every_label_of_the_toolkit_means_its_own_option():
    looked_at = 0
    for question in (*catalogue.questions(), *catalogue.workbook_questions()):
        if question.kind in ("single", "grid"):
            read = reader_for(question)
            for option in question.options:
                for text in (option.label, str(option.code), f"{option.code}. {option.label}", option.label.upper()):
                    assert read(text) == (ANSWERED, option.code), (question.code, text)
                    looked_at += 1
    assert looked_at > 500


def test_words_two_options_share_mean_neither():
    question = catalogue.question("1.7")
    double = question.model_copy(
        update={"options": tuple(option.model_copy(update={"label": "Sometimes"}) for option in question.options)}
    )
    assert "sometimes" not in labels_of(double)


@pytest.mark.parametrize(
    ("code", "text", "status", "ticked"),
    [
        ("2.3", "1 3 13", ANSWERED, {1, 3, 13}),
        ("2.3", "1;3;", ANSWERED, {1, 3}),
        ("2.3", "3", ANSWERED, {3}),
        ("2.3", "3.0", ANSWERED, {3}),
        ("2.3", "Watch TV, Go to parks", ANSWERED, {3, 4}),
        ("2.3", "watch tv;go to parks;", ANSWERED, {3, 4}),
        ("2.3", "Watch TV Go to parks Exercise", ANSWERED, {3, 4, 6}),
        ("2.3", "3. Watch TV; 4. Go to parks", ANSWERED, {3, 4}),
        ("2.6", "Running local services on a voluntary basis (e.g. childcare, youth services, parks, community centres), Another local issue", ANSWERED, {4, 6}),
        ("3.15", "Yes, a physical condition, Yes, a mental health condition", ANSWERED, {1, 2}),
        ("2.3", "", BLANK, set()),
        ("2.3", "Prefer not to say", PREFERS_NOT, set()),
        ("2.3", "Watch TV, go to the parks", UNKNOWN, set()),
        ("2.3", "Watch TV, knitting", UNKNOWN, set()),
        ("2.3", "14", UNKNOWN, set()),
        ("2.3", "1 14", UNKNOWN, set()),
        ("2.3", "-9", UNKNOWN, set()),
        ("2.3", "1.3", UNKNOWN, set()),
        ("2.3", "0", UNKNOWN, set()),
    ],
)  # fmt: skip
def test_select_all_in_one_column(code, text, status, ticked):
    assert joined_reader(catalogue.question(code))(text) == (status, frozenset(ticked))


@pytest.mark.parametrize(
    ("code", "option", "text", "status", "value"),
    [
        ("2.3", 3, "1", ANSWERED, 1),
        ("2.3", 3, "TRUE", ANSWERED, 1),
        ("2.3", 3, "x", ANSWERED, 1),
        ("2.3", 3, "Watch TV", ANSWERED, 1),
        ("2.3", 3, "0", ANSWERED, 0),
        ("2.3", 3, "False", ANSWERED, 0),
        ("2.3", 3, "", BLANK, None),
        ("2.3", 3, "Go to parks", UNKNOWN, None),
        ("2.3", 3, "2", UNKNOWN, None),
        ("2.3", 3, "-1", UNKNOWN, None),
        # the option's own words are "No": ticked or not?
        ("3.15", 3, "No", UNKNOWN, None),
    ],
)
def test_select_all_in_a_column_of_its_own(code, option, text, status, value):
    got = tick_reader(catalogue.question(code), option)(text)
    assert got[0] == status
    assert got[1] == value or (value is None and math.isnan(got[1]))


@pytest.mark.parametrize(
    ("ticks", "has_none_column", "status", "filled"),
    [
        ([1, np.nan, np.nan], True, ANSWERED, [1, 0, 0]),
        ([0, 1, 0], True, ANSWERED, [0, 1, 0]),
        ([0, 0, 0], True, BLANK, [np.nan] * 3),
        ([0, 0, 0], False, ANSWERED, [0, 0, 0]),
        ([np.nan] * 3, False, BLANK, [np.nan] * 3),
    ],
)
def test_ticks_of_one_person(ticks, has_none_column, status, filled):
    ticks = np.array([ticks], dtype=float)
    kinds = np.where(np.isnan(ticks), BLANK, ANSWERED)
    row_status, answers = join_split(ticks, kinds, has_none_column)
    assert row_status.tolist() == [status]
    np.testing.assert_array_equal(answers[0], filled)


SYSTEMATIC = {
    "0-4 for 1-5": ("1.7", [i % 5 for i in range(40)], "recoded_shifted"),
    "2-6 for 1-5": ("1.7", [i % 5 + 2 for i in range(40)], "recoded_shifted"),
    "0-10 as 1-11": ("3.19", [i % 11 + 1 for i in range(40)], "recoded_shifted"),
    "0-10 as 0-100": ("3.19", [i % 11 * 10 for i in range(40)], "recoded"),
    "1/0 for yes and no": ("2.4", [i % 2 for i in range(40)], "recoded_noughts"),
    "labels of another scale": ("1.7", ["Always", "Rarely"] * 20, "recoded"),
    "labels numbered the other way": ("1.7", ["5 Often/always", "1 Never"] * 20, "recoded"),
    "years of birth": ("3.2", [1950 + i for i in range(40)], "recoded"),
    "bands of age": ("3.2", ["25-34", "35-44"] * 20, "recoded"),
    "missing as 99": ("1.7", [i % 5 + 1 for i in range(30)] + [99] * 10, "recoded"),
    "one label changed": ("3.11", ["Rented from the council"] * 8 + [5] * 32, "recoded"),
    "a changed option of a list": ("2.3", ["Watch TV, Go to the parks"] * 8 + ["Watch TV"] * 32, "recoded"),
    "two of two": ("1.7", [7, 8], "recoded"),
}


@pytest.mark.parametrize("case", SYSTEMATIC)
def test_a_column_recoded_throughout_is_refused(case, write_csv):
    question, values, code = SYSTEMATIC[case]
    reading = survey.read(write_csv([["consent", question], *(["Yes", value] for value in values)]))
    assert reading.verdict == "refuse"
    assert code in {message.code for message in reading.messages}


STRAYS = {
    "one in thirty": ("1.7", [i % 5 + 1 for i in range(29)] + [9], "9"),
    "a nought": ("1.7", [i % 4 + 1 for i in range(29)] + [0], "0"),
    "one above the scale": ("3.19", [i % 9 + 1 for i in range(29)] + [11], "11"),
    "two of ten": ("1.7", [1, 2, 3, 4, 5, 1, 2, 3, 9, 77], "9"),
    "one of one": ("1.7", [9], "9"),
}


@pytest.mark.parametrize("case", STRAYS)
def test_a_stray_code_is_blanked_counted_and_named(case, write_csv):
    question, values, value = STRAYS[case]
    reading = survey.read(write_csv([["consent", question], *(["Yes", one] for one in values)]))
    stray = next(message for message in reading.messages if message.code == "out_of_range")
    assert reading.verdict == "warn" and reading.usable_n == len(values)
    assert (stray.row, stray.column, stray.value) == (values.index(int(value)) + 2, question, value)
    column = catalogue.question(question).id
    assert math.isnan(reading.responses[column].iloc[values.index(int(value))])
    assert reading.counts.set_index("column").loc[column, "out_of_range"] == sum(
        m.code == "out_of_range" for m in reading.messages
    )


def test_written_in_answers_are_left_blank_and_not_repeated(write_csv):
    values = ["Muslim"] * 20 + ["Jedi knight", "My own mixture of things"]
    reading = survey.read(write_csv([["consent", "3.16"], *(["Yes", value] for value in values)]))
    assert reading.verdict == "warn"
    assert reading.responses["q3_16"].isna().sum() == 2
    assert not any("Jedi" in str(message) for message in reading.messages)


def test_counts_add_up(write_csv):
    values = [1, 2, "", "N/A", "Prefer not to say", "Don't know", 9, 3]
    people = [["Yes", 1, value] for value in values] + [["Yes", 2, ""], ["Yes", "", ""]]
    counts = survey.read(write_csv([["consent", "1.6.1", "1.6.2"], *people])).counts.set_index("column")
    assert counts.loc["q1_6_2"].tolist() == [9, 3, 1, 4, 1]
    assert counts.loc["q1_6_1"].tolist() == [10, 9, 0, 1, 0]
    parts = counts[["answered", "prefer_not_to_say", "blank", "out_of_range"]].sum(axis=1)
    assert (parts == counts["asked"]).all()


def test_a_mapping_can_say_how_values_are_written(write_csv):
    path = write_csv([["consent", "helps", "1.7"], *(["Yes", i % 2, -9 if i % 3 else 4] for i in range(30))])
    mapping = {
        "helps": {"column": "q2_4", "values": {"0": "2"}},
        "1.7": {"column": "q1_7", "values": {"-9": ""}},
    }
    reading = survey.read(path, mapping=mapping)
    assert reading.verdict == "accept"
    assert reading.responses["q2_4"].tolist() == [2 if i % 2 == 0 else 1 for i in range(30)]
    assert reading.responses["q1_7"].notna().sum() == 10
    assert reading.mapping["helps"] == mapping["helps"]


def test_select_all_with_a_column_for_prefer_not_to_say(write_csv):
    head = ["consent", "q3_15/1", "q3_15/2", "q3_15/3", "q3_15/prefer_not_to_say"]
    reading = survey.read(write_csv([head, ["Yes", 1, 0, 0, 0], ["Yes", 0, 0, 0, 1], ["Yes", 0, 0, 1, 0]]))
    assert reading.verdict == "accept" and not reading.messages
    assert reading.counts.iloc[0].tolist() == ["q3_15", 3, 2, 1, 0, 0]
    assert reading.responses["q3_15_1"].tolist()[::2] == [1, 0]


def test_an_option_without_a_column_is_not_counted_as_not_ticked(write_csv):
    rows = [["consent", "q2_6_1", "q2_6_2"], ["Yes", 1, 0], ["Yes", 0, 0]]
    responses = survey.read(write_csv(rows)).responses
    assert responses[["q2_6_1", "q2_6_2"]].to_numpy().tolist() == [[1, 0], [0, 0]]
    assert responses["q2_6_3"].isna().all()


def test_digits_that_are_no_decimal_numbers_are_no_codes(write_csv):
    rows = [["consent", "2.3"], *(["Yes", "3 4"] for _ in range(11)), ["Yes", "፩ ፪"]]
    reading = survey.read(write_csv(rows))
    assert reading.responses["q2_3_3"].tolist()[:11] == [1.0] * 11 and np.isnan(reading.responses["q2_3_1"].iloc[11])
    assert "out_of_range" in {message.code for message in reading.messages}


CAKES = Question(
    code="own_cakes",
    id="own_cakes",
    section=0,
    kind="multi",
    wording="What do you like?",
    options=tuple(
        Option(code=code, label=label) for code, label in enumerate(("Tea", "Cake", "Tea cake", "Ham, egg"), 1)
    ),
)


@pytest.mark.parametrize(
    ("text", "ticked"),
    [
        ("Tea, Cake", {1, 2}),
        ("Tea;Cake;", {1, 2}),
        ("Tea cake", None),
        ("Tea cake; Cake", {2, 3}),
        ("Cake Ham, egg", {2, 4}),
        ("Cake Tea Ham egg", {1, 2, 4}),
        ("Cake, Bread", None),
        ("Tea cake " * 30, None),
    ],
)
def test_what_could_be_other_options_is_not_guessed(text, ticked):
    status, found = joined_reader(CAKES)(text)
    assert (set(found) if status == Status.ANSWERED else None) == ticked
