"""Measures worked out from tables, each by a case that can be done by hand; and what is held back of small numbers."""

import math
import re

import pytest

from helpers import project as projects
from helpers.catalogue import worked_out
from helpers.collect import secondary
from helpers.collect.secondary import received
from helpers.collect.secondary.counts import counts, what_is_wrong
from helpers.collect.secondary.figures import figures
from helpers.collect.secondary.shown import value
from helpers.errors import UserProblem
from helpers.project.record import ComparatorArea, Project, Secondary, SecondaryTable

PUBLISHED = {"is_published": True, "mode": "records", "is_confirmed": True}


def made(tmp_path, content, indicator, beside=(), **said):
    """The figures of a table, our area being Ashe."""
    file = tmp_path / "table.csv"
    file.write_text(content, encoding="utf-8")
    table = SecondaryTable(**{"id": "t", "indicator": indicator, "area": "Ashe", **PUBLISHED, **said})
    comparators = tuple(ComparatorArea(id=f"a-{at}", name=name) for at, name in enumerate(beside))
    return figures(received.read(file), table, Project(title="T", secondary=Secondary(comparators=comparators)))


RATE = "Area,Events,People\nAshe,23,10000\nBrook,7,8000\n"
AREAS = {"area_columns": ("Area",), "count_columns": ("Events",), "total_columns": ("People",)}


@pytest.mark.parametrize(
    ("indicator", "figure", "shown"),
    [
        ("R5", 2.3, "2.3 per 1,000 (1.5 to 3.5)"),
        ("E4_permanent", 0.23, "0.23 per 100 (0.15 to 0.35)"),
        ("E4_fixed_term", 0.23, "0.23 per 100 (0.15 to 0.35)"),
        ("E5", 0.0023, "0.2%"),
        ("E7", 0.0023, "0.2%"),
        ("E9", 0.0023, "0.2%"),
        ("E12", 0.0023, "0.2%"),
        ("P4", 0.0023, "0.2%"),
        ("P6", 0.0023, "0.2%"),
    ],
)
def test_rates_and_shares(tmp_path, indicator, figure, shown):
    (found,) = made(tmp_path, RATE, indicator, **AREAS)
    assert found.value == pytest.approx(figure)
    assert (found.count, found.total, found.area) == (23, 10000, "Ashe")
    assert value(found) == shown


def test_our_area_comes_first_and_only_those_chosen_to_compare_with_follow(tmp_path):
    content = RATE + "Cole,1,100\nDale,5,900\n"
    found = made(tmp_path, content, "R5", ("dale", "Brook", "Not there"), **AREAS)
    assert [one.area for one in found] == ["Ashe", "Dale", "Brook"]


def test_the_last_filled_column_of_the_area_names_the_row(tmp_path):
    content = "country,la,Events,People\nAlbion,,900,400000\nAlbion,Ashe,23,10000\n"
    found = made(tmp_path, content, "R5", ("Albion",), **{**AREAS, "area_columns": ("country", "la")})
    assert [(one.area, one.count) for one in found] == [("Ashe", 23), ("Albion", 900)]


def test_employment_gap_between_two_groups_side_by_side(tmp_path):
    content = "Area,Men employed,Men 16-64,Women employed,Women 16-64\nAshe,780,1000,705,1000\n"
    said = {"count_columns": ("Men employed", "Women employed"), "total_columns": ("Men 16-64", "Women 16-64"),
            "area_columns": ("Area",), "first_group": "Men employed", "other_group": "Women employed"}  # fmt: skip
    men, women, gap = made(tmp_path, content, "E1", **said)
    assert (men.value, women.value) == (0.78, 0.705)
    assert gap.value == pytest.approx(0.075)
    assert value(gap) == "7.5 points"


def test_the_margins_of_a_sample_survey_go_into_the_gap(tmp_path):
    content = "Sex,Numerator,Denominator,Confidence\nMen,780,1000,3\nWomen,705,1000,4\n"
    said = {"group_column": "Sex", "count_columns": ("Numerator",), "total_columns": ("Denominator",), "mode": "sample survey",
            "first_group": "Men", "other_group": "Women"}  # fmt: skip
    *_, gap = made(tmp_path, content, "E1", margin_columns=("Confidence",), **said)
    assert (gap.low, gap.high) == pytest.approx((0.025, 0.125))
    *_, bare = made(tmp_path, content, "E1", **said)
    assert math.isnan(bare.low) and "how sure it is can't be said" in bare.notes[0]


def test_attainment_gap_is_of_pupils_and_not_of_schools(tmp_path):
    content = "Group,School,Score,Pupils\nFSM,A,40,100\nFSM,B,30,300\nOther,A,50,200\nOther,B,48,200\n"
    said = {"group_column": "Group", "place_column": "School", "count_columns": ("Score",), "total_columns": ("Pupils",),
            "first_group": "Other", "other_group": "FSM"}  # fmt: skip
    fsm, other, gap = made(tmp_path, content, "E3", **said)
    assert (fsm.value, other.value, gap.value) == pytest.approx((32.5, 49.0, 16.5))
    assert value(gap) == "16.5 points of score"


def test_occupations_high_paid_less_low_paid_for_each_group(tmp_path):
    content = "Sex,High,Low,All\nMen,400,200,1000\nWomen,300,350,1000\n"
    said = {"group_column": "Sex", "count_columns": ("High",), "against_columns": ("Low",), "total_columns": ("All",),
            "first_group": "Men", "other_group": "Women"}  # fmt: skip
    men, women, gap = made(tmp_path, content, "E2", **said)
    assert (men.value, women.value, gap.value) == pytest.approx((0.2, -0.05, 0.25))


SCHOOLS = "School,FSM,Pupils\nA,60,100\nB,20,100\nC,20,200\n"
OF_SCHOOLS = {"place_column": "School", "count_columns": ("FSM",), "total_columns": ("Pupils",)}


def test_dissimilarity_over_schools(tmp_path):
    (found,) = made(tmp_path, SCHOOLS, "R9", **OF_SCHOOLS)
    # half of |.6 - 40/300| + |.2 - 80/300| + |.2 - 180/300|
    assert found.value == pytest.approx(0.5 * (0.6 - 40 / 300 + 80 / 300 - 0.2 + 180 / 300 - 0.2))
    assert (found.n_places, found.total) == (3, 400)


def test_entropy_index_over_settings_from_columns_and_from_rows(tmp_path):
    wide = "Setting,White,Asian\nNursery,10,10\nSchool,10,10\nMinder,40,40\n"
    long = "Setting,Group,Children\n" + "".join(
        f"{s},{g},{n}\n" for s, n in (("N", 10), ("S", 10), ("M", 40)) for g in "WA"
    )
    (alike,) = made(tmp_path, wide, "R10", place_column="Setting", count_columns=("White", "Asian"))
    (again,) = made(tmp_path, long, "R10", place_column="Setting", group_column="Group", count_columns=("Children",))
    assert alike.value == again.value == pytest.approx(0)
    apart = "Setting,White,Asian\nNursery,20,0\nSchool,0,20\nMinder,40,0\n"
    (found,) = made(tmp_path, apart, "R10", place_column="Setting", count_columns=("White", "Asian"))
    assert found.value == pytest.approx(1)


def test_several_periods_follow_each_other(tmp_path):
    content = "Area,Year,Events,People\nAshe,2024,30,10000\nAshe,2023,20,10000\n"
    found = made(tmp_path, content, "R5", period_column="Year", **AREAS)
    assert [(one.period, one.count) for one in found] == [("2023", 20), ("2024", 30)]


def test_what_is_withheld_is_not_taken_for_zero(tmp_path):
    (found,) = made(tmp_path, "Area,Events,People\nAshe,[c],10000\nBrook,7,8000\n", "R5", **AREAS)
    assert value(found) == "not known" and "withholds" in found.notes[0]
    (index,) = made(tmp_path, SCHOOLS + "D,c,90\n", "R9", **OF_SCHOOLS)
    assert index.n_places == 3 and "1 place with withheld numbers left aside" in index.notes[0]


def test_nobody_is_no_zero_either(tmp_path):
    (found,) = made(tmp_path, "Area,Events,People\nAshe,0,0\n", "E5", **AREAS)
    assert value(found) == "not known"


def test_more_than_all_of_an_estimate_is_said(tmp_path):
    (found,) = made(tmp_path, "Area,Events,People\nAshe,1040,1000\n", "E7", **AREAS)
    assert value(found) == "104.0%" and "More than all" in found.notes[0]


WRONG = {
    "no count": ("R5", {"count_columns": ()}, "Say which column counts"),
    "no total": ("R5", {"total_columns": ()}, "Say which column holds the total"),
    "gone": ("R5", {"count_columns": ("Offences",)}, "no column 'Offences'"),
    "no other side": ("E2", {}, "the other side"),
    "no groups": ("R10", {"total_columns": ()}, "where the groups stand"),
    "two ways": ("E1", {"group_column": "Area", "area_columns": (), "count_columns": ("Events", "People")}, "not both"),
    "margins": ("E1", {"count_columns": ("Events", "People"), "total_columns": ("People",), "margin_columns": ("Events",)},
                "margins"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_columns_that_do_not_go_together_are_named(tmp_path, name):
    indicator, said, problem = WRONG[name]
    with pytest.raises(UserProblem, match=problem):
        made(tmp_path, RATE, indicator, **{**AREAS, **said})


def test_a_column_of_percentages_is_no_count(tmp_path):
    file = tmp_path / "table.csv"
    file.write_text("Area,Rate (%),People\nAshe,23,10000\n", encoding="utf-8")
    table = SecondaryTable(id="t", area="Ashe", count_columns=("Rate (%)",), total_columns=("People",))
    assert "holds percentages" in what_is_wrong(received.read(file), table, worked_out("E5"))


CELLS = {
    "a word": ("Area,Events,People\nAshe,many,10000\nBrook,7,8000\nCole,8,900\n", "'many' is no number.*row 2.*Events"),
    "below zero": ("Area,Events,People\nAshe,-3,10000\n", "below zero.*row 2.*Events"),
    "a fraction": ("Area,Events,People\nAshe,23,10000.5\nBrook,7,8000\n", "percentages, rates or fractions"),
    "more than all": ("Area,Events,People\nAshe,12000,10000\n", "more than all.*row 2"),
    "twice": ("Area,Events,People\nAshe,23,10000\nAshe,12,5000\n", "Rows 2 and 3 both"),
    "not there": ("Area,Events,People\nBrook,7,8000\n", "No row of this table is for 'Ashe'. It has: Brook"),
}


@pytest.mark.parametrize("name", CELLS)
def test_what_stands_in_a_cell_is_refused_with_row_and_column(tmp_path, name):
    content, said = CELLS[name]
    with pytest.raises(UserProblem) as raised:
        made(tmp_path, content, "E1", **AREAS)
    assert re.search(said, f"{raised.value.what} {raised.value.where}"), str(raised.value)


def test_a_total_among_the_places_is_found_whatever_it_is_called(tmp_path):
    with pytest.raises(UserProblem, match="'Borough' is the sum of all the others"):
        made(tmp_path, SCHOOLS + "Borough,100,400\n", "R9", **OF_SCHOOLS)
    (found,) = made(tmp_path, SCHOOLS + "Borough,100,400\n", "R9", left_out=("Borough",), **OF_SCHOOLS)
    assert found.n_places == 3
    wide = "Setting,White,Asian,Altogether\nNursery,10,20,30\nSchool,5,10,15\nMinder,1,2,3\n"
    with pytest.raises(UserProblem, match="'Altogether' is the sum"):
        made(tmp_path, wide, "R10", place_column="Setting", count_columns=("White", "Asian", "Altogether"))


def test_rows_are_kept_by_what_stands_in_another_column(tmp_path):
    content = "Area,Phase,Events,People\nAshe,Total,23,10000\nAshe,Primary,3,6000\n"
    (found,) = made(tmp_path, content, "R5", only=("Phase: Total",), **AREAS)
    assert found.count == 23


# Small numbers ----------------------------------------------------------------------------------

GROUPS = "Group,Excluded,Pupils\nTotal,30,160\nA,3,40\nB,20,60\nC,7,60\n"
OF_GROUPS = {"group_column": "Group", "count_columns": ("Excluded",), "total_columns": ("Pupils",)}


def test_small_groups_of_a_table_that_is_not_published_are_not_shown(tmp_path):
    open_to_all = made(tmp_path, GROUPS, "E1", **OF_GROUPS)
    assert all(one.is_shown for one in open_to_all)
    for said in (False, None):
        found = made(tmp_path, GROUPS, "E1", **{**OF_GROUPS, "is_published": said})
        by_group = {one.group: one for one in found}
        assert by_group["A"].band == "fewer than 5 of 40" and math.isnan(by_group["A"].count)
        assert by_group["Total"].is_shown
        assert not all(one.is_shown for one in (by_group["B"], by_group["C"])), "A could be worked out from the total"
        assert "3" not in value(by_group["A"])


def test_a_gap_of_what_is_not_shown_is_not_shown(tmp_path):
    said = {**OF_GROUPS, "is_published": False, "first_group": "B", "other_group": "A"}
    gap = made(tmp_path, GROUPS, "E1", **said)[-1]
    assert gap.other == "A" and not gap.is_shown and math.isnan(gap.value)


def test_under_ten_people_give_no_figure(tmp_path):
    (found,) = made(tmp_path, "Area,Events,People\nAshe,2,8\n", "E5", **{**AREAS, "is_published": False})
    assert not found.is_shown and math.isnan(found.count)
    two = "School,FSM,Pupils\nA,60,100\nB,20,100\n"
    (index,) = made(tmp_path, two, "R9", **{**OF_SCHOOLS, "is_published": False})
    assert index.band and math.isnan(index.value) and math.isnan(index.total)
    assert made(tmp_path, two, "R9", **OF_SCHOOLS)[0].is_shown
    few = "Group,Score,Pupils\nFSM,40,9\nOther,50,200\n"
    fsm, *_ = made(tmp_path, few, "E3", group_column="Group", count_columns=("Score",), total_columns=("Pupils",), is_published=False)  # fmt: skip
    assert fsm.band and math.isnan(fsm.value)


def test_a_withheld_number_stands_nowhere_in_what_is_shown(tmp_path):
    folder = projects.create(tmp_path / "tea", "Tea").path
    file = tmp_path / "excluded.csv"
    file.write_text("Group,Excluded,Pupils\nA,3,47\nB,21,59\nC,17,61\n", encoding="utf-8")
    secondary.add_table(folder, file, "E1", area="Ashe", **{**PUBLISHED, "is_published": False}, **OF_GROUPS)
    opened = projects.open(folder)
    text = repr(secondary.worked_out(opened)) + "".join(map(repr, secondary.sections(opened)))
    assert "fewer than 5 of 47" in text and "Small numbers of people" in text
    assert "3 of 47" not in text and "6.4%" not in text


# The report -------------------------------------------------------------------------------------


def test_only_what_was_confirmed_and_can_be_worked_out_goes_into_the_report(tmp_path):
    folder = projects.create(tmp_path / "tea", "Tea").path
    file = tmp_path / "crime.csv"
    file.write_text(RATE, encoding="utf-8")
    secondary.add_table(folder, file, "R5", area="Ashe", source="Police", is_published=True, mode="records")
    assert secondary.sections(projects.open(folder)) == ()
    opened = projects.save(folder, "2.1", {"secondary.tables[crime].is_confirmed": True})
    (section,) = secondary.sections(opened)
    assert "2.3 per 1,000" in repr(section) and "Police" in repr(section)
    opened = projects.save(folder, "2.1", {"secondary.tables[crime].area": "Nowhere"})
    assert secondary.sections(opened) == ()
    assert "No row of this table is for 'Nowhere'" in repr(secondary.worked_out(opened))


def test_counts_come_with_the_row_they_stand_in(tmp_path):
    file = tmp_path / "table.csv"
    file.write_text(f"Title,,\n{RATE}", encoding="utf-8")
    table = SecondaryTable(id="t", area="Ashe", **AREAS)
    assert [one.row for one in counts(received.read(file), table, worked_out("R5"))] == [3, 4]
