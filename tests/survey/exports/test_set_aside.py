"""Previews, unfinished and rejected rows are set aside, counted and said; a mapping can bring them back."""

import pytest

from helpers import catalogue, survey
from helpers.survey import Codebook
from helpers.survey.pretend import pretend

from .layouts import kobo, limesurvey, odk, qualtrics
from .layouts.people import csv_bytes

BOOK = Codebook(questions=(*catalogue.questions()[:12], *catalogue.workbook_questions()))


@pytest.fixture
def made():
    return pretend(BOOK, n=40, seed=4)


def said(reading):
    return {m.column: m for m in reading.messages if m.code == "no_answer_of_a_person"}


@pytest.mark.parametrize("options", [{}, {"numbers": True}, {"file": "tsv"}])
def test_previews_and_unfinished_answers_of_qualtrics(made, options, tmp_path):
    path, ids = qualtrics.write(made, BOOK, tmp_path, previews=3, unfinished=2, **options)
    reading = survey.read(path, BOOK)
    agreed = made.people["consent_analyse"].to_numpy()
    assert reading.set_aside["a test or preview"] == 3 and reading.set_aside["not finished"] == 2
    assert reading.responses["respondent_id"].tolist() == [one for n, one in enumerate(ids) if n >= 5 and agreed[n]]
    assert sum(reading.set_aside.values()) + reading.usable_n == reading.n_received == 40
    message = said(reading)["Status"]
    assert (message.level, message.row) == ("warn", 4) and "3 of 40" in message.what


def test_unfinished_answers_come_back_by_a_mapping(made, tmp_path):
    path, _ = qualtrics.write(made, BOOK, tmp_path, unfinished=2)
    reading = survey.read(path, BOOK, {"Finished": ""})
    assert "not finished" not in reading.set_aside
    assert reading.usable_n == int(made.people["consent_analyse"].sum())


@pytest.mark.parametrize(
    "options",
    [{}, {"headings": "codetext", "answers": "full", "file": "xlsx"}, {"headings": "text", "answers": "full"}],
)
def test_limesurvey_answers_that_were_never_sent(made, options, tmp_path):
    path, ids = limesurvey.write(made, BOOK, tmp_path, unfinished=4, **options)
    reading = survey.read(path, BOOK)
    assert reading.set_aside["not finished"] == 4
    assert not set(ids[:4]) & set(reading.responses["respondent_id"])


def test_limesurvey_without_dates_of_submission(made, tmp_path):
    """A survey that keeps no dates gives everybody the same one."""
    path, _ = limesurvey.write(made, BOOK, tmp_path)
    text = path.read_text(encoding="utf-8-sig")
    for moment in made.fieldwork["ended_at"]:
        text = text.replace(str(moment), "1980-01-01 00:00:00")
    path.write_text(text, encoding="utf-8-sig", newline="")
    reading = survey.read(path, BOOK)
    assert reading.verdict != "refuse", reading.messages
    assert reading.responses["submitted_on"].isna().all() and len(reading.responses) > 30


def test_rejected_submissions_of_odk(made, tmp_path):
    path, ids = odk.write(made, BOOK, tmp_path, review=("rejected", "hasIssues", "approved", "rejected"))
    reading = survey.read(path, BOOK)
    assert reading.set_aside["rejected in the survey tool"] == 2
    assert not {ids[-4], ids[-1]} & set(reading.responses["respondent_id"])


def test_submissions_of_odk_that_stayed_encrypted(tmp_path):
    head = ["SubmissionDate", "consent", "q1_7", "KEY", "Status"]
    rows = [["2026-01-05", 1, n % 5 + 1, f"uuid:{n}", ""] for n in range(9)]
    path = tmp_path / "form.csv"
    path.write_bytes(csv_bytes([head, *rows, ["2026-01-05", "", "", "uuid:9", "not decrypted"]]))
    reading = survey.read(path, BOOK)
    assert reading.set_aside == {"could not be decrypted in the survey tool": 1} and reading.usable_n == 9


def test_submissions_of_kobo_that_were_not_approved(made, tmp_path):
    path, _ = kobo.write(made, BOOK, tmp_path, file="csv")
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    place = lines[0].split(";").index('"_validation_status"')
    for number, state in ((1, "Approved"), (2, "Not Approved"), (3, "On Hold")):
        cells = lines[number].split(";")
        # the open answers hold semicolons: the columns behind them are counted from the end
        cells[place - len(lines[0].split(";"))] = f'"{state}"'
        lines[number] = ";".join(cells)
    path.write_text("".join(lines), encoding="utf-8-sig", newline="")
    assert survey.read(path, BOOK).set_aside["rejected in the survey tool"] == 1
