"""What papermill does not check: the parameters before a run, and the end after it.

Where the `parameters` tag is lost, papermill runs on the notebook's own values and succeeds on the wrong
project; a misspelt parameter only warns; after a time-out or a dead kernel every cell is marked completed.
"""

import ast

from nbformat import NotebookNode

from helpers.errors import UserProblem
from helpers.steps import SENTINEL, Step

MENDING = "Put back the notebook as it was shipped; logic and parameters live in `helpers`."


def check_parameters(notebook: NotebookNode, step: Step, given: dict[str, object]) -> None:
    """Refuse to run unless exactly the listed parameters can be set, and only those are.

    Raises
    ------
    UserProblem
        No cell or several are tagged `parameters`; the cell declares other names than `steps.yaml`; or a
        name is given that the step does not have.
    """
    where = str(step.notebook_path)
    tagged = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        raise UserProblem(
            f"{len(tagged)} cells of this notebook are tagged 'parameters'; there must be one.", where, MENDING
        )
    declared = _names(tagged[0].source)
    if declared != set(step.parameters):
        raise UserProblem(
            f"This notebook's parameters are {_listed(declared)}, and not {_listed(set(step.parameters))}.",
            where,
            MENDING,
        )
    unknown = set(given) - declared
    if unknown:
        raise UserProblem(
            f"Step {step.code} has no parameter {_listed(unknown)}.", where, f"It takes: {_listed(declared)}."
        )


def came_to_its_end(notebook: NotebookNode, step: Step) -> bool:
    """True only where the last code cell put out this step's sentinel."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    outputs = code[-1].outputs if code else []
    return any(output.get("data", {}).get(SENTINEL, {}).get("step") == step.code for output in outputs)


def _names(source: str) -> set[str]:
    """Names assigned in the parameters cell."""
    return {
        target.id
        for statement in ast.parse(source).body
        if isinstance(statement, ast.Assign)
        for target in statement.targets
        if isinstance(target, ast.Name)
    }


def _listed(names: set[str]) -> str:
    return ", ".join(f"'{name}'" for name in sorted(names)) or "none"
