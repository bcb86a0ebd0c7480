"""What a team has decided and uploaded: one record, one folder, one way to save.

Examples
--------
>>> from helpers import project as projects
>>> opened = projects.open("sample_data/befriending")
>>> opened.record.is_invented
True
"""

from helpers.project.conflict import Conflict
from helpers.project.entries import Entry, history
from helpers.project.journal import began
from helpers.project.opened import Opened
from helpers.project.record import Project
from helpers.project.store import create, open, revision_on_disk, save, save_new_wave
from helpers.project.sync_copies import Copy, Difference, copies, merge
from helpers.project.undoing import undo

__all__ = [
    "Conflict",
    "Copy",
    "Difference",
    "Entry",
    "Opened",
    "Project",
    "began",
    "copies",
    "create",
    "history",
    "merge",
    "open",
    "revision_on_disk",
    "save",
    "save_new_wave",
    "undo",
]
