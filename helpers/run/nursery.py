"""The warm process that kernels are forked from: imports once what every notebook needs.

It talks with the server that started it over one inherited socket. A fork shares what was imported, so a kernel is there
in a moment and costs little memory of its own. When the server ends, however it ends, the socket closes and every kernel
ends with it.
"""

import gc
import importlib
import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

KERNEL_MODULE = "ipykernel_launcher"


def main() -> None:
    """Serve the socket whose number is the first argument; the others name what to import."""
    channel = socket.socket(fileno=int(sys.argv[1]))
    _leave_the_terminal()
    _warm_up(sys.argv[2:])
    children: dict[int, int | None] = {}
    for request in _requests(channel):
        match request:
            case {"launch": launch}:
                answer: Any = _fork(launch, channel)
                children[answer] = None
            case {"poll": pid}:
                answer = _poll(pid, children)
        channel.sendall(json.dumps(answer).encode() + b"\n")
    for pid, code in children.items():
        if code is None and _poll(pid, children) is None:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)


def _leave_the_terminal() -> None:
    """Ctrl-C goes to the server, which ends its kernels in order."""
    os.setsid()


def _warm_up(names: list[str]) -> None:
    """Import what is named; `module:function` also calls it, so that what it reads is there already."""
    for name in names:
        module, _, function = name.partition(":")
        imported = importlib.import_module(module)
        if function:
            getattr(imported, function)()
    gc.collect()
    gc.freeze()  # the collector would otherwise touch, and so copy, every shared page


def _requests(channel: socket.socket) -> Iterator[dict[str, Any]]:
    with channel.makefile("rb") as lines:
        for line in lines:
            yield json.loads(line)


def _fork(launch: dict[str, Any], channel: socket.socket) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        os.close(channel.fileno())  # `close` would wait for the file that reads from it
        _become_kernel(**launch)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        os._exit(1)


def _become_kernel(arguments: list[str], cwd: str | None, env: dict[str, str]) -> None:
    """Never returns: runs a kernel in this process as `python -m ipykernel_launcher` would in a new one."""
    os.setsid()
    os.environ.clear()
    os.environ.update(env)
    if cwd:
        os.chdir(cwd)
    from ipykernel.kernelapp import IPKernelApp

    # the class read the environment when it was imported, before this kernel had a parent to watch
    IPKernelApp.launch_instance(argv=[*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])
    os._exit(0)


def _poll(pid: int, children: dict[int, int | None]) -> int | None:
    """The exit code, as subprocess gives it, or None while it runs."""
    if children.get(pid, 0) is None:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            children[pid] = os.waitstatus_to_exitcode(status)
    return children.get(pid)


if __name__ == "__main__":
    main()
