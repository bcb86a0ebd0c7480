"""A running server, somebody who was let in, and somebody who was not."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import uuid
from itertools import pairwise
from pathlib import Path

import psutil
import pytest
import requests
import websocket

from helpers.steps import steps
from helpers.steps.listing import ROOT, SAMPLES

SERVE = Path(__file__).with_name("serve_odd.py")
BEGIN = "from helpers.steps import begin\nhere = begin('1.1', None)"
FORM = """from helpers.forms import Group, field, form
form(here.opened, "1.1", "Purpose", (Group("What it is for", (field("purpose.aim"), field("purpose.who"))),))"""
ECHO = """import anywidget
class Echo(anywidget.AnyWidget):
    _esm = "export default { render({ model, el }) { el.textContent = 'echo'; } }"
echo = Echo()
echo.on_msg(lambda _widget, _content, parts: echo.send({"n": sum(len(part) for part in parts)}))
echo"""
FAULTS = """import anywidget, sys, warnings
class Faulty(anywidget.AnyWidget):
    _esm = "export default { render({ model, el }) { el.textContent = 'faulty'; } }"
def fail(*told):
    print("Jane Smith 07700 900123", file=sys.stderr, flush=True)
    raise ValueError("Jane Smith 07700 900123")
faulty = Faulty()
faulty.on_msg(fail)
faulty"""
ODD = {
    "0": ["# Words only", "print('done')"],
    "1.1": ["# A form\n\n## The form", BEGIN, FORM],
    "1.2": ["# Slow", "import time", "time.sleep(600)"],
    "1.3": ["# Echo", ECHO],
    "2.1": [
        *("# Faults", BEGIN, "from helpers.errors import UserProblem", "secret = 'Jane Smith 07700 900123'"),
        "raise ValueError(secret)",
        "print('went on')",
        "raise UserProblem('The <b>file</b> is gone.', 'answers.csv', 'Put it back.')",
        *("# Still here", "nothing_of_that_name", FAULTS, "print(secret[:4])"),
    ],
    "2.2": ["# Voila's own", "import ipywidgets\nipywidgets.IntSlider(description='A slider')"],
    "2.3": ["# The kernel goes", "import os", "os._exit(1)", "print('never')", "# After it"],
    "3.1": [
        "# A module that fails",
        "import anywidget\nclass Bad(anywidget.AnyWidget):\n"
        "    _esm = 'export default { render() { throw new Error(\"broken\"); } }'\nBad()",
        "from helpers.errors import UserProblem",
    ],
    "3.2": ["# Where it is", "import os\nprint(os.getcwd())", "open('left.txt', 'w').write('x')"],
    "3.3": [
        "# Markup",
        "from IPython.display import HTML\nHTML('<img src=x onerror=\"document.title=1\"><script>document.title=1</script>')",
    ],
}
"""Notebooks in place of the ten: what each is for, its tests say."""

PATHS = {step.code: f"/voila/render/{step.notebook}" for step in steps()}
CHROMIUM = Path(shutil.which("chromium") or "/usr/bin/chromium")
MESSAGES = "v1.kernel.websocket.jupyter.org"


def wait_until(is_so, seconds: float = 60):
    """What `is_so` gives as soon as that is something, or at the end."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := is_so():
            return found
        time.sleep(0.05)
    return is_so()


class Served:
    """A server in a process of its own.

    Started as a person would, or with the odd notebooks and other limits.
    """

    def __init__(self, folder: Path, is_odd: bool = False, **limits: float) -> None:
        self.folder = folder
        command = ["-m", "helpers.cli", "serve", "--projects", str(folder), "--port", "0", "--no-browser"]
        if is_odd:
            command = [str(SERVE), json.dumps({"folder": str(folder), "cells": ODD, "limits": limits})]
        self._log = (folder.parent / f"served-{time.monotonic_ns()}.txt").open("w+")
        env = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(folder.parent)}
        self.process = subprocess.Popen(
            [sys.executable, *command], cwd=folder.parent, env=env, stdout=self._log, stderr=subprocess.STDOUT
        )
        found = wait_until(lambda: self._found() or self.process.poll() is not None, 120)
        assert hasattr(found, "groups"), f"the server did not start: {self.said}"
        self.address, self.token = found.groups()
        self.port = int(self.address.rsplit(":", 1)[1])

    def _found(self):
        return re.search(r"(http://127\.0\.0\.1:\d+)/\?token=(\w+)", self.said)

    @property
    def said(self) -> str:
        """What it printed."""
        return Path(self._log.name).read_text()

    def visitor(self, is_known: bool = True) -> requests.Session:
        """Somebody with cookies of their own."""
        session = requests.Session()
        if is_known:
            session.get(f"{self.address}/", params={"token": self.token}).raise_for_status()
        return session

    def kernels(self) -> list[psutil.Process]:
        """The kernels' processes: what was forked from the warm one, or started by itself."""
        found = psutil.Process(self.process.pid).children()
        warm = [one for one in found if "helpers.run.nursery" in one.cmdline()]
        cold = [one for one in found if "ipykernel_launcher" in one.cmdline()]
        forked = [kernel for one in warm for kernel in one.children()]
        return [one for one in (*cold, *forked) if one.status() != psutil.STATUS_ZOMBIE]

    def page(self, visitor: requests.Session, code: str = "1.1", **query: str) -> requests.Response:
        """A step's page, whole."""
        return visitor.get(f"{self.address}{PATHS[code]}", params={"project": "befriending"} | query, timeout=120)

    def line(self, visitor: requests.Session, kernel_id: str, **options) -> "Line":
        """A line to a kernel, as a page has it."""
        cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
        return Line(
            f"ws://127.0.0.1:{self.port}/api/kernels/{kernel_id}/channels?session_id={uuid.uuid4()}",
            cookie=cookies or None,
            **{"origin": self.address} | options,
        )

    @staticmethod
    def kernel_of(page: requests.Response) -> str:
        """The kernel that a page belongs to."""
        return re.search(r'data-kernel="([\w-]+)"', page.text)[1]

    def stop(self, number: int = signal.SIGTERM) -> None:
        if self.process.poll() is None:
            self.process.send_signal(number)
            self.process.wait(60)
        self._log.close()


class Line:
    """A websocket to a kernel that speaks as the script of the page does."""

    def __init__(self, address: str, **options) -> None:
        self._socket = websocket.create_connection(address, subprotocols=[MESSAGES], timeout=20, **options)
        self.close = self._socket.close

    def send(self, kind: str, content: dict, channel: str = "shell", parts: tuple[bytes, ...] = ()) -> None:
        header = {
            "msg_id": str(uuid.uuid4()),
            "session": "test",
            "username": "",
            "date": "2026-01-01T00:00:00Z",
            "version": "5.3",
        }
        told = (header | {"msg_type": kind}, {}, {}, content)
        whole = [channel.encode(), *(json.dumps(part).encode() for part in told), *parts]
        offsets = [8 * (len(whole) + 2)]
        for part in whole:
            offsets.append(offsets[-1] + len(part))
        numbers = b"".join(number.to_bytes(8, "little") for number in (len(offsets), *offsets))
        self._socket.send_binary(numbers + b"".join(whole))

    def heard(self, seconds: float = 3, until: str = "") -> list[tuple[str, dict]]:
        """Kind and content of everything that comes within so many seconds, or until a message of that kind."""
        found, end = [], time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and not (until and until in dict(found)):
            self._socket.settimeout(left)
            try:
                found.append(self._read(self._socket.recv()))
            except websocket.WebSocketTimeoutException:
                break
        return found

    @staticmethod
    def _read(message: bytes) -> tuple[str, dict]:
        count = int.from_bytes(message[:8], "little")
        offsets = [int.from_bytes(message[8 * place : 8 * place + 8], "little") for place in range(1, count + 1)]
        parts = [message[start:end] for start, end in pairwise(offsets)]
        return json.loads(parts[1])["msg_type"], json.loads(parts[4])


@pytest.fixture(scope="session")
def eventually():
    """A function: something that is to come true -> what it gave once it was."""
    return wait_until


@pytest.fixture
def folder(tmp_path):
    """A folder with a copy of the first sample in it."""
    return with_a_sample(tmp_path)


def with_a_sample(path: Path) -> Path:
    shutil.copytree(SAMPLES / "befriending", path / "projects" / "befriending")
    return path / "projects"


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """A server as a person starts it."""
    server = Served(with_a_sample(tmp_path_factory.mktemp("served")))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def odd(tmp_path_factory):
    """A server with the odd notebooks."""
    server = Served(with_a_sample(tmp_path_factory.mktemp("odd")), is_odd=True, seconds_alone=3600)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def with_form(odd):
    """The page of a form: its server, its visitor, and the page."""
    visitor = odd.visitor()
    return odd, visitor, odd.page(visitor)


@pytest.fixture
def serving(folder):
    """A function: a server of the test's own, with the odd notebooks, ended with the test."""
    started = []

    def start(**limits: float) -> Served:
        started.append(Served(folder, is_odd=True, **limits))
        return started[-1]

    yield start
    for server in started:
        server.stop()


@pytest.fixture(scope="session")
def known(served):
    """Somebody who has been let in."""
    return served.visitor()


@pytest.fixture
def stranger(served):
    """Somebody who has not."""
    return served.visitor(is_known=False)
