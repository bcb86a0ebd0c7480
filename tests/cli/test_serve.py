"""`serve`: what can't be served is said before anything starts."""

import re
import socket
from pathlib import Path

import pytest

from helpers import project as projects
from helpers import serve
from helpers.cli import main


@pytest.fixture
def busy():
    """A port that something listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        yield taken.getsockname()[1]


def test_a_port_that_is_taken_is_said_with_one_that_is_free(tmp_path, busy, capsys):
    assert main(["serve", "--projects", str(tmp_path), "--port", str(busy), "--no-browser"]) == 1
    said = capsys.readouterr()
    assert f"Port {busy} can't be used" in said.err and said.out == ""
    offered = int(re.search(r"serve --port (\d+)", said.err)[1])
    with socket.create_server(("127.0.0.1", offered)):
        assert offered != busy


def test_a_folder_that_can_not_hold_projects_is_said(tmp_path, capsys):
    file = tmp_path / "file"
    file.touch()
    projects.create(tmp_path / "tea", "Tea")
    for folder, said in (
        (file, "is a file"),
        (tmp_path / "none" / "here", "no such folder"),
        (tmp_path / "tea", "is a project itself"),
    ):
        assert main(["serve", "--projects", str(folder), "--port", "0", "--no-browser"]) == 1
        assert said in capsys.readouterr().err
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("port", ("no", "-1", "65536", "8866.5"))
def test_a_port_is_a_number(port):
    with pytest.raises(SystemExit) as problem:
        main(["serve", "--port", port])
    assert problem.value.code == 2


def test_without_options_it_is_a_folder_beside_on_the_usual_port_and_the_browser_opens(monkeypatch):
    asked = []
    monkeypatch.setattr(serve, "serve", lambda *told: asked.append(told))
    assert main(["serve"]) == 0
    assert main(["serve", "--projects", "elsewhere", "--port", "9000", "--no-browser"]) == 0
    assert asked == [(Path("projects"), serve.PORT, True), (Path("elsewhere"), 9000, False)]


def test_no_option_opens_it_to_other_computers():
    assert serve.HOST == "127.0.0.1"
    for option in ("--host", "--ip", "--bind", "--token", "--no-token"):
        with pytest.raises(SystemExit):
            main(["serve", option, "0.0.0.0"])
