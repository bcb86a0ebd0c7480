"""A running server, somebody who was let in, and somebody who was not."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import psutil
import pytest
import requests
import websocket

from helpers.steps.listing import ROOT, SAMPLES

STEP = "/voila/render/01_plan/1_1_purpose_and_questions.ipynb"
SERVE = Path(__file__).with_name("serve_odd.py")
CHROMIUM = Path(shutil.which("chromium") or "/usr/bin/chromium")
FORM = (
    "from helpers.steps import begin\nhere = begin('1.1', None)",
    "from helpers.forms import Group, field, form\n"
    "form(here.opened, '1.1', 'Purpose', (Group('What it is for', (field('purpose.aim'), field('purpose.who'))),))",
)
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

    `cells` replaces those of every notebook, `limits` some of the limits; without either it is started as a person would.
    """

    def __init__(self, folder: Path, cells: list[str] | None = None, **limits: float) -> None:
        self.folder = folder
        command = ["-m", "helpers.cli", "serve", "--projects", str(folder), "--port", "0", "--no-browser"]
        if cells or limits:
            command = [str(SERVE), json.dumps({"folder": str(folder), "cells": cells, "limits": limits})]
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

    def page(self, visitor: requests.Session, path: str = STEP, project: str = "befriending") -> requests.Response:
        """A step's page, whole."""
        return visitor.get(f"{self.address}{path}", params={"project": project}, timeout=120)

    def line(self, visitor: requests.Session, kernel_id: str, **options) -> "Line":
        """A line to a kernel, as a page has it."""
        cookies = "; ".join(f"{name}={value}" for name, value in visitor.cookies.items())
        return Line(
            f"ws://127.0.0.1:{self.port}/api/kernels/{kernel_id}/channels?session_id=test",
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

    def send(self, kind: str, content: dict, channel: str = "shell", buffers: tuple[bytes, ...] = ()) -> None:
        header = {"msg_id": kind, "session": "test", "username": "", "date": "2026-01-01T00:00:00Z", "version": "5.3"}
        told = (header | {"msg_type": kind}, {}, {}, content)
        parts = [channel.encode(), *(json.dumps(part).encode() for part in told), *buffers]
        offsets = [8 * (len(parts) + 2)]
        for part in parts:
            offsets.append(offsets[-1] + len(part))
        numbers = b"".join(number.to_bytes(8, "little") for number in (len(offsets), *offsets))
        self._socket.send_binary(numbers + b"".join(parts))

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
def projects_folder(tmp_path):
    """A folder with a copy of the first sample in it."""
    shutil.copytree(SAMPLES / "befriending", tmp_path / "projects" / "befriending")
    return tmp_path / "projects"


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """A server as a person starts it, over a folder with a copy of the first sample."""
    folder = tmp_path_factory.mktemp("served") / "projects"
    shutil.copytree(SAMPLES / "befriending", folder / "befriending")
    server = Served(folder)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def with_form(tmp_path_factory):
    """A server whose every notebook is one small form, and somebody with its page open: server, visitor, page."""
    folder = tmp_path_factory.mktemp("with_form") / "projects"
    shutil.copytree(SAMPLES / "befriending", folder / "befriending")
    server = Served(folder, ["# A form", *FORM], seconds_alone=3600)
    visitor = server.visitor()
    yield server, visitor, server.page(visitor)
    server.stop()


@pytest.fixture
def form():
    """Cells with one small form."""
    return ["# A form", *FORM]


@pytest.fixture(scope="session")
def known(served):
    """Somebody who has been let in."""
    return served.visitor()


@pytest.fixture
def stranger(served):
    """Somebody who has not."""
    return served.visitor(is_known=False)


@pytest.fixture
def serving(projects_folder):
    """A function: a server of the test's own, ended with it."""
    started = []

    def start(cells: list[str] | None = None, **limits: float) -> Served:
        started.append(Served(projects_folder, cells, **limits))
        return started[-1]

    yield start
    for server in started:
        server.stop()
