"""Forked kernels behave as kernels that were started cold, and none outlives what it belongs to."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from jupyter_client import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory

from helpers.run.forked import CAN_FORK, NAME, ForkedProvisioner

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="kernels are forked on Linux only")

SERVER = """
import sys, time
from jupyter_client import KernelManager
from jupyter_client.provisioning import KernelProvisionerFactory
KernelProvisionerFactory.instance().default_provisioner_name = "workbook-forked"
kernel = KernelManager(kernel_name="python3")
kernel.start_kernel()
client = kernel.client()
client.start_channels()
client.wait_for_ready(timeout=60)
print(kernel.provisioner.pid, flush=True)
time.sleep(600)
"""


@pytest.fixture
def forked(monkeypatch):
    monkeypatch.setattr(KernelProvisionerFactory.instance(), "default_provisioner_name", NAME)
    yield
    ForkedProvisioner.stop()


@contextmanager
def kernel(**options):
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(**options)
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    try:
        yield manager, client
    finally:
        client.stop_channels()
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)


def told(client, code: str) -> list[str]:
    """What running the code put out: text, results and the names of errors."""
    heard = []

    def hear(message):
        content = message["content"]
        heard.append(content.get("text") or content.get("ename") or content.get("data", {}).get("text/plain"))

    client.execute_interactive(code, timeout=60, output_hook=hear)
    return [one for one in heard if one]


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except FileNotFoundError:
        return False


def wait_until(is_so, seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.05)
    return is_so()


CODE = (
    "print('said')",
    "1 + 1",
    "raise ValueError('no')",
    "import os; os.getcwd()",
    "os.environ['QUERY_STRING'], 'WORKBOOK_SECRET' in os.environ",
    "import random, uuid; random.seed(3); random.random()",
)


def test_answers_as_a_cold_kernel_does(forked, tmp_path, monkeypatch):
    monkeypatch.setenv("WORKBOOK_SECRET", "the server's own")
    env = {name: value for name, value in os.environ.items() if name != "WORKBOOK_SECRET"}
    env["QUERY_STRING"] = "project=mine"
    with kernel(cwd=str(tmp_path), env=dict(env)) as (manager, client):
        assert isinstance(manager.provisioner, ForkedProvisioner)
        warm = [told(client, code) for code in CODE]
    monkeypatch.setattr(KernelProvisionerFactory.instance(), "default_provisioner_name", "local-provisioner")
    with kernel(cwd=str(tmp_path), env=dict(env)) as (manager, client):
        assert not isinstance(manager.provisioner, ForkedProvisioner)
        cold = [told(client, code) for code in CODE]
    assert warm == cold
    assert str(tmp_path) in warm[3][0]
    assert warm[4] == ["('project=mine', False)"]


def test_two_kernels_share_nothing_and_their_dice_differ(forked):
    roll = "import random, uuid, os; (random.random(), uuid.uuid4().hex, os.getpid())"
    with kernel() as (_, one), kernel() as (_, other):
        told(one, "secret = 'typed by one person'")
        assert told(other, "secret")[-1] == "NameError"
        first, second = eval(told(one, roll)[0]), eval(told(other, roll)[0])
    assert not set(first) & set(second)


def test_interrupt_and_death_are_noticed(forked):
    with kernel() as (manager, client):
        client.execute("import time; time.sleep(60)")
        time.sleep(1)
        manager.interrupt_kernel()
        reply = client.get_shell_msg(timeout=20)
        while reply["msg_type"] != "execute_reply":
            reply = client.get_shell_msg(timeout=20)
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert manager.is_alive()
        os.kill(manager.provisioner.pid, signal.SIGKILL)
        assert wait_until(lambda: not manager.is_alive())
        assert manager.provisioner.process.returncode == -signal.SIGKILL


def test_the_warm_process_can_die_and_is_replaced(forked):
    with kernel() as (manager, _):
        pid = manager.provisioner.pid
        ForkedProvisioner._nursery._process.kill()
        assert wait_until(lambda: not is_running(pid)), "its kernels notice and end"
    with kernel() as (_, client):
        assert told(client, "'here'") == ["'here'"]


@pytest.mark.parametrize("number", [pytest.param(signal.SIGTERM, marks=pytest.mark.slow), signal.SIGKILL])
def test_no_kernel_outlives_its_server(number):
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    try:
        pid = int(server.stdout.readline())
        assert is_running(pid)
    finally:
        server.send_signal(number)
        server.wait(timeout=20)
    assert wait_until(lambda: not is_running(pid))


def test_other_commands_start_as_usual(forked):
    manager = KernelManager(kernel_name="python3")
    manager.kernel_spec.argv[:] = [sys.executable, "-c", "import time; time.sleep(60)"]
    manager.start_kernel()
    try:
        assert isinstance(manager.provisioner.process, subprocess.Popen)
    finally:
        manager.shutdown_kernel(now=True)
