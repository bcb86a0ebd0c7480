"""Notes of conversations, put where the workbook keeps them. Nobody in them is real."""

import hashlib
from pathlib import Path

from helpers.collect import notes
from helpers.project import Opened
from helpers.project.record import Project

WRITTEN = Path(__file__).parent / "design" / "notes"


def receive(folder: Path, record: Project) -> None:
    """Every file of notes that the plan names, as it was written; its hash in the plan has to be its own."""
    for note in record.primary.notes:
        content = (WRITTEN / f"{note.id}.txt").read_bytes()
        found = hashlib.sha256(content).hexdigest()
        assert found == note.sha256, f"{note.id}: its SHA-256 is {found}"
        path = notes.place_of(Opened(folder, record), note) / note.file
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
