"""One notebook run for one page: cell by cell, with plain words where a cell fails."""

import logging
import queue
import re
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Any

import nbformat
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode

from helpers.errors import UserProblem
from helpers.serve.modules import Modules
from helpers.steps import Step

WIDGET = "application/vnd.jupyter.widget-view+json"
OUR_KIND = "anywidget"
PARAMETERS = "parameters"
LONGEST_START, SIGN_OF_LIFE, LONGEST_CELL = 60, 0.1, 600
"""Seconds. An analysis of many answers takes its time."""

OUR_FAULT = UserProblem(
    "This part of the page could not be shown.",
    "",
    "It is a fault of the workbook and not of anything you entered, and what was saved is safe. Reload the page. "
    "If it happens again, tell whoever looks after the workbook.",
)
GONE = UserProblem(
    "The rest of this page could not be opened.",
    "",
    "Reload the page; what was saved is safe. If it happens again, close pages that you don't need, or stop the forms "
    "and start them anew.",
)
NOT_DRAWN = UserProblem("This form could not be shown.", "", OUR_FAULT.fix)
SAID = re.compile(r"(?P<what>.*?)\n  Where: (?P<where>.*?)\n  What to do: (?P<fix>.*)", re.DOTALL)


@dataclass(frozen=True)
class Shown:
    """What a page shows of one cell: words, or what came of the code, or why nothing did."""

    words: str = ""
    outputs: tuple[dict[str, Any], ...] = ()
    problem: UserProblem | None = None


def cells_of(step: Step) -> list[NotebookNode]:
    """The cells of a step's notebook, without the words on how to set the parameters: here the address does that."""
    cells = nbformat.read(step.notebook_path, as_version=4).cells
    (parameters,) = (place for place, cell in enumerate(cells) if PARAMETERS in cell.metadata.get("tags", []))
    return cells[: parameters - 1] + cells[parameters:]


class Run:
    """A notebook's cells, one after the other, in a kernel that is just starting."""

    def __init__(self, cells: list[NotebookNode], kernel: KernelManager, modules: Modules, log: logging.Logger) -> None:
        notebook = nbformat.v4.new_notebook(cells=cells)
        self._client = NotebookClient(notebook, km=kernel, timeout=LONGEST_CELL, allow_errors=True, log=log)
        self._modules, self._log = modules, log
        self._has_failed = self._is_lost = False
        self.has_widgets = self.needs_voila = False

    async def shown(self) -> AsyncGenerator[Shown, None]:
        """Every cell. Words are shown whatever fails, and code as long as there is a kernel to run it."""
        try:
            for place, cell in enumerate(self._client.nb.cells):
                if cell.cell_type == "markdown":
                    yield Shown(words=cell.source)
                elif not self._is_lost:
                    yield await self._code(cell, place)
        finally:
            if self._client.kc is not None:
                self._client.kc.stop_channels()

    async def _code(self, cell: NotebookNode, place: int) -> Shown:
        try:
            if self._client.kc is None:
                await self._connect()
            await self._client.async_execute_cell(cell, place, store_history=False)
        except Exception:
            self._log.exception("A page was not opened to its end, at:\n%s", cell.source)
            self._is_lost = True
            return Shown(problem=GONE)
        errors = [output for output in cell.outputs if output.output_type == "error"]
        if errors:
            return Shown(problem=self._problem(errors[0], cell.source))
        return Shown(outputs=tuple(self._output(output) for output in cell.outputs if output.get("name") != "stderr"))

    async def _connect(self) -> None:
        """Wait for the kernel's first sign of life on the channel that outputs come by.

        The client's own way of waiting then listens for a fifth of a second whether anything follows.
        """
        client = self._client.kc = self._client.km.client()
        client.start_channels()
        for _ in range(int(LONGEST_START / SIGN_OF_LIFE)):
            client.kernel_info()
            try:
                await client.get_iopub_msg(timeout=SIGN_OF_LIFE)
            except queue.Empty:
                if not await self._client.km.is_alive():
                    break
            else:
                client.allow_stdin = False
                return
        raise DeadKernelError("the kernel gave no sign of life")

    def _output(self, output: NotebookNode) -> dict[str, Any]:
        """An output, with the widget in it where it is one that our own script draws; Voila's draws the others."""
        model_id = output.get("data", {}).get(WIDGET, {}).get("model_id")
        if model_id is None:
            return output
        self.has_widgets = True
        state = self._client.widget_state.get(model_id, {})
        if state.get("_model_module") == OUR_KIND:
            return {"widget": self._modules.widget(model_id, state)}
        self.needs_voila = True
        return output

    def _problem(self, error: NotebookNode, source: str) -> UserProblem | None:
        """What a person is told. A name that is missing after an earlier failure is that failure's own consequence."""
        said = SAID.fullmatch(error.evalue) if error.ename == UserProblem.__name__ else None
        is_consequence = self._has_failed and error.ename == NameError.__name__
        self._has_failed = True
        if said:
            return UserProblem(**said.groupdict())
        if is_consequence:
            return None
        self._log.error("A cell failed:\n%s\n%s", source, "\n".join(error.traceback))
        return OUR_FAULT
