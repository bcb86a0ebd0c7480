"""The mapping of a reading, kept with the file, reads that file again as it was read first."""

import json

import numpy as np
import pytest

from helpers import catalogue, survey

LAYOUTS = ("kobo codes", "kobo labels", "google", "microsoft", "typed")
OLDER = "much older than you"
CASES = {
    "a blank twin first": [["consent", "q1_7", "q1_7"], *([1, "", n % 5 + 1] for n in range(10))],
    "a blank twin last": [["consent", "q1_7", "q1_7"], *([1, n % 5 + 1, ""] for n in range(10))],
    "two that two grids share": [["consent", "1.7", OLDER, OLDER], *([1, 2, n % 5 + 1, 5 - n % 5] for n in range(10))],
    "told apart by their answers": [["consent", OLDER, OLDER], *([1, "Mostly positive", "Never"] for _ in range(10))],
    "one of two left blank": [["consent", "1.7", OLDER, OLDER], *([1, 2, "", n % 5 + 1] for n in range(10))],
    "3.10 printed twice": [["consent", "3.10", "3.10"], *([1, n % 3 + 1, n % 8 + 1] for n in range(16))],
    "a heading that is a name of another": [["consent", "q1_7", "q1_7", "q1_7 #2"], *([1, "", 4, 5] for _ in range(9))],
    "several ids": [["_id", "_uuid", "_uuid", "consent", "1.7"], *([n, "", f"u{n}", 1, 2] for n in range(9))],
    "two uncertain": [["consent", "1.8", OLDER], *([1, 1, n % 5 + 1] for n in range(9))],
    "two claims": [["consent", "1.7", "1.7"], *([1, 2, 3] for _ in range(9))],
    "headings twice and options": [["consent", "q2_6/1", "q2_6/1", "q2_6/2"], *([1, "", n % 2, 1] for n in range(9))],
}


def assert_same(path, codebook=None):
    first = survey.read(path, codebook)
    again = survey.read(path, codebook, json.loads(json.dumps(first.mapping)))
    assert (again.verdict, again.usable_n, again.set_aside) == (first.verdict, first.usable_n, first.set_aside)
    assert again.responses.equals(first.responses) and again.counts.equals(first.counts)
    assert again.mapping == first.mapping
    return first


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("part", [slice(None), slice(0, None, 5), slice(1, None, 5)])
def test_every_layout(layout, part, layouts, simulate, write_csv):
    questions = catalogue.questions()[part]
    rows = layouts[layout](simulate(n=12, questions=questions), questions)
    assert len(assert_same(write_csv(rows)).mapping) > 10
    # the same headings without the numbers that Excel puts behind the second
    seen = [str(heading).removesuffix("2") for heading in rows[0]]
    assert_same(write_csv([[s if s in rows[0] else h for s, h in zip(seen, rows[0], strict=True)], *rows[1:]]))


@pytest.mark.parametrize("case", CASES)
def test_headings_that_occur_more_than_once(case, write_csv):
    assert_same(write_csv(CASES[case]))


def test_the_second_column_of_a_heading_by_its_position(write_csv):
    first = survey.read(write_csv(CASES["two that two grids share"]))
    assert first.mapping == {
        "consent": "consent_analyse",
        "1.7": "q1_7",
        f"{OLDER} #1": "q1_3_1_older",
        f"{OLDER} #2": "q1_3_2_older",
    }
    turned = {f"{OLDER} #1": "q1_3_2_older", f"{OLDER} #2": "q1_3_1_older"}
    again = survey.read(write_csv(CASES["two that two grids share"]), mapping=turned)
    np.testing.assert_array_equal(again.responses["q1_3_1_older"], first.responses["q1_3_2_older"])
    unknown = survey.read(write_csv(CASES["two that two grids share"]), mapping={f"{OLDER} #3": "q1_3_1_older"})
    assert unknown.messages[0].code == "mapping_unknown_column"


def test_a_heading_without_position_is_its_first_column_with_answers(write_csv):
    reading = survey.read(write_csv([["consent", "x", "x"], *([1, "", 3] for _ in range(5))]), mapping={"x": "q1_7"})
    assert reading.responses["q1_7"].tolist() == [3.0] * 5
