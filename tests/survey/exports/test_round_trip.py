"""Pretend answers, written as each survey tool exports them, come back exactly as they were."""

import random

import pandas as pd
import pytest

from helpers import catalogue, survey
from helpers.catalogue.records import Option, Question
from helpers.survey import Codebook
from helpers.survey.pretend import pretend

from .layouts import google, kobo, limesurvey, microsoft, odk, qualtrics, surveymonkey

OWN = (
    Question(
        code="own_hall",
        id="own_hall",
        section=0,
        kind="single",
        wording="How often do you come to the hall, if at all?",
        options=(
            Option(code=1, label="Often, at least once a week"),
            Option(code=2, label="Now and then; not every week"),
            Option(code=3, label="Never (or this is my first time)"),
        ),
    ),
    Question(
        code="own_best_thing", id="own_best_thing", section=0, kind="text", wording="What is best about the hall?"
    ),
)
QUIET = {
    *(
        "identifier_column",
        "header_rows_of_tool",
        "archive_read",
        "dates_month_first",
        "columns_unused",
        "not_answered_words",
    ),
    *("weights_used", "weight_large", "no_consent", "printed_numbers", "encoding_windows", "sheets_other"),
}
"""What may be said of a file that is in order."""

LAYOUTS = {
    "kobo, names, joined and split": (kobo.write, {}, "KoboToolbox"),
    "kobo, names, CSV, joined": (kobo.write, {"file": "csv", "select": "summary"}, "KoboToolbox"),
    "kobo, names, CSV, split, no groups": (
        kobo.write,
        {"file": "csv", "select": "details", "groups": False},
        "KoboToolbox",
    ),
    "kobo, labels with groups": (kobo.write, {"labels": True}, "KoboToolbox"),
    "kobo, labels, CSV, joined": (kobo.write, {"labels": True, "file": "csv", "select": "summary"}, "KoboToolbox"),
    "kobo, labels, no groups": (kobo.write, {"labels": True, "groups": False}, "KoboToolbox"),
    "kobo, labels, split": (kobo.write, {"labels": True, "select": "details"}, "KoboToolbox"),
    "odk, groups, split": (odk.write, {}, "ODK"),
    "odk, no groups, joined": (odk.write, {"groups": False, "split": False}, "ODK"),
    "odk, a repeat that everybody goes through once": (odk.write, {"repeat": ("q1_7", "q2_3", "q3_2")}, "ODK"),
    "limesurvey, codes": (limesurvey.write, {}, "LimeSurvey"),
    "limesurvey, expression manager's codes, XLSX": (
        limesurvey.write,
        {"headings": "em", "file": "xlsx"},
        "LimeSurvey",
    ),
    "limesurvey, codes, full answers": (limesurvey.write, {"answers": "full"}, "LimeSurvey"),
    "limesurvey, text, full answers": (limesurvey.write, {"headings": "text", "answers": "full"}, "LimeSurvey"),
    "limesurvey, code and text": (limesurvey.write, {"headings": "codetext"}, "LimeSurvey"),
    "limesurvey, code and text, full answers, XLSX": (
        limesurvey.write,
        {"headings": "codetext", "answers": "full", "file": "xlsx"},
        "LimeSurvey",
    ),
    "limesurvey, SPSS": (limesurvey.write_sav, {}, "LimeSurvey"),
    "google, download": (google.write, {"file": "zip", "times": "form"}, "Google Forms"),
    "google, sheet as CSV": (google.write, {}, "Google Forms"),
    "google, sheet of an American account": (google.write, {"times": "us"}, "Google Forms"),
    "google, sheet of a German account": (google.write, {"times": "de"}, "Google Forms"),
    "google, sheet as XLSX": (google.write, {"file": "xlsx"}, "Google Forms"),
    "microsoft": (microsoft.write, {}, "Microsoft Forms"),
    "surveymonkey, condensed": (surveymonkey.write, {}, "SurveyMonkey"),
    "surveymonkey, condensed, numbers": (surveymonkey.write, {"numbers": True, "file": "csv"}, "SurveyMonkey"),
    "surveymonkey, expanded": (surveymonkey.write, {"expanded": True}, "SurveyMonkey"),
    "surveymonkey, expanded, numbers, XLSX": (
        surveymonkey.write,
        {"expanded": True, "numbers": True, "file": "xlsx"},
        "SurveyMonkey",
    ),
    "surveymonkey, what tells of the submission deleted": (
        surveymonkey.write,
        {"signed": False, "file": "csv"},
        "SurveyMonkey",
    ),
    "qualtrics, choice text": (qualtrics.write, {}, "Qualtrics"),
    "qualtrics, choice text, split, TSV": (qualtrics.write, {"split": True, "file": "tsv"}, "Qualtrics"),
    "qualtrics, numbers": (qualtrics.write, {"numbers": True}, "Qualtrics"),
    "qualtrics, numbers, split, zip": (qualtrics.write, {"numbers": True, "split": True, "file": "zip"}, "Qualtrics"),
    "qualtrics, SPSS": (qualtrics.write_sav, {}, "Qualtrics"),
    "qualtrics, SPSS, compressed": (qualtrics.write_sav, {"compressed": True}, "Qualtrics"),
}
CODES_ONLY = ("surveymonkey, condensed, numbers", "surveymonkey, expanded, numbers, XLSX", "qualtrics, numbers")
"""Where a refusal is one number more, which the questionnaire does not have."""


def codebook(seed=None, layout=""):
    """The whole toolkit with questions of one's own; with a seed, a part of it.

    In Qualtrics' SPSS the options of 2.6 cannot be told: its wording alone is longer than a label may be.
    """
    questions = tuple(one for one in catalogue.questions() if one.id != "q2_6" or "qualtrics, SPSS" not in layout)
    if seed is not None:
        chosen = random.Random(seed)
        questions = tuple(question for question in questions if chosen.random() < 0.4) or questions[:3]
    return Codebook(questions=(*questions, *OWN, *catalogue.workbook_questions()))


def assert_same(reading, made, ids, dates=True):
    wanted = made.responses
    assert reading.verdict != "refuse", reading.messages
    assert {message.code for message in reading.messages} <= QUIET, reading.messages
    assert reading.usable_n == len(wanted) > 10
    if ids is not None:
        agreed = made.people["consent_analyse"].to_numpy()
        assert reading.responses["respondent_id"].tolist() == [
            one for one, is_in in zip(ids, agreed, strict=True) if is_in
        ]
    names = [name for name in wanted if name not in ("respondent_id", *(() if dates else ("submitted_on",)))]
    assert set(wanted) == set(reading.responses) and len(names) > 10
    pd.testing.assert_frame_equal(reading.responses[names], wanted[names])


def without_refusals(made):
    """For layouts in which "prefer not to say" is a number like any other."""
    return type(made)(made.people, made.prefers_not & False, made.fieldwork)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_whole_questionnaire_comes_back(layout, tmp_path):
    write, options, tool = LAYOUTS[layout]
    book = codebook(layout=layout)
    made = pretend(book, n=60, seed=3, weights=tool == "KoboToolbox")
    if layout in CODES_ONLY:
        made = without_refusals(made)
    path, ids = write(made, book, tmp_path, **options)
    reading = survey.read(path, book)
    assert reading.tool == tool
    assert_same(reading, made, ids, dates="deleted" not in layout)
    refused = reading.counts.set_index("column")["prefer_not_to_say"]
    agreed = made.people["consent_analyse"]
    if "SPSS" not in layout:
        assert refused.to_dict() == made.prefers_not[agreed].sum().to_dict()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("seed", (0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 4))))
def test_any_part_of_the_questionnaire_comes_back(layout, seed, tmp_path):
    write, options, _ = LAYOUTS[layout]
    book = codebook(seed, layout)
    made = pretend(book, n=40, seed=seed)
    if layout in CODES_ONLY:
        made = without_refusals(made)
    path, ids = write(made, book, tmp_path, **options)
    assert_same(survey.read(path, book), made, ids, dates="deleted" not in layout)
