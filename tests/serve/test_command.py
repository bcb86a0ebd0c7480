"""The command `serve`: what a machine refuses is told with what this command takes."""

import errno

import pytest

from helpers import serve
from helpers.cli import ELSEWHERE, _parser, main

COMMANDS = {
    "report": (["report"], "--out"),
    "estimate": (["estimate", "p", "--out", "f.csv"], "--out"),
    "check": (["check", "f.csv"], "--clean"),
    "serve": (["serve"], "--projects"),
    "new": (["new", "p"], "another folder"),
    "add": (["add", "f.csv", "--project", "p", "--wave", "w"], "copy the project"),
    "rebuild": (["rebuild", "p"], "copy the project"),
}


@pytest.mark.parametrize("number", (errno.EACCES, errno.EROFS))
@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_advises_what_it_takes(monkeypatch, capsys, command, number):
    typed, advised = COMMANDS[command]

    def refuse(options):
        raise OSError(number, "Refused", "some/place")

    parsed = _parser().parse_args(typed)
    monkeypatch.setattr("helpers.cli._parser", lambda: type("P", (), {"parse_args": lambda self, _: parsed})())
    parsed.run = refuse
    assert main(typed) == 1
    said = capsys.readouterr().err
    assert "some/place" in said and advised.lower() in said.lower()
    options = {option for option in ("--out", "--clean", "--projects") if option in said}
    assert all(hasattr(parsed, option.strip("-")) for option in options)
    assert "{" not in said


def test_serve_says_what_to_do_where_it_may_not_look(tmp_path, monkeypatch, capsys):
    def refuse(*told):
        raise PermissionError(errno.EACCES, "Permission denied", str(tmp_path))

    monkeypatch.setattr(serve, "serve", refuse)
    assert main(["serve", "--projects", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "--projects" in said and "--out" not in said and "Traceback" not in said


def test_every_way_elsewhere_is_one_that_some_command_has():
    names = {name for typed, _ in COMMANDS.values() for name in vars(_parser().parse_args(typed))}
    assert set(ELSEWHERE) <= names
