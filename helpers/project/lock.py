"""The project folder's lock: one save after the other on one machine. Locks don't cross machines; revisions do."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import portalocker

from helpers.errors import UserProblem

LOCK_SECONDS = 10
LOCK_PAUSE = 0.02


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, so that two windows on one machine save one after the other.

    Raises
    ------
    UserProblem
        There is no such folder, it can't be written to, or another window is saving and does not finish.
    """
    lock = _lock(folder)
    try:
        yield
    finally:
        lock.release()


def _lock(folder: Path) -> portalocker.Lock:
    place = folder / ".lock"
    until = time.monotonic() + LOCK_SECONDS
    while True:
        lock = portalocker.Lock(
            place, timeout=max(0, until - time.monotonic()), check_interval=LOCK_PAUSE, fail_when_locked=False
        )
        try:
            held = lock.acquire()
            # somebody who removes the lock's file lets a second window lock another one of that name
            if os.path.samestat(os.fstat(held.fileno()), os.stat(place)):
                return lock
            lock.release()
        except portalocker.exceptions.AlreadyLocked as problem:
            raise UserProblem(
                "Another window is saving this project and has not finished.",
                str(folder),
                "Wait a moment and try again. If nothing else has it open, delete the file '.lock' in that folder.",
            ) from problem
        except FileNotFoundError as problem:
            if os.path.isdir(folder) and time.monotonic() < until:
                continue
            raise UserProblem(
                "The project's folder is not there any more.", str(folder), "Put it back, or open it where it is now."
            ) from problem
        except (OSError, portalocker.exceptions.LockException) as problem:
            raise UserProblem(
                f"This project can't be saved to: {getattr(problem, 'strerror', None) or problem}.",
                str(folder),
                "Check that you may write to this folder, or copy the project to a folder of your own.",
            ) from problem
