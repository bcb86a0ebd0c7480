"""How many answers came in and what became of them, from the released counts: bands stay bands."""

import pandas as pd

from helpers.reflect.material import Material
from helpers.reports import words
from helpers.reports.model import Table
from helpers.reports.points import BAND
from helpers.reports.sentences import WITHHELD
from helpers.reports.tables import wording

NAMES = {
    "received": "Answers received",
    "usable": "Answers used",
    "took part": "Of these, in the project",
    "comparison group": "Of these, in the comparison group",
}
OF_FLOW = ("received", "usable", "set aside", "took part", "comparison group", "matched with")
"""What the rows of the main table begin with, as they are counted."""
NOT_SAID = "prefer not to say"
FLOW = ("answers received", "set aside", "answers used", "of these, in the project", "of these, in", "also in")
"""What the main table tells, in its order."""


def counted(material: Material, what: str) -> int | None:
    """One count of the report's wave, such as "received"; None where it was not counted or is withheld."""
    found = next((row for row in _of_wave(material, material.wave.id, (what,))), None)
    return None if found is None or pd.isna(found["n"]) else words.rounded(found["n"])


def flow(material: Material) -> Table | None:
    """From the answers received to those that count, wave by wave."""
    return _table(material, "Answers received and used", OF_FLOW)


def left_out(material: Material) -> Table | None:
    """Answers not given, question by question."""
    return _table(material, "Answered “prefer not to say”", (NOT_SAID,))


def _table(material: Material, caption: str, beginnings: tuple[str, ...]) -> Table | None:
    is_flow = beginnings == OF_FLOW
    cells = {
        wave: {_named(material, row["what"]): said(row) for row in _of_wave(material, wave, beginnings)}
        for wave in material.waves
    }
    names = list(dict.fromkeys(name for of_wave in cells.values() for name in of_wave))
    if is_flow:
        names.sort(
            key=lambda name: next(
                (place for place, word in enumerate(FLOW) if name.lower().startswith(word)), len(FLOW)
            )
        )
    blank = "" if is_flow else "none recorded"
    rows = tuple((name, *(cells[wave].get(name, blank) for wave in cells)) for name in names)
    return Table(caption, ("What", *material.waves.values()), rows) if rows else None


def _named(material: Material, what: str) -> str:
    """What was counted, with wave ids and columns said as a reader knows them."""
    kind, colon, rest = what.partition(": ")
    if colon and kind == NOT_SAID:
        own = {one.id: one.wording for one in material.record.measures.own_questions}
        return wording(rest, own)
    before = material.waves.get(what.removeprefix("matched with "))
    return f"Also in {words.wave_name(before)} (matched by code)" if before else NAMES.get(what, words.capital(what))


def _of_wave(material: Material, wave: str, beginnings: tuple[str, ...]) -> list[dict]:
    frame = material.released.counts
    if frame is None or frame.empty:
        return []
    return frame[(frame["wave"] == wave) & frame["what"].str.startswith(beginnings)].to_dict("records")


def said(row: dict) -> str:
    """A count as it may be shown: a number, a band, or that it is withheld."""
    if not pd.isna(row["n"]):
        of = row.get("of")
        whole = f" of {words.count(of)}" if of is not None and not pd.isna(of) and of != row["n"] else ""
        return f"{words.count(row['n'])}{whole}"
    note = row.get("note") or ""
    found = BAND.search(note)
    return found.group().lower() if found else note or WITHHELD
