"""The browser is opened with a file that it can read, and where that can't be, people are told the address and no more."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.serve import opening
from helpers.steps.listing import ROOT

SCREEN = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")


@pytest.fixture
def linux(monkeypatch, tmp_path):
    """A Linux with a screen, a browser and a home of the test's own."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(opening.platform, "release", lambda: "6.8.0-generic")
    monkeypatch.setattr(opening, "CHROMEBOOK", tmp_path / "none")
    monkeypatch.setattr(opening.webbrowser, "get", lambda: object())
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(opening, "user_downloads_path", lambda: tmp_path / "Downloads")
    for name in SCREEN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    return tmp_path


def test_the_browsers_command_line_names_a_file_for_its_owner_alone(tmp_path):
    address = "http://127.0.0.1:8866/?token=a-word_1"
    file = opening.way_in(address, tmp_path)
    assert [file] == list(tmp_path.iterdir()) and "a-word" not in file.as_uri()
    assert file.stat().st_mode & 0o077 == 0
    assert f'http-equiv="refresh" content="0; url={address}"' in file.read_text()


def test_it_lies_where_browsers_in_a_box_may_read(linux):
    assert opening.readable_folder() == linux
    (linux / "Downloads").mkdir()
    assert opening.readable_folder() == linux / "Downloads"
    file = opening.way_in("http://127.0.0.1:1/", opening.readable_folder())
    assert not [part for part in file.relative_to(linux).parts if part.startswith(".")]


def test_it_lies_in_the_temporary_folder_where_that_is_the_persons_own(linux, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert opening.readable_folder() is None
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(opening.os, "access", lambda *told: False)
    assert opening.readable_folder() is None


def test_a_browser_is_opened_where_there_is_one(linux):
    assert opening.can_open()


@pytest.mark.parametrize("why", ("no screen", "inside Windows", "inside a Chromebook", "no browser"))
def test_no_browser_is_opened_that_nobody_would_see(linux, monkeypatch, why):
    def none():
        raise opening.webbrowser.Error("could not locate runnable browser")

    if why == "no screen":
        monkeypatch.delenv("DISPLAY")
    elif why == "inside Windows":
        monkeypatch.setattr(opening.platform, "release", lambda: "5.15.153.1-microsoft-standard-WSL2")
    elif why == "inside a Chromebook":
        (linux / "none").touch()
    else:
        monkeypatch.setattr(opening.webbrowser, "get", none)
    assert not opening.can_open()


@pytest.mark.parametrize("answer", (False, OSError("none"), True))
def test_a_browser_that_did_not_open_is_said(tmp_path, monkeypatch, capsys, answer):
    def open_it(address):
        if isinstance(answer, OSError):
            raise answer
        return answer

    monkeypatch.setattr(opening.webbrowser, "open", open_it)
    opening._open(tmp_path / "way.html")
    assert ("open the address above" in capsys.readouterr().out) == (answer is not True)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="where the file lies differs")
def test_a_browser_is_given_the_file_and_the_file_goes_with_the_server(tmp_path, eventually):
    """A program in the browser's place notes what it was given, and what was in it."""
    (tmp_path / "Downloads").mkdir()
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/given\ncp "${{1#file://}}" {tmp_path}/copy\n')
    browser.chmod(0o755)
    env = os.environ | {"PYTHONPATH": str(ROOT), "BROWSER": f"{browser} %s", "HOME": str(tmp_path)}
    env.pop("XDG_DOWNLOAD_DIR", None)
    command = [sys.executable, "-m", "helpers.cli", "serve", "--projects", str(tmp_path / "projects"), "--port", "0"]
    server = subprocess.Popen(command, env=env, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    try:
        assert eventually(lambda: (tmp_path / "copy").exists() and (tmp_path / "copy").stat().st_size, 120)
        given = (tmp_path / "given").read_text().strip()
        assert given.startswith((tmp_path / "Downloads").as_uri()) and "token" not in given
        assert list((tmp_path / "Downloads").iterdir())
    finally:
        server.send_signal(signal.SIGINT)
        said, _ = server.communicate(timeout=60)
    token = re.search(r"token=(\w+)", said)[1]
    assert token not in (tmp_path / "copy").read_text() and "?token=" in (tmp_path / "copy").read_text()
    assert list((tmp_path / "Downloads").iterdir()) == []
