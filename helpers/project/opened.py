"""A project as it was opened, and its waves."""

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from helpers.errors import COMMAND, UserProblem
from helpers.project.record import Project, Wave

WAVE_FILE = "wave.json"
WAVE_ID = re.compile(r"[a-z0-9-]{1,40}")
DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that Windows keeps for itself and no folder can have."""

PRETEND = "pretend"
"""The wave of simulated answers, with which the way from upload to report is tried. No round of asking can have this name."""
PRETEND_TITLE = "PRETEND answers"
PRETEND_PERSON = "pretend-"
"""What the ids of pretend people begin with."""

READ_ONLY = (
    "Install the newest version of the workbook, or copy the project to a folder of your own. Nothing has been changed."
)


@dataclass(frozen=True)
class Opened:
    """A project as it was when it was opened: where it is, and what had been decided."""

    path: Path
    record: Project
    is_read_only: bool = False
    """Saving will be refused: the record is of a newer version, or the folder can't be written to."""
    notices: tuple[str, ...] = ()
    """What whoever works on the project ought to know, in whole sentences."""
    is_pretend: bool = False
    """Looked at with its pretend answers in place of every wave: the two never stand side by side."""

    def at(self, wave_id: str | None) -> "Opened":
        """The project as it is looked at from a wave: from the pretend one, with that one alone."""
        return replace(self, is_pretend=wave_id == PRETEND)

    @property
    def has_pretend(self) -> bool:
        """Whether there are pretend answers to look at."""
        return (self.wave_path(PRETEND) / WAVE_FILE).is_file()

    def refuse_pretend(self, what: str) -> None:
        """Raise UserProblem where pretend answers are looked at; `what` can't be done with them, such as "shared"."""
        if self.is_pretend:
            raise UserProblem(
                f"Pretend answers can't be {what}: nobody gave them.",
                str(self.wave_path(PRETEND)),
                "Use a wave of real answers.",
            )

    def refuse_read_only(self) -> None:
        """Raise UserProblem where nothing in this project may be changed; for what changes other files than the record."""
        if self.is_read_only:
            raise UserProblem(self.notices[0], str(self.path), READ_ONLY)

    @property
    def title(self) -> str:
        return self.record.title

    @property
    def waves(self) -> tuple[Wave, ...]:
        """The waves whose answers are there, in order of their dates. The record may plan others."""
        if self.is_pretend:
            return (self._pretend_wave(),) if self.has_pretend else ()
        real = (wave for wave in self.record.primary.waves if wave.id != PRETEND)
        there = [wave for wave in real if (self.wave_path(wave.id) / WAVE_FILE).is_file()]
        return tuple(sorted(there, key=lambda wave: (wave.held_on, wave.id)))

    @property
    def waves_to_choose(self) -> tuple[Wave, ...]:
        """What can be looked at: the real waves, and after them the pretend one, whose title says what it is."""
        real = replace(self, is_pretend=False).waves
        return (*real, self._pretend_wave()) if self.has_pretend else real

    def waves_until(self, wave_id: str) -> tuple[Wave, ...]:
        """The waves up to and including one, in order: also where several were held on one day."""
        ids = [wave.id for wave in self.waves]
        return self.waves[: ids.index(wave_id) + 1]

    def _pretend_wave(self) -> Wave:
        kept = json.loads((self.wave_path(PRETEND) / WAVE_FILE).read_text(encoding="utf-8"))
        return Wave(id=PRETEND, title=PRETEND_TITLE, held_on=date.fromisoformat(kept["held_on"]))

    def wave(self, wave_id: str | None = None) -> Wave:
        """The named wave, or the latest one.

        Raises
        ------
        UserProblem
            There is no wave yet, or none of that name.
        """
        if self.is_pretend and not self.has_pretend:
            raise UserProblem(
                "This project has no pretend answers.", str(self.path), f"Make some: {COMMAND} pretend {self.path}."
            )
        if not self.waves:
            raise UserProblem(
                "This project has no answers yet.",
                str(self.path),
                f"Bring a survey file in first: {COMMAND} add FILE --project "
                f"{self.path} --wave NAME (step 2.2 of the workbook does the same).",
            )
        if wave_id is None:
            return self.waves[-1]
        for wave in self.waves:
            if wave.id == wave_id:
                return wave
        raise UserProblem(
            f"There is no wave '{wave_id}' in this project.",
            str(self.path),
            f"Choose one of: {', '.join(wave.id for wave in self.waves)}.",
        )

    def wave_path(self, wave_id: str) -> Path:
        """The folder that holds one wave's file as it was received."""
        return self.path / "data" / wave_id


def check_wave_id(wave_id: str) -> str:
    """The id itself, if it is one: small letters, digits and hyphens."""
    if not WAVE_ID.fullmatch(wave_id) or DEVICES.fullmatch(wave_id):
        raise UserProblem(
            f"'{wave_id}' can't be the name of a wave.",
            "--wave",
            "Use small letters, digits and hyphens only, such as 2026-spring.",
        )
    if wave_id.startswith(PRETEND):
        raise UserProblem(
            f"'{wave_id}' can't be the name of a wave: names that begin with “pretend” are kept for simulated answers.",
            "--wave",
            "Give it another one, such as 2026-spring.",
        )
    return wave_id
