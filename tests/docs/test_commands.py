"""Commands that the pages tell people to type are commands that there are, with options that they take."""

import re
import shlex

import nbformat
import pytest

from helpers.cli import _parser
from helpers.steps.listing import ROOT

PAGES = sorted(
    [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "sample_data").rglob("*.md"), *(ROOT / "helpers").glob("*.md")]
)  # fmt: skip
NOTEBOOKS = sorted((ROOT / "workbooks").rglob("*.ipynb"))
TYPED = re.compile(r"(?:python3|py) workbook\.py ([^`\n]+)")
BARE = re.compile(
    r"(?:^|`)workbook (?:report|new|add|check|withdraw|releases|estimate|rebuild|serve|lab|test)\b", re.MULTILINE
)


def text(path) -> str:
    if path.suffix == ".md":
        return path.read_text(encoding="utf-8")
    return "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "markdown")


def typed(path) -> list[str]:
    """What follows `python3 workbook.py`, in a line of its own or between backticks."""
    return [command.strip() for command in TYPED.findall(text(path)) if not command.startswith("COMMAND")]


def whole_lines(path) -> list[str]:
    """Those in a line of their own: to be copied as they are."""
    return re.findall(r"^python3 workbook\.py (.+)$", text(path), re.MULTILINE)


def commands() -> dict:
    (choices,) = (action.choices for action in _parser()._actions if action.metavar == "COMMAND")
    return choices


def test_there_are_commands_to_look_at():
    found = [command for path in PAGES + NOTEBOOKS for command in typed(path)]
    assert len(found) > 20
    assert {command.split()[0] for command in found} >= {"report", "test", "new", "add", "check", "serve", "lab"}
    assert sum(len(whole_lines(path)) for path in PAGES) >= 14


@pytest.mark.parametrize("path", PAGES + NOTEBOOKS, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_and_their_options_exist(path):
    known = commands()
    for command in typed(path):
        name, *rest = shlex.split(command)
        assert name in known, command
        options = [word for word in rest if word.startswith("-") and word != "--"]
        assert [word for word in options if word not in known[name]._option_string_actions] == [], command


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_lines_to_copy_are_whole_commands(path, capsys):
    for command in whole_lines(path):
        try:
            _parser().parse_args(shlex.split(command))
        except SystemExit:
            pytest.fail(f"{command}: {capsys.readouterr().err}")


def test_the_table_of_commands_in_the_readme():
    rows = re.findall(r"^\| `(\w+)([^`]*)` \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == 10
    for name, rest in rows:
        options = [word for word in rest.split() if word.startswith("--")]
        assert set(options) <= set(commands()[name]._option_string_actions)


@pytest.mark.parametrize(
    "path",
    [path for path in PAGES + NOTEBOOKS],
    ids=lambda path: str(path.relative_to(ROOT)),
)
def test_no_command_is_written_as_nobody_can_type_it(path):
    """`workbook` alone is on nobody's path: set-up puts it inside `.venv`."""
    assert BARE.findall(text(path)) == []
