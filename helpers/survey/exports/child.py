"""Runs a script of this folder in a process with limits: workbooks, archives and SPSS files can be made to exhaust a machine."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MEGABYTES = 2_500
SECONDS = 120
MOST_BYTES = 700_000_000
"""Taken from the script at most: a character takes up to six bytes on the way."""
LATE = {"error": "late"}
LARGE = {"error": "large"}
CUT_OFF = {"error": "memory"}


def lines(
    script: str | Path,
    *arguments: object,
    megabytes: int = MEGABYTES,
    seconds: float = SECONDS,
    most_bytes: int = MOST_BYTES,
) -> Iterator[dict[str, Any]]:
    """What the script says, line by line; last {"end": true}, or {"error": why} where it did not come to its end.

    Parameters
    ----------
    script
        The name of one in this folder, or the whole path of another. Its first argument is the megabytes it may take.
    """
    command = [sys.executable, "-I", str(Path(__file__).parent / script), str(megabytes), *map(str, arguments)]
    late = threading.Event()
    last: dict[str, Any] = {}
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        left = most_bytes
        try:
            while text := process.stdout.readline(left + 1):
                left -= len(text)
                if left < 0:
                    last = LARGE
                    yield last
                    break
                last = json.loads(text)
                yield last
        except ValueError:
            last = {}
        finally:
            timer.cancel()
            process.kill()
    if late.is_set():
        yield LATE
    elif not {"end", "error"} & set(last):
        # a process without memory dies before it can say so
        yield CUT_OFF
