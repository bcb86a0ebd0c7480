"""Tables of counts as they are fetched: which are read, which are refused and with what words; kept whole or not at all."""

import hashlib
import io
import json
import re
import zipfile

import pytest
from openpyxl import Workbook

from helpers import project as projects
from helpers.collect import secondary
from helpers.collect.secondary import received
from helpers.errors import UserProblem

PLAIN = "Area,Offences,Residents\nAshe,12,9800\nBrook,7,8100\n"


@pytest.fixture
def folder(tmp_path):
    return projects.create(tmp_path / "tea", "Tea on Tuesdays").path


def written(tmp_path, content, name="table.csv"):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def workbook(*sheets, merged=()):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in merged:
            sheet.merge_cells(area)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


READ = {
    "plain": PLAIN,
    "byte order mark": b"\xef\xbb\xbf" + PLAIN.encode(),
    "utf-16": PLAIN.encode("utf-16"),
    "semicolons": PLAIN.replace(",", ";"),
    "tabs": PLAIN.replace(",", "\t"),
    "title and blank rows above": f"Table 7: offences,,\n,,\n{PLAIN}",
    "footnotes below": f"{PLAIN},,\nSource: police,,\n[1] Revised.,,\n",
    "blank rows between": PLAIN.replace("Brook", "\nBrook"),
    "thousands": 'Area,Offences,Residents\nAshe,12,"9,800"\nBrook,7,8 100\n',
    "marks behind numbers": "Area,Offences,Residents\nAshe,12 [note 1],9800 [r]\nBrook,7,8100\n",
}


@pytest.mark.parametrize("name", READ)
def test_tables_as_official_sites_give_them_are_read_alike(tmp_path, name):
    found = received.read(written(tmp_path, READ[name]))
    assert found.headings == ("Area", "Offences", "Residents")
    assert [column.kind for column in found.columns] == ["text", "count", "count"]
    assert [row[0] for row in found.rows] == ["Ashe", "Brook"]


def test_titles_and_footnotes_are_kept_as_notes_and_rows_have_the_numbers_of_the_file(tmp_path):
    found = received.read(written(tmp_path, READ["footnotes below"].replace("Area", "Table 7,,\nArea", 1)))
    assert found.notes == ("Table 7", "Source: police", "[1] Revised.")
    assert found.row_numbers == (3, 4)


def test_symbols_in_place_of_numbers_are_numbers_withheld(tmp_path):
    symbols = ["[c]", "c", "..", "-", "*", "[x]", "<5", "", "n/a", "fewer than 5"]
    rows = "".join(f"Ward {at},{symbol},{1000 + at}\n" for at, symbol in enumerate(symbols))
    found = received.read(written(tmp_path, f"Area,Offences,Residents\nAshe,12,9800\n{rows}"))
    assert found.column("Offences").kind == "count"
    assert found.column("Offences").n_withheld == len(symbols)


def test_two_rows_of_headings_and_merged_cells(tmp_path):
    content = workbook(
        (
            "Data",
            [
                ["", "Women", "", "Men", ""],
                ["Borough", "Employed", "All", "Employed", "All"],
                ["Ashe", 30, 50, 40, 52],
                ["Brook", 31, 48, 39, 51],
            ],
        ),
        merged=("B1:C1", "D1:E1"),
    )
    found = received.read(written(tmp_path, content, "table.xlsx"))
    assert found.headings == ("Borough", "Women: Employed", "Women: All", "Men: Employed", "Men: All")
    assert [column.kind for column in found.columns[1:]] == ["count"] * 4


def test_a_name_merged_over_several_rows_stands_in_each(tmp_path):
    rows = [["Borough", "Sex", "Employed", "All"], ["Ashe", "Women", 30, 50], ["", "Men", 40, 52]]
    found = received.read(written(tmp_path, workbook(("Data", rows), merged=("A2:A3",)), "table.xlsx"))
    assert [row[:2] for row in found.rows] == [("Ashe", "Women"), ("Ashe", "Men")]


def test_of_several_sheets_the_one_with_a_table_is_read_and_of_several_tables_one_is_asked_for(tmp_path):
    table = [["Area", "Offences", "Residents"], ["Ashe", 12, 9800], ["Brook", 7, 8100]]
    notes = ("Notes", [["Read this first."], ["All numbers are rounded."]])
    one = written(tmp_path, workbook(notes, ("Wards", table)), "one.xlsx")
    assert received.read(one).sheet == "Wards"
    two = written(tmp_path, workbook(notes, ("2023", table), ("2024", table)), "two.xlsx")
    with pytest.raises(UserProblem, match=r"2 sheets.*2023, 2024"):
        received.read(two)
    assert received.read(two, "2024").sheet == "2024"
    with pytest.raises(UserProblem, match="no sheet '2025'"):
        received.read(two, "2025")


def test_all_tables_of_a_workbook_come_in_and_not_more_than_anybody_would_look_through(tmp_path, folder):
    table = [["Area", "Offences", "Residents"], ["Ashe", 12, 9800], ["Brook", 7, 8100]]
    two = written(tmp_path, workbook(("2023", table), ("2024", table)), "Crime.xlsx")
    assert [one.table.id for one in secondary.add_tables(folder, two)] == ["crime-2023", "crime-2024"]
    many = written(tmp_path, workbook(*((f"S{at}", table) for at in range(7))), "many.xlsx")
    with pytest.raises(UserProblem, match="7 sheets"):
        secondary.add_tables(folder, many)
    assert len(projects.open(folder).record.secondary.tables) == 2


REFUSED = {
    "percentages": ("Area,Employed (%)\nAshe,75.3\nBrook,71.0\n", "percentages or rates only"),
    "percent signs": ("Area,Employed\nAshe,75%\nBrook,71%\n", "percentages or rates only"),
    "whole percentages": ("Area,Percentage employed\nAshe,75\nBrook,71\n", "percentages or rates only"),
    "a rate": ("Area,Crimes per 1000\nAshe,2\nBrook,3\n", "percentages or rates only"),
    "fractions": ("Area,Employed\nAshe,0.753\nBrook,0.71\n", "percentages or rates only"),
    "words only": ("Area,Remark\nAshe,good\nBrook,bad\n", "No table was found"),
    "codes only": ("LA code,School URN\n316,102345\n317,102346\n", "No table was found|No column"),
    "headings only": ("Area,Offences,Residents\n", "No table was found"),
    "empty": ("", "empty"),
    "blank": ("\n\n  \n", "empty"),
    "a number without quotation marks": ("Area,Offences,Residents\nAshe,12,9,800\n", "more cells than"),
    "quote left open": ('Area,Offences,Residents\n"Ashe,12,9800\nBrook,7,8100\n', "quotation mark"),
    "a web page": ("<!doctype html><html><body>Log in</body></html>", "a web page"),
    "json": ('{"data": [1, 2]}', "JSON"),
    "a picture": (b"\x89PNG\r\n\x1a\n123", "a picture"),
    "a PDF": (b"%PDF-1.7 ...", "a PDF"),
    "a broken workbook": (b"PK\x03\x04 nothing of the kind", "damaged|archive"),
    "NUL": ("Area,Offences\nAshe,1\x002\n", "NUL|control|cannot"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_not_be_used_is_refused_with_a_reason_and_nothing_is_kept(tmp_path, folder, name):
    content, said = REFUSED[name]
    file = written(tmp_path, content)
    before = projects.revision_on_disk(folder)
    with pytest.raises(UserProblem) as raised:
        secondary.add_table(folder, file)
    assert re.search(said, raised.value.what), raised.value.what
    assert "table.csv" in raised.value.where
    assert raised.value.fix and "answers" not in raised.value.fix
    assert not (folder / "secondary").exists()
    assert projects.revision_on_disk(folder) == before


def test_a_zip_bomb_is_not_opened(tmp_path, folder):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)
    with pytest.raises(UserProblem, match="more than is safe"):
        secondary.add_table(folder, written(tmp_path, made.getvalue(), "bomb.xlsx"))


def test_percentages_beside_counts_are_left_alone(tmp_path):
    found = received.read(written(tmp_path, "Area,Employed,All,Rate (%)\nAshe,30,50,60.0\nBrook,31,48,64.6\n"))
    assert [column.kind for column in found.columns] == ["text", "count", "count", "percentage"]


def test_a_table_is_kept_as_received_with_its_hash(tmp_path, folder):
    file = written(tmp_path, READ["title and blank rows above"], "Offences 2024.csv")
    added = secondary.add_table(folder, file, "R5")
    place = folder / "secondary" / added.table.id
    assert added.table.id == "offences-2024"
    assert (place / "Offences 2024.csv").read_bytes() == file.read_bytes()
    kept = json.loads((place / "table.json").read_text(encoding="utf-8"))
    assert kept["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert [column["heading"] for column in kept["columns"]] == ["Area", "Offences", "Residents"]
    (table,) = projects.open(folder).record.secondary.tables
    assert (table.title, table.indicator, table.is_confirmed) == ("Table 7: offences", "R5", None)


def test_the_same_table_twice_is_refused_and_an_interrupted_one_is_finished(tmp_path, folder):
    file = written(tmp_path, PLAIN)
    first = secondary.add_table(folder, file, "R5")
    with pytest.raises(UserProblem, match="already, as 'table'"):
        secondary.add_table(folder, file, "R5")
    projects.save(folder, "2.1", {"secondary.tables[table]": None})
    again = secondary.add_table(folder, file, "R5")
    assert again.table.id == first.table.id == "table"
    assert [path.name for path in (folder / "secondary").iterdir()] == ["table"]


def test_other_tables_of_one_name_lie_beside_each_other(tmp_path, folder):
    one = secondary.add_table(folder, written(tmp_path, PLAIN), "R5")
    other = secondary.add_table(folder, written(tmp_path, PLAIN.replace("12", "13")), "R5")
    assert (one.table.id, other.table.id) == ("table", "table-2")


def test_a_lost_file_is_put_back_and_its_columns_have_to_be_looked_at_again(tmp_path, folder):
    file = written(tmp_path, PLAIN)
    added = secondary.add_table(folder, file, "R5", area="Ashe", is_confirmed=True)
    (folder / "secondary" / added.table.id).rename(tmp_path / "lost")
    assert "not in the project" in repr(secondary.worked_out(projects.open(folder)))
    again = secondary.add_table(folder, file, name=added.table.id)
    assert (again.table.id, again.table.area, again.table.is_confirmed) == (added.table.id, "Ashe", None)


def test_a_file_that_was_changed_since_is_not_used(tmp_path, folder):
    added = secondary.add_table(folder, written(tmp_path, PLAIN), "R5", area="Ashe", is_confirmed=True)
    opened = projects.open(folder)
    assert secondary.sections(opened)
    (folder / "secondary" / added.table.id / "table.csv").write_text(PLAIN.replace("12", "1200"), encoding="utf-8")
    assert "changed since" in repr(secondary.worked_out(opened))
    assert secondary.sections(opened) == ()


def test_nothing_is_left_where_the_disk_fails(tmp_path, folder, monkeypatch):
    from helpers.collect.secondary import tables

    really = tables.os.replace

    def fail(old, new):
        if new == folder / "secondary" / "table":
            raise OSError(28, "No space left on device")
        really(old, new)

    monkeypatch.setattr(tables.os, "replace", fail)
    with pytest.raises(UserProblem, match="No space left"):
        secondary.add_table(folder, written(tmp_path, PLAIN), "R5")
    assert list((folder / "secondary").iterdir()) == []
    assert projects.open(folder).record.secondary.tables == ()


@pytest.mark.parametrize(("name", "table_id"), [("CON.csv", "table-con"), ("….csv", "table"), ("../x.csv", "x")])
def test_short_names_are_names_of_folders(tmp_path, folder, name, table_id):
    (tmp_path / "in").mkdir()
    file = written(tmp_path, PLAIN, name if "/" not in name else "in/x.csv")
    assert secondary.add_table(folder, file, "R5").table.id == table_id


def test_a_measure_that_no_table_gives_is_refused(tmp_path, folder):
    with pytest.raises(UserProblem, match="R7 is not worked out"):
        secondary.add_table(folder, written(tmp_path, PLAIN), "R7")
