"""The one guard every callback runs in: a plain message for the person, the traceback in a file only they can read.

Without it a problem in a callback sends source lines and values to the browser, and is otherwise swallowed.
"""

import os
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from helpers.errors import UserProblem

Message = dict[str, Any]

LOG_PREFIX = "workbook-"


def guarded(work: Callable[[], Message]) -> Message:
    """What `work` answers; a message of kind "refused" where it can't.

    A `UserProblem` says itself what is wrong. Anything else is a fault of the program: its traceback goes to a log file, since
    it may hold what people typed, and the message says only where that is.
    """
    try:
        return work()
    except UserProblem as problem:
        return refused(problem)
    except Exception as problem:
        return refused(fault(problem))


def refused(problem: UserProblem) -> Message:
    """A problem as a message for the browser. `is_answer`: it is the answer that is wrong, so trying again is no use."""
    is_answer = isinstance(problem, WrongAnswer)
    return {
        "kind": "refused",
        "what": problem.what,
        "where": problem.where,
        "fix": problem.fix,
        "is_answer": is_answer,
    }


class WrongAnswer(UserProblem):
    """What was typed or chosen doesn't fit its field; everything else is as it should be."""


def fault(problem: Exception) -> UserProblem:
    """A fault of the program, told without any value; the traceback is in the file it names."""
    log = _keep(problem)
    return UserProblem(
        "Something went wrong inside the workbook.",
        f"details in {log}" if log else "the form",
        "Try again. If it happens again, please report it.",
    )


def _keep(problem: Exception) -> Path | None:
    """The traceback in a file that only this person can read; None where even that can't be written."""
    try:
        handle, name = tempfile.mkstemp(prefix=LOG_PREFIX, suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write("".join(traceback.format_exception(problem)))
    except OSError:
        return None
    return Path(name)
