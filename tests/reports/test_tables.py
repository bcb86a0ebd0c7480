import pandas as pd

from helpers.reports import tables

NAN = float("nan")
LAST = "2025-spring"


def test_the_numbers_behind_a_chart_hold_every_share_drawn_and_the_published_figure(found):
    table = tables.numbers(found())
    assert table.columns == ("What", "People", "Share", "95% interval", "Note")
    assert table.rows[0] == ("Spring 2024", "150", "34%", "27% to 41%", "")
    assert table.rows[-1] == (
        "London, 2018-19",
        "6,601",
        "8%",
        "not published",
        "Published figure: Survey of Londoners; adults, mostly online",
    )
    assert len(table.rows) == 4


def test_a_chart_of_all_answers_has_them_in_its_numbers(fabricated, found):
    finding = found(
        {LAST: "Spring 2025"},
        shares=fabricated.table().query("wave == '2025-spring' and group_by == ''"),
        distributions=fabricated.answers().query("wave == '2025-spring'"),
        changes=[],
    )
    assert finding.shows_all_answers
    rows = dict((row[0], row[2]) for row in tables.numbers(finding).rows)
    assert rows["Answered “Often/always”"] == "24%" and rows["Answered “Hardly ever”"] == "fewer than 5 of 140"
    assert len(rows) == 1 + 1 + 5


def test_groups_say_in_words_what_is_not_shown(found):
    table = tables.groups(found(), "age", "Age")
    shares = {row[0]: row[2] for row in table.rows}
    assert shares == {"16-24": "43%", "25-34": "fewer than 5 of 25", "35-44": "withheld", "65 and over": "10%"}
    assert table.note == "Withheld: fewer than 10 answered."
    assert dict((row[0], row[4]) for row in table.rows)["65 and over"] == "65-74 and 75 and over joined"
    assert tables.groups(found(), "gender", "Gender") is None


def test_answers_that_were_not_asked_are_not_zero(fabricated, found):
    answers = fabricated.answers()
    lacking = answers[~((answers["wave"] == "2024-spring") & (answers["label"] == "Never"))]
    (table,) = tables.answers(found(distributions=lacking))
    assert table.caption == "Loneliness: How often do you feel lonely?"
    cells = {row[0]: row[1:] for row in table.rows}
    assert cells["Never"] == ("not asked", "10%", "20%")
    assert cells["Hardly ever"][2] == "fewer than 5 of 140"
    assert table.columns[1] == "Spring 2024 (140 people)"


def test_two_questions_behind_one_indicator_have_a_table_each(fabricated, found):
    rows = [
        fabricated.answer(LAST, code, label, 50, 0.5, column=column)
        for column in ("q1_4_family", "q1_4_friends")
        for code, label in ((1, "A lot"), (2, "Somewhat"))
    ]
    made = tables.answers(found(distributions=pd.DataFrame(rows)))
    assert len(made) == 2 and made[0].caption != made[1].caption
    assert all(len(table.rows) == 2 for table in made)


def test_several_answers_are_said_to_add_up_to_more(fabricated, found):
    rows = [
        fabricated.answer(LAST, code, label, 50, 0.6, kind="any of", column=f"q3_18_{code}")
        for code, label in ((1, "Your age"), (2, "Your sex"))
    ]
    (table,) = tables.answers(found(distributions=pd.DataFrame(rows)))
    assert table.note == tables.SEVERAL and len(table.rows) == 2


def test_a_question_withheld_throughout_has_no_table(fabricated, found):
    rows = [fabricated.answer(LAST, code, "x", 50, NAN, "suppressed", "too few") for code in (1, 2)]
    assert tables.answers(found(distributions=pd.DataFrame(rows))) == ()


def test_changes_stand_with_their_interval_and_whether_they_are_clear(fabricated, found):
    rows = tables.changes(found()).rows
    assert rows[0] == ("Spring 2024 to Spring 2025", "34%", "24%", "−10 points", "−16 to −4", "60", "yes")
    assert rows[1][-1] == "no"
    withheld = fabricated.change("2024-spring", LAST, NAN) | {"share_after": NAN, "note": "fewer than 10 in a wave"}
    row = tables.changes(found(changes=[withheld])).rows[0]
    assert row[2] == "withheld" and row[-1] == "Fewer than 10 in a wave" and "%" not in "".join(row[2:])
    assert tables.changes(found(changes=[])) is None


def test_every_question_and_line_of_the_toolkit_has_its_wording():
    from helpers import catalogue

    columns = [column for question in catalogue.questions() for column in question.columns]
    assert len(columns) > 60
    for column in columns:
        assert tables.wording(column) != column
    assert tables.wording("own_room", {"own_room": "What would you come to?"}) == "What would you come to?"


def test_the_difference_of_two_groups_has_no_people_of_its_own(fabricated, found):
    groups = ("took part", "comparison group", "difference between the two")
    shares = fabricated.table([fabricated.share(LAST, "comparison", group, 50, 0.3) for group in groups[:2]])
    changes = [fabricated.change("2024-spring", LAST, -0.1, group_by="comparison", group=group) for group in groups]
    table = tables.changes(found(shares=shares, changes=changes))
    place = table.columns.index("In both waves")
    assert [row[place] for row in table.rows] == ["60", "60", ""]
    assert [row[0].split(",")[0] for row in table.rows] == [
        "In the project",
        "Comparison group",
        "Difference between the two",
    ]
    assert "measures in this report were tested for this comparison" in table.note


def test_a_single_point_is_singular(fabricated, found):
    rows = tables.changes(
        found(changes=[fabricated.change("2024-spring", LAST, size) for size in (0.01, -0.01, 0)])
    ).rows
    assert [row[3] for row in rows] == ["+1 point", "−1 point", "0 points"]


def test_no_two_tables_of_a_report_have_one_caption(fabricated, found):
    finding = found()
    other = found(indicator=fabricated.LONELY.model_copy(update={"name": "Something else", "counted": "see nobody"}))
    captions = [
        table.caption
        for one in (finding, other)
        for table in (tables.numbers(one), *tables.answers(one), tables.groups(one, "age", "Age"), tables.changes(one))
    ]
    assert len(captions) == 8 == len(set(captions))
