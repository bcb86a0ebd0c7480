"""Kernels that are forked from a warm process instead of started cold: a jupyter_client provisioner.

Registered as `workbook-forked`. It stands in for the local provisioner wherever Linux can fork; elsewhere, or for a
kernel that is not Python's, kernels are started as usual.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning import LocalProvisioner

from helpers.run.nursery import KERNEL_MODULE

NAME = "workbook-forked"
CAN_FORK = sys.platform == "linux"
"""macOS can fork, but its system libraries don't bear it once they are loaded."""

WARM = (
    *("ipykernel.kernelapp", "ipykernel.debugger", "IPython.core.completerlib", "IPython.extensions.storemagic"),
    *("tornado.platform.asyncio", "tornado.locks", "psutil"),
)
"""What every kernel imports as it starts."""


class Nursery:
    """The warm process and the line to it. Calls are answered in turn, whichever thread they come from."""

    def __init__(self, warm: tuple[str, ...] = ()) -> None:
        ours, theirs = socket.socketpair()
        command = [sys.executable, "-P", "-m", "helpers.run.nursery", str(theirs.fileno()), *WARM, *warm]
        # the debugger is imported with the rest and would complain that nobody can debug a forked kernel
        env = {**os.environ, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
        self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=env)
        theirs.close()
        self._channel, self._answers = ours, ours.makefile("rb")
        self._turn = threading.Lock()

    def launch(self, arguments: list[str], cwd: str | None, env: dict[str, str]) -> "Forked":
        """A kernel with these arguments, in a process of its own."""
        return Forked(self, self.ask({"launch": {"arguments": arguments, "cwd": cwd, "env": env}}))

    def ask(self, request: dict[str, Any]) -> Any:
        """Send one request and wait for its answer.

        Raises
        ------
        ConnectionError
            The warm process has gone, and its kernels with it.
        """
        with self._turn:
            self._channel.sendall(json.dumps(request).encode() + b"\n")
            line = self._answers.readline()
        if not line:
            raise ConnectionError("the process that kernels are forked from has ended")
        return json.loads(line)

    @property
    def is_there(self) -> bool:
        return self._process.poll() is None

    def close(self) -> None:
        """End it, and every kernel that still runs."""
        self._answers.close()
        self._channel.close()
        self._process.wait()


class Forked:
    """A forked kernel's process, with as much of `subprocess.Popen` as a provisioner uses."""

    stdin = stdout = stderr = None

    def __init__(self, nursery: Nursery, pid: int) -> None:
        self._nursery, self.pid, self.returncode = nursery, pid, None

    def poll(self) -> int | None:
        if self.returncode is None:
            try:
                self.returncode = self._nursery.ask({"poll": self.pid})
            except OSError:
                self.returncode = -signal.SIGKILL
        return self.returncode

    def wait(self) -> int:
        while self.poll() is None:
            time.sleep(0.02)
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


@contextmanager
def warmed(warm: tuple[str, ...]) -> Iterator[None]:
    """Kernels that start in here have `warm` imported already; none of them outlives it.

    Parameters
    ----------
    warm
        Modules to import; `module:function` also calls it, so that what it reads is there.
    """
    ForkedProvisioner.warm = warm
    ForkedProvisioner.start()
    try:
        yield
    finally:
        ForkedProvisioner.stop()


class ForkedProvisioner(LocalProvisioner):
    """As jupyter_client's own, with the process forked from the nursery of this server.

    `warm` is what the nursery imports besides what every kernel needs: see `warmed`.
    """

    warm: tuple[str, ...] = ()
    _nursery: Nursery | None = None

    @classmethod
    def start(cls) -> None:
        """Begin to warm up, so that the first kernel need not wait for it. A nursery that died is replaced."""
        if CAN_FORK and (ForkedProvisioner._nursery is None or not ForkedProvisioner._nursery.is_there):
            ForkedProvisioner._nursery = Nursery(cls.warm)

    @classmethod
    def stop(cls) -> None:
        """End the nursery and all its kernels."""
        if ForkedProvisioner._nursery is not None:
            ForkedProvisioner._nursery.close()
            ForkedProvisioner._nursery = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        if not CAN_FORK or KERNEL_MODULE not in cmd:
            return await super().launch_kernel(cmd, **kwargs)
        self.start()
        arguments = cmd[cmd.index(KERNEL_MODULE) + 1 :]
        self.process = ForkedProvisioner._nursery.launch(arguments, kwargs.get("cwd"), kwargs["env"])
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs.get("cwd")
        return self.connection_info
