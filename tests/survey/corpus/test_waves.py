"""The wrong wave's file, and a file that is there already."""

import shutil

import pytest

from helpers import project as projects
from helpers import survey
from helpers.collect import primary
from helpers.errors import UserProblem
from helpers.steps.listing import SAMPLES

from .case import HEAD, rows
from .writers import as_csv, as_xlsx

BOOK = survey.codebook()


@pytest.fixture
def befriending(tmp_path):
    """A copy of the sample project with its waves."""
    shutil.copytree(SAMPLES / "befriending", tmp_path / "befriending")
    return projects.open(tmp_path / "befriending")


def read(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    reading = survey.read(tmp_path / name, BOOK)
    assert reading.verdict != "refuse", reading.messages
    return reading


def stops(before, now):
    return {one.kind for one in survey.differences(BOOK, before, BOOK, now) if one.gravity == "stop"}


def test_a_file_already_uploaded_is_named(befriending):
    first = befriending.waves[0]
    kept = befriending.wave_path(first.id) / primary.wave_record(befriending, first.id)["file"]
    before = [wave.id for wave in befriending.waves]
    with pytest.raises(UserProblem, match=f"already, as wave '{first.id}'"):
        primary.add(befriending.path, kept, "2026-spring")
    assert [wave.id for wave in projects.open(befriending.path).waves] == before
    assert not befriending.wave_path("2026-spring").exists()


SAME = {
    "in another encoding": ("b.csv", as_csv(rows(), encoding="utf-16")),
    "with other separators": ("b.csv", as_csv(rows(), ";")),
    "as a workbook": ("b.xlsx", as_xlsx(rows())),
    "with its columns in another order": ("b.csv", as_csv(rows(head=HEAD[::-1]))),
    "with one answer mended": ("b.csv", as_csv(rows({(3, "1.7"): 5}))),
    "with one person more": ("b.csv", as_csv([*rows(), ["R90", "Yes", 1, 1, 50, 1, "3", "Kent"]])),
}


@pytest.mark.parametrize("how", SAME)
def test_the_wave_before_once_more_is_told_by_its_numbers(how, tmp_path):
    before, now = read(tmp_path, "a.csv", as_csv(rows())), read(tmp_path, *SAME[how])
    assert "same_people" in stops(before, now)


def test_the_wave_before_without_numbers_is_told_by_its_answers(tmp_path):
    without = HEAD[1:]
    before = read(tmp_path, "a.csv", as_csv(rows(head=without)))
    again = as_csv([rows(head=without)[0], *rows(head=without)[:0:-1]], ";")
    assert "same_answers" in stops(before, read(tmp_path, "b.csv", again))
    others = {"3.2": lambda n: 21 + 2 * n}
    assert not stops(before, read(tmp_path, "c.csv", as_csv(rows(head=without, columns=others))))


def test_a_file_of_another_questionnaire_names_what_it_lacks(befriending, tmp_path):
    (tmp_path / "a.csv").write_bytes(as_csv([["consent", "own_tea", "3.2"], *[["Yes", "a lot", 40]] * 9]))
    reading = primary.check(tmp_path / "a.csv", befriending.path)
    missing = [message for message in reading.messages if message.code == "column_missing"]
    assert reading.verdict == "refuse" and missing
    assert all(message.column and "take its measure out of the basket" in message.fix for message in missing)
