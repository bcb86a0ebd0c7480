"""A file is opened once to be read and to be shown column by column."""

import pandas as pd
import pyreadstat
import pytest

from helpers import survey
from helpers.errors import UserProblem
from helpers.survey import opening
from helpers.survey.columns import columns

ROWS = [["A survey"], [], ["consent", "loneliness", "3.2"], *(["Yes", n % 5 + 1, 30 + n] for n in range(20))]
MAPPING = {"loneliness": "q1_7"}


def test_one_opening_serves_every_mapping(write_csv, monkeypatch):
    path = write_csv(ROWS)
    apart = [(survey.read(path, mapping=mapping), columns(path, mapping=mapping)) for mapping in ({}, MAPPING)]
    file = survey.opened(path)
    monkeypatch.setattr(opening, "read_table", lambda *arguments: pytest.fail("the file was opened again"))
    for (reading, shown), mapping in zip(apart, ({}, MAPPING), strict=True):
        again = survey.read(file, mapping=mapping)
        pd.testing.assert_frame_equal(again.responses, reading.responses)
        assert again.messages == reading.messages and "title_rows" in {message.code for message in again.messages}
        assert columns(file, mapping=mapping) == shown
    assert again.responses["q1_7"].tolist() == [n % 5 + 1 for n in range(20)]


def test_what_cannot_be_opened_is_refused_with_its_reason(write_csv, tmp_path):
    file = survey.opened(write_csv([["consent", "1.7"]]))
    assert [message.code for message in survey.read(file).messages] == ["no_rows"]
    assert columns(file) == ()
    with pytest.raises(UserProblem):
        survey.opened(tmp_path / "gone.csv")


def test_columns_show_a_text_as_a_mapping_has_to_name_it(tmp_path):
    path = tmp_path / "answers.sav"
    data = pd.DataFrame({"consent": [1.0] * 6, "q1_7": [1.0, 2.0] * 3})
    pyreadstat.write_sav(data, path, variable_value_labels={"consent": {1: "Yes"}, "q1_7": {1: "Hardly", 2: "Never"}})
    file = survey.opened(path)
    unread = next(column for column in columns(file) if column.target == "q1_7").unread
    assert [text.whole for text in unread] == ["Hardly"]
    mapping = {"q1_7": {"column": "q1_7", "values": {unread[0].whole: "4"}}}
    assert survey.read(file, mapping=mapping).responses["q1_7"].tolist() == [4.0, 5.0] * 3
