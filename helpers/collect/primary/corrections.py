"""Corrections of a wave's answers: rules kept with the wave and made each time it is read. The received file stays as it is."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.collect.primary import comparing
from helpers.collect.primary.kept import Kept, answered, changing, check_unchanged, read_with, wave_record
from helpers.collect.primary.told import as_plain
from helpers.errors import UserProblem
from helpers.project import Opened
from helpers.survey import Codebook, Correction, Reading
from helpers.survey.corrections import corrections_of


@dataclass(frozen=True)
class Effect:
    """What one more rule would do: how many answers and people it concerns, before it is kept.

    Parameters
    ----------
    changed
        Column of the codebook -> how many people's answer to it is another one.
    n_before, n_after
        Usable answers without the rule and with it.
    idle
        Why it does nothing at all, or "".
    refused
        Why the file could not be read with it, or "".
    """

    changed: dict[str, int]
    n_before: int
    n_after: int
    idle: str = ""
    refused: str = ""


def rules(opened: Opened, wave: str) -> tuple[Correction, ...]:
    """The rules kept with a wave, in the order in which they are made."""
    return corrections_of(wave_record(opened, wave).get("corrections", []))


def effect(opened: Opened, wave: str, rule: Correction) -> Effect:
    """Count what a rule would do, and keep nothing."""
    kept = wave_record(opened, wave)
    path = opened.wave_path(wave) / kept["file"]
    check_unchanged(wave, path, kept)
    there = list(rules(opened, wave))
    before, after = read_with(path, kept), read_with(path, kept, [*there, rule])
    refusals = [message.what for message in after.messages if message.level == "refuse"]
    number = f"Correction {len(there) + 1},"
    idle = next(
        (one.what for one in after.messages if one.code == "correction_idle" and one.what.startswith(number)), ""
    )
    if refusals:
        return Effect({}, before.usable_n, 0, idle, " ".join(refusals))
    return Effect(_changed(before, after), before.usable_n, after.usable_n, idle)


def add(project: str | Path, wave: str, rule: Correction) -> Effect:
    """Keep one more rule with a wave.

    Raises
    ------
    UserProblem
        It does nothing, or the file could not be read with it. Nothing has then changed.
    """
    with changing(project, wave) as (opened, kept):
        does = effect(opened, wave, rule)
        if does.refused or does.idle:
            raise UserProblem(
                f"With this correction the answers could not be used: {does.refused}" if does.refused else does.idle,
                f"wave {wave}",
                "Correct the rule. The received file and the rules that are there are as they were.",
            )
        dated = rule if rule.on else rule.model_copy(update={"on": datetime.now(UTC).date()})
        _put(opened, wave, kept, [*rules(opened, wave), dated], "added", dated, rule.who)
    return does


def take_away(project: str | Path, wave: str, number: int, who: str = "") -> None:
    """Take the rule of that number (from 0) out again; that it was there stays in the wave's history."""
    with changing(project, wave) as (opened, kept):
        there = list(rules(opened, wave))
        if not 0 <= number < len(there):
            raise UserProblem("That correction is not there any more.", f"wave {wave}", "Reload the page.")
        gone = there.pop(number)
        _put(opened, wave, kept, there, "taken away", gone, who)


def _put(opened: Opened, wave: str, kept: Kept, now: list[Correction], did: str, rule: Correction, who: str) -> None:
    path = opened.wave_path(wave) / kept["file"]
    check_unchanged(wave, path, kept)
    read = read_with(path, kept, now)
    if read.verdict == "refuse":
        raise UserProblem(
            "Without this correction the answers could not be used.",
            f"wave {wave}",
            "Add the rule that takes its place first.",
        )
    line = {"when": datetime.now(UTC).isoformat(timespec="seconds"), "who": who, "did": did, "rule": rule.to_dict()}
    kept["corrections"] = [one.to_dict() for one in now]
    kept["corrections_history"] = [*kept.get("corrections_history", []), line]
    renew(opened, wave, kept, read)


def renew(opened: Opened, wave: str, kept: Kept, read: Reading) -> None:
    """Bring what is kept about a wave's reading up to date with how it is read now."""
    kept["check"], kept["answered"] = as_plain(read), answered(read)
    day, codebook = opened.wave(wave).held_on, Codebook.from_dict(kept["codebook"])
    kept.pop("compared", None)
    kept |= comparing.with_wave_before(opened, wave, day, codebook, read, kept.get("mode", ""))


def _changed(before: Reading, after: Reading) -> dict[str, int]:
    """Column -> for how many people who are in both its content differs."""
    old, new = (reading.responses.set_index("respondent_id") for reading in (before, after))
    both = old.index.intersection(new.index)
    found: dict[str, Any] = {}
    for column in dict.fromkeys([*old.columns, *new.columns]):
        was, now = (
            table.loc[both, column] if column in table else pd.Series(None, index=both, dtype=object)
            for table in (old, new)
        )
        n = int((~((was == now) | (was.isna() & now.isna()))).sum())
        if n:
            found[column] = n
    return found
