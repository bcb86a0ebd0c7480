"""Whatever the age column is headed, nobody under 16 is analysed; where there is none, that is said."""

import csv

import pytest

from helpers import survey

HEADINGS = ["Age", "age (years)", "What is your age?", "How old are you?", "Your age", "q3_2", "3.2"]


def file(folder, heading):
    path = folder / "answers.csv"
    with path.open("w", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["consent_analyse", "How often do you feel lonely?", heading])
        writer.writerows([1, 4, 30 + row] for row in range(25))
        writer.writerows([1, 1, 12] for _ in range(5))
    return path


@pytest.mark.parametrize("heading", HEADINGS)
def test_children_are_set_aside(tmp_path, heading):
    reading = survey.read(file(tmp_path, heading))
    assert (reading.usable_n, reading.verdict) == (25, "warn")
    assert (reading.responses["q1_7"] == 4).all()
