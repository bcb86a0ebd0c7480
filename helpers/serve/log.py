"""What went wrong on a page, kept where only the person who serves can read it, since it may hold what people typed."""

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tornado.websocket import WebSocketClosedError


class _Noted(logging.FileHandler):
    """A file; the first time there is a fault of ours, the terminal says so."""

    _is_said = False

    def emit(self, record: logging.LogRecord) -> None:
        super().emit(record)
        if record.levelno >= logging.ERROR and not self._is_said:
            self._is_said = True
            print(f"Something went wrong on a page. What happened is in {self.baseFilename}", flush=True)


def _is_of_us(record: logging.LogRecord) -> bool:
    """Not that somebody closed a page while it was being written to."""
    return not (record.exc_info and isinstance(record.exc_info[1], WebSocketClosedError))


@contextmanager
def kept_log() -> Iterator[Path]:
    """Whatever is logged goes into a file that is gone at the end if nothing was."""
    handle, name = tempfile.mkstemp(prefix="workbook-", suffix=".log")
    os.close(handle)
    noted = _Noted(name, encoding="utf-8")
    noted.setLevel(logging.WARNING)
    noted.addFilter(_is_of_us)
    noted.setFormatter(logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s"))
    root = logging.getLogger()
    root.addHandler(noted)
    try:
        yield Path(name)
    finally:
        root.removeHandler(noted)
        noted.close()
        if not os.path.getsize(name):
            os.remove(name)
