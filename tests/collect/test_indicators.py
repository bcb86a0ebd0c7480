"""Every rule of the catalogue on answers worked out by hand."""

import numpy as np
import pandas as pd
import pytest

from helpers import catalogue
from helpers.collect.groups import can_group, group_order, label_groups
from helpers.collect.indicators import can_show, code_indicator, code_indicators, needed_columns

NAN = float("nan")


def frame(**columns):
    return pd.DataFrame(columns, dtype=float)


def multi(question, *rows):
    """Answers to a select-all question: each row a set of ticked codes, or None for not answered."""
    columns = catalogue.question(question).columns
    codes = [int(column.rsplit("_", 1)[1]) for column in columns]
    data = [[NAN] * len(codes) if row is None else [float(code in row) for code in codes] for row in rows]
    return pd.DataFrame(data, columns=list(columns))


CASES = {
    "R1_age": (frame(q1_1_age=[1, 2, 3, 4, 5, NAN]), [1, 1, 0, 0, NAN, NAN]),
    "R2_younger": (
        frame(q1_3_1_younger=[4, 5, 4, 1, 3, 5, NAN], q1_3_2_younger=[1, 2, 3, NAN, 1, NAN, 1]),
        [1, 1, 0, 0, 0, NAN, NAN],
    ),
    "R3": (frame(q1_8=[1, 2, 3, 4, NAN]), [1, 1, 0, 0, NAN]),
    "R4": (frame(q1_5=[1, 2, 3, 4, NAN]), [1, 1, 0, 0, NAN]),
    "R6": (frame(q1_2=[1, 2, 3, 4, 5, NAN]), [0, 1, 1, 1, 1, NAN]),
    "R7": (frame(q1_7=[1, 2, 3, 4, 5, NAN]), [1, 0, 0, 0, 0, NAN]),
    "R8": (frame(q1_6_1=[1, 1, 2, 1, NAN], q1_6_2=[1, 2, NAN, NAN, NAN]), [1, 0, 0, NAN, NAN]),
    "P1": (multi("2.3", {3}, {1, 12}, {13}, None), [1, 1, 0, NAN]),
    "P2": (frame(q2_5=[1, 2, NAN]), [1, 0, NAN]),
    "P3": (frame(q2_4=[1, 2, NAN]), [1, 0, NAN]),
    "P5": (multi("2.6", {6}, {7}, None), [1, 0, NAN]),
    "E6": (frame(q3_5=[2, 2, 2, 2, 1, NAN], q3_6=[1, 3, 4, NAN, 4, 4]), [0, 1, 1, NAN, NAN, NAN]),
    "E8": (multi("3.18", {1, 6}, {11}, {12}, None), [1, 1, 0, NAN]),
    "E10": (
        pd.concat([frame(q3_11=[5, 5, 5, 5, 1]), multi("3.12", {1}, {2, 8}, {4}, {9}, {3})], axis=1),
        [1, 1, 0, NAN, NAN],
    ),
    "E11": (frame(q3_13=[1, 2, NAN]), [0, 1, NAN]),
    "O1_area": (frame(q2_7=[1, 2, 3, 4, NAN]), [1, 1, 0, 0, NAN]),
    "O1_london": (frame(q2_7b=[1, 2, 3, 4, NAN]), [1, 1, 0, 0, NAN]),
    "O2": (frame(q3_19=[0, 6, 7, 10, NAN]), [0, 0, 1, 1, NAN]),
}
SAME_RULE = {
    **{f"R1_{item}": "R1_age" for item in ("ethnicity", "education", "income")},
    **{f"R2_{item}": "R2_younger" for item in ("older", "class", "ethnicity")},
}


@pytest.mark.parametrize("code", CASES)
def test_a_rule_gives_what_a_person_would(code):
    answers, expected = CASES[code]
    np.testing.assert_array_equal(code_indicator(answers, catalogue.indicator(code)), expected)


@pytest.mark.parametrize(("code", "like"), SAME_RULE.items())
def test_rules_of_one_question_differ_only_in_their_line(code, like):
    item, other = code.split("_")[1], like.split("_")[1]
    answers, expected = CASES[like]
    renamed = answers.rename(columns=lambda column: column.replace(other, item))
    np.testing.assert_array_equal(code_indicator(renamed, catalogue.indicator(code)), expected)


def test_every_indicator_a_survey_can_show_is_worked_out_here():
    with_rule = {indicator.code for indicator in catalogue.not_added(catalogue.indicators()) if indicator.rule}
    assert with_rule == CASES.keys() | SAME_RULE.keys()
    assert len(with_rule) == 24


def test_what_was_not_asked_gets_no_column():
    coded = code_indicators(frame(q1_7=[1, 2]), ("R7", "R3", "E1"))
    assert list(coded) == ["R7"]
    assert not can_show(frame(q3_11=[5]), catalogue.indicator("E10"))
    assert needed_columns(catalogue.indicator("R8")) == ("q1_6_1", "q1_6_2")


def test_bands_and_groups_take_in_their_ends_and_nothing_else():
    age = catalogue.breakdown("age")
    ages = frame(q3_2=[16, 24, 25, 74, 75, 99, NAN])
    assert label_groups(ages, age).tolist() == ["16-24", "16-24", "25-34", "65-74", "75 and over", "75 and over", None]
    ethnicity = catalogue.breakdown("ethnicity")
    assert label_groups(frame(q3_14=[4, 5, 9, 16, 18]), ethnicity).tolist() == list(group_order(ethnicity))


def test_a_breakdown_by_a_select_all_question_goes_by_its_ticks():
    answers = multi("3.15", {1, 2}, {3}, None)
    labels = label_groups(answers, catalogue.breakdown("disability"))
    assert labels.tolist() == ["Has a long-term condition", "No long-term condition", None]
    assert not can_group(frame(q3_2=[40]), catalogue.breakdown("disability"))
