"""The traps of papermill, each sprung on purpose."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from helpers import project as projects
from helpers.errors import UserProblem
from helpers.run import run_step, run_steps
from helpers.run.engine import warm_kernel
from helpers.run.runner import StepFailed
from helpers.run.trust import came_to_its_end, check_parameters
from helpers.steps import Step

PARAMETERS = 'project = "nowhere"\nwave = None'
END = """from IPython.display import publish_display_data
publish_display_data({"application/vnd.social-integration.step+json": {"step": "9.9"}, "text/plain": "done"})"""


def make_step(folder, *cells, tags=("parameters",), parameters=PARAMETERS):
    """A step whose notebook is a tagged parameters cell and the given cells."""
    notebook = new_notebook(
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    )
    notebook.cells = [new_code_cell(parameters, metadata={"tags": list(tags)}), *map(new_code_cell, cells)]
    path = folder / "9_9_trial.ipynb"
    nbformat.write(notebook, path)
    return Step(
        code="9.9", title="Trial", stage="Plan", tools=(), notebook=str(path), gives="", parameters=("project", "wave")
    )


@pytest.fixture(params=["own process", "warm process"])
def kernel(request):
    """Every trap is sprung under plain papermill and in the shared process."""
    if request.param == "own process":
        yield None
        return
    with warm_kernel() as warm:
        yield warm


def test_a_run_that_comes_to_its_end_takes_its_name(tmp_path, kernel):
    step = make_step(tmp_path, "print(project, wave)", END)
    executed = run_step(step, {"project": "/a/b", "wave": "first"}, tmp_path / "out", kernel)
    cells = nbformat.read(executed, as_version=4).cells
    assert cells[2].outputs[0].text == "/a/b first\n"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["9_9_trial.ipynb"]


def test_a_lost_tag_is_an_error_and_runs_nothing(tmp_path):
    step = make_step(tmp_path, f"open({str(tmp_path / 'ran')!r}, 'w')", END, tags=())
    with pytest.raises(UserProblem, match="0 cells of this notebook are tagged"):
        run_step(step, {"project": "/a/b"}, tmp_path / "out")
    assert not (tmp_path / "ran").exists() and not (tmp_path / "out").exists()


def test_an_unknown_parameter_is_an_error_and_runs_nothing(tmp_path):
    step = make_step(tmp_path, END)
    with pytest.raises(UserProblem, match="no parameter 'projct'"):
        run_step(step, {"projct": "/a/b"}, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_code_in_a_parameter_name_is_an_unknown_parameter(tmp_path):
    step = make_step(tmp_path, END)
    with pytest.raises(UserProblem, match="no parameter"):
        run_step(step, {f"a=0;open('{tmp_path}/ran','w')#": 1}, tmp_path / "out")
    assert not (tmp_path / "ran").exists()


def test_a_notebook_that_declares_other_parameters_than_the_list_is_an_error(tmp_path):
    step = make_step(tmp_path, END, parameters='project = ""\nwawe = None')
    with pytest.raises(UserProblem, match="'project', 'wawe', and not 'project', 'wave'"):
        run_step(step, {}, tmp_path / "out")


def test_a_cell_that_fails_is_a_fault_of_ours_and_leaves_no_finished_notebook(tmp_path, kernel):
    step = make_step(tmp_path, "1 / 0", END)
    with pytest.raises(StepFailed, match="ZeroDivisionError"):
        run_step(step, {}, tmp_path / "out", kernel)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["9_9_trial.failed.ipynb"]


def test_what_a_person_can_mend_comes_out_as_it_was_said(tmp_path, kernel):
    step = make_step(
        tmp_path, "from helpers.errors import UserProblem\nraise UserProblem('No age.', 'a.csv', 'Add it.')", END
    )
    with pytest.raises(UserProblem) as problem:
        run_step(step, {}, tmp_path / "out", kernel)
    assert (problem.value.what, problem.value.where, problem.value.fix) == ("No age.", "a.csv", "Add it.")


def test_a_cell_that_takes_too_long_is_not_done(tmp_path, kernel):
    step = make_step(tmp_path, "import time; time.sleep(30)", END)
    with pytest.raises(StepFailed, match="longer than 2 seconds"):
        run_step(step, {}, tmp_path / "out", kernel, cell_seconds=2)
    assert not (tmp_path / "out" / "9_9_trial.ipynb").exists()


def test_a_process_that_dies_is_not_done(tmp_path, kernel):
    step = make_step(tmp_path, "import os; os._exit(1)", END)
    with pytest.raises(StepFailed, match="died"):
        run_step(step, {}, tmp_path / "out", kernel)
    assert not (tmp_path / "out" / "9_9_trial.ipynb").exists()


def test_a_last_cell_without_the_sentinel_is_not_done(tmp_path, kernel):
    step = make_step(tmp_path, "print('all well')")
    with pytest.raises(StepFailed, match="before its last cell"):
        run_step(step, {}, tmp_path / "out", kernel)


def test_the_sentinel_of_another_step_does_not_count(tmp_path):
    step = make_step(tmp_path, END.replace("9.9", "1.1"))
    with pytest.raises(StepFailed, match="before its last cell"):
        run_step(step, {}, tmp_path / "out")


def test_a_warm_process_begins_each_notebook_with_a_clean_slate(tmp_path):
    (tmp_path / "b").mkdir()
    first = make_step(tmp_path, "left_behind = 1", END)
    second = make_step(tmp_path / "b", "print('left_behind' in globals(), __import__('os').getcwd())", END)
    with warm_kernel() as kernel:
        run_step(first, {}, tmp_path / "out", kernel)
        executed = nbformat.read(run_step(second, {}, tmp_path / "out", kernel), as_version=4)
    assert executed.cells[1].outputs[0].text == f"False {tmp_path / 'b'}\n"
    assert [cell.execution_count for cell in executed.cells] == [1, 2, 3]


def test_an_empty_notebook_came_to_no_end(tmp_path):
    assert not came_to_its_end(new_notebook(), make_step(tmp_path))
    with pytest.raises(UserProblem, match="0 cells"):
        check_parameters(new_notebook(), make_step(tmp_path), {})


def test_steps_run_in_order_on_a_new_project(tmp_path):
    folder = projects.create(tmp_path / "tea", "Tea on Tuesdays").path
    executed = run_steps(folder, tmp_path / "out", codes=("1.1", "0"), show_progress=False)
    assert [path.name for path in executed] == ["00_start.ipynb", "1_1_purpose_and_questions.ipynb"]
    assert "Tea on Tuesdays" in executed[1].read_text()
