"""A file on its way from a browser to the disk, piece by piece, and whether all of it arrived.

Every piece is answered before more are sent, so the line is never flooded and progress is what has really arrived. The
browser says the file's SHA-256; what lies on the disk is held against it before anybody reads the file.
"""

import hashlib
import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, BinaryIO

from helpers.errors import UserProblem
from helpers.forms.guard import Message, WrongAnswer, guarded

MOST = 500_000_000
"""Bytes of a file that is taken at all: more than a million answers."""
PIECE = 1_000_000
"""Bytes the browser sends at once: far below what the line carries, and enough to be fast."""
STALE_SECONDS = 24 * 3600
"""After this long, a part of a file that nobody finished sending is removed."""
LONGEST_NAME = 120


@dataclass(frozen=True)
class Arrived:
    """A file that lies on the disk as it was sent. `path` is for whoever takes it: afterwards it is removed."""

    path: Path
    name: str
    size: int
    sha256: str


@dataclass
class _Part:
    """A file of which some has come."""

    path: Path
    name: str
    size: int
    file: BinaryIO
    so_far: int = 0
    hash: Any = field(default_factory=hashlib.sha256)


class Arriving:
    """Python's side of one place where files are dropped.

    Parameters
    ----------
    folder
        Where parts of files wait: inside the project, so that nothing personal lies elsewhere.
    take
        Called with a file that has arrived whole; what it answers is told to the browser. It moves or copies the file.
    endings
        Endings of names that are taken, such as ".csv".
    most
        Bytes.
    may_write
        Raises where nothing may be written to the project now.
    """

    def __init__(
        self,
        folder: Path,
        take: Callable[[Arrived], Message],
        endings: tuple[str, ...],
        most: int = MOST,
        may_write: Callable[[], None] = lambda: None,
    ) -> None:
        self._folder, self._take, self._may_write = folder, take, may_write
        self.endings, self.most = endings, most
        self._parts: dict[str, _Part] = {}

    def receive(self, message: Message, buffers: list[Any]) -> Message:
        """Answer a message of kind "begin", "piece", "end" or "stop" from one view of the page."""
        view = message.get("view")
        if not isinstance(view, str):
            raise WrongAnswer(
                "This part of the page doesn't know what to do with that.", "the upload", "Reload the page."
            )
        try:
            match message.get("kind"):
                case "begin":
                    return self._begin(view, message.get("name"), message.get("size"))
                case "piece":
                    return self._piece(view, message.get("at"), buffers)
                case "end":
                    return self._end(view, message.get("sha256"))
            self.stop(view)
            return {"kind": "stopped"}
        except BaseException:
            self.stop(view)
            raise

    def stop(self, view: str) -> None:
        """Nothing more of this view's file comes: what has come is removed."""
        part = self._parts.pop(view, None)
        if part:
            part.file.close()
            _remove(part.path)

    def _begin(self, view: str, name: Any, size: Any) -> Message:
        self.stop(view)
        self._may_write()
        name = plain_name(name)
        if not isinstance(size, int) or isinstance(size, bool) or size < 0:
            raise WrongAnswer("The browser did not say how large the file is.", name, "Choose the file again.")
        if self.endings and not name.lower().endswith(self.endings):
            raise WrongAnswer(
                f"Files of this kind can't be read here: {name}.",
                name,
                f"Choose one that ends in {listed(self.endings)}.",
            )
        if size > self.most:
            raise WrongAnswer(
                f"The file is too large: {in_megabytes(size)}, and at most {in_megabytes(self.most)} are taken.",
                name,
                "Take pictures and columns that are not needed out of it, or split it.",
            )
        path = self._folder / f".arriving-{secrets.token_hex(8)}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._clear()
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        except OSError as problem:
            raise not_kept(name, problem) from problem
        self._parts[view] = _Part(path, name, size, os.fdopen(handle, "wb"))
        return {"kind": "send", "at": 0, "piece": PIECE}

    def _piece(self, view: str, at: Any, buffers: list[Any]) -> Message:
        part = self._of(view)
        content = bytes(buffers[0]) if len(buffers) == 1 else b""
        if at != part.so_far or not content or part.so_far + len(content) > part.size:
            raise _torn(part.name)
        try:
            part.file.write(content)
        except OSError as problem:
            raise not_kept(part.name, problem) from problem
        part.hash.update(content)
        part.so_far += len(content)
        return {"kind": "send", "at": part.so_far, "piece": PIECE}

    def _end(self, view: str, sha256: Any) -> Message:
        part = self._of(view)
        found = part.hash.hexdigest()
        if part.so_far != part.size or (sha256 and sha256 != found):
            raise _torn(part.name)
        try:
            part.file.flush()
            os.fsync(part.file.fileno())
            part.file.close()
        except OSError as problem:
            raise not_kept(part.name, problem) from problem
        try:
            return {**self._take(Arrived(part.path, part.name, part.size, found)), "kind": "arrived"}
        finally:
            self.stop(view)

    def _of(self, view: str) -> _Part:
        if view not in self._parts:
            raise _torn("the file")
        return self._parts[view]

    def _clear(self) -> None:
        """Remove what a machine that stopped left behind."""
        for left in self._folder.glob(".arriving-*"):
            with suppress(OSError):
                if abs(time.time() - left.stat().st_mtime) > STALE_SECONDS:
                    left.unlink()


def answered(work: Callable[[], Message], message: Any) -> Message | None:
    """The guarded answer to one numbered message from the browser, or None to what is no message."""
    if not isinstance(message, dict) or not isinstance(message.get("n"), int):
        return None
    view = message.get("view")
    return {**guarded(work), "n": message["n"], "view": view if isinstance(view, str) else ""}


def plain_name(name: Any) -> str:
    """A file's own name without folders, of letters that can be shown.

    Examples
    --------
    >>> plain_name("C:\\\\Users\\\\anna\\\\wave 1.csv"), plain_name("../../etc/passwd")
    ('wave 1.csv', 'passwd')
    """
    told = PureWindowsPath(PurePosixPath(name).name).name if isinstance(name, str) else ""
    kept = "".join(letter if letter.isprintable() else " " for letter in told).strip(" .")
    if not kept:
        raise WrongAnswer("The file has no name.", "the upload", "Give it a name, and choose it again.")
    stem, dot, ending = kept.rpartition(".")
    return kept if len(kept) <= LONGEST_NAME else (stem or ending)[: LONGEST_NAME - len(ending) - 1] + dot + ending


def in_megabytes(size: int) -> str:
    """A size as people say it.

    Examples
    --------
    >>> in_megabytes(500_000_000), in_megabytes(1_234), in_megabytes(20)
    ('500 MB', '1.2 KB', '20 bytes')
    """
    for unit, name in ((1_000_000, "MB"), (1_000, "KB")):
        if size >= unit:
            number = size / unit
            return f"{number:.0f} {name}" if number >= 10 else f"{number:.1f} {name}"
    return "1 byte" if size == 1 else f"{size} bytes"


def listed(endings: tuple[str, ...]) -> str:
    """Endings in a sentence."""
    return endings[0] if len(endings) == 1 else f"{', '.join(endings[:-1])} or {endings[-1]}"


def not_kept(name: str, problem: OSError) -> UserProblem:
    """The disk does not take it."""
    return UserProblem(
        f"The file could not be kept: {problem.strerror or problem}.",
        name,
        "Check that there is room on the disk and that you may write to the project's folder, then choose it again.",
    )


def _torn(name: str) -> UserProblem:
    return UserProblem(
        "The file did not arrive as it was sent, so nothing was kept of it.", name, "Choose the file again."
    )


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()
