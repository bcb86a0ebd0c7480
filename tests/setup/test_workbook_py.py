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


@pytest.fixture
def ready(workbook, copy, monkeypatch):
    """The set-up as if it had been done, with a record of what is called instead of the real thing."""
    calls = []
    monkeypatch.setattr(workbook, "make_environment", lambda: calls.append("environment") or put_python(workbook))
    monkeypatch.setattr(workbook, "install", lambda locks, what: calls.append(locks[0]))
    monkeypatch.setattr(workbook, "run_logged", lambda command, problem, expected=0: None)
    monkeypatch.setattr(workbook, "hand_over", calls.append)
    put_python(workbook)
    workbook.write_stamp("base", workbook.fingerprint(["requirements.lock"]))
    return calls


def put_python(workbook):
    python = Path(workbook.PYTHON)
    python.parent.mkdir(parents=True, exist_ok=True)
    python.touch()


def test_a_second_call_starts_at_once_and_a_changed_lock_does_not(workbook, copy, ready):
    workbook.main(["report"])
    workbook.main(["test"])
    workbook.main(["test", "--all"])
    assert ready == [["report"], "requirements-test.lock", ["test"], ["test", "--all"]]
    ready.clear()
    with (copy / "pyproject.toml").open("a") as settings:
        settings.write("\n[tool.other]\nsetting = 1\n")
    workbook.main(["report"])
    assert ready == [["report"]]
    with (copy / "requirements.lock").open("a") as lock:
        lock.write("\n# changed\n")
    ready.clear()
    workbook.main(["report"])
    assert ready == ["environment", "requirements.lock", ["report"]]
    assert not Path(workbook.OLD_VENV).exists() and not Path(workbook.LOCK).exists()


def test_a_set_up_that_fails_gives_back_what_was_there(workbook, copy, ready, monkeypatch):
    (copy / ".venv" / "kept").touch()
    with (copy / "requirements.lock").open("a") as lock:
        lock.write("\n# changed\n")
    monkeypatch.setattr(workbook, "install", lambda locks, what: workbook.stop("No network.", "Connect."))
    with pytest.raises(SystemExit):
        workbook.main(["report"])
    assert (copy / ".venv" / "kept").exists() and not Path(workbook.LOCK).exists()


def test_somebody_else_s_environment_is_left_alone(workbook, copy, capsys):
    (copy / ".venv").mkdir()
    (copy / ".venv" / "theirs").touch()
    with pytest.raises(SystemExit):
        workbook.main(["report"])
    assert (copy / ".venv" / "theirs").exists()
    assert "did not make" in capsys.readouterr().err


def test_two_windows_do_not_set_up_at_once(workbook, copy, ready, capsys):
    with (copy / "requirements.lock").open("a") as lock:
        lock.write("\n# changed\n")
    Path(workbook.LOCK).touch()
    with pytest.raises(SystemExit):
        workbook.main(["report"])
    assert "Another window" in capsys.readouterr().err and ready == []
    os.utime(workbook.LOCK, (0, 0))
    workbook.main(["report"])
    assert ready[-1] == ["report"]


def test_what_lies_in_the_working_folder_is_not_run(tmp_path):
    (tmp_path / "pydantic.py").write_text("raise SystemExit('a file of the user was run')")
    run = subprocess.run(
        [sys.executable, "-P", "-m", "helpers.cli", "--version"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert '"-P", "-m", "helpers.cli"' in (ROOT / "workbook.py").read_text()


def test_what_went_wrong_in_an_installation_is_told_apart(workbook):
    assert "disk is full" in workbook.advice("OSError: [Errno 28] No space left on device")
    assert "can't be written to" in workbook.advice("PermissionError: [Errno 13] Permission denied: '/srv'")
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in workbook.advice("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES")
