"""The nine stops in order, each notebook by papermill, whole or not at all."""

import logging
import os
from collections.abc import Iterable
from pathlib import Path

import nbformat
import papermill
from jupyter_client import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError
from tqdm import tqdm

from helpers.errors import UserProblem
from helpers.project.opened import PRETEND
from helpers.reports.pretend import named
from helpers.run.engine import NAME, warm_kernel
from helpers.run.trust import came_to_its_end, check_parameters
from helpers.steps import Step, steps

CELL_SECONDS = 600
"""How long one cell may take before the run is given up."""

logging.getLogger("papermill").setLevel(logging.ERROR)


class StepFailed(Exception):
    """A step stopped for a reason that the person at the keyboard can't mend: a fault of ours."""


def run_steps(
    project: Path,
    out: Path,
    wave: str | None = None,
    structure: str | None = None,
    codes: Iterable[str] | None = None,
    show_progress: bool = True,
    to: str | None = None,
) -> list[Path]:
    """Run the start page and the nine steps (or those of `codes`) and return the executed notebooks.

    Parameters
    ----------
    project, wave, structure, to
        As the notebooks' parameters; each notebook gets those that it declares.
    out
        Where what the steps make is put; the executed notebooks go to `notebooks/` in it (those of pretend answers to
        `PRETEND-notebooks/`).

    Raises
    ------
    UserProblem
        A step met something the person can mend.
    StepFailed
        A step failed otherwise, timed out, or did not come to its end.
    """
    values = {
        "project": str(project.resolve()),
        "wave": wave,
        "structure": structure,
        "to": to,
        "out": str(out.resolve()),
    }
    chosen = [step for step in steps() if codes is None or step.code in set(codes)]
    executed = []
    with warm_kernel() as kernel, tqdm(chosen, unit="step", disable=not show_progress, leave=False) as bar:
        for step in bar:
            bar.set_description(step.title if step.code == "0" else f"Step {step.code} {step.title}")
            given = {name: values[name] for name in step.parameters if values.get(name) is not None}
            executed.append(run_step(step, given, out / named("notebooks", wave == PRETEND), kernel))
    return executed


def run_step(
    step: Step,
    given: dict[str, object],
    folder: Path,
    kernel: AsyncKernelManager | None = None,
    cell_seconds: int = CELL_SECONDS,
) -> Path:
    """Run one notebook; its executed copy takes its name in `folder` only when it came to its end.

    Parameters
    ----------
    kernel
        The warm process to run it in; without one, papermill starts its own.

    Raises
    ------
    UserProblem, StepFailed
        As `run_steps`. The unfinished copy is left beside it, named `....failed.ipynb`.
    """
    check_parameters(nbformat.read(step.notebook_path, as_version=4), step, given)
    folder.mkdir(parents=True, exist_ok=True)
    final = folder / Path(step.notebook).name
    place = step.notebook_path.parent
    warm = {} if kernel is None else {"engine_name": NAME, "kernel": kernel, "folder": str(place)}
    unfinished = final.with_suffix(".failed.ipynb")
    try:
        executed = papermill.execute_notebook(
            step.notebook_path,
            unfinished,
            parameters=given,
            progress_bar=False,
            request_save_on_cell_execute=False,
            execution_timeout=cell_seconds,
            store_widget_state=False,
            cwd=place,
            **warm,
        )
    except PapermillExecutionError as problem:
        raise _reason(problem, step, unfinished) from problem
    except CellTimeoutError as problem:
        raise StepFailed(
            f"Step {step.code}: a cell took longer than {cell_seconds} seconds ({unfinished})."
        ) from problem
    except DeadKernelError as problem:
        raise StepFailed(
            f"Step {step.code}: the process that ran it died; was memory short? ({unfinished})"
        ) from problem
    if not came_to_its_end(executed, step):
        raise StepFailed(f"Step {step.code} stopped before its last cell ({unfinished}).")
    os.replace(unfinished, final)
    return final


def _reason(problem: PapermillExecutionError, step: Step, unfinished: Path) -> Exception:
    """The mendable problem a cell raised, or a fault of ours."""
    if problem.ename != UserProblem.__name__:
        return StepFailed(f"Step {step.code}: {problem.ename}: {problem.evalue} ({unfinished})")
    what, _, rest = problem.evalue.partition("\n  Where: ")
    where, _, fix = rest.partition("\n  What to do: ")
    return UserProblem(what, where, fix)
