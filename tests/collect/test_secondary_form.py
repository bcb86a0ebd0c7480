"""Step 2.1 as forms: what they ask for, and that nothing heavy is loaded when they open."""

import subprocess
import sys

import pytest

from helpers import catalogue
from helpers import project as projects
from helpers.collect import secondary, secondary_form
from helpers.collect.secondary import index
from helpers.forms.meaning import meaning
from helpers.forms.state import State
from helpers.project.record import BasketItem, Measures, Project
from helpers.reports.model import plain
from helpers.steps.listing import ROOT

GAP = "Area,Sex,Employed,All\nAshe,Women,300,500\nAshe,Men,400,520\nBrook,Women,310,480\nBrook,Men,390,510\n"


@pytest.fixture
def folder(tmp_path):
    path = projects.create(tmp_path / "tea", "Tea on Tuesdays").path
    file = tmp_path / "gap.csv"
    file.write_text(GAP, encoding="utf-8")
    secondary.add_table(path, file, "E1")
    return path


def state(folder):
    opened = projects.open(folder)
    return State(opened, lambda record: secondary_form._tables(record, opened))


def choices(state, name):
    return [choice["value"] for choice in state.spec["fields"][f"secondary.tables[gap].{name}"]["choices"]]


def test_columns_are_chosen_among_those_of_the_file(folder):
    shown = state(folder)
    assert choices(shown, "count_columns") == ["Employed", "All"]
    assert choices(shown, "area_columns") == ["Area", "Sex"]
    assert choices(shown, "first_group") == ["Women", "Men"]
    assert shown.values["secondary.tables[gap].total_columns"] == ["All"]
    assert shown.values["secondary.tables[gap].is_confirmed"] == ""


def test_what_is_chosen_is_saved_and_changes_what_is_shown(folder):
    change = meaning(state(folder), "secondary.tables[gap].area", "", "Ashe")
    projects.save(folder, "2.1", change.changes, expected=change.expected)
    assert "17 points" in plain(secondary.worked_out(projects.open(folder)))
    change = meaning(state(folder), "secondary.tables[gap].indicator", "E1", "E5")
    projects.save(folder, "2.1", change.changes, expected=change.expected)
    assert "secondary.tables[gap].first_group" not in state(folder).spec["fields"]
    assert "60%" in plain(secondary.worked_out(projects.open(folder)))
    projects.save(folder, "2.1", {"secondary.tables[gap].group_column": ""})
    assert choices(state(folder), "only") == ["Sex: Women", "Sex: Men"]
    assert "Rows 2 and 3 both say" in plain(secondary.worked_out(projects.open(folder)))


def test_columns_are_proposed_again_for_a_measure_that_was_chosen_after_the_file_came(folder, tmp_path):
    file = tmp_path / "exclusions.csv"
    file.write_text(
        "la_name,time_period,headcount,perm_excl,perm_excl_rate,susp,susp_rate\nAshe,202223,40000,20,0.05,1600,4.0\n"
        "Brook,202223,30000,10,0.03,900,3.0\n",
        encoding="utf-8",
    )
    (added,) = secondary.add_tables(folder, file)
    path = f"secondary.tables[{added.table.id}]"
    opened = projects.save(folder, "2.1", {f"{path}.indicator": "E4_fixed_term", f"{path}.area": "Ashe"})
    (columns,) = (
        g for g in secondary_form._tables(opened.record, opened) if g.title == f"Columns of “{added.table.title}”"
    )
    assert "proposed before you chose this measure" in columns.help
    opened = projects.save(folder, "2.1", columns.actions[0].run(opened))
    (table,) = (one for one in opened.record.secondary.tables if one.id == added.table.id)
    assert (table.count_columns, table.total_columns) == (("susp",), ("headcount",))
    assert (table.proposed_for, table.is_confirmed) == ("E4_fixed_term", None)
    (columns,) = (
        g for g in secondary_form._tables(opened.record, opened) if g.title == f"Columns of “{added.table.title}”"
    )
    assert "proposed before" not in columns.help
    assert "4.00 per 100" in plain(secondary.worked_out(opened))


def test_a_table_that_came_after_the_page_was_opened_can_hold_the_total(folder, tmp_path):
    as_opened = projects.open(folder)
    file = tmp_path / "residents.csv"
    file.write_text("Area,Residents\nAshe,40000\n", encoding="utf-8")
    secondary.add_table(folder, file)
    opened = projects.save(folder, "2.1", {"secondary.tables[gap].indicator": "P4"})
    fields = {one.path: one for group in secondary_form._tables(opened.record, as_opened) for one in group.fields}
    assert [choice.value for choice in fields["secondary.tables[gap].total_table"].choices] == ["residents"]


def test_fields_follow_the_measure(folder):
    asked = {
        one.code: {
            path.rpartition(".")[2]
            for path in State(
                projects.save(folder, "2.1", {"secondary.tables[gap].indicator": one.code}),
                lambda record: secondary_form._tables(record, projects.open(folder)),
            ).spec["fields"]
        }
        for one in catalogue.worked()
    }
    assert len(asked) == 14
    for one in catalogue.worked():
        assert ("place_column" in asked[one.code]) == bool(one.places)
        assert ("against_columns" in asked[one.code]) == bool(one.against)
        assert ("total_columns" in asked[one.code]) == bool(one.out_of)
        assert ("group_column" in asked[one.code]) == (one.formula != "dissimilarity")
        assert ("first_group" in asked[one.code]) == (one.formula in ("gap", "mean gap", "high and low"))


def test_a_table_is_taken_out_and_comes_back_with_its_file(folder, tmp_path):
    shown = state(folder)
    changes = shown.actions["out-gap"].run(projects.open(folder))
    projects.save(folder, "2.1", changes)
    assert projects.open(folder).record.secondary.tables == ()
    assert "No table has come in yet" in state(folder).spec["fields"]["no-tables"]["help"]
    assert secondary.add_table(folder, tmp_path / "gap.csv", "E1").table.id == "gap"


def test_a_table_whose_file_is_lost_can_be_taken_out(folder, tmp_path):
    (folder / "secondary" / "gap").rename(tmp_path / "lost")
    (group,) = state(folder).spec["groups"]
    assert "not in the project" in group["help"] and group["actions"]


def test_without_a_person_the_forms_are_quiet_and_the_index_is_a_section(folder):
    from helpers.steps.here import Here
    from helpers.steps.listing import step

    here = Here(projects.open(folder), None, step("2.1"))
    for made in (secondary_form.tables, secondary_form.figures, secondary_form.comparators, secondary_form.nomis):
        assert "shown in JupyterLab" in repr(made(here))
    assert "Consumer Research Data Centre Mapping" in plain(secondary_form.look_through(here))


def test_opening_the_forms_loads_nothing_heavy(folder):
    code = (
        "import sys\nfrom helpers import project\nfrom helpers.collect import secondary, secondary_form\n"
        f"opened = project.open({str(folder)!r})\n"
        "for groups in (secondary_form._tables(opened.record, opened), secondary_form._figures(opened.record),\n"
        "               secondary_form._comparators(opened.record), secondary_form._nomis(opened.record)): assert groups\n"
        "secondary.missing(opened), secondary.summary(opened), secondary.for_basket(opened), secondary.sources()\n"
        "print(sorted({'pandas', 'numpy', 'scipy', 'matplotlib', 'requests', 'ipywidgets'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_file_that_was_sent_comes_in_under_its_own_name(folder, tmp_path):
    from helpers.forms.arriving import Arrived

    part = tmp_path / "part-0001"
    part.write_text(GAP.replace("300", "301"), encoding="utf-8")
    secondary_form.take(projects.open(folder), Arrived(part, "Work in Ashe.csv", part.stat().st_size, ""))
    there = {one.id: one for one in secondary_form.standing(projects.open(folder))}
    assert there["work-in-ashe"].name == "Work in Ashe.csv"
    assert there["work-in-ashe"].said == ("“Work in Ashe”, 4 rows.",)


# The index --------------------------------------------------------------------------------------


def test_the_index_holds_every_source_under_its_theme_and_area():
    entries = index.entries()
    assert len(entries) == len(catalogue.sources()) + len(catalogue.more_sources())
    assert {area for entry in entries for area in entry.areas} == set(index.AREAS)
    assert {theme for entry in entries for theme in entry.themes} <= set(index.themes())
    assert all(text for entry in entries for _, text in entry.facts)


def test_what_is_not_the_toolkits_is_marked():
    lists = [entry.list for entry in index.entries()]
    assert (lists.count(index.PRINTED), lists.count(index.TOOL_3), lists.count(index.ADDED)) == (24, 6, 3)
    added = next(entry for entry in index.entries() if entry.list == index.ADDED)
    assert "As the toolkit prints it" not in dict(added.facts)


def test_sources_for_the_basket_are_marked():
    record = Project(title="T", measures=Measures(basket=(BasketItem(indicator="R5"),)))
    assert index.for_basket(record) >= {"met-crime-data", "mid-year-population-estimates"}
    assert index.for_basket(Project(title="T")) == set()
