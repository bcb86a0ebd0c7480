"""Writing so that nothing is lost: whole files appear at once or not at all."""

import errno
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from helpers.errors import UserProblem

HISTORY = "The history of changes"
LEFTOVER_SECONDS = 60
CHUNK = 65536
CANT_FLUSH = {errno.EINVAL, errno.EBADF, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS}


def write_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path`, in a folder that is made where it isn't there; see `replace_whole`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise _not_written(path, problem) from problem
    replace_whole(path, content)


def replace_whole(path: Path, content: bytes) -> None:
    """Put `content` at `path` by way of a temporary file beside it.

    The temporary file is flushed to the disk before it takes the name, and the folder after, so that
    whatever dies in between, a reader finds the old content or the new one, never a part.

    Raises
    ------
    UserProblem
        The disk is full, or the folder can't be written to. The old file is as it was, save where only the last step
        failed, which makes the new name last: then the new file is there, and the message says that it may not stay.
    """
    temporary = path.with_name(f".{path.name}-{secrets.token_hex(8)}.part")
    try:
        _write_flushed(temporary, content, path)
        _rename(temporary, path)
    except OSError as problem:
        with suppress(OSError):
            temporary.unlink()
        raise _not_written(path, problem) from problem
    try:
        _flush_folder(path.parent)
    except OSError as problem:
        raise UserProblem(
            f"The file was written, but the disk does not confirm that it will last: {problem.strerror or problem}.",
            str(path),
            "Save again. If it happens again, copy the project to another disk.",
        ) from problem


def is_there(path: Path, content: bytes) -> bool:
    """Does the file hold exactly this?"""
    try:
        return path.read_bytes() == content
    except OSError:
        return False


def clear_leftovers(path: Path) -> None:
    """Remove the temporary files that killed saves of this file left beside it. Call with the folder's lock."""
    with suppress(OSError):
        for leftover in path.parent.glob(f".{path.name}-*.part"):
            # far in the future counts as old: then the clock has been set back
            if abs(time.time() - leftover.stat().st_mtime) > LEFTOVER_SECONDS:
                leftover.unlink()


def append(path: Path, content: bytes, what: str = HISTORY) -> int | None:
    """Add whole lines to a file that only grows, and flush them to the disk; return how long it was before, None if new.

    A line that was torn when the machine stopped is left as it is; the new ones begin on a line of their own.

    Raises
    ------
    UserProblem
        The lines could not be written. The file is as it was.
    """
    try:
        length = _length(path)
        try:
            _append_flushed(path, content)
        except OSError:
            cut(path, length)
            raise
    except OSError as problem:
        raise UserProblem(
            f"{what} could not be written: {problem.strerror or problem}. Nothing has been changed.",
            str(path),
            "Check that there is room on the disk and that you may write to this file, then try again.",
        ) from problem
    return length


def cut(path: Path, length: int | None) -> None:
    """Bring a file back to the length it had, if that can be done: what is too much at its end does no harm."""
    with suppress(OSError):
        if length is None:
            path.unlink()
        else:
            os.truncate(path, length)


def lines_backwards(path: Path, what: str = HISTORY) -> Iterator[bytes]:
    """The lines of a file, the last one first, without reading more of it than is asked for.

    Raises
    ------
    UserProblem
        The file is there and can't be read.
    """
    try:
        with path.open("rb") as file:
            at, rest = file.seek(0, os.SEEK_END), b""
            while at > 0:
                size = min(CHUNK, at)
                at = file.seek(at - size)
                rest, *lines = (file.read(size) + rest).split(b"\n")
                yield from (line for line in reversed(lines) if line)
            if rest:
                yield rest
    except FileNotFoundError:
        return
    except OSError as problem:
        raise UserProblem(
            f"{what} can't be read: {problem.strerror or problem}.",
            str(path),
            "Check that the file can be read and that no other program is holding it.",
        ) from problem


def _length(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None


def _append_flushed(path: Path, content: bytes) -> None:
    with path.open("ab+") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(end - 1, 0))
        is_torn = file.read(1) not in (b"", b"\n")
        file.write(b"\n" * is_torn + content)
        file.flush()
        os.fsync(file.fileno())


def _write_flushed(temporary: Path, content: bytes, path: Path) -> None:
    """A new file with the permissions of the one it is going to replace."""
    try:
        mode = path.stat().st_mode & 0o777
    except FileNotFoundError:
        mode = None
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(temporary, flags, 0o666 if mode is None else mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        with suppress(OSError):  # some network folders know no permissions
            os.chmod(temporary, mode)


def _rename(temporary: Path, path: Path) -> None:
    """Give the file its name. On Windows, sync services and virus scanners hold files for a moment."""
    for pause in (0.05, 0.1, 0.2, 0.4):
        try:
            os.replace(temporary, path)
            return
        except PermissionError:
            time.sleep(pause)
    os.replace(temporary, path)


def _flush_folder(folder: Path) -> None:
    """Make the rename itself durable. Windows can't open a folder; some network folders can't flush one."""
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:  # a folder that may be written to and not listed
        return
    try:
        os.fsync(handle)
    except OSError as problem:
        if problem.errno not in CANT_FLUSH:
            raise
    finally:
        os.close(handle)


def _not_written(path: Path, problem: OSError) -> UserProblem:
    return UserProblem(
        f"The file could not be written: {problem.strerror or problem}.",
        str(path),
        "Check that there is room on the disk and that you may write to this folder, then try again.",
    )
