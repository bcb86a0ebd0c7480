"""What the workbook finds in the sample files is what was put there."""

import json
from pathlib import Path

import pytest

from helpers import project as projects
from helpers import survey
from helpers.collect import primary
from helpers.collect.indicators import code_indicators

SAMPLES = Path(__file__).parents[2] / "sample_data"
GROUPS = {"took part": 1, "comparison group": 2}


def truth_of(project: str) -> dict:
    return json.loads((SAMPLES / project / "truth.json").read_text(encoding="utf-8"))["waves"]


WAVES = [(project, wave) for project in ("befriending", "estate") for wave in truth_of(project)]


@pytest.fixture(scope="module", params=WAVES, ids=lambda pair: "-".join(pair))
def wave(request):
    project, wave = request.param
    return truth_of(project)[wave], primary.reading(projects.open(SAMPLES / project), wave)


def test_file_is_used_with_cautions(wave):
    known, reading = wave
    assert reading.verdict == "warn"
    assert (reading.n_received, reading.usable_n) == (known["received"], known["usable"])
    assert sum(reading.set_aside.values()) == sum(known["set_aside"].values())
    assert reading.tool == {"kobo": "KoboToolbox", "google": "Google Forms", "microsoft": "Microsoft Forms"}.get(
        known["tool"], known["tool"]
    )


def test_every_count_is_the_true_one(wave):
    known, reading = wave
    compared = 0
    for group, counts in known["counts"].items():
        responses = reading.responses
        if group in GROUPS:
            responses = responses[responses["own_group"] == GROUPS[group]]
        coded = code_indicators(responses, tuple(counts))
        for indicator, count in counts.items():
            answers = coded[indicator].dropna()
            assert {"n": len(answers), "n_yes": int(answers.sum())} == count, (group, indicator)
            compared += 1
    assert compared in (6, 30)


def test_what_is_planted_is_found_in_its_row(wave):
    known, reading = wave
    strays = [(message.row, message.value) for message in reading.messages if message.code == "out_of_range"]
    assert strays == [(stray["row"], stray["value"]) for stray in known["stray"]]
    shared = [message for message in reading.messages if message.code == "panel_codes_shared"]
    assert bool(shared) == bool(known["colliding_codes"])


def test_files_to_practise_with():
    codebook = survey.codebook(projects.open(SAMPLES / "befriending").record)
    read = {
        name: survey.read(SAMPLES / "try_me" / f"{name}.csv", codebook)
        for name in ("good", "rename_a_column", "recoded")
    }
    assert {name: reading.verdict for name, reading in read.items()} == {
        "good": "warn",
        "rename_a_column": "refuse",
        "recoded": "refuse",
    }
    mapped = survey.read(SAMPLES / "try_me" / "rename_a_column.csv", codebook, {"Wellbeing item 3": "q1_7"})
    assert mapped.verdict == "warn"
    assert mapped.responses["q1_7"].equals(read["good"].responses["q1_7"])
