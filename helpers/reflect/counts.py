"""How many answers came in and what became of them, from the released counts: bands stay bands."""

import pandas as pd

from helpers.reflect.material import Material
from helpers.reports import words
from helpers.reports.finding import BAND
from helpers.reports.model import Table
from helpers.reports.sentences import WITHHELD

FLOW = ("received", "usable", "set aside", "matched")
"""What the main table tells, in its order; the rest is counted question by question."""


def counted(material: Material, what: str) -> str:
    """One count of the report's wave in words, such as "152 answers received"; empty where it was not counted."""
    rows = _of_wave(material, material.wave.id)
    found = next((row for row in rows if what in row["what"].lower()), None)
    if found is None or pd.isna(found["n"]):
        return ""
    return f"{words.count(found['n'])} {found['what']}".replace("answers answers", "answers")


def flow(material: Material) -> Table | None:
    """From the answers received to those that count, wave by wave."""
    return _table(material, "Answers received and used", is_flow=True)


def left_out(material: Material) -> Table | None:
    """Answers not given, question by question."""
    return _table(material, "Questions people did not answer", is_flow=False)


def _table(material: Material, caption: str, is_flow: bool) -> Table | None:
    cells = {
        wave: {words.capital(row["what"]): said(row) for row in _of_wave(material, wave) if _is_flow(row) == is_flow}
        for wave in material.waves
    }
    names = list(dict.fromkeys(name for of_wave in cells.values() for name in of_wave))
    if is_flow:
        names.sort(key=lambda name: next(place for place, word in enumerate(FLOW) if word in name.lower()))
    rows = tuple((name, *(cells[wave].get(name, "not counted") for wave in cells)) for name in names)
    return Table(caption, ("What", *material.waves.values()), rows) if rows else None


def _of_wave(material: Material, wave: str) -> list[dict]:
    frame = material.released.counts
    if frame is None or frame.empty:
        return []
    return frame[frame["wave"] == wave].to_dict("records")


def _is_flow(row: dict) -> bool:
    return any(word in row["what"].lower() for word in FLOW)


def said(row: dict) -> str:
    """A count as it may be shown: a number, a band, or that it is withheld."""
    if not pd.isna(row["n"]):
        of = row.get("of")
        whole = f" of {words.count(of)}" if of is not None and not pd.isna(of) and of != row["n"] else ""
        return f"{words.count(row['n'])}{whole}"
    note = row.get("note") or ""
    found = BAND.search(note)
    return found.group().lower() if found else note or WITHHELD
