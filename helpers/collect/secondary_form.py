"""Step 2.1 as forms: the data index to look through, figures typed by hand, tables and their columns, areas to compare with."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from helpers import catalogue
from helpers.collect import secondary
from helpers.collect.secondary import index, kept
from helpers.errors import UserProblem
from helpers.forms import Action, Choice, Field, Group, Place, Progress, Standing, field, form, upload
from helpers.forms.arriving import Arrived
from helpers.forms.index import Item, Mark, searchable
from helpers.project import Opened, Project
from helpers.project.record import SecondaryTable
from helpers.reports import words
from helpers.steps.here import Here

STEP = "2.1"
PLACE = "A table of counts"
PLACE_HELP = "Choose the file as it was published or given to you, or drop it here. Of a workbook each sheet with a table comes in."
ENDINGS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods")
MOST = 100_000_000
MODES = (
    Choice("records", "Counted from records", "Of an authority, a school, the police, or your own organisation."),
    Choice("census", "A census", "Everybody was asked."),
    Choice("sample survey", "A sample survey", "Some people were asked, so figures have a margin."),
    Choice("estimates", "Estimates", "Reckoned from other figures, such as residents between two censuses."),
)
NOMIS = (
    ("residents", "Residents of boroughs, regions and countries", "Mid-year population estimates, all ages."),
    ("ward residents", "Residents of wards", "Mid-year population estimates of small areas, all ages."),
    ("claimants", "Claimants", "Claimant count of the latest month."),
    (
        "employment",
        "Employment rates",
        "Women and men aged 16 to 64, from the Annual Population Survey, with their margins.",
    ),
)
LIKENESS = (
    Choice("similar area", "A similar area"),
    Choice("borough", "Your borough"),
    Choice("London", "London"),
    Choice("other", "Another"),
)


def look_through(here: Here) -> Any:
    """Tool 7: search and filter every source. Where nobody can use it, the index as tables."""
    items = tuple(
        Item(
            entry.code,
            entry.name,
            entry.facts,
            {"Theme": entry.themes, "Area level": entry.areas, "List": (entry.list,)},
        )
        for entry in index.entries()
    )
    return searchable(
        here.opened,
        "Index of existing data",
        items,
        (("Theme", index.themes()), ("Area level", index.AREAS), ("List", tuple(index.LISTS.values()))),
        (Mark("For your basket", index.for_basket),),
        plain=lambda _opened: secondary.sources(),
    )


def figures(here: Here) -> Any:
    """Figures that somebody else published, typed in."""
    return form(here.opened, STEP, "Figures from elsewhere", _figures)


def comparators(here: Here) -> Any:
    """Areas whose figures stand beside ours."""
    return form(here.opened, STEP, "Areas to compare with", _comparators)


def bring_in(here: Here) -> Any:
    """A place for files of tables; where nobody can see it, the parameter `table` does the same."""
    return upload(here.opened, Place(PLACE, PLACE_HELP, ENDINGS, take, standing, most=MOST))


def take(opened: Opened, file: Arrived) -> None:
    """Bring an arrived file in under its own name."""
    with TemporaryDirectory() as folder:
        named = Path(folder) / Path(file.name).name
        shutil.copyfile(file.path, named)
        secondary.add_tables(opened.path, named)


def standing(opened: Opened) -> tuple[Standing, ...]:
    """The files of tables that are there."""
    found = []
    for table in opened.record.secondary.tables:
        try:
            facts = kept.facts(opened, table.id)
            size = (kept.folder_of(opened, table.id) / facts["file"]).stat().st_size
        except (UserProblem, OSError):
            continue
        said = (f"“{table.title or table.id}”, {facts['rows']:,} rows.", *facts["remarks"])
        found.append(Standing(table.id, facts["file"], size, facts["sha256"], said))
    return tuple(found)


def tables(here: Here) -> Any:
    """What each table is about, and what its columns mean."""
    return form(here.opened, STEP, "Tables of counts", lambda record: _tables(record, here.opened))


def nomis(here: Here) -> Any:
    """Official figures for named areas, asked of Nomis when the button is pressed."""
    return form(here.opened, STEP, "Official figures from Nomis", _nomis)


def _nomis(_record: Project) -> tuple[Group, ...]:
    figures = field("secondary.nomis.figures", choices=tuple(Choice(*pair) for pair in NOMIS))
    help = (
        "Optional, and the only thing in this step that needs a connection. Nothing is asked until you press the button. What comes "
        "back becomes a table below."
    )
    return (
        Group(
            "",
            (figures, field("secondary.nomis.areas")),
            help=help,
            actions=(
                Action("nomis-fetch", "Ask Nomis", "Takes up to a minute.", _fetch, is_long=True),
                Action(
                    "nomis-again", "Ask again", "For newer figures than those you fetched.", _fetch_again, is_long=True
                ),
            ),
        ),
    )


def _fetch(opened: Opened, progress: Progress) -> str:
    return _asked(opened, progress, refresh=False)


def _fetch_again(opened: Opened, progress: Progress) -> str:
    return _asked(opened, progress, refresh=True)


def _asked(opened: Opened, progress: Progress, refresh: bool) -> str:
    question = opened.record.secondary.nomis
    if question.figures is None:
        return "Say first what to fetch."
    added = secondary.fetch(opened.path, question.figures, question.areas, refresh=refresh, progress=progress)
    return f"Fetched: {added.table.title}. It stands among your tables below: look at it, and say whether its columns are right."


def _figures(_record: Project) -> tuple[Group, ...]:
    held = field(
        "secondary.figures",
        help="",
        entry=(
            field("secondary.figures[].indicator", choices=_indicators(), help="Leave it empty for context."),
            "what",
            "value",
            "area",
            "period",
            "source",
            field("secondary.figures[].mode", choices=MODES),
            "definition",
            "updated",
            "note",
        ),
        key_prefix="figure-",
        add="Add a figure",
        one="Figure",
    )
    return (Group("", (held,), help="One card for each figure, as it was published."),)


def _comparators(_record: Project) -> tuple[Group, ...]:
    held = field(
        "secondary.comparators",
        help="",
        entry=("name", field("secondary.comparators[].likeness", choices=LIKENESS), "why"),
        key_prefix="area-",
        add="Add an area",
        one="Area",
    )
    return (Group("", (held,), help="Choose them before you see their figures. Two or three are enough."),)


def _tables(record: Project, opened: Opened) -> tuple[Group, ...]:
    held = record.secondary.tables
    if not held:
        help = "No table has come in yet. Above it says how one is added; then its columns are shown here."
        return (Group("", (field("no-tables", kind="notes", help=help),)),)
    return tuple(group for table in held for group in _table(table, record, opened))


def _table(table: SecondaryTable, record: Project, opened: Opened) -> tuple[Group, ...]:
    title = table.title or table.id
    try:
        facts = kept.facts(opened, table.id)
    except UserProblem as problem:
        return (Group(title, (), help=f"{problem.what} {problem.fix}", actions=(_out(table),), also=(_path(table),)),)
    others = tuple(
        Choice(one.id, one.title or one.id, one.source) for one in record.secondary.tables if one.id != table.id
    )
    return (_about(table, title), _columns(table, title, facts, others))


def _about(table: SecondaryTable, title: str) -> Group:
    named = ("title", "area", "period", "source", "definition", "updated", "note")
    asked = {name: field(f"{_path(table)}.{name}") for name in named}
    return Group(
        title,
        (
            asked["title"],
            field(f"{_path(table)}.indicator", choices=_worked()),
            *(asked[name] for name in ("area", "period", "source")),
            field(f"{_path(table)}.mode", choices=MODES),
            field(f"{_path(table)}.is_published"),
            *(asked[name] for name in ("definition", "updated", "note")),
        ),
        actions=(_out(table),),
        also=(_path(table),),
    )


def _columns(table: SecondaryTable, title: str, facts: dict[str, Any], others: tuple[Choice, ...]) -> Group:
    """The columns that the measure needs, to choose among those of the file. `others`: tables that may hold the total."""
    worked = catalogue.worked_out(table.indicator)
    texts = _of(facts, "text", "blank")
    numbers = _texts(facts, table.kinds_column) or _of(facts, "count", "decimal", "percentage")
    path = _path(table)
    fields: list[Field] = [field(f"{path}.area_columns", choices=texts), field(f"{path}.period_column", choices=texts)]
    if worked and worked.places:
        fields.append(field(f"{path}.place_column", choices=texts, label=f"Column that names the {worked.places}"))
    if worked and worked.formula != "dissimilarity":
        among = f"Such as {worked.groups}." if worked.groups else "Leave it empty for one figure for everybody."
        fields.append(field(f"{path}.group_column", choices=texts, help=among))
    kinds = _kinds(facts, table)
    if kinds:
        fields.append(field(f"{path}.kinds_column", choices=kinds))
    counted = f"How many: {worked.counted}." if worked else None
    fields.append(field(f"{path}.count_columns", choices=numbers, help=counted))
    if len(table.count_columns) > 1 and (worked is None or worked.formula != "entropy"):
        fields.append(field(f"{path}.several_are"))
    if worked and worked.against:
        fields.append(field(f"{path}.against_columns", choices=numbers, help=f"How many: {worked.against}."))
    if worked is None or worked.out_of:
        out_of = f"Out of how many: {worked.out_of}." if worked else None
        fields.append(field(f"{path}.total_columns", choices=numbers, help=out_of))
    if worked and worked.formula in ("share", "rate") and (others or table.total_table):
        fields.append(field(f"{path}.total_table", choices=others))
    if table.mode == "sample survey" or table.margin_columns:
        fields.append(field(f"{path}.margin_columns", choices=numbers))
    groups = _texts(facts, table.group_column) or tuple(Choice(one, one) for one in table.count_columns)
    if worked and worked.groups and worked.formula != "entropy":
        fields.append(field(f"{path}.first_group", choices=groups))
        fields.append(field(f"{path}.other_group", choices=groups))
    left = _to_leave(facts, table)
    if left:
        fields.append(field(f"{path}.left_out", choices=left))
    rows = _rows(facts, table)
    if rows:
        fields.append(field(f"{path}.only", choices=rows))
    fields.append(field(f"{path}.adds_rows"))
    fields.append(field(f"{path}.is_confirmed"))
    wanted = f" Measure: {worked.fetch}" if worked else " No measure is chosen, so nothing is worked out from it."
    old = " They were proposed before you chose this measure: propose them again." if _is_old(table) else ""
    help = f"{facts['rows']:,} rows in {facts['file']}. What was understood stands below the form.{wanted}{old}"
    again = (_again(table),) if worked else ()
    return Group(f"Columns of “{title}”", tuple(fields), help=help, actions=again, also=(path,))


def _is_old(table: SecondaryTable) -> bool:
    """Whether the columns were proposed for another measure than the one that is chosen now."""
    return bool(table.indicator) and table.proposed_for != table.indicator and not table.is_confirmed


def _again(table: SecondaryTable) -> Action:
    return Action(
        f"propose-{table.id}",
        "Propose the columns for this measure",
        "In place of what is chosen above.",
        lambda opened: secondary.proposed(opened, table.id),
    )


def _of(facts: dict[str, Any], *kinds: str) -> tuple[Choice, ...]:
    """Columns of some kinds, each with an example or what it holds."""
    return tuple(
        Choice(one["heading"], one["heading"], ", ".join(one["texts"][:3]) or f"Holds {_held(one)}.")
        for one in facts["columns"]
        if one["holds"] in kinds
    )


def _held(column: dict[str, Any]) -> str:
    held = {
        "count": "whole numbers",
        "decimal": "numbers with decimals",
        "percentage": "percentages",
        "blank": "nothing",
    }
    withheld = f", {words.plural(column['withheld'], 'cell')} without one" if column["withheld"] else ""
    return f"{held.get(column['holds'], column['holds'])}{withheld}"


def _texts(facts: dict[str, Any], heading: str) -> tuple[Choice, ...]:
    """What stands in a column."""
    found = next((one for one in facts["columns"] if one["heading"] == heading), None)
    return tuple(Choice(text, text) for text in found["texts"]) if found else ()


def _to_leave(facts: dict[str, Any], table: SecondaryTable) -> tuple[Choice, ...]:
    """Groups and places that can be left out; of very many, those that look like sums."""
    there = (*_texts(facts, table.group_column), *_texts(facts, table.place_column))
    found = tuple({one.value: one for one in there}.values())
    if len(found) <= kept.MOST_TO_CHOOSE:
        return found
    return tuple(one for one in found if kept.SUMS.match(one.value) or one.value in table.left_out)


def _kinds(facts: dict[str, Any], table: SecondaryTable) -> tuple[Choice, ...]:
    """Columns of which each text can become a column: where there is one column of counts only."""
    used = {*table.area_columns, table.place_column, table.group_column, table.period_column}
    if len(_of(facts, "count")) != 1:
        return ()
    few = {one["heading"] for one in facts["columns"] if 1 < len(one["texts"]) <= kept.MOST_TO_CHOOSE}
    return tuple(one for one in _of(facts, "text") if one.value in few - used)


def _rows(facts: dict[str, Any], table: SecondaryTable) -> tuple[Choice, ...]:
    """Rows to keep, by what stands in columns that nothing else was made of."""
    used = {*table.area_columns, table.place_column, table.group_column, table.kinds_column}
    return tuple(
        Choice(f"{one['heading']}: {text}", text, group=one["heading"])
        for one in facts["columns"]
        if one["holds"] == "text" and one["heading"] not in used and 1 < len(one["texts"]) <= kept.MOST_TO_CHOOSE
        for text in one["texts"]
    )


def _out(table: SecondaryTable) -> Action:
    return Action(
        f"out-{table.id}",
        "Take this table out",
        "Its file stays in the folder of the project. Adding the file again brings it back.",
        lambda _opened: {_path(table): None},
    )


def _path(table: SecondaryTable) -> str:
    return f"secondary.tables[{table.id}]"


def _indicators() -> tuple[Choice, ...]:
    return tuple(Choice(one.code, f"{one.name} ({one.code})", group=one.domain) for one in catalogue.indicators())


def _worked() -> tuple[Choice, ...]:
    """The measures that can be worked out from counts."""
    return tuple(
        Choice(
            one.code,
            f"{catalogue.indicator(one.code).name} ({one.code})",
            one.fetch,
            catalogue.indicator(one.code).domain,
        )
        for one in catalogue.worked()
    )
