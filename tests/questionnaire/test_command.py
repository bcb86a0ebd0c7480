"""The command that writes the questionnaire."""

import json

import pytest

from helpers import project as projects
from helpers import questionnaire
from helpers.cli import QUESTIONNAIRE_FORMATS, main
from helpers.questionnaire.files import FORMATS
from helpers.steps.listing import SAMPLES

FILES = {
    "xlsform.xlsx",
    "limesurvey.txt",
    "questionnaire.docx",
    "questionnaire.html",
    "questionnaire.pdf",
    "typing-sheet.xlsx",
    "google-forms-script.txt",
    "building-sheet.html",
    "codebook.json",
}


def test_every_format_is_written(tmp_path, capsys):
    sample = SAMPLES / "befriending"
    assert main(["questionnaire", str(sample), "--out", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == FILES
    asks = questionnaire.build(projects.open(sample).record)
    said = capsys.readouterr().out
    assert asks.version in said and all(name in said for name in FILES)
    carried = json.loads((tmp_path / "codebook.json").read_text(encoding="utf-8"))
    assert (carried["version"], carried["codebook"]) == (asks.version, asks.codebook)


def test_only_what_was_asked_for(tmp_path):
    given = ["questionnaire", str(SAMPLES / "befriending"), "--to", "docx,xlsform", "--reader", "large print"]
    assert main([*given, "--out", str(tmp_path)]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "questionnaire-large-print.docx",
        "xlsform.xlsx",
        "codebook.json",
    }


def test_formats_are_those_of_the_room():
    assert set(QUESTIONNAIRE_FORMATS) == set(FORMATS)


def test_an_unknown_format_is_wrong_usage(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["questionnaire", str(SAMPLES / "befriending"), "--to", "docx,qti"])
    assert stopped.value.code == 2
    assert "'qti' is no format; there are xlsform" in capsys.readouterr().err
