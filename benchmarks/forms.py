"""How soon a served form can be typed in, and what a session costs, beside Voila's default, Streamlit and Panel.

Usage: python benchmarks/forms.py [--rounds N] [--sessions N] [--at-once N] [--peers VENV]

Every server shows a form in headless Chromium, with a fresh profile each time; the clock stops when the last of its fields
can be typed in. The peers show a bare form of ten text fields; the workbook shows the whole of step 1.1, with every field
of its four forms, and of step 1.3. Ratios are of medians; on a shared machine only those mean something. Streamlit and Panel
are no part of the workbook: they are looked for in the environment that `--peers` names, and made there if it is missing.
Needs Debian's chromium and the tests' lock file.
"""

import argparse
import asyncio
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import nbformat
from playwright.async_api import Browser, async_playwright
from tqdm import tqdm

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "sample_data" / "befriending"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
WRITABLE = "input:is([type=text], :not([type])):visible, textarea:visible"
PATIENCE = 120_000
"""Milliseconds after which a form counts as not shown."""

FIELDS = [f"Field {number}" for number in range(1, 11)]
STREAMLIT = f"import streamlit as st\nfor name in {FIELDS!r}:\n    st.text_input(name)\n"
PANEL = f"import panel as pn\npn.Column(*[pn.widgets.TextInput(name=name) for name in {FIELDS!r}]).servable()\n"
STREAMLIT_OPTIONS = ("--server.headless=true", "--browser.gatherUsageStats=false", "--server.port")
NOTEBOOK = f"import ipywidgets\nipywidgets.VBox([ipywidgets.Text(description=name) for name in {FIELDS!r}])"


@dataclass(frozen=True)
class Server:
    """One way to serve a form: what starts it, where it is, and what is there when it can be typed in."""

    name: str
    command: tuple[str, ...]
    path: str
    n_fields: int


def servers(folder: Path, peers: Path) -> tuple[Server, ...]:
    """The servers compared, each on a free port."""
    python = str(peers / "bin" / "python")
    projects = folder / "projects"
    workbook = (sys.executable, "-m", "helpers.cli", "serve", "--no-browser", "--projects", str(projects), "--port")
    step = "/voila/render/01_plan/{}.ipynb?project=befriending"
    voila = (sys.executable, "-m", "voila", str(folder / "bare.ipynb"), "--no-browser", "--port")
    streamlit = (python, "-m", "streamlit", "run", str(folder / "streamlit_form.py"), *STREAMLIT_OPTIONS)
    panel = (python, "-m", "panel", "serve", str(folder / "panel_form.py"), "--port")
    return (
        Server("workbook, step 1.1", workbook, step.format("1_1_purpose_and_questions"), 20),
        Server("workbook, step 1.3", workbook, step.format("1_3_approach"), 20),
        Server("Voila, its default", voila, "/", len(FIELDS)),
        Server("Streamlit", streamlit, "/", len(FIELDS)),
        Server("Panel", panel, "/panel_form", len(FIELDS)),
    )


def prepare(folder: Path, peers: Path) -> None:
    """The peers' forms, a project for ours, and an environment that holds the peers."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(NOTEBOOK)])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, folder / "bare.ipynb")
    (folder / "streamlit_form.py").write_text(STREAMLIT)
    (folder / "panel_form.py").write_text(PANEL)
    shutil.copytree(SAMPLE, folder / "projects" / "befriending")
    if not peers.exists():
        venv.create(peers, with_pip=True)
        subprocess.run([peers / "bin" / "pip", "install", "-q", "streamlit", "panel"], check=True)


@contextmanager
def running(server: Server) -> Iterator[tuple[int, str]]:
    """The server, started: its process, and the address of its form."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryFile("w+") as said:
        started = subprocess.Popen(
            [*server.command, str(port)], stdout=said, stderr=subprocess.STDOUT, start_new_session=True, cwd=ROOT
        )
        try:
            _wait_for(port, started)
            said.seek(0)
            token = re.search(r"token=(\w+)", said.read())
            query = f"{'&' if '?' in server.path else '?'}token={token[1]}" if token else ""
            yield started.pid, f"http://127.0.0.1:{port}{server.path}{query}"
        finally:
            os.killpg(started.pid, signal.SIGTERM)
            started.wait(timeout=60)


def _wait_for(port: int, started: subprocess.Popen) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until and started.poll() is None:
        try:
            urlopen(f"http://127.0.0.1:{port}/", timeout=5).close()
        except HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            time.sleep(2)
            return
    raise SystemExit(f"{started.args} did not start")


async def shown(browser: Browser, server: Server, address: str, keep: list | None = None) -> float:
    """Seconds until the last field can be typed in, in a browser that has never been there."""
    context = await browser.new_context()
    page = await context.new_page()
    page.set_default_timeout(PATIENCE)
    start = time.perf_counter()
    await page.goto(address, wait_until="commit")
    await page.locator(WRITABLE).nth(server.n_fields - 1).wait_for()
    seconds = time.perf_counter() - start
    if keep is None:
        await context.close()
    else:
        keep.append(context)
    return seconds


def memory(pid: int) -> float:
    """MB of the server and everything it started, each shared page counted once."""
    groups = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal()]
    return sum(_pss(one) for one in groups if _belongs(one, pid)) / 1024


def _belongs(one: int, pid: int) -> bool:
    while one > 1:
        if one == pid:
            return True
        try:
            one = int((Path("/proc") / str(one) / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except OSError:
            return False
    return False


def _pss(pid: int) -> int:
    try:
        lines = (Path("/proc") / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


async def one_by_one(
    browser: Browser, started: dict[Server, tuple[int, str]], rounds: int
) -> dict[Server, list[float]]:
    """Every server in turn, round after round; the first round only warms the disk."""
    seconds: dict[Server, list[float]] = {server: [] for server in started}
    for number in tqdm(range(rounds + 1), unit="round", leave=False):
        for server, (_, address) in started.items():
            took = await shown(browser, server, address)
            if number:
                seconds[server].append(took)
    return seconds


async def per_session(browser: Browser, server: Server, pid: int, address: str, sessions: int) -> float:
    """MB that each further open page costs."""
    pages: list = []
    await shown(browser, server, address, pages)
    before = memory(pid)
    for _ in range(sessions):
        await shown(browser, server, address, pages)
    cost = (memory(pid) - before) / sessions
    for context in pages:
        await context.close()
    return cost


async def together(browser: Browser, server: Server, address: str, n: int) -> tuple[int, float]:
    """How many of `n` people who arrive at once get their form, and how long the last of them waits."""
    waits = await asyncio.gather(*(shown(browser, server, address) for _ in range(n)), return_exceptions=True)
    there = [wait for wait in waits if isinstance(wait, float)]
    return len(there), max(there, default=float("nan"))


async def main(options: argparse.Namespace) -> None:
    """Start the servers one beside the other, measure, print."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
            prepare(Path(folder), options.peers)
            started = {server: stack.enter_context(running(server)) for server in servers(Path(folder), options.peers)}
            seconds = await one_by_one(browser, started, options.rounds)
            rows = []
            for server, (pid, address) in started.items():
                cost = await per_session(browser, server, pid, address, options.sessions)
                n_there, last = await together(browser, server, address, options.at_once)
                rows.append((server, statistics.median(seconds[server]), min(seconds[server]), cost, n_there, last))
                await asyncio.sleep(5)
        await browser.close()
    report(rows, options)


def report(rows: list[tuple], options: argparse.Namespace) -> None:
    """One line for each server, ratios over Streamlit."""
    yard = next(median for server, median, *_ in rows if server.name == "Streamlit")
    print(f"{options.rounds} rounds, {options.sessions} sessions held, {options.at_once} people at once")
    print(
        f"{'':20}{'fields':>7}{'seconds':>9}{'least':>7}{'over Streamlit':>16}{'MB a session':>14}{'at once':>9}{'last':>7}"
    )
    for server, median, least, cost, n_there, last in rows:
        print(
            f"{server.name:20}{server.n_fields:>6}{'+' if 'workbook' in server.name else ' '}{median:9.2f}{least:7.2f}"
            f"{median / yard:16.2f}{cost:14.1f}{n_there:>5} of {options.at_once}{last:7.1f}"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sessions", type=int, default=5)
    parser.add_argument("--at-once", type=int, default=20)
    parser.add_argument("--peers", type=Path, default=ROOT / "out" / "peers")
    asyncio.run(main(parser.parse_args()))
