"""Files to practise with: one that is in order, one that needs a hint, one that has to be mended first."""

import csv
import io

import numpy as np

from making import answers, design, google, mishaps, people

SEED = 20251121
N = 24


def make() -> dict[str, bytes]:
    """File name -> content: a small fourth wave of people who answered before, as the sheet behind a Google Form saves it."""
    rng = np.random.default_rng(SEED)
    wave = design.befriending()["waves"][-1] | {"abandoned": 0, "consent": {"no": 1, "blank": 0}}
    wave["last_day"], wave["first_day"] = (wave[day].replace(month=11) for day in ("last_day", "first_day"))
    known = people.invite(np.random.default_rng(design.befriending()["seed"]))
    everybody = [person for person in known if wave["id"] in person.waves][:N]
    rows = answers.wave_rows(wave, everybody, rng)
    mishaps.leave_answers_out(rows, rng)
    mishaps.ask_consent(wave, rows, rng)
    good = google.export_from_sheet(rows)
    return {"good.csv": good, "rename_a_column.csv": _renamed(good), "recoded.csv": _recoded(good)}


def _renamed(content: bytes) -> bytes:
    """The loneliness question under a name that could mean anything."""
    return content.decode().replace(google.header("q1_7"), "Wellbeing item 3", 1).encode()


def _recoded(content: bytes) -> bytes:
    """Every answer about loneliness on a scale of somebody's own."""
    table = list(csv.reader(io.StringIO(content.decode())))
    column = table[0].index(google.header("q1_7"))
    known = sorted({row[column] for row in table[1:]} - {""})
    for row in table[1:]:
        row[column] = str(100 * (1 + known.index(row[column]))) if row[column] else ""
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(table)
    return text.getvalue().encode()
