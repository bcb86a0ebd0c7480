"""Every rule names questions, columns and codes that exist, and counts what the measure says."""

import pytest

from helpers import catalogue
from helpers.catalogue.records import Condition

RULES = [indicator for indicator in catalogue.indicators() if indicator.rule]
PRINTED = [indicator for indicator in RULES if indicator.provenance != "added"]
"""Those whose rules are written out below, by hand; what was added is checked for holding together."""
COLUMNS = {column: question for question in catalogue.questions() for column in question.columns}


def conditions(indicator) -> list[Condition]:
    return [*indicator.rule.counts, *indicator.rule.base, *indicator.rule.outside]


def codes_of(question) -> set[int]:
    return {option.code for option in question.options}


def test_how_many_there_are():
    assert len(PRINTED) == 24
    assert sum(len(conditions(indicator)) for indicator in PRINTED) == 36
    assert len(COLUMNS) >= 87


@pytest.mark.parametrize("indicator", RULES, ids=lambda indicator: indicator.code)
def test_rules_name_questions_and_codes_that_exist(indicator):
    needed = set()
    for condition in conditions(indicator):
        if condition.question:
            question = catalogue.question(condition.question)
            assert question.kind == "multi"
            assert condition.question == question.id
        else:
            question = COLUMNS[condition.column]
            assert question.kind in {"single", "grid", "number"}
        if condition.at_least is None:
            assert set(condition.codes) <= codes_of(question), condition
        else:
            assert question.minimum < condition.at_least <= question.maximum
        needed.add(question.code)
    assert needed == set(indicator.questions)


def test_what_is_also_reported_one_by_one_exists():
    each = [indicator for indicator in RULES if indicator.rule.each]
    assert [indicator.code for indicator in each if indicator in PRINTED] == ["E8", "P1", "P5"]
    for indicator in each:
        question = catalogue.question(indicator.rule.each)
        assert set(indicator.rule.each_codes) == codes_of(question) - {question.none_code}
        assert "{option}" in indicator.rule.each_counted


def test_means_are_of_number_questions():
    means = {indicator.code: indicator.rule.mean for indicator in RULES if indicator.rule.mean}
    assert {code: means[code] for code in means if catalogue.indicator(code) in PRINTED} == {"O2": "q3_19"}
    assert {COLUMNS[column].kind for column in means.values()} == {"number"}


COUNTED_IN = {
    "R1_age": "q1_1_age 1 2",
    "R1_ethnicity": "q1_1_ethnicity 1 2",
    "R1_education": "q1_1_education 1 2",
    "R1_income": "q1_1_income 1 2",
    "R2_younger": "q1_3_1_younger 4 5 and q1_3_2_younger 1 2",
    "R2_older": "q1_3_1_older 4 5 and q1_3_2_older 1 2",
    "R2_class": "q1_3_1_class 4 5 and q1_3_2_class 1 2",
    "R2_ethnicity": "q1_3_1_ethnicity 4 5 and q1_3_2_ethnicity 1 2",
    "R3": "q1_8 1 2",
    "R4": "q1_5 1 2",
    "R6": "q1_2 2 3 4 5",
    "R7": "q1_7 1",
    "R8": "q1_6_1 1 and q1_6_2 1",
    "E6": "q3_6 3 4",
    "E8": "q3_18 1 2 3 4 5 6 7 8 9 10 11",
    "E10": "q3_12 1 3 7 8",
    "E11": "q3_13 2",
    "P1": "q2_3 1 2 3 4 5 6 7 8 9 10 11 12",
    "P2": "q2_5 1",
    "P3": "q2_4 1",
    "P5": "q2_6 1 2 3 4 5 6",
    "O1_area": "q2_7 1 2",
    "O1_london": "q2_7b 1 2",
    "O2": "q3_19 at least 7",
}
"""Written out by hand from the measures of Tool 3, so that a slip in the data shows."""


def written(condition: Condition) -> str:
    codes = f"at least {condition.at_least}" if condition.at_least is not None else " ".join(map(str, condition.codes))
    return f"{condition.column or condition.question} {codes}"


def test_what_counts():
    assert {i.code: " and ".join(map(written, i.rule.counts)) for i in PRINTED} == COUNTED_IN


def test_who_is_in_the_base():
    bases = {i.code: [*map(written, i.rule.base)] for i in PRINTED if i.rule.base}
    outside = {i.code: [*map(written, i.rule.outside)] for i in PRINTED if i.rule.outside}
    assert bases == {"E6": ["q3_5 2"], "E10": ["q3_11 5"]}
    assert outside == {f"R1_{line}": [f"q1_1_{line} 5"] for line in ("age", "ethnicity", "education", "income")} | {
        "E10": ["q3_12 9"]
    }
    assert {i.code for i in PRINTED if i.base != "everyone who answered"} == set(bases) | set(outside)


def test_secondary_indicators_have_no_rule_and_survey_ones_read_as_a_sentence():
    for indicator in catalogue.indicators():
        assert indicator.is_secondary == (indicator.rule is None) == (indicator.counted == ""), indicator.code
        assert not indicator.counted.endswith("."), indicator.code
        assert indicator.name[0].isupper() and len(indicator.name) <= 60, indicator.code


def test_direction():
    printed = catalogue.not_added(catalogue.indicators())
    worse = {indicator.code for indicator in printed if indicator.more_is == "worse"}
    surveyed = {"R1_age", "R1_ethnicity", "R1_education", "R1_income", "R6", "R7", "E6", "E8", "E10", "E11"}
    secondary = {"R5", "R9", "R10", "E1", "E2", "E3", "E4_permanent", "E4_fixed_term", "E5", "E9"}
    assert worse == surveyed | secondary
    assert [i.code for i in printed if i.more_is == "neither"] == ["R8"]
