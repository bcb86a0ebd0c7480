"""What columns mean is proposed from their headings, for tables in the layouts of those who publish them."""

import pytest

from helpers import catalogue
from helpers.collect.secondary import mapping, received

DFE = """\
time_identifier,time_period,geographic_level,country_code,country_name,region_code,region_name,new_la_code,la_name,education_phase,num_schools,headcount,perm_excl,perm_excl_rate,suspension,susp_rate
Academic year,202223,National,E92000001,England,,,,,Total,21000,8400000,9400,0.11,787000,9.3
Academic year,202223,Regional,E92000001,England,E12000007,Northgate,,,Total,2500,1300000,800,0.06,60000,4.6
Academic year,202223,Local authority,E92000001,England,E12000007,Northgate,E09000098,Ashe,Total,90,40000,22,0.055,2100,5.2
Academic year,202223,Local authority,E92000001,England,E12000007,Northgate,E09000098,Ashe,State-funded primary,60,23000,1,0.004,210,0.9
"""
"""The layout of the Department for Education's "Suspensions and permanent exclusions - by geography"; the numbers are invented."""

NOMIS = """\
"DATE_NAME","GEOGRAPHY_NAME","GEOGRAPHY_CODE","VARIABLE_NAME","MEASURES_NAME","OBS_VALUE","OBS_STATUS_NAME"
"Jan 2023-Dec 2023","Ashe","E09000098","Employment rate males","Numerator",71000,"Normal Value"
"Jan 2023-Dec 2023","Ashe","E09000098","Employment rate males","Denominator",91000,"Normal Value"
"Jan 2023-Dec 2023","Ashe","E09000098","Employment rate males","Confidence",5.1,"Normal Value"
"Jan 2023-Dec 2023","Ashe","E09000098","Employment rate females","Numerator",65000,"Normal Value"
"Jan 2023-Dec 2023","Ashe","E09000098","Employment rate females","Denominator",92200,"Normal Value"
"Jan 2023-Dec 2023","Ashe","E09000098","Employment rate females","Confidence",5.8,"Normal Value"
"""

CASES = {
    "exclusions": (DFE, "E4_permanent", {
        "area_columns": ["country_name", "region_name", "la_name"], "period_column": "time_period",
        "count_columns": ["perm_excl"], "total_columns": ["headcount"], "only": ["education_phase: Total"],
    }),
    "suspensions": (DFE, "E4_fixed_term", {"count_columns": ["suspension"], "total_columns": ["headcount"]}),
    "employment": (NOMIS, "E1", {
        "area_columns": ["GEOGRAPHY_NAME"], "period_column": "DATE_NAME", "group_column": "VARIABLE_NAME",
        "count_columns": ["Numerator"], "total_columns": ["Denominator"], "margin_columns": ["Confidence"],
        "first_group": "Employment rate males", "other_group": "Employment rate females",
    }),
    "hate crime": ("Ward,Year,Offences,Population\nAshe,2024,12,9800\nBrook,2024,7,8100\n", "R5", {
        "area_columns": ["Ward"], "period_column": "Year", "count_columns": ["Offences"], "total_columns": ["Population"],
    }),
    "schools": ("URN,School name,Number of pupils,Number of pupils eligible for FSM\n1001,A,200,90\n1002,B,300,20\nTotal,Total,500,110\n", "R9", {
        "place_column": "School name", "count_columns": ["Number of pupils eligible for FSM"],
        "total_columns": ["Number of pupils"], "left_out": ["Total"],
    }),
    "childcare": ("Type of setting,White,Asian,Black,Mixed,Total\nNursery,30,20,10,5,65\nChildminder,12,3,2,1,18\n", "R10", {
        "place_column": "Type of setting", "count_columns": ["White", "Asian", "Black", "Mixed"], "total_columns": [],
    }),
    "attainment": ("la_name,time_period,fsm_group,t_pupils,avg_att8\nAshe,202223,FSM,400,38.2\nAshe,202223,Not FSM,1200,49.7\n", "E3", {
        "area_columns": ["la_name"], "count_columns": ["avg_att8"], "total_columns": ["t_pupils"],
        "first_group": "FSM", "other_group": "Not FSM",
    }),
    "occupations": ("Borough,Sex,High paid occupations,Low paid occupations,All in employment\nAshe,Women,300,250,800\nAshe,Men,400,200,900\n", "E2", {
        "area_columns": ["Borough"], "group_column": "Sex", "count_columns": ["High paid occupations"],
        "against_columns": ["Low paid occupations"], "total_columns": ["All in employment"],
    }),
    "registration": ("Constituency,Entries on the local register,Residents aged 18 and over\nAshe,60000,71000\n", "P4", {
        "count_columns": ["Entries on the local register"], "total_columns": ["Residents aged 18 and over"],
    }),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_columns_are_understood(tmp_path, name):
    content, indicator, meant = CASES[name]
    file = tmp_path / "table.csv"
    file.write_text(content, encoding="utf-8")
    proposed = mapping.propose(received.read(file), catalogue.worked_out(indicator))
    assert {field: proposed[field] for field in meant} == meant


def test_every_proposed_field_is_one_of_the_record(tmp_path):
    from helpers.project.record import SecondaryTable

    file = tmp_path / "table.csv"
    file.write_text(DFE, encoding="utf-8")
    found = received.read(file)
    for worked in (None, *catalogue.worked()):
        proposed = mapping.propose(found, worked)
        SecondaryTable(id="t", **proposed)
        headings = [one for name in proposed if name.endswith("columns") for one in proposed[name]]
        assert set(headings) <= set(found.headings)
