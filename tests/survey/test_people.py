"""Consent, age, ids, self-made codes, weights and dates; and what is never repeated about anyone."""

import numpy as np
import pytest

from helpers import survey
from helpers.errors import UserProblem

BOOK = survey.codebook()


def codes(reading):
    return [message.code for message in reading.messages]


def test_blank_consent_means_no(write_csv):
    answers = ["Yes", "", "no", "1", "2", "I agree", "I do not agree", "Yes, I agree to take part", "0", "TRUE", "N/A"]
    reading = survey.read(write_csv([["consent", "1.7"], *([answer, 3] for answer in answers)]), BOOK)
    assert reading.responses["respondent_id"].tolist() == ["2", "5", "7", "9", "11"]
    assert reading.set_aside == {"no consent": 6}
    assert (reading.usable_n, reading.n_received) == (5, 11)


def test_consent_recorded_elsewhere_needs_no_column(write_csv):
    path = write_csv([["1.7"], [3], [4]])
    assert survey.read(path, BOOK).verdict == "refuse"
    reading = survey.read(path, BOOK.model_copy(update={"consent_recorded_where": "On paper, in the office"}))
    assert (reading.verdict, reading.usable_n) == ("accept", 2)
    assert not reading.responses[["consent_quote", "consent_share", "consent_recontact"]].any(axis=None)


def test_a_column_for_consent_counts_even_where_consent_is_recorded_elsewhere(write_csv):
    book = BOOK.model_copy(update={"consent_recorded_where": "On paper"})
    assert survey.read(write_csv([["consent", "1.7"], ["No", 3], ["Yes", 4]]), book).usable_n == 1


def test_people_under_16_are_set_aside_unless_a_parent_consented(write_csv):
    path = write_csv([["consent", "3.2", "1.7"], ["Yes", 15, 3], ["Yes", 16, 4], ["No", 12, 5], ["Yes", "", 1]])
    reading = survey.read(path, BOOK)
    assert reading.set_aside == {"no consent": 1, "under 16": 1}
    assert reading.responses["q3_2"].tolist()[0] == 16
    with_parents = survey.read(path, BOOK.model_copy(update={"parents_consent": "A signed slip"}))
    assert with_parents.set_aside == {"no consent": 1}
    assert with_parents.responses["q3_2"].tolist()[:2] == [15, 16]


def test_set_aside_answers_are_never_looked_at(write_csv):
    bad = ["No", 9, 777, "ring 020 7946 0018", "-5", "Watch Telly", "QX07"]
    fine = [["Yes", i % 5 + 1, 40, "fine", "1", "Watch TV", f"AN{i}"] for i in range(10)]
    rows = [["consent", "1.7", "3.2", "3.3", "weight", "2.3", "panel_code"], bad, bad, *fine]
    reading = survey.read(write_csv(rows), BOOK)
    assert codes(reading) == ["no_consent", "weights_used"]
    assert reading.usable_n == 10


def test_messages_repeat_nothing_people_wrote(write_csv):
    secrets = ["anna.w@example.org", "07700 900123", "SW1A 1AA", "AB 12 34 56 C", "943 476 5919", "Wilhelmina"]
    rows = [["id", "consent", "1.7", "3.3", "2.3", "panel_code", "weight", "Email"]]
    rows += [[f"R{i}", "Yes", i % 5 + 1, "fine", "Watch TV", f"AN{i}", 1, ""] for i in range(60)]
    rows += [[secret, "Yes", secret, secret, secret, secret, 1, secret] for secret in secrets for _ in range(2)]
    for kind in (rows, [row[1:] for row in rows], [[*row[:2], 3, *row[3:]] for row in rows]):
        said = " ".join(f"{m} {m.value}" for m in survey.read(write_csv(kind), BOOK).messages)
        assert said
        for secret in secrets:
            assert secret not in said and secret.replace(" ", "") not in said


def test_ids_are_the_files_own_or_row_numbers(write_csv):
    with_ids = survey.read(write_csv([["id", "consent", "1.7"], ["a", 1, 1], ["", 1, 2], ["007", 1, 3]]), BOOK)
    assert with_ids.responses["respondent_id"].tolist() == ["a", "row 3", "007"]
    without = survey.read(write_csv([["consent", "1.7"], [1, 1], [], [1, 2]]), BOOK)
    assert without.responses["respondent_id"].tolist() == ["2", "4"]


def test_duplicate_ids_name_their_rows(write_csv):
    reading = survey.read(write_csv([["id", "consent", "1.7"], ["a1", 1, 1], ["b", 1, 2], ["a1", 1, 3]]), BOOK)
    (message,) = reading.messages
    assert (reading.verdict, message.code, message.value) == ("refuse", "duplicate_ids", "a1")
    assert "rows 2 and 4" in message.what


def test_shared_panel_codes_stay_unmatched(write_csv):
    given = ["AN07", "an 07", "BO12", "", "CE-01"]
    reading = survey.read(write_csv([["consent", "1.7", "panel_code"], *([1, 2, code] for code in given)]), BOOK)
    assert reading.responses["panel_code"].tolist() == [None, None, "BO12", None, "CE01"]
    assert reading.verdict == "warn"


@pytest.mark.parametrize(
    ("bad", "verdict"),
    [("", "refuse"), ("-1", "refuse"), ("1,5", "refuse"), ("nan", "refuse"), ("0", "warn"), ("2.5", "warn")],
)
def test_weights(bad, verdict, write_csv):
    reading = survey.read(write_csv([["consent", "1.7", "weight"], [1, 1, "1"], [1, 2, bad]]), BOOK)
    assert reading.verdict == verdict
    if verdict != "refuse":
        assert reading.responses["weight"].tolist() == [1.0, float(bad)]


@pytest.mark.parametrize(
    ("texts", "days"),
    [
        (["01/02/2025 10:00:00", "13/02/2025"], ["2025-02-01", "2025-02-13"]),
        (["1/2/25 10:00:00", "2/13/25"], ["2025-01-02", "2025-02-13"]),
        # nothing tells the day from the month: better no date than a wrong one
        (["1/2/2025", "12/11/2025"], [None, None]),
        (["2/2/2025", "3/3/25"], ["2025-02-02", "2025-03-03"]),
        (["1/2/2025", "2025-02-03", "3 Feb 2025"], [None, "2025-02-03", "2025-02-03"]),
        (["2/13/2025", "3 Feb 2025", "Feb 4, 2025 10:00:00 AM"], ["2025-02-13", "2025-02-03", "2025-02-04"]),
        (["2025-02-01T10:00:00.000+00:00", "2025/02/03 1:00:00 pm GMT+1"], ["2025-02-01", "2025-02-03"]),
        (["45689.5", "3 Feb 2025"], ["2025-02-01", "2025-02-03"]),
        (["31/31/2025", "2025-02-01"], [None, "2025-02-01"]),
    ],
)  # fmt: skip
def test_dates(texts, days, write_csv):
    reading = survey.read(write_csv([["Timestamp", "consent", "1.7"], *([text, 1, 2] for text in texts)]), BOOK)
    got = [
        None if value is np.datetime64("NaT") or str(value) == "NaT" else str(value)[:10]
        for value in reading.responses["submitted_on"]
    ]
    assert got == days


def test_a_missing_file_is_a_problem_the_person_can_mend(tmp_path):
    with pytest.raises(UserProblem):
        survey.read(tmp_path / "nowhere.csv")


def test_nothing_is_left_behind(write_xlsx, tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    path = write_xlsx([["consent", "1.7"], [1, 2]])
    assert survey.read(path, BOOK).usable_n == 1
    assert not list(scratch.iterdir())
    assert {p.name for p in tmp_path.iterdir()} == {"scratch", path.name}


@pytest.mark.parametrize(
    "said",
    ["N/A", "prefer not to say", "-", "none", "None.", "don't know", "no code", "No", "?", "can't remember", "0"],
)
def test_words_for_no_code_match_nobody(said, write_csv):
    reading = survey.read(
        write_csv([["consent", "1.7", "panel_code"], [1, 2, said], [1, 2, said], [1, 3, "AN07"]]), BOOK
    )
    assert reading.responses["panel_code"].tolist() == [None, None, "AN07"]
    assert reading.verdict == "accept"


@pytest.mark.parametrize(
    ("heading", "values", "is_used"),
    [
        ("weight", ["0.8", "1.3"], True),
        ("Weight", ["71", "58"], False),
        ("weight", ["70 kg", "58 kg"], False),
        ("weight", ["71", ""], False),
        ("wt", ["1", "1.2"], False),
        ("w", ["1", "1.2"], False),
        ("survey weight", ["1200", "800"], True),
        ("weighting", ["1200", "800"], True),
    ],
)
def test_only_what_looks_like_a_survey_weight_is_one(heading, values, is_used, write_csv):
    path = write_csv([["consent", "1.7", heading], *([1, n % 5 + 1, values[n % 2]] for n in range(20))])
    reading = survey.read(path, BOOK)
    assert reading.verdict != "refuse"
    assert ("weight" in reading.responses) == is_used
    assert ("weights_used" in codes(reading)) == is_used
    assert (heading in reading.mapping) == is_used
    # whoever says that a column is the weight, or that it is not, is believed
    said = survey.read(path, BOOK, {heading: ""})
    assert "weight" not in said.responses and "weights_used" not in codes(said)
    if all(value.replace(".", "").isdigit() for value in values):
        said = survey.read(path, BOOK, {heading: "weight"})
        assert said.responses["weight"].tolist()[:2] == [float(value) for value in values]


def test_weights_that_are_all_zero_are_refused(write_csv):
    reading = survey.read(write_csv([["consent", "1.7", "weight"], [1, 1, 0], [1, 2, 0], [0, 2, 1]]), BOOK)
    assert (reading.verdict, codes(reading)[0]) == ("refuse", "weight_all_zero")


def test_one_date_in_words_does_not_settle_the_others(write_csv):
    reading = survey.read(write_csv([["Timestamp", "consent", "1.7"], ["1/2/2025", 1, 2], ["3 Feb 2025", 1, 2]]), BOOK)
    message = reading.messages[0]
    assert (message.code, message.level, message.row) == ("dates_ambiguous", "warn", 2)
    assert "--date" in message.fix
