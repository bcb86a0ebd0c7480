"""Where nobody sits in front of the kernel a form shows nothing, and nothing of the browser is imported."""

import os
import subprocess
import sys

import nbformat
import papermill
import pytest
from jupyter_client.manager import start_new_kernel

from helpers import project as projects
from helpers.forms import Group, field, form, is_live, live, where
from helpers.reports.model import Paragraph, Section

CELLS = """
from helpers import project as projects
from helpers.forms import Group, field, form, live
from helpers.reports.model import Paragraph, Section
opened = projects.open({folder!r})
shown = form(opened, "1.1", "A form", (Group("Words", (field("purpose.aim"),)),))
"""


def aim(opened):
    return Section("aim", "Aim", (Paragraph(opened.record.purpose.aim),))


def test_here_nobody_is_there(folder):
    projects.save(folder, "1.1", {"purpose.aim": "Fewer lonely evenings"})
    opened = projects.open(folder)
    assert not is_live()
    shown = form(opened, "1.1", "A form", (Group("Words", (field("purpose.aim"),)),))
    assert repr(shown).count("\n") == 0 and "Fewer lonely" not in repr(shown)
    assert live(opened, aim) == aim(opened)


def test_no_widget_is_imported_for_nobody(folder):
    code = CELLS.format(folder=str(folder)) + (
        "import sys\nlive(opened, lambda _opened: None)\n"
        "print([name for name in ('anywidget', 'ipywidgets', 'IPython', 'pandas', 'matplotlib') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_papermill_shows_no_form_and_every_summary(folder, tmp_path):
    projects.save(folder, "1.1", {"purpose.aim": "Fewer lonely evenings"})
    show = 'live(opened, lambda now: Section("aim", "Aim", (Paragraph(now.record.purpose.aim),)))'
    cells = [nbformat.v4.new_code_cell(text) for text in (CELLS.format(folder=str(folder)), "shown", show)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), tmp_path / "a.ipynb")
    done = papermill.execute_notebook(str(tmp_path / "a.ipynb"), str(tmp_path / "b.ipynb"), progress_bar=False)
    begun, formed, summarised = done.cells[-3:]
    assert begun.outputs == [] and formed.outputs == []
    (output,) = summarised.outputs
    assert "Fewer lonely evenings" in output.data["text/html"] and "widget" not in str(output.data.keys())
    assert "widgets" not in done.metadata


def test_a_kernel_that_may_ask_its_user_has_one():
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        for may_ask in (False, True):
            said = []
            client.execute_interactive(
                "from helpers.forms import is_live; print(is_live())",
                allow_stdin=may_ask,
                output_hook=lambda message, said=said: said.append(message["content"].get("text", "")),
                timeout=60,
            )
            assert "".join(said).strip() == str(may_ask)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.mark.parametrize(
    ("names", "answer"),
    [
        ({}, False),
        ({"SERVER_SOFTWARE": "apache"}, False),
        ({"SERVER_SOFTWARE": "voila/0.5.13"}, True),
        ({"SERVER_SOFTWARE": "voila/0.5.13", where.OWNER: "1"}, False),
        ({"SERVER_SOFTWARE": "voila/0.5.13", where.OWNER: str(os.getpid())}, True),
    ],
)
def test_a_page_s_own_kernel_is_live_and_a_run_started_from_it_is_not(monkeypatch, names, answer):
    for name in ("SERVER_SOFTWARE", where.OWNER):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    assert is_live() is answer
