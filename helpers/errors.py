"""The one family of problems a person can mend."""

import os

COMMAND = "py workbook.py" if os.name == "nt" else "python3 workbook.py"
"""How a person starts the workbook: what messages tell them to type."""


class UserProblem(Exception):
    """Something is wrong that the person at the keyboard can put right.

    Parameters
    ----------
    what
        What is wrong, in plain words: "Column 'age' not found".
    where
        The file, row, column, field or command it was found in.
    fix
        What to do about it, as an instruction.

    Examples
    --------
    >>> print(UserProblem("Column 'age' not found.", "responses.csv", "Rename the column that holds it."))
    Column 'age' not found.
      Where: responses.csv
      What to do: Rename the column that holds it.
    """

    def __init__(self, what: str, where: str, fix: str) -> None:
        super().__init__(what, where, fix)
        self.what = what
        self.where = where
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.what}\n  Where: {self.where}\n  What to do: {self.fix}"

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows instead of a traceback (IPython asks for it by this name)."""
        return str(self).splitlines()
