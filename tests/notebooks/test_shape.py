"""Every notebook has one shape: it explains and calls, and holds nothing that belongs in a module."""

import ast
import re
from itertools import pairwise

import nbformat
import pytest

from helpers.steps import steps

CHECKED = "# NBVAL_CHECK_OUTPUT"
LOGIC = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.For,
    ast.While,
    ast.If,
    ast.Try,
    ast.With,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)
NOT_HERE = {"read_csv", "read_excel", "open", "HTML", "Path", "display", "eval", "exec"}
LONGEST_CELL = 6

each_step = pytest.mark.parametrize("step", steps(), ids=lambda step: step.code)


def read(step):
    return nbformat.read(step.notebook_path, as_version=4)


def code(step):
    return [cell for cell in read(step).cells if cell.cell_type == "code"]


def prose(step):
    return [cell.source for cell in read(step).cells if cell.cell_type == "markdown"]


def test_there_are_ten_notebooks_and_every_one_is_a_step(pytestconfig):
    found = set((pytestconfig.rootpath / "workbooks").rglob("*.ipynb"))
    found = {path for path in found if ".ipynb_checkpoints" not in path.parts}
    assert found == {step.notebook_path for step in steps()}
    assert len(found) == 10


@each_step
def test_one_parameters_cell_names_what_the_list_names(step):
    tagged = [cell for cell in code(step) if "parameters" in cell.metadata.get("tags", [])]
    assert len(tagged) == 1
    body = ast.parse(tagged[0].source).body
    assert all(isinstance(line, ast.Assign) for line in body)
    assert [line.targets[0].id for line in body] == list(step.parameters)
    values = [ast.literal_eval(line.value) for line in body]
    assert values == ["sample_data/befriending"] + [None] * (len(step.parameters) - 1)


@each_step
def test_no_logic_and_nothing_from_lower_rooms(step):
    cells = code(step)
    assert len(cells) >= 4
    for cell in cells:
        tree = ast.parse(cell.source)
        assert not [node for node in ast.walk(tree) if isinstance(node, LOGIC)], cell.source
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not names & NOT_HERE, cell.source
        imported = [node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
        assert set(imported) <= {"helpers.forms", "helpers.steps", "helpers.plan", "helpers.collect", "helpers.reflect"}


@each_step
def test_cells_are_short_and_hold_no_typed_text_but_the_step(step):
    for cell in code(step):
        lines = [line for line in cell.source.splitlines() if line]
        assert len(lines) <= LONGEST_CELL, cell.source
        if "parameters" in cell.metadata.get("tags", []):
            continue
        constants = [node.value for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Constant)]
        assert set(constants) <= {step.code}, cell.source


@each_step
def test_committed_without_outputs_except_one_checked_line(step):
    checked = [cell for cell in code(step) if cell.source.startswith(CHECKED)]
    assert checked
    for cell in code(step):
        if cell in checked:
            assert cell.execution_count, "nbval compares only cells that say they were run"
            assert [output.output_type for output in cell.outputs] == ["stream"]
            assert cell.outputs[0].text.count("\n") == 1
        else:
            assert (cell.execution_count, cell.outputs) == (None, [])


@each_step
def test_begins_its_own_step_and_ends_with_finish(step):
    cells = read(step).cells
    assert cells[-1].cell_type == "code"
    assert cells[-1].source == "finish(here)"
    opening = [cell.source for cell in code(step) if "import" in cell.source]
    assert len(opening) == 1
    assert re.search(rf'\nhere = begin\("{step.code}", project(, wave)?\)\nhere$', opening[0])
    assert any(f'here = begin("{step.code}", project, wave)' in cell.source for cell in code(step))


@each_step
def test_headings_come_in_order(step):
    headings = re.findall(r"^(#+) (.+)$", "\n".join(prose(step)), re.MULTILINE)
    levels = [len(marks) for marks, _ in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert "What to have at hand" in [title for _, title in headings]
    assert prose(step)[0].startswith("# ")


@each_step
def test_no_markup_in_the_prose(step):
    text = re.sub(r"<https?://[^>]+>", "", "\n".join(prose(step)))
    assert not re.search(r"</?[a-zA-Z]", text)


@each_step
def test_links_lead_somewhere(step):
    targets = re.findall(r"\]\(([^)]+)\)", "\n".join(prose(step)))
    inside = [target for target in targets if not target.startswith("http")]
    assert inside
    headings = re.findall(r"^##? (.+)$", "\n".join(prose(step)), re.MULTILINE)
    for target in inside:
        if target.startswith("#"):
            # as JupyterLab calls headings, which takes the letters as they are
            assert target[1:] in {heading.replace(" ", "-") for heading in headings}, target
            continue
        assert (step.notebook_path.parent / target).resolve().exists(), target


def test_each_step_leads_to_the_next():
    """Start links to all nine, every other step to start, the one before and the one after."""
    listed = steps()
    names = [step.notebook_path.name for step in listed]
    assert all(name in "\n".join(prose(listed[0])) for name in names[1:])
    for before, step, after in zip(names, listed[1:], [*names[2:], None], strict=False):
        first = prose(step)[0]
        assert "00_start.ipynb" in first
        assert before in first
        assert after is None or after in first


@each_step
def test_ids_are_stable_and_the_kernel_is_plain(step):
    notebook = read(step)
    ids = [cell.id for cell in notebook.cells]
    assert len(ids) == len(set(ids))
    assert notebook.metadata.kernelspec.name == "python3"
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
