"""Step 2.1: what others published, as figures and as tables of counts, and which areas stand beside ours (Tool 7)."""

from typing import ClassVar, Literal

from pydantic import Field

from helpers.project.record.part import Identifier, Part, asked, several, text
from helpers.project.record.state_of_play import Holding

Mode = Literal["records", "census", "sample survey", "estimates"]
"""How figures came about: counted from an authority's or organisation's own records, from everybody, from some people who
were asked, or reckoned from other figures."""

Likeness = Literal["similar area", "borough", "London", "other"]
"""What an area is to ours that stands beside it."""

Several = Literal["groups", "periods", "parts"]
"""What several columns that count stand for: groups side by side, years side by side, parts of one count."""

NomisFigures = Literal["residents", "ward residents", "claimants", "employment"]
"""As `helpers/collect/secondary/nomis.yaml` lists them."""


class SecondaryFigure(Part):
    """A figure somebody else published, kept with what is needed to judge it."""

    KEY: ClassVar[str] = "id"

    id: str = text("Short name", "Tells this figure from the others.")
    indicator: str = text("Measure", "Catalogue code, or empty for context.")
    what: str = text(
        "What it says",
        "In words that still make sense to somebody who has only this line.",
        is_needed=True,
        example="Adults who feel lonely often or always",
        limit=200,
    )
    value: str = text(
        "Figure as published",
        "Copied, not rounded or worked out again.",
        is_needed=True,
        example="8%",
        bad="about average",
        limit=80,
    )
    area: str = text("Area", "The place the figure is about, not the place you need it for.", is_needed=True, limit=120)
    period: str = text(
        "Period", "When it was so, not when it was published.", is_needed=True, example="2018-19", limit=80
    )
    source: str = text(
        "Source",
        "Who published it, under what title, so that somebody else finds it again. An address helps.",
        is_needed=True,
        limit=300,
    )
    mode: Mode | None = asked(
        "How it came about",
        "Counted from records, from a census, from a sample of people who were asked, or reckoned from other figures.",
    )
    definition: str = text("Definition", "Who is counted, and out of whom, in the source's own terms.", limit=400)
    updated: str = text("Updated", "How often, and when next.", example="every year, in July", limit=120)
    note: str = text("Note", "What matters to anybody who uses it.", limit=400)


class ComparatorArea(Part):
    """An area whose figures stand beside ours."""

    KEY: ClassVar[str] = "id"

    id: Identifier
    name: str = text(
        "Area",
        "As it is written in the tables, so that its row is found.",
        is_needed=True,
        example="Haringey",
        limit=120,
    )
    likeness: Likeness | None = asked("What it is to yours", "A similar area, your borough, London or another.")
    why: str = text(
        "Why this one",
        "In what it is like yours, and in what it is not.",
        example="As many private renters and the same rents, but a younger population.",
        bad="It makes us look good.",
        limit=300,
    )


class SecondaryTable(Part):
    """A table of counts that came in: what it is about, and what its columns mean. The file lies in `secondary/<id>/`."""

    KEY: ClassVar[str] = "id"

    id: Identifier
    title: str = text("Title", "As the publisher gives it.", is_needed=True, limit=200)
    indicator: str = text("Measure", "The measure that is worked out from it; empty for context.")
    area: str = text(
        "Your area",
        "As the table writes it, so that its row is found. Where the whole table is about one area, its name.",
        is_needed=True,
        limit=120,
    )
    period: str = text(
        "Period",
        "When it was so. Leave it empty where a column of the table says.",
        example="2023-24 school year",
        limit=80,
    )
    source: str = text("Source", "Who published it, under what title. An address helps.", is_needed=True, limit=300)
    mode: Mode | None = asked(
        "How it came about",
        "A sample survey is only as sure as its size: figures from one need the margin that was published with them.",
        is_needed=True,
    )
    definition: str = text(
        "Definition",
        "Who is counted, and out of whom, in the source's own terms.",
        is_needed=True,
        is_long=True,
        example="Pupils known to be eligible for free school meals; all pupils on roll in January.",
        limit=600,
    )
    updated: str = text("Updated", "How often, and when next.", example="every year, in June", limit=120)
    note: str = text("Note", "Footnotes that matter, changes of definition or boundary.", is_long=True, limit=600)
    is_published: bool | None = asked(
        "Is this table published for everybody?",
        "Official statistics are, and small numbers in them were dealt with before. What a school, a partner or your own "
        "records gave you is not: small numbers are then protected here.",
        is_needed=True,
    )
    area_columns: tuple[str, ...] = several(
        "Columns that name the area",
        "Where several do, such as country, region and borough: from the largest to the smallest. The last one that is "
        "filled in names the row. Leave it empty where the whole table is about one area.",
    )
    place_column: str = text(
        "Column that names the place",
        "The school, setting or neighbourhood within the area. Only measures of segregation need it.",
    )
    group_column: str = text(
        "Column that names the group", "Such as sex or ethnic group, where each group has a row of its own."
    )
    period_column: str = text("Column that names the period", "Where the table holds several.")
    kinds_column: str = text(
        "Column that says what each row counts",
        "Such as the occupation, where each has a row of its own. Each then becomes a column that can be chosen below.",
    )
    count_columns: tuple[str, ...] = several(
        "Columns that count",
        "How many people (or crimes, or exclusions). One for each group or year, where they stand side by side.",
    )
    several_are: Several | None = asked(
        "What several columns that count stand for",
        "Only where you chose more than one above.",
        labels={
            "groups": "Groups, such as women and men",
            "periods": "Years or months: each is a period of its own",
            "parts": "Parts of one count: they are added up",
        },
    )
    against_columns: tuple[str, ...] = several(
        "Columns to set against them",
        "Only for occupations: the counts of the low paid, beside those of the high paid.",
    )
    total_columns: tuple[str, ...] = several(
        "Columns of the total", "Out of how many: one for all, or one for each column that counts, in the same order."
    )
    total_table: str = text(
        "Or the total is in another of your tables",
        "Such as residents fetched from Nomis. Its count for the same area is taken, of the same year where it has it. What its "
        "columns mean is confirmed there.",
    )
    margin_columns: tuple[str, ...] = several(
        "Columns of the published margin", "Plus or minus so many points, as sample surveys publish it."
    )
    only: tuple[str, ...] = several(
        "Only these rows",
        "Where a table tells things apart that you don't compare: its rows for all pupils, for instance.",
    )
    adds_rows: bool | None = asked(
        "Are rows of the same area and period parts of one count?",
        "Months of a year, or kinds of crime: yes adds them up. Look below what was added, and leave out what does not belong "
        "under “Only these rows”.",
    )
    left_out: tuple[str, ...] = several(
        "Groups or places that are left out", "Sums and totals among them would be counted twice."
    )
    first_group: str = text("Compare this group", "Its figure comes first in the gap.")
    other_group: str = text("With this one", "Its figure is taken off.")
    proposed_for: str = Field(
        "", title="Proposed for", description="The measure for which the columns were proposed. Written when they are."
    )
    is_confirmed: bool | None = asked(
        "Are the columns right?",
        "What the columns mean was proposed from their headings. Look at it once: nothing goes into the report before.",
        is_needed=True,
    )


class NomisQuestion(Part):
    """What Nomis is asked, where somebody says so in step 2.1."""

    figures: NomisFigures | None = asked("What to fetch", "Only the codes of the areas are sent, and nothing of yours.")
    areas: tuple[str, ...] = several(
        "Codes of areas",
        "Codes of the Office for National Statistics, one on each line, yours first. Boroughs begin with E09, London is "
        "E12000007, wards begin with E05. Constituencies can't be asked for by code, and employment rates not for wards.",
        example="E09000014",
    )


class Secondary(Part):
    """Step 2.1: the baseline record (Tool 7)."""

    figures: tuple[SecondaryFigure, ...] = several("Figures", "What others published.")
    tables: tuple[SecondaryTable, ...] = several(
        "Tables of counts", "They come in as files: measures are worked out from them."
    )
    comparators: tuple[ComparatorArea, ...] = several(
        "Areas to compare with", "A similar area, your borough, London: whatever puts your figures in proportion."
    )
    nomis: NomisQuestion = NomisQuestion()
    state_of_play: tuple[Holding, ...] = several(
        "State of play", "What you hold today on each measure of the basket, how good it is, and what is improving."
    )
