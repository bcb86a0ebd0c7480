"""What the notebook of step 2.1 asks for where a parameter says so: a file to bring in, figures to fetch."""

from helpers.collect.secondary import tables
from helpers.reports import words
from helpers.reports.model import Caution, Paragraph, Section, Table
from helpers.steps import Here


def add_if_given(here: Here, table: str | None = None, sheet: str | None = None) -> Section | None:
    """Bring a table of counts in, if the parameter names one: its file, and the sheet where it has several."""
    if table is None:
        return None
    added = tables.add_table(here.opened.path, table, sheet=sheet)
    rows = tuple((one.heading, words.listed(one.texts[:4]), one.kind) for one in added.found.columns)
    return Section(
        "add-table",
        f"Brought in: {added.table.title}",
        (
            Paragraph(
                f"It is kept as it was received, as '{added.table.id}', with {len(added.found.rows):,} rows. Say below what it is "
                "about and whether the columns were understood."
            ),
            *(Caution(remark) for remark in added.found.remarks),
            Table("Its columns", ("Column", "For example", "Holds"), rows),
        ),
    )
