"""The examples in docs/mapping.md, tried on small files: each is read as the page says."""

import json
import re

import pytest

from helpers import survey
from helpers.catalogue import questions
from helpers.steps.listing import ROOT

TEXT = (ROOT / "docs" / "mapping.md").read_text(encoding="utf-8")
EXAMPLES = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)]

FILES = {
    "Wellbeing item 3": "consent,Wellbeing item 3\nYes,Never\nYes,Often/always\n",
    "Helped a neighbour": "consent,Helped a neighbour\nYes,0\nYes,1\nYes,-9\n",
    "Old version of 1.7": "consent,Old version of 1.7,1.7\nYes,1,5\nYes,2,4\n",
    "How often? #1": "consent,How often?,How often?\nYes,Quite a lot,Occasionally\nYes,Never,All the time\n",
    "Loneliness, 1 never to 5 always": 'consent,"Loneliness, 1 never to 5 always"\nYes,1\nYes,5\n',
}
"""The first heading of an example -> a file in which it stands."""

READ_AS = {
    "Wellbeing item 3": {"q1_7": [5, 1]},
    "Helped a neighbour": {"q2_4": [2, 1, None]},
    "Old version of 1.7": {"q1_7": [5, 4]},
    "How often? #1": {"q1_3_1_younger": [4, 1], "q1_3_1_older": [2, 5]},
    "Loneliness, 1 never to 5 always": {"q1_7": [5, 1]},
}


def test_every_example_is_tried():
    assert [next(iter(example)) for example in EXAMPLES] == list(FILES) == list(READ_AS)


@pytest.mark.parametrize("mapping", EXAMPLES, ids=lambda mapping: next(iter(mapping)))
def test_it_is_read_as_the_page_says(mapping, tmp_path):
    name = next(iter(mapping))
    path = tmp_path / "answers.csv"
    path.write_text(FILES[name], encoding="utf-8")
    reading = survey.read(path, mapping=mapping)
    assert reading.verdict == "accept", reading.messages
    for column, codes in READ_AS[name].items():
        read = [None if code != code else code for code in reading.responses[column]]
        assert read == codes


def test_the_caution_is_true_bare_numbers_are_the_toolkits_codes(tmp_path):
    path = tmp_path / "answers.csv"
    path.write_text("consent,1.7,1.8\nYes,1,1\nYes,5,4\n", encoding="utf-8")
    reading = survey.read(path)
    assert reading.verdict == "accept"
    assert reading.responses["q1_7"].tolist() == [1, 5]
    labels = {q.code: {option.code: option.label for option in q.options} for q in questions()}
    assert (labels["1.7"][1], labels["1.7"][5], labels["1.8"][1]) == ("Often/always", "Never", "Definitely agree")
    assert (labels["2.4"][1], labels["2.4"][2]) == ("Yes", "No")


def test_what_a_column_can_be_is_known():
    targets = survey.codebook()
    named = {name for row in re.findall(r"^\| (`.*?) \|", TEXT, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)}
    known = {*targets.by_column, *targets.by_id, "respondent_id", "submitted_on", "weight", "own_room"}
    assert len(named) == 13
    assert named - known == set()
