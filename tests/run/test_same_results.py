"""Plain papermill, one notebook after the other, gives what `workbook report` gives in its one warm process."""

import nbformat
import pytest

from helpers.run import run_step
from helpers.steps import steps
from helpers.steps.listing import SAMPLES

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """Every notebook by papermill alone, in its own process, with the parameters of the main job."""
    out = tmp_path_factory.mktemp("plain")
    values = {"project": str((SAMPLES / "befriending").resolve()), "wave": "2025-spring", "out": str(out)}
    for step in steps():
        run_step(step, {name: values[name] for name in step.parameters if name in values}, out / "notebooks")
    return out


def outputs(folder, name):
    """What every cell put out, with the output folder's own name taken out."""
    cells = nbformat.read(folder / "notebooks" / name, as_version=4).cells
    texts = [str(output.get("data", output.get("text"))) for cell in cells for output in cell.get("outputs", [])]
    return [text.replace(str(folder), "OUT") for text in texts]


def test_the_same_outputs_cell_by_cell(main_job, plain):
    compared = 0
    for step in steps():
        name = step.notebook_path.name
        ours = outputs(main_job["out"], name)
        assert ours == outputs(plain, name), name
        compared += len(ours)
    assert compared > 40


def test_the_same_findings_and_report_byte_by_byte(main_job, plain):
    for name in ("findings.csv", "report.html"):
        assert (main_job["out"] / name).read_bytes() == (plain / name).read_bytes(), name


DETAILS = ("020 7946 0321", "020 7946 0987", "niece.of.mine@example.org")
"""What people's answers in the sample give away; the plan has a number of its own, which people are meant to know."""


def test_no_output_holds_anything_typed_or_uploaded_but_what_was_released(main_job):
    """Executed notebooks keep no widget state, and nobody's own words or codes."""
    for path in (main_job["out"] / "notebooks").iterdir():
        notebook = nbformat.read(path, as_version=4)
        assert "widgets" not in notebook.metadata, path.name
        text = path.read_text(encoding="utf-8")
        for planted in DETAILS:
            assert planted not in text, (path.name, planted)
