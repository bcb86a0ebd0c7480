"""Set-up where it works and where it can't: what `workbook.py` says and does."""

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = ("workbook.py", "pyproject.toml", "requirements.lock", "requirements-test.lock")


@pytest.fixture
def copy(tmp_path):
    """A folder that holds the set-up's files and nothing else."""
    for name in FILES:
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


@pytest.fixture
def workbook(copy):
    spec = importlib.util.spec_from_file_location("workbook_set_up", copy / "workbook.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_old_python_can_read_it_and_only_the_standard_library_is_imported():
    tree = ast.parse((ROOT / "workbook.py").read_text(), feature_version=(3, 4))
    modules = {
        name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module])
    }
    assert len(modules) > 5
    assert modules <= sys.stdlib_module_names


def test_too_old_a_python_is_told_so(workbook, monkeypatch, capsys):
    monkeypatch.setattr(workbook.sys, "version_info", (3, 9, 2))
    with pytest.raises(SystemExit) as stopped:
        workbook.main(["report"])
    assert stopped.value.code == 1
    assert "needs Python 3.11 or newer; this is Python 3.9" in capsys.readouterr().err


def test_a_python_without_venv_is_told_what_to_install(workbook, monkeypatch, capsys):
    monkeypatch.setattr(workbook, "uv", lambda: None)
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit) as stopped:
        workbook.main(["report"])
    assert stopped.value.code == 1
    assert "apt install python3-venv" in capsys.readouterr().err


def test_no_way_to_the_internet_is_named_and_a_second_try_begins_again(copy):
    nowhere = {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "http://127.0.0.1:9/",
        "PIP_RETRIES": "0",
        "PATH": os.defpath,
    }
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "UV_"))} | nowhere
    command = [sys.executable, str(copy / "workbook.py"), "report"]
    for _ in range(2):
        run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300, check=False)
        assert run.returncode == 1
        assert "no way to the internet" in run.stderr
        assert "Setting up the workbook" in run.stdout
    assert not (copy / ".venv" / "set-up-of-this-workbook").exists()


def test_a_second_call_starts_at_once_and_a_changed_lock_does_not(workbook, copy, monkeypatch):
    calls = []
    monkeypatch.setattr(workbook, "set_up", lambda wanted: calls.append("set up"))
    monkeypatch.setattr(workbook, "install", lambda locks, what: calls.append(locks[0]))
    monkeypatch.setattr(workbook, "hand_over", calls.append)
    python = Path(workbook.PYTHON)
    python.parent.mkdir(parents=True)
    python.touch()
    workbook.write_stamp("base", workbook.fingerprint(["requirements.lock"]))
    workbook.main(["report"])
    workbook.main(["test"])
    workbook.main(["test", "--all"])
    assert calls == [["report"], "requirements-test.lock", ["test"], ["test", "--all"]]
    with (copy / "requirements.lock").open("a") as lock:
        lock.write("\n# changed\n")
    calls.clear()
    workbook.main(["report"])
    assert calls == ["set up", ["report"]]


def test_what_went_wrong_in_an_installation_is_told_apart(workbook):
    assert "disk is full" in workbook.advice("OSError: [Errno 28] No space left on device")
    assert "can't be written to" in workbook.advice("PermissionError: [Errno 13] Permission denied: '/srv'")
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in workbook.advice("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES")
