"""Every check of the list is seen to speak, and a good file to bring nothing."""

import json
import re
import sys
import zipfile

import pytest

from helpers import catalogue, survey
from helpers.catalogue.records import Option, Question
from helpers.survey import workbooks
from helpers.survey.checks import checks
from helpers.survey.page import PAGE, page

LEISURE = ["Watch TV", "Go to parks, Exercise", "None of these", "Play sport", "Go to pubs/bars/clubs"]
HEAD = ["id", "consent", "1.7", "3.19", "3.2", "2.3", "3.14", "own_hope"]
OWN = Question(code="own_hope", id="own_hope", section=0, kind="text", wording="What do you hope for?")
BOOK = survey.Codebook(questions=(*survey.codebook().questions, OWN))


def good(n=30):
    """Rows of a good file: a header and `n` people who agreed."""
    people = [
        [f"R{i:02}", "Yes", i % 5 + 1, i % 11, 20 + i, LEISURE[i % 5], "Irish", "More time outdoors"] for i in range(n)
    ]
    return [list(HEAD), *people]


def changed(column, values, row=2):
    """The good file with values of one column replaced from a spreadsheet row downwards."""
    rows = good()
    for offset, value in enumerate(values):
        rows[row - 1 + offset][HEAD.index(column)] = value
    return rows


def with_column(heading, values):
    """The good file with one more column; values are repeated as far as there are people."""
    rows = good()
    return [[*rows[0], heading], *([*row, values[i % len(values)]] for i, row in enumerate(rows[1:]))]


def without(*columns):
    """The good file without some columns."""
    places = [HEAD.index(column) for column in columns]
    return [[cell for place, cell in enumerate(row) if place not in places] for row in good()]


def needing(*required, **more):
    return BOOK.model_copy(update={"required": required, **more})


# Each case: what is written (rows of cells, bytes with a file name, or a function), then what the message must hold.
ROWS = {
    "no_rows": (good()[:1], {}),
    "title_rows": ([["Wellbeing survey 2025"], [], *good()], {"row": 3}),
    "header_rows_more": (
        [HEAD, ["ID", "Consent", "How often do you feel lonely?", "", "Q3.2", "", "", ""], *good()[1:]],
        {"row": 2},
    ),
    "header_inside": ([*good(), HEAD, *good()[1:]], {"row": 32}),
    "totals_row": ([*good(), ["Total", "", 81, 150, "", "", "", ""]], {"row": 32}),
    "no_questions": ([["colour", "size"], ["red", 3]], {}),
    "column_twice": (with_column("How often do you feel lonely?", [1, 2]), {"column": "How often do you feel lonely?"}),
    "column_unsure": (with_column("3.10", [1, 2]), {"column": "3.10"}),
    "columns_unused": (with_column("Shoe size", [40]), {}),
    "identifier_column": (with_column("E-mail address", ["a@example.org"]), {}),
    "option_columns_missing": (with_column("2.6_1", [0, 1]), {}),
    "repeated_headings": (with_column("1.7.1", [3]), {"column": "1.7.1"}),
    "consent_column_missing": (without("consent"), {}),
    "no_consent": (changed("consent", ["No", "", "2"]), {}),
    "consent_unclear": (changed("consent", ["perhaps"], row=4), {"row": 4, "column": "consent"}),
    "under_16": (changed("3.2", [15, 7]), {}),
    "age_unreadable": (changed("3.2", ["teenager"], row=7), {"row": 7, "column": "3.2", "value": ""}),
    "nobody_left": (changed("consent", [""] * 30), {}),
    "duplicate_ids": (changed("id", ["R09"], row=5), {"row": 11, "column": "id", "value": "R09"}),
    "panel_codes_shared": (
        with_column("panel_code", [f"AN{i:02}" for i in range(29)] + ["an 00"]),
        {"row": 2, "value": ""},
    ),
    "weight_missing": (with_column("weight", ["1"] * 3 + ["heavy"] + ["1"] * 26), {"row": 5, "column": "weight"}),
    "weight_negative": (with_column("weight", ["1"] * 3 + ["-0.5"] + ["1"] * 26), {"row": 5, "column": "weight"}),
    "weight_zero": (with_column("weight", ["1"] * 3 + ["0"] + ["1"] * 26), {"row": 5, "column": "weight"}),
    "weight_large": (with_column("weight", ["1"] * 3 + ["60"] + ["1"] * 26), {"row": 5, "column": "weight"}),
    "weights_used": (with_column("weight", ["1", "0.5"]), {"column": "weight"}),
    "weight_not_used": (with_column("weight", ["71", "58.5"]), {"column": "weight"}),
    "weight_all_zero": (with_column("weight", ["0"]), {"column": "weight"}),
    "dates_ambiguous": (with_column("Timestamp", ["03/04/2025", "5/6/25"]), {"column": "Timestamp"}),
    "dates_month_first": (with_column("Timestamp", ["3/4/2025", "3/31/2025"]), {"column": "Timestamp"}),
    "dates_unclear": (with_column("Timestamp", ["2025-03-01"] * 6 + ["last week"]), {"row": 8, "column": "Timestamp"}),
    "out_of_range": (changed("1.7", [9], row=7), {"row": 7, "column": "1.7", "value": "9"}),
    "out_of_range_more": ([*good(99), *([f"S{i}", "Yes", 9, 5, 30, "", "", ""] for i in range(7))], {"column": "1.7"}),
    "recoded": (changed("1.7", [100, 200, 300, 400, 500] * 6), {"column": "1.7", "value": "100"}),
    "recoded_shifted": (changed("1.7", [0, 1, 2, 3, 4] * 6), {"column": "1.7", "value": "0"}),
    "recoded_noughts": (
        [["consent", "2.4"], *(["Yes", number % 2] for number in range(20))],
        {"column": "2.4", "value": "0"},
    ),
    "none_with_others": (changed("2.3", ["None of these, Watch TV"], row=9), {"row": 9, "column": "2.3"}),
    "layouts_differ": (
        [[*HEAD, *(f"2.3/{code}" for code in range(1, 14))], *([*row, *([0] * 12), 1] for row in good()[1:])],
        {"row": 2},
    ),
    "not_answered_words": (changed("1.7", ["N/A"]), {"column": "1.7"}),
    "dont_know": (changed("1.7", ["Don’t know"]), {"column": "1.7"}),
    "printed_numbers": (changed("3.14", [6, 2, 9]), {"column": "3.14"}),
    "age_99": (changed("3.2", [99, 99, 99]), {"column": "3.2", "value": "99"}),
    "identifiers_in_text": (
        changed("own_hope", ["Ring me on 020 7946 0018"], row=6),
        {"row": 6, "column": "own_hope", "value": ""},
    ),
    "codes_mixed": (changed("1.7", ["Never", "Hardly ever"]), {"column": "1.7", "value": "1"}),
    "scale_half_used": (changed("3.19", [1, 2, 3, 4, 5] * 6), {"column": "3.19", "value": "5"}),
    "option_not_offered": (
        [[*HEAD, "2.6_1", "2.6_2"], *([*row, i % 2, "" if i < 3 else 0] for i, row in enumerate(good()[1:]))],
        {"row": 2, "column": "2.6_2"},
    ),
    "routing": (
        [[*HEAD, "1.6.1", "1.6.2"], *([*row, 2 if i == 4 else 1, 1] for i, row in enumerate(good()[1:]))],
        {"row": 6, "column": "1.6.2"},
    ),
}

BYTES = {
    "file_empty": ("answers.csv", b"", {}),
    "file_unknown": ("answers.csv", b"%PDF-1.7 and so on", {}),
    "spss_broken": ("answers.sav", b"$FL2@(#) SPSS DATA FILE", {}),
    "extension_differs": ("answers.xlsx", b"consent,1.7\nYes,3\n", {}),
    "workbook_broken": ("answers.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x01" * 5000, {}),
    "file_locked": (
        "answers.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        {},
    ),
    "text_garbled": ("answers.csv", "consent,1.7,own_hope\nYes,3,Iâ€™m fine\n".encode(), {"row": 2}),
    "encoding_unknown": ("answers.csv", b"consent,1.7\nYes,3\nYes,caf\x81\n", {"row": 3}),
    "encoding_windows": ("answers.csv", b"consent,1.7,1.8\nYes,3,caf\xe9\n", {}),
    "encoding_mac": ("answers.csv", b"consent,1.7,own_hope\nYes,3,I don\xd5t know\n", {}),
    "nul_characters": ("answers.csv", b"consent,1.7\nYes,3\nYes,\x00\n", {}),
    "quote_open": ("answers.csv", b'consent,1.7,own_hope\nYes,3,"fine\nYes,4,good\nYes,5,bad\n', {"row": 2}),
    "ragged_row": ("answers.csv", b"consent,1.7,1.8\nYes,3,1\nYes,,4,1\nYes,2,2\n", {"row": 3}),
    "cell_too_long": ("answers.csv", b"consent,1.7,own_hope\nYes,3," + b"a" * 200_000 + b"\n", {"row": 2}),
}

MAPPED = {
    "mapping_unknown_column": ({"Loneliness": "q1_7"}, {"column": "Loneliness"}),
    "mapping_unknown_target": ({"1.7": "q1_77"}, {"column": "1.7", "value": "q1_77"}),
}


def hide_second(book):
    book.create_sheet("Names").append(["Anna"])
    book["Names"].sheet_state = "hidden"


def hide_rows(book):
    book["Sheet1"].row_dimensions[4].hidden = True


WORKBOOKS = {
    "rows_hidden": (good(), hide_rows, {}),
    "sheets_several": ({"Spring": good(), "Autumn": good()}, None, {}),
    "sheets_other": ({"Answers": good(), "Notes": [["Typed in by the office"]]}, None, {}),
    "sheet_hidden": ({"Answers": good()}, hide_second, {}),
    "formula_uncached": (changed("1.7", ["=1+1"], row=4), None, {}),
    "merged_cells": (good(), lambda book: book["Sheet1"].merge_cells("C3:C5"), {"row": 3}),
}

REQUIRED = {
    "column_missing": (without("1.7"), needing("q1_7"), {"column": "q1_7"}),
    "question_absent": (without("3.14"), needing("q1_7"), {}),
    "age_not_found": (without("3.2"), needing("q1_7"), {"column": "q3_2"}),
    "column_uncertain": (with_column("3.10", [1, 2]), needing("q3_10a"), {"column": "3.10"}),
}

ALONE = {
    "workbook_too_large",
    "workbook_too_slow",
    "file_too_large",
    "corrected",
    "correction_idle",
    "cells_in_error",
    "rows_repeated",
}
IN_EXPORTS = {
    *("archive_broken", "archive_empty", "archive_locked", "archive_read", "archive_several", "archive_too_large"),
    *("archive_too_slow", "header_rows_of_tool", "heading_conflict", "no_answer_of_a_person", "repeat_several"),
}
"""Tried in tests/survey/exports."""


def assert_found(reading, code, wanted):
    found = [message for message in reading.messages if message.code == code]
    assert found, f"{code} is not among {[m.code for m in reading.messages]}"
    message = found[0]
    assert message.level == checks()[code].level
    assert message.what and message.fix and "{" not in message.what
    for name, value in wanted.items():
        assert getattr(message, name) == value, message
    if "row" in wanted:
        assert str(wanted["row"]) in message.what
    if wanted.get("column"):
        assert wanted["column"] in str(message)
    order = ["accept", "warn", "refuse"]
    assert order.index(reading.verdict) >= order.index({"note": "accept"}.get(message.level, message.level))
    if reading.verdict == "refuse":
        assert reading.usable_n == 0 and reading.responses.empty


def test_a_good_file_brings_no_message(write_csv, write_xlsx):
    for write in (write_csv, write_xlsx):
        reading = survey.read(write(good()), BOOK)
        assert (reading.verdict, reading.messages, reading.usable_n) == ("accept", (), 30)


def test_every_check_is_tried():
    tried = [*ROWS, *BYTES, *MAPPED, *WORKBOOKS, *REQUIRED, *ALONE, *IN_EXPORTS]
    assert len(tried) == len(set(tried)) > 50
    assert set(tried) == set(checks())


@pytest.mark.parametrize("code", ROWS)
def test_rows(code, write_csv):
    rows, wanted = ROWS[code]
    assert_found(survey.read(write_csv(rows), BOOK), code, wanted)


@pytest.mark.parametrize("code", BYTES)
def test_bytes(code, tmp_path):
    name, content, wanted = BYTES[code]
    (tmp_path / name).write_bytes(content)
    assert_found(survey.read(tmp_path / name, BOOK), code, wanted)


@pytest.mark.parametrize("code", MAPPED)
def test_mappings(code, write_csv):
    mapping, wanted = MAPPED[code]
    assert_found(survey.read(write_csv(good()), BOOK, mapping), code, wanted)


@pytest.mark.parametrize("code", WORKBOOKS)
def test_workbooks(code, write_xlsx):
    rows, change, wanted = WORKBOOKS[code]
    assert_found(survey.read(write_xlsx(rows, change=change), BOOK), code, wanted)


@pytest.mark.parametrize("code", REQUIRED)
def test_required(code, write_csv):
    rows, book, wanted = REQUIRED[code]
    assert_found(survey.read(write_csv(rows), book), code, wanted)


def test_a_workbook_that_unpacks_to_too_much_is_not_opened(write_xlsx, monkeypatch):
    path = write_xlsx(good())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 25_000_000)
    monkeypatch.setattr(workbooks, "lines", lambda *args, **more: pytest.fail("the workbook was opened"))
    assert_found(survey.read(path, BOOK), "workbook_too_large", {})


needs_limits = pytest.mark.skipif(sys.platform != "linux", reason="other systems keep no such limit")


@pytest.mark.parametrize(("limit", "value"), [("SECONDS", 0.001), pytest.param("MEGABYTES", 8, marks=needs_limits)])
def test_a_workbook_that_takes_too_much_is_stopped(limit, value, write_xlsx, monkeypatch):
    monkeypatch.setattr(workbooks, limit, value)
    assert_found(survey.read(write_xlsx(good()), BOOK), "workbook_too_slow", {})


def test_on_the_screen_of_columns_nobody_is_told_to_write_a_mapping(write_csv):
    asked = [check for check in checks().values() if re.search(r"\bmap\b|mapping", check.fix)]
    assert len(asked) >= 10
    assert all(check.here and "map" not in check.here for check in asked)
    found = survey.read(write_csv(changed("1.7", ["100", "200", "300", "400"] * 7)), BOOK).messages[0]
    assert "mapping" in found.fix and found.here.startswith("Question 1.7 has ") and "below" in found.here


def test_the_page_of_checks_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m helpers.survey.page"


def own_choice():
    return Question(
        code="own_group",
        id="own_group",
        section=0,
        kind="single",
        wording="Which list?",
        options=(Option(code=1, label="Befriended"), Option(code=2, label="Waiting list")),
    )


@pytest.mark.parametrize(("wrong", "shown"), [("Befriendet", ""), ("7", "7"), ("-9", "-9"), ("ab", "ab")])
def test_messages_name_own_questions_with_their_options(wrong, shown, write_csv):
    book = survey.Codebook(questions=(*catalogue.workbook_questions(), own_choice()))
    rows = [["consent", "own_group"], *([1, n % 2 + 1] for n in range(20)), [1, wrong]]
    (message,) = survey.read(write_csv(rows), book).messages
    assert (message.code, message.row, message.value) == ("out_of_range", 22, shown)
    assert "1 Befriended; 2 Waiting list" in message.fix
    assert shown or wrong not in str(message)


SPECIAL = {
    "3.1": "Womann",
    "3.5": "Englisch",
    "3.7": "Refugees",
    "3.14": "Bangladesh",
    "3.15": "Yes, a mental health conditions",
    "3.16": "Muslims",
    "3.17": "Gay or Lesbians",
    "3.18": "Yess",
    "1.7": "Hardly evr",
}


@pytest.mark.parametrize("code", SPECIAL)
@pytest.mark.parametrize("times", [1, 3, 12])
def test_no_answer_to_a_sensitive_question_is_shown(code, times, write_csv):
    question = catalogue.question(code)
    assert question.is_sensitive
    right = question.options[0].label if question.options else "30"
    rows = [["consent", code], *([1, right] for _ in range(30)), *([1, SPECIAL[code]] for _ in range(times))]
    messages = survey.read(write_csv(rows)).messages
    assert messages[0].code in ("out_of_range", "recoded")
    assert all(message.value == "" and SPECIAL[code] not in str(message) for message in messages)
    assert all("sensitive" in message.what for message in messages if message.code == "recoded")
    rows = [["consent", code], *([1, right] for _ in range(30)), [1, "77"]]
    assert survey.read(write_csv(rows)).messages[0].value == "77"


def test_a_contradiction_shows_no_sensitive_answer(write_csv):
    labels = [option.label for option in catalogue.question("3.15").options]
    rows = [["consent", "3.15"], *([1, "1"] for _ in range(9)), [1, "1 3"]]
    (message,) = survey.read(write_csv(rows)).messages
    assert message.code == "none_with_others"
    assert not any(f"'{label}" in message.what for label in labels)


@pytest.mark.parametrize(("n", "says"), [(1, "1 of 30 answers was set aside"), (2, "2 of 30 answers were set aside")])
def test_one_is_and_several_are(n, says, write_csv):
    (message,) = survey.read(write_csv(changed("consent", ["No"] * n)), BOOK).messages
    assert says in message.what


MAPPINGS = {
    "recoded": [100, 200, 300, 400, 500] * 6,
    "recoded_shifted": [0, 1, 2, 3, 4] * 6,
}


@pytest.mark.parametrize("code", MAPPINGS)
def test_the_mapping_a_message_advises_works(code, write_csv):
    heading = 'How are "things"? {1.7}'
    rows = [[cell if cell != "1.7" else heading for cell in row] for row in changed("1.7", MAPPINGS[code])]
    path = write_csv(rows)
    advice = next(m for m in survey.read(path, BOOK, {heading: "q1_7"}).messages if m.code == code)
    mapping = json.loads(advice.fix[advice.fix.index("{") : advice.fix.rindex("}") + 1])
    assert set(mapping) == {heading} and mapping[heading]["column"] == "q1_7"
    if code == "recoded":
        mapping[heading]["values"] = {str(100 * n): str(n) for n in range(1, 6)}
    reading = survey.read(path, BOOK, mapping)
    assert reading.verdict == "accept"
    assert reading.responses["q1_7"].tolist() == [1, 2, 3, 4, 5] * 6


def test_ticks_are_read_by_a_mapping_too(write_csv):
    path = write_csv([["consent", "q2_6_1", "q2_6_2"], [1, "ja", 1], [1, "nein", 1]])
    mapping = {"q2_6_1": {"column": "q2_6_1", "values": {"ja": "1", "nein": "0"}}}
    assert survey.read(path, mapping=mapping).responses["q2_6_1"].tolist() == [1, 0]
