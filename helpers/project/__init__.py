"""What a team has decided and uploaded: one record, one folder, one way to save.

Examples
--------
>>> from helpers import project as projects
>>> opened = projects.open("sample_data/befriending")
>>> opened.record.is_invented
True
"""

from helpers.project.record import Project
from helpers.project.store import Opened, create, open, save, save_new_wave

__all__ = ["Opened", "Project", "create", "open", "save", "save_new_wave"]
