"""The first sample project: three waves of a befriending charity's survey, each as another tool exports it."""

from datetime import datetime, time
from typing import Any

import numpy as np

from making import answers, design, google, kobo, microsoft, mishaps, people, truth

Wave = dict[str, Any]


def make() -> tuple[dict[str, tuple[Wave, bytes]], dict[str, Any]]:
    """Wave id -> its design and its file; and the truth about all of them."""
    rng = np.random.default_rng(design.befriending()["seed"])
    everybody = people.invite(rng)
    spare = people.spare_codes(everybody)
    files, rows, planted = {}, {}, {}
    for wave in design.befriending()["waves"]:
        rows[wave["id"]], planted[wave["id"]] = _rows(wave, everybody, spare, rng)
        files[wave["id"]] = (wave, _exported(wave, rows[wave["id"]], rng))
    return files, _truth(rows, planted)


def _rows(wave: Wave, everybody: list[people.Person], spare: list[str], rng: np.random.Generator) -> tuple[list, dict]:
    rows = answers.wave_rows(wave, everybody, rng)
    mishaps.leave_answers_out(rows, rng)
    mistyped = mishaps.type_codes(wave, rows, spare, rng)
    mishaps.ask_consent(wave, rows, rng)
    planted = {"stray": mishaps.overtype(wave, rows), "personal_details": mishaps.plant_details(wave, rows)}
    return rows, planted | {"mistyped_codes": len(mistyped)}


def _exported(wave: Wave, rows: list, rng: np.random.Generator) -> bytes:
    made_on = datetime.combine(wave["received_on"], time(9, 12, 44))
    if wave["tool"] == "kobo":
        return kobo.export(rows, made_on, rng)
    if wave["tool"] == "google":
        return google.export(rows)
    return microsoft.export(rows, made_on, rng)


def _truth(rows: dict[str, list], planted: dict[str, dict]) -> dict[str, Any]:
    indicators = list(design.befriending()["probabilities"])
    ids = design.wave_ids()
    pairs = [(ids[0], ids[1]), (ids[1], ids[2]), (ids[0], ids[2])]
    return {
        "note": "All people and places are invented. Made by sample_data/make_sample_data.py; don't change it by hand.",
        "seed": design.befriending()["seed"],
        "built_in": truth.built_in(indicators),
        "condition_raises": design.befriending()["condition_raises"],
        "waves": {
            wave["id"]: _wave_truth(wave, rows[wave["id"]], planted[wave["id"]])
            for wave in design.befriending()["waves"]
        },
        "matched": {f"{one} to {other}": _matched(rows[one], rows[other], indicators) for one, other in pairs},
    }


def _wave_truth(wave: Wave, rows: list, planted: dict[str, Any]) -> dict[str, Any]:
    usable, indicators = truth.usable(rows), list(design.befriending()["probabilities"])
    groups = {"everyone": usable}
    groups |= {label: [row for row in usable if row["own_group"] == code] for label, code in design.GROUPS.items()}
    return {
        "file": wave["file"],
        "tool": wave["tool"],
        "received": len(rows),
        "usable": len(usable),
        "set_aside": truth.set_aside(rows),
        "colliding_codes": truth.colliding_codes(rows),
        **planted,
        "counts": {label: truth.counts(group, indicators) for label, group in groups.items()},
        "satisfaction_mean": {label: truth.satisfaction_mean(group) for label, group in groups.items()},
    }


def _matched(before: list, after: list, indicators: list[str]) -> dict[str, Any]:
    groups = {"everyone": None, **design.GROUPS}
    return {label: truth.matched(before, after, indicators, code) for label, code in groups.items()}
