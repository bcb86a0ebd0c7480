"""Somebody withdraws: their row goes from the project, and what is left says only that somebody did.

The one exception to the rule that a received file is never changed.
"""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.collect import inbox
from helpers.collect.coding import log
from helpers.collect.primary.corrections import renew
from helpers.collect.primary.kept import (
    EARLIER,
    Kept,
    changing,
    check_unchanged,
    free_name,
    keep_changed,
    read_with,
    sha256_of,
    wave_record,
)
from helpers.errors import UserProblem
from helpers.project import Opened
from helpers.project.ledger import LEDGER_FILE
from helpers.reports import words
from helpers.survey import Codebook, Reading
from helpers.survey.withdrawing import as_csv, row_of, without_row

LONG_NUMBER = 6
"""Digits. Shorter numbers are counted up from 1 in every file, and tell nobody apart between two."""
ELSEWHERE = (
    "the survey tool, where the person's answers have to be deleted too, or the next export brings them back",
    "other copies of the export: in the downloads folder, in e-mails, on the devices of interviewers",
    "paper forms, and recordings or notes of a conversation with this person",
    "backups, and older versions of this folder that a sync service keeps",
)
"""Where the row may be besides the project's folder: nothing here can reach it."""


@dataclass(frozen=True)
class Found:
    """Who withdraws, found: the row of the file, and what goes with it. Nobody's answer is in it."""

    wave: str
    row: int
    respondent_id: str
    n_earlier: int
    other_waves: tuple[str, ...]


@dataclass(frozen=True)
class Withdrawn:
    """What was done: files made before from these answers, which are outdated now, and other waves of the same person."""

    outdated: tuple[Path, ...]
    other_waves: tuple[str, ...]
    n_corrections: int


def find(opened: Opened, wave: str, who: str) -> Found:
    """Look for the person by the number of their submission ("row 12" where it has none) or their self-made code.

    Raises
    ------
    UserProblem
        There is nobody of that number or code, or several.
    """
    kept = wave_record(opened, opened.wave(wave).id)
    path = opened.wave_path(wave) / kept["file"]
    check_unchanged(wave, path, kept)
    found = _row(path, kept, who)
    if found is None:
        raise UserProblem(
            "Nobody in this wave has that number or code.",
            "who withdraws",
            "Type it exactly as the survey tool or the person gives it. A row without a number is 'row' and its number, "
            "such as: row 12.",
        )
    row, respondent_id, code = found
    n_earlier = len(kept.get("earlier", ()))
    return Found(wave, row, respondent_id, n_earlier, _other_waves(opened, wave, respondent_id, code))


def would_go(opened: Opened, found: Found) -> tuple[str, ...]:
    """What taking the person out would remove and outdate, in sentences; nobody's answer is in them."""
    said = [
        f"Found in row {found.row}. The row is taken out for good: the file is written anew without it. That it was done, and "
        "when, stays with the wave; who it was does not."
    ]
    if found.n_earlier:
        many = words.plural(found.n_earlier, "older export")
        said.append(f"{many} of this wave may hold the row too and {'is' if found.n_earlier == 1 else 'are'} deleted.")
    n_outdated = len(outdated(opened, found.wave))
    if n_outdated:
        said.append(f"{words.plural(n_outdated, 'file')} made from these answers will be outdated.")
    return (*said, "It can't be undone.")


def elsewhere_too(waves: tuple[str, ...]) -> str:
    """That other waves hold the person, in a sentence; "" where none does."""
    in_waves = f"wave{'' if len(waves) == 1 else 's'} {', '.join(waves)}"
    return f"The same number or code is in {in_waves} too: take it out there as well." if waves else ""


def withdraw(project: str | Path, wave: str, respondent_id: str) -> Withdrawn:
    """Take somebody's row out of a wave for good.

    The file is written anew without it: line by line where it is text, else as UTF-8 CSV from the table as it was read.
    Before anything changes, the new file is read and everybody else's answers are compared: they have to be the same.
    Corrections that concern this person and older exports of the wave go too. In `wave.json` stays when it was, that it
    was one person, and the SHA-256 of the file before and after.

    Parameters
    ----------
    respondent_id
        The number of the submission ("row 12" where it has none), or the self-made code.

    Raises
    ------
    UserProblem
        The person isn't found, a file waits to be brought in, or the others' answers would not stay as they are. Nothing
        has then changed.
    """
    with changing(project, wave) as (opened, kept):
        _refuse_waiting(opened)
        who = find(opened, wave, respondent_id)
        folder = opened.wave_path(wave)
        before = read_with(folder / kept["file"], kept)
        n_rules = len(kept.get("corrections", []))
        kept_on = _without_person(kept, who.respondent_id)
        content, name, after = _written_anew(folder, kept, kept_on, who, before)
        going = (kept["file"], *(entry["file"] for entry in kept.get("earlier", ())))
        stone = {"on": _today(), "n": 1, "sha256_before": kept["sha256"], "sha256_after": sha256_of(content)}
        kept_on |= {
            "file": name,
            "sha256": stone["sha256_after"],
            "mapping": after.mapping,
            "withdrawn": [*kept.get("withdrawn", ()), stone],
        }
        kept_on.pop("earlier", None)
        renew(opened, wave, kept_on, after)
        _clear_leftovers(opened, wave)
        log.forget(folder, log.person_of(kept, who.respondent_id))
        keep_changed(folder, kept_on, content, going)
        shutil.rmtree(folder / EARLIER, ignore_errors=True)
        kept.clear()
        kept |= kept_on
    return Withdrawn(outdated(opened, wave), who.other_waves, n_rules - len(kept_on.get("corrections", [])))


def outdated(opened: Opened, wave: str) -> tuple[Path, ...]:
    """What was made of this wave's answers, or of a later wave's beside them, before now.

    The ledger stays: it holds nobody's answer, and tells what may still be released.
    """
    ids = [known.id for known in opened.waves]
    folders = [opened.path / "reports" / known for known in ids[ids.index(wave) :]] + [opened.path / "shared"]
    made = [file for folder in folders if folder.is_dir() for file in sorted(folder.rglob("*")) if file.is_file()]
    return tuple(file for file in made if file != opened.path / LEDGER_FILE)


def _written_anew(folder: Path, kept: Kept, kept_on: Kept, who: Found, before: Reading) -> tuple[bytes, str, Reading]:
    """The file without the row, what it is to be called, and how it is read: as before, but for that person."""
    path, book = folder / kept["file"], Codebook.from_dict(kept["codebook"])
    ways = (
        (lambda: without_row(path, who.row), Path(kept["file"]).suffix),
        (lambda: as_csv(path, book, kept["mapping"], who.row), ".csv"),
    )
    for write, suffix in ways:
        content = write()
        if content is None:
            continue
        trial = folder / f".{who.wave}-trial{suffix}"
        try:
            trial.write_bytes(content)
            after = read_with(trial, kept_on)
        finally:
            trial.unlink(missing_ok=True)
        if _is_same_but_for(before, after, who):
            name = free_name(folder, f"{Path(kept['file']).stem}{suffix}")
            return content, name, after
    raise UserProblem(
        "This file can't be written anew without that row so that everybody else's answers are read as before. Nothing has "
        "been changed.",
        str(path),
        f"Delete the answers in the survey tool and export from there, or delete row {who.row} in a copy of the file; bring "
        f"that in with --replace. Then delete the folder '{EARLIER}' beside the wave's file, which holds the older export.",
    )


def _is_same_but_for(before: Reading, after: Reading, who: Found) -> bool:
    """Whether everybody else's answers, reasons and circumstances are as they were, and this row is not there."""
    if after.verdict == "refuse":
        return False
    # where somebody stands in the file may change with its format; who is meant is in `respondent_id`
    pairs = (
        (before.responses, after.responses),
        (before.set_aside_rows.drop(columns="row"), after.set_aside_rows.drop(columns="row")),
        (before.fieldwork, after.fieldwork),
    )
    for was, now in pairs:
        others = _others(was, who)
        if len(_others(now, who)) != len(now) or not _same(others, now):
            return False
    return before.n_received - after.n_received == 1


def _others(table: pd.DataFrame, who: Found) -> pd.DataFrame:
    if "respondent_id" not in table:
        return table
    return table[(table["respondent_id"] != who.respondent_id).to_numpy()]


def _same(was: pd.DataFrame, now: pd.DataFrame) -> bool:
    """Whether two tables hold the same; panel codes that two people shared are the other one's own again."""
    was, now = was.reset_index(drop=True), now.reset_index(drop=True)
    if list(was.columns) != list(now.columns) or len(was) != len(now):
        return False
    for column in was.columns:
        is_same = (was[column] == now[column]) | (was[column].isna() & now[column].isna())
        if column == "panel_code":
            is_same |= was[column].isna()
        if not is_same.all():
            return False
    return True


def _without_person(kept: Kept, respondent_id: str) -> Kept:
    """What is kept with the wave, without the rules that concern one person, now and in its history."""
    names = {"corrections": lambda one: one, "corrections_history": lambda one: one["rule"]}
    lists: dict[str, Any] = {
        name: [one for one in kept[name] if rule_of(one).get("respondent_id") != respondent_id]
        for name, rule_of in names.items()
        if name in kept
    }
    return {**kept, **lists}


def _refuse_waiting(opened: Opened) -> None:
    if inbox.waiting(opened) is not None:
        raise UserProblem(
            "A file waits to be brought in, which may hold this person's answers too.",
            "Bring answers in",
            "Bring it in or remove it first.",
        )


def _clear_leftovers(opened: Opened, wave: str) -> None:
    """What machines that stopped left behind may hold anybody's answers."""
    inbox.clear_unfinished(opened)
    for left in (opened.path / "data").glob(".arriving/*"):
        left.unlink()
    for left in opened.wave_path(wave).glob(f".{wave}-trial*"):
        left.unlink()


def _other_waves(opened: Opened, wave: str, respondent_id: str, code: str) -> tuple[str, ...]:
    """Other waves with somebody of the same code or of the same number, where that is one of its own and not a row's."""
    is_counted = respondent_id.startswith("row ") or (respondent_id.isdecimal() and len(respondent_id) < LONG_NUMBER)
    wanted = [text for text in (code, "" if is_counted else respondent_id) if text]
    return tuple(
        known.id
        for known in opened.waves
        if known.id != wave and any(_may_hold(opened, known.id, text) for text in wanted)
    )


def _may_hold(opened: Opened, wave: str, who: str) -> bool:
    kept = wave_record(opened, wave)
    try:
        return _row(opened.wave_path(wave) / kept["file"], kept, who) is not None
    except UserProblem:
        # several have it, or the file can't be looked through: somebody has to see
        return True


def _row(path: Path, kept: Kept, who: str) -> tuple[int, str, str] | None:
    return row_of(path, Codebook.from_dict(kept["codebook"]), kept["mapping"], who)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
