"""Writing so that nothing is lost: whole files appear at once or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import portalocker

from helpers.errors import UserProblem

LOCK_SECONDS = 10


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` by way of a temporary file beside it.

    The temporary file is flushed to the disk before it takes the name, and the folder after, so that
    whatever dies in between, a reader finds the old content or the new one, never a part.

    Raises
    ------
    UserProblem
        The disk is full, or the folder can't be written to. The old file is as it was.
    """
    temporary = path.with_name(f".{path.name}-{secrets.token_hex(8)}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            os.chmod(temporary, path.stat().st_mode & 0o777)
        os.replace(temporary, path)
        _flush_folder(path.parent)
    except OSError as problem:
        temporary.unlink(missing_ok=True)
        raise UserProblem(
            f"The file could not be written: {problem.strerror or problem}.",
            str(path),
            "Check that there is room on the disk and that you may write to this folder, then try again.",
        ) from problem


def append_line(path: Path, line: str) -> None:
    """Add one line to a file that only grows, and flush it to the disk.

    A line that was torn when the machine stopped is left as it is; the new one begins on a line of its own.

    Raises
    ------
    UserProblem
        The line could not be written.
    """
    try:
        with path.open("ab+") as file:
            if file.tell() > 0:
                file.seek(-1, os.SEEK_END)
                if file.read(1) != b"\n":
                    file.write(b"\n")
            file.write(line.encode("utf-8") + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as problem:
        raise UserProblem(
            f"What you changed is saved, but the history of changes could not be written: {problem.strerror or problem}.",
            str(path),
            "Check that there is room on the disk and that you may write to this file.",
        ) from problem


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock, so that two windows on one machine save one after the other."""
    lock = portalocker.Lock(folder / ".lock", timeout=LOCK_SECONDS, fail_when_locked=False)
    try:
        lock.acquire()
    except portalocker.exceptions.LockException as problem:
        raise UserProblem(
            "Another window is saving this project and has not finished.",
            str(folder),
            "Wait a moment and try again. If nothing else has it open, delete the file '.lock' in that folder.",
        ) from problem
    except OSError as problem:
        raise UserProblem(
            f"This project can't be saved to: {problem.strerror or problem}.",
            str(folder),
            "Check that you may write to this folder, or copy the project to a folder of your own.",
        ) from problem
    try:
        yield
    finally:
        lock.release()


def _flush_folder(folder: Path) -> None:
    """Make the rename itself durable. Windows can't open a folder, and doesn't need it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
