"""Tables of counts for step 2.1, as a council and a school would hand them over. Every number in them is invented."""

from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook

from helpers.collect import secondary
from making.receive import LEFT_BEHIND
from making.workbook_file import as_bytes

HATE_CRIME = """\
"Hate crime recorded by the police, by ward, and residents (invented for a sample project)",,,
Area,Year to March,Hate crimes recorded,Residents
Linden Hythe,2023,18,"11,940"
Linden Hythe,2024,23,"12,010"
Osier Green,2023,14,"10,730"
Osier Green,2024,15,"10,800"
Fenmere,2023,412,"251,300"
Fenmere,2024,447,"252,900"
Marrow Bank,2023,11,"9,620"
Marrow Bank,2024,[c],"9,700"
Note: [c] means that the number is withheld. No such places exist.,,,
"""
SCHOOLS = (
    ("Pellitory Court Primary", 212, 96),
    ("St Osyth's Primary", 418, 71),
    ("Ferryman's Row Primary", 236, 88),
    ("The Rope Walk Primary", 401, 122),
    ("Tidemill Primary", 627, 104),
)
"""School, pupils on roll, eligible for free school meals."""


def hate_crime() -> bytes:
    """Police and population statistics of three wards and their borough, two years."""
    return HATE_CRIME.encode()


def school_meals() -> bytes:
    """A partner's workbook: a title, headings, five schools, a sum, a footnote; a sheet of notes behind it."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Free school meals"
    sheet.append(["Primary schools around Pellitory Court, January 2025 (invented for a sample project)"])
    sheet.append([])
    sheet.append(["School", "Pupils on roll", "Eligible for free school meals"])
    for school, pupils, eligible in SCHOOLS:
        sheet.append([school, pupils, eligible])
    sheet.append(["Total", sum(pupils for _, pupils, _ in SCHOOLS), sum(eligible for *_, eligible in SCHOOLS)])
    sheet.append(["No such schools exist."])
    book.create_sheet("Notes").append(["Given to the residents' association by the borough, which is invented too."])
    return as_bytes(book, datetime(2025, 3, 4, 10, 0), "Invented borough")


TABLES = {
    "befriending": ("hate-crime", "hate_crime_by_ward.csv", hate_crime, date(2024, 9, 12)),
    "estate": ("school-meals", "free_school_meals.xlsx", school_meals, date(2025, 3, 6)),
}
"""Project -> id of its table in the plan, name of the file, what makes it, the day it came in."""


def receive(project: Path, name: str, record: bytes, received: Path) -> None:
    """Bring a project's table in by the same door as everybody's, then put the record back as it was planned."""
    table_id, file_name, make, received_on = TABLES[name]
    file = received / file_name
    file.write_bytes(make())
    secondary.add_table(project, file, name=table_id, received_on=received_on)
    (project / "project.json").write_bytes(record)
    for left in LEFT_BEHIND:
        (project / left).unlink(missing_ok=True)
