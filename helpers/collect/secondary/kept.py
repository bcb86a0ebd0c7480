"""Where a table lies and what was written down when it came in. Reads no table, so that a form opens fast."""

import json
import re
from pathlib import Path
from typing import Any

from helpers.errors import UserProblem
from helpers.project import Opened

TABLE_FILE = "table.json"
FETCHED = ".nomis"
"""Within `secondary/`: what Nomis answered, as it came."""
SUMS = re.compile(r"^(grand )?total$|^all( .*)?$|^both sexes$|^persons$|^everyone$", re.IGNORECASE)
"""What a row or column that sums up the others is called."""
MOST_TO_CHOOSE = 60
"""Different texts of a column up to which rows can be chosen by them."""


def folder_of(opened: Opened, table_id: str) -> Path:
    """Where one table lies, as it was received and with what was written down then."""
    return opened.path / "secondary" / table_id


def facts(opened: Opened, table_id: str) -> dict[str, Any]:
    """What was written down when a table came in: its file and hash, the day, its headings and what its columns hold.

    Raises
    ------
    UserProblem
        It is not there, or can't be read.
    """
    path = folder_of(opened, table_id) / TABLE_FILE
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise UserProblem(
            f"The file of table '{table_id}' is not in the project: {problem}.",
            str(path),
            "Put its folder back, or take the table out and add its file again.",
        ) from problem
