"""Browsers and servers for tests that look at pages as a person would.

Sync Playwright keeps an event loop running as long as it is started, so each module starts and stops its own; other tests of the
same run use asyncio too.
"""

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import nbformat
import psutil
import pytest

from helpers import project as projects

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
PATIENCE = 60_000
"""Milliseconds that a page may take on a busy machine before a test gives up."""

KIT_PAGE = Path(__file__).with_name("kit_page.py").read_text(encoding="utf-8")
KIT_NAMES = iter(range(1000))

BRIEF = (
    "test_a_mendable_file_is_mended_by_the_keyboard_alone_with_a_reload_in_between",
    "test_from_the_start_page_to_the_strategy",
    "test_the_last_words_survive_leaving_the_page_at_once",
    "test_the_same_field_changed_twice_shows_both_and_overwrites_neither",
    "test_axe_finds_nothing_against_wcag_2_2_aa_whatever_the_form_shows",
)
"""What the fast tests do in a browser; all else in here is slow, a few seconds each."""


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if item.originalname not in BRIEF:
                item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="module")
def chromium():
    """A started browser."""
    if not Path(CHROMIUM).exists():
        pytest.skip("there is no chromium on this machine (Debian: apt install chromium)")
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visitor(chromium):
    """A function: a new person with a browser of their own (its page). What went wrong in it fails the test."""
    contexts, faults = [], []

    def arrive(**options):
        context = chromium.new_context(**options)
        context.set_default_timeout(PATIENCE)
        context.route("**/*", lambda route: route.continue_() if "127.0.0.1" in route.request.url else route.abort())
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield arrive
    for context in contexts:
        context.close()
    assert not [fault for fault in faults if "anywidget" in fault or "workbook" in fault.lower()], faults


class Server:
    """A server in a process of its own, over one folder; `command` gets the port."""

    def __init__(self, folder: Path, command, ready: str):
        self.folder, self.port = folder, free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._log = (folder.parent / f"server-{self.port}.log").open("wb")
        # `python` of a kernel is looked up in the path: it has to be this environment's
        environment = os.environ | {
            "PYTHONPATH": str(ROOT),
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "JUPYTER_CONFIG_DIR": str(folder.parent / "config"),
            "JUPYTER_DATA_DIR": str(folder.parent / "jupyter"),
            "IPYTHONDIR": str(folder.parent / "ipython"),
        }
        environment.pop("WORKBOOK_PAGE_KERNEL", None)
        self._process = subprocess.Popen(
            [sys.executable, *command(self.port)], cwd=folder, env=environment, stdout=self._log, stderr=self._log
        )
        self._wait(ready)

    def _wait(self, ready: str) -> None:
        for _ in range(240):
            assert self._process.poll() is None, f"the server ended: see {self._log.name}"
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.address}{ready}", timeout=5).close()
                return
            time.sleep(0.25)
        raise AssertionError(f"the server did not answer: see {self._log.name}")

    def kernels(self) -> list[psutil.Process]:
        """The kernels' processes."""
        children = psutil.Process(self._process.pid).children(recursive=True)
        return [child for child in children if any("ipykernel" in part for part in child.cmdline())]

    def kill_kernels(self) -> int:
        """End every kernel as a crash would; gives how many there were."""
        killed = self.kernels()
        for kernel in killed:
            kernel.send_signal(signal.SIGKILL)
        return len(killed)

    def stop(self) -> None:
        """End the server and its kernels."""
        kernels = self.kernels() if self._process.poll() is None else []
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(20)
        for kernel in kernels:
            with contextlib.suppress(psutil.NoSuchProcess):
                kernel.kill()
        self._log.close()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def write_notebook(path: Path, *cells: str) -> Path:
    """A notebook with these code cells."""
    made = [nbformat.v4.new_code_cell(cell) for cell in cells]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=made, metadata=kernel), path)
    return path


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Voila over a folder of its own: `served.folder`, `served.address`."""
    folder = tmp_path_factory.mktemp("served") / "notebooks"
    folder.mkdir()
    server = Server(
        folder,
        lambda port: ["-m", "voila", "--no-browser", f"--port={port}", "--Voila.ip=127.0.0.1", str(folder)],
        "/voila/static/voila.js",
    )
    yield server
    server.stop()


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab over a folder of its own."""
    folder = tmp_path_factory.mktemp("lab") / "notebooks"
    folder.mkdir()
    options = ["--no-browser", "--ServerApp.ip=127.0.0.1", "--IdentityProvider.token=", "--allow-root"]
    options += [
        f"--ServerApp.root_dir={folder}",
        "--LabApp.news_url=",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    server = Server(folder, lambda port: ["-m", "jupyter", "lab", f"--port={port}", *options], "/lab")
    yield server
    server.stop()


@pytest.fixture
def notebook():
    """A function: path, cells -> a notebook there."""
    return write_notebook


class Kit:
    """A project with its page."""

    def __init__(self, served):
        self.served = served
        self.name = f"page{next(KIT_NAMES)}"
        self.folder = served.folder.parent / self.name
        projects.create(self.folder, "Tea on Tuesdays")
        write_notebook(
            served.folder / f"{self.name}.ipynb", f"PROJECT = {str(self.folder)!r}\n{KIT_PAGE}", "shown", "view"
        )

    def opened_by(self, page):
        """The page in somebody's browser, with its form there."""
        from playwright.sync_api import expect

        page.goto(f"{self.served.address}/voila/render/{self.name}.ipynb")
        expect(page.locator(".workbook-form h4").first).to_be_visible()
        expect(page.locator(".workbook-form")).not_to_contain_text("Opening")
        return page

    @property
    def record(self):
        return projects.open(self.folder).record

    def save(self, **changes):
        """Somebody else's save, through the store."""
        projects.save(
            self.folder, "1.1", {path.replace("__", "."): value for path, value in changes.items()}, who="Bea"
        )


@pytest.fixture
def kit(served):
    """A new project with a page of its own that shows every kind of field."""
    return Kit(served)


@pytest.fixture
def served_projects(tmp_path):
    """`workbook serve` on an empty folder: its projects, and the address that lets somebody in."""
    command = [sys.executable, "-m", "helpers.cli", "serve", "--no-browser", "--port", "0", "--projects", "projects"]
    with (tmp_path / "served.txt").open("w+") as said:
        server = subprocess.Popen(
            command,
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            stderr=said,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        )
        try:
            address = next(found[0] for line in server.stdout if (found := re.search(r"http://\S+", line)))
            yield tmp_path / "projects", address
        finally:
            server.terminate()
            server.wait(60)
