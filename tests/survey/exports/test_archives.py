"""Zip archives: what is read from them, and what is refused."""

import pytest

from helpers import survey
from helpers.survey.exports import child
from helpers.survey.pretend import pretend

from .layouts import google, odk
from .layouts.people import csv_bytes, zip_bytes

ROWS = [["id", "consent", "q1_7", "q1_8"], *([n, "Yes", n % 5 + 1, n % 4 + 1] for n in range(30))]


@pytest.fixture
def write_zip(tmp_path):
    def write(files, change=lambda content: content):
        path = tmp_path / "answers.zip"
        path.write_bytes(change(zip_bytes(files)))
        return path

    return write


def found(reading, code):
    (message,) = (message for message in reading.messages if message.code == code)
    assert message.what and message.fix and "{" not in str(message.what)
    return message


def test_the_table_is_read_and_attachments_stay_unopened(write_zip):
    files = {"a/answers.csv": csv_bytes(ROWS), "a/photo.jpg": b"\xff\xd8", "__MACOSX/a/._answers.csv": b"\0", "a/": b""}
    reading = survey.read(write_zip(files))
    assert (reading.verdict, reading.usable_n) == ("accept", 30)
    assert "a/answers.csv" in found(reading, "archive_read").what


def test_a_readme_beside_the_answers_is_passed_over(write_zip):
    files = {"readme.txt": b"Exported on 5 January\nby the office", "answers.csv": csv_bytes(ROWS)}
    reading = survey.read(write_zip(files))
    assert reading.usable_n == 30 and "readme.txt" in found(reading, "archive_read").what


@pytest.mark.parametrize(
    ("code", "files", "change"),
    [
        ("archive_empty", {"photo.jpg": b"\xff\xd8"}, None),
        ("archive_several", {"spring.csv": csv_bytes(ROWS), "autumn.csv": csv_bytes(ROWS)}, None),
        ("archive_several", {"a.csv": b"colour,size\nred,1\n", "b.csv": b"colour,size\nred,1\n"}, None),
        ("archive_too_large", {"answers.csv": b"1,2,3\n" * 5_000_000}, None),
        ("archive_broken", {"answers.csv": csv_bytes(ROWS)}, lambda content: content.replace(b"Yes", b"Yea")),
        (
            "archive_locked",
            {"answers.csv": b"x"},
            lambda content: content.replace(b"PK\1\2\x14\3\x14\0\0", b"PK\1\2\x14\3\x14\0\1"),
        ),
    ],
)
def test_what_cannot_be_read_is_refused(code, files, change, write_zip, monkeypatch):
    if code == "archive_broken":
        # stored as it is, so that one changed byte breaks the checksum
        monkeypatch.setattr("zipfile.ZIP_DEFLATED", 0)
    reading = survey.read(write_zip(files, change or (lambda content: content)))
    assert reading.verdict == "refuse"
    assert found(reading, code).level == "refuse"


@pytest.mark.parametrize(("said", "limit"), [(child.LATE, "seconds"), (child.CUT_OFF, "memory")])
def test_an_archive_that_takes_too_much_is_refused(said, limit, write_zip, monkeypatch):
    monkeypatch.setattr("helpers.survey.exports.archive.lines", lambda *arguments: iter([said]))
    assert limit in found(survey.read(write_zip({"answers.csv": csv_bytes(ROWS)})), "archive_too_slow").what


def test_an_archive_in_an_archive_is_no_table(write_zip):
    reading = survey.read(write_zip({"inner.zip": zip_bytes({"answers.csv": csv_bytes(ROWS)})}))
    assert found(reading, "archive_empty")


def test_a_repeat_with_several_entries_is_not_read_and_said(tmp_path, write_zip):
    book = survey.codebook()
    made = pretend(book, n=20, seed=1)
    path, ids = odk.write(made, book, tmp_path, repeat=("q1_7",))
    assert survey.read(path, book).responses["q1_7"].notna().sum() > 10
    main = csv_bytes([["SubmissionDate", "consent", "q1_8", "KEY"], *(["2026-01-05", 1, 2, key] for key in ids)])
    repeat = csv_bytes([["q1_7", "PARENT_KEY", "KEY"], *([n % 5 + 1, ids[0], f"{ids[0]}/once[{n}]"] for n in range(3))])
    reading = survey.read(write_zip({"form.csv": main, "form-once.csv": repeat}), book)
    assert "'q1_7'" in found(reading, "repeat_several").what
    assert reading.usable_n == 20 and reading.responses["q1_7"].isna().all()


def test_google_sends_a_zip_whose_name_says_csv(tmp_path):
    book = survey.codebook()
    path, _ = google.write(pretend(book, n=20, seed=2), book, tmp_path, file="zip", times="form")
    renamed = path.rename(tmp_path / "answers.csv")
    assert survey.read(renamed, book).tool == "Google Forms"
