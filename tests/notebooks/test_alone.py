"""Each notebook by itself, on other projects than its own: empty, small, and with a new wave to bring in.

The cells are plain Python, so they run here without a kernel; test_nbval.py runs them with one.
"""

import ast
import shutil
from typing import Any

import nbformat
import pytest

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.steps import step, steps
from helpers.steps.listing import SAMPLES

NEED_ANSWERS = ("2.3", "3.1", "3.2")
WITHOUT_ANSWERS = tuple(one.code for one in steps() if one.code not in NEED_ANSWERS)


def run(code: str, **parameters: Any) -> list[str]:
    """Run one notebook's cells in order, as papermill would with these parameters, and give back what they show."""
    names: dict[str, Any] = {}
    shown = []
    for cell in nbformat.read(step(code).notebook_path, as_version=4).cells:
        if cell.cell_type != "code":
            continue
        body = ast.parse(cell.source).body
        last = body.pop() if isinstance(body[-1], ast.Expr) else None
        exec(compile(ast.Module(body, []), code, "exec"), names)
        if "parameters" in cell.metadata.get("tags", []):
            assert set(parameters) <= set(names)
            names.update(parameters)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), code, "eval"), names)
            shown.append(page(value))
    return shown


def page(value: Any) -> str:
    """What a notebook would show of a value."""
    if hasattr(value, "_repr_mimebundle_"):
        return value._repr_mimebundle_()["text/html"]
    return value._repr_html_() if hasattr(value, "_repr_html_") else str(value)


@pytest.fixture
def empty(tmp_path):
    return projects.create(tmp_path / "new", "A new project").path


@pytest.mark.parametrize("code", WITHOUT_ANSWERS)
def test_an_empty_project_is_shown_with_what_it_needs(code, empty):
    text = " ".join(run(code, project=str(empty)))
    assert "A new project" in text
    if code not in ("0", "2.2"):
        assert "Still to decide" in text


@pytest.mark.parametrize("code", NEED_ANSWERS)
def test_without_answers_the_later_steps_say_what_to_do_first(code, empty):
    with pytest.raises(UserProblem, match="no answers yet"):
        run(code, project=str(empty))


@pytest.mark.parametrize("code", [one.code for one in steps()])
def test_the_small_sample_runs_through_every_step(code, tmp_path):
    parameters = {"out": str(tmp_path)} if "out" in step(code).parameters else {}
    assert "<h3" in "".join(run(code, project=str(SAMPLES / "estate"), **parameters))
    if code == "2.3":
        assert (tmp_path / "findings.csv").is_file()
    if code == "3.2":
        assert (tmp_path / "report.html").is_file()


def test_a_new_wave_comes_in_through_the_notebook(tmp_path):
    copy = shutil.copytree(SAMPLES / "befriending", tmp_path / "copy")
    file = SAMPLES / "try_me" / "good.csv"
    text = " ".join(run("2.2", project=str(copy), wave="2025-autumn", file=str(file)))
    assert "Brought in as wave 2025-autumn" in text
    assert [wave.id for wave in projects.open(copy).waves][-1] == "2025-autumn"
    assert (copy / "data" / "2025-autumn" / "good.csv").read_bytes() == file.read_bytes()


def test_a_file_without_a_wave_is_asked_for_one():
    with pytest.raises(UserProblem, match="no name"):
        run("2.2", file="answers.csv")
