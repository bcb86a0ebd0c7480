"""How answers were collected is kept beside them: times, duration, interviewer codes, version of the form."""

import numpy as np
import pytest

from helpers import catalogue, survey
from helpers.survey import Codebook
from helpers.survey.pretend import pretend

from .layouts import google, kobo, limesurvey, microsoft, odk, qualtrics, surveymonkey

BOOK = Codebook(questions=(*catalogue.questions()[:8], *catalogue.workbook_questions()))
HAS_TIMES = {
    "kobo": (kobo.write, {}),
    "kobo, CSV": (kobo.write, {"file": "csv"}),
    "odk": (odk.write, {}),
    "limesurvey": (limesurvey.write, {}),
    "limesurvey, text": (limesurvey.write, {"headings": "codetext"}),
    "microsoft": (microsoft.write, {}),
    "surveymonkey": (surveymonkey.write, {}),
    "qualtrics": (qualtrics.write, {}),
    "qualtrics, SPSS": (qualtrics.write_sav, {}),
}


@pytest.fixture
def made():
    return pretend(BOOK, n=60, seed=8)


@pytest.mark.parametrize("layout", HAS_TIMES)
def test_times_and_minutes_come_back(layout, made, tmp_path):
    write, options = HAS_TIMES[layout]
    path, _ = write(made, BOOK, tmp_path, **options)
    reading = survey.read(path, BOOK)
    wanted = made.fieldwork[made.people["consent_analyse"]].reset_index(drop=True)
    field = reading.fieldwork
    assert field["respondent_id"].tolist() == reading.responses["respondent_id"].tolist()
    assert field["started_at"].tolist() == wanted["started_at"].tolist()
    assert field["ended_at"].tolist() == wanted["ended_at"].tolist()
    minutes = (wanted["ended_at"] - wanted["started_at"]).dt.total_seconds() / 60
    np.testing.assert_allclose(field["minutes"], minutes, atol=0.006)


@pytest.mark.parametrize("write", [kobo.write, odk.write])
def test_codes_of_interviewers_are_kept(write, made, tmp_path):
    path, _ = write(made, BOOK, tmp_path)
    wanted = made.fieldwork.loc[made.people["consent_analyse"], "interviewer"]
    assert survey.read(path, BOOK).fieldwork["interviewer"].tolist() == wanted.tolist()


def test_names_of_interviewers_are_not_kept(write_csv):
    rows = [
        ["consent", "q1_7", "username", "deviceid"],
        *(["Yes", 2, name, "collect:x9"] for name in ("zoe.hall", "ann", "ann", "")),
    ]
    reading = survey.read(write_csv(rows), BOOK)
    assert reading.fieldwork["interviewer"].tolist() == ["interviewer 2", "interviewer 1", "interviewer 1", None]
    assert reading.fieldwork["device"].tolist() == ["device 1"] * 4


def test_the_version_of_the_form_and_the_language_are_kept(made, tmp_path):
    path, _ = limesurvey.write(made, BOOK, tmp_path)
    field = survey.read(path, BOOK).fieldwork
    assert set(field["form_version"]) == {"a1b2c3d4"} and set(field["language"]) == {"en"}


def test_a_file_that_tells_nothing(made, tmp_path):
    path, _ = google.write(made, BOOK, tmp_path)
    reading = survey.read(path, BOOK)
    assert len(reading.fieldwork) == reading.usable_n
    assert reading.fieldwork.drop(columns="respondent_id").isna().all(axis=None)


def test_dates_that_could_mean_two_days_still_tell_how_long_it_took(write_csv):
    rows = [["consent", "q1_7", "Start time", "Completion time", "ID"]]
    rows += [["Yes", 2, "3/4/26 23:55:00", "4/4/26 0:10:00", 1], ["Yes", 2, "5/4/26 9:00:00", "5/4/26 9:07:30", 2]]
    field = survey.read(write_csv(rows), BOOK).fieldwork
    assert field["started_at"].isna().all() and field["minutes"].tolist() == [15.0, 7.5]


def test_time_that_runs_backwards_or_for_days_is_not_known(write_csv):
    rows = [["consent", "q1_7", "start", "end"]]
    rows += [
        ["Yes", 2, "2026-01-05T10:00:00", "2026-01-05T09:00:00"],
        ["Yes", 2, "2026-01-05T10:00:00", "2026-01-09T10:00:00"],
    ]
    assert survey.read(write_csv(rows), BOOK).fieldwork["minutes"].isna().all()


def test_of_a_file_that_is_refused_nothing_is_told(write_csv):
    reading = survey.read(write_csv([["consent", "q1_2", "start"], ["Yes", "x", "2026-01-05T10:00:00"]]), BOOK)
    refused = survey.read(write_csv([["colour"], ["red"]]), BOOK)
    assert (reading.verdict, refused.verdict) == ("warn", "refuse")
    assert len(refused.fieldwork) == 0 and list(refused.fieldwork) == list(reading.fieldwork)
