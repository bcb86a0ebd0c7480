"""Runs a script of this folder in a process with limits: archives and SPSS files can be made to exhaust a machine."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.survey.workbooks import MEGABYTES, MOST_BYTES, SECONDS

LATE = {"error": "late"}
CUT_OFF = {"error": "memory"}


def lines(script: str | Path, *arguments: object) -> Iterator[dict[str, Any]]:
    """What the script says, line by line; last {"end": true}, or {"error": why} where it did not come to its end.

    Parameters
    ----------
    script
        The name of one in this folder, or the whole path of another.
    """
    command = [sys.executable, "-I", str(Path(__file__).parent / script), str(MEGABYTES), *map(str, arguments)]
    late = threading.Event()
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(SECONDS, stop)
        timer.start()
        last: dict[str, Any] = {}
        try:
            left = MOST_BYTES
            while (text := process.stdout.readline(left + 1)) and left >= len(text):
                left -= len(text)
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
