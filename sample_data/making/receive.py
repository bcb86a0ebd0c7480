"""Bringing a made file into its project, by the same door as everybody's."""

from datetime import date
from pathlib import Path

from helpers.collect import primary

LEFT_BEHIND = ("history.jsonl", ".lock")
"""What bringing a file in leaves besides the wave. Sample data is made in one go and keeps no history of it."""


def receive(project: Path, record: bytes, wave: str, file: Path, held_on: date, received_on: date) -> None:
    """Add the file as a wave, then put the record back as it was planned: the wave is listed in it already."""
    primary.add(project, file, wave, held_on=held_on, received_on=received_on)
    (project / "project.json").write_bytes(record)
    for name in LEFT_BEHIND:
        (project / name).unlink(missing_ok=True)
