"""A project as it was opened, and its waves."""

import re
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import COMMAND, UserProblem
from helpers.project.record import Project, Wave

WAVE_FILE = "wave.json"
WAVE_ID = re.compile(r"[a-z0-9-]{1,40}")
DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
"""Names that Windows keeps for itself and no folder can have."""

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
        there = [wave for wave in self.record.primary.waves if (self.wave_path(wave.id) / WAVE_FILE).is_file()]
        return tuple(sorted(there, key=lambda wave: (wave.held_on, wave.id)))

    def waves_until(self, wave_id: str) -> tuple[Wave, ...]:
        """The waves up to and including one, in order: also where several were held on one day."""
        ids = [wave.id for wave in self.waves]
        return self.waves[: ids.index(wave_id) + 1]

    def wave(self, wave_id: str | None = None) -> Wave:
        """The named wave, or the latest one.

        Raises
        ------
        UserProblem
            There is no wave yet, or none of that name.
        """
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
    return wave_id
