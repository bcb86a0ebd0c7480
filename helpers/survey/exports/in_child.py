"""What the scripts share that open one file each, in a process of their own that may be stopped.

They run isolated and import nothing else of this project, so that each starts in a few hundredths of a second:

    sys.path.append(FOLDER_OF_THIS_FILE)
    from in_child import limit_memory, say
"""

import json
import sys


def limit_memory(megabytes: int) -> None:
    """Where the system allows it; Windows has no such limit and relies on the time limit and on what is counted."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 2**20, megabytes * 2**20))
    except (ImportError, ValueError, OSError):
        pass


def say(**line: object) -> None:
    """One line of JSON to whoever waits for it."""
    sys.stdout.buffer.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
