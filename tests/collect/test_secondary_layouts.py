"""Tables as those who publish them lay them out, from the file to the figure: what is proposed, what a person says, what comes out.

Layouts are those of Nomis, the Department for Education, the Home Office, the Office for National Statistics and the London Datastore;
areas and numbers are invented.
"""

import pytest
from openpyxl import Workbook

from helpers import project as projects
from helpers.collect import secondary
from helpers.collect.secondary import tables
from helpers.collect.secondary.shown import value
from helpers.collect.secondary.sums import found as sums_found
from helpers.errors import UserProblem

KS4 = """\
time_period,time_identifier,geographic_level,country_name,region_name,new_la_code,la_name,version,breakdown_topic,breakdown,sex,t_pupils,t_att8,avg_att8,avg_p8score,pt_l2basics_95
202223,Academic year,National,Albion,,,,Final,Total,Total,Total,595437,27588000,46.3,-0.03,45.3
202223,Academic year,Local authority,Albion,Northgate,E09000098,Ashe,Final,Free school meals,FSM,Total,820,31500,38.4,-0.2,30.1
202223,Academic year,Local authority,Albion,Northgate,E09000098,Ashe,Final,Free school meals,FSM all other,Total,1600,80000,50.0,0.2,52.1
202223,Academic year,Local authority,Albion,Northgate,E09000098,Ashe,Final,Total,Total,Total,2420,111500,46.1,0.1,45.0
202324,Academic year,Local authority,Albion,Northgate,E09000098,Ashe,Revised,Free school meals,FSM,Total,830,31800,38.3,c,z
202324,Academic year,Local authority,Albion,Northgate,E09000098,Ashe,Revised,Free school meals,FSM all other,Total,1590,80000,50.3,0.2,52.1
"""
EXCLUSIONS = """\
time_period,geographic_level,country_name,region_name,la_name,new_la_code,school_type,num_schools,headcount,perm_excl,perm_excl_rate,susp,susp_rate,one_plus_susp,one_plus_susp_rate
202223,National,Albion,,,,Total,24442,8421125,9376,0.11,786961,9.35,337310,4.01
202223,Local authority,Albion,Northgate,Ashe,E09000098,Total,102,40000,20,0.05,1600,4.0,900,2.4
202223,Local authority,Albion,Northgate,Ashe,E09000098,Special,4,600,c,c,10,1.6,9,1.5
"""
NEET = [
    ["Table 3: 18 to 24 year olds not in education, employment or training (NEET) by region"],
    ["This worksheet contains one table. Some cells contain [c]."],
    [],
    ["Region", "Year", "18-24 population", "18-24 NEET", "NEET rate (%)", "95% CI (+/-)"],
    ["Ashe", 2022, "800,000", "96,000", 12.0, 1.9],
    ["Ashe", 2023, "800,000", "[c]", "[c]", "[c]"],
    ["Source: Labour Force Survey"],
]
EARLY = """\
time_period,geographic_level,country_name,la_name,new_la_code,age,provider_type,children_registered,population,takeup_rate
2024,Local authority,Albion,Ashe,E09000098,3 and 4-year-olds,Total,5600,7000,80.0
2024,Local authority,Albion,Ashe,E09000098,3-year-olds,Total,2700,3500,77.1
"""
HOUSING = """\
"Table created 1/4/2025",,
Region,Housing costs over a third of income (thousands),All people (thousands)
Ashe,"2,250","9,000"
Albion,7000,56000
"""
DIGITAL = """\
Region,Base (unweighted),Base (weighted),Has all 20 Foundation tasks,Has Essential Digital Skills for Life,%
Ashe,560,600,590,450,75%
"""
MONTHLY = """\
Month_Year,Area Type,Borough_SNT,Area name,Area code,Crime type,Crime subtype,Measure,Financial Year,Count,Refresh Date
2024-01,Borough,Ashe,Ashe,E09000098,HATE CRIME,Racist,Offences,fy23-24,60,2024-12-01
2024-02,Borough,Ashe,Ashe,E09000098,HATE CRIME,Racist,Offences,fy23-24,50,2024-12-01
2024-02,Borough,Ashe,Ashe,E09000098,HATE CRIME,Faith,Offences,fy23-24,10,2024-12-01
2024-02,Borough,Ashe,Ashe,E09000098,HATE CRIME,Faith,Positive Outcomes,fy23-24,1,2024-12-01
"""
YEARS_ABOVE = """\
Borough,2022/23,2022/23,2023/24,2023/24
,Hate crimes,Residents,Hate crimes,Residents
Ashe,80,40000,120,40000
Brook,50,33000,..,33100
"""
REGISTER = [
    ["Electoral statistics: local government electors by area, 1 December 2021 to 2022 [note 1]"],
    ["Area code", "Area name", "1 December 2021", "1 December 2022"],
    ["E09000098", "Ashe", 30000, "[x]"],
    ["E09000099", "Brook", 15000, 15500],
]
CEREMONIES = [
    ["Table Cit_04: Citizenship ceremonies by local authority"],
    ["Year", "Quarter", "Local authority", "Attendances", "Non-British residents"],
    [2023, "2023 Q1", "Ashe", 200, "4,000"],
    [2023, "2023 Q2", "Ashe", 180, "4,000"],
    [2023, "2023 Q3", "Ashe", 10, "4,000"],
]
NOMIS_WIDE = """\
"annual population survey",,,,,,,,
"local authority: district / unitary (as of April 2023)","Males - numerator","denominator","percent","conf","Females - numerator","denominator","percent","conf"
"Ashe","78,000","100,000","78.0","3","70,000","100,000","70.0","4"
"Brook","78,000","100,000","78.0","-","70,000","100,000","70.0","-"
"- These figures are missing.",,,,,,,,
"""
CENSUS = """\
Area,Sex,Managers,Professional,Skilled trades,Sales,Elementary
Ashe,Women,100,200,100,300,300
Ashe,Men,200,200,200,200,200
"""
OCCUPATIONS = {
    "count_columns": ("Managers", "Professional"),
    "against_columns": ("Sales", "Elementary"),
    "total_columns": ("Managers", "Professional", "Skilled trades", "Sales", "Elementary"),
    "several_are": "parts",
}
CENSUS_LONG = """\
Lower tier local authorities Code,Lower tier local authorities,Sex (2 categories) Code,Sex (2 categories),Occupation (current) (10 categories) Code,Occupation (current) (10 categories),Observation
""" + "".join(
    f'E09000098,Ashe,{at},{sex},{code},"{code}. {name}",{n}\n'
    for at, sex, numbers in ((1, "Female", (100, 200, 100, 300, 300)), (2, "Male", (200, 200, 200, 200, 200)))
    for code, name, n in zip(
        (1, 2, 5, 7, 9),
        ("Managers, directors", "Professional", "Skilled trades", "Sales", "Elementary"),
        numbers,
        strict=True,
    )
)
LONG_OCCUPATIONS = {
    "kinds_column": "Occupation (current) (10 categories)",
    "count_columns": ("1. Managers, directors", "2. Professional"),
    "against_columns": ("7. Sales", "9. Elementary"),
    "total_columns": ("1. Managers, directors", "2. Professional", "5. Skilled trades", "7. Sales", "9. Elementary"),
    "several_are": "parts",
}
SCHOOLS = """\
time_period,region_name,la_name,urn,school_name,headcount of pupils,number of pupils known to be eligible for free school meals,% of pupils known to be eligible for free school meals
202324,Northgate,Ashe,1,A,100,60,60.0
202324,Northgate,Ashe,2,B,100,20,20.0
202324,Northgate,Ashe,3,C,200,20,10.0
202324,Northgate,Ashe,4,D,90,c,c
202324,Northgate,Brook,5,E,90,30,33.3
"""
SETTINGS = """\
Provider type,White British,Other White,Asian,Total
Private and voluntary,20,0,0,20
Childminders,0,20,0,20
Nursery classes in schools,0,0,[c],20
Maintained nursery schools,0,0,40,40
Total,20,20,60,100
"""

LAYOUTS = {
    "attainment": ("E3", KS4, {}, ["38.4 points of score", "50.0 points of score", "46.1 points of score", "-11.6 points of score",
                                   "38.3 points of score", "50.3 points of score", "-12.0 points of score"]),
    "permanent exclusions": ("E4_permanent", EXCLUSIONS, {}, ["0.05 per 100 (0.03 to 0.08)"]),
    "suspensions": ("E4_fixed_term", EXCLUSIONS, {}, ["4.00 per 100 (3.81 to 4.20)"]),
    "neet": ("E5", NEET, {"mode": "sample survey"}, ["12.0% (10.1 to 13.9)", "not known"]),
    "early years": ("E7", EARLY, {"only": ("age: 3 and 4-year-olds",)}, ["80.0%"]),
    "housing, in thousands": ("E9", HOUSING, {}, ["25.0%"]),
    "digital skills": ("E12", DIGITAL, {}, ["75.0%"]),
    "years above the headings": ("R5", YEARS_ABOVE, {}, ["2.0 per 1,000 (1.6 to 2.5)", "3.0 per 1,000 (2.5 to 3.6)"]),
    "quarters": ("P6", CEREMONIES, {"adds_rows": True}, ["9.8%"]),
    "employment, side by side": ("E1", NOMIS_WIDE, {"mode": "sample survey"},
                                 ["78.0% (75.0 to 81.0)", "70.0% (66.0 to 74.0)", "8.0 points (3.0 to 13.0)"]),
    "occupations of a census": ("E2", CENSUS, OCCUPATIONS, ["-30.0 points", "0.0 points", "-30.0 points"]),
    "occupations of a census, row by row": ("E2", CENSUS_LONG, LONG_OCCUPATIONS, ["-30.0 points", "0.0 points", "-30.0 points"]),
    "schools": ("R9", SCHOOLS, {}, ["0.47"]),
    "settings": ("R10", SETTINGS, {}, ["1.00"]),
}  # fmt: skip


def written(folder, content, name):
    if isinstance(content, str):
        file = folder / f"{name}.csv"
        file.write_text(content, encoding="utf-8")
        return file
    book = Workbook()
    book.active.title = "Notes"
    book.active.append(["Read this first."])
    sheet = book.create_sheet("Table_1")
    for row in content:
        sheet.append(row)
    book.save(folder / f"{name}.xlsx")
    return folder / f"{name}.xlsx"


class Tea:
    """A project to bring tables into."""

    def __init__(self, folder):
        self.files, self.path = folder, projects.create(folder / "tea", "Tea on Tuesdays").path

    def add(self, content, indicator="", name="table", **said):
        described = {"area": "Ashe", "is_published": True, "mode": "records", "is_confirmed": True, **said}
        return secondary.add_table(self.path, written(self.files, content, name), indicator, **described).table

    def figures(self, table):
        return tables.figures_of(projects.open(self.path), table)


@pytest.fixture
def tea(tmp_path):
    return Tea(tmp_path)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_table_as_it_is_published_gives_its_measure(tea, name):
    indicator, content, said, shown = LAYOUTS[name]
    made = tea.figures(tea.add(content, indicator, **said))
    assert [value(one) for one in made] == shown
    assert {one.area for one in made} == {"Ashe"}


@pytest.mark.parametrize(
    ("content", "column", "said"),
    [
        (
            CENSUS_LONG + CENSUS_LONG.splitlines()[1] + "\n",
            "Occupation (current) (10 categories)",
            "Row 12 says the same",
        ),
        (CENSUS, "Sex", "one column of counts in all"),
        (CENSUS_LONG, "Industry", "no columns can be made"),
    ],
)
def test_rows_that_can_not_become_columns_are_refused(tea, content, column, said):
    table = tea.add(content, "E2", kinds_column=column, count_columns=("Managers",))
    with pytest.raises(UserProblem, match=said):
        tea.figures(table)


def test_what_rows_count_can_be_chosen_as_columns_are(tea):
    from helpers.collect import secondary_form

    def asked(**said):
        tea.add(CENSUS_LONG, "E2", f"t{len(said)}", **said)
        return {
            one.path.rpartition(".")[2]: [choice.value for choice in one.choices]
            for group in secondary_form._tables(projects.open(tea.path).record, projects.open(tea.path))
            for one in group.fields
        }

    before = asked()
    assert before["count_columns"] == ["Observation"]
    assert "Occupation (current) (10 categories)" in before["kinds_column"]
    projects.save(tea.path, "2.1", {"secondary.tables[t0]": None})
    after = tea.add(CENSUS_LONG.replace("Ashe", "Brook"), "E2", "long", kinds_column=before["kinds_column"][-1])
    groups = secondary_form._tables(projects.open(tea.path).record, projects.open(tea.path))
    (counted,) = (one for group in groups for one in group.fields if one.path.endswith(f"[{after.id}].count_columns"))
    assert [choice.value for choice in counted.choices][:2] == ["1. Managers, directors", "2. Professional"]


def test_counts_in_thousands_are_people(tea):
    (figure,) = tea.figures(tea.add(HOUSING, "E9"))
    assert (figure.count, figure.total) == (2_250_000, 9_000_000)
    in_millions = "Region,Over a third (millions),All people (millions)\nAshe,2.25,9.0\n"
    (figure,) = tea.figures(tea.add(in_millions, "E9", "millions"))
    assert (figure.count, figure.total) == (2_250_000, 9_000_000)


@pytest.mark.parametrize("heading", ["Households with under £30,000", "Aged 1,000 days", "Rate per thousand"])
def test_a_heading_that_only_names_a_number_multiplies_nothing(heading):
    from helpers.collect.secondary.received import unit_of

    assert unit_of(heading) == 1


def test_thousands_that_only_a_note_speaks_of_are_said(tea):
    tea.add("Housing costs (thousands),,\nRegion,Over a third,All people\nAshe,2250,9000\n", "E9")
    assert "counts in thousands or millions" in repr(secondary.worked_out(projects.open(tea.path)))


def test_months_and_kinds_are_added_up_only_when_somebody_says_so_and_what_was_added_is_named(tea):
    said = {"total_table": "residents", "area_columns": ("Area name",)}
    tea.add("Area,Year,Residents\nAshe,2022,30000\nAshe,2023,40000\nAshe,2024,50000\n", name="residents")
    table = tea.add(MONTHLY, "R5", **said)
    with pytest.raises(UserProblem, match=r"Rows 2 and 3 .* They differ in Month_Year \(2024-01, 2024-02\)"):
        tea.figures(table)
    everything = table.model_copy(update={"adds_rows": True})
    (figure,) = tea.figures(everything)
    assert figure.count == 121 and "Measure (Offences, Positive Outcomes)" in figure.notes[0]
    (figure,) = tea.figures(everything.model_copy(update={"only": ("Measure: Offences",)}))
    assert figure.count == 120 and "Measure" not in figure.notes[0]
    assert figure.notes[1] == "Out of how many: from “residents”, 2024."


def test_rows_with_totals_of_their_own_are_not_added_up(tea):
    content = "Area,Phase,Suspensions,Pupils\nAshe,Primary,3,100\nAshe,Secondary,9,80\n"
    with pytest.raises(UserProblem, match="Rows 2 to 3 are added up, and their totals differ"):
        tea.figures(tea.add(content, "E4_fixed_term", adds_rows=True))


def test_a_withheld_month_makes_no_smaller_year(tea):
    content = "Area,Month,Hate crimes,Residents\nAshe,2024-01,3,1000\nAshe,2024-02,c,1000\n"
    (figure,) = tea.figures(tea.add(content, "R5", adds_rows=True, period_column="", period="2024"))
    assert value(figure) == "not known"


def test_the_months_of_a_year_in_columns_are_parts_of_it(tea):
    tea.add("Area,Residents\nNorth,10000\n", name="residents", period="2024")
    months = ",".join(f"2024{month:02}" for month in range(1, 13))
    table = tea.add(f"Ward,{months}\nNorth,{','.join('2' * 12)}\n", "R5", area="North", total_table="residents")
    assert table.several_are == "parts"
    (figure,) = tea.figures(table)
    assert value(figure) == "2.4 per 1,000 (1.5 to 3.6)"


def test_one_month_is_not_shown_as_if_it_were_a_year(tea):
    content = "Area,Month,Hate crimes,Residents\nAshe,2024-01,3,1000\nAshe,2024-02,4,1000\n"
    made = tea.figures(tea.add(content, "R5", period_column="Month"))
    assert [one.period for one in made] == ["2024-01", "2024-02"]
    assert all("one month only" in one.notes[0] for one in made)


REGISTERED = {"total_table": "adults"}
ADULTS = "Area,Year,Adults\nAshe,2021,40000\nBrook,2021,20000\n"


def test_the_total_comes_from_another_table_of_the_same_areas_and_the_nearest_year(tea):
    tea.add(ADULTS, name="adults")
    table = tea.add(REGISTER, "P4", **REGISTERED)
    assert table.several_are == "periods"
    first, last = tea.figures(table)
    assert (first.period, value(first), first.notes) == (
        "1 December 2021", "75.0%", ("Out of how many: from “adults”, 2021.",),
    )  # fmt: skip
    assert value(last) == "not known"


@pytest.mark.parametrize(
    ("content", "said", "problem"),
    [
        (ADULTS, {"is_confirmed": None}, "nobody has looked at yet"),
        (ADULTS.replace("Ashe", "Ashe borough"), {}, "no row for 'Ashe'. It has: ashe borough"),
        ("Area,Adults\nAshe,20\n", {}, "more than all of them"),
        ("Area,Women,Men\nAshe,200,300\n", {"count_columns": ("Women", "Men")}, "several totals for Ashe"),
    ],
)
def test_a_total_that_can_not_be_told_is_refused(tea, content, said, problem):
    tea.add(content, name="adults", **said)
    table = tea.add(REGISTER, "P4", **REGISTERED)
    with pytest.raises(UserProblem, match=problem):
        tea.figures(table)


def test_a_total_that_is_not_published_makes_the_figure_one_that_is_protected(tea):
    tea.add("Area,Adults\nAshe,40\n", name="adults", is_published=False)
    (figure,) = tea.figures(tea.add("Area,Electors\nAshe,3\n", "P4", **REGISTERED))
    assert figure.band == "fewer than 5 of 40"


def test_a_table_that_is_not_there_any_more_is_named_as_missing(tea):
    with pytest.raises(UserProblem, match="holds the total is not here"):
        tea.figures(tea.add(REGISTER, "P4", **REGISTERED))


def test_sums_of_scores_are_no_scores(tea):
    with pytest.raises(UserProblem, match=r"31,500.0 is more than it can be .*90"):
        tea.figures(tea.add(KS4, "E3", count_columns=("t_att8",)))


def test_a_subtotal_is_found_whatever_it_is_called(tea):
    content = (
        "Provider,White,Asian,Black\nPrivate,1000,150,250\nVoluntary,200,50,60\nPrivate and voluntary,1200,200,310\n"
        "Nursery,150,50,110\nPrimary,700,350,700\n"
    )
    with pytest.raises(UserProblem, match="'Private and voluntary' is the sum of 'Private' and 'Voluntary'"):
        tea.figures(tea.add(content, "R10"))
    (figure,) = tea.figures(tea.add(content + ",,,\n", "R10", "again", left_out=("Private and voluntary",)))
    assert figure.n_places == 4


@pytest.mark.parametrize(
    ("rows", "whole"),
    [
        ({"A": (1, 2), "B": (3, 4), "C": (4, 6)}, "C"),
        ({"A": (1, 2), "B": (3, 4), "C": (4, 7)}, ""),
        ({"A": (5, 3, 1), "B": (0, 0, 0), "C": (5, 3, 1), "D": (1, 1, 1)}, ""),
        ({"All": (4, 6, 8), "A": (1, 2, 3), "B": (3, 4, 5), "C": (9, 9, 1)}, "All"),
        ({"A": (1, 2, None), "B": (3, 4, 5), "C": (4, 6, 8), "D": (10, 1, 1)}, ""),
        ({"A": (1,), "B": (1,), "C": (2,)}, ""),
        ({"A": (), "B": ()}, ""),
    ],
)
def test_sums_among_rows(rows, whole):
    numbers = {name: {(str(at), "count"): n for at, n in enumerate(row)} for name, row in rows.items()}
    assert sums_found(numbers)[0] == whole


def test_the_row_of_all_is_not_shown_beside_a_group_that_is_not(tea):
    content = "Group,Average Attainment 8,Pupils\nTotal,46,106\nFSM,40,6\nOther,47,100\n"
    total, fsm, other, gap = tea.figures(tea.add(content, "E3", is_published=False))
    assert total.band and fsm.band and value(other) == "47.0 points of score"
    assert value(gap) == "not known"


def test_shares_of_a_table_that_is_not_published_are_in_whole_percent_without_their_count(tea):
    (figure,) = tea.figures(tea.add("Area,Electors,Adults\nAshe,301,997\n", "P4", is_published=False))
    assert value(figure) == "30%"
    assert "301" not in repr(secondary.worked_out(projects.open(tea.path)))
