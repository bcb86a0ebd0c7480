"""The `pretend` wave: simulated answers that go the whole way from the file to the report, to try it before fieldwork.

It lies beside the waves and is none of them: the record does not know it, it is only looked at where it is named, and then
nothing else is (`Opened.at`). Everything made of it says so (`helpers.reports.pretend`).
"""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from helpers import project as projects
from helpers import survey
from helpers.collect.primary.kept import IS_PRETEND, answered, keep_new, sha256_of, wave_record
from helpers.collect.primary.told import as_plain, in_words
from helpers.errors import UserProblem
from helpers.project import lock
from helpers.project.opened import PRETEND
from helpers.reports.pretend import MARK
from helpers.survey import Reading
from helpers.survey.pretend import Pretend, pretend

__all__ = ["MOST", "USUAL", "make", "remove"]

FILE = f"{MARK}-answers.csv"
SAYS = f"{MARK}: nobody gave this answer"
USUAL, MOST = 200, 5_000
"""How many pretend people there are where the plan has no target, and at most."""
DAYS = 21


def make(project: str | Path, n: int | None = None, seed: int = 0, today: date | None = None) -> Reading:
    """Make up answers to the project's questionnaire, and keep them as its pretend wave in place of any before.

    They are written to a file as a survey tool might, and read and checked as every file is.

    Parameters
    ----------
    n
        How many people; by default the plan's target.
    seed
        The same seed gives the same answers.
    today
        The last day of the pretend fieldwork.

    Raises
    ------
    UserProblem
        No measures are chosen, there are too many people, or the questionnaire's answers can't be read back.
    """
    path = projects.open(project).path
    with lock.locked(path):
        opened = projects.open(path)
        opened.refuse_read_only()
        _refuse_empty(opened)
        many = n or opened.record.approach.sample.target or USUAL
        if many > MOST and n is not None:
            raise UserProblem(f"At most {MOST:,} people can be made up.", f"{n:,}", "Ask for fewer.")
        last = today or datetime.now(UTC).date()
        codebook = survey.codebook(opened.record)
        made = pretend(codebook, min(many, MOST), seed, first_day=last - timedelta(days=DAYS - 1), days=DAYS)
        content = _as_file(made)
        folder, coming = opened.wave_path(PRETEND), opened.path / "data" / f".{PRETEND}"
        shutil.rmtree(coming, ignore_errors=True)
        coming.mkdir(parents=True)
        (coming / FILE).write_bytes(content)
        try:
            read = survey.read(coming / FILE, codebook)
        finally:
            shutil.rmtree(coming, ignore_errors=True)
        if read.verdict == "refuse":
            raise UserProblem(
                f"The pretend answers can't be read, so real ones could not be either:\n{in_words(read)}",
                str(path),
                "Look at the measures and the project's own questions in step 1.2.",
            )
        kept = {
            "file": FILE,
            "sha256": sha256_of(content),
            "received_on": last.isoformat(),
            "held_on": last.isoformat(),
            "tool": "none: made up by the workbook",
            "mode": opened.record.approach.mode or "",
            "mapping": read.mapping,
            "codebook": codebook.to_dict(),
            "check": as_plain(read),
            "answered": answered(read),
            IS_PRETEND: True,
            "says": SAYS,
        }
        _clear(folder)
        keep_new(folder, content, kept)
    return read


def remove(project: str | Path) -> bool:
    """Take the pretend wave out, with everything that was made of it in the project; whether there was anything."""
    path = projects.open(project).path
    with lock.locked(path):
        opened = projects.open(path)
        opened.refuse_read_only()
        there = opened.has_pretend
        _clear(opened.wave_path(PRETEND))
        reports = opened.path / "reports" / PRETEND
        there |= reports.exists()
        shutil.rmtree(reports, ignore_errors=True)
    return there


def _refuse_empty(opened: projects.Opened) -> None:
    if opened.has_pretend and not wave_record(opened, PRETEND).get(IS_PRETEND):
        raise UserProblem(
            "The folder of the pretend answers holds a wave that is none.",
            str(opened.wave_path(PRETEND)),
            "Give that folder another name, and bring its file in again as a wave of that name.",
        )
    if not opened.record.measures.basket:
        raise UserProblem(
            "No measures are chosen yet, so there is nothing to ask.", str(opened.path), "Choose some in step 1.2."
        )


def _clear(folder: Path) -> None:
    """Whole or not at all: what is being removed is no wave from the first moment on."""
    going = folder.with_name(f".{folder.name}-going")
    shutil.rmtree(going, ignore_errors=True)
    if folder.exists():
        folder.rename(going)
    shutil.rmtree(going, ignore_errors=True)


def _as_file(made: Pretend) -> bytes:
    """The answers as a CSV, every row of which says that nobody gave them."""
    people = made.people.copy()
    for column in made.prefers_not:
        if column in people:
            people[column] = people[column].astype(object).mask(made.prefers_not[column], "Prefer not to say")
    for column in [name for name in people if name.startswith("consent_")]:
        people[column] = people[column].astype(int)
    people["interviewer"] = made.fieldwork["interviewer"]
    people.insert(0, MARK, SAYS)
    return people.to_csv(index=False, lineterminator="\n").encode()
