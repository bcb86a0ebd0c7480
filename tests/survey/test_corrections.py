"""Corrections kept with a wave: made each time its file is read, said, and never in the file."""

import json
from datetime import date

import pytest

from helpers import survey
from helpers.errors import UserProblem
from helpers.survey.corrections import LEFT_OUT, Correction, corrections_of

HEAD = ["id", "consent", "1.7", "3.3", "extra"]
ROWS = [HEAD, *([f"R{n}", "Yes", n % 5 + 1, "fine", "x"] for n in range(30))]


def corrected(rows, write_csv, *rules, **more):
    path = write_csv(rows)
    before = path.read_bytes()
    reading = survey.read(path, corrections=[{"reason": "The office checked", **rule} for rule in rules], **more)
    assert path.read_bytes() == before
    return reading


def said(reading, code):
    return [message for message in reading.messages if message.code == code]


def test_a_text_is_read_as_another_wherever_it_stands(write_csv):
    rows = [[*row[:2], "-9" if row[0] in ("R3", "R4", "R5") else row[2], *row[3:]] for row in ROWS]
    reading = corrected(rows, write_csv, {"kind": "value", "column": "1.7", "old": "-9", "new": ""})
    (message,) = said(reading, "corrected")
    assert (message.level, reading.verdict) == ("note", "accept")
    assert "cells changed 3" in message.what and "'1.7'" in message.what
    assert reading.responses["q1_7"].isna().sum() == 3 and reading.usable_n == 30


def test_one_answer_of_one_person(write_csv):
    rule = {"kind": "cell", "column": "1.7", "respondent_id": "R7", "old": "3", "new": "Never"}
    reading = corrected(ROWS, write_csv, rule)
    assert reading.responses.set_index("respondent_id")["q1_7"].loc[["R7", "R2"]].tolist() == [5, 3]
    # what stood there when the rule was made is not there any more
    idle = corrected(ROWS, write_csv, rule | {"old": "4"})
    (message,) = said(idle, "correction_idle")
    assert (message.level, message.column) == ("warn", "1.7") and not said(idle, "corrected")
    assert idle.responses.set_index("respondent_id")["q1_7"].loc["R7"] == 3


def test_a_row_is_left_out_and_listed(write_csv):
    rows = [*ROWS, ["R40", "No", 1, "", ""]]
    reading = corrected(rows, write_csv, {"kind": "row", "respondent_id": "R4"})
    assert reading.set_aside == {LEFT_OUT: 1, "no consent": 1} and reading.usable_n == 29
    assert reading.set_aside_rows.to_numpy().tolist() == [[6, "R4", LEFT_OUT], [32, "R40", "no consent"]]
    assert "R4" not in reading.responses["respondent_id"].tolist()
    assert "R4" not in " ".join(map(str, reading.messages))


def test_a_column_is_not_used(write_csv):
    rule = {"kind": "column", "column": "1.7"}
    reading = corrected(ROWS, write_csv, rule)
    assert reading.responses["q1_7"].isna().all() and "1.7" not in reading.mapping
    # also where the mapping wants it
    mapped = corrected(ROWS, write_csv, rule, mapping={"1.7": "q1_7"})
    assert mapped.responses["q1_7"].isna().all()


IDLE = {
    "no such column": {"kind": "value", "column": "1.9", "old": "1", "new": "2"},
    "no such text": {"kind": "value", "column": "1.7", "old": "99", "new": ""},
    "no such row": {"kind": "row", "respondent_id": "R99"},
    "no such person": {"kind": "cell", "column": "1.7", "respondent_id": "R99", "new": ""},
    "read so already": {"kind": "cell", "column": "1.7", "respondent_id": "R0", "new": "1"},
    "no column to leave out": {"kind": "column", "column": "elsewhere"},
}


@pytest.mark.parametrize("case", IDLE)
def test_a_rule_that_no_longer_applies_says_so(case, write_csv):
    reading = corrected(ROWS, write_csv, IDLE[case])
    plain = survey.read(write_csv(ROWS))
    (message,) = said(reading, "correction_idle")
    assert "Correction 1" in message.what and message.fix
    assert reading.verdict == "warn" and reading.responses.equals(plain.responses)


def test_rules_follow_one_another(write_csv):
    first = {"kind": "value", "column": "1.7", "old": "1", "new": "99"}
    second = {"kind": "value", "column": "1.7", "old": "99", "new": "2"}
    assert set(corrected(ROWS, write_csv, first, second).responses["q1_7"]) == {2, 3, 4, 5}
    assert said(corrected(ROWS, write_csv, second, first), "correction_idle")


def test_a_row_without_an_id_is_named_by_its_number(write_csv):
    rows = [["", *row[1:]] if row[0] == "R3" else row for row in ROWS]
    reading = corrected(rows, write_csv, {"kind": "row", "respondent_id": "row 5"})
    assert reading.set_aside_rows["row"].tolist() == [5]
    without = corrected([row[1:] for row in ROWS], write_csv, {"kind": "row", "respondent_id": "5"})
    assert without.set_aside_rows["row"].tolist() == [5]


def test_the_second_column_of_a_heading(write_csv):
    rows = [[*row, row[2]] for row in ROWS]
    rows[0] = [*HEAD, "1.7"]
    assert survey.read(write_csv(rows)).verdict == "refuse"
    reading = corrected(rows, write_csv, {"kind": "column", "column": "1.7 #2"})
    assert reading.verdict == "accept" and reading.responses["q1_7"].notna().all()


def test_a_correction_mends_what_would_be_refused(write_csv):
    rows = [[*row[:2], "n.k." if int(row[0][1:]) % 3 == 0 else row[2], *row[3:]] for row in ROWS[1:]]
    assert survey.read(write_csv([HEAD, *rows])).verdict == "refuse"
    rule = {"kind": "value", "column": "1.7", "old": "n.k."}
    assert corrected([HEAD, *rows], write_csv, rule).verdict == "accept"


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "value", "column": "1.7", "old": "1", "new": "2", "reason": " "},
        {"kind": "value", "column": "", "old": "1", "new": "2", "reason": "so"},
        {"kind": "value", "column": "1.7", "old": "1", "new": "1 ", "reason": "so"},
        {"kind": "cell", "column": "1.7", "new": "1", "reason": "so"},
        {"kind": "row", "reason": "so"},
        {"kind": "guess", "reason": "so"},
        {"kind": "row", "respondent_id": "R1", "reason": "so", "colour": "red"},
    ],
)
def test_what_is_no_rule_is_told(rule):
    with pytest.raises(UserProblem, match="Correction 2"):
        corrections_of([{"kind": "row", "respondent_id": "R1", "reason": "twice"}, rule])


def test_rules_are_kept_as_they_were():
    rule = Correction(
        kind="cell",
        column="1.7",
        old="3",
        new="",
        respondent_id="R7",
        reason="Mistyped",
        who="Asha",
        on=date(2026, 5, 4),
    )
    kept = json.loads(json.dumps(rule.to_dict()))
    assert corrections_of([kept]) == (rule,)
    assert rule.in_words == "in column '1.7', the answer of R7 is left blank"
