"""Two people changed one field: neither is overwritten, and both values are shown."""

from datetime import datetime
from typing import Any

from helpers.errors import UserProblem


class Conflict(UserProblem):
    """What is on disk is neither what was there when the person began, nor what they want it to be.

    Parameters
    ----------
    path
        The field.
    label
        What a person calls it.
    theirs, yours
        What is on disk, and what was to be saved. None: the entry has been, or was to be, removed.
    who, when
        Who saved what is on disk, and when; "" and None where the history doesn't tell.
    """

    def __init__(
        self, path: str, label: str, theirs: Any, yours: Any, who: str = "", when: datetime | None = None
    ) -> None:
        by = f" by {who}" if who else ""
        at = f" at {when.astimezone():%H:%M on %d %B %Y}" if when else ""
        super().__init__(
            f"'{label}' was changed{by}{at} while you were at it.",
            path,
            "Compare the two, and choose which to keep. Nothing has been overwritten.",
        )
        self.path, self.label, self.theirs, self.yours, self.who, self.when = path, label, theirs, yours, who, when
